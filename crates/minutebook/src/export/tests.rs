use std::collections::BTreeMap;
use std::ops::ControlFlow;

use model::record::{Paper, Person, PersonKind, Speaker, SpeakerClass};
use model::{Sha256, Vocabularies};

use super::*;
use crate::citation::Accessed;
use crate::search::tests::corpus::{Corpus, add, paper, speaker, topic, with};
use crate::table::{Format, TableWriter, Tally};

fn papers() -> Vec<Paper> {
    let mut ashmere = paper("ashmere.pdf", Some("Ashmere"), Some("2023-03-14"));
    ashmere.people = vec![Person::new(
        Some("Kim Young".to_owned()),
        None,
        PersonKind::YoungPeople,
        "Kim Young".to_owned(),
    )];
    let said = add(&mut ashmere, "4.1", "4.1 Care, the DCSC said; write to dcsc@ashmere.gov.uk.");
    let dcsc = speaker("DCSC", "director-childrens-social-care");
    let kim = |class| Speaker {
        resolved: Some("Kim Young".to_owned()),
        name: Some("Kim Young".to_owned()),
        role: Some("chair".to_owned()),
        class,
        ..speaker("Kim Young", "chair")
    };
    said.speakers = vec![dcsc, kim(SpeakerClass::Named), kim(SpeakerClass::Outside)];
    said.topics = vec![topic("b"), topic("a")];
    vec![
        with(paper("undated.pdf", Some("Oakhaven"), None), &[("1", "1 Care."), ("", "Other.")]),
        with(paper("none.pdf", None, None), &[("1", "1 Care without a council.")]),
        ashmere,
        with(
            paper("dated.pdf", Some("Oakhaven"), Some("2022")),
            &[("2", "2 Care."), ("3", "3 Care.")],
        ),
    ]
}

fn rows(corpus: &Corpus, text: &str) -> (Vec<ExportRow>, Exported) {
    let mut rows = Vec::new();
    let exported = corpus.index.export(&SearchRequest::new(text), &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    });
    (rows, exported.unwrap())
}

#[test]
fn rows_are_all_that_a_search_counts_in_a_fixed_order() {
    for segments in [1, 4] {
        let corpus = Corpus::new(papers(), segments);
        let (rows, exported) = rows(&corpus, "care");
        let seen: Vec<_> =
            rows.iter().map(|row| (row.source.as_str(), row.label.as_deref().unwrap())).collect();
        let expected = [
            ("ashmere.pdf", "4.1"),
            ("dated.pdf", "2"),
            ("dated.pdf", "3"),
            ("undated.pdf", "1"),
            ("none.pdf", "1"),
        ];
        assert_eq!(seen, expected);
        assert_eq!(exported.rows, corpus.answer("care").total);
        assert_eq!(exported.searched.papers, 4);
    }
}

#[test]
fn residents_and_contacts_are_not_in_a_row() {
    let (rows, _) = rows(&Corpus::new(papers(), 1), "care authority:ashmere");
    let row = &rows[0];
    assert_eq!(row.speakers, ["DCSC", "outside", "outside"]);
    assert_eq!(row.speakers_resolved, ["", "", ""]);
    assert_eq!(row.roles, ["director-childrens-social-care", "", ""]);
    assert_eq!(row.topics, ["b", "a"]);
    assert_eq!(row.text, "4.1 Care, the DCSC said; write to […].");
    assert!(row.citation.ends_with("item 4 “Workforce”, para 4.1, p. 7"), "{}", row.citation);
    assert_eq!(row.item_title.as_deref(), Some("Workforce"));
}

#[test]
fn a_search_says_who_is_outside() {
    let answer = Corpus::new(papers(), 1).answer("care authority:ashmere");
    let speakers = &answer.hits[0].passages[0].speakers;
    assert_eq!(speakers.iter().map(|of| of.outside).collect::<Vec<_>>(), [false, true, true]);
}

#[test]
fn an_export_that_is_broken_off_counts_what_it_gave() {
    let corpus = Corpus::new(papers(), 2);
    let mut left = 2;
    let exported = corpus.index.export(&SearchRequest::new("care"), &mut |_| {
        left -= 1;
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(exported.unwrap().rows, Counts { passages: 2, papers: 2 });
}

#[test]
fn what_is_refused_gives_no_row() {
    let refused = Corpus::new(papers(), 1)
        .index
        .export(&SearchRequest::new("\"care"), &mut |_| panic!("a row of a refused request"));
    assert!(matches!(refused, Err(SearchError::Refused(_))), "{refused:?}");
}

#[test]
fn every_column_has_a_name_of_its_own_and_says_what_it_holds() {
    let names: BTreeMap<&str, &str> = COLUMNS.iter().map(|of| (of.name, of.holds)).collect();
    assert_eq!(names.len(), COLUMNS.len());
    assert!(names.values().all(|holds| holds.ends_with('.')), "{names:?}");
}

#[test]
fn the_fingerprint_changes_with_papers_and_labels_alone() {
    let fingerprint = |papers: Vec<Paper>, segments| {
        Corpus::new(papers, segments).index.identity().unwrap().fingerprint
    };
    let whole = fingerprint(papers(), 1);
    assert_eq!(fingerprint(papers(), 3), whole, "cut into other segments");
    let mut turned = papers();
    turned.reverse();
    assert_eq!(fingerprint(turned, 1), whole, "read in another order");
    let changed = |change: fn(&mut Vec<Paper>)| {
        let mut papers = papers();
        change(&mut papers);
        fingerprint(papers, 1)
    };
    let others = [
        changed(|papers| drop(papers.pop())),
        changed(|papers| papers[0].committee = Some("Cabinet".to_owned())),
        changed(|papers| papers[0].passages[0].topics = vec![topic("a")]),
        changed(|papers| papers[0].source = "elsewhere.pdf".to_owned()),
        changed(|papers| papers[0].passages.swap(0, 1)),
    ];
    for (n, other) in others.iter().enumerate() {
        assert_ne!(*other, whole, "change {n}");
    }
}

fn manifest(corpus: &Corpus, request: &SearchRequest) -> Manifest {
    let mut table = TableWriter::new(Format::Csv, COLUMNS, Tally::new(Vec::new())).unwrap();
    let exported = corpus.index.export(request, &mut |row| {
        table.row(&row).unwrap();
        ControlFlow::Continue(())
    });
    let (tallied, bytes) = table.finish().unwrap().finish();
    assert_eq!((tallied.bytes, tallied.sha256), (bytes.len() as u64, Sha256::of(&bytes)));
    let of_index = (corpus.index.identity().unwrap(), Vocabularies::shipped().version);
    let file = (Format::Csv, Some("care.csv".to_owned()), Some(tallied));
    Manifest::of(request, &exported.unwrap(), of_index, file, jiff::civil::date(2026, 11, 28))
}

#[test]
fn a_manifest_repeats_its_request() {
    let corpus = Corpus::new(papers(), 1);
    let mut request = SearchRequest::new("care");
    request.filters.authority = vec!["oakhaven".to_owned()];
    request.expand = false;
    let first = manifest(&corpus, &request);
    assert_eq!((first.rows, first.day.as_str()), (Counts { passages: 3, papers: 2 }, "2026-11-28"));
    let read = Manifest::parse(&serde_json::to_string(&first).unwrap()).unwrap();
    assert_eq!((&read, read.request()), (&first, request.clone()));

    let same = read.repeated_by(&manifest(&corpus, &read.request()));
    assert_eq!(same, Repetition { same_index: true, same_counts: true, same_file: Some(true) });
    let mut fewer = papers();
    fewer.truncate(3);
    let other = read.repeated_by(&manifest(&Corpus::new(fewer, 1), &read.request()));
    assert_eq!(other, Repetition { same_index: false, same_counts: false, same_file: Some(false) });

    let day: Accessed = "2026-11-28".parse().unwrap();
    let unwritten = corpus.index.manifest(&request, Format::Csv, day).unwrap();
    let file = FileFacts { name: None, bytes: None, sha256: None };
    assert_eq!(unwritten, Manifest { file, ..first.clone() });
    let read = Manifest::parse(&serde_json::to_string(&unwritten).unwrap()).unwrap();
    let same = read.repeated_by(&first);
    assert_eq!(same, Repetition { same_index: true, same_counts: true, same_file: None });
    assert!(Manifest::parse("{}").is_err());
}
