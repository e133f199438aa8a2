//! Ties between actors, from records alone.
//!
//! Two kinds of rows come in. [`Cell`]s are counts by day, source, target and kind, as a record's summaries keep them: from these come
//! [`series`](fn@series), [`shares`](fn@shares), [`network`] and [`top_dyads`], however many events lie behind. [`Act`]s are single events: from these
//! come the [`system`] as of a date, the [`suppositions`] and what became of them, and the [`pledges`](fn@pledges).
//!
//! Nothing here reads files, looks at a clock or draws unseeded chance. What has not happened is never counted as having happened, and what
//! is drawn as of a day reads nothing that is dated or was reported later. `docs/TIES.md` has the methods with their sources.

mod acts;
mod calendar;
mod cells;
mod change;
mod daily;
mod dyads;
mod interval;
pub mod network;
mod news;
mod pledges;
mod series;
mod shares;
mod stance;
pub mod suppositions;
pub mod system;

pub use acts::{Act, Status, Sum};
pub use calendar::{Day, Grain, Period, civil, day_of, iso, parse, periods};
pub use cells::{Cell, Codes, CountBy, Direction, Kind, Side};
pub use change::{Change, ChangeTest, Model, Observation};
pub use daily::Bootstrap;
pub use dyads::{Dyad, top_dyads};
pub use interval::{Interval, poisson, wilson};
pub use news::News;
pub use pledges::{Amount, Pledge, pledges};
pub use series::{Estimate, Point, Series, SeriesQuery, Split, Tie, series};
pub use shares::{PowerShares, Share, ShareQuery, Shares, shares};
pub use stance::{StancePoint, stances};
