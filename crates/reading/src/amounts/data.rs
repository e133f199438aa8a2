//! The word lists of `lexicon/money`, embedded.

/// Numbers in words.
pub(crate) const NUMBERS: &str = include_str!("../../../../lexicon/money/numbers.txt");
/// Currencies and how they are written.
pub(crate) const CURRENCIES: &str = include_str!("../../../../lexicon/money/currencies.txt");
/// Words that bound, blur or join amounts, and what is worth counting.
pub(crate) const AMOUNTS: &str = include_str!("../../../../lexicon/money/amounts.txt");
/// What money is for.
pub(crate) const ROLES: &str = include_str!("../../../../lexicon/money/roles.txt");
