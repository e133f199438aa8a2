//! The tests that stand in the lists themselves.

use super::table::ListError;
use super::{blocks_of_plain, segment, words};
use chancery_span::Span;

/// Runs the `split` and `words` lines of a list; the number that passed, or every one that did not.
///
/// # Errors
/// One [`ListError`] for each line that does not hold, or that is not written as it should be.
pub fn check_list(list: &str) -> Result<usize, Vec<ListError>> {
    let (mut passed, mut wrong) = (0, Vec::new());
    for (index, line) in list.lines().enumerate() {
        let Some((kind, rest)) = line.split_once(' ').filter(|(k, _)| matches!(*k, "split" | "words")) else { continue };
        match check_line(kind, rest.trim()) {
            Ok(()) => passed += 1,
            Err(message) => wrong.push(ListError { line: index + 1, message }),
        }
    }
    if wrong.is_empty() { Ok(passed) } else { Err(wrong) }
}

fn check_line(kind: &str, line: &str) -> Result<(), String> {
    let written = "write the text in double quotation marks, then `=>` and what is expected";
    let (quoted, expected) = line.rsplit_once(" => ").ok_or(written)?;
    let inner = quoted.strip_prefix('"').and_then(|q| q.strip_suffix('"')).ok_or(written)?;
    let text = inner.replace("\\\"", "\"");
    let found = if kind == "split" {
        segment(&text, &blocks_of_plain(&text)).len().to_string()
    } else {
        let found = words(&text, Span::new(0, text.len()));
        found.into_iter().map(|w| w.of(&text)).collect::<Vec<_>>().join(" ")
    };
    if found == expected.trim() { Ok(()) } else { Err(format!("expected `{}`, found `{found}`", expected.trim())) }
}

#[cfg(test)]
mod tests {
    use super::super::{ABBREVIATIONS, TOKENS};
    use super::*;

    #[test]
    fn every_line_of_the_lists_holds() {
        for (name, list) in [("abbreviations.txt", ABBREVIATIONS), ("tokens.txt", TOKENS)] {
            match check_list(list) {
                Ok(passed) => assert!(passed >= 30, "{name} has only {passed} tests"),
                Err(wrong) => panic!("{name}:\n{}", wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
            }
        }
    }

    #[test]
    fn a_wrong_line_is_told() {
        assert!(check_list("split \"One. Two.\" => 3").is_err());
        assert!(check_list("words One => One").is_err());
    }
}
