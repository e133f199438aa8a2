//! What is needed to go on training after a stop.

use std::io;
use std::path::Path;

use chancery_learn::file::{FileError, Reader, Writer};
use chancery_learn::optim::Adam;
use chancery_learn::table::Table;

/// Version of checkpoint files.
const VERSION: u32 = 1001;

/// The state after an epoch.
pub(super) struct State {
    pub(super) epoch: u32,
    pub(super) step: u32,
    pub(super) flat: Vec<f32>,
    pub(super) adam: Adam,
    pub(super) table: Table,
}

impl State {
    /// Writes beside the file first, so that a stop in the middle loses nothing.
    pub(super) fn save(&self, path: &Path, run: u64) -> io::Result<()> {
        let mut w = Writer::default();
        w.u32s("run", [run as u32, (run >> 32) as u32, self.epoch, self.step]);
        for (name, values) in [
            ("flat", &self.flat),
            ("flat.m", &self.adam.m),
            ("flat.v", &self.adam.v),
            ("flat.average", &self.adam.average),
            ("table", &self.table.values),
            ("table.m", &self.table.adam.m),
            ("table.v", &self.table.adam.v),
            ("table.average", &self.table.adam.average),
        ] {
            w.f32s(name, values.iter().copied());
        }
        w.u32s("table.last", self.table.last.iter().copied());
        let beside = path.with_extension("part");
        std::fs::write(&beside, w.finish(VERSION))?;
        std::fs::rename(beside, path)
    }

    /// Reads a checkpoint of the same run (same data, options and seed); `None` where there is none.
    pub(super) fn load(path: &Path, run: u64, fresh: &Self) -> io::Result<Option<Self>> {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(e),
        };
        let (found, state) = Self::read(&bytes, fresh.table.dim).map_err(|e| wrong(path, &e))?;
        let fits = state.flat.len() == fresh.flat.len() && state.table.values.len() == fresh.table.values.len();
        Ok((found == run && fits).then_some(state))
    }

    /// Begins with the averaged weights of another run's checkpoint. That run may have lacked the last parameters (the head of
    /// names), which begin as they are.
    pub(super) fn start(&mut self, path: &Path, keep: f32) -> io::Result<()> {
        let bytes = std::fs::read(path).map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))?;
        let (_, other) = Self::read(&bytes, self.table.dim).map_err(|e| wrong(path, &e))?;
        if other.flat.len() > self.flat.len() || other.table.values.len() != self.table.values.len() {
            return Err(wrong(path, &FileError::Malformed("flat")));
        }
        self.flat[..other.flat.len()].copy_from_slice(&other.adam.average);
        self.adam = Adam::new(&self.flat);
        self.table.values = other.table.averaged(other.step, keep);
        self.table.adam = Adam::new(&self.table.values);
        Ok(())
    }

    /// A checkpoint's run and state.
    fn read(bytes: &[u8], dim: usize) -> Result<(u64, Self), FileError> {
        let r = Reader::open(bytes, VERSION)?;
        let &[low, high, epoch, step] = &r.u32s("run")?[..] else { return Err(FileError::Malformed("run")) };
        let adam = |m, v, average| Ok::<_, FileError>(Adam { m: r.f32s(m)?, v: r.f32s(v)?, average: r.f32s(average)? });
        let flat = r.f32s("flat")?;
        let table =
            Table { dim, values: r.f32s("table")?, adam: adam("table.m", "table.v", "table.average")?, last: r.u32s("table.last")? };
        let adam = adam("flat.m", "flat.v", "flat.average")?;
        let alike = |a: &Adam, n: usize| [a.m.len(), a.v.len(), a.average.len()] == [n; 3];
        if !alike(&adam, flat.len()) || !alike(&table.adam, table.values.len()) || table.last.len() * dim != table.values.len() {
            return Err(FileError::Malformed("flat"));
        }
        Ok((u64::from(low) | u64::from(high) << 32, Self { epoch, step, flat, adam, table }))
    }
}

fn wrong(path: &Path, e: &FileError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("checkpoint {}: {e}", path.display()))
}
