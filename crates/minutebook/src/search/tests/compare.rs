//! Comparisons: cells, zeros, order and quotations.

use super::corpus::{Corpus, add, paper, speaker, topic, with};
use crate::answer::Counts;
use crate::comparison::{Axis, Cell, CompareRequest, Comparison, Zero};
use crate::error::SearchError;
use crate::request::{Filters, SearchRequest};

fn corpus(batches: usize) -> Corpus {
    let mut spoken = with(paper("spoken", Some("Ashmere"), Some("2023-05-02")), &[("1", "alder")]);
    spoken.passages[0].speakers = vec![speaker("The Chair", "chair"), speaker("DCS", "director")];
    let tagged = add(&mut spoken, "2", "alder beside a birch in the long avenue of the old park");
    tagged.topics = vec![topic("budget"), topic("placement-stability")];
    let papers = vec![
        spoken,
        with(paper("first", Some("Ashmere"), Some("2021-02-03")), &[("1", "alder"), ("2", "elm")]),
        with(paper("other", Some("Velbridge"), Some("2021")), &[("1", "elm"), ("2", "elm")]),
        with(paper("nobody", None, Some("2023-11-01")), &[("1", "an alder stands here")]),
        with(paper("whenever", Some("Ashmere"), None), &[("1", "alder"), ("2", "alder twice")]),
    ];
    Corpus::new(papers, batches)
}

fn compare(corpus: &Corpus, text: &str, by: Axis, over: Axis) -> Comparison {
    let request = CompareRequest { by, over, ..CompareRequest::new(SearchRequest::new(text)) };
    corpus.index.compare(&request).unwrap()
}

fn names(values: &[crate::comparison::AxisValue]) -> Vec<&str> {
    values.iter().map(|value| value.value.as_str()).collect()
}

fn cell<'c>(comparison: &'c Comparison, row: &str, column: &str) -> &'c Cell {
    let here = |cell: &&Cell| cell.row == row && cell.column == column;
    comparison.cells.iter().find(here).unwrap()
}

#[test]
fn a_paper_without_text_is_held_and_searched_and_says_nothing() {
    for batches in 1..=3 {
        let papers = vec![
            with(paper("scan", Some("Velbridge"), Some("2022-01-01")), &[]),
            with(paper("scanned", Some("Ashmere"), Some("2021-01-01")), &[]),
            with(paper("typed", Some("Ashmere"), Some("2021-02-03")), &[("1", "elm")]),
            with(paper("later", Some("Ashmere"), Some("2022-02-03")), &[("1", "alder")]),
        ];
        let corpus = Corpus::new(papers, batches);
        let comparison = compare(&corpus, "alder", Axis::Authority, Axis::Year);
        let zero = |row, column| cell(&comparison, row, column).zero();
        assert_eq!(zero("velbridge", "2022"), Some(Zero::NoText { papers: 1 }));
        assert_eq!(zero("velbridge", "2021"), Some(Zero::NothingHeld));
        assert_eq!(zero("ashmere", "2021"), Some(Zero::NothingFound { papers: 1 }));
        assert_eq!(zero("ashmere", "2022"), None);
        let ashmere = cell(&comparison, "ashmere", "2021");
        assert_eq!((ashmere.searched.papers, ashmere.without_text), (2, 1));
        assert_eq!((comparison.searched.papers, comparison.without_text), (4, 2));
        assert_eq!(comparison.searched.papers, corpus.answer("alder").searched.papers);

        let mut request = CompareRequest::new(SearchRequest::new("alder"));
        request.search.filters.year = vec!["2022".to_owned()];
        let of_2022 = corpus.index.compare(&request).unwrap();
        assert_eq!((of_2022.searched.papers, of_2022.without_text), (2, 1));
    }
}

#[test]
fn cells_of_authority_by_year_sum_to_the_total_and_every_zero_can_be_read() {
    for batches in 1..=3 {
        let corpus = corpus(batches);
        let comparison = compare(&corpus, "alder", Axis::Authority, Axis::Year);
        assert_eq!(names(&comparison.rows), ["ashmere", "velbridge", "unknown"]);
        // The year between is there, so that the gap is seen.
        assert_eq!(names(&comparison.columns), ["2021", "2022", "2023", "undated"]);
        let total = corpus.answer("alder").total;
        assert_eq!(comparison.total, total);
        let sum = |of: fn(&Cell) -> u64| comparison.cells.iter().map(of).sum::<u64>();
        assert_eq!(sum(|cell| cell.passages), total.passages);
        assert_eq!(sum(|cell| cell.papers), total.papers);
        assert_eq!(sum(|cell| cell.searched.passages), 9);
        assert_eq!(comparison.searched, Counts { passages: 9, papers: 5 });
        let found = cell(&comparison, "ashmere", "2023");
        assert_eq!((found.passages, found.papers), (2, 1));
        assert_eq!(found.searched, Counts { passages: 2, papers: 1 });
        assert_eq!((found.per_1000, found.zero()), (Some(1_000.0), None));
        let none = cell(&comparison, "velbridge", "2021");
        assert_eq!(none.zero(), Some(Zero::NothingFound { papers: 1 }));
        assert_eq!(none.per_1000, Some(0.0));
        let gap = cell(&comparison, "velbridge", "2022");
        assert_eq!((gap.zero(), gap.per_1000), (Some(Zero::NothingHeld), None));
        assert!(!comparison.overlap);
    }
}

#[test]
fn each_axis_has_its_values() {
    let corpus = corpus(2);
    let rows = |axis, over| {
        let comparison = compare(&corpus, "alder", axis, over);
        let rows = comparison.rows.iter().map(|row| format!("{} {}", row.value, row.label));
        (rows.collect::<Vec<_>>(), comparison.overlap)
    };
    let quarters = rows(Axis::Quarter, Axis::Authority);
    assert_eq!(quarters.0.first().unwrap(), "2021 2021, quarter unknown");
    assert_eq!(quarters.0[1], "2021-Q1 2021 Q1");
    assert_eq!(
        quarters.0[10..],
        ["2023-Q2 2023 Q2", "2023-Q3 2023 Q3", "2023-Q4 2023 Q4", "undated Undated"]
    );
    assert!(!quarters.1);
    let topics = rows(Axis::Topic, Axis::Year);
    assert_eq!(topics.0.last().unwrap(), "none None");
    assert_eq!((topics.0.len(), topics.1), (3, true));
    let roles = rows(Axis::Role, Axis::Year);
    assert_eq!(roles.0[0], "role:chair Chair");
    assert_eq!((roles.0.len(), roles.1), (3, true));
    assert_eq!(rows(Axis::Kind, Axis::Year).0, ["minutes Minutes"]);
    assert_eq!(rows(Axis::Committee, Axis::Year).0, ["unknown Unknown"]);
}

#[test]
fn chosen_values_limit_what_is_searched_and_are_shown_without_papers() {
    let corpus = corpus(1);
    let filters = Filters {
        authority: vec!["ashmere".to_owned(), "hackney".to_owned()],
        year: vec!["2021".to_owned()],
        ..Filters::default()
    };
    let search = SearchRequest { filters, ..SearchRequest::new("alder") };
    let comparison = corpus.index.compare(&CompareRequest::new(search)).unwrap();
    assert_eq!(names(&comparison.rows), ["ashmere", "hackney"]);
    assert_eq!(names(&comparison.columns), ["2021"]);
    assert_eq!(cell(&comparison, "hackney", "2021").zero(), Some(Zero::NothingHeld));
    assert_eq!(comparison.searched, Counts { passages: 2, papers: 1 });
}

#[test]
fn the_best_passages_of_a_cell_are_quoted_once_each() {
    let long = "alder and birch in one avenue, planted by the council in the spring of last year";
    let pack = with(paper("pack", Some("Ashmere"), Some("2023-01-09")), &[("1", long)]);
    let minutes = with(
        paper("minutes", Some("Ashmere"), Some("2023-01-10")),
        &[("1", long), ("2", "an alder by itself, which the wind took in the night")],
    );
    let corpus = Corpus::new(vec![pack, minutes], 2);
    let comparison = compare(&corpus, "alder", Axis::Authority, Axis::Year);
    let [cell] = comparison.cells.as_slice() else { panic!("{:?}", comparison.cells) };
    assert_eq!((cell.passages, cell.papers), (3, 2));
    assert_eq!(cell.quotations.len(), 2);
    assert!(cell.quotations.iter().any(|quoted| quoted.text == long));
    let [start, end] = cell.quotations[0].highlights[0];
    assert_eq!(&cell.quotations[0].text[start..end], "alder");
    assert!(cell.quotations[0].citation.starts_with("Ashmere"));
}

#[test]
fn of_two_as_good_the_same_is_quoted_in_whatever_order_papers_came() {
    let said = |day: usize| {
        let (name, date) = (format!("paper {day}"), format!("2024-06-{day:02}"));
        let text = format!("The council met on day {day} of June.");
        with(paper(&name, Some("Ashmere"), Some(&date)), &[("1", text.as_str())])
    };
    let quoted = |days: Vec<usize>, batches: usize| {
        let corpus = Corpus::new(days.into_iter().map(said).collect(), batches);
        let comparison = compare(&corpus, "council", Axis::Authority, Axis::Year);
        let quotations = &comparison.cells[0].quotations;
        quotations.iter().map(|quotation| quotation.text.clone()).collect::<Vec<_>>()
    };
    let first = quoted((1..=20).collect(), 1);
    assert_eq!(first.len(), 3);
    for batches in 1..=3 {
        assert_eq!(quoted((1..=20).rev().collect(), batches), first, "{batches} segments");
    }
}

#[test]
fn comparisons_that_say_nothing_are_refused() {
    let corpus = corpus(1);
    let kind = |request: CompareRequest| match corpus.index.compare(&request).unwrap_err() {
        SearchError::Refused(refusal) => refusal.kind,
        SearchError::Index(error) => panic!("{error}"),
    };
    let usual = CompareRequest::new(SearchRequest::new("alder"));
    assert_eq!(kind(CompareRequest { over: usual.by, ..usual.clone() }), "same-axes");
    assert_eq!(kind(CompareRequest { quotations: 11, ..usual }), "bad-quotations");
    assert_eq!(kind(CompareRequest::new(SearchRequest::new("\"alder"))), "unclosed-quote");
}
