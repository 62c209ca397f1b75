//! Which passages a query finds, and what the answer says of it.

use model::record::PassageKind;

use super::corpus::{Corpus, add, paper, speaker, with};
use crate::answer::CompletionKind;

fn corpus() -> Corpus {
    let mut ashmere = with(
        paper("ashmere", Some("Ashmere"), Some("2022-11-30")),
        &[
            ("4.1", "The Commission noted the fostering recruitment campaign and its cost."),
            ("4.2", "Looked-after children waited longer for placements than in the year before."),
            ("4.3", "Section 47 enquiries rose by a tenth; most were closed without a conference."),
            ("4.4", "There were 47 enquiries about parking in this section of the road."),
            (
                "4.5",
                "Placement stability was good, and the stability of a placement mattered most.",
            ),
            ("4.6", "The zebra crossing on Mill Lane was put off until the autumn."),
        ],
    );
    let answer = add(
        &mut ashmere,
        "4.14",
        "The DCSC said recruitment and retention of social workers remained the chief risk.",
    );
    answer.kind = PassageKind::Response;
    answer.speakers.push(speaker("DCSC", "director-childrens-social-care"));
    add(&mut ashmere, "", "Recruitment and retention").kind = PassageKind::Heading;
    let velbridge = with(
        paper("velbridge", Some("Velbridge"), Some("2023-04")),
        &[
            ("1", "Foster carers and fosterers asked for fostering allowances to keep pace."),
            ("2", "LAC placements outside the borough fell for the third year."),
            ("3", "Unaccompanied asylum seeking children were placed with foster carers."),
            ("4", "The lamp column at the corner of the market had been out of order since May."),
        ],
    );
    let mut undated = with(
        paper("undated", None, None),
        &[(
            "1",
            "Contact the team on 01632 960 123 or at team@velbridge.example about foster care.",
        )],
    );
    undated.title = Some("How to become a foster carer".to_owned());
    Corpus::new(vec![ashmere, velbridge, undated], 2)
}

#[track_caller]
fn finds(corpus: &Corpus, text: &str, expected: &[&str]) {
    assert_eq!(corpus.found(text), expected, "{text}");
}

#[track_caller]
fn shows(corpus: &Corpus, text: &str, expected: &str) {
    let response = corpus.answer(text);
    let snippet = &response.hits[0].passages[0].snippet;
    let mut marked = snippet.text.clone();
    for [start, end] in snippet.highlights.iter().rev() {
        marked.insert(*end, ']');
        marked.insert(*start, '[');
    }
    assert_eq!(marked, expected, "{text}");
}

#[test]
fn words_phrases_and_patterns() {
    let corpus = corpus();
    finds(&corpus, "recruitment AND retention authority:ashmere is:response", &["ashmere/4.14"]);
    finds(&corpus, "recruitment AND retention", &["ashmere/4.14", "ashmere/-"]);
    finds(&corpus, "\"placement stability\"", &["ashmere/4.5"]);
    finds(&corpus, "section 47", &["ashmere/4.3"]);
    finds(&corpus, "s.47 enquiries", &["ashmere/4.3"]);
    finds(&corpus, "fosterer*", &["velbridge/1"]);
    finds(&corpus, "year:2022..2023 foster* -allowances", &["ashmere/4.1", "velbridge/3"]);
    finds(&corpus, "zebra NEAR/2 mill", &[]);
    finds(&corpus, "zebra NEAR/3 mill", &["ashmere/4.6"]);
    finds(&corpus, "mill NEAR/3 zebra", &["ashmere/4.6"]);
    finds(&corpus, "zebar~ lane", &["ashmere/4.6"]);
    finds(&corpus, "=fosterers", &["velbridge/1"]);
    finds(&corpus, "=foster authority:ashmere", &[]);
}

#[test]
fn labels() {
    let corpus = corpus();
    finds(&corpus, "foster year:undated", &["undated/1"]);
    finds(&corpus, "foster authority:unknown", &["undated/1"]);
    finds(&corpus, "foster date:undated", &["undated/1"]);
    finds(&corpus, "placements date:2023-04-10..", &["velbridge/2"]);
    finds(&corpus, "speaker:DCSC", &["ashmere/4.14"]);
    finds(&corpus, "role:\"Director of Children's Social Care\"", &["ashmere/4.14"]);
    finds(&corpus, "para:4.14", &["ashmere/4.14"]);
    finds(&corpus, "title:\"foster carer\"", &["undated/1"]);
    finds(&corpus, "NOT year:2022 NOT year:2023", &["undated/1"]);
}

#[test]
fn acronyms_stand_beside_what_they_mean() {
    let corpus = corpus();
    finds(&corpus, "LAC AND placements", &["velbridge/2", "ashmere/4.2"]);
    finds(&corpus, "=LAC AND placements", &["velbridge/2"]);
    finds(&corpus, "LAC AND placements expand:no", &["velbridge/2"]);
    let expanded = corpus.answer("LAC placements").query.expanded;
    assert!(expanded.iter().any(|e| e.from == "LAC" && e.because == "vocabulary: acronyms"));
    assert!(corpus.answer("expand:no LAC").query.expanded.is_empty());
}

#[test]
fn misspelt_words_are_searched_as_the_nearest() {
    let corpus = corpus();
    let response = corpus.answer("unacompanied asylum");
    assert_eq!(response.query.corrected[0].to, "unaccompanied");
    assert!(response.query.read_back.contains("unaccompanied"));
    assert_eq!(response.total.passages, 1);
    let exact = corpus.answer("=unacompanied asylum");
    assert_eq!((exact.total.passages, exact.query.corrected.len()), (0, 0));
    assert_eq!(exact.query.suggestions[0].query, "unaccompanied asylum");
}

#[test]
fn passages_with_most_words_come_after_those_with_all() {
    let corpus = corpus();
    let response = corpus.answer("the fostering recruitment campaign risk");
    assert_eq!((response.total.passages, response.partial.passages), (0, 2));
    assert_eq!(response.hits[0].passages[0].lacks, ["risk"]);
    let after = "most of them, rare words counting more, or with related words.";
    assert!(response.query.read_back.contains(after), "{}", response.query.read_back);
    let response = corpus.answer("foster carers asylum");
    assert_eq!((response.total.passages, response.partial.passages), (1, 2));
    assert_eq!(response.hits[0].passages[0].lacks, Vec::<String>::new());
    let papers: Vec<&str> = response.hits.iter().map(|hit| hit.paper.source.as_str()).collect();
    assert_eq!(papers, ["velbridge", "undated"]);
}

#[test]
fn related_words_come_after_and_are_said_to() {
    let corpus = corpus();
    let response = corpus.answer("street light");
    assert_eq!((response.total.passages, response.partial.passages), (0, 1));
    assert_eq!(response.hits[0].passages[0].lacks, ["street", "light"]);
    let snippet = &response.hits[0].passages[0].snippet;
    let [start, end] = snippet.highlights[0];
    assert_eq!(&snippet.text[start..end], "lamp column");
    let because = "vocabulary: related words";
    assert!(
        response.query.expanded.iter().any(|e| e.from == "street light" && e.because == because)
    );
    for strict in ["street AND light", "=street =light", "street light expand:no"] {
        let response = corpus.answer(strict);
        assert_eq!((response.total.passages, response.partial.passages), (0, 0), "{strict}");
    }
}

#[test]
fn phrases_of_function_words_are_those_of_their_words() {
    let corpus = corpus();
    finds(&corpus, "\"and the\"", &["ashmere/4.5"]);
    finds(&corpus, "=\"and the\"", &["ashmere/4.5"]);
    finds(&corpus, "\"at the\"", &["velbridge/4"]);
    finds(&corpus, "\"the at\"", &[]);
    finds(&corpus, "\"in this of the\"", &[]);
    finds(&corpus, "\"in this\"", &["ashmere/4.4"]);
    finds(&corpus, "\"than in the\"", &["ashmere/4.2"]);
}

#[test]
fn amounts_are_found_by_value() {
    let mut ashmere = with(
        paper("ashmere", Some("Ashmere"), Some("2022-11-30")),
        &[("1", "Agency staff cost 1.2 million pounds."), ("2", "Savings reached 15 per cent.")],
    );
    for (place, value, unit) in [(0, 1_200_000, "GBP"), (1, 15, "percent")] {
        ashmere.passages[place].amounts.push(model::record::Amount {
            text: String::new(),
            value: value.into(),
            upto: None,
            unit: unit.to_owned(),
        });
    }
    let corpus = Corpus::new(vec![ashmere], 1);
    for text in ["amount:>1m", "agency amount:1m..2m", "amount:£1.2m", "amount:1,200,000", "£1.2m"]
    {
        finds(&corpus, text, &["ashmere/1"]);
    }
    finds(&corpus, "amount:15%", &["ashmere/2"]);
    finds(&corpus, "amount:<=15%", &["ashmere/2"]);
    finds(&corpus, "amount:>1200000", &[]);
    finds(&corpus, "amount:>=1200000", &["ashmere/1"]);
    finds(&corpus, "savings AND £1.2m", &[]);
    refuses(&corpus, "amount:lots", "bad-amount", Some("amount:>1m"));
    let read_back = corpus.answer("amount:>=£1.2m").query.read_back;
    assert_eq!(read_back, "Passages with an amount of £1,200,000 or more.");
}

#[track_caller]
fn completes(corpus: &Corpus, text: &str, expected: &[(CompletionKind, &str)]) {
    let found = corpus.index.complete(text, 10).unwrap();
    let found: Vec<(CompletionKind, &str)> =
        found.iter().map(|completion| (completion.kind, completion.query.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn words_and_names_are_completed_as_they_are_typed() {
    use CompletionKind::{Authority, Speaker, Title, Word};
    let corpus = corpus();
    completes(&corpus, "recruitment ret", &[(Word, "recruitment retention")]);
    completes(&corpus, "Zeb", &[(Word, "zebra")]);
    completes(
        &corpus,
        "care velb",
        &[(Word, "care velbridge"), (Authority, "care authority:\"velbridge\"")],
    );
    completes(&corpus, "direct", &[(Speaker, "role:director-childrens-social-care")]);
    completes(&corpus, "becom", &[(Title, "title:\"How to become a foster carer\"")]);
    for nothing in ["", "z", "the", "year:20", "\"zeb", "foster*"] {
        completes(&corpus, nothing, &[]);
    }
}

#[test]
fn a_query_is_printed_as_text_and_as_a_tree() {
    let corpus = corpus();
    let query = corpus.answer("(foster  OR kinship) -fees year:2022..").query;
    assert_eq!(query.printed, "foster OR kinship NOT fees year:2022..");
    let tree = serde_json::to_value(&query.tree).unwrap();
    assert_eq!(tree["clauses"][0]["any"][1]["word"], "kinship");
    assert_eq!(tree["clauses"][2]["field"]["values"][0]["meaning"]["years"]["from"], 2022);
}

#[test]
fn of_two_words_the_rarer_is_most() {
    let corpus = corpus();
    let response = corpus.answer("zebra placements");
    assert_eq!((response.total.passages, response.partial.passages), (0, 1));
    assert_eq!(response.hits[0].passages[0].lacks, ["placements"]);
}

#[test]
fn labels_of_the_paper_satisfy_words() {
    let corpus = corpus();
    for text in ["fostering Ashmere", "fostering 30 November 2022", "retention answers Ashmere"] {
        let response = corpus.answer(text);
        assert_eq!(response.hits[0].paper.source, "ashmere", "{text}");
        assert_eq!(response.hits[0].passages[0].lacks, Vec::<String>::new(), "{text}");
    }
}

#[test]
fn nothing_found_has_a_way_on() {
    let corpus = corpus();
    let response = corpus.answer("zebra monorail");
    let counts: Vec<(&str, u64)> =
        response.query.clauses.iter().map(|c| (c.text.as_str(), c.passages)).collect();
    assert_eq!(counts, [("zebra", 1), ("monorail", 0)]);
    assert_eq!((response.total.passages, response.partial.passages), (0, 1));
    let response = corpus.answer("zebra AND monorail");
    assert_eq!(response.query.suggestions[0].query, "zebra");
    let response = corpus.answer("\"lane mill\" zebra");
    assert_eq!(response.query.suggestions[0].query, "lane AND mill zebra");
}

#[test]
fn snippets_mark_what_matched() {
    let corpus = corpus();
    shows(
        &corpus,
        "\"placement stability\"",
        "[Placement stability] was good, and the stability of a placement mattered most.",
    );
    shows(
        &corpus,
        "section 47",
        "[Section 47] enquiries rose by a tenth; most were closed without a conference.",
    );
    shows(
        &corpus,
        "zebra NEAR/3 mill",
        "The [zebra] crossing on [Mill] Lane was put off until the autumn.",
    );
    shows(
        &corpus,
        "foster* authority:unknown",
        "Contact the team on […] or at […] about [foster] care.",
    );
    shows(
        &corpus,
        "CLA waited",
        "[Looked-after children] [waited] longer for placements than in the year before.",
    );
}

#[test]
fn citations_stand_in_the_hit() {
    let corpus = corpus();
    let citation = |text: &str| corpus.answer(text).hits[0].passages[0].citation.clone();
    assert_eq!(
        citation("is:response"),
        "Ashmere Borough Council, minutes of the meeting of 30 November 2022, item 4 “Workforce”, \
         para 4.14, p. 7"
    );
}

#[track_caller]
fn refuses(corpus: &Corpus, text: &str, kind: &str, suggestion: Option<&str>) {
    let request = crate::request::SearchRequest::new(text);
    match corpus.ask(&request) {
        Err(crate::error::SearchError::Refused(refusal)) => {
            assert_eq!((refusal.kind, refusal.suggestion.as_deref()), (kind, suggestion), "{text}");
        }
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn unknown_names_are_refused() {
    let corpus = corpus();
    refuses(&corpus, "authority:hackny", "unknown-authority", Some("authority:hackney"));
    refuses(
        &corpus,
        "care authority:tower hamlets",
        "unknown-authority",
        Some("care authority:\"tower hamlets\""),
    );
    refuses(&corpus, "role:chief-exectuive", "unknown-role", Some("role:chief-executive"));
    refuses(&corpus, "autority:hackney", "unknown-field", Some("authority:hackney"));
}
