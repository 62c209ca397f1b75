//! Pages and JSON over one open index.
//!
//! This crate answers one question: *how does a person, or a tool, ask an index over HTTP?*
//! It turns addresses into [`SearchRequest`]s, asks the [`Library`] on a fixed pool of threads,
//! and writes the answers as JSON or as pages that work without JavaScript. It holds no data
//! of its own and is the only crate that awaits.
//!
//! [`run`] serves until it is told to stop, with a runtime of its own; [`serve`] does the same
//! inside a runtime that is there already; [`router`] is the service itself, for tests and for
//! programs that put it under another server.
//!
//! [`SearchRequest`]: minutebook::request::SearchRequest
//! [`Library`]: minutebook::Library

mod api;
mod app;
mod assets;
mod dates;
mod error;
mod export;
mod headers;
mod marks;
mod nearest;
mod original;
mod pages;
mod params;
mod pool;
mod routes;
mod serve;
mod settings;
mod words;

pub use routes::router;
pub use serve::{run, serve};
pub use settings::Settings;
