//! Each power's share of a region's cooperation and conflict.

use super::evidence::{self, Under};
use super::output::View;
use super::rows::{self, Days};
use super::sheet::{Sheet, count, number, p_value};
use super::{Args, Desk, Normalise};
use anyhow::{Result, bail};
use chancery_chart::{Line, Panel, stacked};
use chancery_ties::{Cell, Change, News, Period, PowerShares, Share, ShareQuery, Shares, Side, iso, shares};
use serde_json::{Value, json};

/// Compute and show the shares.
pub fn view(desk: &mut Desk, args: &Args, over: &str) -> Result<View> {
    let over = desk.together(over)?;
    let between = desk.sides(&args.between)?;
    let days = desk.days(args.from.as_deref(), args.to.as_deref())?;
    let (cells, news) = load(desk, args, &over, &between, days)?;
    // A share is a ratio of counts from the same news: how much there was cancels out. Which outlets wrote it does not.
    let news = news.filter(|_| args.normalise == Normalise::Outlets);
    let query = ShareQuery {
        over: &over,
        between: &between,
        others: args.others,
        direction: args.direction.direction(),
        count_by: args.counting.by(),
        from: days.from,
        to: days.to,
        grain: args.by,
        news: news.as_ref(),
        bootstrap: args.chance.bootstrap(),
        changes: args.chance.changes(),
    };
    let found = shares(&cells, &desk.kinds, &query);
    let under = evidence::under(desk, args, &found.periods, |p| {
        let others = between.iter().map(|b| (b.name.clone(), desk.names(std::slice::from_ref(b))));
        others
            .map(|(label, codes)| Under { label, period: p, first: desk.names(std::slice::from_ref(&over)), second: Some(codes) })
            .collect()
    })?;
    let title = format!("{} and {}: shares of {}", over.name, names(&found), counted(args));
    Ok(View {
        text: text(&found, &title) + &evidence::text(&under),
        sheet: sheet(&found),
        json: json!({ "over": over.name, "shares": found.powers.iter().map(|p| power(p, &found)).collect::<Vec<_>>(), "evidence": evidence::json(&under) }),
        picture: args.output.draws().then(|| stacked(&title, &[panel(&found, true), panel(&found, false)])),
        graph: None,
    })
}

/// Counts of the region's ties with the powers, and what was read.
pub(super) fn load(desk: &mut Desk, args: &Args, over: &Side, between: &[Side], days: Days) -> Result<(Vec<Cell>, Option<News>)> {
    let direction = args.direction.direction();
    let second = if args.others { rows::everybody(desk.db())?.into_iter().collect() } else { desk.names(between) };
    let pairs = rows::pairs(over, &second, &desk.codes, direction);
    let origin = args.counting.origin.as_deref();
    let (db, kinds, codes) = (desk.store.connection(), &desk.kinds, &mut desk.codes);
    Ok(match args.normalise {
        Normalise::None => (rows::cells(db, &pairs, origin, days, kinds, codes)?, None),
        Normalise::Articles => (rows::cells(db, &pairs, origin, days, kinds, codes)?, Some(rows::news(db, origin, days, None)?)),
        Normalise::Outlets => {
            let outlets = rows::outlets(db, origin, days)?;
            if outlets.is_empty() {
                bail!("the record knows no outlets of this time; write --normalise none");
            }
            let cells = rows::by_outlet(db, &pairs, origin, days, kinds, codes, &outlets)?;
            (cells, Some(rows::news(db, origin, days, Some(&outlets))?))
        }
    })
}

fn names(found: &Shares) -> String {
    let names: Vec<&str> = found.powers.iter().filter(|p| p.cooperation).map(|p| p.power.as_str()).collect();
    names.join(", ")
}

/// What was counted, in words.
pub(super) fn counted(args: &Args) -> String {
    let what = format!("{:?}", args.counting.count_by).to_lowercase();
    if args.normalise == Normalise::Outlets { format!("{what}, outlets weighed alike") } else { what }
}

fn side_name(cooperation: bool) -> &'static str {
    if cooperation { "cooperation" } else { "conflict" }
}

fn text(found: &Shares, title: &str) -> String {
    let mut out = format!("{title}, with 95 % intervals\n");
    for cooperation in [true, false] {
        let powers: Vec<&PowerShares> = found.powers.iter().filter(|p| p.cooperation == cooperation).collect();
        let mut sheet = Sheet::new(&["period"]);
        sheet.header.extend(powers.iter().map(|p| p.power.clone()));
        sheet.header.push("counted".to_owned());
        let rows = found.periods.iter().enumerate().map(|(i, p)| (p.to_string(), powers.iter().map(|p| &p.points[i]).collect::<Vec<_>>()));
        for (name, points) in rows.chain([("whole".to_owned(), powers.iter().map(|p| &p.whole).collect())]) {
            let mut row = vec![name];
            row.extend(points.iter().map(|s| share_text(s)));
            row.push(count(points.first().map_or(0.0, |s| s.total)));
            sheet.rows.push(row);
        }
        out += &format!("\n{}\n{}", side_name(cooperation).to_uppercase(), sheet.table());
        out += &powers.iter().flat_map(|p| p.changes.iter().map(|c| change_text(&p.power, c))).collect::<String>();
    }
    out
}

fn share_text(s: &Share) -> String {
    match (s.share, s.interval) {
        (Some(v), Some(i)) => format!("{v:.2} ({:.2}-{:.2})", i.low, i.high),
        _ => "·".to_owned(),
    }
}

/// A change in one line.
pub(super) fn change_text(label: &str, c: &Change) -> String {
    let (at, early, late) = (iso(c.at), iso(c.earliest), iso(c.latest));
    let range = if early == late { String::new() } else { format!(" (between {early} and {late})") };
    format!("  change: {label} from {:.3} to {:.3} at {at}{range}, {}\n", c.before, c.after, p_value(c.p))
}

/// A change for programs.
pub(super) fn change_json(c: &Change) -> Value {
    json!({ "at": iso(c.at), "earliest": iso(c.earliest), "latest": iso(c.latest), "before": c.before, "after": c.after,
        "statistic": c.statistic, "p": c.p })
}

fn sheet(found: &Shares) -> Sheet {
    let mut sheet = Sheet::new(&["side", "power", "period", "start", "end", "count", "total", "share", "low", "high", "coverage"]);
    for p in &found.powers {
        for (i, (s, period)) in p.points.iter().zip(&found.periods).enumerate() {
            let coverage = number(found.coverage.as_ref().map(|c| c[i]), 4);
            let ends = [number(s.share, 4), number(s.interval.map(|i| i.low), 4), number(s.interval.map(|i| i.high), 4), coverage];
            let mut row = vec![side_name(p.cooperation).to_owned(), p.power.clone()];
            row.extend([period.to_string(), iso(period.start), iso(period.end), count(s.count), count(s.total)]);
            row.extend(ends);
            sheet.rows.push(row);
        }
    }
    sheet
}

fn power(p: &PowerShares, found: &Shares) -> Value {
    let point = |s: &Share| json!({ "count": s.count, "total": s.total, "share": s.share, "low": s.interval.map(|i| i.low), "high": s.interval.map(|i| i.high) });
    let points: Vec<Value> = p
        .points
        .iter()
        .zip(&found.periods)
        .enumerate()
        .map(|(i, (s, period))| {
            let mut v = point(s);
            v["period"] = json!(period.to_string());
            v["start"] = json!(iso(period.start));
            v["end"] = json!(iso(period.end));
            v["coverage"] = json!(found.coverage.as_ref().map(|c| c[i]));
            v
        })
        .collect();
    json!({ "power": p.power, "side": side_name(p.cooperation), "whole": point(&p.whole), "points": points,
        "changes": p.changes.iter().map(change_json).collect::<Vec<_>>() })
}

fn panel(found: &Shares, cooperation: bool) -> Panel {
    let line = |p: &PowerShares| Line {
        label: p.power.clone(),
        values: p.points.iter().map(|s| s.share).collect(),
        bands: p.points.iter().map(|s| s.interval.map(|i| (i.low, i.high))).collect(),
        changes: p.changes.iter().map(|c| place(&found.periods, c.at)).collect(),
    };
    Panel {
        title: side_name(cooperation).to_owned(),
        periods: found.periods.iter().map(Period::to_string).collect(),
        lines: found.powers.iter().filter(|p| p.cooperation == cooperation).map(line).collect(),
        range: None,
    }
}

/// Where a day lies among periods: their number and the part of the period that has passed.
pub(super) fn place(periods: &[Period], day: chancery_ties::Day) -> f64 {
    let i = periods.iter().position(|p| p.holds(day)).unwrap_or(0);
    let passed = periods.get(i).map_or(0.0, |p| f64::from(day - p.start) / p.len().max(1) as f64);
    i as f64 + passed
}
