//! Prints what is read of each file as JSON, a line a file: `cargo run --example blocks -- [--no-structure] FILE…`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example prints")]

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut options = extract::Options::USUAL;
    for path in std::env::args_os().skip(1).map(std::path::PathBuf::from) {
        if path.as_os_str() == "--no-structure" {
            options.structure = false;
            continue;
        }
        let bytes = std::fs::read(&path)?;
        match extract::extract(&bytes, &options) {
            Ok(paper) => println!("{}", serde_json::to_string(&paper)?),
            Err(error) => eprintln!("{}: {error}", path.display()),
        }
    }
    Ok(())
}
