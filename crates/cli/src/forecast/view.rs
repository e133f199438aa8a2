//! Forecasts as rows and words.

use super::source::Events;
use chancery_forecast::ask::{Act, Forecast, Ground};
use chancery_forecast::evidence::Kind;
use serde_json::{Value, json};

/// What a kind of evidence is called.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Repetition => "the same act before",
        Kind::Dealings => "other acts toward the target",
        Kind::Reciprocity => "acts in return",
        Kind::Rules => "rules from what lies between the two",
        Kind::Role => "how usual the target is for the act",
        Kind::Activity => "how busy the target is",
        Kind::Contacts => "common contacts and what they do",
    }
}

pub fn act(events: &Events, a: Act) -> String {
    format!("{} — {} → {}", events.entities.name(a.subject), events.relations.name(a.relation), events.entities.name(a.object))
}

pub fn percent(p: f64) -> String {
    if p < 0.0995 { format!("{:.1} %", p * 100.0) } else { format!("{:.0} %", p * 100.0) }
}

/// A ground in one line.
pub fn ground(events: &Events, g: &Ground) -> String {
    let times = if g.times == 1 { "once,".to_owned() } else { format!("{} times, last", g.times) };
    let cases = format!("followed in {} of {} such cases", percent(f64::from(g.confidence)), g.cases);
    format!("{} {times} {}: {cases}", act(events, g.act), events.show(g.last))
}

/// The two or three kinds of evidence that weigh most.
pub fn weights(f: &Forecast) -> String {
    let strong = f.weights.iter().filter(|w| w.1 > 0.05).take(3);
    strong.map(|&(k, w)| format!("{} (+{w:.1})", kind(k))).collect::<Vec<_>>().join(", ")
}

fn act_json(events: &Events, a: Act) -> Value {
    json!({
        "subject": events.entities.name(a.subject),
        "relation": events.relations.name(a.relation),
        "object": events.entities.name(a.object),
    })
}

/// A number with the digits that mean something.
pub fn round(x: f64) -> f64 {
    (x * 10_000.0).round() / 10_000.0
}

pub fn forecast_json(events: &Events, f: &Forecast) -> Value {
    let mut v = act_json(events, f.act);
    v["probability"] = json!(round(f.probability));
    v["evidence"] = f.weights.iter().map(|&(k, w)| json!({"kind": kind(k), "logits": round(f64::from(w))})).collect();
    v["grounds"] = f.grounds.iter().map(|g| ground_json(events, g)).collect();
    v["usual"] = json!(f.usual);
    v
}

fn ground_json(events: &Events, g: &Ground) -> Value {
    let mut v = act_json(events, g.act);
    v["times"] = json!(g.times);
    v["last"] = json!(events.show(g.last));
    v["followed"] = json!(round(f64::from(g.confidence)));
    v["cases"] = json!(g.cases);
    v["words"] = json!(ground(events, g));
    v
}
