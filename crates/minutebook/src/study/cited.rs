//! Where something stands, and how to cite it.

use model::PassageId;
use model::record::{Paper, Passage};
use model::vocab::Authorities;
use serde::Serialize;

use crate::answer::AuthoritySummary;
use crate::citation::citation;
use crate::views::summary_of;

/// Where something stands, and how to cite it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cited {
    /// The passage.
    pub passage: PassageId,
    /// Its page on the server.
    pub url: String,
    /// The authority of its paper.
    pub authority: Option<AuthoritySummary>,
    /// The committee of its paper.
    pub committee: Option<String>,
    /// The date of its paper as known: day, month or year.
    pub date: Option<String>,
    /// In the plain council form.
    pub citation: String,
}

impl Cited {
    /// The passage of `paper`, with its place among the unnumbered ones of its item.
    pub(super) fn new(
        paper: &Paper,
        passage: &Passage,
        place: u32,
        authorities: &Authorities,
    ) -> Cited {
        let summary = summary_of(paper);
        Cited {
            passage: passage.id.clone(),
            url: format!("/passages/{}", passage.id),
            authority: summary.authority,
            committee: summary.committee,
            date: summary.date,
            citation: citation(paper, passage, place, authorities),
        }
    }
}
