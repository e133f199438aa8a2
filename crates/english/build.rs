//! Lists the lexicon's files so that they are embedded in the program.

use std::{
    env,
    error::Error,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

fn files(folder: &Path, out: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    let mut inside = fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    inside.sort();
    for path in inside {
        if path.is_dir() {
            files(&path, out)?;
        } else if path.extension().is_some_and(|e| e == "txt") {
            out.push(path);
        }
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../..");
    let lexicon = root.join("lexicon").canonicalize()?;
    println!("cargo::rerun-if-changed={}", lexicon.display());
    let mut list = String::from("[\n");
    for folder in ["actors", "agents", "confidence", "ontology", "patterns", "places", "speech", "words"] {
        let mut found = Vec::new();
        files(&lexicon.join(folder), &mut found)?;
        for path in found {
            println!("cargo::rerun-if-changed={}", path.display());
            let shown = path.strip_prefix(&lexicon)?.display().to_string().replace('\\', "/");
            writeln!(list, "    Source {{ path: \"lexicon/{shown}\", text: include_str!({:?}) }},", path.display().to_string())?;
        }
    }
    list.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("sources.rs"), list)?;
    Ok(())
}
