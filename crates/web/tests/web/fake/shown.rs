//! How invented papers and passages are shown in answers.

use minutebook::answer::{
    AuthoritySummary, ClauseCount, Correction, Counts, Expansion, Hit, ItemSummary, PaperSummary,
    PassageHit, QueryReading, Snippet, SpeakerSummary, Suggestion, Unheld,
};
use minutebook::citation::{
    Candidate, Citation, CitedField, Difference, GoneId, Span, Style, Sure,
};
use minutebook::request::{Group, SearchRequest};
use minutebook::withdrawal::Withdrawal;
use model::{Paper, Passage};

use crate::papers;

pub(super) fn hits(
    found: &[(&Paper, &Passage)],
    words: &[String],
    request: &SearchRequest,
) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for (paper, passage) in found {
        let row = passage_hit(paper, passage, words, request.full);
        match hits.last_mut() {
            Some(hit) if request.group == Group::Paper && hit.paper.id == paper.id => {
                if hit.passages.len() < 3 {
                    hit.passages.push(row);
                } else {
                    hit.more_passages += 1;
                }
            }
            _ => hits.push(Hit { paper: summary(paper), passages: vec![row], more_passages: 0 }),
        }
    }
    hits
}

pub(super) fn passage_hit(
    paper: &Paper,
    passage: &Passage,
    words: &[String],
    full: bool,
) -> PassageHit {
    let lower = passage.text.to_ascii_lowercase();
    let mut highlights: Vec<[usize; 2]> = words
        .iter()
        .flat_map(|word| lower.match_indices(word.as_str()))
        .map(|(at, word)| [at, at + word.len()])
        .collect();
    highlights.sort_unstable();
    PassageHit {
        id: passage.id.clone(),
        label: passage.label.clone(),
        item: item(paper, passage),
        heading: passage.heading.clone(),
        page: passage.page,
        kind: passage.kind,
        lacks: vec!["<script>lacked</script>".to_owned()],
        also_in: vec![passage.id.clone()],
        speakers: passage
            .speakers
            .iter()
            .map(|speaker| SpeakerSummary {
                as_minuted: speaker.as_minuted.clone(),
                resolved: speaker.resolved.clone(),
                role: speaker.role.clone(),
                inherited: speaker.inherited,
                outside: speaker.class == model::record::SpeakerClass::Outside,
            })
            .collect(),
        snippet: Snippet {
            text: passage.text.clone(),
            highlights_utf16: highlights.clone(),
            highlights,
        },
        score: 1.0,
        citation: citation(paper, passage),
        url: format!("/passages/{}", passage.id),
        source_link: source_link(paper, passage),
        text: full.then(|| passage.text.clone()),
    }
}

pub(crate) fn reading(request: &SearchRequest, total: Counts) -> QueryReading {
    let text = request.text.clone();
    let clause = ClauseCount { text: text.clone(), passages: total.passages, papers: total.papers };
    let expansion = Expansion {
        from: "LAC".to_owned(),
        to: vec!["looked after children".to_owned()],
        because: papers::all()[0].passages[0].id.to_string(),
    };
    let suggestion = Suggestion {
        query: "foster & care".to_owned(),
        because: "without the filter".to_owned(),
        passages: 2,
    };
    let correction = Correction { from: "fosterng".to_owned(), to: "fostering".to_owned() };
    QueryReading {
        printed: text.clone(),
        tree: minutebook::query::Query::default(),
        read_back: format!("passages with {text}"),
        clauses: if text.is_empty() { vec![] } else { vec![clause] },
        expanded: if request.expand && text.contains("LAC") { vec![expansion] } else { vec![] },
        corrected: if text.contains("fosterng") { vec![correction] } else { vec![] },
        unheld: request.filters.committee.iter().filter_map(|name| unheld(name)).collect(),
        suggestions: if total.passages == 0 { vec![suggestion] } else { vec![] },
        text,
    }
}

/// A committee that no paper has, and the one that is meant.
fn unheld(committee: &str) -> Option<Unheld> {
    let is_slip = committee == "Childrens’ Scrutiny Panel";
    is_slip.then(|| Unheld {
        facet: "committee".to_owned(),
        value: committee.to_owned(),
        nearest: Some("Children’s Scrutiny Panel".to_owned()),
    })
}

pub(super) fn summary(paper: &Paper) -> PaperSummary {
    PaperSummary {
        id: paper.id.clone(),
        source: paper.source.clone(),
        source_url: paper.source_url.clone(),
        title: paper.title.clone(),
        authority: paper.authority.as_ref().map(|authority| AuthoritySummary {
            id: authority.id.clone(),
            name: authority.name.clone(),
            short: authority.short.clone(),
            gss: authority.gss.clone(),
        }),
        committee: paper.committee.clone(),
        date: paper.date.as_ref().map(|date| date.value.clone()),
        year: paper.year,
        kind: paper.kind,
        url: format!("/papers/{}", paper.id),
    }
}

pub(super) fn item(paper: &Paper, passage: &Passage) -> Option<ItemSummary> {
    let item = paper.items.iter().find(|item| item.number == passage.item)?;
    Some(ItemSummary { number: item.number.clone(), title: item.title.clone() })
}

pub(crate) fn citation(paper: &Paper, passage: &Passage) -> String {
    let title = paper.title.as_deref().unwrap_or(&paper.source);
    match &passage.label {
        Some(label) => format!("{title}, para {label}"),
        None => format!("{title}, unnumbered paragraph {}", passage.n),
    }
}

/// In each style the same, its title in italics.
pub(super) fn cited(style: Style, text: &str) -> Citation {
    let span = |text: &str, italic| Span { text: text.to_owned(), italic };
    Citation {
        style,
        name: style.name(),
        text: format!("{} {text}", style.as_str()),
        spans: vec![span(style.as_str(), true), span(&format!(" {text}"), false)],
    }
}

pub(super) fn candidate(paper: &Paper, passage: &Passage) -> Candidate {
    let held = "5".to_owned();
    Candidate {
        sure: Sure::Possible,
        passage: Some(passage.id.clone()),
        paper: summary(paper),
        citation: citation(paper, passage),
        url: format!("/passages/{}", passage.id),
        agree: vec![CitedField::Page],
        differ: vec![Difference { field: CitedField::Item, held }],
    }
}

pub(super) fn source_link(paper: &Paper, passage: &Passage) -> Option<String> {
    let original = format!("/papers/{}/original", paper.id);
    let base = paper.source_url.as_ref().unwrap_or(&original);
    Some(match passage.page {
        Some(page) => format!("{base}#page={page}"),
        None => base.clone(),
    })
}

pub(super) fn gone(withdrawal: &Withdrawal) -> GoneId {
    GoneId::Withdrawn { id: withdrawal.id.clone(), withdrawal: withdrawal.clone() }
}
