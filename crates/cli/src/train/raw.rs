//! Raw news for training: words to count, sentences to be taught by.

use anyhow::{Context, Result};
use chancery_syntax::train::{Treebank, Vectors, VectorsBuilder};
use chancery_text::segment::segment;
use chancery_text::{Inputs, clean};
use std::collections::HashSet;
use std::path::Path;

/// Word vectors from the news and the treebanks' own words.
pub fn vectors(path: &Path, train: &[Treebank]) -> Result<Vectors> {
    let mut builder = VectorsBuilder::default();
    for record in Inputs::new([path.to_owned()]) {
        let record = record?;
        let object: serde_json::Value = serde_json::from_slice(&record.bytes).with_context(|| record.source.to_string())?;
        object["text"].as_str().unwrap_or("").lines().for_each(|line| builder.text(line));
    }
    train.iter().for_each(|t| builder.treebank(t));
    Ok(builder.build())
}

/// One article in this many gives sentences.
const STEP: usize = 4;

/// Sentences of the news as their words, each once and in their order, but for those in capitals throughout.
pub fn sentences(path: &Path) -> Result<Vec<Vec<String>>> {
    let mut seen = HashSet::new();
    let mut out = Vec::new();
    for record in Inputs::new([path.to_owned()]).step_by(STEP) {
        // An article that cannot be read teaches nothing; reading says why, training goes on.
        let Ok(document) = clean(&record?) else { continue };
        for s in segment(&document.text, &document.blocks) {
            let forms: Vec<String> = s.words.iter().map(|w| w.of(&document.text).to_owned()).collect();
            if mixed(&forms) && seen.insert(s.span.of(&document.text).to_owned()) {
                out.push(forms);
            }
        }
    }
    Ok(out)
}

/// Whether at least half of the words with letters have small ones.
fn mixed(forms: &[String]) -> bool {
    let lettered = forms.iter().filter(|f| f.contains(char::is_alphabetic));
    let small = forms.iter().filter(|f| f.contains(char::is_lowercase));
    2 * small.count() >= lettered.count().max(1)
}

#[cfg(test)]
mod tests {
    use super::mixed;

    #[test]
    fn capitals_throughout_are_left_out() {
        let words = |s: &str| s.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(mixed(&words("The U.N. met in New York .")));
        assert!(!mixed(&words("THE COUNCIL MET IN New York .")));
        assert!(!mixed(&words("12.5 -- 13 .")));
    }
}
