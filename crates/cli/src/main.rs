//! The `minutebook` program.
#![allow(clippy::print_stdout, clippy::print_stderr, missing_docs)]
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut failed = false;
    for path in std::env::args().skip(2) {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{path}: {error}");
                failed = true;
                continue;
            }
        };
        match extract::extract(&bytes, &extract::Options::USUAL) {
            Ok(text) => {
                if std::env::args().nth(1).as_deref() == Some("blocks") {
                    println!("{}", serde_json::to_string_pretty(&text).unwrap_or_default());
                    continue;
                }
                let source = annotate::Source {
                    path: path.clone(),
                    also_at: vec![],
                    sha256: model::Sha256::of(&bytes),
                    bytes: bytes.len() as u64,
                    overrides: model::Overrides::default(),
                };
                let paper = annotate::annotate(&text, &source, model::Vocabularies::shipped());
                println!("{}", serde_json::to_string(&paper).unwrap_or_default());
            }
            Err(error) => {
                eprintln!("{path}: {error}");
                failed = true;
            }
        }
    }
    if failed { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
