//! From a raw record to a document.

mod assemble;
mod byline;
mod draft;
mod head;
mod layout;
mod names;
mod pattern;
mod rules;
mod sweep;

pub use assemble::MAX_CLEAN_BYTES;
pub use rules::{DEBRIS_RULES, DebrisError, DebrisRules};

pub(crate) use draft::{Draft, Fate, Para};
pub(crate) use layout::tidy;
pub(crate) use names::{authors_of, is_press};

use crate::language::{self, Verdict};
use crate::read::{self, Kind, Meta, RawRecord};
use crate::{Document, Part, Reason, Rejected, encoding, html};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write;

/// Turns a record into a document.
///
/// Pure: the same record gives the same document on any thread and any machine.
///
/// # Errors
///
/// Where the record holds no English article: it is empty, not text, broken JSON, or in another language.
///
/// ```
/// use chancery_text::{Kind, RawRecord, clean};
/// let page = "Ministers meet in Lisbon\n\nBy Anna Sample\n\nMay 4, 2020\n\nThe ministers of both states met on Monday.";
/// let document = clean(&RawRecord::new("page.txt", Kind::Plain, page))?;
/// assert_eq!(document.title.as_deref(), Some("Ministers meet in Lisbon"));
/// assert_eq!(document.authors, ["Anna Sample"]);
/// assert_eq!(document.published.as_deref(), Some("2020-05-04"));
/// assert_eq!(document.text, "Ministers meet in Lisbon\n\nThe ministers of both states met on Monday.");
/// # Ok::<(), chancery_text::Rejected>(())
/// ```
pub fn clean(raw: &RawRecord) -> Result<Document, Rejected> {
    document(raw).map_err(|reason| Rejected::new(raw.source.clone(), reason))
}

fn document(raw: &RawRecord) -> Result<Document, Reason> {
    if raw.bytes.trim_ascii().is_empty() {
        return Err(Reason::Empty);
    }
    if let Some(kind) = read::binary_kind(&raw.bytes).filter(|_| !starts_with_utf16_mark(&raw.bytes)) {
        return Err(Reason::Binary(kind));
    }
    if raw.kind == Kind::Prose {
        return Ok(prose(raw));
    }
    let mut draft = draft_of(raw)?;
    head::read(&mut draft);
    sweep::sweep(&mut draft);
    let language = language_of(&draft)?;
    let mut document = assemble::assemble(draft);
    if document.blocks.is_empty() {
        return Err(Reason::NoArticle);
    }
    document.language = Some(language);
    document.sha256 = hex(&Sha256::digest(&raw.bytes));
    Ok(document)
}

/// A document of running text that somebody else has cleaned and found to be English.
fn prose(raw: &RawRecord) -> Document {
    let text = encoding::decode(&raw.bytes, raw.meta.charset.as_deref(), false).into_owned();
    let mut draft = Draft { paras: vec![Para::new(text, Part::Body)], ..Draft::default() };
    draft.take_meta(&raw.meta);
    let mut document = assemble::assemble(draft);
    document.language = Some("en".to_owned());
    document.sha256 = hex(&Sha256::digest(&raw.bytes));
    document.one_sentence = raw.meta.one_sentence;
    document
}

fn starts_with_utf16_mark(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff])
}

/// The paragraphs of a record and what is known about it, before any judgement of what is debris.
fn draft_of(raw: &RawRecord) -> Result<Draft, Reason> {
    let charset = raw.meta.charset.as_deref();
    let mut draft = match raw.kind {
        Kind::Plain | Kind::Prose => Draft::plain(&encoding::decode(&raw.bytes, charset, false)),
        Kind::Html => html::draft(&encoding::decode(&raw.bytes, charset, true)),
        Kind::Json => {
            let utf8 = match encoding::decode(&raw.bytes, charset, false) {
                Cow::Borrowed(_) => Cow::Borrowed(&raw.bytes[..]),
                Cow::Owned(text) => Cow::Owned(text.into_bytes()),
            };
            field_draft(read::read_object(&utf8, &raw.fields)?)
        }
        Kind::FeedEntry => field_draft(read::entry_fields(&String::from_utf8_lossy(&raw.bytes))),
    };
    draft.take_meta(&raw.meta);
    Ok(draft)
}

/// A draft from a field of text, which may hold HTML, and its metadata.
fn field_draft((text, meta): (String, Meta)) -> Draft {
    let mut draft = if read::looks_like_markup(text.as_bytes()) { html::fragment(&text) } else { Draft::plain(&text) };
    draft.take_meta(&meta);
    draft
}

/// The language by the running text, which a foreign menu around an English article does not touch.
fn language_of(draft: &Draft) -> Result<String, Reason> {
    let mut sample = String::new();
    for para in draft.paras.iter().filter(|para| para.part().is_some_and(|part| part != Part::Caption)) {
        let _ = writeln!(sample, "{}", para.text);
        if sample.len() > 16 << 10 {
            break;
        }
    }
    match language::identify(&sample) {
        Verdict::English => Ok("en".to_owned()),
        Verdict::Other(code) => Err(Reason::Language { code }),
    }
}

fn hex(digest: &[u8]) -> String {
    digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
