use std::path::Path;

use model::record::Paper;

use super::*;
use crate::search::tests::corpus::{Corpus, paper, with};

fn papers() -> Vec<Paper> {
    vec![
        with(
            paper("a22.pdf", Some("Ashmere"), Some("2022-05-01")),
            &[("1", "1 Foster care."), ("2", "2 Other; ring 020 7946 0000 about care.")],
        ),
        with(paper("a23.pdf", Some("Ashmere"), Some("2023-05-01")), &[("1", "1 Roads.")]),
        with(paper("o.pdf", Some("Oakhaven"), None), &[("1", "1 Roads and bridges.")]),
    ]
}

fn batch(queries: &[&str], authorities: &[&str], by: By) -> Batch {
    let query = |query: &&str| BatchQuery { name: (*query).to_owned(), query: (*query).to_owned() };
    Batch {
        queries: queries.iter().map(query).collect(),
        authorities: authorities.iter().map(|id| (*id).to_owned()).collect(),
        by,
    }
}

/// `query | authority | year | outcome | passages of searched | rate | citation or error`.
fn rows(corpus: &Corpus, batch: &Batch) -> Vec<String> {
    let run = corpus.index.batch(batch).unwrap();
    let mut lines = Vec::new();
    for row in (0..run.parts()).flat_map(|part| run.part(part).unwrap()) {
        let text = |name: &str| -> String {
            let column = COLUMNS.iter().find(|column| column.name == name).unwrap();
            match column.values {
                crate::table::Values::Text(value) => value(&row).unwrap_or("-").to_owned(),
                crate::table::Values::Number(value) => {
                    value(&row).map_or("-".to_owned(), |number| number.to_string())
                }
                crate::table::Values::Decimal(value) => {
                    value(&row).map_or("-".to_owned(), |number| number.to_string())
                }
                crate::table::Values::List(_) => panic!("no list here"),
            }
        };
        let shown = ["query", "authority_id", "year", "outcome", "passages", "searched_passages"];
        let shown = shown.into_iter().chain(["per_1000", "text", "error"]);
        lines.push(shown.map(text).collect::<Vec<_>>().join(" | "));
    }
    assert_eq!(lines.len(), run.rows());
    lines
}

#[test]
fn every_query_has_a_row_at_every_authority() {
    let corpus = Corpus::new(papers(), 1);
    let batch = batch(&["care", "\"unclosed"], &["oakhaven", "ashmere", "hackney"], By::Authority);
    let unclosed = |id| {
        let start = format!("\"unclosed | {id} | - | refused | - | - | - | - | ");
        move |row: &String| row.starts_with(&start) && row.len() > start.len() + 10
    };
    let rows = rows(&corpus, &batch);
    assert_eq!(
        rows[..3],
        [
            "care | oakhaven | - | searched 1 paper, none | 0 | 1 | 0 | - | -",
            "care | ashmere | - | found | 2 | 3 | 666.67 | 2 Other; ring […] about care. | -",
            "care | hackney | - | no papers held | 0 | 0 | - | - | -",
        ]
    );
    for (row, id) in rows[3..].iter().zip(["oakhaven", "ashmere", "hackney"]) {
        assert!(unclosed(id)(row), "{row}");
    }
}

#[test]
fn years_are_those_of_all_authorities() {
    let corpus = Corpus::new(papers(), 2);
    let batch = batch(&["care", "roads"], &["ashmere", "oakhaven"], By::Year);
    assert_eq!(
        rows(&corpus, &batch),
        [
            "care | ashmere | 2022 | found | 2 | 2 | 1000 | 2 Other; ring […] about care. | -",
            "care | ashmere | 2023 | searched 1 paper, none | 0 | 1 | 0 | - | -",
            "care | ashmere | undated | no papers held | 0 | 0 | - | - | -",
            "care | oakhaven | 2022 | no papers held | 0 | 0 | - | - | -",
            "care | oakhaven | 2023 | no papers held | 0 | 0 | - | - | -",
            "care | oakhaven | undated | searched 1 paper, none | 0 | 1 | 0 | - | -",
            "roads | ashmere | 2022 | searched 1 paper, none | 0 | 2 | 0 | - | -",
            "roads | ashmere | 2023 | found | 1 | 1 | 1000 | 1 Roads. | -",
            "roads | ashmere | undated | no papers held | 0 | 0 | - | - | -",
            "roads | oakhaven | 2022 | no papers held | 0 | 0 | - | - | -",
            "roads | oakhaven | 2023 | no papers held | 0 | 0 | - | - | -",
            "roads | oakhaven | undated | found | 1 | 1 | 1000 | 1 Roads and bridges. | -",
        ]
    );
}

#[test]
fn most_of_the_words_are_not_found() {
    let rows = rows(&Corpus::new(papers(), 1), &batch(&["foster roads"], &["ashmere"], By::Year));
    assert!(rows.iter().all(|row| row.contains("searched 1 paper, none | 0 |")), "{rows:?}");
}

#[test]
fn a_batch_is_bound_to_its_inputs_and_its_index() {
    let corpus = Corpus::new(papers(), 1);
    let usual = batch(&["care"], &["ashmere"], By::Authority);
    let binding = |corpus: &Corpus, batch: &Batch| corpus.index.batch(batch).unwrap().binding;
    let first = binding(&corpus, &usual);
    assert_eq!(binding(&Corpus::new(papers(), 3), &usual), first);
    for other in [
        batch(&["cares"], &["ashmere"], By::Authority),
        batch(&["care"], &["oakhaven"], By::Authority),
        batch(&["care"], &["ashmere"], By::Year),
    ] {
        let binding = binding(&corpus, &other);
        assert_eq!((binding.index, binding.inputs == first.inputs), (first.index, false));
    }
    let other = binding(&Corpus::new(papers()[..2].to_vec(), 1), &usual);
    assert_eq!((other.inputs, other.index == first.index), (first.inputs, false));
}

#[test]
fn queries_are_read_from_a_csv() {
    let read = |text: &str| {
        BatchQuery::read_csv(Path::new("q.csv"), text.as_bytes()).map_err(|e| e.to_string())
    };
    let query = |name: &str, query: &str| BatchQuery { name: name.into(), query: query.into() };
    let text = "\u{feff}name,query\nPay,\"\"\"retention payment\"\" OR bonus\"\n,care\n";
    let expected = vec![query("Pay", "\"retention payment\" OR bonus"), query("care", "care")];
    assert_eq!(read(text), Ok(expected));
    for (text, problem) in [
        ("query,colour\na,b\n", "`q.csv`, line 1: there is no column `colour`"),
        ("name\na\n", "`q.csv`, line 1: the first line must name the columns, `query` among them"),
        ("care\nroads\n", "`q.csv`, line 1: there is no column `care`"),
        ("query\n", "`q.csv`, line 1: there is no row"),
        ("query,name\na,b\n,c\n", "`q.csv`, line 3: `query` is empty"),
        ("query,name\na\n", "`q.csv`, line 2: "),
    ] {
        let seen = read(text).unwrap_err();
        assert!(seen.starts_with(problem), "{seen}");
    }
    let latin = BatchQuery::read_csv(Path::new("q.csv"), &b"query\ncaf\xe9\n"[..]).unwrap_err();
    assert!(latin.to_string().contains("line 2: this is no UTF-8"), "{latin}");
}

#[test]
fn authorities_are_known_or_held() {
    let corpus = Corpus::new(papers(), 1);
    let read = |list: &str| corpus.index.authorities_in(list).map_err(|e| e.to_string());
    let ids = |ids: &[&str]| Ok(ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>());
    assert_eq!(read("ashmere, hackney,ashmere"), ids(&["ashmere", "hackney"]));
    assert_eq!(read("London Borough of Hackney"), ids(&["hackney"]));
    assert!(read("hackny").unwrap_err().starts_with("`hackny` is no authority"));
    assert!(read(" , ").unwrap_err().contains("at least one"));
    let table = |text: &str| corpus.index.read_authorities(Path::new("l.csv"), text.as_bytes());
    assert_eq!(table("authority\nashmere\n").unwrap(), ["ashmere"]);
    let unknown = table("authority\nashmere\nhackny\n").unwrap_err().to_string();
    assert!(unknown.starts_with("`l.csv`, line 3: `hackny` is no authority"), "{unknown}");
}
