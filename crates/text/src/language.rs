//! Which language an article is in.
//!
//! A reader of English must not throw away English: the guess of a trigram model is acted upon only where it is sure,
//! the text is long enough to be sure about, and the little words of English are missing.

use whatlang::Lang;

/// As much of the text as is looked at, in bytes.
const SAMPLE: usize = 8 << 10;
/// Below this many letters nothing written in the Latin script is rejected.
const ENOUGH_LETTERS: usize = 160;
/// English prose has 35 to 50 little words in a hundred, tables of figures and headlines fewer; other languages under 10.
const ENGLISH_SHARE: f64 = 0.14;

/// What [`identify`] found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// English, or too short to be anything else.
    English,
    /// Another language, by its code.
    Other(String),
}

/// Tells English from other languages.
pub(crate) fn identify(text: &str) -> Verdict {
    let sample = sample(text);
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let foreign = sample.chars().filter(|c| c.is_alphabetic() && !is_latin(*c)).count();
    if foreign * 2 > letters && foreign >= 12 {
        return Verdict::Other(guess(sample).map_or("und", |info| code(info.lang())).to_owned());
    }
    if letters < ENOUGH_LETTERS || little_words(sample) >= ENGLISH_SHARE || is_tabular(sample) {
        return Verdict::English;
    }
    match guess(sample) {
        Some(info) if info.lang() != Lang::Eng && info.confidence() >= 0.7 => Verdict::Other(code(info.lang()).to_owned()),
        // Many words, none of them English, and no language the model knows.
        _ if letters > 600 && little_words(sample) < 0.03 => Verdict::Other("und".to_owned()),
        _ => Verdict::English,
    }
}

fn guess(text: &str) -> Option<whatlang::Info> {
    whatlang::detect(text)
}

fn sample(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn is_latin(c: char) -> bool {
    matches!(c as u32, 0..=0x24f | 0x1e00..=0x1eff | 0x2c60..=0x2c7f | 0xa720..=0xa7ff | 0xff21..=0xff5a)
}

/// Tables of figures and lists in capitals have few words that tell a language.
fn is_tabular(text: &str) -> bool {
    let count = |is: fn(&u8) -> bool| text.bytes().filter(is).count();
    let digits = count(u8::is_ascii_digit);
    digits * 14 > text.len() || count(u8::is_ascii_uppercase) > count(u8::is_ascii_lowercase)
}

/// The share of the words that only English uses as its most frequent ones.
fn little_words(text: &str) -> f64 {
    const WORDS: [&str; 48] = [
        "the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "on", "was", "with", "as", "by", "at", "from", "be", "are", "have",
        "has", "had", "not", "he", "said", "his", "its", "were", "which", "will", "would", "been", "they", "their", "this", "but", "or",
        "an", "she", "her", "who", "after", "about", "than", "when", "there", "we", "you",
    ];
    let (mut all, mut little) = (0usize, 0usize);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        all += 1;
        little += usize::from(word.len() <= 5 && WORDS.iter().any(|w| w.eq_ignore_ascii_case(word)));
    }
    if all == 0 { 0.0 } else { little as f64 / all as f64 }
}

/// The two-letter code where there is one, as `document.language` is ISO 639-1.
fn code(lang: Lang) -> &'static str {
    const CODES: [(&str, &str); 69] = [
        ("epo", "eo"),
        ("eng", "en"),
        ("rus", "ru"),
        ("cmn", "zh"),
        ("spa", "es"),
        ("por", "pt"),
        ("ita", "it"),
        ("ben", "bn"),
        ("fra", "fr"),
        ("deu", "de"),
        ("ukr", "uk"),
        ("kat", "ka"),
        ("ara", "ar"),
        ("hin", "hi"),
        ("jpn", "ja"),
        ("heb", "he"),
        ("yid", "yi"),
        ("pol", "pl"),
        ("amh", "am"),
        ("jav", "jv"),
        ("kor", "ko"),
        ("nob", "nb"),
        ("dan", "da"),
        ("swe", "sv"),
        ("fin", "fi"),
        ("tur", "tr"),
        ("nld", "nl"),
        ("hun", "hu"),
        ("ces", "cs"),
        ("ell", "el"),
        ("bul", "bg"),
        ("bel", "be"),
        ("mar", "mr"),
        ("kan", "kn"),
        ("ron", "ro"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("mkd", "mk"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("tam", "ta"),
        ("vie", "vi"),
        ("urd", "ur"),
        ("tha", "th"),
        ("guj", "gu"),
        ("uzb", "uz"),
        ("pan", "pa"),
        ("aze", "az"),
        ("ind", "id"),
        ("tel", "te"),
        ("pes", "fa"),
        ("mal", "ml"),
        ("ori", "or"),
        ("mya", "my"),
        ("nep", "ne"),
        ("sin", "si"),
        ("khm", "km"),
        ("tuk", "tk"),
        ("aka", "ak"),
        ("zul", "zu"),
        ("sna", "sn"),
        ("afr", "af"),
        ("lat", "la"),
        ("slk", "sk"),
        ("cat", "ca"),
        ("tgl", "tl"),
        ("hye", "hy"),
    ];
    let long = lang.code();
    CODES.iter().find(|(l, _)| *l == long).map_or(long, |(_, short)| short)
}

#[cfg(test)]
mod tests {
    use super::{Verdict, identify};

    #[test]
    fn short_english_is_never_rejected() {
        for text in ["Xi met Putin.", "OK", "", "Hollande, Merkel et al. confer", "Protesters storm ministry in Tbilisi."] {
            assert_eq!(identify(text), Verdict::English, "{text}");
        }
    }

    #[test]
    fn long_text_in_another_language_is() {
        let french = "Le président de la République a déclaré mardi que les négociations avec le gouvernement se poursuivent \
                      et que les deux parties espèrent parvenir à un accord avant la fin du mois prochain, selon ses services.";
        assert_eq!(identify(french), Verdict::Other("fr".to_owned()));
        let russian = "Президент России заявил во вторник, что переговоры будут продолжены.";
        assert_eq!(identify(russian), Verdict::Other("ru".to_owned()));
    }

    #[test]
    fn tables_are_not_foreign() {
        let table = "Shr 34 cts vs 1.19 dlrs Net 807,000 vs 2,858,000 Revs 510.2 mln vs 471.7 mln Avg shrs 43.1 mln ".repeat(8);
        assert_eq!(identify(&table), Verdict::English);
        assert_eq!(identify(&"PORTO NIL, SANTOS NIL, LONDRINA NIL, MARINGA NIL. ".repeat(20)), Verdict::English);
    }
}
