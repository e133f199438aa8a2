//! `chancery forecast --suppose EVENT --without EVENT`.

use super::source::Events;
use super::view::{act, forecast_json, ground, kind, percent, round};
use super::{Format, learn};
use crate::view::csv::cell;
use anyhow::{Context, Result, bail};
use chancery_forecast::ask::{Forecast, Ground};
use chancery_forecast::fact::Fact;
use chancery_forecast::outlook::Terms;
use chancery_forecast::whatif::{Change, Difference, compare};
use serde_json::json;

/// Events to suppose and withdraw.
pub struct Supposed(Change);

impl Supposed {
    /// Reads events as typed; a withdrawn one must be among the events.
    pub fn parse(suppose: &[String], without: &[String], events: &mut Events) -> Result<Self> {
        let mut change = Change::default();
        for text in suppose {
            change.with.push(events.event(text).with_context(|| format!("--suppose {text:?}"))?);
        }
        for text in without {
            let fact = events.event(text).with_context(|| format!("--without {text:?}"))?;
            if events.facts.binary_search(&fact).is_err() {
                bail!("--without {text:?}: there is no such event on that day");
            }
            change.without.push(fact);
        }
        Ok(Self(change))
    }

    pub fn is_empty(&self) -> bool {
        self.0.with.is_empty() && self.0.without.is_empty()
    }

    pub fn last_day(&self) -> Option<i32> {
        self.0.with.iter().map(|f| f.day).max()
    }

    fn late(&self, origin: i32) -> Option<&Fact> {
        self.0.with.iter().chain(&self.0.without).find(|f| f.day >= origin)
    }
}

pub fn run(events: &Events, terms: Terms, supposed: &Supposed, top: usize, format: Format) -> Result<()> {
    if let Some(late) = supposed.late(terms.origin) {
        bail!("an event of {} changes nothing that is known before {}", events.show(late.day), events.show(terms.origin));
    }
    let outlook = learn(events, terms)?;
    let known = events.known().before(terms.origin);
    let differences = compare(&outlook, known, &supposed.0, top);
    match format {
        Format::Table => table(events, terms, &differences),
        Format::Csv => csv(events, &differences),
        Format::Json => println!("{:#}", as_json(events, terms, &differences)),
    }
    Ok(())
}

/// The rule whose say changed most; as supposed, unless only things as they are have it.
fn rule(d: &Difference) -> Option<&Ground> {
    let said = |f: &Forecast, g: &Ground| f.grounds.iter().find(|x| x.act == g.act).map_or(0.0, |x| x.confidence);
    let change = |g: &Ground| (said(&d.after, g) - said(&d.before, g)).abs();
    d.before.grounds.iter().chain(&d.after.grounds).filter(|g| change(g) > 0.0).max_by(|a, b| change(a).total_cmp(&change(b)))
}

fn carriers(d: &Difference) -> String {
    let strong = d.carriers().into_iter().filter(|c| c.1.abs() > 0.02).take(3);
    strong.map(|(k, w)| format!("{} ({w:+.1})", kind(k))).collect::<Vec<_>>().join(", ")
}

fn table(events: &Events, terms: Terms, differences: &[Difference]) {
    let last = events.show(terms.origin + terms.horizon - 1);
    println!("what changes from {} to {last}; the lessons learnt stay the same", events.show(terms.origin));
    for d in differences {
        let (before, after) = (percent(d.before.probability), percent(d.after.probability));
        println!("{:+6.1} points  {before} to {after}  {}", 100.0 * d.rise(), act(events, d.before.act));
        if let Some(g) = rule(d) {
            println!("               {}", ground(events, g));
        }
        println!("               carried by: {}", carriers(d));
    }
    if differences.is_empty() {
        println!("nothing that is forecast for the parties changes");
    }
}

fn csv(events: &Events, differences: &[Difference]) {
    println!("subject,relation,object,before,after,rule");
    for d in differences {
        let a = d.before.act;
        let names = [events.entities.name(a.subject), events.relations.name(a.relation), events.entities.name(a.object)].map(cell);
        let rule = rule(d).map_or(String::new(), |g| ground(events, g));
        println!("{},{:.4},{:.4},{}", names.join(","), d.before.probability, d.after.probability, cell(&rule));
    }
}

fn as_json(events: &Events, terms: Terms, differences: &[Difference]) -> serde_json::Value {
    let one = |d: &Difference| {
        json!({
            "rise": round(d.rise()),
            "before": forecast_json(events, &d.before),
            "after": forecast_json(events, &d.after),
            "carried_by": d.carriers().iter().map(|&(k, w)| json!({"kind": kind(k), "logits": round(f64::from(w))})).collect::<Vec<_>>(),
            "rule": rule(d).map(|g| ground(events, g)),
        })
    };
    json!({
        "origin": events.show(terms.origin),
        "horizon_days": terms.horizon,
        "differences": differences.iter().map(one).collect::<Vec<_>>(),
    })
}
