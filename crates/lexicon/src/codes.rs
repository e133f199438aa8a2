//! PLOVER's sectors, and the country codes actors may carry. Source: PLOVER manual, draft 2.0 (February 2024).

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
