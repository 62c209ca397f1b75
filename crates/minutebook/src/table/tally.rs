//! Counts and hashes what is written.

use std::io::{self, Write};

use model::{Sha256, Sha256Hasher};

/// Passes on what is written to it, and keeps its length and hash.
#[derive(Debug)]
pub struct Tally<W> {
    out: W,
    bytes: u64,
    hasher: Sha256Hasher,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tallied {
    /// How many bytes.
    pub bytes: u64,
    /// Their hash.
    pub sha256: Sha256,
}

impl<W: Write> Tally<W> {
    /// Of all that is written to `out` from now on.
    pub fn new(out: W) -> Tally<W> {
        Tally { out, bytes: 0, hasher: Sha256Hasher::default() }
    }

    /// What was written, and what it was written to.
    pub fn finish(self) -> (Tallied, W) {
        (Tallied { bytes: self.bytes, sha256: self.hasher.finish() }, self.out)
    }
}

impl<W: Write> Write for Tally<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += written as u64;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
