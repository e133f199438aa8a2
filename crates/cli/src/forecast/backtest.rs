//! `chancery forecast --backtest`.

use super::Format;
use super::source::Events;
use super::view::round;
use anyhow::Result;
use chancery_forecast::backtest::Backtest;
use chancery_forecast::outlook::Terms;
use chancery_forecast::score::Score;
use serde_json::{Value, json};

pub fn run(events: &Events, terms: Terms, origins: usize, format: Format) -> Result<()> {
    let test = Backtest::run(events.known(), terms, origins).map_err(anyhow::Error::msg)?;
    match format {
        Format::Table => table(events, terms, &test),
        Format::Csv => csv(&test),
        Format::Json => println!("{:#}", as_json(events, terms, &test)),
    }
    Ok(())
}

fn rows(test: &Backtest) -> impl Iterator<Item = (&'static str, &Score)> {
    std::iter::once(("forecast", &test.forecast)).chain(test.yardsticks.iter().map(|(name, s)| (*name, s)))
}

/// One sentence for each yardstick, plain about what is not beaten.
fn verdicts(test: &Backtest) -> Vec<String> {
    let mut out = Vec::new();
    for (name, score) in &test.yardsticks {
        let verb = |ours: f64, theirs: f64| if ours < theirs { "beats" } else { "DOES NOT BEAT" };
        let brier = verb(test.forecast.brier(), score.brier());
        let loss = verb(test.forecast.log_loss(), score.log_loss());
        out.push(format!("the forecast {brier} the {name} by Brier score and {loss} it by log loss"));
    }
    let errors = test.totals.errors();
    for (name, error) in &errors[1..] {
        let verb = if errors[0].1 < *error { "beats" } else { "DOES NOT BEAT" };
        out.push(format!("the forecast of counts {verb} the {name} by squared error"));
    }
    if test.yardsticks.iter().all(|y| y.0 != "seasonal") {
        out.push("there is no seasonal yardstick: it needs a year of events before every origin".to_owned());
    }
    out
}

fn table(events: &Events, terms: Terms, test: &Backtest) {
    let origins: Vec<String> = test.origins.iter().map(|&o| events.show(o)).collect();
    println!("{} forecasts for {} days each, made on {}", test.forecast.count, terms.horizon, origins.join(", "));
    println!("\n{:12} {:>8} {:>9} {:>7}", "", "Brier", "log loss", "skill");
    for (name, s) in rows(test) {
        let skill = 100.0 * (1.0 - test.forecast.brier() / s.brier());
        let skill = if name == "forecast" { String::new() } else { format!("{skill:6.1} %") };
        println!("{name:12} {:8.4} {:9.4} {skill}", s.brier(), s.log_loss());
    }
    println!("\nsaid        mean said  came true  forecasts");
    for (i, b) in test.forecast.reliability().iter().enumerate().filter(|(_, b)| b.count > 0) {
        println!("{:3}-{:3} %  {:8.1} % {:8.1} % {:10}", i * 10, i * 10 + 10, b.said() * 100.0, b.came() * 100.0, b.count);
    }
    println!("calibration error {:.4}", test.forecast.calibration_error());
    println!("\nacts between two actors, {} pairs: root mean squared error", test.totals.count);
    test.totals.errors().iter().for_each(|(name, e)| println!("{name:12} {e:8.3}"));
    println!("{:.0} % of the counts lie in the interval said to hold 80 %\n", 100.0 * test.totals.inside());
    verdicts(test).iter().for_each(|v| println!("{v}"));
}

fn csv(test: &Backtest) {
    println!("forecast,brier,log_loss,count");
    rows(test).for_each(|(name, s)| println!("{name},{:.6},{:.6},{}", s.brier(), s.log_loss(), s.count));
}

fn as_json(events: &Events, terms: Terms, test: &Backtest) -> Value {
    let scores: Vec<Value> = rows(test)
        .map(|(name, s)| json!({"name": name, "brier": round(s.brier()), "log_loss": round(s.log_loss()), "count": s.count}))
        .collect();
    let bins: Vec<Value> =
        test.forecast.reliability().iter().map(|b| json!({"said": round(b.said()), "came": round(b.came()), "count": b.count})).collect();
    json!({
        "origins": test.origins.iter().map(|&o| events.show(o)).collect::<Vec<_>>(),
        "horizon_days": terms.horizon,
        "scores": scores,
        "reliability": bins,
        "calibration_error": round(test.forecast.calibration_error()),
        "totals": test.totals.errors().iter().map(|(n, e)| json!({"name": n, "rmse": round(*e)})).collect::<Vec<_>>(),
        "totals_inside": round(test.totals.inside()),
        "verdicts": verdicts(test),
    })
}
