//! The rules of the three formats for programs, over the five passages of the styles.

use model::record::{Paper, PaperKind, Passage, Status};
use serde_json::Value;

use super::style_tests::{draft, in_a_pack, minutes, printed, unnumbered, web_page};
use super::{MAX_CITATION, MAX_EXPORT, Style, find};

/// A passage, its date as the formats have it, whether its authority is known, where it stands.
type Known = (fn() -> (Paper, Passage), &'static [i64], bool, &'static str);

const KNOWN: [Known; 5] = [
    (minutes, &[2025, 1, 14], true, "para. 5.4"),
    (unnumbered, &[2024, 5], true, "unnumbered paragraph 1"),
    (in_a_pack, &[2025, 1, 14], true, "para. 3.2"),
    (draft, &[2024, 9, 1], true, "4.7 bullet 2"),
    (web_page, &[], false, "unnumbered paragraph 1"),
];

#[test]
fn bibtex_is_one_entry_with_a_key_and_balanced_fields() {
    for (passage, date, has_authority, place) in KNOWN {
        let id = passage().1.id;
        let entry = printed(passage(), Style::Bibtex);
        let (kind, rest) = entry.split_once('{').expect("an entry");
        assert!(["@techreport", "@incollection", "@misc"].contains(&kind), "{entry}");
        assert!(rest.starts_with(&format!("{id},\n")) && rest.ends_with("\n}\n"), "{entry}");
        let count = |c: char| entry.chars().filter(|other| *other == c).count();
        assert_eq!(count('{'), count('}'), "BibTeX counts escaped ones too: {entry}");
        for line in entry.lines().filter(|line| line.starts_with("  ")) {
            let (name, value) = line.trim().split_once(" = ").expect("a field");
            assert!(name.bytes().all(|b| b.is_ascii_lowercase()), "{line}");
            let value = value.trim_end_matches(',');
            assert!(value.starts_with('{') && value.ends_with('}') || name == "month", "{line}");
        }
        assert_eq!(entry.contains("  author = {{"), has_authority, "{entry}");
        let year = date.first().map(|year| format!("  year = {{{year}}},"));
        assert!(year.is_none_or(|year| entry.contains(&year)), "{entry}");
        assert_eq!(entry.contains("  year = "), !date.is_empty(), "{entry}");
        assert!(entry.contains(place), "{entry}");
    }
}

#[test]
fn ris_is_one_record_of_tagged_lines() {
    for (passage, date, has_authority, place) in KNOWN {
        let record = printed(passage(), Style::Ris);
        let lines: Vec<&str> = record.split("\r\n").collect();
        assert!(lines[0].starts_with("TY  - ") && lines[lines.len() - 2..] == ["ER  - ", ""]);
        for line in &lines[..lines.len() - 1] {
            let tag = line.as_bytes();
            let is_tag = tag[0].is_ascii_uppercase()
                && (tag[1].is_ascii_uppercase() || tag[1].is_ascii_digit());
            assert!(is_tag && &line[2..6] == "  - ", "{line}");
        }
        assert_eq!(record.contains("AU  - "), has_authority, "{record}");
        let year = date.first().map(|year| format!("PY  - {year}\r\n"));
        assert!(year.is_none_or(|year| record.contains(&year)), "{record}");
        assert_eq!(record.contains("PY  - "), !date.is_empty(), "{record}");
        assert!(record.contains(place), "{record}");
    }
}

#[test]
fn csl_json_is_a_list_of_one_item_with_dates_in_parts() {
    for (passage, date, has_authority, place) in KNOWN {
        let id = passage().1.id;
        let text = printed(passage(), Style::CslJson);
        let parsed: Value = serde_json::from_str(&text).expect("it is JSON");
        let [item] = parsed.as_array().expect("a list").as_slice() else { panic!("{text}") };
        assert_eq!(item["id"], id.as_str());
        assert!(item["type"].is_string() && item["title"].is_string(), "{text}");
        assert_eq!(item.get("author").is_some(), has_authority, "{text}");
        let parts = (!date.is_empty()).then(|| serde_json::json!([date]));
        assert_eq!(item.get("issued").map(|issued| issued["date-parts"].clone()), parts, "{text}");
        assert_eq!(item["accessed"]["date-parts"], serde_json::json!([[2026, 9, 3]]), "{text}");
        assert!(item["note"].as_str().is_some_and(|note| note.contains(place)), "{text}");
    }
}

#[test]
fn a_title_with_braces_is_one_field_and_is_read_back() {
    for title in ["{", "}", "a } b { c", "{}", "\\{", "Costs {of} care}"] {
        let (mut paper, passage) = unnumbered();
        paper.title = Some(title.to_owned());
        let entry = printed((paper, passage), Style::Bibtex);
        let line = entry.lines().find(|line| line.starts_with("  title")).expect("a title");
        let mut depth = 0_i32;
        let value = line.trim_start_matches("  title = ").trim_end_matches(',');
        for (at, c) in value.char_indices() {
            depth += i32::from(c == '{') - i32::from(c == '}');
            assert!(depth > 0 || at + 1 == value.len(), "{line}");
        }
        assert_eq!(depth, 0, "{line}");
        assert!(find::words_of_export(&entry).contains(title), "{entry}");
    }
}

#[test]
fn no_citation_is_longer_than_one_that_is_read_back() {
    for letter in ["^", "{", "\"", "“", "é"] {
        let long = || letter.repeat(5_000);
        let (mut paper, mut passage) = in_a_pack();
        (paper.title, paper.publisher) = (Some(long()), Some(long()));
        (paper.committee, paper.status) = (Some(long()), Some(Status::Draft));
        paper.parts[0].title = long();
        let authority = paper.authority.as_mut().expect("it has one");
        (authority.id, authority.name) = ("nowhere".to_owned(), long());
        paper.items[0].title = long();
        paper.source_url = Some(format!("https://ashmere.example/{}", "{".repeat(1_900)));
        (passage.label, passage.label_path) = (Some(long()), None);
        for kind in [PaperKind::Minutes, PaperKind::Report] {
            paper.kind = kind;
            for style in Style::ALL {
                let text = printed((paper.clone(), passage.clone()), style);
                let most = if style.is_export() { MAX_EXPORT } else { MAX_CITATION };
                let length = text.chars().count();
                assert!((5_000..=most).contains(&length), "{}: {length}", style.as_str());
                if style.is_export() {
                    assert!(find::words_of_export(&text).chars().count() <= MAX_CITATION);
                }
            }
        }
        paper.source_url = Some(format!("https://ashmere.example/{}", "a".repeat(2_000)));
        let text = printed((paper, passage), Style::Plain);
        assert!(!text.contains("https://"), "the id stands in for an address of this length");
    }
}
