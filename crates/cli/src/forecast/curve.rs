//! `chancery forecast --curve EVENTS`: what learning costs by the number of events.

use super::source::Events;
use anyhow::{Result, bail};
use chancery_forecast::fact::Fact;
use chancery_forecast::outlook::{Known, Outlook, Terms};
use std::time::Instant;

pub fn run(events: &Events, terms: Terms, most: usize) -> Result<()> {
    if most < 10_000 {
        bail!("--curve {most}: the curve begins at 10000 events");
    }
    println!("events\tactors\tseconds\tmicroseconds an event");
    for count in (4..).map(|power| 10usize.pow(power)).take_while(|&n| n <= most) {
        let (entities, facts) = copies(events, count);
        let start = Instant::now();
        Outlook::learn(Known { entities, facts: &facts, ..events.known() }, terms).map_err(anyhow::Error::msg)?;
        let seconds = start.elapsed().as_secs_f64();
        println!("{}\t{entities}\t{seconds:.1}\t{:.0}", facts.len(), 1e6 * seconds / facts.len() as f64);
    }
    Ok(())
}

/// So many events: evenly thinned where there are more, otherwise copies of all in worlds of their own.
fn copies(events: &Events, count: usize) -> (usize, Vec<Fact>) {
    let (size, all) = (events.entities.len() as u32, &events.facts);
    let base = count.min(all.len());
    let worlds = count.div_ceil(base) as u32;
    let in_world = |w: u32| (0..base).map(move |i| (w, all[i * all.len() / base]));
    let mut facts: Vec<Fact> = (0..worlds)
        .flat_map(in_world)
        .take(count)
        .map(|(w, f)| Fact { subject: f.subject + w * size, object: f.object + w * size, ..f })
        .collect();
    facts.sort_by_key(|f| f.day);
    ((worlds * size) as usize, facts)
}
