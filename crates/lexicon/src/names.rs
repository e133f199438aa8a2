//! Looking names up in running text.

use std::collections::HashMap;

/// A name found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// One past the last byte of the name in the text.
    pub end: usize,
    /// Number of the name, as given to [`NameIndex::insert`].
    pub name: u32,
}

/// Finds the longest known names that begin at a place in a text.
///
/// Names are compared after folding: curly quotes, long dashes and accents count as their plain forms, any white space as one
/// blank. Capitals are kept: `US` is a state, `us` is not.
#[derive(Debug, Default)]
pub struct NameIndex {
    by_first: HashMap<String, Vec<(String, u32)>>,
}

/// The plain form of a character.
fn fold(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{2032}' | '`' => '\'',
        '\u{2010}'..='\u{2015}' => '-',
        '\u{a0}' | '\n' | '\t' | '\r' => ' ',
        'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => 'A',
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'Ç' | 'Ć' | 'Č' => 'C',
        'ç' | 'ć' | 'č' => 'c',
        'È'..='Ë' | 'Ē' | 'Ę' | 'Ě' => 'E',
        'è'..='ë' | 'ē' | 'ę' | 'ě' | 'ė' => 'e',
        'Ì'..='Ï' | 'İ' => 'I',
        'ì'..='ï' | 'ī' | 'ı' => 'i',
        'Ñ' | 'Ń' | 'Ň' => 'N',
        'ñ' | 'ń' | 'ň' => 'n',
        'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ő' => 'O',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'Ś' | 'Ş' | 'Š' | 'Ș' => 'S',
        'ś' | 'ş' | 'š' | 'ș' => 's',
        'Ù'..='Ü' | 'Ū' | 'Ů' | 'Ű' => 'U',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'Ý' => 'Y',
        'ý' | 'ÿ' => 'y',
        'Ź' | 'Ż' | 'Ž' => 'Z',
        'ź' | 'ż' | 'ž' => 'z',
        'Ğ' => 'G',
        'ğ' => 'g',
        'Ł' => 'L',
        'ł' => 'l',
        'ř' => 'r',
        'ţ' | 'ț' => 't',
        'đ' => 'd',
        'Đ' => 'D',
        _ => c,
    }
}

pub(crate) fn folded(name: &str) -> String {
    if name.is_ascii() && !name.contains(['`', '\n', '\t', '\r']) && !name.contains("  ") {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    for c in name.chars().map(fold) {
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out
}

/// The run of letters and digits a text begins with, folded.
fn first_unit(text: &str) -> String {
    let unit: String = text.chars().take_while(|c| c.is_alphanumeric()).map(fold).collect();
    if unit.is_empty() { text.chars().take(1).map(fold).collect() } else { unit }
}

/// How many bytes of `text` the folded name covers, if it stands there and ends at a word's end.
fn covers(text: &str, name: &str) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    for want in name.chars() {
        let (_, have) = chars.next()?;
        if fold(have) != want {
            return None;
        }
        if want == ' ' {
            while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
        }
    }
    match chars.peek() {
        None => Some(text.len()),
        Some((_, next)) if next.is_alphanumeric() && name.ends_with(char::is_alphanumeric) => None,
        Some((at, _)) => Some(*at),
    }
}

impl NameIndex {
    /// Add a name under a number.
    pub fn insert(&mut self, name: &str, number: u32) {
        let name = folded(name.trim());
        if name.is_empty() {
            return;
        }
        let unit_end = name.find(|c: char| !c.is_alphanumeric()).unwrap_or(name.len());
        let unit = &name[..unit_end];
        // Most names share their first word with others: look before making a key.
        let known = unit.is_ascii() && !unit.is_empty() && self.by_first.contains_key(unit);
        let bucket = if known { self.by_first.get_mut(unit) } else { None };
        let bucket = match bucket {
            Some(bucket) => bucket,
            None => self.by_first.entry(first_unit(&name)).or_default(),
        };
        let at = bucket.partition_point(|(other, _)| other.len() >= name.len());
        bucket.insert(at, (name, number));
    }

    /// Every name with its number, in the order of the alphabet.
    #[must_use]
    #[allow(clippy::iter_over_hash_type, reason = "sorted before it is handed out")]
    pub fn entries(&self) -> Vec<(&str, u32)> {
        let mut out: Vec<(&str, u32)> = self.by_first.values().flatten().map(|(text, n)| (text.as_str(), *n)).collect();
        out.sort_unstable();
        out
    }

    /// All names of the greatest length that begin at the start of `text`.
    pub fn longest(&self, text: &str, out: &mut Vec<Hit>) {
        out.clear();
        let unit_end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
        let unit = &text[..unit_end];
        let bucket = if unit.is_ascii() && !unit.is_empty() { self.by_first.get(unit) } else { self.by_first.get(&first_unit(text)) };
        let mut found: Option<usize> = None;
        for (name, number) in bucket.into_iter().flatten() {
            if found.is_some_and(|length| name.len() < length) {
                break;
            }
            if let Some(end) = covers(text, name) {
                found = Some(name.len());
                out.push(Hit { end, name: *number });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str) -> Vec<(usize, u32)> {
        let mut index = NameIndex::default();
        for (i, name) in ["Xi", "Xi'an", "Côte d'Ivoire", "US", "U.S.", "C5", "C5+1", "Nur-Sultan", "Xi"].iter().enumerate() {
            index.insert(name, i as u32);
        }
        let mut out = Vec::new();
        index.longest(text, &mut out);
        out.iter().map(|h| (h.end, h.name)).collect()
    }

    #[test]
    fn the_longest_name_wins_and_ends_at_a_word_end() {
        assert_eq!(find("Xi’an, China"), [("Xi’an".len(), 1)]);
        assert_eq!(find("Xi met"), [(2, 0), (2, 8)]);
        assert_eq!(find("Xiong met"), []);
        assert_eq!(find("C5+1 met"), [(4, 6)]);
        assert_eq!(find("C5"), [(2, 5)]);
        assert_eq!(find("U.S. envoys"), [(4, 4)]);
        assert_eq!(find("us"), []);
    }

    #[test]
    fn accents_quotes_dashes_and_line_breaks_do_not_matter() {
        assert_eq!(find("Cote d’Ivoire").len(), 1);
        assert_eq!(find("Côte\n d'Ivoire said").len(), 1);
        assert_eq!(find("Nur–Sultan").len(), 1);
    }
}
