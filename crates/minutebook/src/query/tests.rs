use proptest::prelude::*;

use super::*;

#[track_caller]
fn reads(text: &str, printed: &str) {
    let query = Query::parse(text).unwrap_or_else(|refusal| panic!("{text}: {refusal:?}"));
    assert_eq!(query.to_string(), printed, "{text}");
    assert_eq!(Query::parse(printed).as_ref(), Ok(&query), "{printed}");
}

#[track_caller]
fn refuses(text: &str, kind: &str, position: [usize; 2], suggestion: Option<&str>) {
    let refusal = Query::parse(text).expect_err(text);
    let seen = (refusal.kind, refusal.position, refusal.suggestion.as_deref());
    assert_eq!(seen, (kind, position, suggestion), "{text}: {}", refusal.message);
    if let Some(suggestion) = suggestion {
        Query::parse(suggestion).unwrap_or_else(|refusal| panic!("{suggestion}: {refusal:?}"));
    }
}

#[track_caller]
fn says(text: &str, expected: &str) {
    let query = Query::parse(text).unwrap();
    let read_back = ReadBack {
        query: &query,
        name: &|_, _| None,
        optional: &[],
        unsearchable: &[],
        most: false,
        related: false,
        expands: query.expands(),
        notes: &[],
    };
    assert_eq!(read_back.sentences(), expected, "{text}");
}

#[test]
fn trees_are_printed_back() {
    reads("", "");
    reads("foster  carers", "foster carers");
    reads("a AND b OR c d", "(a AND b) OR c d");
    reads("a AND (b OR c)", "a AND (b OR c)");
    reads("(a b) (c)", "a AND b (c)");
    reads("-draft -\"not this\"", "NOT draft NOT \"not this\"");
    reads("NOT (a OR b)", "NOT (a OR b)");
    reads("“placement stability”~3", "\"placement stability\"~3");
    reads("=LAC =\"in care\"", "=LAC =\"in care\"");
    reads("foster* fostr~ fostr~2", "foster* fostr~ fostr~2");
    reads("zebra NEAR/5 \"pelican crossing\"", "zebra NEAR/5 \"pelican crossing\"");
    reads("section 47 enquiries s. 20", "section 47 enquiries s. 20");
    reads(
        "authority:\"Ashmere Borough\" YEAR:2021..2024",
        "authority:\"Ashmere Borough\" year:2021..2024",
    );
    reads("year:(2020 OR undated) date:2023-04..", "year:(2020 OR undated) date:2023-04..");
    reads("-kind:minutes is:(question OR response)", "NOT kind:minutes is:(question OR response)");
    reads("placement cost £ per week - why?", "placement cost £ per week - why?");
    reads("at 10:30 expand:no", "at 10:30 expand:no");
    reads("children's child(ren)", "children's child (ren)");
}

#[test]
fn amounts_are_read_back_in_words() {
    says("amount:>£1m", "Passages with an amount of more than £1,000,000.");
    says("amount:>=£1m", "Passages with an amount of £1,000,000 or more.");
    says("amount:<500", "Passages with an amount of less than 500.");
    says("amount:12.5%", "Passages with an amount of 12.50%.");
    says("amount:500k..£2m", "Passages with an amount of £500,000 to £2,000,000.");
}

#[test]
fn a_number_after_section_stays_its_own_where_it_was() {
    reads("section (47 OR 48)", "section (47 OR 48)");
    reads("section 47 OR 48", "section 47 OR 48");
    reads("s (20 AND care)", "s (20 AND care)");
    reads("(care section) 10:30", "(care AND section) 10:30");
    reads("(care OR section) 10:30", "(care OR section) 10:30");
}

#[test]
fn what_cannot_be_read_is_refused() {
    refuses("autority:hackney", "unknown-field", [0, 8], Some("authority:hackney"));
    refuses("see https://x.org", "unknown-field", [4, 9], Some("see https //x.org"));
    refuses("\"unclosed", "unclosed-quote", [0, 9], Some("\"unclosed\""));
    refuses("a (b OR c", "unclosed-parenthesis", [2, 3], Some("a (b OR c)"));
    refuses("a) b", "unexpected-parenthesis", [1, 2], Some("a b"));
    refuses("a ()", "empty-group", [2, 4], Some("a"));
    refuses("care OR", "dangling-operator", [5, 7], Some("care"));
    refuses("AND care", "dangling-operator", [0, 3], Some("care"));
    refuses("a AND OR b", "dangling-operator", [2, 5], Some("a OR b"));
    refuses("year:", "empty-field", [0, 5], None);
    refuses("care year: 2020", "empty-field", [5, 10], Some("care 2020"));
    refuses("year:20x1", "bad-year", [5, 9], None);
    refuses("year:2020/21", "bad-year", [5, 12], Some("year:2020"));
    refuses("year:2024..2021", "bad-range", [5, 15], Some("year:2021..2024"));
    refuses("year:..", "bad-range", [5, 7], None);
    refuses("date:30/11/2022", "bad-date", [5, 15], Some("date:2022-11-30"));
    refuses("date:2022-02-30", "bad-date", [5, 15], None);
    refuses("kind:minuts", "unknown-kind", [5, 11], Some("kind:minutes"));
    refuses("is:responses", "unknown-kind", [3, 12], Some("is:response"));
    refuses("year:(2020 2021)", "bad-values", [11, 11], Some("year:(2020 OR 2021)"));
    refuses("f*", "short-prefix", [0, 2], None);
    refuses("*ing", "bad-wildcard", [0, 4], Some("ing"));
    refuses("fost*r", "bad-wildcard", [0, 6], Some("fostr"));
    refuses("*", "bad-wildcard", [0, 1], None);
    refuses("fostr~3", "bad-distance", [0, 7], Some("fostr~"));
    refuses("\"a b\"~99", "bad-distance", [5, 8], Some("\"a b\"~5"));
    refuses("a NEAR/x b", "bad-near", [2, 8], Some("a NEAR/5 b"));
    refuses("a NEAR/3 (b OR c)", "bad-near", [2, 8], Some("a AND (b OR c)"));
    refuses("a NEAR/3 b NEAR/3 c", "bad-near", [11, 17], Some("a NEAR/3 b AND b NEAR/3 c"));
    refuses("\"\"", "empty-phrase", [0, 2], None);
    refuses("a AND £", "no-letters", [6, 8], None);
    refuses("a AND expand:no", "bad-setting", [6, 15], None);
}

#[test]
fn limits_are_refused_by_name() {
    let long = "a ".repeat(501);
    assert_eq!(Query::parse(&long).unwrap_err().kind, "too-long");
    let deep = format!("{}a{}", "(".repeat(21), ")".repeat(21));
    assert_eq!(Query::parse(&deep).unwrap_err().kind, "too-deep");
    assert_eq!(Query::parse(&format!("{}a", "-".repeat(900))).unwrap_err().kind, "too-deep");
}

#[test]
fn read_backs() {
    says("", "Passages.");
    says("foster carers", "Passages with the words “foster” and “carers”.");
    says(
        "recruitment AND retention authority:hackney is:response",
        "Passages with “recruitment” and “retention”, from “hackney”, of the kind response.",
    );
    says("year:2022.. -draft", "Passages dated 2022 or later, without “draft”.");
    says(
        "(a OR b) AND \"c d\" expand:no",
        "Passages with (“a” or “b”) and the phrase “c d”. Acronyms and synonyms are not searched.",
    );
}

/// The letters and digits of a text without the words that are operators.
fn matter(text: &str) -> String {
    let spaced = text.replace(['(', ')', '"', '“', '”', '\u{200b}'], " ");
    // "-NOT care" is what is not "not care".
    let is_operator = |word: &str| {
        matches!(word.trim_start_matches('-'), "AND" | "OR" | "NOT") || word.starts_with("NEAR/")
    };
    let words = spaced.split_whitespace().filter(|word| !is_operator(word));
    words
        .flat_map(str::chars)
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn query_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "care",
        "section",
        "47",
        "s.",
        "children’s",
        "Ealing",
        "AND",
        "OR",
        "NOT",
        "-",
        "(",
        ")",
        "\"",
        "“",
        "”",
        "~2",
        "*",
        "=",
        "NEAR/5",
        "year:",
        "2021..2024",
        "date:2023-04",
        "is:",
        "response",
        "authority:\"Ashmere\"",
        "expand:no",
        "£1.2m",
        "£",
        "é",
        " ",
        " ",
        " ",
        ",",
        "kind:(minutes OR agenda)",
        "title:budget",
        "~",
        "10:30",
        "\u{200b}",
        "a",
        "fost*",
        "x~1",
    ]);
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_tree_text_gives_the_same_tree(text in query_text()) {
        if let Ok(query) = Query::parse(&text) {
            let printed = query.to_string();
            prop_assert_eq!(Query::parse(&printed), Ok(query), "{} -> {}", text, printed);
        }
    }

    #[test]
    fn no_accepted_query_loses_a_token(text in query_text()) {
        if let Ok(query) = Query::parse(&text) {
            prop_assert_eq!(matter(&query.to_string()), matter(&text), "{}", text);
        }
    }

    #[test]
    fn any_text_is_read_or_refused_inside_it(text in "\\PC{0,60}") {
        if let Err(refusal) = Query::parse(&text) {
            let [start, end] = refusal.position;
            prop_assert!(start <= end && text.get(start..end).is_some(), "{:?}", refusal);
        }
    }
}

/// The pieces between backticks.
fn code(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_example_of_the_page_is_as_it_says() {
    let page = include_str!("../../QUERY.md");
    let (accepted, refused) = page.split_once("## Refusals").unwrap();
    let rows = |part: &'static str| {
        let rows = part.lines().filter(|line| line.starts_with("| ") && line.contains('`'));
        rows.map(|line| line.split('|').collect::<Vec<_>>())
    };
    let mut examples = 0;
    for cells in rows(accepted) {
        for example in code(cells[2]) {
            Query::parse(example).unwrap_or_else(|refusal| panic!("{example}: {refusal:?}"));
            examples += 1;
        }
    }
    assert!(examples > 35, "{examples}");
    for cells in rows(refused).filter(|cells| cells.len() > 3 && !code(cells[2]).is_empty()) {
        let (kinds, example) = (code(cells[1]), code(cells[2])[0]);
        let refusal = Query::parse(example).expect_err(example);
        assert!(kinds.contains(&refusal.kind), "{example}: {refusal:?}");
        assert_eq!(refusal.suggestion.as_deref(), code(cells[3]).first().copied(), "{example}");
    }
    for field in Field::ALL {
        assert!(page.contains(&format!("`{}:", field.name())), "{}", field.name());
    }
}
