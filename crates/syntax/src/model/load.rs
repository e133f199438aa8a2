//! From the bytes of a model file to a [`Model`]. The embedding table, nearly all of the file, stays where it is.

use std::collections::HashMap;

use chancery_learn::features::KeyIndex;
use chancery_learn::file::Reader;
use chancery_learn::int::Packed;
use chancery_learn::sru::MAX_UNITS;

use super::{Model, ModelError, VERSION};
use crate::inventory::interned;
use crate::lemma::Script;
use crate::names::CLASSES;
use crate::net::{BUCKETS, Dims, SOURCES};
use crate::tree::Upos;

/// Names of sections that there is one of per layer.
const LAYERS: [(&str, &str); 16] = [
    ("layer.0", "gates.0"),
    ("layer.1", "gates.1"),
    ("layer.2", "gates.2"),
    ("layer.3", "gates.3"),
    ("layer.4", "gates.4"),
    ("layer.5", "gates.5"),
    ("layer.6", "gates.6"),
    ("layer.7", "gates.7"),
    ("layer.8", "gates.8"),
    ("layer.9", "gates.9"),
    ("layer.10", "gates.10"),
    ("layer.11", "gates.11"),
    ("layer.12", "gates.12"),
    ("layer.13", "gates.13"),
    ("layer.14", "gates.14"),
    ("layer.15", "gates.15"),
];

impl<'a> Model<'a> {
    /// Checks and opens a model file.
    ///
    /// # Errors
    /// Where the bytes are no model, of another version, damaged, or inconsistent in themselves.
    pub fn load(bytes: &'a [u8]) -> Result<Self, ModelError> {
        let r = Reader::open(bytes, VERSION)?;
        let d = Dims::from_words(&r.u32s("dims")?)
            .filter(|d| d.units <= MAX_UNITS && d.upos == Upos::ALL.len() && (d.names == 0 || d.names == CLASSES))
            .ok_or(ModelError::Malformed("dims"))?;
        let keys = KeyIndex::new(r.u32s("keys")?).ok_or(ModelError::Malformed("keys"))?;
        let rels = interned(&exactly(&r, "rels", d.rels)?);
        let scripts: Option<Vec<Script>> = exactly(&r, "scripts", d.scripts)?.into_iter().map(Script::decode).collect();
        let mut layers = Vec::new();
        let mut gates = Vec::new();
        for (l, &(layer, gate)) in LAYERS.iter().enumerate().take(d.layers) {
            let (outputs, inputs) = if l == 0 { (8 * d.units, d.emb) } else { (6 * d.units, d.hidden()) };
            layers.push(matrix(&r, layer, outputs, inputs)?);
            gates.push(floats(&r, gate, 8 * d.units)?);
        }
        let table = r.bytes("table")?;
        if table.len() != keys.len() * (d.emb + 4) {
            return Err(ModelError::Malformed("table"));
        }
        let vector_keys = KeyIndex::new(r.u32s("vector.keys")?).ok_or(ModelError::Malformed("vector.keys"))?;
        let vectors = r.bytes("vectors")?;
        if vectors.len() != vector_keys.len() * (d.vector + 4) && !vector_keys.is_empty() {
            return Err(ModelError::Malformed("vectors"));
        }
        let mut model = Self {
            keys,
            table,
            vector_keys,
            vectors,
            project: if d.vector == 0 { Packed::default() } else { matrix(&r, "project", d.emb, d.vector)? },
            sources: floats(&r, "sources", SOURCES * d.emb)?,
            base: vec![0.0; d.emb],
            layers,
            gates,
            tag: matrix(&r, "tag", d.tags(), d.hidden())?,
            soft: matrix(&r, "soft", d.hidden(), d.upos + d.xpos)?,
            roles: matrix(&r, "roles", 2 * d.arc + 2 * d.rel(), d.hidden())?,
            arc: matrix(&r, "arc", d.arc, d.arc)?,
            distance: matrix(&r, "distance", BUCKETS, d.arc)?,
            rel: matrix(&r, "rel", d.rels, d.rel())?,
            names: if d.names == 0 { Packed::default() } else { matrix(&r, "names", d.names, d.hidden())? },
            root_arc: floats(&r, "root_arc", d.arc)?,
            root_rel: floats(&r, "root_rel", d.rel())?,
            xpos: interned(&exactly(&r, "xpos", d.xpos)?),
            feats: interned(&exactly(&r, "feats", d.feats)?),
            root: rels.iter().position(|&rel| rel == "root").ok_or(ModelError::Malformed("rels"))?,
            rels,
            scripts: scripts.ok_or(ModelError::Malformed("scripts"))?,
            exceptions: exceptions(&r)?,
            dims: d,
        };
        model.follow(r.u32s("follow")?.first().map(|&s| s as usize));
        Ok(model)
    }
}

fn exactly<'a>(r: &Reader<'a>, name: &'static str, n: usize) -> Result<Vec<&'a str>, ModelError> {
    r.strings(name).and_then(|s| if s.len() == n { Ok(s) } else { Err(ModelError::Malformed(name)) })
}

fn floats(r: &Reader<'_>, name: &'static str, n: usize) -> Result<Vec<f32>, ModelError> {
    r.f32s(name).and_then(|s| if s.len() == n { Ok(s) } else { Err(ModelError::Malformed(name)) })
}

fn matrix(r: &Reader<'_>, name: &'static str, outputs: usize, inputs: usize) -> Result<Packed, ModelError> {
    let bytes = r.bytes(name)?;
    if bytes.len() != outputs * (inputs + 8) {
        return Err(ModelError::Malformed(name));
    }
    let float = |b: &[u8]| f32::from_le_bytes([b[0], b[1], b[2], b[3]]);
    let mut packed = Packed::default();
    packed.fill(outputs, inputs, |o| {
        let row = &bytes[o * (inputs + 8)..(o + 1) * (inputs + 8)];
        (row[8..].iter().map(|&b| i16::from(b as i8)), float(row), float(&row[4..]))
    });
    Ok(packed)
}

fn exceptions<'a>(r: &Reader<'a>) -> Result<HashMap<&'a str, Vec<(u8, &'a str)>>, ModelError> {
    let mut out: HashMap<&str, Vec<(u8, &str)>> = HashMap::new();
    for line in r.strings("exceptions")? {
        let mut parts = line.split('\t');
        let (Some(form), Some(Ok(upos)), Some(lemma)) = (parts.next(), parts.next().map(str::parse), parts.next()) else {
            return Err(ModelError::Malformed("exceptions"));
        };
        out.entry(form).or_default().push((upos, lemma));
    }
    Ok(out)
}
