use model::record::{Paper, PaperKind, PassageKind};

use super::*;
use crate::search::tests::corpus::{Corpus, add, paper, with};

/// Minutes of two councils, one registered and one invented, and two papers of one day.
fn corpus() -> Corpus {
    let minutes = |source: &str, authority: &str, date: &str| {
        let mut paper = paper(source, Some(authority), Some(date));
        paper.committee = Some("Children and Young People Scrutiny Commission".to_owned());
        with(
            paper,
            &[("4.2", "4.2 One."), ("4.3", "4.3 Two."), ("4.7", "4.7 Three."), ("", "Four.")],
        )
    };
    let mut repeated = minutes("repeated", "Oakhaven", "2023-06-01");
    for text in ["(a) first", "(a) second"] {
        add(&mut repeated, "(a)", text);
    }
    let report = |source: &str, title: &str| {
        let mut report = paper(source, Some("Velbridge"), Some("2024-03-05"));
        report.kind = PaperKind::Report;
        report.title = Some(title.to_owned());
        report.committee = Some("Cabinet".to_owned());
        report.source_url = Some(format!("https://velbridge.example/{source}.pdf"));
        with(report, &[("1.1", "1.1 Costs."), ("1.2", "1.2 Savings.")])
    };
    let mut page: Paper = paper("page", None, None);
    page.kind = PaperKind::Other;
    page.title = Some("Becoming a foster carer".to_owned());
    add(&mut page, "", "Ring us.").page = None;
    add(&mut page, "", "Next steps").kind = PassageKind::Heading;
    page.passages.iter_mut().for_each(|passage| passage.item = None);
    let papers = vec![
        minutes("hackney-2022", "Hackney", "2022-11-30"),
        minutes("hackney-2023", "Hackney", "2023-01-11"),
        minutes("ashmere", "Ashmere", "2022-11-30"),
        repeated,
        report("s1", "Placements"),
        report("s2", "Placement stability and sufficiency"),
        page,
    ];
    Corpus::new(papers, 2)
}

/// The outcome and the candidates as `source/label`, the paper alone where it is one.
fn line(corpus: &Corpus, text: &str) -> String {
    let found = corpus.index.find_citation(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let candidate = |candidate: &Candidate| {
        let source = &candidate.paper.source;
        let place = candidate.citation.split(", ").find_map(|part| {
            part.strip_prefix("para ")
                .or(part.strip_prefix("unnumbered "))
                .or(part.strip_prefix("heading "))
        });
        match (&candidate.passage, place) {
            (Some(_), Some(place)) => format!("{source}/{place}"),
            (Some(_), None) => format!("{source}/?"),
            (None, _) => source.clone(),
        }
    };
    let sure = |wanted: Sure| found.candidates.iter().filter(move |c| c.sure == wanted);
    let all: Vec<String> = match found.outcome {
        FindOutcome::Found => sure(Sure::Certain).map(candidate).collect(),
        FindOutcome::Several => sure(Sure::Likely).map(candidate).collect(),
        FindOutcome::Nothing => Vec::new(),
    };
    let outcome = format!("{:?}", found.outcome).to_lowercase();
    format!("{outcome}: {}", all.join(", ")).trim_end_matches([' ', ':']).to_owned()
}

#[track_caller]
fn check(corpus: &Corpus, text: &str, expected: &str) {
    assert_eq!(line(corpus, text), expected, "{text}");
}

#[test]
fn a_citation_is_found_however_it_is_typed() {
    let corpus = corpus();
    let body = "Children and Young People Scrutiny Commission";
    for text in [
        "Hackney … 30 November 2022 item 4 para 4.3",
        "hackney 30/11/2022 4.3",
        "Hackney Council, CYP Scrutiny Commission, 30 Nov 2022, §4.3",
        "LB Hackney CYP Scrutiny minutes, Nov 30, 2022, paragraph 4.3",
        "London Borough of Hackney, minutes 2022-11-30, para. 4.3 (accessed 11 January 2023)",
        "\"Hackney Council, Scrutiny Commission, 30 November 2022, item 4 'Workforce', para 4.3\"",
        "E09000012, 30 November 2022, item 4, 4.3 Two.",
    ] {
        check(&corpus, text, "found: hackney-2022/4.3");
    }
    check(&corpus, "Ashmere Borough Council, 30 November 2022, para 4.3", "found: ashmere/4.3");
    let text = format!("Hackney Council, {body}, November 2022, unnumbered paragraph 1, page 7");
    check(&corpus, &text, "found: hackney-2022/paragraph 1");
    check(&corpus, "Velbridge, Placements, 5 March 2024, para 1.2", "found: s1/1.2");
    let text = "Velbridge (2024) Placement stability and sufficiency, Cabinet, para. 1.2";
    check(&corpus, text, "found: s2/1.2");
    check(
        &corpus,
        "Velbridge, para 1.1, <https://velbridge.example/s2.pdf#page=3>.",
        "found: s2/1.1",
    );
    let text = "‘Becoming a foster carer’ (n.d.), unnumbered paragraph 1";
    check(&corpus, text, "found: page/paragraph 1");
    let text = "Becoming a foster carer, heading \"Next steps\"";
    check(&corpus, text, "found: page/“Next steps”");
}

#[test]
fn what_is_ambiguous_is_not_guessed() {
    let corpus = corpus();
    check(&corpus, "30 November 2022, item 4, para 4.3", "several: ashmere/4.3, hackney-2022/4.3");
    check(&corpus, "Hackney, para 4.3", "several: hackney-2023/4.3, hackney-2022/4.3");
    let twice = "several: repeated/(a) (first so numbered), repeated/(a) (second so numbered)";
    check(&corpus, "Oakhaven, 1 June 2023, para (a)", twice);
    let second = "Oakhaven, 1 June 2023, para (a) (second so numbered)";
    check(&corpus, second, "found: repeated/(a) (second so numbered)");
    check(&corpus, "Hackney, 30 November 2022", "found: hackney-2022");
    check(&corpus, "Hackney, CYP Scrutiny Commission", "several: hackney-2022, hackney-2023");
}

#[test]
fn what_led_nowhere_is_named() {
    let corpus = corpus();
    let unanswered = |text: &str| -> Vec<CitedField> {
        let found = corpus.index.find_citation(text).expect("accepted");
        assert_ne!(found.outcome, FindOutcome::Found, "{text}");
        found.unanswered.iter().map(|nothing| nothing.field).collect()
    };
    assert_eq!(unanswered("Hackney, 30 November 2022, para 9.9"), [CitedField::Paragraph]);
    assert_eq!(unanswered("Hackney, 1 May 1999, para 4.3"), [CitedField::Date]);
    let nowhere = "Leeds City Council, 1 May 1999, para 4.3";
    let fields = [CitedField::Authority, CitedField::Date, CitedField::Paragraph];
    assert_eq!(unanswered(nowhere), fields);
    assert_eq!(unanswered("nothing that is known"), [CitedField::Authority]);
}

#[test]
fn every_export_leads_back_without_its_id() {
    let corpus = corpus();
    for paper in corpus.index.papers().expect("papers") {
        let Lookup::Here(view) = corpus.index.paper_view(&paper.id).expect("a paper") else {
            panic!("{} is here", paper.id)
        };
        for passage in &view.record.passages {
            let day = "2026-09-03".parse().expect("a day");
            let Lookup::Here(cited) = corpus.index.citations(&passage.id, day).expect("cited")
            else {
                panic!("{} is here", passage.id)
            };
            for citation in cited.citations {
                let bare = citation.text.replace(passage.id.as_str(), "");
                let found = corpus.index.find_citation(&bare).expect("accepted");
                let first = found.candidates.first().and_then(|first| first.passage.clone());
                assert_eq!(
                    (found.outcome, first.as_ref()),
                    (FindOutcome::Found, Some(&passage.id)),
                    "{bare}"
                );
            }
        }
    }
}

#[test]
fn an_id_is_enough() {
    let corpus = corpus();
    let paper = &corpus.index.papers().expect("papers")[0];
    let found = corpus.index.find_citation(&format!("https://x.example{}", paper.url));
    let found = found.expect("accepted");
    assert_eq!(found.outcome, FindOutcome::Found);
    assert_eq!(found.candidates[0].paper.id, paper.id);
    let Lookup::Here(view) = corpus.index.paper_view(&paper.id).expect("a paper") else {
        panic!("{} is here", paper.id)
    };
    let two: Vec<&str> = view.record.passages.iter().take(2).map(|p| p.id.as_str()).collect();
    let found = corpus.index.find_citation(&two.join(" and ")).expect("accepted");
    assert_eq!((found.outcome, found.candidates.len()), (FindOutcome::Several, 2));
    let gone = format!("{}.00000000", paper.id);
    let found = corpus.index.find_citation(&gone).expect("accepted");
    assert_ne!(found.outcome, FindOutcome::Found, "the passage is not the paper");
    assert_eq!(found.candidates[0].paper.id, paper.id);
}

#[test]
fn what_is_too_long_or_empty_is_refused() {
    let corpus = corpus();
    let refused = |text: &str| match corpus.index.find_citation(text) {
        Err(SearchError::Refused(refusal)) => (refusal.kind, refusal.position),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused("  "), ("empty", [0, 0]));
    assert_eq!(refused(&"é".repeat(15_001)), ("too-long", [30_000, 30_002]));
    assert_eq!(refused(&format!("@{}", "a".repeat(250_000))).0, "too-long");
    let many_words = "4.3 ".repeat(5_000);
    assert_eq!(refused(&format!("@a{{b, title = {{{many_words}}}}}")).0, "too-long");
    assert!(corpus.index.find_citation(&format!("@{}", "{".repeat(9_000))).is_ok());
    assert!(corpus.index.find_citation(&"4.3 ".repeat(250)).is_ok());
}

#[test]
fn with_more_papers_than_are_looked_into_nothing_is_certain() {
    let minutes = |n: usize| {
        let paper = paper(&format!("m{n}"), Some("Ashmere"), Some("2022-11-30"));
        with(paper, &[(if n == 0 { "4.3" } else { "1" }, "One.")])
    };
    let text = "Ashmere, minutes of 30 November 2022, para 4.3";
    let few = Corpus::new((0..MAX_PAPERS).map(minutes).collect(), 1);
    check(&few, text, "found: m0/4.3");
    let many = Corpus::new((0..=MAX_PAPERS).map(minutes).collect(), 1);
    check(&many, text, "several: m0/4.3");
}
