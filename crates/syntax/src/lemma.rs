//! Lemmas as edit scripts: what to do with the letters' case, which ending to take off, which to put on.

use std::fmt::Write as _;

/// What happens to the form's case first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Case {
    /// All lower.
    Lower,
    /// As written.
    Keep,
    /// First letter upper, the rest lower.
    Title,
}

/// A rule that makes a lemma of a form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Script {
    case: Case,
    strip: String,
    add: String,
}

impl Case {
    fn apply(self, form: &str) -> String {
        match self {
            Self::Lower => form.to_lowercase(),
            Self::Keep => form.to_owned(),
            Self::Title => {
                let mut chars = form.chars();
                let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
                first + &chars.as_str().to_lowercase()
            }
        }
    }
}

/// Length in bytes of the longest common beginning.
fn common(a: &str, b: &str) -> usize {
    a.char_indices().zip(b.chars()).find(|((_, x), y)| x != y).map_or(a.len().min(b.len()), |((i, _), _)| i)
}

impl Script {
    /// The script that leads from `form` to `lemma` and keeps most letters.
    #[must_use]
    pub fn between(form: &str, lemma: &str) -> Self {
        let mut best: Option<(usize, Self)> = None;
        for case in [Case::Lower, Case::Keep, Case::Title] {
            let base = case.apply(form);
            let kept = common(&base, lemma);
            if best.as_ref().is_none_or(|(most, _)| kept > *most) {
                best = Some((kept, Self { case, strip: base[kept..].to_owned(), add: lemma[kept..].to_owned() }));
            }
        }
        best.map_or(Self { case: Case::Keep, strip: String::new(), add: String::new() }, |(_, script)| script)
    }

    /// The lemma, where the form has the ending the script takes off.
    #[must_use]
    pub fn apply(&self, form: &str) -> Option<String> {
        let mut base = self.case.apply(form);
        if !base.ends_with(&self.strip) {
            return None;
        }
        base.truncate(base.len() - self.strip.len());
        base.push_str(&self.add);
        (!base.is_empty()).then_some(base)
    }

    /// As a line of a model file.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut out = String::new();
        let case = match self.case {
            Case::Lower => 'l',
            Case::Keep => 'k',
            Case::Title => 't',
        };
        let _ = write!(out, "{case}\t{}\t{}", self.strip, self.add);
        out
    }

    /// From a line of a model file.
    #[must_use]
    pub fn decode(line: &str) -> Option<Self> {
        let mut parts = line.split('\t');
        let case = match parts.next()? {
            "l" => Case::Lower,
            "k" => Case::Keep,
            "t" => Case::Title,
            _ => return None,
        };
        let (strip, add) = (parts.next()?.to_owned(), parts.next()?.to_owned());
        parts.next().is_none().then_some(Self { case, strip, add })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_lead_back() {
        for (form, lemma) in [
            ("Ministers", "minister"),
            ("went", "go"),
            ("Iran", "Iran"),
            ("PARIS", "Paris"),
            ("I", "I"),
            ("2005", "2005"),
            ("’s", "be"),
            ("élites", "élite"),
            ("n't", "not"),
        ] {
            let script = Script::between(form, lemma);
            assert_eq!(script.apply(form).as_deref(), Some(lemma), "{script:?}");
            assert_eq!(Script::decode(&script.encode()), Some(script));
        }
        assert_eq!(Script::between("cities", "city"), Script::between("Parties", "party"));
        assert_eq!(Script::between("cities", "city").apply("dogs"), None);
    }
}
