//! What is needed to go on training after a stop.

use std::io;
use std::path::Path;

use chancery_learn::file::{Reader, Writer};
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
        let wrong =
            |e: chancery_learn::file::FileError| io::Error::new(io::ErrorKind::InvalidData, format!("checkpoint {}: {e}", path.display()));
        let r = Reader::open(&bytes, VERSION).map_err(wrong)?;
        let head = r.u32s("run").map_err(wrong)?;
        let &[low, high, epoch, step] = &head[..] else { return Ok(None) };
        if u64::from(low) | u64::from(high) << 32 != run {
            return Ok(None);
        }
        let floats = |name, like: &[f32]| {
            let values = r.f32s(name).map_err(wrong)?;
            if values.len() == like.len() { Ok(values) } else { Err(wrong(chancery_learn::file::FileError::Malformed(name))) }
        };
        let (flat, table) = (&fresh.flat, &fresh.table.values);
        Ok(Some(Self {
            epoch,
            step,
            flat: floats("flat", flat)?,
            adam: Adam { m: floats("flat.m", flat)?, v: floats("flat.v", flat)?, average: floats("flat.average", flat)? },
            table: Table {
                dim: fresh.table.dim,
                values: floats("table", table)?,
                adam: Adam { m: floats("table.m", table)?, v: floats("table.v", table)?, average: floats("table.average", table)? },
                last: r.u32s("table.last").map_err(wrong)?,
            },
        }))
    }
}
