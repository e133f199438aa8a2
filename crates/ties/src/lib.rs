//! Ties between actors, from records alone.

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
mod rng;
mod series;
mod shares;
mod stance;
pub mod suppositions;

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
