//! Scores the segmenter against a treebank: F1 of words and of sentences on its raw text.
//!
//! ```text
//! cargo run --release -p chancery-text --example score_segments -- GOLD.conllu [--documents LIST.tsv --genre news] [--model FILE | --rules] [--show N]
//! ```
//!
//! The raw text is made of the `# text =` comments: a space between sentences, a blank line where `# newpar` or `# newdoc`
//! stands. Words and sentences are compared by their characters, white space apart. `LIST.tsv` has a document and its genre in
//! its first and third columns; `--show` prints the first N differences of either kind.
#![allow(clippy::print_stdout, clippy::print_stderr, missing_docs)]

use chancery_text::segment;
use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::process::ExitCode;
use std::time::Instant;

#[derive(Default)]
struct Options {
    gold: String,
    documents: Option<String>,
    genre: Option<String>,
    show: usize,
    model: Option<String>,
    rules: bool,
}

/// Begin and end, in characters that are not white space; a third number parts words that have no characters of their own.
type Place = (usize, usize, usize);

#[derive(Default)]
struct Gold {
    text: String,
    words: Vec<Place>,
    sentences: HashSet<(usize, usize)>,
    at: usize,
}

fn options() -> Result<Options, Box<dyn Error>> {
    let mut options = Options::default();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("{arg} needs a value"));
        match arg.as_str() {
            "--documents" => options.documents = Some(value()?),
            "--genre" => options.genre = Some(value()?),
            "--model" => options.model = Some(value()?),
            "--rules" => options.rules = true,
            "--show" => options.show = value()?.parse()?,
            _ => options.gold = arg,
        }
    }
    if options.gold.is_empty() {
        return Err("usage: score_segments GOLD.conllu [--documents LIST.tsv --genre GENRE] [--model FILE | --rules] [--show N]".into());
    }
    Ok(options)
}

/// The documents of the genre asked for; none for all.
fn wanted(options: &Options) -> Result<Option<HashSet<String>>, Box<dyn Error>> {
    let (Some(path), Some(genre)) = (&options.documents, &options.genre) else { return Ok(None) };
    let list = std::fs::read_to_string(path)?;
    let rows = list.lines().map(|l| l.split('\t').collect::<Vec<_>>());
    Ok(Some(rows.filter(|r| r.get(2) == Some(&genre.as_str())).map(|r| r[0].to_owned()).collect()))
}

fn count(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

impl Gold {
    fn sentence(&mut self, rows: &[Vec<&str>]) -> Result<(), Box<dyn Error>> {
        let start = self.at;
        let (mut inside, mut token, mut left) = (0, (0, 0), String::new());
        for row in rows.iter().filter(|r| !r[0].contains('.')) {
            let form: String = row[1].chars().filter(|c| !c.is_whitespace()).collect();
            let length = form.chars().count();
            if let Some((_, last)) = row[0].split_once('-') {
                inside = last.parse()?;
                (token, left) = ((self.at, self.at + length), form);
                self.at += length;
                continue;
            }
            let id: usize = row[0].parse()?;
            if id > inside {
                self.words.push((self.at, self.at + length, 0));
                self.at += length;
            } else if let Some(rest) = left.strip_prefix(&form) {
                let begin = token.1 - left.chars().count();
                self.words.push((begin, begin + length, 0));
                left = rest.to_owned();
            } else {
                self.words.push((token.0, token.1, id));
            }
        }
        self.sentences.insert((start, self.at));
        Ok(())
    }
}

fn read(options: &Options) -> Result<Gold, Box<dyn Error>> {
    let wanted = wanted(options)?;
    let file = std::fs::read_to_string(&options.gold)?;
    let (mut gold, mut rows, mut take, mut part) = (Gold::default(), Vec::new(), true, true);
    for line in file.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            take = wanted.as_ref().is_none_or(|w| w.contains(id));
        }
        part |= line.starts_with("# newdoc") || line.starts_with("# newpar");
        if let Some(text) = line.strip_prefix("# text = ")
            && take
        {
            if !gold.text.is_empty() {
                gold.text.push_str(if part { "\n\n" } else { " " });
            }
            gold.text.push_str(text);
            part = false;
        }
        if line.is_empty() {
            if take {
                gold.sentence(&rows)?;
            }
            rows.clear();
        } else if !line.starts_with('#') {
            rows.push(line.split('\t').collect());
        }
    }
    if gold.at != count(&gold.text) {
        eprintln!("the words of the file have {} characters, its text {}", gold.at, count(&gold.text));
    }
    Ok(gold)
}

fn f1(hits: usize, gold: usize, found: usize) -> f64 {
    200.0 * hits as f64 / (gold + found) as f64
}

fn run() -> Result<(), Box<dyn Error>> {
    let options = options()?;
    let gold = read(&options)?;
    let blocks = segment::blocks_of_plain(&gold.text);
    let other = options.model.as_ref().map(std::fs::read).transpose()?;
    let model = other.map(|bytes| segment::Model::read(&bytes).ok_or("no file of weights")).transpose()?;
    let start = Instant::now();
    let sentences = match &model {
        None if !options.rules => segment::segment(&gold.text, &blocks),
        model => segment::segment_with(model.as_ref(), &gold.text, &blocks),
    };
    let time = start.elapsed();
    // For each byte, the characters before it that are not white space.
    let mut before = vec![0; gold.text.len() + 1];
    let mut seen = 0;
    for (i, c) in gold.text.char_indices() {
        before[i..i + c.len_utf8()].fill(seen);
        seen += usize::from(!c.is_whitespace());
    }
    before[gold.text.len()] = seen;
    let place = |s: chancery_span::Span| (before[s.start as usize], before[s.end as usize]);
    let found: Vec<(usize, usize)> = sentences.iter().map(|s| place(s.span)).collect();
    let words: Vec<Place> = sentences.iter().flat_map(|s| &s.words).map(|&w| (place(w).0, place(w).1, 0)).collect();
    let gold_words: HashSet<Place> = gold.words.iter().copied().collect();
    let word_hits = words.iter().filter(|w| gold_words.contains(w)).count();
    let sentence_hits = found.iter().filter(|s| gold.sentences.contains(s)).count();
    println!(
        "words {:.2}  sentences {:.2}  ({} of {} sentences, {} found; {:.0} words per second)",
        f1(word_hits, gold.words.len(), words.len()),
        f1(sentence_hits, gold.sentences.len(), found.len()),
        sentence_hits,
        gold.sentences.len(),
        found.len(),
        words.len() as f64 / time.as_secs_f64()
    );
    show(&gold, &found, &words, options.show);
    Ok(())
}

/// Prints places where the two differ.
fn show(gold: &Gold, found: &[(usize, usize)], words: &[Place], most: usize) {
    let characters: Vec<(usize, char)> = gold.text.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
    let byte = |at: usize| characters.get(at).map_or(gold.text.len(), |c| c.0);
    let gold_cuts: HashSet<usize> = gold.words.iter().filter(|w| w.2 == 0).map(|w| w.1).collect();
    let cuts: HashSet<usize> = words.iter().map(|w| w.1).collect();
    let mut kinds: HashMap<(char, String), usize> = HashMap::new();
    for (sign, a, b) in [('-', &gold_cuts, &cuts), ('+', &cuts, &gold_cuts)] {
        for &at in a.difference(b) {
            let (left, right) =
                (gold.text[..byte(at)].rsplit(char::is_whitespace).next(), gold.text[byte(at)..].split(char::is_whitespace).next());
            *kinds.entry((sign, format!("{}|{}", left.unwrap_or(""), right.unwrap_or("")))).or_default() += 1;
        }
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    for ((sign, text), n) in kinds.into_iter().take(most) {
        println!("word {sign} {n} {text}");
    }
    let (gold_ends, ends): (HashSet<usize>, HashSet<usize>) =
        (gold.sentences.iter().map(|s| s.1).collect(), found.iter().map(|s| s.1).collect());
    for (sign, a, b) in [('-', &gold_ends, &ends), ('+', &ends, &gold_ends)] {
        let mut places: Vec<usize> = a.difference(b).copied().collect();
        places.sort_unstable();
        for at in places.into_iter().take(most) {
            let text = |from: usize, to: usize| gold.text[byte(from)..byte(to)].replace('\n', "⏎");
            println!("sentence {sign} {} ## {}", text(at.saturating_sub(50), at), text(at, at + 40));
        }
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
