//! The real program, from outside: what it takes, prints, serves, and how it ends.

#![expect(clippy::unwrap_used, reason = "a helper that panics fails its test")]

mod papers;
mod server;
mod support;

mod acronyms;
mod batch;
mod check;
mod cite;
mod export;
mod extract;
mod follow;
mod index;
#[cfg(unix)]
mod ocr;
mod relabel;
mod search;
mod serve;
mod show;
mod spreadsheet;
mod study;
mod withdraw;
