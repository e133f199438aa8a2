//! Promises set against payments.

use super::output::View;
use super::rows::{Filter, acts};
use super::sheet::Sheet;
use super::{Args, Desk};
use anyhow::Result;
use chancery_ties::{Amount, Pledge, pledges};
use serde_json::{Value, json};

/// Compute and show the ledger: of the givers in --between and the receivers in --over, where they are named.
pub fn view(desk: &mut Desk, args: &Args) -> Result<View> {
    let givers = desk.sides(&args.between)?;
    let receivers = args.over.as_deref().map(|w| desk.together(w)).transpose()?;
    let (givers, receivers) = (desk.names(&givers), receivers.map(|r| desk.names(&[r])));
    let as_of = match &args.to {
        Some(text) => chancery_ties::parse(text).map_err(anyhow::Error::msg)?.1,
        None => desk.last_day()?,
    };
    let around: Vec<String> = givers.iter().chain(receivers.iter().flatten()).cloned().collect();
    let found = acts(desk.db(), &Filter { around, origin: args.counting.origin.clone(), days: None })?;
    let any = |wanted: &[String], codes: &[String]| wanted.is_empty() || codes.iter().any(|c| wanted.contains(c));
    let mut lines = pledges(&found, as_of);
    lines.retain(|p| any(&givers, &p.givers) && receivers.as_ref().is_none_or(|r| any(r, &p.receivers)));
    let sheet = sheet(&lines);
    let title = format!("Promised and delivered, as of {}; currencies are never added", chancery_ties::iso(as_of));
    let body = if lines.is_empty() { "  no sum of money was promised or paid\n".to_owned() } else { sheet.table() };
    Ok(View {
        text: format!("{title}\n\n{body}"),
        json: json!({ "pledges": lines.iter().map(one).collect::<Vec<_>>() }),
        sheet,
        picture: None,
        graph: None,
    })
}

fn sheet(lines: &[Pledge]) -> Sheet {
    let mut sheet = Sheet::new(&["giver", "receiver", "currency", "promised", "promises", "reports", "delivered", "deliveries"]);
    for p in lines {
        let mut row =
            vec![p.givers.join(" "), p.receivers.join(" "), p.currency.clone(), money(&p.promised), p.promised.distinct.to_string()];
        row.extend([p.promised.reports.to_string(), money(&p.delivered), p.delivered.distinct.to_string()]);
        sheet.rows.push(row);
    }
    sheet
}

/// A total in millions, both ends where they differ.
fn money(a: &Amount) -> String {
    let short = |v: f64| format!("{} m", (v / 10_000.0).round() / 100.0);
    if a.low == a.high { short(a.low) } else { format!("{} to {}", short(a.low), short(a.high)) }
}

fn one(p: &Pledge) -> Value {
    let amount = |a: &Amount| json!({ "low": a.low, "high": a.high, "distinct": a.distinct, "reports": a.reports, "events": a.events });
    json!({ "givers": p.givers, "receivers": p.receivers, "currency": p.currency, "promised": amount(&p.promised), "delivered": amount(&p.delivered) })
}
