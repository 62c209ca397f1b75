//! A passage as a page shows it: its words, who is minuted as speaking, what it answers.

use std::collections::BTreeMap;
use std::ops::Range;

use model::record::{Decision, Item, Paper, Passage, PassageKind, Speaker, Votes};
use model::{PaperId, PassageId, normal};

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
    /// How many pieces of page furniture follow each other from here on.
    pub(crate) furniture_begins: Option<String>,
    /// The last of them.
    pub(crate) furniture_ends: bool,
    pub(crate) is_heading: bool,
    pub(crate) badge: Option<&'static str>,
    pub(crate) speakers: Vec<SpeakerLine>,
    pub(crate) words: Words,
    pub(crate) truncated: bool,
    pub(crate) decision: Option<String>,
    /// The address of the question that it answers.
    pub(crate) question: Option<String>,
    /// The addresses of the passages that answer it.
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
            furniture_begins: None,
            furniture_ends: false,
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

/// How many passages a paper has with those that were withdrawn: the number of its last.
pub(crate) fn last_number(paper: &Paper) -> usize {
    paper.passages.last().map_or(0, |passage| passage.n as usize)
}

/// How many passages of a long paper are shown at once.
const AT_ONCE: usize = 1000;

/// The passages that are shown with the one at `at` (both from 0).
pub(crate) fn shown_with(at: usize, n_passages: usize) -> Range<usize> {
    let start = at.min(n_passages.saturating_sub(1)) / AT_ONCE * AT_ONCE;
    start..n_passages.min(start + AT_ONCE)
}

/// The address of a passage in its paper, for a page that shows the passages `shown` of it.
pub(crate) fn place_in_paper(
    paper: &PaperId,
    n: u32,
    id: &PassageId,
    shown: Option<&Range<usize>>,
) -> String {
    let at = usize::try_from(n).unwrap_or(usize::MAX).saturating_sub(1);
    let start = at / AT_ONCE * AT_ONCE;
    match shown {
        Some(shown) if shown.contains(&at) => format!("#{id}"),
        _ if start == 0 => format!("/papers/{paper}#{id}"),
        _ => format!("/papers/{paper}?from={}#{id}", start + 1),
    }
}

/// The passages `shown` of a paper, with where items and pages begin and what answers what.
/// `source_page` gives the address of a page of the source.
pub(crate) fn blocks(
    paper: &Paper,
    shown: &Range<usize>,
    source_page: impl Fn(u32) -> Option<String>,
) -> Vec<Block> {
    let mut page = None;
    let mut item: Option<&str> = None;
    let link = |p: &Passage| place_in_paper(&paper.id, p.n, &p.id, Some(shown));
    let question = |n: u32| {
        let at = paper.passages.binary_search_by_key(&n, |passage| passage.n).ok()?;
        paper.passages.get(at).map(link)
    };
    let mut responses: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for passage in &paper.passages {
        if let Some(question) = passage.answers {
            responses.entry(question).or_default().push(link(passage));
        }
    }
    // By number: where passages were withdrawn, numbers are left out.
    let up_to = |n: usize| paper.passages.partition_point(|passage| passage.n as usize <= n);
    let passages = paper.passages.get(up_to(shown.start)..up_to(shown.end)).unwrap_or_default();
    let mut blocks = Vec::with_capacity(passages.len());
    for passage in passages {
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
        block.question = passage.answers.and_then(question);
        block.responses = responses.remove(&passage.n).unwrap_or_default();
        blocks.push(block);
    }
    fold_furniture(passages, &mut blocks);
    blocks
}

/// Marks where the menus and buttons of a web page begin and end, so that they can be folded
/// away.
fn fold_furniture(passages: &[Passage], blocks: &mut [Block]) {
    let is_furniture = |passage: &Passage| passage.kind == PassageKind::Boilerplate;
    let mut rest = blocks;
    for run in passages.chunk_by(|a, b| is_furniture(a) == is_furniture(b)) {
        let (blocks, others) = rest.split_at_mut(run.len());
        rest = others;
        if let ([first, ..], true) = (&mut *blocks, run.first().is_some_and(is_furniture)) {
            first.furniture_begins = Some(words::count(run.len() as u64, "piece", "pieces"));
            if let Some(last) = blocks.last_mut() {
                last.furniture_ends = true;
            }
        }
    }
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
            let more = resolved.filter(|resolved| normal::name(resolved) != normal::name(said));
            Some((said.to_owned(), more.map(str::to_owned)))
        }
        (None, Some(resolved)) => Some((resolved.to_owned(), None)),
        (None, None) => None,
    }
}

impl Words {
    /// The text of a table holds its rows, one a line, cells divided by tabs.
    fn new(passage: &Passage) -> Words {
        let is_table = passage.kind == PassageKind::Table && passage.text.contains('\t');
        if !is_table {
            return Words::Text(passage.text.clone());
        }
        let row = |line: &str| line.split('\t').map(|cell| cell.trim().to_owned()).collect();
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
