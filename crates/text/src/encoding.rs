//! From bytes in any encoding to text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// How far into a page its own word on its encoding is looked for.
const META_WINDOW: usize = 4096;

/// Decodes `bytes`: by byte order mark, as UTF-8 where they are that, by what the transport or the page says, and at last
/// by a guess. Never fails: what no encoding explains becomes U+FFFD.
pub(crate) fn decode<'b>(bytes: &'b [u8], charset: Option<&str>, markup: bool) -> Cow<'b, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    if is_damaged_utf8(bytes) {
        return String::from_utf8_lossy(bytes);
    }
    let declared = charset.and_then(label).or_else(|| markup.then(|| meta_charset(bytes)).flatten());
    // A page that says UTF-8 and is not is mostly in the encoding of its author's system.
    let encoding = declared.filter(|e| *e != UTF_8).unwrap_or_else(|| guess(bytes));
    encoding.decode_without_bom_handling(bytes).0
}

fn label(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.as_bytes())
}

/// UTF-8 with a few broken bytes: many sound sequences beyond ASCII, few unsound ones.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // Sound sequences do not come about by chance in another encoding.
    sound > 0 && sound >= broken
}

/// The encoding an HTML page or XML file names in its first bytes.
fn meta_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(META_WINDOW)]).to_ascii_lowercase();
    let at = head.find("charset=").map(|at| at + 8).or_else(|| head.find("encoding=").map(|at| at + 9))?;
    let name: String = head[at..].trim_start_matches(['"', '\'', ' ']).chars().take_while(|c| !"\"' ;>?/".contains(*c)).collect();
    label(&name)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_what_pages_come_in() {
        assert_eq!(decode("naïve".as_bytes(), None, false), "naïve");
        assert_eq!(decode(b"\xef\xbb\xbfcaf\xc3\xa9", None, false), "café");
        assert_eq!(decode(b"\xff\xfeh\0i\0", None, false), "hi");
        assert_eq!(decode(b"caf\xe9 \x93quoted\x94", Some("windows-1252"), false), "café “quoted”");
        let page = b"<html><meta charset='iso-8859-2'>\xb1\xe6 and more text";
        assert!(decode(page, None, true).contains("ąć"));
    }

    #[test]
    fn keeps_damaged_utf8() {
        let mut bytes = "Žižek met Müller and Gonçalves in Malmö.".as_bytes().to_vec();
        bytes.insert(8, 0xff);
        let text = decode(&bytes, None, false);
        assert!(text.contains("Müller") && text.contains('\u{fffd}'), "{text}");
    }

    #[test]
    fn guesses_legacy_encodings() {
        let text = decode(b"The caf\xe9 in Orl\xe9ans said \x93no\x94 to the na\xefve offer.", None, false);
        assert!(text.contains("café") && text.contains('“'), "{text}");
    }
}
