//! A million passages of real words: how long a search takes beside the bare engine.
//!
//! `cargo bench -p minutebook --bench scale` deals the sentences of the sample papers out again,
//! in a seeded order, as minutes of many meetings, and indexes them in `target/scale` (kept for
//! the next run). `MINUTEBOOK_PAPERS=DIR` takes the sentences of other papers,
//! `MINUTEBOOK_PASSAGES=N` makes fewer or more passages.
//!
//! Each query is asked five times and counts by its best time, of the thread's own work where the
//! system tells it (on a busy machine the clock on the wall tells more of the others); what is
//! compared is asked in turn, in one run. The engine alone gives ten passages and their number:
//! of those with the words in their text, and of those that ours finds, which have them in
//! headings or the paper's title too. Ours gives ten papers, exact counts of passages and papers,
//! and six facets. What is kept of a search for the next is not used; a whole answer keeps it,
//! and is asked for once.
#![expect(clippy::print_stdout, reason = "a bench tells the person at the terminal")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use frostem::{Algorithm, Stemmer};
use minutebook::request::SearchRequest;
use minutebook::{IngestOptions, Library, PaperIndex};
use model::Vocabularies;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Index, Searcher, Term};

const PASSAGES: usize = 1_000_000;
const PASSAGES_A_PAPER: usize = 60;
const QUERIES: usize = 200;
const RUNS: usize = 5;

/// A small source of numbers that is the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit.max(1)
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The sentences of the papers in `folder`: of five words or more, no longer than a paragraph.
fn sentences(folder: &Path) -> Vec<String> {
    let dir = tempfile::tempdir().expect("there is room");
    let index = indexed(folder, dir.path());
    let mut sentences = Vec::new();
    let mut request = SearchRequest { limit: 100, full: true, ..SearchRequest::new("") };
    request.group = minutebook::request::Group::None;
    loop {
        let answer = index.search(&request).expect("everything is a query");
        for text in answer.hits.into_iter().flat_map(|hit| hit.passages).filter_map(|p| p.text) {
            for sentence in text.split_inclusive(". ") {
                let words = sentence.split_whitespace().count();
                if (5..80).contains(&words) {
                    sentences.push(sentence.split_whitespace().collect::<Vec<_>>().join(" "));
                }
            }
        }
        match answer.next {
            Some(next) => request.cursor = Some(next),
            None => return sentences,
        }
    }
}

const COUNCILS: [&str; 12] = [
    "HACKNEY",
    "LEWISHAM",
    "KENT COUNTY",
    "MERTON",
    "CROYDON",
    "SOUTHWARK",
    "LEEDS CITY",
    "BRISTOL CITY",
    "ISLINGTON",
    "THURROCK",
    "ESSEX COUNTY",
    "DEVON COUNTY",
];
const COMMITTEES: [&str; 6] = [
    "CABINET",
    "SCRUTINY COMMISSION",
    "CORPORATE PARENTING PANEL",
    "PLANNING COMMITTEE",
    "AUDIT COMMITTEE",
    "HEALTH AND WELLBEING BOARD",
];
const SPEAKERS: [&str; 5] = [
    "",
    "",
    "The Director of Children's Social Care said: ",
    "The Chair asked: ",
    "The Chief Executive said: ",
];
const MONTHS: [&str; 6] = ["January", "March", "May", "July", "September", "November"];

/// Writes minutes of `passages` paragraphs in all.
fn write_papers(folder: &Path, sentences: &[String], passages: usize) {
    let mut numbers = Numbers(7);
    for paper in 0..passages.div_ceil(PASSAGES_A_PAPER) {
        let council = COUNCILS[numbers.below(COUNCILS.len())];
        let committee = COMMITTEES[numbers.below(COMMITTEES.len())];
        let (month, year) = (MONTHS[numbers.below(MONTHS.len())], 2005 + numbers.below(20));
        let day = numbers.below(27) + 1;
        let mut text = format!(
            "{council} COUNCIL\n\n{committee}\n\nMINUTES of a meeting held on {day} {month} {year}\n\n"
        );
        for paragraph in 1..=PASSAGES_A_PAPER {
            let speaker = SPEAKERS[numbers.below(SPEAKERS.len())];
            write!(text, "{paragraph}. {speaker}").expect("a string takes it");
            for _ in 0..1 + numbers.below(5) {
                text.push_str(&sentences[numbers.below(sentences.len())]);
                text.push(' ');
            }
            text.push_str("\n\n");
        }
        let path = folder.join(format!("{:03}", paper % 100));
        std::fs::create_dir_all(&path).expect("the folder is ours");
        std::fs::write(path.join(format!("{paper:06}.txt")), text).expect("the folder is ours");
    }
}

fn indexed(folder: &Path, dir: &Path) -> PaperIndex {
    let vocabularies = Arc::new(Vocabularies::shipped().clone());
    let index = PaperIndex::open_or_create(dir, vocabularies).expect("the folder is ours");
    let (paths, options) = ([folder.to_owned()], IngestOptions::USUAL);
    index
        .index_paths(&paths, &options, &mut |_| {}, &AtomicBool::new(false))
        .expect("nobody else writes");
    index
}

/// Words that occur together in a sentence: one, two and three in turn.
fn queries(sentences: &[String]) -> Vec<Vec<String>> {
    let mut numbers = Numbers(23);
    let mut queries = Vec::new();
    while queries.len() < QUERIES {
        let sentence = &sentences[numbers.below(sentences.len())];
        // Words in small letters alone: what is left of a capital one is no word.
        let words = sentence.split(|c: char| !c.is_alphanumeric());
        let mut words: Vec<String> = words
            .filter(|word| word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase()))
            .map(str::to_owned)
            .collect();
        words.dedup();
        let wanted = queries.len() % 3 + 1;
        if words.len() < wanted {
            continue;
        }
        let start = numbers.below(words.len() - wanted + 1);
        queries.push(words[start..start + wanted].to_vec());
    }
    queries
}

/// How long the thread has worked.
#[cfg(unix)]
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let (seconds, nanos) = (u64::try_from(time.tv_sec), u32::try_from(time.tv_nsec));
    Duration::new(seconds.unwrap_or_default(), nanos.unwrap_or_default())
}

/// How long the bench has run.
#[cfg(not(unix))]
fn worked() -> Duration {
    static BEGUN: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    BEGUN.elapsed()
}

/// The best of several times.
fn best(mut ask: impl FnMut()) -> Duration {
    std::iter::repeat_with(|| timed(&mut ask)).take(RUNS).min().unwrap_or_default()
}

fn timed(ask: impl FnOnce()) -> Duration {
    let started = worked();
    ask();
    worked() - started
}

/// Ten passages and their number, as the engine alone gives them.
fn engine(searcher: &Searcher, field: &str, words: &[String]) -> usize {
    let field = searcher.schema().get_field(field).expect("the index has it");
    let stemmer = Stemmer::new(Algorithm::English);
    let terms = words.iter().map(|word| {
        let term = Term::from_field_text(field, &stemmer.stem(word));
        Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Box<dyn Query>
    });
    let query = BooleanQuery::intersection(terms.collect());
    let top = TopDocs::with_limit(10).order_by_score();
    let (_, count) = searcher.search(&query, &(top, Count)).expect("the index is whole");
    count
}

fn quantiles(name: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("{name:<44} median {:>8.3}   p90 {:>8.3}   p99 {:>8.3}", at(0.5), at(0.9), at(0.99));
}

fn main() {
    let papers = std::env::var_os("MINUTEBOOK_PAPERS")
        .map_or_else(|| root().join("tests/fixtures/sample"), PathBuf::from);
    let passages = std::env::var("MINUTEBOOK_PASSAGES").ok().and_then(|n| n.parse().ok());
    let passages = passages.unwrap_or(PASSAGES);
    let dir = root().join(format!("target/scale/{passages}"));
    let kept = dir.join("sentences.txt");
    let sentences: Vec<String> = match std::fs::read_to_string(&kept) {
        Ok(text) => text.lines().map(str::to_owned).collect(),
        Err(_) => sentences(&papers),
    };
    println!("{} sentences", sentences.len());
    let begun = Instant::now();
    let index = if dir.join("tantivy/meta.json").exists() {
        let vocabularies = Arc::new(Vocabularies::shipped().clone());
        PaperIndex::open(&dir, vocabularies).expect("it was made by this bench")
    } else {
        let folder = tempfile::tempdir().expect("there is room");
        write_papers(folder.path(), &sentences, passages);
        let index = indexed(folder.path(), &dir);
        std::fs::write(&kept, sentences.join("\n")).expect("the folder is ours");
        index
    };
    let held = index.holdings().expect("the index is whole");
    println!("{held:?} after {:.0?}", begun.elapsed());
    let bare = Index::open_in_dir(dir.join("tantivy")).expect("the index is whole");
    let searcher = bare.reader().expect("the index is whole").searcher();
    let (mut alone, mut same, mut ours, mut whole) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for words in queries(&sentences) {
        let request = SearchRequest { limit: 10, ..SearchRequest::new(words.join(" ")) };
        let mut count = 0;
        let in_text = best(|| count = black_box(engine(&searcher, "body", &words)));
        let in_words = best(|| _ = black_box(engine(&searcher, "words", &words)));
        let found = best(|| _ = black_box(index.find(&request)));
        let answered = timed(|| _ = black_box(index.search(&request)));
        let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
        if std::env::var_os("MINUTEBOOK_EACH").is_some() {
            let times =
                [in_text, in_words, found, answered].map(|time| format!("{:8.3}", ms(time)));
            println!("{} {}", times.join(" "), request.text);
        }
        if count == 0 {
            continue;
        }
        alone.push(ms(in_text));
        same.push(ms(in_words));
        ours.push(ms(found));
        whole.push(ms(answered));
    }
    let ratios = |to: &[f64]| ours.iter().zip(to).map(|(ours, theirs)| ours / theirs).collect();
    let (to_alone, to_same): (Vec<f64>, Vec<f64>) = (ratios(&alone), ratios(&same));
    quantiles("engine: 10 passages, count (ms)", alone);
    quantiles("engine, of the passages that ours finds (ms)", same);
    quantiles("ours: 10 papers, counts, six facets (ms)", ours);
    quantiles("ours to the engine", to_alone);
    quantiles("ours to the engine, of the same passages", to_same);
    quantiles("ours with texts, snippets, clauses (ms)", whole);
    for text in ["\"of the\"", "\"of the\"~5", "a*", "re*", "=LAC", "LAC", "the", "recrutment"] {
        let request = SearchRequest { limit: 10, ..SearchRequest::new(text) };
        let mut answer = None;
        let time = timed(|| answer = Some(index.search(&request)));
        let total = answer.and_then(Result::ok).map(|answer| answer.total.passages);
        println!("{text:<14} {time:>10.2?} {total:?}");
    }
}
