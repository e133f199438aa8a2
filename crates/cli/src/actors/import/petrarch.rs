//! Dictionaries of TABARI and PETRARCH: actors with dated codes, agents.
//!
//! Formats after the CAMEO manual and PETRARCH's reader: `NAME_ [CODE]`, `+SYNONYM_`, then `[CODE 900101-921231]`, `[CODE <920101]`,
//! `[CODE >20010911]` below; `PHRASE {PLURAL} [~CODE]` for agents. Codes are runs of three letters.

use super::draft::{Draft, Import, Outcome, period};
use anyhow::Result;
use chancery_lexicon::{Day, Lexicon, Period, is_country, is_non_state, is_sector};
use std::io::BufRead;
use std::path::Path;

/// CAMEO's units that PLOVER names otherwise; an empty word is dropped.
const SECTORS: &[(&str, &str)] = &[
    ("HLH", "MED"),
    ("MED", "JRN"),
    ("INS", "REB"),
    ("SEP", "REB"),
    ("RAD", "REB"),
    ("HRI", "SOC"),
    ("ENV", "SOC"),
    ("NGO", "SOC"),
    ("NGM", "SOC"),
    ("SET", "CVL"),
    ("MOD", ""),
    ("TOP", ""),
    ("MID", ""),
    ("HAR", ""),
    ("STU", "EDU"),
    ("CHR", "REL"),
    ("MOS", "REL"),
    ("MUS", "REL"),
    ("JEW", "REL"),
    ("HIN", "REL"),
    ("BUD", "REL"),
    ("DEV", "GOV"),
    ("IGS", "GOV"),
    ("DIP", "GOV"),
    ("BUR", "GOV"),
    ("WOM", "SOC"),
    ("POL", "COP"),
];

/// Words that stay small inside a name.
const SMALL: &[&str] =
    &["OF", "THE", "AND", "FOR", "IN", "ON", "TO", "AT", "DE", "DA", "DOS", "DEL", "LA", "VON", "VAN", "BIN", "BEN", "AL", "EL", "Y"];

/// The lines of a file as text: UTF-8, else Latin-1; zero bytes taken out.
fn lines(path: &Path) -> Result<Vec<String>> {
    let mut out = Vec::new();
    for line in chancery_text::open(path)?.split(b'\n') {
        let bytes: Vec<u8> = line?.into_iter().filter(|b| *b != 0).collect();
        out.push(String::from_utf8(bytes).unwrap_or_else(|e| e.into_bytes().iter().map(|b| char::from(*b)).collect()));
    }
    Ok(out)
}

/// A line without its comment: `#` and `;` to the end, `<!-- … -->` taken out where it closes on the line.
fn uncommented(line: &str) -> &str {
    let end = line.find(['#', ';']).or_else(|| line.find("<!--")).unwrap_or(line.len());
    line[..end].trim_end()
}

/// `KOFI_ANNAN_` as `Kofi Annan`, `NATO` as it is: short words without vowels or alone are acronyms.
fn spelled(phrase: &str) -> String {
    let phrase = phrase.split('(').next().unwrap_or("").replace('_', " ");
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let acronym = |w: &str| {
        w.len() <= 5 && (words.len() == 1 && w.len() > 2 && w.len() <= 4 || !w.contains(['A', 'E', 'I', 'O', 'U', 'Y']) && w.len() > 1)
    };
    let each = words.iter().enumerate().map(|(i, w)| match w {
        w if i > 0 && SMALL.contains(w) => w.to_lowercase(),
        w if acronym(w) => (*w).to_owned(),
        w => capital(w),
    });
    each.collect::<Vec<_>>().join(" ")
}

/// `AL-SADR` as `Al-Sadr`.
fn capital(word: &str) -> String {
    let mut up = true;
    let next = |c: char| {
        let out: String = if up { c.to_uppercase().collect() } else { c.to_lowercase().collect() };
        up = c == '-';
        out
    };
    word.chars().map(next).collect()
}

/// `USAGOVMIL` as `USA.GOV.MIL`; none for null codes and what has no equal in PLOVER.
fn plover(code: &str) -> Option<String> {
    let units: Vec<&str> = (0..code.len() / 3).filter_map(|i| code.get(i * 3..i * 3 + 3)).collect();
    // "IGOUNO", "IGOEUR": PLOVER has codes for these two that need no IGO before them.
    let units = if units.first() == Some(&"IGO") && matches!(units.get(1), Some(&"UNO" | &"EUR")) { &units[1..] } else { &units[..] };
    let (first, rest) = units.split_first()?;
    if !code.len().is_multiple_of(3) || !(is_country(first) && !is_sector(first) || is_non_state(first)) {
        return None;
    }
    let mut out = vec![(*first).to_owned()];
    for unit in rest {
        let named = SECTORS.iter().find(|(c, _)| c == unit).map_or(*unit, |(_, p)| p);
        if !named.is_empty() && !out.iter().any(|o| o == named) {
            if !is_sector(named) && !is_non_state(first) {
                continue;
            }
            out.push(named.to_owned());
        }
    }
    Some(out.join("."))
}

/// `YYMMDD` (31 to 99 are of the last century) or `YYYYMMDD`.
fn day(text: &str) -> Option<Day> {
    let n: i32 = text.parse().ok()?;
    let full = match text.len() {
        8 => n,
        6 => n + if n / 10_000 > 30 { 19_000_000 } else { 20_000_000 },
        _ => return None,
    };
    ((1..=12).contains(&(full / 100 % 100)) && (1..=31).contains(&(full % 100)) && full > 10_000_000).then_some(full)
}

fn before(day: Day) -> Day {
    if day % 100 > 1 {
        day - 1
    } else if day / 100 % 100 > 1 {
        day / 100 * 100 - 100 + 28
    } else {
        (day / 10_000 - 1) * 10_000 + 1231
    }
}

/// The period of a restriction: `<d`, `>d`, `a-b`, or none.
fn restriction(text: &str, exclusive: bool) -> Option<Period> {
    let last = |d: Day| if exclusive { before(d) } else { d };
    if text.is_empty() {
        return Some(Period::ALWAYS);
    }
    if let Some(d) = text.strip_prefix('<') {
        return period(None, Some(before(day(d.trim())?)));
    }
    if let Some(d) = text.strip_prefix('>') {
        return period(Some(day(d.trim())?), None);
    }
    let (a, b) = text.split_once('-')?;
    period(Some(day(a.trim())?), Some(last(day(b.trim())?)))
}

/// An actor under way: its names and the codes below.
#[derive(Default)]
struct Block {
    line: usize,
    names: Vec<String>,
    codes: Vec<(String, Period)>,
    wrong: Vec<(usize, String)>,
    bare: Vec<String>,
}

impl Block {
    fn codes(&mut self, line: usize, text: &str, exclusive: bool) {
        for inside in text.split('[').skip(1).map(|t| t.split(']').next().unwrap_or("").trim()) {
            let (code, when) = inside
                .split_once(|c: char| c.is_whitespace() || c == '<' || c == '>')
                .map_or((inside, ""), |(c, _)| (c, inside[c.len()..].trim()));
            if matches!(code, "---" | "###") {
                self.wrong.push((line, format!("null code [{inside}]")));
                continue;
            }
            match (plover(code), restriction(when, exclusive)) {
                (Some(code), Some(_)) if !code.contains('.') && is_country(&code) => self.bare.push(code),
                (Some(code), Some(p)) => self.codes.push((code, p)),
                (None, _) => self.wrong.push((line, format!("`{code}` has no equal among PLOVER's codes"))),
                (_, None) => self.wrong.push((line, format!("[{inside}] has no sound dates"))),
            }
        }
    }

    /// Dated codes make a person, undated ones a body. A bare country is a name of the state, and belongs into the state's entry.
    fn finish(self, lexicon: &Lexicon, import: &mut Import) {
        for (line, why) in self.wrong {
            import.say(line, Outcome::Skipped, format!("{}: {why}", self.names.first().map_or("", String::as_str)));
        }
        let Some((name, aliases)) = self.names.split_first() else { return };
        if self.codes.is_empty() {
            if let Some(code) = self.bare.first() {
                let known = lexicon.actors.bearers(name).iter().any(|n| lexicon.actors.get(n.actor).code == *code);
                let (outcome, why) = if known {
                    (Outcome::Known, "")
                } else {
                    (Outcome::Skipped, ": a name, people or town of the state; it belongs into the state's entry")
                };
                import.say(self.line, outcome, format!("{name} [{code}]{why}"));
            }
            return;
        }
        let person = self.codes.iter().any(|(_, p)| *p != Period::ALWAYS) && name.contains(' ');
        let roles = self.codes.into_iter().map(|(code, p)| (code, String::new(), p)).collect();
        import.take(lexicon, Draft { line: self.line, name: name.clone(), aliases: aliases.to_vec(), roles, person });
    }
}

/// Read an actor dictionary.
pub fn actors(lexicon: &Lexicon, path: &Path, exclusive: bool) -> Result<Import> {
    let mut import = Import::default();
    let mut block = Block::default();
    for (i, raw) in lines(path)?.iter().enumerate() {
        let line = uncommented(raw);
        if line.trim().is_empty() {
            continue;
        }
        let (name, codes) = line.split_at(line.find('[').unwrap_or(line.len()));
        let phrase = name.trim();
        if !phrase.is_empty() && !phrase.starts_with('+') && (!line.starts_with(char::is_whitespace) || block.names.is_empty()) {
            std::mem::replace(&mut block, Block { line: i + 1, ..Block::default() }).finish(lexicon, &mut import);
        }
        let spelled = spelled(phrase.trim_start_matches('+'));
        if !spelled.is_empty() {
            block.names.push(spelled);
        }
        block.codes(i + 1, codes, exclusive);
    }
    block.finish(lexicon, &mut import);
    Ok(import)
}

/// Read an agent dictionary: each phrase becomes an agent word of its first sector.
pub fn agents(lexicon: &Lexicon, path: &Path) -> Result<Import> {
    let mut import = Import::default();
    for (i, raw) in lines(path)?.iter().enumerate() {
        let line = uncommented(raw);
        if line.trim().is_empty() || line.starts_with('!') {
            continue;
        }
        let Some((phrase, code)) = line.split_once('[') else {
            import.say(i + 1, Outcome::Skipped, format!("{}: no code", line.trim()));
            continue;
        };
        let phrase = phrase.split('{').next().unwrap_or("").replace('_', " ").trim().to_lowercase();
        let code = code.split(']').next().unwrap_or("").trim_matches('~');
        agent(lexicon, &mut import, i + 1, phrase.split_whitespace().collect::<Vec<_>>().join(" "), code);
    }
    Ok(import)
}

fn agent(lexicon: &Lexicon, import: &mut Import, line: usize, phrase: String, code: &str) {
    let units = (0..code.len() / 3).filter_map(|i| code.get(i * 3..i * 3 + 3));
    let mut sectors = units.map(|u| SECTORS.iter().find(|(c, _)| *c == u).map_or(u, |(_, p)| p)).filter(|u| is_sector(u));
    let Some(sector) = sectors.next() else {
        return import.say(line, Outcome::Skipped, format!("{phrase} [{code}]: no sector of PLOVER"));
    };
    if phrase.contains('!') || phrase.is_empty() {
        return import.say(line, Outcome::Skipped, format!("{phrase}: a set of words; write its members out"));
    }
    match lexicon.agents.get(&phrase) {
        Some(a) if a.sector == sector => import.say(line, Outcome::Known, format!("{phrase} [{sector}]")),
        Some(a) => import.say(line, Outcome::Clashed, format!("{phrase} [{sector}]: the lexicon has {}", a.sector)),
        None => {
            // The dictionary does not say whether a word is a person or a body: endings do.
            let body = ["ry", "ment", "tion", "ty", "ion", "cy", "ce", "court", "council", "force", "army", "union", "group"]
                .iter()
                .any(|e| phrase.ends_with(e));
            import.lines.push(format!("{sector} {} {phrase}", if body { "body  " } else { "office" }));
            import.say(line, Outcome::Taken, format!("{phrase} [{sector}]"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_lexicon::Source;

    fn at(text: &str) -> std::path::PathBuf {
        use sha2::Digest;
        let name: String = sha2::Sha256::digest(text)[..6].iter().map(|b| format!("{b:02x}")).collect();
        let path = std::env::temp_dir().join(format!("chancery-import-{name}.txt"));
        std::fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn actors_with_dates_become_persons_and_codes_plovers() {
        let text = "# head\nANA_RUIZ_ ; note\n+MINISTER_RUIZ_\n\t[PERGOV 010203-041231]\n\t[PERELI >20050101]\nFRENTE_ROJO_(FR)_ [PERREB]\nLIMA_ [PER]\nODD_ONE [---]\nBAD_DATE [PERGOV 019999-020101]\n";
        let (lexicon, _) = Lexicon::read(&[Source { path: "actors/a.txt", text: "state PER Peru\n" }]);
        let import = actors(&lexicon, &at(text), false).unwrap();
        let out = import.text(Path::new("x"));
        assert!(
            out.contains(
                "person Ana Ruiz\n  alias    Minister Ruiz\n  role PER.GOV [2001-02-03..2004-12-31]\n  role PER.ELI [2005-01-01..]"
            ),
            "{out}"
        );
        assert!(out.contains("body PER.REB Frente Rojo"), "{out}");
        let skipped: Vec<usize> = import.report.iter().filter(|r| r.outcome == Outcome::Skipped).map(|r| r.line).collect();
        assert_eq!(skipped, [7, 8, 9]);
    }

    #[test]
    fn agents_become_agent_words() {
        let (lexicon, _) = Lexicon::read(&[Source { path: "agents/a.txt", text: "GOV office envoy\nMIL office spy\n" }]);
        let import = agents(&lexicon, &at("ENVOY_ [~GOV]\nSPY_ [~SPY]\nGAUCHO {GAUCHOS} [~AGR]\n!MAN! = MEN\nODD [~JNK]\n")).unwrap();
        let got: Vec<_> = import.report.iter().map(|r| r.outcome).collect();
        assert_eq!(got, [Outcome::Known, Outcome::Clashed, Outcome::Taken, Outcome::Skipped]);
        assert!(import.text(Path::new("x")).contains("AGR office gaucho"));
    }

    #[test]
    fn dates_of_six_and_eight_digits_are_read() {
        assert_eq!(
            (day("890101"), day("030101"), day("20030101"), day("031301")),
            (Some(19_890_101), Some(20_030_101), Some(20_030_101), None)
        );
    }

    /// The public dictionaries, where `CHANCERY_PETRARCH` names their folder.
    #[test]
    fn the_public_dictionaries_are_read_whole() {
        let Some(folder) = std::env::var_os("CHANCERY_PETRARCH") else {
            eprintln!("SKIPPED: set CHANCERY_PETRARCH to the folder of the public PETRARCH dictionaries");
            return;
        };
        let (lexicon, _) = Lexicon::read(chancery_english::SOURCES);
        for file in ["Phoenix.Countries.actors.txt", "Phoenix.International.actors.txt", "Phoenix.MilNonState.actors.txt"] {
            let import = actors(&lexicon, &Path::new(&folder).join(file), false).unwrap();
            let text = import.text(Path::new(file));
            let (_, wrong) = Lexicon::read(&[Source { path: "actors/x.txt", text: &text }]);
            assert!(wrong.is_empty() && import.count(Outcome::Taken) > 300, "{file}: {wrong:?}");
        }
        assert!(agents(&lexicon, &Path::new(&folder).join("Phoenix.agents.txt")).unwrap().report.len() > 1900);
    }
}
