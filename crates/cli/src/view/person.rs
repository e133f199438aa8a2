//! A reading for a person at a terminal.

use super::terminal::safe;
use chancery_reading::{Event, Kind, Reading, Speech, Status, events::countries};
use chancery_text::Document;
use std::fmt::Write;

/// Colours, where the terminal shows them.
#[derive(Clone, Copy)]
pub struct Paint(pub bool);

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        if self.0 { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
    fn bold(self, text: &str) -> String {
        self.with("1", text)
    }
    fn dim(self, text: &str) -> String {
        self.with("2", text)
    }
    fn quad(self, quad: u8, text: &str) -> String {
        self.with(["32", "32", "1;32", "33", "31"][quad as usize], text)
    }
}

fn short(text: &str, width: usize) -> String {
    let text = safe(text);
    if text.chars().count() <= width {
        return text;
    }
    let cut: String = text.chars().take(width - 1).collect();
    let at = cut.rfind(' ').filter(|&a| a > width / 2).unwrap_or(cut.len());
    format!("{}…", cut[..at].trim_end())
}

/// The whole page.
pub fn page(d: &Document, r: &Reading, p: Paint) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", p.bold(&safe(d.title.as_deref().unwrap_or("(no headline)"))));
    let by = [d.outlet.clone(), d.published.clone(), (!d.authors.is_empty()).then(|| d.authors.join(", "))];
    let _ = writeln!(out, "{}", p.dim(&safe(&by.into_iter().flatten().collect::<Vec<_>>().join(" · "))));
    let _ = writeln!(
        out,
        "{}\n",
        p.dim(&format!("{} sentences, {} words, {} pieces of page debris removed", r.sentences.len(), r.words, d.removed.len()))
    );
    actors(&mut out, r, p);
    happened(&mut out, d, r, p);
    said(&mut out, d, r, p);
    amounts(&mut out, d, r, p);
    out
}

fn actors(out: &mut String, r: &Reading, p: Paint) {
    let _ = writeln!(out, "{}", p.bold("WHO"));
    let mut shown: Vec<_> = r.actors.iter().filter(|a| a.coded() && a.kind != Kind::Place).collect();
    shown.sort_by_key(|a| std::cmp::Reverse(a.mentions.len()));
    for a in shown.iter().take(16) {
        let code = if a.codes.is_empty() { a.countries.join("+") } else { a.codes.join(" ") };
        let role = a.role.as_deref().map(|r| format!(", {r}")).unwrap_or_default();
        let _ = writeln!(
            out,
            "  {:<22} {}{}  {}",
            short(&code, 22),
            p.bold(&short(&a.name, 48)),
            safe(&role),
            p.dim(&format!("×{}", a.mentions.len()))
        );
    }
    let _ = writeln!(out);
}

fn side(r: &Reading, ids: &[usize]) -> String {
    if ids.is_empty() {
        return "—".to_owned();
    }
    ids.iter().map(|&a| short(&r.actors[a].name, 34)).collect::<Vec<_>>().join(", ")
}

fn happened(out: &mut String, d: &Document, r: &Reading, p: Paint) {
    let groups: [(&str, &[Status]); 3] = [
        ("WHAT HAPPENED", &[Status::Occurred, Status::Ongoing]),
        ("WHAT IS PLANNED OR WANTED", &[Status::Planned, Status::Requested]),
        ("WHAT IS SUPPOSED OR DENIED", &[Status::Hypothetical, Status::Denied]),
    ];
    for (title, statuses) in groups {
        let list: Vec<&Event> = r.events.iter().filter(|e| statuses.contains(&e.status)).collect();
        if list.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{}", p.bold(title));
        for e in list {
            event(out, d, r, e, p);
        }
        let _ = writeln!(out);
    }
}

fn event(out: &mut String, d: &Document, r: &Reading, e: &Event, p: Paint) {
    let arrow = if e.reciprocal { "↔" } else { "→" };
    let name = p.quad(e.event.quad(), &format!("{:<9}", e.event.name()));
    let date = e
        .date
        .as_ref()
        .filter(|w| w.text.is_some())
        .map(|w| if w.start == w.end { w.start.clone() } else { format!("{} … {}", w.start, w.end) });
    let code = |ids: &[usize]| countries(&r.actors, ids).join("+");
    let _ = write!(out, "  {name} {} {arrow} {}", p.bold(&side(r, &e.source)), p.bold(&side(r, &e.target)));
    let _ = write!(out, "  {}", p.dim(&format!("[{} {arrow} {}]", code(&e.source), code(&e.target))));
    let mut notes: Vec<String> = Vec::new();
    notes.extend(e.mode.clone());
    notes.extend(date);
    notes
        .extend(e.amounts.iter().filter_map(|&a| r.amounts[a].currency.as_ref().map(|c| format!("{} {c}", thousands(r.amounts[a].value)))));
    if !matches!(e.status, Status::Occurred) {
        notes.push(e.status.name().to_owned());
    }
    notes.extend(e.attribution.map(|s| format!("says {}", short(&r.statements[s].speaker_text, 30))));
    notes.extend(e.same_as.map(|i| format!("same as e{}", i + 1)));
    let _ = writeln!(out, "  {}", safe(&notes.join(", ")));
    let span = r.sentences[e.sentence].span;
    let _ =
        writeln!(out, "            {}", p.dim(&around(span.of(&d.text), e.trigger.of(&d.text), (e.trigger.start - span.start) as usize)));
}

/// The sentence, cut to the neighbourhood of the trigger.
fn around(sentence: &str, trigger: &str, at: usize) -> String {
    if sentence.chars().count() <= 110 {
        return safe(sentence);
    }
    let before = sentence.get(..at).unwrap_or("");
    let lead: String = before.chars().rev().take(45).collect::<Vec<_>>().into_iter().rev().collect();
    let lead = lead.split_once(' ').filter(|_| before.len() > lead.len()).map_or(lead.clone(), |(_, rest)| format!("…{rest}"));
    let after = sentence.get(at + trigger.len()..).unwrap_or("");
    short(&format!("{lead}{trigger}{after}"), 112)
}

fn said(out: &mut String, d: &Document, r: &Reading, p: Paint) {
    if r.statements.is_empty() {
        return;
    }
    let _ = writeln!(out, "{}", p.bold("WHO SAID IT"));
    for s in &r.statements {
        let mark = match s.mode {
            Speech::Direct => "“”",
            Speech::Mixed => "“…",
            Speech::Indirect => "  ",
        };
        let who = s.speaker.map_or(s.speaker_text.clone(), |a| r.actors[a].name.clone());
        let via = s.via.as_ref().map(|v| format!(" (via {v})")).unwrap_or_default();
        let _ = writeln!(
            out,
            "  {mark} {}{} {}: {}",
            p.bold(&short(&who, 34)),
            safe(&via),
            safe(&s.cue),
            p.dim(&short(s.content.of(&d.text), 90))
        );
    }
    let _ = writeln!(out);
}

fn amounts(out: &mut String, d: &Document, r: &Reading, p: Paint) {
    let money: Vec<_> = r.amounts.iter().filter(|a| a.currency.is_some()).collect();
    if money.is_empty() {
        return;
    }
    let _ = writeln!(out, "{}", p.bold("HOW MUCH"));
    for a in money {
        let flow = match (a.giver, a.receiver) {
            (None, None) => String::new(),
            (g, to) => format!(
                "  {} → {}",
                g.map_or("?".into(), |g| short(&r.actors[g].name, 30)),
                to.map_or("?".into(), |t| short(&r.actors[t].name, 30))
            ),
        };
        let about = if a.approximate { "about " } else { "" };
        let _ = writeln!(
            out,
            "  {about}{} {}  {}{flow}  {}",
            p.bold(&thousands(a.value)),
            a.currency.as_deref().unwrap_or(""),
            a.role,
            p.dim(&safe(a.span.of(&d.text)))
        );
    }
    let _ = writeln!(out);
}

/// 26000000000 as 26,000,000,000.
fn thousands(value: f64) -> String {
    let whole = format!("{value:.0}");
    let digits = whole.trim_start_matches('-');
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    if whole.starts_with('-') { format!("-{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_cuts() {
        assert_eq!(thousands(26e9), "26,000,000,000");
        assert_eq!(thousands(999.0), "999");
        assert_eq!(short("one two three four", 10), "one two…");
        assert_eq!(safe("a\u{1b}[31mb"), "a[31mb");
    }
}
