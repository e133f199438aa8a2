//! PLOVER's event types and sectors, and the country codes actors may carry.
//!
//! Source: PLOVER manual, draft 2.0 (February 2024). Quads and scores are the manual's; ACCUSE is −3, since the manual's
//! +3 contradicts its own modes; SANCTION is material conflict (4), as in two of the manual's three places.

/// One of PLOVER's sixteen event types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are PLOVER's")]
pub enum EventType {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

/// Every event type with its name, quad class and score.
pub const EVENT_TYPES: [(EventType, &str, u8, f32); 16] = [
    (EventType::Agree, "AGREE", 1, 2.5),
    (EventType::Consult, "CONSULT", 1, 2.5),
    (EventType::Support, "SUPPORT", 1, 5.0),
    (EventType::Concede, "CONCEDE", 1, 4.5),
    (EventType::Cooperate, "COOPERATE", 2, 9.5),
    (EventType::Aid, "AID", 2, 10.0),
    (EventType::Retreat, "RETREAT", 2, 6.5),
    (EventType::Request, "REQUEST", 3, 0.0),
    (EventType::Accuse, "ACCUSE", 3, -3.0),
    (EventType::Reject, "REJECT", 3, -2.0),
    (EventType::Threaten, "THREATEN", 3, -3.5),
    (EventType::Protest, "PROTEST", 4, -5.0),
    (EventType::Sanction, "SANCTION", 4, -6.0),
    (EventType::Mobilize, "MOBILIZE", 4, -5.5),
    (EventType::Coerce, "COERCE", 4, -7.0),
    (EventType::Assault, "ASSAULT", 4, -9.0),
];

impl EventType {
    /// The type of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        EVENT_TYPES.iter().find(|t| t.1 == name).map(|t| t.0)
    }

    /// Its name, as PLOVER writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        EVENT_TYPES[self as usize].1
    }

    /// Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    #[must_use]
    pub fn quad(self) -> u8 {
        EVENT_TYPES[self as usize].2
    }

    /// PLOVER's score of the type, from −10 to 10.
    #[must_use]
    pub fn score(self) -> f32 {
        EVENT_TYPES[self as usize].3
    }
}

/// PLOVER's sectors.
pub const SECTORS: [&str; 25] = [
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB",
    "MED", "REF", "OPP", "PRE", "REL", "SOC",
];

/// Codes that stand in the place of a country.
const NON_STATES: [&str; 9] = ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC", "REL", "UNK"];

/// Whether this is one of PLOVER's sectors.
#[must_use]
pub fn is_sector(code: &str) -> bool {
    SECTORS.contains(&code)
}

/// Whether a code's first part stands in the place of a country.
#[must_use]
pub fn is_non_state(first: &str) -> bool {
    NON_STATES.contains(&first)
}

/// Whether a code's first part names a country rather than an organisation of no country.
#[must_use]
pub fn is_country(first: &str) -> bool {
    first.len() == 3 && first.bytes().all(|b| b.is_ascii_uppercase()) && !NON_STATES.contains(&first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (i, row) in EVENT_TYPES.iter().enumerate() {
            assert_eq!(row.0 as usize, i);
            assert_eq!(EventType::named(row.1), Some(row.0));
        }
    }
}
