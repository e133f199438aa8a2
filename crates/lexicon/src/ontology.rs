//! What can happen: event types with class, score and modes, and the contexts. They stand in text files, so that users may add their own.

use crate::{Attribute, Diagnostic, Entry, Source, diagnostic::Reporter, entry};

/// The longest name of an event type, in bytes.
const LONGEST: usize = 24;

/// An event type of an ontology. It carries its name, class and score with it, so that whoever has one needs no ontology at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventType {
    /// ASCII, filled up with zeros.
    name: [u8; LONGEST],
    quad: u8,
    /// Tenths, which keep equality exact.
    score: i16,
}

impl EventType {
    /// A type of that name; `None` where the name is longer than 24 bytes or no plain word of capitals, digits, `-` and `_`.
    fn new(word: &str) -> Option<Self> {
        let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
        let mut name = [0; LONGEST];
        name.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
        (!word.is_empty() && word.bytes().all(plain)).then_some(Self { name, quad: 0, score: 0 })
    }

    /// Its name, as the ontology writes it.
    #[must_use]
    pub fn name(&self) -> &str {
        let end = self.name.iter().position(|&b| b == 0).unwrap_or(LONGEST);
        std::str::from_utf8(&self.name[..end]).unwrap_or("")
    }

    /// Whether it is the type of that name.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name() == name
    }

    /// Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    #[must_use]
    pub fn quad(&self) -> u8 {
        self.quad
    }

    /// Score of the type, from −10 (conflict) to 10 (cooperation).
    #[must_use]
    pub fn score(&self) -> f32 {
        f32::from(self.score) / 10.0
    }
}

/// What an event becomes under a condition: another type, another mode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The type it becomes.
    pub event: EventType,
    /// The mode it gets; none where it has none.
    pub mode: Option<String>,
    /// Only where the event had this mode.
    pub when: Option<String>,
}

/// A type with all the ontology says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// The type.
    pub event: EventType,
    /// One line of prose.
    pub about: String,
    /// Modes it may have.
    pub modes: Vec<String>,
    /// What it is while it is still to come; the first whose condition holds. Nothing: itself.
    pub planned: Vec<Turn>,
    /// What it is where somebody will not do it. Nothing: itself, denied.
    pub refused: Vec<Turn>,
    /// What is announced by it is its promise.
    pub pledge: bool,
    /// Forces and goods in its object may be the actor's own, not its target.
    pub moves_own: bool,
    /// Money in it goes from the target to the source.
    pub target_pays: bool,
}

/// A turn as written, before all types are known.
#[derive(Debug)]
struct Pending {
    of: EventType,
    refused: bool,
    text: String,
    at: (String, usize),
}

/// Event types and contexts.
#[derive(Debug, Default)]
pub struct Ontology {
    kinds: Vec<Kind>,
    contexts: Vec<String>,
    pending: Vec<Pending>,
}

impl Ontology {
    /// Read one file; [`Ontology::close`] after the last.
    pub fn add(&mut self, source: &Source<'_>, wrong: &mut Vec<Diagnostic>) {
        for e in entry::entries(source, wrong) {
            let mut report = Reporter { file: source.path, wrong };
            match e.key {
                "type" => self.kind(&e, &mut report),
                "contexts" => e.attributes.iter().for_each(|a| extend(&mut self.contexts, a.value)),
                other => report.say(e.line, format!("`{other}` is no entry of an ontology; write `type NAME` or `contexts NAME`")),
            }
        }
    }

    fn kind(&mut self, e: &Entry<'_>, report: &mut Reporter<'_>) {
        let Some(event) = EventType::new(e.value) else {
            report.say(e.line, format!("`{}` is no name of a type; write capitals, digits, - and _, {LONGEST} at most", e.value));
            return;
        };
        let at = self.kinds.iter().position(|k| k.event.is(e.value)).unwrap_or_else(|| {
            self.kinds.push(Kind::new(event));
            self.kinds.len() - 1
        });
        for a in &e.attributes {
            match a.key {
                "planned" | "refused" => {
                    let at = (report.file.to_owned(), a.line);
                    self.pending.push(Pending { of: event, refused: a.key == "refused", text: a.value.to_owned(), at });
                }
                _ => {
                    if let Err(message) = self.kinds[at].attribute(a) {
                        report.say(a.line, message);
                    }
                }
            }
        }
        if self.kinds[at].event.quad == 0 {
            report.say(e.line, format!("{} has no class; write quad 1, 2, 3 or 4", e.value));
        }
    }

    /// Resolve the types that entries name of one another, after all files are in.
    pub fn close(&mut self, wrong: &mut Vec<Diagnostic>) {
        for p in std::mem::take(&mut self.pending) {
            let turn = self.turn(&p.text);
            let kind = self.kinds.iter_mut().find(|k| k.event.name == p.of.name);
            match (turn, kind) {
                (Ok(turn), Some(kind)) => if p.refused { &mut kind.refused } else { &mut kind.planned }.push(turn),
                (Err(message), _) => Reporter { file: &p.at.0, wrong }.say(p.at.1, message),
                (_, None) => {}
            }
        }
    }

    /// `TYPE [mode M] [when M]`.
    fn turn(&self, text: &str) -> Result<Turn, String> {
        let mut words = text.split_whitespace();
        let event = self.named(words.next().unwrap_or(""))?;
        let mut turn = Turn { event, mode: None, when: None };
        while let Some(key) = words.next() {
            let value = words.next().map(str::to_owned);
            match (key, value) {
                ("mode", Some(mode)) => turn.mode = Some(self.mode(event, mode)?),
                ("when", Some(mode)) => turn.when = Some(mode),
                _ => return Err(format!("`{text}` is no turn; write TYPE [mode MODE] [when MODE]")),
            }
        }
        Ok(turn)
    }

    /// The type of that name.
    ///
    /// # Errors
    /// A message that names the types there are.
    pub fn named(&self, name: &str) -> Result<EventType, String> {
        let of = |k: &&Kind| k.event.is(name);
        self.kinds.iter().find(of).map(|k| k.event).ok_or_else(|| {
            let known: Vec<&str> = self.kinds.iter().map(|k| k.event.name()).collect();
            format!(
                "`{name}` is no event type of the ontology; write one of {}, or define it in ontology/ with `type {name}`",
                known.join(" ")
            )
        })
    }

    /// The mode, where the type has it.
    ///
    /// # Errors
    /// A message that names the modes it has.
    pub fn mode(&self, event: EventType, mode: String) -> Result<String, String> {
        let modes = self.of(event).map_or(&[][..], |k| &k.modes);
        let known = || if modes.is_empty() { "none".to_owned() } else { modes.join(", ") };
        let message = || format!("{} has no mode `{mode}`; its modes: {}", event.name(), known());
        if modes.contains(&mode) { Ok(mode) } else { Err(message()) }
    }

    /// The context, where there is one of that name.
    ///
    /// # Errors
    /// A message that names the contexts there are.
    pub fn context(&self, context: String) -> Result<String, String> {
        let message = || format!("`{context}` is no context of the ontology; write one of {}", self.contexts.join(" "));
        if self.contexts.contains(&context) { Ok(context) } else { Err(message()) }
    }

    /// All types, in the order of the files.
    #[must_use]
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// What the ontology says of a type; `None` for a type of another ontology.
    #[must_use]
    pub fn of(&self, event: EventType) -> Option<&Kind> {
        self.kinds.iter().find(|k| k.event == event)
    }

    /// What an event of that type and mode is while it is still to come; `None` where it stays what it is.
    #[must_use]
    pub fn to_come(&self, event: EventType, mode: Option<&str>) -> Option<&Turn> {
        turned(&self.of(event)?.planned, mode)
    }

    /// What an event of that type and mode is where somebody will not do it; `None` where it is only denied.
    #[must_use]
    pub fn refused(&self, event: EventType, mode: Option<&str>) -> Option<&Turn> {
        turned(&self.of(event)?.refused, mode)
    }
}

fn turned<'t>(turns: &'t [Turn], mode: Option<&str>) -> Option<&'t Turn> {
    turns.iter().find(|t| t.when.is_none() || t.when.as_deref() == mode)
}

impl Kind {
    fn new(event: EventType) -> Self {
        Self {
            event,
            about: String::new(),
            modes: Vec::new(),
            planned: Vec::new(),
            refused: Vec::new(),
            pledge: false,
            moves_own: false,
            target_pays: false,
        }
    }

    fn attribute(&mut self, a: &Attribute<'_>) -> Result<(), String> {
        match a.key {
            "about" => self.about = a.value.to_owned(),
            "quad" => self.event.quad = quad(a.value)?,
            "score" => self.event.score = score(a.value)?,
            "modes" => extend(&mut self.modes, a.value),
            "traits" => entry::items(a.value).try_for_each(|t| self.is(t))?,
            other => {
                return Err(format!("`{other}` is no attribute of a type; write about, quad, score, modes, planned, refused or traits"));
            }
        }
        Ok(())
    }

    fn is(&mut self, name: &str) -> Result<(), String> {
        match name {
            "pledge" => self.pledge = true,
            "moves-own" => self.moves_own = true,
            "target-pays" => self.target_pays = true,
            other => return Err(format!("`{other}` is no trait; write pledge, moves-own or target-pays")),
        }
        Ok(())
    }
}

fn quad(text: &str) -> Result<u8, String> {
    text.parse().ok().filter(|q| (1..=4).contains(q)).ok_or_else(|| format!("`{text}` is no class; write 1, 2, 3 or 4"))
}

/// A score from −10 to 10 in tenths.
fn score(text: &str) -> Result<i16, String> {
    let number = text.parse::<f32>().ok().filter(|s| s.abs() <= 10.0);
    number.map(|s| (s * 10.0).round() as i16).ok_or_else(|| format!("`{text}` is no score; write a number from -10 to 10"))
}

fn extend(list: &mut Vec<String>, items: &str) {
    for item in entry::items(items) {
        if !list.iter().any(|l| l == item) {
            list.push(item.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[&str]) -> (Ontology, Vec<String>) {
        let (mut o, mut wrong) = (Ontology::default(), Vec::new());
        files.iter().for_each(|text| o.add(&Source { path: "o", text }, &mut wrong));
        o.close(&mut wrong);
        (o, wrong.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_type_carries_its_name_class_and_score() {
        let (o, wrong) = read(&["type BOYCOTT\n  quad 4\n  score -4.5\n  modes sport; trade\n"]);
        let boycott = o.named("BOYCOTT").unwrap_or_else(|e| panic!("{e}"));
        assert_eq!((boycott.name(), boycott.quad(), boycott.score()), ("BOYCOTT", 4, -4.5));
        assert!(wrong.is_empty() && o.mode(boycott, "sport".into()).is_ok() && o.mode(boycott, "visit".into()).is_err());
    }

    #[test]
    fn types_become_others_of_later_files() {
        let hit = "type HIT\n  quad 4\n  planned WARN mode arrest when jail\n  planned WARN\n";
        let (o, wrong) = read(&[hit, "type WARN\n  quad 3\n  modes arrest\n"]);
        let hit = o.named("HIT").unwrap_or_else(|e| panic!("{e}"));
        let mode = |mode| o.to_come(hit, mode).and_then(|t| t.mode.as_deref());
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!((mode(Some("jail")), mode(None)), (Some("arrest"), None));
        assert!(o.to_come(hit, None).is_some() && o.refused(hit, None).is_none());
    }

    #[test]
    fn a_second_entry_of_a_type_adds_to_the_first() {
        let (o, wrong) = read(&["type HIT\n  quad 4\n  modes a\n", "type HIT\n  modes b\n"]);
        assert!(wrong.is_empty() && o.kinds().len() == 1 && o.kinds()[0].modes == ["a", "b"]);
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let (_, wrong) = read(&["type Boycott\ntype A\n  quad 5\ntype B\n  quad 1\n  planned C\n  traits big\nkind D\n"]);
        let lines: Vec<&str> = wrong.iter().filter_map(|w| w.split(": ").next()).collect();
        assert_eq!(lines, ["o:1", "o:3", "o:2", "o:7", "o:8", "o:6"]);
    }
}
