//! How statements from one side speak of the other.

use super::output::View;
use super::rows;
use super::sheet::{Sheet, count, number};
use super::{Args, Desk};
use anyhow::{Result, bail};
use chancery_chart::{Line, Panel, lines};
use chancery_ties::{StancePoint, iso, stances};
use serde_json::{Value, json};

/// Compute and show the balance of stances.
pub fn view(desk: &mut Desk, args: &Args) -> Result<View> {
    let [speakers, about] = args.between.as_slice() else {
        bail!("write --stance --between WHO,WHOM: whose statements, and of whom they speak")
    };
    let sides = [desk.side(speakers)?, desk.side(about)?];
    let days = desk.days(args.from.as_deref(), args.to.as_deref())?;
    let [who, whom] = [desk.names(&sides[..1]), desk.names(&sides[1..])];
    let said = rows::stances(desk.db(), days, &who, &whom)?;
    let points = stances(&said, days.from, days.to, args.by, args.chance.bootstrap());
    let title = format!("Statements from {speakers} on {about}: balance of stances");
    let sheet = sheet(&points);
    Ok(View {
        text: format!("{title} (-1 to 1), with 95 % intervals\n\n{}", sheet.table()),
        json: json!({ "speakers": speakers, "about": about, "points": points.iter().map(one).collect::<Vec<_>>() }),
        picture: args.output.draws().then(|| lines(&title, &[panel(&points)])),
        sheet,
        graph: None,
    })
}

fn sheet(points: &[StancePoint]) -> Sheet {
    let mut sheet = Sheet::new(&["period", "start", "end", "positive", "neutral", "negative", "balance", "low", "high"]);
    for p in points {
        let mut row =
            vec![p.period.to_string(), iso(p.period.start), iso(p.period.end), count(p.positive), count(p.neutral), count(p.negative)];
        row.extend([number(p.balance, 2), number(p.interval.map(|i| i.low), 2), number(p.interval.map(|i| i.high), 2)]);
        sheet.rows.push(row);
    }
    sheet
}

fn one(p: &StancePoint) -> Value {
    json!({ "period": p.period.to_string(), "start": iso(p.period.start), "end": iso(p.period.end), "positive": p.positive, "neutral": p.neutral,
        "negative": p.negative, "balance": p.balance, "low": p.interval.map(|i| i.low), "high": p.interval.map(|i| i.high) })
}

fn panel(points: &[StancePoint]) -> Panel {
    let line = Line {
        label: "balance".to_owned(),
        values: points.iter().map(|p| p.balance).collect(),
        bands: points.iter().map(|p| p.interval.map(|i| (i.low, i.high))).collect(),
        changes: Vec::new(),
    };
    Panel {
        title: "positive less negative, as a share of all".to_owned(),
        periods: points.iter().map(|p| p.period.to_string()).collect(),
        lines: vec![line],
        range: Some((-1.0, 1.0)),
    }
}
