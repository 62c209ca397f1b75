//! How fast a paper is read and labelled: one invented, and the sample papers of the project.

use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use model::Vocabularies;

/// Minutes of three hundred paragraphs.
fn minutes() -> Vec<u8> {
    let mut text = String::from("ASHMERE COUNCIL\n\nMINUTES of a meeting of the Cabinet\n\n");
    for number in 1..=300 {
        text += &format!(
            "{number}. The Director of Children's Social Care said that recruitment and retention \
             had improved and that the vacancy rate was {} per cent.\n\n",
            number % 20
        );
    }
    text.into_bytes()
}

/// The first sample paper of each format, by name; none where they are not checked out.
fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/sample");
    let entries = |folder: &Path| -> Vec<PathBuf> {
        let read = std::fs::read_dir(folder).into_iter().flatten();
        read.flatten().map(|entry| entry.path()).collect()
    };
    let mut paths: Vec<PathBuf> =
        entries(&folder).iter().flat_map(|authority| entries(authority)).collect();
    paths.sort();
    let formats = ["html", "pdf", "txt", "xml"];
    let first_of = |format: &&str| {
        paths.iter().find(|path| path.extension().is_some_and(|e| e == *format)).cloned()
    };
    let paths: Vec<PathBuf> = formats.iter().filter_map(first_of).collect();
    let with_bytes = |path: PathBuf| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        Some((name, std::fs::read(path).ok()?))
    };
    paths.into_iter().filter_map(with_bytes).collect()
}

fn extract(criterion: &mut Criterion) {
    let vocabularies = Vocabularies::shipped();
    let options = extract::Options::USUAL;
    let invented = [("invented.txt".to_owned(), minutes())];
    for (name, bytes) in invented.into_iter().chain(samples()) {
        let Ok(text) = extract::extract(&bytes, &options) else { continue };
        let mut group = criterion.benchmark_group(&name);
        group.sample_size(10).throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function("extract", |bench| bench.iter(|| extract::extract(&bytes, &options)));
        let source = annotate::Source {
            path: name.clone(),
            also_at: Vec::new(),
            sha256: model::Sha256::of(&bytes),
            bytes: bytes.len() as u64,
            overrides: model::Overrides::default(),
        };
        group.bench_function("annotate", |bench| {
            bench.iter(|| annotate::annotate(&text, &source, vocabularies));
        });
        group.finish();
    }
}

criterion_group!(benches, extract);
criterion_main!(benches);
