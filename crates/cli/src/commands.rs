//! One module a command.

pub(crate) mod acronyms;
pub(crate) mod batch;
pub(crate) mod check;
pub(crate) mod cite;
pub(crate) mod compare;
pub(crate) mod complete;
pub(crate) mod coverage;
pub(crate) mod export;
pub(crate) mod extract;
pub(crate) mod facets;
pub(crate) mod index;
pub(crate) mod ledger;
pub(crate) mod positions;
pub(crate) mod read_worker;
pub(crate) mod relabel;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod study;
pub(crate) mod vocab;
pub(crate) mod withdraw;
