//! The pages `/concordance`, `/collocates` and `/keywords`.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use minutebook::answer::{Counts, Holdings};
use minutebook::request::SearchRequest;
use minutebook::study::{
    Collocate, Collocates, CollocatesRequest, Concordance, ConcordanceRequest, Keyword, Keywords,
    KeywordsRequest, LineOrder, WordChoice,
};

use super::form::{FieldSort, FormField, StudyForm, Where, page, reading};
use super::params::{Asked, stratum, write};
use crate::app::App;
use crate::pages::frame::Frame;
use crate::pages::render;
use crate::{params, words};

#[derive(Template)]
#[template(path = "study/concordance.html")]
struct ConcordancePage {
    frame: Frame,
    form: StudyForm,
    /// How many lines of how many mentions; `None` before a query was typed.
    said: Option<String>,
    read_back: String,
    /// Address, words and whether it is the order now.
    orders: Vec<(String, &'static str, bool)>,
    lines: Vec<LineRow>,
}

struct LineRow {
    left: String,
    key: String,
    right: String,
    place: Where,
}

/// `GET /concordance`
pub(crate) async fn concordance(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    page(
        app,
        "/concordance",
        query,
        |library, asked| library.concordance(asked),
        |asked, answer, holdings| render(&concordance_page(&asked, answer, holdings)),
    )
    .await
}

const ORDERS: [(LineOrder, &str); 5] = [
    (LineOrder::Authority, "Authority"),
    (LineOrder::Date, "Date"),
    (LineOrder::Left, "Word before"),
    (LineOrder::Right, "Word after"),
    (LineOrder::Key, "Word itself"),
];

fn concordance_page(
    asked: &ConcordanceRequest,
    answer: Concordance,
    holdings: &Holdings,
) -> ConcordancePage {
    let sample = asked.sample.as_ref();
    let of_sample =
        |number: fn(&minutebook::Sampling) -> String| sample.map(number).unwrap_or_default();
    let orders: Vec<(&str, &str)> = ORDERS.map(|(order, label)| (order.as_str(), label)).to_vec();
    let fields = vec![
        FormField::choice("sort", "Order", asked.order.as_str(), &orders),
        FormField::number("width", "Characters on each side", asked.width),
        FormField::number("limit", "Most lines", asked.limit),
        once(asked.once),
        FormField::number("sample", "Sample of passages", of_sample(|s| s.number.to_string())),
        FormField::number("seed", "Seed", of_sample(|s| s.seed.to_string())),
        FormField::choice(
            "per",
            "Sample of each",
            sample.and_then(|sample| sample.per).map_or("", stratum),
            &[("", "all together"), ("authority", "authority"), ("year", "year")],
        ),
    ];
    let order = |(order, label): (LineOrder, &'static str)| {
        let other = ConcordanceRequest { order, ..asked.clone() };
        (write("/concordance", &other), label, order == asked.order)
    };
    ConcordancePage {
        frame: frame("Concordance", asked, holdings),
        said: (!asked.search.text.is_empty()).then(|| concordance_said(&answer)),
        form: StudyForm::new("/concordance", asked, "Words to see in their context", fields),
        orders: ORDERS.map(order).to_vec(),
        read_back: reading(&answer.query),
        lines: answer
            .lines
            .into_iter()
            .map(|line| LineRow {
                left: line.left,
                key: line.key,
                right: line.right,
                place: Where::new(line.cited),
            })
            .collect(),
    }
}

/// `Lines 1 to 100 of 373 mentions in 277 passages of 73 papers`.
fn concordance_said(answer: &Concordance) -> String {
    let mentions = words::count(answer.mentions, "mention", "mentions");
    let shown = answer.lines.len() as u64;
    let mut said = format!("{mentions} in {}", counted(answer.mentioning));
    if let Some(sample) = &answer.sample {
        let (read, all) = (answer.read.passages, words::passages(answer.total.passages));
        let read = words::number(read);
        said.push_str(&format!(", in a sample of {read} of {all} (seed {})", sample.seed));
    }
    said.push_str(&left_out(answer.repeats));
    if shown < answer.mentions {
        said.push_str(&format!("; the first {} are shown", words::number(shown)));
    }
    said
}

fn counted(counts: Counts) -> String {
    format!("{} of {}", words::passages(counts.passages), words::papers(counts.papers))
}

/// The frame of a study's page; its title says all that the address does.
pub(super) fn frame<T: Asked>(name: &str, asked: &T, holdings: &Holdings) -> Frame {
    let search = asked.search();
    let filters = params::fields(search).into_iter().filter(|(name, _)| *name != "q");
    let filters = filters.map(|(name, value)| format!("{name} {value}"));
    let own = asked.own().into_iter().map(|(name, value)| format!("{name} {value}"));
    let chosen: Vec<String> = filters.chain(own).collect();
    let mut title = if search.text.is_empty() { "Everything" } else { &search.text }.to_owned();
    if !chosen.is_empty() {
        title.push_str(&format!(" ({})", chosen.join(", ")));
    }
    title.push_str(&format!(" – {}", name.to_lowercase()));
    Frame { search_box: false, ..Frame::new(title, Some(holdings)) }
}

#[derive(Template)]
#[template(path = "study/collocates.html")]
struct CollocatesPage {
    frame: Frame,
    form: StudyForm,
    said: Option<String>,
    read_back: String,
    first: Option<String>,
    table: WordTable,
}

/// Words, each with what was counted of it.
struct WordTable {
    label: &'static str,
    caption: String,
    /// What the cells of a row are.
    columns: [&'static str; 5],
    rows: Vec<WordRow>,
}

/// A word and what was counted of it.
struct WordRow {
    word: String,
    /// Where it can be seen in its context.
    url: String,
    cells: [String; 5],
}

impl WordRow {
    /// A word of the passages of `search`, with its address in their search.
    fn new(search: &SearchRequest, word: String, term: &str, cells: [String; 5]) -> WordRow {
        let text = format!("{} ={term}", search.text).trim().to_owned();
        let near = SearchRequest { text, ..search.clone() };
        WordRow { word, url: format!("/{}", params::write(&near)), cells }
    }
}

/// `GET /collocates`
pub(crate) async fn collocates(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    page(
        app,
        "/collocates",
        query,
        |library, asked| library.collocates(asked),
        |asked, answer, holdings| render(&collocates_page(&asked, answer, holdings)),
    )
    .await
}

fn collocates_page(
    asked: &CollocatesRequest,
    answer: Collocates,
    holdings: &Holdings,
) -> CollocatesPage {
    let mut fields = vec![
        FormField::number("window", "Words on each side", asked.window),
        FormField::number("least", "Least times near", asked.words.least),
    ];
    fields.extend(which_words(&asked.words));
    let said = format!(
        "{} in {}. {} stand within {} of them, {} elsewhere in the {} searched. {} often enough \
         near and commoner there{}{}.",
        words::count(answer.mentions, "mention", "mentions"),
        counted(answer.mentioning),
        words::count(answer.words_near, "word", "words"),
        words::count(answer.window as u64, "word", "words"),
        words::number(answer.words_elsewhere),
        words::passages(answer.searched.passages),
        is_or_are(answer.found),
        shown(answer.found, answer.words.len()),
        left_out(answer.repeats),
    );
    let first = answer.words.first().map(|word| word.in_words.clone());
    let row = |word: Collocate| {
        let cells = [
            words::number(word.near),
            format!("{:.1}", word.expected),
            words::number(word.papers),
            format!("{:.1}", word.log_likelihood),
            format!("{:.2}", word.log_ratio),
        ];
        WordRow::new(&asked.search, word.word, &word.term, cells)
    };
    CollocatesPage {
        frame: frame("Collocates", asked, holdings),
        form: StudyForm::new("/collocates", asked, "Words whose neighbours to count", fields),
        said: (!asked.search.text.is_empty()).then_some(said),
        read_back: reading(&answer.query),
        first,
        table: WordTable {
            label: "Words near",
            caption: format!("Words within {} words of a mention, the surest first", answer.window),
            columns: ["Times near", "By chance", "Papers", "Log-likelihood", "Log-ratio"],
            rows: answer.words.into_iter().map(row).collect(),
        },
    }
}

fn once(chosen: bool) -> FormField {
    let choices = [("no", "each time"), ("yes", "once")];
    let value = if chosen { "yes" } else { "no" };
    FormField::choice("once", "Count a reprinted paragraph", value, &choices)
}

/// `; 12 reprints are left out`, where some are.
fn left_out(repeats: u64) -> String {
    let is = if repeats == 1 { "is" } else { "are" };
    match repeats {
        0 => String::new(),
        n => format!("; {} {is} left out", words::count(n, "reprint", "reprints")),
    }
}

/// The boxes for which words to count and how many to give.
fn which_words(words: &WordChoice) -> [FormField; 3] {
    let choices = [("no", "leave out"), ("yes", "count too")];
    let grammar = if words.function_words { "yes" } else { "no" };
    [
        FormField::number("limit", "Most words", words.limit),
        once(words.once),
        FormField::choice("function_words", "Words of grammar", grammar, &choices),
    ]
}

/// `1 word is`, `72 words are`.
fn is_or_are(n: u64) -> String {
    format!("{} {}", words::count(n, "word", "words"), if n == 1 { "is" } else { "are" })
}

/// `; the first 50 are shown`, where not all are.
fn shown(all: u64, shown: usize) -> String {
    match shown as u64 {
        shown if shown < all => format!("; the first {} are shown", words::number(shown)),
        _ => String::new(),
    }
}

#[derive(Template)]
#[template(path = "study/keywords.html")]
struct KeywordsPage {
    frame: Frame,
    form: StudyForm,
    said: Option<String>,
    here: String,
    there: String,
    first: Option<String>,
    table: WordTable,
}

/// `GET /keywords`
pub(crate) async fn keywords(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    page(
        app,
        "/keywords",
        query,
        |library, asked| library.keywords(asked),
        |asked, answer, holdings| render(&keywords_page(&asked, answer, holdings)),
    )
    .await
}

fn keywords_page(asked: &KeywordsRequest, answer: Keywords, holdings: &Holdings) -> KeywordsPage {
    let mut fields = vec![
        FormField::text("against", "Set against (all others if empty)", &asked.against),
        FormField::number("least", "Least times", asked.words.least),
        FormField::number("papers", "Least papers", asked.papers),
    ];
    fields.extend(which_words(&asked.words));
    let is_asked = !asked.search.text.is_empty() || asked.search.filters != Default::default();
    let said = format!(
        "{} commoner here, often enough and in enough papers{}{}.",
        is_or_are(answer.found),
        shown(answer.found, answer.words.len()),
        left_out(answer.repeats),
    );
    let part = |n: u64, counts: Counts, read_back: &str| {
        format!("{} in {}. {read_back}", words::count(n, "word", "words"), counted(counts))
    };
    let first = answer.words.first().map(|word| word.in_words.clone());
    let row = |word: Keyword| {
        let cells = [
            words::number(word.here),
            words::number(word.there),
            words::number(word.papers_here),
            format!("{:.2}", word.log_ratio),
            format!("{:.1}", word.log_likelihood),
        ];
        WordRow::new(&asked.search, word.word, &word.term, cells)
    };
    KeywordsPage {
        frame: frame("Keywords", asked, holdings),
        form: StudyForm::new("/keywords", asked, "Whose words to set apart", fields),
        said: is_asked.then_some(said),
        here: part(answer.words_here, answer.here, &reading(&answer.query)),
        there: part(answer.words_there, answer.there, &reading(&answer.against)),
        first,
        table: WordTable {
            label: "Keywords",
            caption: "Words that are commoner here than elsewhere, the most so first".to_owned(),
            columns: ["Here", "Elsewhere", "Papers here", "Log-ratio", "Log-likelihood"],
            rows: answer.words.into_iter().map(row).collect(),
        },
    }
}
