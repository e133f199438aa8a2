//! Provinces and towns by country: `CHN province Hebei; Henan`.

use crate::{Diagnostic, Source, diagnostic::Reporter, entry, is_country};

/// A known place name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceName {
    /// The name.
    pub name: String,
    /// ISO 3166-1 alpha-3 code of its country.
    pub country: String,
}

/// Names of provinces, regions and towns.
#[derive(Debug, Default)]
pub struct Places {
    /// All names, in the order of the files.
    pub names: Vec<PlaceName>,
}

impl Places {
    /// Read one file.
    pub fn add(&mut self, source: &Source<'_>, wrong: &mut Vec<Diagnostic>) {
        for e in entry::entries(source, wrong) {
            if e.key == "test" {
                continue;
            }
            if !is_country(e.key) {
                Reporter { file: source.path, wrong }
                    .say(e.line, format!("`{}` is no country code; write an ISO 3166-1 alpha-3 code", e.key));
                continue;
            }
            let more: String = e.attributes.iter().map(|a| format!(";{} {}", a.key, a.value)).collect();
            let list = format!("{}{more}", e.value.split_once(char::is_whitespace).map_or("", |(_, l)| l));
            for name in entry::items(&list) {
                self.names.push(PlaceName { name: name.to_owned(), country: e.key.to_owned() });
            }
        }
    }
}
