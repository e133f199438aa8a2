//! PETRARCH's XML: `<Sentence date="YYYYMMDD" id="STORY_1" source="AFP" sentence="True">` with a `<Text>` and a `<Parse>`, alone or
//! in the wrapping of its validation files. The parse is left aside; a `sentence="True"` is read as one sentence.

use super::inputs::Counter;
use super::open::Stream;
use super::{FieldMap, Kind, Meta, RawRecord, Source};
use crate::{Reason, Rejected, html};
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::sync::Arc;

/// A longer text is no sentence or story but a missing end tag.
const LONGEST: usize = 1 << 20;

pub(super) struct Sentences {
    reader: Reader<Stream>,
    buffer: Vec<u8>,
    counter: Counter,
    /// The element that is being read.
    open: Option<Meta>,
    text: String,
    in_text: bool,
    done: bool,
}

impl Sentences {
    pub(super) fn new(source: Source, stream: Stream, fields: Arc<FieldMap>) -> Self {
        let mut reader = Reader::from_reader(stream);
        let config = reader.config_mut();
        // Parses hold brackets and ampersands as they please.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self {
            reader,
            buffer: Vec::new(),
            counter: Counter::new(source, fields),
            open: None,
            text: String::new(),
            in_text: false,
            done: false,
        }
    }

    /// Takes one event; the sentence that it ends, or what is wrong.
    fn step(&mut self) -> Option<Result<RawRecord, Reason>> {
        self.buffer.clear();
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => {
                self.done = true;
                return Some(Err(Reason::Xml(format!("{error} at byte {}", self.reader.error_position()))));
            }
        };
        match event {
            Event::Start(tag) if tag.local_name().as_ref() == "Sentence" => {
                self.open = Some(meta_of(&tag));
                self.text.clear();
                self.in_text = false;
            }
            Event::Start(tag) if tag.local_name().as_ref() == "Text" => self.in_text = self.open.is_some(),
            Event::End(tag) if tag.local_name().as_ref() == "Text" => self.in_text = false,
            Event::End(tag) if tag.local_name().as_ref() == "Sentence" => return self.close(),
            Event::Text(text) if self.in_text => self.text.push_str(&text),
            Event::CData(text) if self.in_text => self.text.push_str(&text),
            Event::GeneralRef(entity) if self.in_text => self.text.push_str(&resolved(&entity)),
            Event::Eof => {
                self.done = true;
                return self.open.take().map(|_| Err(Reason::Xml("the input ends inside a <Sentence>".to_owned())));
            }
            _ => {}
        }
        if self.text.len() > LONGEST {
            self.done = true;
            return Some(Err(Reason::Xml("a <Text> longer than a million bytes".to_owned())));
        }
        None
    }

    /// The sentence that has ended. Its lines are wrapped at a width, so that line ends mean nothing.
    fn close(&mut self) -> Option<Result<RawRecord, Reason>> {
        let meta = self.open.take()?;
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.in_text = false;
        Some(if text.is_empty() { Err(Reason::Empty) } else { Ok(self.counter.record(Kind::Prose, text.into_bytes(), meta)) })
    }
}

impl Iterator for Sentences {
    type Item = Result<RawRecord, Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            if let Some(outcome) = self.step() {
                return Some(outcome.map_err(|reason| Rejected::new(self.counter.next_place(), reason)));
            }
        }
        None
    }
}

/// What the attributes say.
fn meta_of(tag: &BytesStart<'_>) -> Meta {
    let mut meta = Meta::default();
    for attribute in tag.attributes().with_checks(false).flatten() {
        let value = html::unescape(attribute.value.trim()).into_owned();
        match attribute.key.local_name().as_ref() {
            "date" => meta.published = Some(iso(&value)),
            "id" => meta.id = Some(value),
            "source" => meta.outlet = Some(value),
            "url" => meta.url = Some(value),
            "sentence" => meta.one_sentence = value.eq_ignore_ascii_case("true"),
            _ => {}
        }
    }
    meta
}

/// `YYYYMMDD` as ISO 8601; anything else as it is.
fn iso(date: &str) -> String {
    match (date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit())).then(|| (&date[..4], &date[4..6], &date[6..])) {
        Some((year, month, day)) => format!("{year}-{month}-{day}"),
        None => date.to_owned(),
    }
}

/// What `&amp;` or `&#233;` stands for; an unknown name stays as it is written.
fn resolved(entity: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = entity.resolve_char_ref() {
        return character.to_string();
    }
    let name: &str = entity;
    resolve_xml_entity(name).map_or_else(|| format!("&{name};"), str::to_owned)
}
