//! What to try when nothing was found.

use super::context::Context;
use super::passes::Passes;
use super::read;
use crate::answer::{ClauseCount, Suggestion};
use crate::error::SearchError;
use crate::query::{Node, NodeKind, Query};
use crate::request::SearchRequest;

/// The most suggestions.
const MAX_SUGGESTIONS: usize = 4;

/// Queries near this one that find something, with how much.
pub(super) fn suggestions(
    context: Context<'_>,
    request: &SearchRequest,
    query: &Query,
    clauses: &[ClauseCount],
) -> Result<Vec<Suggestion>, SearchError> {
    let mut suggestions: Vec<Suggestion> = Vec::new();
    for (other, because) in candidates(context, request, query, clauses)? {
        let text = other.to_string();
        let seen = suggestions.iter().any(|suggestion| suggestion.query == text);
        if text.is_empty() || seen || suggestions.len() >= MAX_SUGGESTIONS {
            continue;
        }
        let passages = count(context, request, &text)?;
        if passages > 0 {
            suggestions.push(Suggestion { query: text, because, passages });
        }
    }
    Ok(suggestions)
}

fn count(context: Context<'_>, request: &SearchRequest, text: &str) -> Result<u64, SearchError> {
    // A suggestion that is not a query finds nothing.
    let Ok(query) = Query::parse(text) else { return Ok(0) };
    let understood = read(context, text, &query, request.expand)?;
    let selections = context.selections(&request.filters)?;
    Ok(Passes::new(context, request, &selections, &understood).count()?.passages)
}

/// The query with phrases and exact words loosened; without the clauses that find nothing; then
/// without each clause.
fn candidates(
    context: Context<'_>,
    request: &SearchRequest,
    query: &Query,
    clauses: &[ClauseCount],
) -> Result<Vec<(Query, String)>, SearchError> {
    let mut candidates = Vec::new();
    let mut loosened = query.clone();
    for clause in &mut loosened.clauses {
        loosen(context, clause)?;
    }
    if loosened != *query {
        candidates.push((loosened, "the words in any form and place".to_owned()));
    }
    let typed = |node: &Node| request.text.get(node.span.clone()).unwrap_or_default().to_owned();
    let finds_nothing =
        |node: &Node| clauses.iter().any(|c| c.passages == 0 && c.text == typed(node));
    let without = |drop: &dyn Fn(&Node) -> bool| Query {
        clauses: query.clauses.iter().filter(|node| !drop(node)).cloned().collect(),
    };
    let failing: Vec<String> =
        query.clauses.iter().filter(|node| finds_nothing(node)).map(typed).collect();
    if !failing.is_empty() {
        let because = format!("without {}, which finds nothing", failing.join(" and "));
        candidates.push((without(&finds_nothing), because));
    }
    for node in query.clauses.iter().filter(|node| !node.is_setting()) {
        let because = format!("without {}", typed(node));
        candidates.push((without(&|other: &Node| other.span == node.span), because));
    }
    // Of words joined by AND, each may be the one too many.
    for (place, node) in query.clauses.iter().enumerate() {
        let NodeKind::All(parts) = &node.kind else { continue };
        for (drop, part) in parts.iter().enumerate().filter(|_| parts.len() > 1) {
            let mut fewer = parts.clone();
            fewer.remove(drop);
            let mut without = query.clone();
            without.clauses[place].kind = match fewer.as_slice() {
                [only] => only.kind.clone(),
                _ => NodeKind::All(fewer),
            };
            candidates.push((without, format!("without {}", typed(part))));
        }
    }
    Ok(candidates)
}

/// An exact word as its nearest spelling or as a plain word; a phrase as words that all must be
/// there.
fn loosen(context: Context<'_>, node: &mut Node) -> Result<(), SearchError> {
    match &mut node.kind {
        NodeKind::Exact(word) => {
            let folded = word.to_lowercase();
            let near = context.spelt_like(&folded, 1)?.into_iter().next().map(|near| near.term);
            let word = near.filter(|near| *near != folded).unwrap_or_else(|| word.clone());
            node.kind = NodeKind::Word(word);
        }
        NodeKind::Phrase { text, .. } => {
            let words = text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric));
            let words = words.map(|word| Node {
                kind: NodeKind::Word(
                    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase(),
                ),
                span: node.span.clone(),
            });
            node.kind = NodeKind::All(words.collect());
        }
        NodeKind::All(nodes) | NodeKind::Any(nodes) => {
            for node in nodes {
                loosen(context, node)?;
            }
        }
        _ => {}
    }
    Ok(())
}
