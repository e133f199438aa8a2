//! What was promised and what was paid.
//!
//! A promise is an agreement that occurred, or help that is planned, with a sum of money; a delivery is help or cooperation that happened,
//! with a sum. Sums of different currencies are never added, nor is a rate of exchange invented. A promise of the same sum by and to the
//! same is the same promise, however often it is reported; deliveries are one where they are one happening.

use crate::acts::{Act, Status, Sum};
use crate::calendar::Day;
use std::collections::{BTreeMap, BTreeSet};

/// Promises and deliveries of one giver to the same receivers in one currency.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pledge {
    /// Codes of the givers.
    pub givers: Vec<String>,
    /// Codes of the receivers; one sum for several is not divided.
    pub receivers: Vec<String>,
    /// ISO 4217.
    pub currency: String,
    /// What was promised.
    pub promised: Amount,
    /// What was delivered.
    pub delivered: Amount,
}

/// A total.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Amount {
    /// By the lower ends of the sums.
    pub low: f64,
    /// By their upper ends.
    pub high: f64,
    /// Different promises or deliveries.
    pub distinct: usize,
    /// Articles that report them.
    pub reports: usize,
    /// Numbers of the events behind it.
    pub events: Vec<i64>,
}

/// Roles of money that is given, rather than charged or lost.
const GIVEN: [&str; 6] = ["aid", "investment", "trade", "loan", "arms", "other"];

/// The ledger as of a day, by giver, receivers and currency.
#[must_use]
pub fn pledges(acts: &[Act], as_of: Day) -> Vec<Pledge> {
    let mut lines: BTreeMap<(Vec<String>, Vec<String>, String), Pledge> = BTreeMap::new();
    let (mut seen, mut reported) = (BTreeSet::new(), BTreeSet::new());
    for act in acts.iter().filter(|a| a.known <= as_of && !a.sources.is_empty()) {
        let Some(delivery) = delivers(act, as_of) else { continue };
        for sum in act.sums.iter().filter(|s| GIVEN.contains(&s.role.as_str())) {
            let key = (sorted(&act.sources), sorted(&act.targets), sum.currency.clone());
            let same = if delivery { act.happening.unwrap_or(-i64::from(act.day)) } else { 0 };
            let fresh = seen.insert((key.clone(), delivery, same, sum.low.to_bits(), sum.high.to_bits()));
            let news = reported.insert((key.clone(), delivery, act.article.unwrap_or(-act.id)));
            let line = lines.entry(key).or_insert_with_key(|(givers, receivers, currency)| Pledge {
                givers: givers.clone(),
                receivers: receivers.clone(),
                currency: currency.clone(),
                ..Pledge::default()
            });
            let amount = if delivery { &mut line.delivered } else { &mut line.promised };
            amount.reports += usize::from(news);
            amount.events.push(act.id);
            if fresh {
                amount.add(sum);
            }
        }
    }
    lines.into_values().collect()
}

impl Amount {
    fn add(&mut self, sum: &Sum) {
        self.distinct += 1;
        self.low += sum.low;
        self.high += sum.high;
    }
}

/// Some(true) for a delivery, Some(false) for a promise.
fn delivers(act: &Act, as_of: Day) -> Option<bool> {
    let kind = act.kind.as_str();
    if act.happened_by(as_of) {
        return match kind {
            "AID" | "COOPERATE" => Some(true),
            "AGREE" => Some(false),
            _ => None,
        };
    }
    (act.status == Status::Planned && matches!(kind, "AID" | "COOPERATE" | "AGREE")).then_some(false)
}

fn sorted(codes: &[String]) -> Vec<String> {
    let mut codes = codes.to_vec();
    codes.sort_unstable();
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acts::made::act;

    fn with(mut a: Act, value: f64, currency: &str) -> Act {
        a.sums.push(Sum { currency: currency.to_owned(), low: value, high: value, role: "aid".to_owned() });
        a
    }

    #[test]
    fn promises_repeated_count_once_and_payments_each() {
        let acts = [
            with(act(1, 10, "CHN AGREE KGZ 033", Status::Occurred), 100.0, "USD"),
            with(act(2, 40, "CHN AGREE KGZ 033", Status::Occurred), 100.0, "USD"),
            with(act(3, 50, "CHN AID KGZ", Status::Occurred), 20.0, "USD"),
            with(act(4, 90, "CHN AID KGZ", Status::Occurred), 20.0, "USD"),
            with(act(5, 60, "CHN AGREE KGZ", Status::Planned), 7.0, "CNY"),
            with(act(6, 60, "CHN AID KGZ", Status::Hypothetical), 500.0, "USD"),
            with(act(7, 60, "CHN AID KGZ", Status::Denied), 500.0, "USD"),
        ];
        let found = pledges(&acts, 1000);
        assert_eq!(found.len(), 2);
        let usd = &found[1];
        assert_eq!((usd.promised.low, usd.promised.distinct, usd.promised.reports), (100.0, 1, 2));
        assert_eq!((usd.delivered.high, usd.delivered.distinct), (40.0, 2));
        assert_eq!((found[0].currency.as_str(), found[0].promised.low, found[0].delivered.reports), ("CNY", 7.0, 0));
    }

    #[test]
    fn what_is_reported_later_is_not_known() {
        let mut late = with(act(1, 10, "CHN AID KGZ", Status::Occurred), 5.0, "USD");
        late.known = 99;
        assert_eq!(pledges(&[late], 50), []);
    }

    #[test]
    fn fines_are_not_gifts() {
        let mut fined = act(1, 10, "USA AID KGZ", Status::Occurred);
        fined.sums.push(Sum { currency: "USD".to_owned(), low: 1.0, high: 1.0, role: "fine".to_owned() });
        assert_eq!(pledges(&[fined], 50), []);
    }
}
