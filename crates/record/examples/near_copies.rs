//! How many pairs of near copies the record finds: every pair of articles compared, against the clusters of a record.
//!
//!     zstd -dc news.jsonl.zst | cargo run --release -p chancery-record --example near_copies
//!
//! Input: JSON Lines with a field `text`. A pair is one whose Jaccard index over three-word shingles, all of them, is at least 0.8.
#![allow(clippy::print_stdout, reason = "an example that prints figures")]

use chancery_record::rows::{ArticleRows, DocumentRow};
use chancery_record::{NEAR, RunInfo, Store, fingerprint, shingles};
use std::collections::HashMap;
use std::error::Error;
use std::io::BufRead;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let texts: Vec<String> = std::io::stdin().lock().lines().map(|l| text(&l?)).collect::<Result<_, _>>()?;
    let sets: Vec<Vec<u32>> = texts.iter().map(|t| shingles(t)).collect();
    let clusters = clusters(&texts)?;
    let (mut pairs, mut found, mut together, mut near) = (0_u64, 0_u64, 0_u64, 0_u64);
    every_pair(&sets, |i, j, index| {
        let same = clusters[i] == clusters[j];
        pairs += u64::from(index >= 0.8);
        found += u64::from(index >= 0.8 && same);
        together += u64::from(same);
        near += u64::from(index >= NEAR && same);
    });
    println!("{} articles, {pairs} pairs at Jaccard 0.8 or more, found {found}: recall {:.4}", texts.len(), found as f64 / pairs as f64);
    println!(
        "{together} pairs in one cluster that share a shingle, {near} of them at {NEAR} or more: {:.4}",
        near as f64 / together as f64
    );
    Ok(())
}

fn text(line: &str) -> Result<String, Box<dyn Error>> {
    let object: serde_json::Value = serde_json::from_str(line)?;
    Ok(object["text"].as_str().unwrap_or("").to_owned())
}

/// The cluster of each text after all were stored.
fn clusters(texts: &[String]) -> Result<Vec<i64>, Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let mut store = Store::create(&dir.path().join("record.db"))?;
    let run = store.begin_run(&RunInfo::default())?;
    for (number, chunk) in texts.chunks(1000).enumerate() {
        let began = Instant::now();
        let mut batch = store.batch()?;
        for (n, text) in chunk.iter().enumerate() {
            let uid = (number * 1000 + n).to_string();
            let document = DocumentRow { identity: uid.clone(), uid, ..DocumentRow::default() };
            batch.article(run, &ArticleRows { document, fingerprint: fingerprint(text), ..ArticleRows::default() }, false)?;
        }
        batch.commit()?;
        if number == 0 || (number + 1) * 1000 >= texts.len() {
            println!("article {}: {:.0} microseconds each", number * 1000, began.elapsed().as_micros() as f64 / chunk.len() as f64);
        }
    }
    let mut query = store.connection().prepare("SELECT cluster FROM documents ORDER BY id")?;
    let clusters = query.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    Ok(clusters)
}

/// Every pair that shares a shingle, with its Jaccard index.
fn every_pair(sets: &[Vec<u32>], mut see: impl FnMut(usize, usize, f64)) {
    let mut holders: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut shared = vec![0_u32; sets.len()];
    for (i, set) in sets.iter().enumerate() {
        let mut met = Vec::new();
        for shingle in set {
            let list = holders.entry(*shingle).or_default();
            for &j in list.iter() {
                if shared[j as usize] == 0 {
                    met.push(j as usize);
                }
                shared[j as usize] += 1;
            }
            list.push(i as u32);
        }
        for j in met {
            let both = std::mem::take(&mut shared[j]);
            see(i, j, f64::from(both) / (set.len() + sets[j].len() - both as usize) as f64);
        }
    }
}
