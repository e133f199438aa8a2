//! `chancery forecast "USA COERCE ?"`.

use super::source::{Events, parts};
use super::view::{act, forecast_json, ground, percent, round, weights};
use super::{Format, learn};
use crate::view::csv::cell;
use anyhow::{Context, Result, bail};
use chancery_forecast::ask::{Forecast, Question};
use chancery_forecast::outlook::Terms;
use chancery_forecast::totals::{Expected, Totals};
use serde_json::json;

/// Grounds shown of a forecast; JSON has more.
const GROUNDS: usize = 3;

fn parse(events: &Events, text: &str) -> Result<Question> {
    let parts =
        parts(text, 3).with_context(|| format!("{text:?} is not subject, relation and object: separate names that have spaces by |"))?;
    let entity = |i: usize| events.entities.find(&parts[i]);
    let relation = || events.relations.find(&parts[1]);
    Ok(match [0, 1, 2].map(|i| parts[i] == "?") {
        [false, false, true] => Question::Objects { subject: entity(0)?, relation: relation()? },
        [true, false, false] => Question::Subjects { relation: relation()?, object: entity(2)? },
        [false, true, false] => Question::Relations { subject: entity(0)?, object: entity(2)? },
        _ => bail!("{text:?} needs exactly one `?`"),
    })
}

pub fn run(events: &Events, terms: Terms, text: &str, top: usize, format: Format) -> Result<()> {
    let question = parse(events, text)?;
    let outlook = learn(events, terms)?;
    let forecasts = outlook.ask(question, top);
    let total = match question {
        Question::Relations { subject, object } => {
            let known = events.known().before(terms.origin);
            Some(Totals::learn(known, terms.origin, terms.horizon).expect(known, terms.origin, subject, object))
        }
        _ => None,
    };
    match format {
        Format::Table => table(events, terms, text, &forecasts, total),
        Format::Csv => csv(events, &forecasts),
        Format::Json => println!("{:#}", as_json(events, terms, text, &forecasts, total)),
    }
    Ok(())
}

fn table(events: &Events, terms: Terms, text: &str, forecasts: &[Forecast], total: Option<Expected>) {
    let last = events.show(terms.origin + terms.horizon - 1);
    println!("{text}, {} to {last}, from what happened before", events.show(terms.origin));
    if let Some(t) = total {
        println!("all acts together: {:.1} expected, {} to {} in four cases of five, any at all {}", t.mean, t.low, t.high, percent(t.any));
    }
    for (i, f) in forecasts.iter().enumerate() {
        println!("{:3} {:>6}  {}", i + 1, percent(f.probability), act(events, f.act));
        f.grounds.iter().take(GROUNDS).for_each(|g| println!("            {}", ground(events, g)));
        if f.grounds.is_empty() {
            println!("            nothing between the two so far; it was so {} times with others", f.usual);
        }
        println!("            weighs most: {}", weights(f));
    }
}

fn csv(events: &Events, forecasts: &[Forecast]) {
    println!("rank,subject,relation,object,probability,grounds");
    for (i, f) in forecasts.iter().enumerate() {
        let a = f.act;
        let grounds = f.grounds.iter().take(GROUNDS).map(|g| ground(events, g)).collect::<Vec<_>>().join("; ");
        let names = [events.entities.name(a.subject), events.relations.name(a.relation), events.entities.name(a.object)].map(cell);
        println!("{},{},{:.4},{}", i + 1, names.join(","), f.probability, cell(&grounds));
    }
}

fn as_json(events: &Events, terms: Terms, text: &str, forecasts: &[Forecast], total: Option<Expected>) -> serde_json::Value {
    json!({
        "question": text,
        "origin": events.show(terms.origin),
        "horizon_days": terms.horizon,
        "total": total.map(|t| json!({"mean": round(t.mean), "low": t.low, "high": t.high, "any": round(t.any)})),
        "forecasts": forecasts.iter().map(|f| forecast_json(events, f)).collect::<Vec<_>>(),
    })
}
