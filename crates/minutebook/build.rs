//! Names the versions of the code that reads and labels papers by the hash of its text, so that
//! no change of it can leave an index with records that the program would not make again.

use std::path::{Path, PathBuf};

/// What the extracted form of a paper depends on.
const READER: [&str; 3] = ["extract/src", "model/src/text.rs", "model/src/normal.rs"];

/// What its record depends on besides.
const LABELLER: [&str; 2] = ["annotate/src", "model/src"];

fn main() -> std::io::Result<()> {
    println!("cargo::rustc-env=MINUTEBOOK_READER={:016x}", hash(&READER)?);
    println!("cargo::rustc-env=MINUTEBOOK_LABELLER={:016x}", hash(&LABELLER)?);
    Ok(())
}

/// The FNV-1a hash of the names and texts of all files below `places`.
fn hash(places: &[&str]) -> std::io::Result<u64> {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for place in places {
        let root = Path::new("..").join(place);
        println!("cargo::rerun-if-changed={}", root.display());
        let mut files = Vec::new();
        list(&root, &mut files)?;
        files.sort();
        for file in files {
            let name = file.to_string_lossy().into_owned();
            for byte in name.bytes().chain(std::fs::read(&file)?) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    Ok(hash)
}

fn list(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(path)? {
        list(&entry?.path(), files)?;
    }
    Ok(())
}
