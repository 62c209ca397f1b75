//! `minutebook withdraw`: take a paper or passage back for good, list what is, or put it back.

use anyhow::Context;
use minutebook::answer::Lookup;
use minutebook::repeats::Repeat;
use minutebook::withdrawal::{Id, WithdrawError, Withdrawal};
use minutebook::{PaperIndex, SearchError};
use serde_json::json;

use crate::args::WithdrawArgs;
use crate::commands::{index, search};
use crate::output::{self, Outcome, plain};

pub(crate) fn run(args: &WithdrawArgs) -> anyhow::Result<Outcome> {
    let papers = index::open(&args.common.places)?;
    let json = args.common.json;
    match (&args.id, &args.undo) {
        (Some(id), _) => withdraw(&papers, id, args.reason.as_deref().unwrap_or_default(), json),
        (None, Some(id)) => put_back(&papers, id, json),
        (None, None) => list(&papers, json),
    }
}

/// `p_….… was withdrawn on 2026-11-28: names a child`
pub(crate) fn sentence(withdrawal: &Withdrawal) -> String {
    let Withdrawal { id, reason, in_place_of, .. } = withdrawal;
    let first = in_place_of.as_ref().map(|first| format!(" in place of {first}"));
    format!("{id} was withdrawn on {}{}: {reason}", withdrawal.day(), first.unwrap_or_default())
}

fn withdraw(papers: &PaperIndex, id: &str, reason: &str, json: bool) -> anyhow::Result<Outcome> {
    let id = parsed(id)?;
    // Asked before: afterwards nobody knows which words it had.
    let copies = match &id {
        Id::Passage(passage) => match papers.repeats_of(passage)? {
            Lookup::Here(repeats) => repeats,
            _ => Vec::new(),
        },
        Id::Paper(_) => Vec::new(),
    };
    let withdrawal = match papers.withdraw(&id, reason) {
        Ok(withdrawal) => withdrawal,
        Err(error) => return failed(error, &id, reason, json),
    };
    if json {
        output::print_json(&json!({ "withdrawal": withdrawal, "repeats": copies }))?;
        return Ok(Outcome::Done);
    }
    let copies: String = copies.iter().map(copy_line).collect();
    output::print(&format!("{}\n{copies}", plain(&sentence(&withdrawal))))?;
    Ok(Outcome::Done)
}

/// `  still here, with the same words: p_….… in minutes.pdf`
fn copy_line(repeat: &Repeat) -> String {
    let words = if repeat.same { "the same words" } else { "nearly the same words" };
    let line = format!("  still here, with {words}: {} in {}", repeat.id, repeat.paper.source);
    format!("{}\n", plain(&line).replace('\n', " "))
}

fn put_back(papers: &PaperIndex, id: &str, json: bool) -> anyhow::Result<Outcome> {
    let id = parsed(id)?;
    let withdrawal = match papers.put_back(&id) {
        Ok(withdrawal) => withdrawal,
        Err(error) => return failed(error, &id, "", json),
    };
    if json {
        output::print_json(&json!({ "put_back": withdrawal }))?;
    } else {
        output::print(&format!("{id} is withdrawn no more\n"))?;
    }
    output::say("the next run of `minutebook index` over its file reads it again");
    Ok(Outcome::Done)
}

fn list(papers: &PaperIndex, json: bool) -> anyhow::Result<Outcome> {
    let withdrawals = papers.withdrawals();
    for withdrawal in &withdrawals {
        if json {
            output::print_json(withdrawal)?;
        } else {
            output::print(&format!("{}\n", plain(&sentence(withdrawal))))?;
        }
    }
    Ok(if withdrawals.is_empty() { Outcome::Partly } else { Outcome::Done })
}

fn parsed(id: &str) -> anyhow::Result<Id> {
    id.parse().with_context(|| format!("`{id}` is no id of a paper or passage"))
}

/// A refusal points into the reason or the id, whichever it is of.
fn failed(error: WithdrawError, id: &Id, reason: &str, json: bool) -> anyhow::Result<Outcome> {
    match error {
        WithdrawError::Refused(refusal) => {
            let of_reason = refusal.kind == "bad-reason";
            let text = if of_reason { reason.to_owned() } else { id.to_string() };
            search::refused(SearchError::Refused(refusal), &text, json)
        }
        WithdrawError::Index(error) => Err(error.into()),
    }
}
