use super::*;
use model::Vocabularies;

fn analyser(variant: Variant) -> Analyser {
    Analyser::new(Arc::new(Vocabularies::shipped().words.clone()), variant)
}

/// `a b` are two positions, `a/b` two terms at one.
fn shown(text: &str, variant: Variant) -> String {
    let mut shown = String::new();
    let mut last = None;
    for token in analyser(variant).tokens(text) {
        if let Some(last) = last {
            shown.push(if last == token.position { '/' } else { ' ' });
        }
        last = Some(token.position);
        shown.push_str(&token.term);
    }
    shown
}

#[track_caller]
fn check(text: &str, stemmed: &str, exact: &str) {
    assert_eq!(shown(text, Variant::Stemmed), stemmed, "stemmed terms of {text:?}");
    assert_eq!(shown(text, Variant::Exact), exact, "exact terms of {text:?}");
}

/// This table is what `ANALYSER_VERSION` names: a change of a line needs a new version.
#[test]
fn version_2_gives_these_terms() {
    assert_eq!(ANALYSER_VERSION, 2);
    for (text, stemmed, exact) in [
        (
            "councils Councillors COUNSEL",
            "council councillor counsel",
            "councils councillors counsel",
        ),
        ("housing policies, police", "hous polici polic", "housing policies police"),
        (
            "children child Children’s childrens",
            "child child child child",
            "children child children childrens",
        ),
        ("young people", "young person", "young people"),
        ("organizations organisation", "organis organis", "organizations organisation"),
        ("licence licensed practising", "licenc licenc practic", "licence licensed practising"),
        ("Barking Ealing reading", "barking ealing reading", "barking ealing reading"),
        ("O'Neill o’neill don't", "oneil oneil dont", "oneill oneill dont"),
        ("Café Ynys Môn", "cafe ynys mon", "cafe ynys mon"),
        ("£1,000,000 £1.7m 12.5%", "1000000 1.7m 12.5", "1000000 1.7m 12.5"),
        ("2021,2022 2024-25 2024/25", "2021 2022 2024 25 2024 25", "2021 2022 2024 25 2024 25"),
        ("co-opted", "coopt/co opt", "coopted/co opted"),
        ("looked-after child", "lookedaft/look after child", "lookedafter/looked after child"),
        ("section 20 notice", "s§20/section 20 notic", "s§20/section 20 notice"),
        (
            "s.20 S20 s 20 s17ZA",
            "s§20 20 s§20 20 s§20 20 s§17za 17za",
            "s§20 20 s§20 20 s§20 20 s§17za 17za",
        ),
        ("the council ’s 20 staff", "the council s 20 staff", "the council s 20 staff"),
        ("the council's 20 staff", "the council 20 staff", "the council 20 staff"),
        ("e.g. the U.K. next.The a_b", "eg the uk next the a b", "eg the uk next the a b"),
        ("AED a", "aed a", "aed a"),
        ("DCSC COVID-19", "dcsc covid19/covid 19", "dcsc covid19/covid 19"),
        ("", "", ""),
        ("— ’ ’s …", "s", "s"),
    ] {
        check(text, stemmed, exact);
    }
}

#[test]
fn main_tokens_make_the_phrase() {
    let main = |text: &str| {
        let tokens = analyser(Variant::Stemmed).tokens(text);
        let main = tokens.into_iter().filter(|token| token.main);
        main.map(|token| (token.position, token.term)).collect::<Vec<_>>()
    };
    assert_eq!(main("section 20 notice"), main("S20 notice"));
    assert_eq!(main("section 20 notice"), [(0, "s§20".to_owned()), (2, "notic".to_owned())]);
    assert_eq!(main("looked-after children"), main("looked after child"));
}

#[test]
fn ranges_are_those_of_the_original() {
    let text = "“Children’s” café – co-opted, s.20";
    let ranges: Vec<_> =
        analyser(Variant::Stemmed).tokens(text).into_iter().map(|t| &text[t.range]).collect();
    assert_eq!(ranges, ["Children’s", "café", "co-opted", "co", "opted", "s.20", "20"]);
}

#[test]
fn long_words_are_cut_not_dropped() {
    let tokens = analyser(Variant::Exact).tokens(&"é".repeat(100_000));
    assert_eq!(tokens[0].term, "e".repeat(MAX_TERM_BYTES));
    let tokens = analyser(Variant::Exact).tokens(&"ж".repeat(39));
    assert_eq!(tokens[0].term.len(), MAX_TERM_BYTES);
}

#[test]
fn chains_of_hyphens_are_not_joined() {
    check("a-b-c d", "abc/a b c d", "abc/a b c d");
    check("a-b-c-d-e f", "a b c d e f", "a b c d e f");
    check("1-a-b", "1 a b", "1 a b");
    let chain = "ab-".repeat(200_000);
    assert_eq!(analyser(Variant::Exact).tokens(&chain).len(), 200_000);
    let underscored = "ab_".repeat(200_000);
    assert_eq!(analyser(Variant::Exact).tokens(&underscored).len(), 200_000);
}

proptest::proptest! {
    #[test]
    fn any_text_gives_terms_in_order(text in "(?s).{0,80}") {
        for variant in [Variant::Stemmed, Variant::Exact] {
            let tokens = analyser(variant).tokens(&text);
            let mut last = 0;
            for token in &tokens {
                assert!(text.get(token.range.clone()).is_some(), "{token:?}");
                assert!(token.position >= last && token.position <= last + 1, "{tokens:?}");
                assert!(!token.term.is_empty() && token.term.len() <= MAX_TERM_BYTES);
                last = token.position;
            }
        }
    }
}
