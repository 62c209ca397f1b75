//! How fast papers are indexed, and how fast a second run finds that nothing changed.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use minutebook::{IngestOptions, PaperIndex};
use model::Vocabularies;

const PAPERS: u64 = 200;
const PARAGRAPHS: u64 = 60;

/// A small source of numbers that is the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }
}

const WORDS: &str = "the of and to in a for that is on with as by be at from Members officers \
    children young people placements recruitment retention social workers caseload fostering \
    Director Cabinet Scrutiny report noted agreed asked replied said vacancy rate agency staff \
    sufficiency strategy budget savings pressure demand Ashmere Thornwick section 20 children's \
    looked-after health education schools transport quarter target improvement plan review";

/// Writes the papers; how many bytes they have.
fn write_papers(folder: &Path) -> u64 {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut numbers = Numbers(7);
    let mut bytes = 0;
    for paper in 0..PAPERS {
        let mut text = format!("ASHMERE COUNCIL\n\nMINUTES of a meeting, number {paper}\n\n");
        for paragraph in 1..=PARAGRAPHS {
            write!(text, "{paragraph}.").expect("writing to a string does not fail");
            for _ in 0..40 + numbers.below(60) {
                text.push(' ');
                text.push_str(words[numbers.below(words.len())]);
            }
            text.push_str(".\n\n");
        }
        bytes += text.len() as u64;
        std::fs::write(folder.join(format!("{paper:04}.txt")), text).expect("the folder is ours");
    }
    bytes
}

fn index_into(dir: &Path, papers: &[PathBuf]) {
    let vocabularies = Arc::new(Vocabularies::shipped().clone());
    let index = PaperIndex::open_or_create(dir, vocabularies).expect("the folder is ours");
    let options = IngestOptions::USUAL;
    let summary = index.index_paths(papers, &options, &mut |_| {}, &AtomicBool::new(false));
    let summary = summary.expect("nobody else writes");
    assert_eq!(summary.added + summary.unchanged, PAPERS, "{summary:?}");
}

fn index(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let bytes = write_papers(folder.path());
    let papers = [folder.path().to_owned()];
    let mut group = criterion.benchmark_group("index");
    group.sample_size(10).throughput(Throughput::Bytes(bytes));
    group.bench_function("first run", |bench| {
        bench.iter_with_setup(
            || tempfile::tempdir().expect("there is a folder for temporary files"),
            |dir| {
                index_into(dir.path(), &papers);
                dir
            },
        );
    });
    let dir = tempfile::tempdir().expect("there is a folder for temporary files");
    index_into(dir.path(), &papers);
    group.bench_function("second run", |bench| bench.iter(|| index_into(dir.path(), &papers)));
    group.finish();
}

criterion_group!(benches, index);
criterion_main!(benches);
