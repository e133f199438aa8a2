//! A reading against a gold file: events, statements, amounts, dates, people, groups, coreference, one share a row.
//!
//! A gold item is anchored by a string of the article and looked for in the sentences of the reading that overlap it. An event is found where
//! type, both sides' countries and status fit; it is right where a gold event, necessary or possible, accounts for it.

use crate::score::sheet::Sheet;
use serde_json::Value;

/// Text with white space folded and quotes made plain, and the way back to offsets in characters.
struct Folded {
    text: Vec<char>,
    back: Vec<usize>,
}

fn plain(c: char) -> char {
    match c {
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        c if c.is_whitespace() || c == '\u{a0}' => ' ',
        c => c,
    }
}

fn norm(text: &str) -> String {
    text.chars().map(plain).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Folded {
    fn new(raw: &str) -> Self {
        let (mut text, mut back): (Vec<char>, Vec<usize>) = Default::default();
        for (i, c) in raw.chars().map(plain).enumerate() {
            if c != ' ' || text.last() != Some(&' ') {
                text.push(c);
                back.push(i);
            }
        }
        back.push(raw.chars().count());
        Self { text, back }
    }

    fn find_from(&self, anchor: &str, from: usize) -> Option<usize> {
        let want: Vec<char> = norm(anchor).chars().collect();
        (from..=self.text.len().checked_sub(want.len())?).find(|&at| self.text[at..].starts_with(&want))
    }

    fn span(&self, at: usize, anchor: &str) -> (usize, usize) {
        (self.back[at], self.back[at + norm(anchor).chars().count() - 1] + 1)
    }

    fn find(&self, anchor: &str) -> Option<(usize, usize)> {
        self.find_from(anchor, 0).map(|at| self.span(at, anchor))
    }
}

fn overlap(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

fn span(v: &Value) -> Option<(usize, usize)> {
    Some((v["start"].as_u64()? as usize, v["end"].as_u64()? as usize))
}

fn list(v: &Value) -> &[Value] {
    v.as_array().map_or(&[], Vec::as_slice)
}

fn words(v: &Value) -> Vec<&str> {
    list(v).iter().filter_map(Value::as_str).collect()
}

/// Half of a group, or any of one or two.
fn countries(want: &Value, have: &Value) -> bool {
    if want.is_null() {
        return true;
    }
    let (want, have) = (words(want), words(have));
    let got = want.iter().filter(|c| have.contains(c)).count();
    if want.len() > 2 { got >= want.len().div_ceil(2) } else { got > 0 }
}

fn cut(text: &str, n: usize) -> &str {
    text.get(..n).unwrap_or(text)
}

/// Within the wanted days, and in their month.
fn date_ok(start: &str, end: &str, have: &Value) -> bool {
    let (Some(s), e) = (have["start"].as_str(), have["end"].as_str()) else { return false };
    let e = e.unwrap_or(s);
    let (s, e) = (cut(s, 10), cut(e, 10));
    s <= end && e >= start && (s >= cut(start, 7) || cut(s, 4) == cut(start, 4)) && cut(e, 7) <= cut(end, 7)
}

fn pair(v: &Value) -> Option<(&str, &str)> {
    Some((v[0].as_str()?, v[1].as_str()?))
}

/// Hits and total of one row.
#[derive(Default, Clone, Copy)]
struct Row(usize, usize);

impl Row {
    fn add(&mut self, ok: bool) {
        self.0 += usize::from(ok);
        self.1 += 1;
    }

    fn share(self) -> f64 {
        if self.1 == 0 { 0.0 } else { self.0 as f64 / self.1 as f64 }
    }
}

struct Case<'a> {
    gold: &'a Value,
    got: &'a Value,
    text: Folded,
    sentences: Vec<(usize, usize)>,
}

impl<'a> Case<'a> {
    fn items(&self, key: &str) -> &'a [Value] {
        list(&self.gold[key])
    }

    fn place(&self, g: &Value) -> Option<(usize, usize)> {
        self.text.find(g["anchor"].as_str()?)
    }

    fn actor(&self, id: &Value) -> &'a Value {
        list(&self.got["actors"]).iter().find(|a| &a["id"] == id && !id.is_null()).unwrap_or(&Value::Null)
    }

    fn names(actor: &Value) -> Vec<String> {
        let mentions = list(&actor["mentions"]).iter().filter_map(|m| m["text"].as_str());
        actor["name"].as_str().into_iter().chain(words(&actor["aliases"])).chain(mentions).map(|n| norm(n).to_lowercase()).collect()
    }

    fn in_sentences(&self, at: (usize, usize), event: &Value) -> bool {
        event["sentence"].as_u64().is_some_and(|s| self.sentences.get(s as usize).is_some_and(|&x| overlap(x, at)))
    }

    fn fits(&self, g: &Value, e: &Value, strict: bool) -> bool {
        let Some(at) = self.place(g) else { return false };
        let typed = g["types"].is_null() || words(&g["types"]).contains(&e["type"].as_str().unwrap_or(""));
        let (s, t) = (&e["source_countries"], &e["target_countries"]);
        let straight = countries(&g["source"], s) && countries(&g["target"], t);
        let turned = strict && g["symmetric"] == true && countries(&g["source"], t) && countries(&g["target"], s);
        let status = !strict || words(&g["status"]).contains(&e["status"].as_str().unwrap_or("occurred"));
        typed && self.in_sentences(at, e) && (straight || turned) && status
    }

    /// The events that gold events were matched with.
    fn matched(&self) -> Vec<(&'a Value, Option<usize>)> {
        let mut golds: Vec<&Value> = self.items("events").iter().collect();
        golds.sort_by_key(|g| g["need"] != "must");
        let events = list(&self.got["events"]);
        let mut used: Vec<usize> = Vec::new();
        let mut out = Vec::new();
        for g in golds {
            let from = self.place(g).map_or(0, |p| p.0);
            let near = |i: &usize| span(&events[*i]["trigger"]).map_or(usize::MAX, |t| t.0.abs_diff(from));
            let best = (0..events.len()).filter(|i| !used.contains(i) && self.fits(g, &events[*i], true)).min_by_key(near);
            used.extend(best);
            out.push((g, best));
        }
        out
    }

    fn event_rows(&self, rows: &mut Vec<(&'static str, Row)>) -> (f64, f64) {
        let events = list(&self.got["events"]);
        let matched = self.matched();
        let (mut found, mut dates, mut sums, mut told) = (Row::default(), Row::default(), Row::default(), Row::default());
        for (g, i) in &matched {
            if g["need"] == "must" {
                found.add(i.is_some());
            }
            let Some(e) = i.map(|i| &events[i]) else { continue };
            if let Some((a, b)) = pair(&g["date"]) {
                dates.add(date_ok(a, b, &e["date"]));
            }
            if let Some(value) = g["amount"][0].as_f64() {
                let amounts = list(&self.got["amounts"]).iter().filter(|m| list(&e["amounts"]).contains(&m["id"]));
                sums.add(amounts.clone().any(|m| close(m["value"].as_f64(), value) && m["currency"] == g["amount"][1]));
            }
            if g["attributed"] == true {
                told.add(!e["attribution"].is_null());
            }
        }
        let mut right = Row::default();
        for (i, e) in events.iter().enumerate().filter(|(_, e)| matches!(e["status"].as_str(), Some("occurred" | "ongoing" | "planned"))) {
            right.add(matched.iter().any(|(_, m)| *m == Some(i)) || self.items("events").iter().any(|g| self.fits(g, e, false)));
        }
        rows.extend([
            ("events found", found),
            ("event dates", dates),
            ("event amounts", sums),
            ("event attribution", told),
            ("events that are right", right),
        ]);
        (found.share(), right.share())
    }

    fn suppositions(&self) -> Row {
        let mut row = Row::default();
        for g in self.items("suppositions") {
            let ok = self.place(g).is_some_and(|at| {
                let asserted = |e: &&Value| matches!(e["status"].as_str(), Some("occurred" | "ongoing"));
                !list(&self.got["events"])
                    .iter()
                    .filter(asserted)
                    .any(|e| self.in_sentences(at, e) && span(&e["trigger"]).is_some_and(|t| overlap(t, at)))
            });
            row.add(ok);
        }
        row
    }

    fn statement_rows(&self, rows: &mut Vec<(&'static str, Row)>) {
        let (mut found, mut who, mut how) = (Row::default(), Row::default(), Row::default());
        for g in self.items("statements") {
            let at = self.place(g);
            let hits: Vec<&Value> =
                list(&self.got["statements"]).iter().filter(|s| at.zip(span(&s["content"])).is_some_and(|(a, b)| overlap(a, b))).collect();
            found.add(!hits.is_empty());
            if hits.is_empty() {
                continue;
            }
            who.add(hits.iter().any(|s| self.speaks(g, s)));
            let dated = |s: &Value| g["date"].as_str().is_none_or(|d| date_ok(d, d, &s["date"]));
            how.add(hits.iter().any(|s| s["mode"] == g["mode"] && dated(s)));
        }
        rows.extend([("statements found", found), ("their speakers", who), ("their mode and date", how)]);
    }

    fn speaks(&self, g: &Value, s: &Value) -> bool {
        let actor = self.actor(&s["speaker"]);
        let want = norm(g["speaker"].as_str().unwrap_or("")).to_lowercase();
        let mut names = Self::names(actor);
        names.push(norm(s["speaker_text"].as_str().unwrap_or("")).to_lowercase());
        let named = names.iter().any(|n| !n.is_empty() && (n.contains(&want) || want.contains(n.as_str())));
        named && (list(&g["countries"]).is_empty() || words(&g["countries"]).iter().any(|c| words(&actor["countries"]).contains(c)))
    }

    fn amounts(&self) -> Row {
        let mut row = Row::default();
        for g in self.items("amounts") {
            let at = self.place(g);
            let here = list(&self.got["amounts"]).iter().filter(|m| at.zip(span(m)).is_some_and(|(a, b)| overlap(a, b)));
            row.add(here.clone().any(|m| self.amount_ok(g, m)));
        }
        row
    }

    fn amount_ok(&self, g: &Value, m: &Value) -> bool {
        let Some(value) = g["value"].as_f64() else { return false };
        let converted = g["equivalent"][0]
            .as_f64()
            .is_none_or(|v| list(&m["equivalents"]).iter().any(|q| close(q["value"].as_f64(), v) && q["currency"] == g["equivalent"][1]));
        let side = |k: &str| g[k].is_null() || countries(&g[k], &self.actor(&m[k])["countries"]);
        close(m["value"].as_f64(), value)
            && m["currency"] == g["currency"]
            && (g["approximate"].is_null() || m["approximate"] == true)
            && converted
            && side("giver")
            && side("receiver")
            && (g["role"].is_null() || g["role"] == m["role"])
    }

    fn dates(&self) -> Row {
        let mut row = Row::default();
        for g in self.items("dates") {
            let at = self.place(g);
            let (Some(start), Some(end)) = (g["start"].as_str(), g["end"].as_str()) else { continue };
            let here = list(&self.got["dates"]).iter().filter(|d| at.zip(span(d)).is_some_and(|(a, b)| overlap(a, b)));
            row.add(here.clone().any(|d| date_ok(start, end, &serde_json::json!({"start": d["value_start"], "end": d["value_end"]}))));
        }
        row
    }

    fn people(&self) -> Row {
        let mut row = Row::default();
        for g in self.items("people") {
            let want = norm(g["name"].as_str().unwrap_or("")).to_lowercase();
            let role = norm(g["role"].as_str().unwrap_or("")).to_lowercase();
            let ok = |a: &Value| {
                Self::names(a).iter().any(|n| n.contains(&want))
                    && words(&a["codes"]).iter().any(|c| words(&g["codes"]).contains(c))
                    && norm(a["role"].as_str().unwrap_or("")).to_lowercase().contains(&role)
            };
            row.add(list(&self.got["actors"]).iter().any(ok));
        }
        row
    }

    fn groups(&self) -> Row {
        let mut row = Row::default();
        for g in self.items("groups") {
            let name = g["name"].as_str().unwrap_or("");
            let called = |a: &&Value, n: &str| {
                a["name"] == n || words(&a["aliases"]).contains(&n) || list(&a["mentions"]).iter().any(|m| m["text"] == n)
            };
            let mut hits = list(&self.got["actors"]).iter().filter(|a| called(a, name));
            let members = |a: &Value| {
                let (mut want, mut have) = (words(&g["members"]), words(&a["countries"]));
                want.sort_unstable();
                have.sort_unstable();
                want == have
            };
            row.add(match g["expands"].as_str() {
                Some(long) => hits.any(|a| a["name"] == long || words(&a["aliases"]).contains(&long)),
                None => hits.any(members),
            });
        }
        row
    }

    fn coreference(&self) -> Row {
        let mut row = Row::default();
        for g in self.items("coreference") {
            let (mention, word) = (g["mention"].as_str().unwrap_or(""), g["word"].as_str().unwrap_or(""));
            let at = self.text.find_from(mention, 0).and_then(|m| self.text.find_from(word, m)).map(|w| self.text.span(w, word));
            let here = |a: &&Value| {
                list(&a["mentions"])
                    .iter()
                    .filter_map(span)
                    .any(|m| at.is_some_and(|w| overlap(m, w)) && m.1 - m.0 <= word.chars().count() + 30)
            };
            let ok = |a: &Value| {
                (!g["countries"].is_null() && countries(&g["countries"], &a["countries"]))
                    || (!g["code"].is_null() && list(&a["codes"]).contains(&g["code"]))
                    || g["person"].as_str().is_some_and(|p| Self::names(a).iter().any(|n| n.contains(&norm(p).to_lowercase())))
            };
            row.add(list(&self.got["actors"]).iter().filter(here).any(ok));
        }
        row
    }
}

fn close(have: Option<f64>, want: f64) -> bool {
    have.is_some_and(|v| (v - want).abs() <= 1e-6 * want)
}

/// Rows with hits and totals, and the line of figures.
pub fn rows(gold: &Value, got: &Value, sheet: &mut Sheet) -> Vec<String> {
    let case = Case {
        gold,
        got,
        text: Folded::new(got["text"].as_str().unwrap_or("")),
        sentences: list(&got["sentences"]).iter().filter_map(span).collect(),
    };
    let mut rows = Vec::new();
    let (recall, precision) = case.event_rows(&mut rows);
    rows.push(("suppositions apart", case.suppositions()));
    case.statement_rows(&mut rows);
    rows.extend([
        ("amounts", case.amounts()),
        ("dates", case.dates()),
        ("people and bodies", case.people()),
        ("groups", case.groups()),
        ("coreference", case.coreference()),
    ]);
    let mut out: Vec<String> = rows
        .iter()
        .filter(|(_, r)| r.1 > 0)
        .map(|(name, r)| format!("  {name:<22}{:>4} / {:<4} {:6.1} %", r.0, r.1, 100.0 * r.share()))
        .collect();
    let f1 = if recall + precision > 0.0 { 2.0 * recall * precision / (recall + precision) } else { 0.0 };
    sheet.note("report.event F1", f1);
    rows.iter().filter(|(_, r)| r.1 > 0).for_each(|(name, r)| sheet.note(&format!("report.{name}"), r.share()));
    out.push(format!("  event F1 {f1:.3}  recall {recall:.3}  precision {precision:.3}"));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn events_are_matched_by_sentence_type_and_sides() {
        let gold = json!({"events": [{"anchor": "met in Rome", "types": ["CONSULT"], "source": ["FRA"], "target": ["ITA"], "status": ["occurred"], "need": "must", "symmetric": true}]});
        let event = |t: &str, s: &str| json!({"sentence": 0, "type": t, "source_countries": ["ITA"], "target_countries": ["FRA"], "status": s, "trigger": {"start": 10, "end": 13}});
        let got =
            |e: Value| json!({"text": "They  both met in Rome.", "sentences": [{"start": 0, "end": 23}], "actors": [], "events": [e]});
        assert!(rows(&gold, &got(event("CONSULT", "occurred")), &mut Sheet::default()).last().unwrap().contains("F1 1.000"));
        assert!(rows(&gold, &got(event("ACCUSE", "occurred")), &mut Sheet::default()).last().unwrap().contains("F1 0.000"));
        assert!(rows(&gold, &got(event("CONSULT", "denied")), &mut Sheet::default()).last().unwrap().contains("F1 0.000"));
    }

    #[test]
    fn dates_must_lie_within_and_in_the_month() {
        assert!(date_ok("2023-05-15", "2023-05-21", &json!({"start": "2023-05-17", "end": "2023-05-17"})));
        assert!(!date_ok("2023-05-15", "2023-05-21", &json!({"start": "2023-06-17", "end": "2023-06-17"})));
        assert!(!date_ok("2023-05-15", "2023-05-21", &json!(null)));
    }
}
