//! The real program, from outside: what it takes, prints, serves, and how it ends.

mod papers;
mod server;
mod support;
