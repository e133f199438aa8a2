//! How far a run is: articles, articles a second, time left.

use super::pipeline::{Tally, get};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Instant;

/// A progress bar that counts bytes, for how many articles a file holds is not known before it is read.
pub struct Bar {
    bar: ProgressBar,
    /// Bytes read so far.
    pub read: Arc<AtomicU64>,
    began: Instant,
}

impl Bar {
    pub fn new(paths: &[PathBuf]) -> Self {
        let target = if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(paths.iter().map(|p| size(p)).sum()), target);
        let style =
            ProgressStyle::with_template("{wide_bar} {percent}%  {msg}  {eta} left").unwrap_or_else(|_| ProgressStyle::default_bar());
        Self { bar: bar.with_style(style), read: Arc::default(), began: Instant::now() }
    }

    pub fn show(&self, tally: &Tally) {
        let seconds = self.began.elapsed().as_secs_f64().max(0.001);
        self.bar.set_position(get(&self.read));
        self.bar.set_message(format!("{} articles, {:.0} a second", tally.records(), tally.records() as f64 / seconds));
    }

    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

/// Bytes of a file or of all files in a directory.
fn size(path: &Path) -> u64 {
    let Ok(meta) = path.metadata() else { return 0 };
    if !meta.is_dir() {
        return meta.len();
    }
    let Ok(entries) = path.read_dir() else { return 0 };
    entries.filter_map(Result::ok).filter(|e| e.file_type().is_ok_and(|t| !t.is_symlink())).map(|e| size(&e.path())).sum()
}
