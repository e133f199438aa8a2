//! CoNLL-U: reading treebanks and writing trees.
//!
//! Words are kept, with the multiword tokens they came from and the mentions that GUM marks; empty nodes and enhanced
//! dependencies are not.

use std::fmt::{self, Write as _};

use chancery_span::Span;

use crate::intern::intern;
use crate::tree::{Tree, Upos, Word};

/// One sentence of a treebank.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence {
    /// The comment lines, with their `#`.
    pub comments: Vec<String>,
    /// The forms, one per word.
    pub forms: Vec<String>,
    /// Whether white space follows the word (for the last word of a multiword token: follows the token).
    pub space_after: Vec<bool>,
    /// Multiword tokens.
    pub tokens: Vec<Token>,
    /// Mentions of entities, where the treebank marks them, in the order of their ends.
    pub mentions: Vec<Mention>,
    /// Tags, lemmas, heads; the spans are of [`Sentence::text`].
    pub tree: Tree,
}

/// A multiword token: one written word that stands for several syntactic ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Index of its first word.
    pub first: usize,
    /// Index of its last word.
    pub last: usize,
    /// As written.
    pub form: String,
}

/// A mention of an entity: the words `first..=last`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Index of its first word.
    pub first: usize,
    /// Index of its last word.
    pub last: usize,
    /// What GUM calls its type: `person`, `place`, `organization` and so on.
    pub kind: &'static str,
}

/// A line that is not CoNLL-U.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConlluError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

impl fmt::Display for ConlluError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for ConlluError {}

impl Sentence {
    /// The forms with one space between: a text whose words are [`Sentence::spans`].
    #[must_use]
    pub fn text(&self) -> String {
        self.forms.join(" ")
    }

    /// The words' places in [`Sentence::text`].
    #[must_use]
    pub fn spans(&self) -> Vec<Span> {
        let mut at = 0;
        self.forms
            .iter()
            .map(|form| {
                let span = Span::new(at, at + form.len());
                at += form.len() + 1;
                span
            })
            .collect()
    }
}

/// Reads all sentences of a file's text. Underscores for "nothing" become empty strings.
pub fn read(text: &str) -> Result<Vec<Sentence>, ConlluError> {
    let mut sentences = Vec::new();
    let mut reader = Reader::default();
    for (n, line) in text.lines().enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        reader.line(line, n + 1, &mut sentences).map_err(|what| ConlluError { line: n + 1, what })?;
    }
    reader.close(&mut sentences).map_err(|what| ConlluError { line: reader.started, what })?;
    Ok(sentences)
}

#[derive(Default)]
struct Reader {
    sentence: Sentence,
    started: usize,
    at: usize,
    /// Mentions not yet ended: entity, type, first word.
    open: Vec<(String, &'static str, usize)>,
}

impl Reader {
    fn line(&mut self, line: &str, number: usize, done: &mut Vec<Sentence>) -> Result<(), String> {
        if line.trim().is_empty() {
            return self.close(done);
        }
        if line.starts_with('#') {
            self.sentence.comments.push(line.to_owned());
            return Ok(());
        }
        if self.sentence.forms.is_empty() {
            self.started = number;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, xpos, feats, head, rel, _, misc] = columns[..] else {
            return Err(format!("{} columns where CoNLL-U has 10", columns.len()));
        };
        if id.contains('.') {
            return Ok(());
        }
        if let Some((first, last)) = id.split_once('-') {
            return self.token(first, last, form);
        }
        let index: usize = id.parse().map_err(|_| format!("`{id}` is no word number"))?;
        if index != self.sentence.forms.len() + 1 {
            return Err(format!("word {index} where {} was expected", self.sentence.forms.len() + 1));
        }
        let head: usize = match head {
            "_" => 0,
            _ => head.parse().map_err(|_| format!("`{head}` is no head number"))?,
        };
        let upos = match upos {
            "_" => Upos::X,
            _ => upos.parse().map_err(|()| format!("`{upos}` is no universal part of speech"))?,
        };
        self.sentence.tree.words.push(Word {
            span: Span::new(self.at, self.at + form.len()),
            upos,
            xpos: intern(given(xpos)),
            feats: intern(given(feats)),
            lemma: if lemma == "_" && form != "_" { String::new() } else { lemma.to_owned() },
            head: if head == 0 { None } else { Some(u16::try_from(head - 1).map_err(|_| "head number too great".to_owned())?) },
            rel: intern(given(rel)),
        });
        self.mentions(misc, index - 1);
        self.at += form.len() + 1;
        self.sentence.forms.push(form.to_owned());
        self.sentence.space_after.push(!misc.split('|').any(|m| m == "SpaceAfter=No"));
        Ok(())
    }

    fn token(&mut self, first: &str, last: &str, form: &str) -> Result<(), String> {
        let bad = || format!("`{first}-{last}` is no range of words");
        let (first, last): (usize, usize) = (first.parse().map_err(|_| bad())?, last.parse().map_err(|_| bad())?);
        if first == 0 || last < first {
            return Err(bad());
        }
        self.sentence.tokens.push(Token { first: first - 1, last: last - 1, form: form.to_owned() });
        Ok(())
    }

    /// Follows the brackets of `Entity=(7-person-new(8-place-giv)` and `Entity=8)7)`. What is not bracketed as it should be
    /// is no mention.
    fn mentions(&mut self, misc: &str, word: usize) {
        let Some(mut rest) = misc.split('|').find_map(|m| m.strip_prefix("Entity=")) else { return };
        while let Some(c) = rest.chars().next() {
            let end = rest[c.len_utf8()..].find(['(', ')']).map_or(rest.len(), |i| i + c.len_utf8());
            if c == '(' {
                let mut parts = rest[1..end].split('-');
                let (id, kind) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
                self.open.push((id.to_owned(), intern(kind), word));
                rest = &rest[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    self.end(None, word);
                    rest = after;
                }
            } else {
                self.end(Some(&rest[..end]), word);
                rest = rest.get(end + 1..).unwrap_or("");
            }
        }
    }

    /// Ends the last open mention, or the last one of this entity.
    fn end(&mut self, id: Option<&str>, word: usize) {
        let at = self.open.iter().rposition(|o| id.is_none_or(|id| o.0 == id));
        if let Some((_, kind, first)) = at.map(|at| self.open.remove(at)) {
            self.sentence.mentions.push(Mention { first, last: word, kind });
        }
    }

    fn close(&mut self, done: &mut Vec<Sentence>) -> Result<(), String> {
        let sentence = std::mem::take(&mut self.sentence);
        self.at = 0;
        self.open.clear();
        let n = sentence.forms.len();
        if n == 0 {
            return Ok(());
        }
        if let Some(w) = sentence.tree.words.iter().find(|w| w.head.is_some_and(|h| usize::from(h) >= n)) {
            return Err(format!("a head {} in a sentence of {n} words", w.head.map_or(0, |h| usize::from(h) + 1)));
        }
        if sentence.tokens.iter().any(|t| t.last >= n) {
            return Err(format!("a multiword token ends after the {n} words of its sentence"));
        }
        done.push(sentence);
        Ok(())
    }
}

fn given(column: &str) -> &str {
    if column == "_" { "" } else { column }
}

/// Writes a tree; `form(i)` and `space_after(i)` say how word `i` stood in the text. Ends with the empty line.
pub fn write<'a>(
    out: &mut String,
    comments: &[String],
    tree: &Tree,
    tokens: &[Token],
    form: impl Fn(usize) -> &'a str,
    space_after: impl Fn(usize) -> bool,
) {
    for comment in comments {
        out.push_str(comment);
        out.push('\n');
    }
    fn or_none(s: &str) -> &str {
        if s.is_empty() { "_" } else { s }
    }
    let space = |i: usize| if space_after(i) { "_" } else { "SpaceAfter=No" };
    let misc = misc(tree, &space_after);
    let mut tokens = tokens.iter().peekable();
    for (i, w) in tree.words.iter().enumerate() {
        if let Some(t) = tokens.next_if(|t| t.first == i) {
            let _ = writeln!(out, "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}", t.first + 1, t.last + 1, t.form, space(t.last));
        }
        let head = w.head.map_or(0, |h| usize::from(h) + 1);
        let lemma = if w.lemma.is_empty() { "_" } else { &w.lemma };
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{}",
            i + 1,
            form(i),
            lemma,
            w.upos,
            or_none(w.xpos),
            or_none(w.feats),
            head,
            or_none(w.rel),
            or_none(&misc[i])
        );
    }
    out.push('\n');
}

/// The last column: names as `NE=B-ORG` for their first word and `NE=I-ORG` for their later ones, and missing white space.
fn misc(tree: &Tree, space_after: &impl Fn(usize) -> bool) -> Vec<String> {
    let mut out = vec![String::new(); tree.words.len()];
    for name in &tree.names {
        let (first, last) = (usize::from(name.first), usize::from(name.last));
        out[first] = format!("NE=B-{}", name.kind);
        out[first + 1..=last].fill(format!("NE=I-{}", name.kind));
    }
    for (_, column) in out.iter_mut().enumerate().filter(|(i, _)| !space_after(*i)) {
        column.push_str(if column.is_empty() { "SpaceAfter=No" } else { "|SpaceAfter=No" });
    }
    out
}

/// Writes a sentence as read, with another tree over the same words where `tree` is given.
pub fn write_sentence(out: &mut String, sentence: &Sentence, tree: Option<&Tree>) {
    let tree = tree.unwrap_or(&sentence.tree);
    write(out, &sentence.comments, tree, &sentence.tokens, |i| &sentence.forms[i], |i| sentence.space_after[i]);
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# text = We don't.\n1\tWe\twe\tPRON\tPRP\tCase=Nom\t2\tnsubj\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
        2\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\tSpaceAfter=No\n3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\tSpaceAfter=No\n\
        4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";

    #[test]
    fn what_is_written_is_read_again() {
        let read_once = read(SAMPLE).expect("sound");
        let mut out = String::new();
        write_sentence(&mut out, &read_once[0], None);
        assert_eq!(read(&out).expect("sound"), read_once);
        assert_eq!(read_once[0].text(), "We do n't .");
        assert_eq!(read_once[0].tokens[0].form, "don't");
    }

    #[test]
    fn empty_nodes_are_passed_over() {
        let text = SAMPLE.replace("4\t.", "3.1\tx\tx\tX\tX\t_\t_\t_\t_\t_\n4\t.");
        assert_eq!(read(&text).expect("sound"), read(SAMPLE).expect("sound"));
    }

    #[test]
    fn errors_name_the_line() {
        let wrong = |text: &str| read(text).expect_err("wrong").to_string();
        assert_eq!(wrong("1\ta\n"), "line 1: 2 columns where CoNLL-U has 10");
        assert_eq!(wrong("# c\n1\ta\ta\tNOPE\t_\t_\t0\troot\t_\t_\n"), "line 2: `NOPE` is no universal part of speech");
        assert_eq!(wrong("1\ta\ta\tX\t_\t_\t7\tdep\t_\t_\n"), "line 1: a head 7 in a sentence of 1 words");
    }
}
