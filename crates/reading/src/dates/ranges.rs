//! Two dates joined into one stretch: "from May 18 to May 20", "between 2014 and 2018".

use super::DateMention;
use crate::amounts::scan::{key_of, scan};
use chancery_span::Span;
use jiff::civil::Date;

/// From one date to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// From the first mention to the end of the second.
    pub span: Span,
    /// The first day of the first.
    pub start: Date,
    /// The last day of the second.
    pub end: Date,
}

/// The stretches among the mentions of one sentence, which [`super::find`] reports one by one as TimeML does.
#[must_use]
pub fn joined(text: &str, mentions: &[DateMention]) -> Vec<Stretch> {
    mentions.windows(2).filter_map(|pair| join(text, &pair[0], &pair[1])).collect()
}

fn join(text: &str, a: &DateMention, b: &DateMention) -> Option<Stretch> {
    let (start, _) = a.range?;
    let (_, end) = b.range?;
    let between = Span { start: a.span.end, end: b.span.start.max(a.span.end) };
    let tokens = scan(text, between);
    let words: Vec<u64> = tokens.iter().filter(|t| t.key != 0 && t.key != key_of("the")).map(|t| t.key).collect();
    let dash = words.is_empty() && tokens.iter().any(|t| t.mark().is_some_and(|m| "-–—~".contains(m)));
    let to = matches!(words[..], [w] if ["to", "through", "until", "till", "thru"].iter().any(|j| key_of(j) == w));
    let and = matches!(words[..], [w] if w == key_of("and")) && opens(text, a.span, &["between"]);
    (start <= end && (dash || to || and)).then_some(Stretch { span: a.span.cover(b.span), start, end })
}

/// Whether one of these words stands before the span.
fn opens(text: &str, span: Span, words: &[&str]) -> bool {
    let before = text.get(..span.start as usize).unwrap_or("").trim_end();
    let last = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    words.iter().any(|w| last.eq_ignore_ascii_case(w))
}

#[cfg(test)]
mod tests {
    use super::joined;
    use crate::dates::{Anchor, find_in};
    use chancery_span::Span;

    #[test]
    fn dates_join_over_to_and_dashes() {
        let anchor = Anchor { published: "2023-05-26".parse().ok(), ..Anchor::default() };
        let read = |text: &str| {
            joined(text, &find_in(text, Span::new(0, text.len()), &anchor, None)).first().map(|s| format!("{}..{}", s.start, s.end))
        };
        assert_eq!(read("It ran from May 3 to May 9.").as_deref(), Some("2023-05-03..2023-05-09"));
        assert_eq!(read("Between 2014 and 2018 it grew.").as_deref(), Some("2014-01-01..2018-12-31"));
        assert_eq!(read("It shrank in 2014 and 2018."), None);
    }
}
