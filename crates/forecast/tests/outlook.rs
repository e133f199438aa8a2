//! Forecasts of an invented world with known habits.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use chancery_forecast::ask::{Act, Forecast, Question};
use chancery_forecast::backtest::Backtest;
use chancery_forecast::fact::Fact;
use chancery_forecast::outlook::{Known, Outlook, Terms};
use chancery_forecast::whatif::{Change, compare};
use chancery_learn::rng::Rng;

const ACTORS: u32 = 24;
const VISIT: u32 = 0;
const ANSWER: u32 = 1;
const THREATEN: u32 = 2;
const DAYS: i32 = 400;
const TERMS: Terms = Terms { origin: DAYS, horizon: 10, threads: 2 };

/// Every actor visits its two friends about weekly; two in three visits are returned the day after next. Threats come by chance.
fn world(seed: u64) -> Vec<Fact> {
    let mut rng = Rng::new(seed);
    let mut facts = Vec::new();
    for day in 0..DAYS {
        for subject in 0..ACTORS {
            let friend = (subject + 1 + rng.below(2) as u32 * 4) % ACTORS;
            if rng.unit() < 0.25 {
                facts.push(Fact { day, subject, relation: VISIT, object: friend });
                if rng.unit() < 0.66 && day + 2 < DAYS {
                    facts.push(Fact { day: day + 2, subject: friend, relation: ANSWER, object: subject });
                }
            }
            if rng.unit() < 0.02 {
                facts.push(Fact { day, subject, relation: THREATEN, object: rng.below(ACTORS as usize) as u32 });
            }
        }
    }
    facts.sort_unstable();
    facts
}

fn known(facts: &[Fact]) -> Known<'_> {
    Known { entities: ACTORS as usize, relations: 3, facts }
}

fn visits(outlook: &Outlook) -> Vec<Forecast> {
    outlook.ask(Question::Objects { subject: 3, relation: VISIT }, 5)
}

#[test]
fn friends_are_visited_and_the_grounds_say_why() {
    let facts = world(1);
    let outlook = Outlook::learn(known(&facts), TERMS).unwrap();
    let first = visits(&outlook);
    let mut friends = [first[0].act.object, first[1].act.object];
    friends.sort_unstable();
    assert_eq!(friends, [4, 8]);
    // A visit a week and a bit to each: the truth is 1 - (1 - 0.125)^10 = 0.74.
    assert!((0.55..0.92).contains(&first[0].probability), "{first:?}");
    assert!(first[2].probability < 0.3, "{first:?}");
    let ground = first[0].grounds.iter().find(|g| g.act.relation == VISIT).unwrap();
    assert!(ground.times > 20 && ground.last >= DAYS - 60);
    let from_behind = outlook.ask(Question::Subjects { relation: VISIT, object: 4 }, 2);
    let mut guests = [from_behind[0].act.subject, from_behind[1].act.subject];
    guests.sort_unstable();
    assert_eq!(guests, [3, 23]);
    let what = outlook.ask(Question::Relations { subject: 3, object: 4 }, 3);
    assert_eq!(what[0].act, Act { subject: 3, relation: VISIT, object: 4 });
}

#[test]
fn nothing_after_the_origin_is_read() {
    let facts = world(2);
    let early = Terms { origin: 250, ..TERMS };
    let cut = facts.partition_point(|f| f.day < 250);
    let mut other = facts[..cut].to_vec();
    other.extend(world(3).into_iter().filter(|f| f.day >= 250).map(|f| Fact { relation: THREATEN, ..f }));
    let [with, without, changed] =
        [facts.as_slice(), &facts[..cut], other.as_slice()].map(|facts| visits(&Outlook::learn(known(facts), early).unwrap()));
    assert_eq!(with, without);
    assert_eq!(with, changed);
    // The test can fail: a change before the origin is seen.
    other.retain(|f| f.day != 249);
    assert_ne!(with, visits(&Outlook::learn(known(&other), early).unwrap()));
}

#[test]
fn threads_change_nothing() {
    let facts = world(4);
    let one = visits(&Outlook::learn(known(&facts), Terms { threads: 1, ..TERMS }).unwrap());
    let five = visits(&Outlook::learn(known(&facts), Terms { threads: 5, ..TERMS }).unwrap());
    assert_eq!(one, five);
}

#[test]
fn a_supposed_visit_makes_an_answer_likelier() {
    let mut facts = world(5);
    facts.retain(|f| f.day < DAYS - 5 || (f.subject, f.object) != (3, 4));
    let outlook = Outlook::learn(known(&facts), TERMS).unwrap();
    let supposed = Fact { day: DAYS - 1, subject: 3, relation: VISIT, object: 4 };
    let with = Change { with: vec![supposed], without: Vec::new() };
    let answer = Act { subject: 4, relation: ANSWER, object: 3 };
    let found = compare(&outlook, known(&facts), &with, 50);
    let rise = found.iter().find(|d| d.before.act == answer).unwrap().rise();
    assert!(rise > 0.03, "{rise}");
    // Withdrawn again, it is the world as it was.
    let both = with.apply(&facts);
    let without = Change { with: Vec::new(), without: vec![supposed] };
    let back = outlook.over(known(&both));
    let fall = compare(&back, known(&both), &without, 50).into_iter().find(|d| d.before.act == answer).unwrap().rise();
    assert!((rise + fall).abs() < 1e-9, "{rise} {fall}");
}

#[test]
fn habits_beat_the_base_rate_and_chance_does_not() {
    let facts = world(6);
    let test = Backtest::run(known(&facts), TERMS, 3).unwrap();
    assert_eq!(test.origins, [370, 380, 390]);
    let base = test.yardsticks.iter().find(|(name, _)| *name == "base rate").unwrap().1;
    assert!(test.forecast.brier() < 0.8 * base.brier(), "{} {}", test.forecast.brier(), base.brier());
    assert!(test.forecast.calibration_error() < 0.03);
    // Nothing but threats by chance: whatever is said, it cannot be much better than the base rate.
    let mut rng = Rng::new(9);
    let mut draw = |n: u32| rng.below(n as usize) as u32;
    let mut noise: Vec<Fact> =
        (0..9000).map(|_| Fact { day: draw(DAYS as u32) as i32, subject: draw(ACTORS), relation: draw(3), object: draw(ACTORS) }).collect();
    noise.sort_unstable();
    let test = Backtest::run(known(&noise), TERMS, 3).unwrap();
    let base = test.yardsticks.iter().find(|(name, _)| *name == "base rate").unwrap().1;
    assert!(test.forecast.brier() > 0.97 * base.brier(), "{} {}", test.forecast.brier(), base.brier());
}

#[test]
fn a_short_past_is_refused_in_words() {
    let facts = world(7);
    let error = Outlook::learn(known(&facts), Terms { horizon: 200, ..TERMS }).unwrap_err();
    assert!(error.contains("too few for a horizon of 200 days"), "{error}");
    assert!(Outlook::learn(known(&[]), TERMS).is_err());
    assert!(Outlook::learn(known(&facts[..30]), TERMS).is_err());
}
