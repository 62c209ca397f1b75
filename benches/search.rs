//! How fast queries are answered: with counts, facets, hits, snippets and citations.

use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use criterion::{Criterion, criterion_group, criterion_main};
use minutebook::request::{Filters, SearchRequest};
use minutebook::{IngestOptions, PaperIndex};
use model::Vocabularies;

const PAPERS: u64 = 400;
const PARAGRAPHS: u64 = 60;

/// A small source of numbers that is the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    /// Small numbers much more often than great ones, as words have it.
    fn skewed_below(&mut self, limit: usize) -> usize {
        let first = self.below(limit) + 1;
        self.below(first)
    }
}

const WORDS: &str = "the of and to in a for that was on with children young people care the of \
    placements social workers said noted asked report service council members officers budget \
    recruitment retention caseload fostering carers families schools health education support \
    transport housing savings pressure demand quarter target improvement plan review agency staff \
    vacancy rate sufficiency strategy section 20 children's looked-after stability zebra crossing";

const COUNCILS: [&str; 4] = ["HACKNEY", "LEWISHAM", "KENT COUNTY", "MERTON"];

fn write_papers(folder: &Path) {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut numbers = Numbers(11);
    for paper in 0..PAPERS {
        let council = COUNCILS[numbers.below(COUNCILS.len())];
        let (month, year) = (numbers.below(12) + 1, 2018 + numbers.below(7));
        let month = ["January", "March", "May", "July", "October"][month % 5];
        let mut text = format!("{council} COUNCIL\n\nCABINET\n\nMINUTES of a meeting held on ");
        write!(text, "Monday {} {month} {year}\n\n", numbers.below(27) + 1)
            .expect("a string takes it");
        for paragraph in 1..=PARAGRAPHS {
            write!(text, "{paragraph}.").expect("a string takes it");
            for _ in 0..40 + numbers.below(60) {
                text.push(' ');
                text.push_str(words[numbers.skewed_below(words.len())]);
            }
            text.push_str(".\n\n");
        }
        std::fs::write(folder.join(format!("{paper:04}.txt")), text).expect("the folder is ours");
    }
}

fn indexed(folder: &Path, dir: &Path) -> PaperIndex {
    let vocabularies = Arc::new(Vocabularies::shipped().clone());
    let index = PaperIndex::open_or_create(dir, vocabularies).expect("the folder is ours");
    let (paths, options) = ([folder.to_owned()], IngestOptions::USUAL);
    let summary = index.index_paths(&paths, &options, &mut |_| {}, &AtomicBool::new(false));
    let summary = summary.expect("nobody else writes");
    assert_eq!(summary.added, PAPERS, "{summary:?}");
    index
}

fn search(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("there is room");
    let dir = tempfile::tempdir().expect("there is room");
    write_papers(folder.path());
    let index = indexed(folder.path(), dir.path());
    let mut group = criterion.benchmark_group("search");
    for (name, text) in [
        ("everything", ""),
        ("one word", "zebra"),
        ("two words", "recruitment retention"),
        ("three words, most", "zebra crossing stability"),
        ("phrase", "\"placements social\""),
        ("common phrase", "\"of the\""),
        ("near", "zebra NEAR/5 crossing"),
        ("prefix", "foster*"),
        ("short prefix", "re*"),
        ("misspelt", "recrutment"),
        ("acronym", "LAC placements"),
        ("operators and fields", "(recruitment OR retention) AND staff year:2020..2022"),
    ] {
        let request = SearchRequest::new(text);
        group.bench_function(name, |bencher| {
            bencher.iter(|| index.search(black_box(&request)).expect("the query is accepted"));
        });
    }
    let filters = Filters { year: vec!["2021".to_owned()], ..Filters::default() };
    let request = SearchRequest { filters, ..SearchRequest::new("children placements") };
    group.bench_function("drilled into a year", |bencher| {
        bencher.iter(|| index.search(black_box(&request)).expect("the query is accepted"));
    });
    group.finish();
}

criterion_group!(benches, search);
criterion_main!(benches);
