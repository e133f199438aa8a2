//! The top of a page: headline, outlet, authors, date.

use super::byline::{self, Byline};
use super::draft::{Draft, Fate, Para};
use super::names;
use super::rules::{DebrisRules, Finding, Place, ends_sentence};

/// So many paragraphs from the top may belong to it.
const DEPTH: usize = 14;
/// No headline is longer.
const MAX_HEADLINE: usize = 240;

/// Reads the top of a draft, and cuts what gave only metadata.
pub(super) fn read(draft: &mut Draft) {
    if draft.untitled && draft.title.is_none() {
        draft.title = take_headline(draft);
    }
    cut_repeated_headline(draft);
    let mut facts = Facts::default();
    let end = draft.paras.iter().position(is_prose).unwrap_or(draft.paras.len()).min(DEPTH);
    for at in 0..end {
        if draft.paras[at].is_body() {
            facts.read(draft, at, end);
        }
    }
    facts.hand_over(draft);
}

/// Running text: a sentence of some length, or a long line. A date line can be long, too.
fn is_prose(para: &Para) -> bool {
    let words = para.words();
    para.is_body() && ((ends_sentence(&para.text) && words >= 9) || words >= 30) && byline::read(&para.text).is_none()
}

/// The first line that can be a headline, passing over the page's menu.
fn take_headline(draft: &mut Draft) -> Option<String> {
    let at = draft.paras.iter().take(DEPTH).position(|para| !is_menu(para))?;
    let text = &draft.paras[at].text;
    let later = &draft.paras[at + 1..];
    let again = later.iter().any(|para| same(&para.text, text));
    let dotted = ends_sentence(text) && !text.ends_with(['?', '!', '’', '\'', '"', '”']) && !text.ends_with("...");
    let fits = text.len() <= MAX_HEADLINE && draft.paras[at].words() <= 32 && text.chars().any(char::is_alphabetic);
    if !fits || later.is_empty() || (dotted && !again) {
        return None;
    }
    Some(draft.paras.remove(at).text)
}

fn is_menu(para: &Para) -> bool {
    matches!(DebrisRules::standard().find(&para.text, Place::default()), Some(Finding::Debris { .. })) || byline::read(&para.text).is_some()
}

/// The headline is kept once. Where it opens the text it is no debris, and leaves without a word.
fn cut_repeated_headline(draft: &mut Draft) {
    let Some(title) = draft.title.clone() else { return };
    if draft.paras.first().is_some_and(|first| same(&first.text, &title)) {
        draft.paras.remove(0);
    }
    for para in draft.paras.iter_mut().filter(|para| para.is_body() && same(&para.text, &title)) {
        para.cut("related");
    }
}

/// Whether two lines say the same, marks and capitals aside; a line may be cut short.
pub(super) fn same(one: &str, other: &str) -> bool {
    if one.len() > 2 * MAX_HEADLINE || other.len() > 2 * MAX_HEADLINE {
        return false;
    }
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (one, other) = (bare(one), bare(other));
    let (short, long) = if one.len() < other.len() { (&one, &other) } else { (&other, &one) };
    !short.is_empty() && (short == long || (short.len() >= 30 && short.len() * 10 >= long.len() * 7 && long.starts_with(short.as_str())))
}

/// What the top of the page says.
#[derive(Default)]
struct Facts {
    authors: Vec<String>,
    outlet: Option<String>,
    date: Option<String>,
    updated: Option<String>,
}

impl Facts {
    /// Reads one line of the top, and cuts it where it is a byline.
    fn read(&mut self, draft: &mut Draft, at: usize, end: usize) {
        let text = draft.paras[at].text.clone();
        if let Some(byline) = byline::read(&text) {
            self.take(byline);
            draft.paras[at].cut("byline");
        } else if is_outlet(&text, draft) {
            self.outlet.get_or_insert(text);
            draft.paras[at].cut("byline");
        } else if names::is_bare_name(&text) && is_author_line(draft, at, end) {
            self.authors.push(text);
            draft.paras[at].cut("byline");
        }
    }

    fn take(&mut self, byline: Byline) {
        self.authors.extend(byline.authors);
        self.outlet = self.outlet.take().or(byline.outlet);
        let slot = if byline.updated { &mut self.updated } else { &mut self.date };
        *slot = slot.take().or(byline.date);
    }

    /// Metadata that is already known wins.
    fn hand_over(self, draft: &mut Draft) {
        draft.published = draft.published.take().or(self.date).or(self.updated);
        draft.outlet = draft.outlet.take().or(self.outlet);
        if draft.authors.is_empty() {
            for author in self.authors {
                if !draft.authors.contains(&author) {
                    draft.authors.push(author);
                }
            }
        }
    }
}

/// Whether a line is nothing but the name of the publication, where that is known.
fn is_outlet(text: &str, draft: &Draft) -> bool {
    draft.outlet.as_deref().is_some_and(|outlet| same(outlet, text))
}

/// A bare name is an author's where the page prints it twice, or beside another byline; else it may be a heading.
fn is_author_line(draft: &Draft, at: usize, end: usize) -> bool {
    let text = &draft.paras[at].text;
    let known = draft.authors.iter().any(|author| same(author, text));
    let twin = |near: Option<&Para>| near.is_some_and(|near| near.text == *text);
    let before = at.checked_sub(1).and_then(|before| draft.paras.get(before));
    let after = draft.paras.get(at + 1).filter(|_| at + 1 < end);
    let beside =
        before.is_some_and(|near| near.fate == Fate::Cut("byline")) || after.is_some_and(|near| byline::read(&near.text).is_some());
    known || twin(before) || twin(after) || beside
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn compares_headlines() {
        assert!(same("Talks End in Lisbon", "TALKS END IN LISBON!"));
        assert!(same("Ministers of five coastal states meet in Lisb", "Ministers of five coastal states meet in Lisbon"));
        assert!(!same("Talks", "Talks end in Lisbon"));
        assert!(!same("", ""));
    }
}
