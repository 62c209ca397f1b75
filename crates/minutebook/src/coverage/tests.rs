use crate::search::tests::corpus::{Corpus, paper, with};

use super::*;

#[test]
fn papers_are_counted_by_authority_and_committee() {
    let of = |source: &str, authority, date, committee: Option<&str>| {
        let mut paper = with(paper(source, authority, date), &[("1", "a"), ("2", "b")]);
        paper.committee = committee.map(str::to_owned);
        paper.pages_without_text = vec![2];
        paper
    };
    let (cabinet, panel) = (Some("Cabinet"), Some("Panel"));
    let corpus = Corpus::since(
        vec![
            (
                of("v/1", Some("Velbridge"), Some("2024-03-01"), cabinet),
                Some("2026-11-01T00:00:00Z"),
            ),
            (of("v/2", Some("Velbridge"), Some("2024-01-01"), panel), Some("2026-11-03T00:00:00Z")),
            (of("v/3", Some("Velbridge"), None, None), None),
            (of("x/1", None, None, None), None),
            (of("x/2", Some("Ashmere"), Some("2023"), None), None),
        ],
        2,
    );
    let coverage = corpus.index.coverage(&[]).unwrap();
    let shown = coverage.authorities.iter().map(|authority| {
        let held = &authority.held;
        let committees: Vec<String> =
            authority.committees.iter().map(|c| format!("{} {}", c.label, c.held.papers)).collect();
        format!(
            "{} {} {} {} gaps {} undated {} new {}: {}",
            authority.label,
            held.papers,
            held.passages,
            held.pages_without_text,
            held.calendar.gaps(),
            held.calendar.undated,
            authority.last_new.as_deref().unwrap_or("?"),
            committees.join(", ")
        )
    });
    let expected = [
        "Ashmere 1 2 1 gaps 0 undated 0 new ?: Unknown 1",
        "Unknown 1 2 1 gaps 0 undated 1 new ?: Unknown 1",
        "Velbridge 3 6 3 gaps 1 undated 1 new 2026-11-03T00:00:00Z: Cabinet 1, Panel 1, Unknown 1",
    ];
    assert_eq!(shown.collect::<Vec<_>>(), expected);
    let velbridge = &corpus.index.coverage(&["velbridge".to_owned()]).unwrap().authorities;
    assert_eq!(velbridge[..], coverage.authorities[2..]);
    let held = &velbridge[0].held;
    let dates = (held.first_date.as_deref(), held.last_date.as_deref());
    assert_eq!(dates, (Some("2024-01-01"), Some("2024-03-01")));
    assert_eq!(corpus.index.coverage(&["kent".to_owned()]).unwrap().authorities, []);
}

#[test]
fn a_failed_file_is_counted_where_its_folder_has_one_authority() {
    let of = |source: &str, authority| with(paper(source, authority, None), &[("1", "a")]);
    let papers = vec![of("v/1", Some("Velbridge")), of("x/1", None), of("x/2", Some("Velbridge"))];
    let corpus = Corpus::new(papers, 1);
    let snapshot = corpus.index.snapshot();
    let papers = snapshot.register(&corpus.index).unwrap().papers();
    let failure = |source: &str| Failure { source: source.to_owned(), cause: String::new() };
    let failures = ["v/a.pdf", "v/b.pdf", "x/c.pdf", "d.pdf", "v/w/e.pdf"].map(failure);
    assert_eq!(failed(papers, failures.iter()), (BTreeMap::from([("velbridge", 2)]), 3));
}
