//! Forecasts of who will do what to whom, from nothing but who did what to whom on which day.
//!
//! [`fact::Fact`]s go in by day. [`next::Ranker`] answers the benchmarks' question, who it is given that somebody is;
//! [`outlook::Outlook`] gives the probability of acts within a horizon, with their grounds ([`ask`]), what a supposed event would
//! change ([`whatif`]) and how such forecasts did in the past ([`backtest`]). [`totals`] counts acts between two actors.
//!
//! Both weigh the same [`evidence`]: fading counts of what happened ([`history`]), temporal rules with counted confidences
//! ([`rules`]), and contacts' contacts ([`contacts`]), weighed by a small [`net`]. No clock, no chance that is not seeded, and the
//! same numbers on any number of threads.

pub mod ask;
pub mod backtest;
pub mod baseline;
pub mod benchmark;
pub mod calibrate;
pub mod contacts;
pub mod evidence;
pub mod fact;
pub mod history;
pub mod layout;
pub mod net;
pub mod next;
pub mod numbers;
pub mod outlook;
pub mod parallel;
pub mod rank;
pub mod rules;
pub mod score;
pub mod tally;
pub mod totals;
pub mod train;
pub mod whatif;
pub mod world;
