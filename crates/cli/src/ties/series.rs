//! What two sides do to each other, over time.

use super::evidence::{self, Under};
use super::output::View;
use super::rows;
use super::shares::{change_json, change_text, counted, load, place};
use super::sheet::{Sheet, count, number};
use super::{Args, Desk, Each, Normalise};
use anyhow::Result;
use chancery_chart::{Line, Panel, lines};
use chancery_ties::{Estimate, Period, Point, Series, SeriesQuery, Side, Split, Tie, iso, series};
use serde_json::{Value, json};

/// Compute and show the series.
pub fn view(desk: &mut Desk, args: &Args) -> Result<View> {
    let first = desk.side(&args.between[0])?;
    let second = args.between.get(1).map(|w| desk.side(w)).transpose()?;
    let days = desk.days(args.from.as_deref(), args.to.as_deref())?;
    let sides = match &second {
        Some(s) => vec![s.clone()],
        None => everybody(desk)?,
    };
    let (cells, news) = load(desk, args, &first, &sides, days)?;
    let query = SeriesQuery {
        first: &first,
        second: second.as_ref(),
        direction: args.direction.direction(),
        split: split(args.each),
        count_by: args.counting.by(),
        from: days.from,
        to: days.to,
        grain: args.by,
        news: news.as_ref().filter(|n| !n.articles.is_empty()),
        bootstrap: args.chance.bootstrap(),
        changes: args.chance.changes(),
    };
    let tie = series(&cells, &desk.kinds, &query);
    let label = second.as_ref().map_or_else(|| "anybody".to_owned(), |s| s.name.clone());
    let under = evidence::under(desk, args, &tie.periods, |period| {
        let names = |s: &Side| desk.names(std::slice::from_ref(s));
        vec![Under { label: label.clone(), period, first: names(&first), second: second.as_ref().map(names) }]
    })?;
    let title = format!("{} and {label}: {}", first.name, counted(args));
    Ok(View {
        text: text(&tie, &title) + &evidence::text(&under),
        sheet: sheet(&tie),
        json: json!({ "first": first.name, "second": second.map(|s| s.name), "series": tie.series.iter().map(|s| one(s, &tie)).collect::<Vec<_>>(),
            "evidence": evidence::json(&under) }),
        picture: args.output.draws().then(|| lines(&title, &panels(&tie, args))),
        graph: None,
    })
}

/// Everybody as one side, so that the pairs are found.
fn everybody(desk: &mut Desk) -> Result<Vec<Side>> {
    let all = rows::everybody(desk.store.connection())?;
    Ok(all.iter().map(|code| Side::single(code, desk.codes.number(code))).collect())
}

fn split(each: Each) -> Split {
    match each {
        Each::Total => Split::Total,
        Each::Side => Split::Side,
        Each::Quad => Split::Quad,
        Each::Type => Split::Kind,
    }
}

fn text(tie: &Tie, title: &str) -> String {
    let mut out = format!("{title}, with 95 % intervals\n");
    for s in &tie.series {
        let mut sheet = Sheet::new(&["period", "events", "per 1000 articles", "Goldstein", "PLOVER"]);
        let rows = tie.periods.iter().map(Period::to_string).zip(&s.points).chain([("whole".to_owned(), &s.whole)]);
        sheet.rows.extend(
            rows.map(|(name, p)| {
                vec![name, estimate(Some(p.count), 0), estimate(p.rate, 2), estimate(p.goldstein, 2), estimate(p.plover, 2)]
            }),
        );
        out += &format!("\n{}\n{}", s.label.to_uppercase(), sheet.table());
        out += &s.changes.iter().map(|c| change_text(&s.label, c)).collect::<String>();
    }
    if tie.series.is_empty() {
        out += "  nothing between them in this time\n";
    }
    out
}

fn estimate(e: Option<Estimate>, digits: usize) -> String {
    let Some(e) = e else { return "·".to_owned() };
    let interval = e.interval.map_or(String::new(), |i| format!(" ({:.digits$} to {:.digits$})", i.low, i.high));
    format!("{:.digits$}{interval}", e.value)
}

fn fields(p: &Point) -> [(&'static str, Option<Estimate>); 4] {
    [("count", Some(p.count)), ("rate", p.rate), ("goldstein", p.goldstein), ("plover", p.plover)]
}

fn sheet(tie: &Tie) -> Sheet {
    let mut sheet = Sheet::new(&["series", "period", "start", "end", "measure", "value", "low", "high", "coverage"]);
    for s in &tie.series {
        for (i, (point, period)) in s.points.iter().zip(&tie.periods).enumerate() {
            for (measure, e) in fields(point).into_iter().filter_map(|(m, e)| e.map(|e| (m, e))) {
                let value = if measure == "count" { count(e.value) } else { number(Some(e.value), 4) };
                let mut row = vec![s.label.clone(), period.to_string(), iso(period.start), iso(period.end), measure.to_owned(), value];
                row.extend([number(e.interval.map(|i| i.low), 4), number(e.interval.map(|i| i.high), 4)]);
                row.push(number(tie.coverage.as_ref().map(|c| c[i]), 4));
                sheet.rows.push(row);
            }
        }
    }
    sheet
}

fn one(s: &Series, tie: &Tie) -> Value {
    let point = |p: &Point| {
        let field = |e: Option<Estimate>| {
            e.map(|e| json!({ "value": e.value, "low": e.interval.map(|i| i.low), "high": e.interval.map(|i| i.high) }))
        };
        Value::Object(fields(p).into_iter().map(|(name, e)| (name.to_owned(), json!(field(e)))).collect())
    };
    let points = s.points.iter().zip(&tie.periods).map(|(p, period)| {
        let mut v = point(p);
        v["period"] = json!(period.to_string());
        v["start"] = json!(iso(period.start));
        v["end"] = json!(iso(period.end));
        v
    });
    json!({ "label": s.label, "points": points.collect::<Vec<_>>(), "whole": point(&s.whole), "changes": s.changes.iter().map(change_json).collect::<Vec<_>>() })
}

/// How much and how warm: rates (or counts) above, mean scores below.
fn panels(tie: &Tie, args: &Args) -> Vec<Panel> {
    let rated = args.normalise != Normalise::None && tie.series.iter().any(|s| s.whole.rate.is_some());
    let many = |p: &Point| if rated { p.rate } else { Some(p.count) };
    let title = if rated { "events per 1000 articles" } else { "events" };
    vec![panel(tie, title, many, true), panel(tie, "mean Goldstein score", |p| p.goldstein, false)]
}

fn panel(tie: &Tie, title: &str, pick: impl Fn(&Point) -> Option<Estimate>, changes: bool) -> Panel {
    let line = |s: &Series| {
        let picked: Vec<Option<Estimate>> = s.points.iter().map(&pick).collect();
        Line {
            label: s.label.clone(),
            values: picked.iter().map(|e| e.map(|e| e.value)).collect(),
            bands: picked.iter().map(|e| e.and_then(|e| e.interval).map(|i| (i.low, i.high))).collect(),
            changes: s.changes.iter().filter(|_| changes).map(|c| place(&tie.periods, c.at)).collect(),
        }
    };
    Panel {
        title: title.to_owned(),
        periods: tie.periods.iter().map(Period::to_string).collect(),
        lines: tie.series.iter().map(line).collect(),
        range: None,
    }
}
