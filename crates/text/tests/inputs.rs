//! Files of every kind, whole and broken, through the reader.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use chancery_text::{Document, FieldMap, Inputs, Kind, Part, Place, Reason, Rejected, clean};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

const ARTICLE: &str = "The ministers of the two coastal states met in the harbour town on Monday and agreed to open the \
                       old ferry line again. Officials said that the first boat would leave in May.";

/// A folder of its own for one test, removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("chancery-text-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn read_all(path: &Path) -> Vec<Result<Document, Rejected>> {
    Inputs::new([path.to_path_buf()]).map(|raw| raw.and_then(|raw| clean(&raw))).collect()
}

fn read_one(path: &Path) -> Document {
    let mut all = read_all(path);
    assert_eq!(all.len(), 1);
    all.remove(0).unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn directories_are_walked_in_order() {
    let folder = Folder::new("walk");
    folder.file("b/2.txt", ARTICLE);
    folder.file("b/1.txt", ARTICLE);
    folder.file("a.txt", ARTICLE);
    folder.file(".hidden", ARTICLE);
    let names: Vec<String> = Inputs::new([folder.0.clone()]).map(|raw| raw.unwrap().source.to_string()).collect();
    let tails: Vec<&str> = names.iter().map(|n| n.rsplit("walk/").next().unwrap()).collect();
    assert_eq!(tails, ["a.txt", "b/1.txt", "b/2.txt"]);
}

#[test]
fn compression_is_undone_in_layers() {
    let folder = Folder::new("layers");
    let inner = zstd::encode_all(ARTICLE.as_bytes(), 1).unwrap();
    for bytes in [gzip(ARTICLE.as_bytes()), inner.clone(), gzip(&inner)] {
        assert_eq!(read_one(&folder.file("x", bytes)).text, ARTICLE);
    }
}

#[test]
fn nothing_and_junk_are_told_apart() {
    let folder = Folder::new("junk");
    let reason = |bytes: &[u8]| read_all(&folder.file("x", bytes)).remove(0).unwrap_err().reason;
    assert!(matches!(reason(b""), Reason::Empty));
    assert!(matches!(reason(b" \n\t "), Reason::Empty));
    assert!(matches!(reason(b"%PDF-1.7 more"), Reason::Binary(_)));
    let noise: Vec<u8> = (0..20_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    assert!(matches!(reason(&noise), Reason::Binary(_)));
    let missing = read_all(&folder.0.join("none")).remove(0).unwrap_err();
    assert!(missing.to_string().contains("none: cannot be read"), "{missing}");
}

#[test]
fn json_lines_go_on_after_a_broken_line() {
    let folder = Folder::new("jsonl");
    let good = format!("{{\"id\": \"a\", \"title\": \"Ferry opens\", \"text\": \"{ARTICLE}\", \"date\": \"2020-05-04\"}}");
    let all = read_all(&folder.file("x.jsonl", format!("{good}\n\n{{\"id\": \"b\", \"text\"\n{good}\n")));
    assert_eq!(all.len(), 3);
    let first = all[0].as_ref().unwrap();
    assert_eq!((first.external_id.as_deref(), first.published.as_deref()), (Some("a"), Some("2020-05-04")));
    assert_eq!(first.blocks[0].part, Part::Headline);
    let broken = all[1].as_ref().unwrap_err();
    assert_eq!(broken.at.place, Place::Line(3));
    assert!(broken.to_string().contains("x.jsonl:3: broken JSON"), "{broken}");
    assert!(all[2].is_ok());
}

#[test]
fn json_comes_in_arrays_and_wrappings() {
    let folder = Folder::new("json");
    let object = format!("{{\n \"headline\": \"H {{\", \"body\": [\"{ARTICLE}\", \"More \\\"said\\\" of it.\"]}}");
    for file in [format!("[{object},\n{object}]"), format!("{object}\n{object}"), format!("{{\"articles\": [{object},{object}]}}")] {
        let all = read_all(&folder.file("x.json", &file));
        assert_eq!(all.len(), 2, "{file}");
        assert!(all.iter().all(|d| d.as_ref().unwrap().blocks.len() == 3), "{file}");
    }
    let cut = read_all(&folder.file("x.json", format!("[{object}, {{\"a\": 1")));
    assert!(cut[1].as_ref().unwrap_err().to_string().contains("ends inside an object"));
}

#[test]
fn json_names_can_be_mapped() {
    let folder = Folder::new("map");
    let path = folder.file("x.jsonl", format!("{{\"w\": {{\"t\": \"{ARTICLE}\"}}}}\n"));
    let plain = read_all(&path).remove(0).unwrap_err();
    assert!(plain.to_string().contains("the record has `w`"), "{plain}");
    let mut mapped = Inputs::new([path]).with_fields(FieldMap::parse("text=w.t").unwrap());
    assert_eq!(clean(&mapped.next().unwrap().unwrap()).unwrap().text, ARTICLE);
}

#[test]
fn a_line_of_fifty_megabytes_is_read_in_bounds() {
    let folder = Folder::new("long");
    let text = "The fleet left port. ".repeat(50_000_000 / 21);
    let document = read_one(&folder.file("x.txt", &text));
    assert!(document.text.len() <= chancery_text::MAX_CLEAN_BYTES);
    assert_eq!(document.removed.last().unwrap().why, "too long");
    assert!(document.blocks.iter().all(|block| block.span.len() <= 40_000));
    let unbroken = read_all(&folder.file("x.txt", "a".repeat(50_000_000)));
    assert!(unbroken.iter().flatten().all(|document| document.text.len() <= chancery_text::MAX_CLEAN_BYTES));
    let line = format!("{{\"text\": \"{text}\"}}\n{{\"text\": \"{ARTICLE}\"}}\n");
    assert_eq!(read_all(&folder.file("x.jsonl", line)).iter().filter(|d| d.is_ok()).count(), 2);
}

#[test]
fn a_million_words_are_one_document() {
    let folder = Folder::new("million");
    let text: String = (0..35_000).map(|n| format!("On day {n}: {ARTICLE}\n\n")).collect();
    let document = read_one(&folder.file("x.txt", text));
    assert_eq!(document.blocks.len(), 35_000);
}

#[test]
fn nesting_does_not_blow_the_stack() {
    let folder = Folder::new("deep");
    let page = format!("<html><body>{}<p>{ARTICLE}</p>{}</body></html>", "<div>".repeat(100_000), "</div>".repeat(100_000));
    assert!(read_one(&folder.file("x.html", page)).text.contains("ferry line"));
    let unclosed = format!("<html><body>{}{ARTICLE}", "<b><i><table><tr><td>".repeat(30_000));
    assert_eq!(read_all(&folder.file("x.html", unclosed)).len(), 1);
}

#[test]
fn truncated_compression_is_reported() {
    let folder = Folder::new("cut");
    let lines: String = (0..4000).map(|n| format!("{{\"id\": {n}, \"text\": \"{n} {ARTICLE}\"}}\n")).collect();
    let packed = gzip(lines.as_bytes());
    let all = read_all(&folder.file("x.jsonl.gz", &packed[..packed.len() / 2]));
    assert!(all.len() > 100 && all[0].is_ok());
    assert!(all.last().unwrap().as_ref().unwrap_err().to_string().contains("cut short"));
    let whole = read_all(&folder.file("x.txt.gz", &gzip(ARTICLE.as_bytes())[..60]));
    assert!(whole[0].is_err());
}

#[test]
fn encodings_are_recognised() {
    let folder = Folder::new("encodings");
    let text = format!("{ARTICLE} Café owners in Orléans were pleased.");
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(read_one(&folder.file("x.txt", utf16)).text, text);
    let latin = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
    assert_eq!(read_one(&folder.file("x.txt", latin)).text, text);
    let mut damaged = text.clone().into_bytes();
    damaged.extend_from_slice(b" \xff\xfe\x00 end.");
    assert!(read_one(&folder.file("x.txt", damaged)).text.contains("Café owners in Orléans"));
}

#[test]
fn other_languages_are_skipped() {
    let folder = Folder::new("language");
    let french = "Les ministres des deux États côtiers se sont réunis lundi dans la ville portuaire et ont décidé de rouvrir \
                  l'ancienne ligne de ferry. Le premier bateau partira en mai, selon des responsables du gouvernement local.";
    let skipped = read_all(&folder.file("x.txt", french)).remove(0).unwrap_err();
    assert!(skipped.is_skip());
    assert!(skipped.to_string().ends_with("skipped: language fr"), "{skipped}");
}

fn warc_record(kind: &str, uri: &str, block: &str) -> String {
    let length = block.len();
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Record-ID: <urn:uuid:{uri}>\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
    )
}

#[test]
fn warc_pages_are_read_and_broken_records_passed() {
    let folder = Folder::new("warc");
    let page =
        format!("<html><head><title>Ferry opens</title></head><body><article><h1>Ferry opens</h1><p>{ARTICLE}</p></article></body></html>");
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let gone = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>Not here</html>";
    let parts = [
        warc_record("warcinfo", "i", "software: none"),
        warc_record("response", "https://example.org/a", &http),
        warc_record("response", "https://example.org/gone", gone),
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\n".to_owned(),
        warc_record("response", "https://example.org/b", &http),
    ];
    let members: Vec<u8> = parts.iter().flat_map(|part| gzip(part.as_bytes())).collect();
    for bytes in [parts.concat().into_bytes(), members] {
        let all = read_all(&folder.file("x.warc", bytes));
        let kept: Vec<&Document> = all.iter().filter_map(|d| d.as_ref().ok()).collect();
        assert_eq!(kept.len(), 2);
        assert_eq!(kept[0].url.as_deref(), Some("https://example.org/a"));
        assert_eq!(kept[0].external_id.as_deref(), Some("urn:uuid:https://example.org/a"));
        assert_eq!(kept[0].title.as_deref(), Some("Ferry opens"));
        assert!(all.iter().any(|d| d.as_ref().is_err_and(|e| e.to_string().contains("`many` is no number"))));
    }
}

#[test]
fn feeds_are_cut_into_entries() {
    let folder = Folder::new("feed");
    let rss = format!(
        "<?xml version=\"1.0\"?><rss xmlns:dc='d'><channel><title>The Sample</title><item><title>Ferry &amp; port</title>\
         <link>https://example.org/1</link><guid>g1</guid><pubDate>Mon, 04 May 2020 10:00:00 GMT</pubDate><dc:creator>Anna Sample</dc:creator>\
         <description><![CDATA[<p>{ARTICLE}</p><p>Second.</p>]]></description></item><item><title>Only a title</title></item></channel></rss>"
    );
    let all = read_all(&folder.file("x.rss", rss));
    assert_eq!(all.len(), 2);
    let first = all[0].as_ref().unwrap();
    assert_eq!(first.title.as_deref(), Some("Ferry & port"));
    assert_eq!(first.outlet.as_deref(), Some("The Sample"));
    assert_eq!(first.published.as_deref(), Some("2020-05-04T10:00:00Z"));
    assert_eq!(first.authors, ["Anna Sample"]);
    assert_eq!(first.blocks.len(), 3);
    let atom = format!(
        "<feed><title>S</title><entry><title>T</title><link rel='alternate' href='https://example.org/2'/><updated>2020-05-04T10:00:00Z</updated>\
         <author><name>Anna Sample</name></author><content type='html'>&lt;p&gt;{ARTICLE}&lt;/p&gt;&lt;p&gt;Fares are low.&lt;/p&gt;</content></entry></feed>"
    );
    let entry = read_one(&folder.file("x.atom", atom));
    assert_eq!(entry.url.as_deref(), Some("https://example.org/2"));
    assert_eq!(entry.blocks.len(), 3, "{}", entry.text);
}

#[test]
fn streams_that_are_open_are_read() {
    let mut inputs = Inputs::from_reader("-", ARTICLE.as_bytes());
    let raw = inputs.next().unwrap().unwrap();
    assert_eq!((raw.kind, raw.source.to_string().as_str()), (Kind::Plain, "-"));
    assert!(inputs.next().is_none());
}

const PETRARCH: &str = r#"<!-- invented, R&D -->
<Sentences>
<Sentence date = "20080804" id ="INV_0808_1" source = "INV" sentence = "True">
<Text>
Mr. Alder met Gen. Birch in St. Elm, and said: "No more." They
signed a deal on R&amp;D.
</Text>
<Parse>
(ROOT (S (NP (NNP Mr.)) (CC &) <VP> ))
</Parse>
</Sentence>
<Sentence date="20080805" id="INV_2" source="INV" sentence="False"><Text>The envoy left. The minister stayed.</Text></Sentence>
<Sentence id="INV_3"><Text>A third envoy came without a date.</Text></Sentence>
<Sentence date="20080806" id="INV_4" source="INV"><Text> </Text></Sentence>
</Sentences>
"#;

#[test]
fn petrarchs_xml_is_read_sentence_by_sentence() {
    let folder = Folder::new("petrarch");
    let documents = read_all(&folder.file("input.xml", PETRARCH));
    assert_eq!(documents.len(), 4);
    let first = documents[0].as_ref().unwrap();
    assert_eq!(first.text, "Mr. Alder met Gen. Birch in St. Elm, and said: \"No more.\" They signed a deal on R&D.");
    assert_eq!(
        (first.external_id.as_deref(), first.published.as_deref(), first.outlet.as_deref()),
        (Some("INV_0808_1"), Some("2008-08-04"), Some("INV"))
    );
    assert!(first.one_sentence);
    assert_eq!(chancery_text::segment::whole_blocks(&first.text, &first.blocks).len(), 1);
    let second = documents[1].as_ref().unwrap();
    assert!(!second.one_sentence && second.title.is_none());
    assert_eq!(chancery_text::segment::segment(&second.text, &second.blocks).len(), 2);
    assert_eq!(documents[2].as_ref().unwrap().published, None);
    assert!(matches!(documents[3].as_ref().unwrap_err().reason, Reason::Empty));
}

#[test]
fn petrarchs_validation_files_are_unwrapped() {
    let folder = Folder::new("petrarch-validation");
    let wrapped = "<?xml version=\"1.0\"?>\n<Validation>\n<Environment><Verbfile>verbs.txt</Verbfile></Environment>\n<Sentences><Sentence date=\"19950101\" \
        id=\"INV-1\" category=\"X\" sentence=\"true\"><EventCoding sourcecode=\"ALD\" targetcode=\"BIR\" eventcode=\"042\"/>\n<Text>\nAlder will \
        visit Birch.\n</Text><Parse>(S</Parse></Sentence></Sentences></Validation>";
    let document = read_one(&folder.file("validation.xml", wrapped));
    assert_eq!((document.text.as_str(), document.external_id.as_deref()), ("Alder will visit Birch.", Some("INV-1")));
}

#[test]
fn empty_and_truncated_petrarch_files_are_reported() {
    let folder = Folder::new("petrarch-broken");
    assert_eq!(read_all(&folder.file("empty.xml", "<Sentences>\n</Sentences>\n")).len(), 0);
    let cut = &PETRARCH[..PETRARCH.find("The minister").unwrap()];
    let documents = read_all(&folder.file("cut.xml", cut));
    assert_eq!(documents.len(), 2);
    assert!(documents[0].is_ok());
    assert!(matches!(&documents[1].as_ref().unwrap_err().reason, Reason::Xml(why) if why.contains("ends inside")));
}
