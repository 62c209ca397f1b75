use super::*;
use crate::search::tests::corpus::{Corpus, paper, with};
use crate::study::Study;

fn corpus(batches: usize) -> Corpus {
    Corpus::new(
        vec![
            with(
                paper("a", Some("Ashmere"), Some("2023-05-01")),
                &[
                    ("1", "Every café by the alder avenue\nlost a chair. No alders were felled."),
                    ("2", "Ring 020 7946 0000 or write to elm@ashmere.example about the alder."),
                ],
            ),
            with(
                paper("b", Some("Velbridge"), Some("2021-05-01")),
                &[("1", "The Birch Trust planted an alder.")],
            ),
            with(paper("c", Some("Velbridge"), None), &[("1", "Alder trees"), ("2", "nothing")]),
        ],
        batches,
    )
}

fn asked(text: &str) -> ConcordanceRequest {
    ConcordanceRequest::new(SearchRequest::new(text))
}

/// Each line as `left[key]right`.
fn shown(corpus: &Corpus, request: &ConcordanceRequest) -> Vec<String> {
    let concordance = corpus.index.concordance(request).unwrap();
    concordance.lines.iter().map(|l| format!("{}[{}]{}", l.left, l.key, l.right)).collect()
}

#[test]
fn every_mention_is_a_line_with_its_context() {
    for batches in 1..=3 {
        let lines = shown(&corpus(batches), &asked("alder"));
        assert_eq!(
            lines,
            [
                "Every café by the [alder] avenue lost a chair. No alders were felled.",
                "Every café by the alder avenue lost a chair. No [alders] were felled.",
                "Ring […] or write to […] about the [alder].",
                "The Birch Trust planted an [alder].",
                "[Alder] trees",
            ]
        );
    }
}

#[test]
fn lines_are_sorted_by_what_stands_beside_them() {
    let corpus = corpus(2);
    let first_words = |order, of: fn(&Line) -> String| {
        let request = ConcordanceRequest { order, ..asked("alder") };
        let lines = corpus.index.concordance(&request).unwrap().lines;
        lines.iter().map(of).collect::<Vec<_>>()
    };
    let last_word = |l: &Line| l.left.split_whitespace().last().unwrap_or_default().to_owned();
    assert_eq!(first_words(LineOrder::Left, last_word), ["", "an", "No", "the", "the"]);
    let first_word = |l: &Line| l.right.split_whitespace().next().unwrap_or_default().to_owned();
    assert_eq!(first_words(LineOrder::Right, first_word), [".", ".", "avenue", "trees", "were"]);
    let key = |l: &Line| l.key.clone();
    assert_eq!(first_words(LineOrder::Key, key), ["alder", "alder", "alder", "Alder", "alders"]);
    let date = |l: &Line| l.cited.date.clone().unwrap_or_default();
    let dates = ["2021-05-01", "2023-05-01", "2023-05-01", "2023-05-01", ""];
    assert_eq!(first_words(LineOrder::Date, date), dates);
}

#[test]
fn the_first_lines_are_given_and_all_are_counted() {
    let corpus = corpus(1);
    for order in LineOrder::ALL.map(|(order, _)| order) {
        let all = shown(&corpus, &ConcordanceRequest { order, ..asked("alder") });
        let request = ConcordanceRequest { order, limit: 2, ..asked("alder") };
        let few = corpus.index.concordance(&request).unwrap();
        assert_eq!((few.mentions, few.lines.len()), (5, 2));
        assert_eq!(shown(&corpus, &request), all[..2], "{order:?}");
    }
}

#[test]
fn a_sample_says_what_it_is_of() {
    let sample = Some(Sampling { number: 1, seed: 5, per: None });
    let request = ConcordanceRequest { sample, ..asked("alder") };
    let concordance = corpus(2).index.concordance(&request).unwrap();
    assert_eq!(concordance.total, Counts { passages: 4, papers: 3 });
    assert_eq!(concordance.read, Counts { passages: 1, papers: 1 });
    assert_eq!(concordance.mentions, concordance.lines.len() as u64);
}

#[test]
fn words_side_by_side_and_phrases_are_one_mention() {
    let corpus = corpus(1);
    let keys = |text: &str| {
        let lines = corpus.index.concordance(&asked(text)).unwrap().lines;
        lines.into_iter().map(|line| line.key).collect::<Vec<_>>()
    };
    assert_eq!(keys("alder avenue"), ["alder avenue", "alders"]);
    assert_eq!(keys("\"alder avenue\""), ["alder avenue"]);
    assert_eq!(keys("=alders"), ["alders"]);
    assert_eq!(keys("ald*"), ["alder", "alders", "alder", "alder", "Alder"]);
    assert_eq!(keys("authority:velbridge"), [] as [&str; 0]);
}

#[test]
fn what_is_out_of_range_is_refused() {
    for (request, kind) in [
        (ConcordanceRequest { width: 9, ..asked("alder") }, "bad-width"),
        (ConcordanceRequest { limit: 0, ..asked("alder") }, "bad-limit"),
        (asked("autority:x"), "unknown-field"),
    ] {
        match corpus(1).index.concordance(&request) {
            Err(SearchError::Refused(refusal)) => assert_eq!(refusal.kind, kind),
            other => panic!("{other:?}"),
        }
    }
}

#[track_caller]
fn check_before(text: &str, width: usize, expected: &str) {
    assert_eq!(before(text, width), expected);
}

#[track_caller]
fn check_after(text: &str, width: usize, expected: &str) {
    assert_eq!(after(text, width), expected);
}

#[test]
fn context_is_cut_between_words_and_never_inside_a_letter() {
    check_before("one two three ", 10, "two three ");
    check_before("one two three ", 9, "three ");
    check_before("one\n two\tthree ", 50, "one two three ");
    check_before("pre-", 10, "pre-");
    check_before("  ", 10, "");
    // Two scalar values a letter: five letters fit as five.
    check_before("e\u{301}e\u{301} e\u{301}e\u{301} ", 4, "e\u{301}e\u{301} ");
    check_before("ffffffffff", 4, "ffff");
    check_after(" one two three", 8, " one two");
    check_after(" one two three", 7, " one");
    check_after("’s end", 20, "’s end");
    check_after("fffffff", 4, "ffff");
    check_after(" e\u{301}e\u{301} e\u{301}e\u{301}", 3, " e\u{301}e\u{301}");
    check_after("", 4, "");
}

#[test]
fn keys_stand_in_one_column_whatever_the_letters() {
    let columns = |line: &Line| {
        let aligned = line.aligned(20);
        let key = aligned.find(&line.key).unwrap();
        aligned[..key].graphemes(true).count()
    };
    let texts = ["The cafe\u{301} in the alder", "naïve alder", "alder", "日本 alder"];
    let texts: Vec<(&str, &str)> = texts.iter().map(|text| ("", *text)).collect();
    let corpus = Corpus::new(vec![with(paper("a", None, None), &texts)], 1);
    let request = ConcordanceRequest { width: 20, ..asked("alder") };
    let lines = corpus.index.concordance(&request).unwrap().lines;
    assert_eq!(lines.iter().map(columns).collect::<Vec<_>>(), [20, 20, 20, 20]);
}
