//! The condition a sentence puts on what it supposes.

/// The clause that one of `openers` ("if", "unless", "provided that") opens, up to the next comma, semicolon or full stop, or to the end.
/// None where there is none, or where the clause holds the trigger itself (characters of the sentence): then the event is the condition
/// of something else.
pub(crate) fn condition(sentence: &str, trigger: Option<(usize, usize)>, openers: &[String]) -> Option<String> {
    let lower: Vec<char> = sentence.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect();
    let whole: Vec<char> = sentence.chars().collect();
    let found = openers.iter().filter_map(|o| find(&lower, &o.chars().collect::<Vec<_>>()));
    let start = found.min()?;
    let end = (start..whole.len()).find(|&i| ends(&whole, i)).unwrap_or(whole.len());
    let holds = trigger.is_some_and(|(from, to)| from < end && to > start);
    (!holds).then(|| whole[start..end].iter().collect::<String>().trim().to_owned())
}

/// Whether a clause ends here. A comma between digits and a point within a word do not end it.
fn ends(text: &[char], i: usize) -> bool {
    let after = text.get(i + 1).is_none_or(|c| !c.is_alphanumeric());
    matches!(text[i], ';' | '”' | '"') || (matches!(text[i], ',' | '.' | '?' | '!') && after)
}

/// Where a phrase stands as whole words.
fn find(text: &[char], phrase: &[char]) -> Option<usize> {
    if phrase.is_empty() {
        return None;
    }
    let edge = |i: Option<&char>| i.is_none_or(|c| !c.is_alphanumeric());
    let before = |i: usize| i == 0 || edge(text.get(i - 1));
    (0..text.len()).find(|&i| text[i..].starts_with(phrase) && before(i) && edge(text.get(i + phrase.len())))
}

/// Whether any phrase stands in the text as whole words.
pub(crate) fn mentions<'p>(text: &str, phrases: &'p [String]) -> Option<&'p str> {
    let lower: Vec<char> = text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect();
    phrases.iter().find(|p| find(&lower, &p.chars().collect::<Vec<_>>()).is_some()).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sentence: &str, trigger: &str) -> Option<String> {
        let openers = ["if", "unless", "provided"].map(str::to_owned);
        let at = sentence.find(trigger).map(|b| sentence[..b].chars().count());
        condition(sentence, at.map(|a| (a, a + trigger.chars().count())), &openers)
    }

    #[test]
    fn the_clause_is_cut_out() {
        assert_eq!(of("Oslo will close the strait if Riga leaves the pact.", "close").unwrap(), "if Riga leaves the pact");
        assert_eq!(of("Unless the 1,200 men go home, Oslo will strike.", "strike").unwrap(), "Unless the 1,200 men go home");
    }

    #[test]
    fn the_condition_itself_has_none() {
        assert_eq!(of("Oslo will close the strait if Riga leaves the pact.", "leaves"), None);
    }

    #[test]
    fn words_within_words_open_nothing() {
        assert_eq!(of("A different gift was sent.", "sent"), None);
        assert_eq!(mentions("It is unlikely.", &["likely".to_owned(), "unlikely".to_owned()]), Some("unlikely"));
    }
}
