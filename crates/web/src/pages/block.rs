//! A passage as a page shows it: its words, who is minuted as speaking, what it answers.

use model::record::{Decision, Item, Paper, Passage, PassageKind, Speaker, Votes};

use crate::words;

/// A passage as a page shows it.
pub(crate) struct Block {
    /// Its id, which is also its anchor on the page.
    pub(crate) id: String,
    pub(crate) url: String,
    /// The page that begins with it.
    pub(crate) page_begins: Option<PageBegin>,
    /// The title of the agenda item that begins with it, where it is not printed itself.
    pub(crate) item_begins: Option<String>,
    pub(crate) is_heading: bool,
    pub(crate) badge: Option<&'static str>,
    pub(crate) speakers: Vec<SpeakerLine>,
    pub(crate) words: Words,
    pub(crate) truncated: bool,
    pub(crate) decision: Option<String>,
    /// The question that it answers, on the same page.
    pub(crate) question: Option<String>,
    /// The passages that answer it, on the same page.
    pub(crate) responses: Vec<String>,
}

/// The first passage of a page of the paper.
pub(crate) struct PageBegin {
    pub(crate) number: u32,
    pub(crate) link: Option<String>,
}

/// Who is minuted as speaking.
pub(crate) struct SpeakerLine {
    pub(crate) as_minuted: String,
    /// Who that is, where the minutes put it shorter.
    pub(crate) resolved: Option<String>,
    pub(crate) class: &'static str,
    pub(crate) inherited: bool,
}

/// The words of a passage.
pub(crate) enum Words {
    Text(String),
    Table(Vec<Vec<String>>),
}

impl Block {
    /// The passage alone, without its place in the paper.
    pub(crate) fn new(passage: &Passage) -> Block {
        Block {
            id: passage.id.to_string(),
            url: format!("/passages/{}", passage.id),
            page_begins: None,
            item_begins: None,
            is_heading: passage.kind == PassageKind::Heading,
            badge: words::badge(passage.kind),
            speakers: passage.speakers.iter().filter_map(SpeakerLine::new).collect(),
            words: Words::new(passage),
            truncated: passage.truncated,
            decision: passage.decision.as_ref().map(decision),
            question: None,
            responses: Vec::new(),
        }
    }
}

/// Every passage of a paper in order, with where items and pages begin and what answers what.
/// `source_page` gives the address of a page of the source.
pub(crate) fn blocks(paper: &Paper, source_page: impl Fn(u32) -> Option<String>) -> Vec<Block> {
    let mut page = None;
    let mut item: Option<&str> = None;
    let id_of = |n: u32| {
        let at = usize::try_from(n).ok()?.checked_sub(1)?;
        let passage = paper.passages.get(at).filter(|passage| passage.n == n)?;
        Some(passage.id.to_string())
    };
    let mut responses: Vec<(u32, String)> = paper
        .passages
        .iter()
        .filter_map(|passage| Some((passage.answers?, passage.id.to_string())))
        .collect();
    responses.sort_by_key(|(question, _)| *question);
    let answering = |n: u32| {
        let start = responses.partition_point(|(question, _)| *question < n);
        let found = responses.iter().skip(start).take_while(move |(question, _)| *question == n);
        found.map(|(_, id)| id.clone()).collect::<Vec<_>>()
    };
    let mut blocks = Vec::with_capacity(paper.passages.len());
    for passage in &paper.passages {
        let mut block = Block::new(passage);
        if passage.page.is_some() && passage.page != page {
            page = passage.page;
            block.page_begins = page.map(|number| PageBegin { number, link: source_page(number) });
        }
        if passage.item.is_some() && passage.item.as_deref() != item {
            item = passage.item.as_deref();
            block.item_begins = item
                .filter(|_| !block.is_heading)
                .and_then(|number| item_with(paper, number))
                .map(item_title);
        }
        block.question = passage.answers.and_then(id_of);
        block.responses = answering(passage.n);
        blocks.push(block);
    }
    blocks
}

/// The agenda item with this printed number.
pub(crate) fn item_with<'a>(paper: &'a Paper, number: &str) -> Option<&'a Item> {
    paper.items.iter().find(|item| item.number.as_deref() == Some(number))
}

/// An agenda item's number and title on one line.
pub(crate) fn item_title(item: &Item) -> String {
    match &item.number {
        Some(number) => format!("{number}. {}", item.title),
        None => item.title.clone(),
    }
}

impl SpeakerLine {
    fn new(speaker: &Speaker) -> Option<SpeakerLine> {
        let (as_minuted, resolved) =
            spoken(speaker.as_minuted.as_deref(), speaker.resolved.as_deref())?;
        Some(SpeakerLine {
            as_minuted,
            resolved,
            class: words::speaker_class(speaker.class),
            inherited: speaker.inherited,
        })
    }
}

/// The words of the minutes, and who that is where it says more.
pub(crate) fn spoken(
    as_minuted: Option<&str>,
    resolved: Option<&str>,
) -> Option<(String, Option<String>)> {
    match (as_minuted, resolved) {
        (Some(said), resolved) => {
            let more = resolved.filter(|resolved| !resolved.eq_ignore_ascii_case(said));
            Some((said.to_owned(), more.map(str::to_owned)))
        }
        (None, Some(resolved)) => Some((resolved.to_owned(), None)),
        (None, None) => None,
    }
}

impl Words {
    /// The text of a table holds its rows, one a line, cells divided by ` | `.
    fn new(passage: &Passage) -> Words {
        let is_table = passage.kind == PassageKind::Table && passage.text.contains(" | ");
        if !is_table {
            return Words::Text(passage.text.clone());
        }
        let row = |line: &str| line.split(" | ").map(|cell| cell.trim().to_owned()).collect();
        Words::Table(passage.text.lines().filter(|line| !line.trim().is_empty()).map(row).collect())
    }
}

fn decision(decision: &Decision) -> String {
    let mut said = words::outcome(decision.outcome).to_owned();
    if let Some(mover) = &decision.moved_by {
        said.push_str(&format!("; moved by {mover}"));
    }
    if let Some(seconder) = &decision.seconded_by {
        said.push_str(&format!("; seconded by {seconder}"));
    }
    if let Some(votes) = &decision.votes {
        said.push_str(&format!("; {}", vote(votes)));
    }
    said
}

fn vote(votes: &Votes) -> String {
    let counted =
        [(votes.votes_for, "for"), (votes.against, "against"), (votes.abstain, "abstaining")];
    let parts: Vec<String> = counted
        .into_iter()
        .filter_map(|(count, side)| Some(format!("{} {side}", count?)))
        .collect();
    format!("votes: {}", parts.join(", "))
}
