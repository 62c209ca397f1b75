//! The server from outside: an address goes in, an answer comes out, no port is opened.
//!
//! `fake` is a library over the invented papers of `papers`; `client` asks.

mod api;
mod cite;
mod client;
mod compare;
mod coverage;
mod export;
mod fake;
mod feeds;
mod openapi;

mod originals;
mod pages;
mod papers;
mod positions;
mod serving;
mod study;
mod withdrawals;
