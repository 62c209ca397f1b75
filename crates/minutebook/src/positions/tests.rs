//! Statements over time, and what changed.

use super::*;
use crate::request::Group;
use crate::search::tests::corpus::{Corpus, paper, with};

#[track_caller]
fn check(before: &str, after: &str, expected: &[&str]) {
    let shown: Vec<String> = changes(before, after)
        .into_iter()
        .map(|change| match change {
            SentenceChange::Same { text } => format!("= {text}"),
            SentenceChange::Reworded { before, after } => format!("{before} > {after}"),
            SentenceChange::Added { text } => format!("+ {text}"),
            SentenceChange::Dropped { text } => format!("- {text}"),
        })
        .collect();
    assert_eq!(shown, expected);
}

#[test]
fn sentences_are_paired_once_and_nothing_is_left_out() {
    check("Elms fell.", "Elms  fell.", &["= Elms  fell."]);
    check("", "Elms fell.", &["+ Elms fell."]);
    check("Elms fell.", "", &["- Elms fell."]);
    check(
        "Lime trees were felled. The park has 40 oaks. A path was laid.",
        "The park has 52 oaks. Benches were bought. A path was laid.",
        &[
            "- Lime trees were felled.",
            "The park has 40 oaks. > The park has 52 oaks.",
            "+ Benches were bought.",
            "= A path was laid.",
        ],
    );
    // The order changed, and one sentence is said twice.
    check(
        "Oaks grow here. Limes grow there.",
        "Limes grow there. Oaks grow here. Oaks grow here.",
        &["= Limes grow there.", "= Oaks grow here.", "+ Oaks grow here."],
    );
}

fn corpus() -> Corpus {
    let first = "There were 40 vacancies for social workers in the park team. A bonus is paid.";
    let second = "There were 25 vacancies for social workers in the park team. A bonus is paid.";
    Corpus::new(
        vec![
            with(paper("later", Some("Ashmere"), Some("2024-05-01")), &[("1", second)]),
            with(paper("early", Some("Ashmere"), Some("2023-05-01")), &[("1", first)]),
            with(paper("other", Some("Velbridge"), Some("2022-05-01")), &[("1", first)]),
            with(paper("undated", Some("Ashmere"), None), &[("1", second)]),
            with(paper("apart", Some("Ashmere"), Some("2023-06-01")), &[("1", "Vacancies: none.")]),
        ],
        2,
    )
}

#[test]
fn a_statement_is_set_beside_the_most_alike_earlier_one_of_its_authority() {
    let positions = corpus().index.positions(&SearchRequest::new("vacancies")).unwrap();
    assert_eq!(positions.total.passages, 5);
    let told: Vec<_> = positions
        .statements
        .iter()
        .map(|s| (s.authority_label.as_deref(), s.date.as_deref(), s.since.is_some()))
        .collect();
    let (ashmere, velbridge) = (Some("Ashmere"), Some("Velbridge"));
    assert_eq!(
        told,
        [
            (ashmere, Some("2023-05-01"), false),
            (ashmere, Some("2023-06-01"), false),
            (ashmere, Some("2024-05-01"), true),
            (ashmere, None, false),
            (velbridge, Some("2022-05-01"), false),
        ]
    );
    let since = positions.statements[2].since.as_ref().unwrap();
    assert_eq!(since.id, positions.statements[0].id);
    assert!(since.likeness > 0.7 && since.likeness < 1.0);
    assert_eq!(since.changes.len(), 2);
}

#[test]
fn more_than_can_be_set_side_by_side_is_refused() {
    let texts: Vec<(String, String)> = (0..=MOST_STATEMENTS)
        .map(|n| (n.to_string(), format!("Alder number {n} stands here.")))
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let corpus = Corpus::new(vec![with(paper("all", Some("Ashmere"), None), &texts)], 1);
    let refused = corpus.index.positions(&SearchRequest::new("alder")).unwrap_err();
    assert!(matches!(refused, SearchError::Refused(refusal) if refusal.kind == "too-many"));
}

#[test]
fn in_one_year_authority_stands_against_authority() {
    let said = |name: &str, authority, date, text: &str| {
        with(paper(name, authority, Some(date)), &[("1", text)])
    };
    let few = "Vacancies fell to nine in the year, and the panel was pleased.";
    for batches in 1..=3 {
        let corpus = Corpus::new(
            vec![
                said("a", Some("Velbridge"), "2024-05-01", few),
                said("b", Some("Ashmere"), "2024-03-01", "Vacancies, and again vacancies."),
                said(
                    "c",
                    Some("Ashmere"),
                    "2024-06-01",
                    "Of lamps, roads and vacancies there is more to say than of the bridge, which was closed.",
                ),
                said("d", Some("Oakhaven"), "2024-06-01", "Lamps."),
                said("e", None, "2024-06-01", few),
                said("f", Some("Thornwick"), "2023-06-01", few),
            ],
            batches,
        );
        let mut request = SearchRequest::new("vacancies");
        request.filters.year = vec!["2024".to_owned()];
        let positions = corpus.index.positions(&request).unwrap();
        assert_eq!((positions.total.passages, positions.total.papers), (4, 4));
        let best: Vec<_> = positions
            .statements
            .iter()
            .map(|s| (s.authority.as_deref(), s.text.as_str()))
            .collect();
        let mut of_ashmere = SearchRequest { group: Group::None, ..request.clone() };
        of_ashmere.filters.authority = vec!["ashmere".to_owned()];
        let first = &corpus.index.search(&of_ashmere).unwrap().hits[0].passages[0].snippet.text;
        assert_eq!(
            best,
            [(Some("ashmere"), first.as_str()), (Some("velbridge"), few), (None, few)]
        );
        let across = positions.across.unwrap();
        assert_eq!(across.year, "2024");
        let stands: Vec<_> = across
            .authorities
            .iter()
            .map(|stand| (stand.value.as_str(), stand.passages, stand.searched.papers))
            .collect();
        let expected =
            [("ashmere", 2, 2), ("oakhaven", 0, 1), ("velbridge", 1, 1), ("unknown", 1, 1)];
        assert_eq!(stands, expected);

        request.filters.authority = vec!["ashmere".to_owned()];
        let of_one = corpus.index.positions(&request).unwrap();
        assert_eq!((of_one.across, of_one.statements.len()), (None, 2));
    }
}
