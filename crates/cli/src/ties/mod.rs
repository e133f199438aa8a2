//! `chancery ties`, `chancery system`, `chancery suppositions`: what a record says about who stands with whom.

mod evidence;
mod network;
mod output;
mod pledges;
mod rows;
mod series;
mod shares;
mod sheet;
mod stance;
pub mod suppositions;
pub mod system;
mod world;

use anyhow::{Context, Result, bail};
use chancery_record::Store;
use chancery_ties::{Bootstrap, ChangeTest, Codes, CountBy, Day, Direction, Grain, Kind, Side};
use clap::ValueEnum;
use output::Output;
use rows::Days;
use rusqlite::Connection;
use std::path::PathBuf;
use std::process::ExitCode;
use world::World;

/// Options of `chancery ties`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Who: codes (KAZ, IGO.NATO), names (Kazakhstan), groups (C5: its members, each on the days of its membership), members:IGO.NATO.\n\
  --over C5 --between RUS,CHN,USA   each power's share of the region's cooperation and conflict, and when it changed\n\
  --between KAZ,RUS                 what both do to each other: counts, rates, intensity; --between KAZ: with anybody\n\
  --network [--among C5,RUS,CHN]    who stands with whom: communities, centrality, balance\n\
  --pledges                         what was promised and what was paid\n\
  --stance --between RUS,KAZ        how statements from the first speak of the second")]
pub struct Args {
    /// The record.
    record: PathBuf,
    /// The region whose ties are shared out: a group, or several actors with commas between.
    #[arg(long, value_name = "WHO")]
    over: Option<String>,
    /// The powers, or the two sides of a tie.
    #[arg(long, value_name = "WHO", value_delimiter = ',')]
    between: Vec<String>,
    /// Count everybody else as one more power.
    #[arg(long)]
    others: bool,
    /// Draw the network.
    #[arg(long)]
    network: bool,
    /// Nodes of the network; everybody where nobody is named.
    #[arg(long, value_name = "WHO", value_delimiter = ',')]
    among: Vec<String>,
    /// Leave out ties of the network with fewer events.
    #[arg(long, value_name = "N", default_value_t = 1.0)]
    least: f64,
    /// Set promises against payments.
    #[arg(long, conflicts_with = "network")]
    pledges: bool,
    /// Weigh statements.
    #[arg(long, conflicts_with_all = ["network", "pledges"])]
    stance: bool,
    /// First day: 2024-05-17, 2024-05, 2024-Q2 or 2024. Of networks: 365 days before the last day.
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Last day.
    #[arg(long, visible_alias = "as-of", value_name = "DATE")]
    to: Option<String>,
    /// Length of a period.
    #[arg(long, default_value = "quarter", value_name = "day|week|month|quarter|year")]
    by: Grain,
    /// What makes one series.
    #[arg(long, value_enum, default_value_t = Each::Side)]
    each: Each,
    /// From the first side to the second, the other way, or both.
    #[arg(long, value_enum, default_value_t = Way::Both)]
    direction: Way,
    #[command(flatten)]
    counting: Counting,
    /// Divide by how much was read: articles of each period, or of each outlet with fixed weights.
    #[arg(long, value_enum, default_value_t = Normalise::Articles)]
    normalise: Normalise,
    #[command(flatten)]
    chance: Chance,
    /// Print the sentences under every point, so many at most.
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "3")]
    evidence: Option<usize>,
    /// Print sentences of this period only: 2024-Q3.
    #[arg(long, value_name = "PERIOD", requires = "evidence")]
    at: Option<String>,
    #[command(flatten)]
    output: Output,
}

/// What is counted.
#[derive(Debug, clap::Args)]
struct Counting {
    /// Reports: every one; events: without repetitions and reprints; happenings: what happened, once.
    #[arg(long, value_enum, default_value_t = By::Events)]
    count_by: By,
    /// Whose coding: chancery, icews, gdelt2 and so on. All are added where none is named.
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
}

/// Options of the intervals and tests.
#[derive(Debug, clap::Args)]
struct Chance {
    /// Seed of the bootstrap and of the permutations: the same seed gives the same figures.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Replicates of the bootstrap.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    replicates: usize,
    /// Days in a block of the bootstrap.
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    block: usize,
    /// A change is told where its p value is at most this.
    #[arg(long, value_name = "P", default_value_t = 0.01)]
    level: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Each {
    /// All events together.
    Total,
    /// Cooperation and conflict.
    Side,
    /// The four quads.
    Quad,
    /// PLOVER's types.
    Type,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Way {
    Both,
    From,
    To,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    Reports,
    Events,
    Happenings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Normalise {
    /// Counts as they are.
    None,
    /// Rates per thousand articles read.
    Articles,
    /// The same, each outlet by itself, weighed with its articles over the whole time.
    Outlets,
}

impl Counting {
    fn by(&self) -> CountBy {
        match self.count_by {
            By::Reports => CountBy::Reports,
            By::Events => CountBy::Events,
            By::Happenings => CountBy::Happenings,
        }
    }
}

impl Chance {
    fn bootstrap(&self) -> Bootstrap {
        Bootstrap { replicates: self.replicates, block: self.block.max(1), seed: self.seed, ..Bootstrap::default() }
    }

    fn changes(&self) -> ChangeTest {
        ChangeTest { level: self.level, seed: self.seed, ..ChangeTest::default() }
    }
}

impl Way {
    fn direction(self) -> Direction {
        match self {
            Self::Both => Direction::Both,
            Self::From => Direction::From,
            Self::To => Direction::To,
        }
    }
}

/// Where most happens.
pub struct Busiest {
    /// Events of the record that have happened.
    pub events: i64,
    /// Each power that deals with the region, with the member it deals with most.
    pub pairs: Vec<(String, String)>,
}

/// With whom in a region each power deals most.
pub fn busiest(record: &std::path::Path, over: &str, powers: &[String]) -> Result<Busiest> {
    let mut desk = Desk::open(record)?;
    let region = desk.side(over)?;
    let region = desk.names(&[region]);
    let sql = "SELECT target, sum(events) AS n FROM dyad_days WHERE happened = 1 AND source = ? GROUP BY target ORDER BY n DESC, target";
    let mut query = desk.db().prepare(sql)?;
    let mut pairs = Vec::new();
    for power in powers {
        let targets = query.query_map([power], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        pairs.extend(targets.into_iter().find(|t| region.contains(t)).map(|t| (power.clone(), t)));
    }
    let events = desk.db().query_row("SELECT count(*) FROM events WHERE happened = 1", [], |row| row.get(0))?;
    Ok(Busiest { events, pairs })
}

/// A record with the world it is asked about.
struct Desk {
    store: Store,
    world: World,
    kinds: Vec<Kind>,
    codes: Codes,
}

impl Desk {
    fn open(path: &std::path::Path) -> Result<Self> {
        let store = Store::open(path)?;
        Ok(Self { store, world: World::load(), kinds: rows::kinds(), codes: Codes::default() })
    }

    fn db(&self) -> &Connection {
        self.store.connection()
    }

    fn side(&mut self, word: &str) -> Result<Side> {
        self.world.side(word, &mut self.codes)
    }

    /// Several taken together: `C5,MNG`.
    fn together(&mut self, words: &str) -> Result<Side> {
        let sides = words.split(',').map(|w| self.side(w.trim())).collect::<Result<Vec<_>>>()?;
        let members = sides.iter().flat_map(|s| s.members.iter().copied()).collect();
        Ok(Side { name: sides.iter().map(|s| s.name.as_str()).collect::<Vec<_>>().join(", "), members })
    }

    fn sides(&mut self, words: &[String]) -> Result<Vec<Side>> {
        words.iter().map(|w| self.side(w)).collect()
    }

    /// Codes of sides, each once.
    fn names(&self, sides: &[Side]) -> Vec<String> {
        let mut out: Vec<String> = sides.iter().flat_map(|s| &s.members).map(|m| self.codes.name(m.0).to_owned()).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The days asked for; open ends are those of the record.
    fn days(&self, from: Option<&str>, to: Option<&str>) -> Result<Days> {
        let first = "SELECT min(day) FROM events WHERE happened = 1 AND day IS NOT NULL";
        // A promise that was made bears the date of what it promises: nothing is shown beyond the last report.
        let last = "SELECT min(e.day, coalesce(d.day, e.day)) FROM (SELECT max(day) AS day FROM events WHERE happened = 1) e,
            (SELECT max(published_day) AS day FROM documents) d";
        let from = self.end(from, first, |d| d.0)?;
        let to = self.end(to, last, |d| d.1)?;
        if from > to {
            bail!("the time ends ({}) before it begins ({})", chancery_ties::iso(to), chancery_ties::iso(from));
        }
        Ok(Days { from, to })
    }

    fn end(&self, asked: Option<&str>, of_record: &str, pick: fn((Day, Day)) -> Day) -> Result<Day> {
        if let Some(text) = asked {
            return chancery_ties::parse(text).map(pick).map_err(anyhow::Error::msg);
        }
        let found: Option<Day> = self.db().query_row(of_record, [], |r| r.get(0))?;
        found.context("the record holds no event that happened and has a date")
    }

    /// The last day that anything in the record is dated with or was published on, happened or not.
    fn last_day(&self) -> Result<Day> {
        let sql = "SELECT coalesce(max(published_day), (SELECT max(day) FROM events WHERE happened = 1)) FROM documents";
        let found: Option<Day> = self.db().query_row(sql, [], |r| r.get(0))?;
        found.context("the record holds no dated article or event")
    }

    /// Say so where the coding of several sources would be added.
    fn warn_of_origins(&self, origin: Option<&str>) -> Result<()> {
        let mut find = self.db().prepare("SELECT DISTINCT origin FROM runs ORDER BY origin")?;
        let all: Vec<String> = find.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
        match origin {
            None if all.len() > 1 => eprintln!("chancery: the codings of {} are added; choose one with --origin", all.join(", ")),
            Some(o) if !all.iter().any(|a| a == o) => bail!("the record holds nothing of origin `{o}`; it has {}", all.join(", ")),
            _ => {}
        }
        Ok(())
    }
}

/// Run `chancery ties`.
pub fn run(args: &Args) -> Result<ExitCode> {
    let mut desk = Desk::open(&args.record)?;
    desk.warn_of_origins(args.counting.origin.as_deref())?;
    let view = if args.network {
        network::view(&mut desk, args)?
    } else if args.pledges {
        pledges::view(&mut desk, args)?
    } else if args.stance {
        stance::view(&mut desk, args)?
    } else {
        match (&args.over, args.between.as_slice()) {
            (Some(over), [_, ..]) => shares::view(&mut desk, args, over)?,
            (None, [_] | [_, _]) => series::view(&mut desk, args)?,
            _ => {
                bail!("nothing is asked: write --over C5 --between RUS,CHN,USA, or --between KAZ,RUS, or --network, --pledges or --stance")
            }
        }
    };
    args.output.emit(&view)?;
    Ok(ExitCode::SUCCESS)
}
