mod compare;
pub(crate) mod corpus;
mod counts;
mod paging;
mod words;
