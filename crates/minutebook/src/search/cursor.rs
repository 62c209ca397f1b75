//! Cursors: where the next hits begin, bound to what was asked and to the index as it was.

use model::Sha256;

use super::context::Context;
use crate::error::Refusal;
use crate::query::refusal;
use crate::request::SearchRequest;

/// Hits beyond this are not given: a narrower query finds them.
const MAX_SKIP: usize = 10_000;

/// How many hits the request's cursor skips.
pub(super) fn read(context: &Context<'_>, request: &SearchRequest) -> Result<usize, Refusal> {
    let Some(cursor) = &request.cursor else { return Ok(0) };
    let refuse = |kind, message: &str| Err(refusal(kind, &(0..0), message, None));
    let mut parts = cursor.split('.');
    let (Some(skip), Some(asked), Some(index), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return refuse("bad-cursor", "this is no cursor; ask again without one");
    };
    let Some(skip) = skip.parse().ok().filter(|skip| *skip <= MAX_SKIP) else {
        return refuse("bad-cursor", "this cursor goes too far; narrow the query instead");
    };
    if asked != of_request(request) {
        return refuse("bad-cursor", "this cursor belongs to another query; ask again without one");
    }
    if index != of_index(context) {
        return refuse(
            "old-cursor",
            "the index has changed since this cursor was given; ask again without one",
        );
    }
    Ok(skip)
}

/// The cursor that skips this many hits; `None` beyond the furthest.
pub(super) fn write(context: &Context<'_>, request: &SearchRequest, skip: usize) -> Option<String> {
    let (asked, index) = (of_request(request), of_index(context));
    (skip <= MAX_SKIP).then(|| format!("{skip}.{asked}.{index}"))
}

/// What stands for all that decides which hits come, in which order.
fn of_request(request: &SearchRequest) -> String {
    let SearchRequest { text, filters, sort, group, expand, .. } = request;
    short_hash(&format!("{text:?} {filters:?} {sort:?} {group:?} {expand:?}"))
}

/// What stands for the papers of the index as they are now.
fn of_index(context: &Context<'_>) -> String {
    let mut segments = String::new();
    for (id, deleted) in context.searcher.generation().segments() {
        segments += &format!("{} {deleted:?};", id.uuid_string());
    }
    short_hash(&segments)
}

fn short_hash(text: &str) -> String {
    Sha256::of(text.as_bytes()).to_string().chars().take(12).collect()
}
