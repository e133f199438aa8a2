//! Directories that files come into.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// Length and time of a file.
type Look = (u64, Option<SystemTime>);

/// What was there at the last look. Looking works on every file system, those of other machines among them.
pub struct Seen {
    /// Files as they were when they were read.
    read: BTreeMap<PathBuf, Look>,
    /// Files as they were at the last look.
    last: BTreeMap<PathBuf, Look>,
}

impl Seen {
    /// What is there before the first pass, which reads it.
    pub fn now(paths: &[PathBuf]) -> Self {
        let read = look(paths);
        Self { last: read.clone(), read }
    }

    /// Waits for files that are new or changed and have stopped growing; `None` once `stop` is set.
    pub fn next(&mut self, paths: &[PathBuf], every: u64, stop: &AtomicBool) -> Option<Vec<PathBuf>> {
        loop {
            if !wait(every, stop) {
                return None;
            }
            let changed = self.changed(look(paths));
            if !changed.is_empty() {
                return Some(changed);
            }
        }
    }

    /// Files whose look is the same as the last time and not the one they were read with.
    fn changed(&mut self, now: BTreeMap<PathBuf, Look>) -> Vec<PathBuf> {
        let settled = now.iter().filter(|(path, look)| self.last.get(*path) == Some(look) && self.read.get(*path) != Some(look));
        let changed: BTreeMap<PathBuf, Look> = settled.map(|(path, look)| (path.clone(), *look)).collect();
        self.read.extend(changed.clone());
        self.last = now;
        changed.into_keys().collect()
    }
}

/// Sleeps in short steps; whether the time ran out before `stop` was set.
fn wait(seconds: u64, stop: &AtomicBool) -> bool {
    let end = Instant::now() + Duration::from_secs(seconds);
    while Instant::now() < end {
        if stop.load(Ordering::Relaxed) {
            return false;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    !stop.load(Ordering::Relaxed)
}

fn look(paths: &[PathBuf]) -> BTreeMap<PathBuf, Look> {
    let mut found = BTreeMap::new();
    paths.iter().for_each(|p| gather(p, &mut found));
    found
}

fn gather(path: &Path, found: &mut BTreeMap<PathBuf, Look>) {
    let Ok(meta) = path.metadata() else { return };
    if meta.is_file() {
        found.insert(path.to_owned(), (meta.len(), meta.modified().ok()));
    } else if let Ok(entries) = path.read_dir() {
        let visible = entries.filter_map(Result::ok).filter(|e| !e.file_name().as_encoded_bytes().starts_with(b"."));
        visible.filter(|e| e.file_type().is_ok_and(|t| !t.is_symlink())).for_each(|e| gather(&e.path(), found));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_once_it_has_stopped_growing() {
        let file = PathBuf::from("feed.xml");
        let at = |length: u64| BTreeMap::from([(file.clone(), (length, None))]);
        let mut seen = Seen { read: BTreeMap::new(), last: BTreeMap::new() };
        assert!(seen.changed(at(10)).is_empty(), "just come");
        assert!(seen.changed(at(20)).is_empty(), "still growing");
        assert_eq!(seen.changed(at(20)), std::slice::from_ref(&file));
        assert!(seen.changed(at(20)).is_empty(), "read already");
        assert!(seen.changed(at(30)).is_empty());
        assert_eq!(seen.changed(at(30)), std::slice::from_ref(&file), "changed since");
    }
}
