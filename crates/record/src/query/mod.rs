//! Questions to a record. Every answer is a [`Table`]; nothing of a question becomes SQL but through parameters.

mod amounts;
mod aside;
mod conditions;
mod counts;
mod events;
mod party;
mod show;
mod sql;
mod statements;
mod table;

pub use amounts::{AmountFilter, ledger};
pub use aside::{AsideFilter, set_aside};
pub use conditions::{CountBy, EventFilter};
pub use counts::{Axis, counts};
pub use events::{events, has_type};
pub use party::Party;
pub use show::{Mark, Shown, show};
pub use sql::sql;
pub use statements::{StatementFilter, statements};
pub use table::{Cell, Table};
