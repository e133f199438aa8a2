//! Names of authors and outlets.

/// Words that make a capitalised phrase a job or a desk, not a person.
const ROLES: [&str; 25] = [
    "staff",
    "correspondent",
    "reporter",
    "editor",
    "writer",
    "bureau",
    "desk",
    "columnist",
    "contributor",
    "producer",
    "journalist",
    "chief",
    "photographer",
    "team",
    "newsroom",
    "analyst",
    "associate",
    "senior",
    "special",
    "freelance",
    "diplomatic",
    "political",
    "foreign",
    "reporters",
    "writers",
];

/// Words that make a capitalised phrase a publication.
const PRESS: [&str; 30] = [
    "news",
    "times",
    "post",
    "daily",
    "herald",
    "tribune",
    "press",
    "agency",
    "journal",
    "courant",
    "guardian",
    "reuters",
    "bbc",
    "cnn",
    "gazette",
    "chronicle",
    "telegraph",
    "observer",
    "globe",
    "mail",
    "today",
    "star",
    "sun",
    "independent",
    "review",
    "magazine",
    "online",
    "network",
    "media",
    "tv",
];

/// The authors that a byline names: `By Jane Doe and John Roe, Staff Writers`.
pub(crate) fn authors_of(byline: &str) -> Vec<String> {
    let byline = super::tidy(byline);
    let bare = strip_by(&byline).unwrap_or(&byline);
    if bare.starts_with("http") {
        return Vec::new();
    }
    let mut authors: Vec<String> = Vec::new();
    for name in bare.split(['|', ';', ',', '/', '•', '·']).flat_map(split_and) {
        let name = clean_name(name);
        let wanted = is_author(name) && !authors.iter().any(|have| have.eq_ignore_ascii_case(name));
        if wanted {
            authors.push(name.to_owned());
        }
    }
    authors
}

/// What follows `By`, `Written by` and the like.
pub(crate) fn strip_by(text: &str) -> Option<&str> {
    const LEADS: [&str; 8] = ["by", "written by", "posted by", "published by", "reported by", "story by", "words by", "report by"];
    LEADS.iter().find_map(|lead| {
        let head = text.get(..lead.len())?;
        let rest = text[lead.len()..].trim_start_matches(':');
        (head.eq_ignore_ascii_case(lead) && rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
    })
}

fn split_and(names: &str) -> impl Iterator<Item = &str> {
    names.split(" and ").flat_map(|n| n.split(" AND ")).flat_map(|n| n.split(" & ")).flat_map(|n| n.split(" with "))
}

/// A name without the place, role or address that follows it.
fn clean_name(name: &str) -> &str {
    let name = name.trim().trim_start_matches("and ");
    let end = [" in ", " at ", " for ", " - ", " – ", " — ", " (", " @", " <", " reporting"].iter().filter_map(|s| name.find(s)).min();
    let name = name[..end.unwrap_or(name.len())].trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim();
    if name.matches('.').count() == 1 && name.len() > 8 { name.trim_end_matches('.') } else { name }
}

fn is_author(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let role = words.iter().any(|w| ROLES.iter().any(|r| r.eq_ignore_ascii_case(w)));
    (1..=6).contains(&words.len())
        && name.len() >= 2
        && !name.contains(['@', ':'])
        && name.chars().any(char::is_alphabetic)
        && !name.chars().any(|c| c.is_ascii_digit())
        && !(role && words.len() <= 4 && !is_press(name))
        && words.first().is_some_and(|w| w.starts_with(char::is_uppercase) || words.len() > 1)
}

/// Whether a line is nothing but a person's name: two to four capitalised words.
pub(crate) fn is_bare_name(line: &str) -> bool {
    let words: Vec<&str> = line.split(' ').collect();
    (2..=4).contains(&words.len()) && words.iter().all(|word| is_name_word(word)) && !is_press(line)
}

fn is_name_word(word: &str) -> bool {
    const PARTICLES: [&str; 14] = ["de", "da", "di", "van", "von", "der", "den", "al", "el", "bin", "ibn", "la", "le", "du"];
    let letters = word.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c));
    letters && (word.starts_with(char::is_uppercase) || PARTICLES.contains(&word))
}

/// Whether a phrase looks like the name of a publication.
pub(crate) fn is_press(phrase: &str) -> bool {
    phrase.split([' ', '.']).any(|word| PRESS.iter().any(|press| press.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_bylines() {
        assert_eq!(authors_of("By Jane Doe and John Roe, Staff Writers"), ["Jane Doe", "John Roe"]);
        assert_eq!(authors_of("BY JANE DOE"), ["JANE DOE"]);
        assert_eq!(authors_of("Jane Doe in Lisbon"), ["Jane Doe"]);
        assert_eq!(authors_of("The Sample Press"), ["The Sample Press"]);
        assert_eq!(authors_of("Jane Doe, Political Correspondent; John Roe"), ["Jane Doe", "John Roe"]);
        assert!(authors_of("https://example.org/jane").is_empty());
        assert!(authors_of("").is_empty());
    }

    #[test]
    fn tells_names_from_phrases() {
        assert!(is_bare_name("Omar van Doe"));
        assert!(!is_bare_name("Talks end early"));
        assert!(!is_bare_name("The Daily Sample"));
    }
}
