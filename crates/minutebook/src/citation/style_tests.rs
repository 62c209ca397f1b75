//! Five known passages in every style, each against the rules of its style.
//!
//! Italics stand between asterisks.

use model::Vocabularies;
use model::record::{
    Item, Paper, PaperDate, PaperKind, Part, Passage, PassageKind, Precision, Status,
};

use super::*;
use crate::search::tests::corpus::{add, paper};

/// Ashmere, Oakhaven, Thornwick and Velbridge are invented.
fn ashmere(kind: PaperKind) -> Paper {
    let mut paper = paper("ashmere/minutes.pdf", Some("Ashmere"), Some("2025-01-14"));
    paper.kind = kind;
    paper.committee = Some("Children and Young People Scrutiny Commission".to_owned());
    paper.source_url = Some("https://ashmere.example/s1_a.pdf".to_owned());
    paper.items[0] =
        Item { number: Some("5.".to_owned()), title: "Workforce".to_owned(), ..Item::default() };
    paper
}

/// A numbered paragraph of minutes.
pub(super) fn minutes() -> (Paper, Passage) {
    let mut paper = ashmere(PaperKind::Minutes);
    let passage = add(&mut paper, "5.4", "5.4 The Director said so.");
    passage.item = Some("5.".to_owned());
    let passage = passage.clone();
    (paper, passage)
}

/// A statement without a number in a report.
pub(super) fn unnumbered() -> (Paper, Passage) {
    let mut paper = paper("velbridge/report.html", Some("Velbridge"), Some("2024-05"));
    paper.kind = PaperKind::Report;
    paper.title = Some("Fostering & 100% of its {costs}".to_owned());
    paper.committee = Some("Select Committee".to_owned());
    paper.source_url = Some("http://velbridge.example/fostering".to_owned());
    let passage = add(&mut paper, "", "Costs rose.");
    passage.item = None;
    let passage = passage.clone();
    (paper, passage)
}

/// A report in a pack with pages of its own.
pub(super) fn in_a_pack() -> (Paper, Passage) {
    let mut paper = ashmere(PaperKind::ReportsPack);
    paper.parts = vec![Part {
        title: "Annual Report".to_owned(),
        kind: PaperKind::Report,
        item: Some("5.".to_owned()),
        date: Some("2024-12-02".to_owned()),
        first_page: 21,
        last_page: 30,
    }];
    let passage = add(&mut paper, "3.2", "3.2 Vacancies fell.");
    (passage.item, passage.part) = (Some("5.".to_owned()), Some(0));
    (passage.page, passage.end_page, passage.own_page) = (Some(23), Some(24), Some(3));
    let passage = passage.clone();
    (paper, passage)
}

/// A bullet of draft minutes without an address.
pub(super) fn draft() -> (Paper, Passage) {
    let mut paper = paper("oakhaven/minutes.txt", Some("Oakhaven"), Some("2024-09-01"));
    paper.status = Some(Status::Draft);
    paper.committee = Some("The Cabinet".to_owned());
    let passage = add(&mut paper, "4.7", "a bullet");
    passage.label_path = Some("4.7 bullet 2".to_owned());
    passage.page = None;
    let passage = passage.clone();
    (paper, passage)
}

/// An undated web page of an authority that nobody knows.
pub(super) fn web_page() -> (Paper, Passage) {
    let mut paper = paper("page.html", None, None);
    paper.kind = PaperKind::Other;
    paper.title = Some("Who are we?".to_owned());
    paper.source_url = Some("https://thornwick.example/who".to_owned());
    let passage = add(&mut paper, "", "We are here.");
    (passage.item, passage.page) = (None, None);
    let passage = passage.clone();
    (paper, passage)
}

pub(super) fn printed((paper, passage): (Paper, Passage), style: Style) -> String {
    let ordinal = ordinals(&paper, &paper.passages)[0];
    let authorities = &Vocabularies::shipped().authorities;
    let cited = Cited::new(&paper, &passage, ordinal, authorities);
    let citations = Citations::new(&cited, "2026-09-03".parse().expect("a day"));
    let citation = citations.of(style).expect("every style is there");
    let plain: String = citation.spans.iter().map(|span| span.text.as_str()).collect();
    assert_eq!(plain, citation.text);
    let marked = |span: &Span| match span.italic {
        true => format!("*{}*", span.text),
        false => span.text.clone(),
    };
    citation.spans.iter().map(marked).collect()
}

#[track_caller]
fn check(passage: fn() -> (Paper, Passage), style: Style, expected: &str) {
    assert_eq!(printed(passage(), style), expected, "{}", style.as_str());
}

#[test]
fn a_numbered_paragraph_of_minutes() {
    check(
        minutes,
        Style::Plain,
        "*Ashmere Borough Council*, Children and Young People Scrutiny Commission, minutes of the \
         meeting of 14 January 2025, item 5 “Workforce”, para 5.4, p. 7. \
         https://ashmere.example/s1_a.pdf (accessed 3 September 2026).",
    );
    check(
        minutes,
        Style::Harvard,
        "Ashmere Borough Council (2025) *Minutes of the Children and Young People Scrutiny \
         Commission, 14 January 2025*, item 5, para. 5.4, p. 7. Available at: \
         https://ashmere.example/s1_a.pdf (Accessed: 3 September 2026).",
    );
    check(
        minutes,
        Style::Apa,
        "Ashmere Borough Council. (2025, January 14). *Children and Young People Scrutiny \
         Commission* [Meeting minutes], item 5, para. 5.4, p. 7. https://ashmere.example/s1_a.pdf",
    );
    check(
        minutes,
        Style::Mla,
        "Ashmere Borough Council. “Workforce.” *Minutes of the Children and Young People Scrutiny \
         Commission*, 14 Jan. 2025, item 5, par. 5.4, p. 7, https://ashmere.example/s1_a.pdf.",
    );
    check(
        minutes,
        Style::Chicago,
        "Ashmere Borough Council, Children and Young People Scrutiny Commission, “Minutes,” \
         January 14, 2025, item 5, para. 5.4, p. 7, https://ashmere.example/s1_a.pdf.",
    );
    check(
        minutes,
        Style::Oscola,
        "Ashmere Borough Council, *Children and Young People Scrutiny Commission Minutes* (14 \
         January 2025) item 5, para 5.4, p 7 <https://ashmere.example/s1_a.pdf> accessed 3 \
         September 2026",
    );
}

#[test]
fn a_paragraph_without_a_number() {
    check(
        unnumbered,
        Style::Plain,
        "*Velbridge Borough Council*, Select Committee, Fostering & 100% of its {costs}, May 2024, \
         unnumbered paragraph 1, page 7. http://velbridge.example/fostering (accessed 3 September \
         2026).",
    );
    check(
        unnumbered,
        Style::Harvard,
        "Velbridge Borough Council (2024) *Fostering & 100% of its {costs}*, Select Committee, May \
         2024, unnumbered paragraph 1, p. 7. Available at: http://velbridge.example/fostering \
         (Accessed: 3 September 2026).",
    );
    check(
        unnumbered,
        Style::Apa,
        "Velbridge Borough Council. (2024, May). *Fostering & 100% of its {costs}* [Paper for \
         Select Committee], unnumbered paragraph 1, p. 7. http://velbridge.example/fostering",
    );
    check(
        unnumbered,
        Style::Mla,
        "Velbridge Borough Council. *Fostering & 100% of its {costs}*. Select Committee, May 2024, \
         unnumbered paragraph 1, p. 7, http://velbridge.example/fostering.",
    );
    check(
        unnumbered,
        Style::Chicago,
        "Velbridge Borough Council, Select Committee, “Fostering & 100% of its {costs},” May 2024, \
         unnumbered paragraph 1, p. 7, http://velbridge.example/fostering.",
    );
    check(
        unnumbered,
        Style::Oscola,
        "Velbridge Borough Council, ‘Fostering & 100% of its {costs}’ (Select Committee, May 2024) \
         unnumbered paragraph 1, p 7 <http://velbridge.example/fostering> accessed 3 September \
         2026",
    );
}

#[test]
fn a_report_in_a_pack_by_both_its_pages() {
    check(
        in_a_pack,
        Style::Plain,
        "*Ashmere Borough Council*, Children and Young People Scrutiny Commission, reports pack of \
         the meeting of 14 January 2025, “Annual Report” of 2 December 2024, item 5 “Workforce”, \
         para 3.2, pack pp. 23–24 (pp. 3–4 of the report). https://ashmere.example/s1_a.pdf \
         (accessed 3 September 2026).",
    );
    check(
        in_a_pack,
        Style::Harvard,
        "Ashmere Borough Council (2025) ‘Annual Report’, 2 December 2024, in *Reports pack of the \
         Children and Young People Scrutiny Commission, 14 January 2025*, item 5, para. 3.2, pack \
         pp. 23–24 (pp. 3–4 of the report). Available at: https://ashmere.example/s1_a.pdf \
         (Accessed: 3 September 2026).",
    );
    check(
        in_a_pack,
        Style::Apa,
        "Ashmere Borough Council. (2025, January 14). Annual Report (December 2, 2024). In \
         *Children and Young People Scrutiny Commission* [Reports pack], item 5, para. 3.2, pack \
         pp. 23–24 (pp. 3–4 of the report). https://ashmere.example/s1_a.pdf",
    );
    check(
        in_a_pack,
        Style::Mla,
        "Ashmere Borough Council. “Annual Report.” 2 Dec. 2024. *Reports pack of the Children and \
         Young People Scrutiny Commission*, 14 Jan. 2025, item 5, par. 3.2, pack pp. 23–24 (pp. \
         3–4 of the report), https://ashmere.example/s1_a.pdf.",
    );
    check(
        in_a_pack,
        Style::Chicago,
        "Ashmere Borough Council, Children and Young People Scrutiny Commission, “Annual Report,” \
         December 2, 2024, in “Reports pack,” January 14, 2025, item 5, para. 3.2, pack pp. 23–24 \
         (pp. 3–4 of the report), https://ashmere.example/s1_a.pdf.",
    );
    check(
        in_a_pack,
        Style::Oscola,
        "Ashmere Borough Council, ‘Annual Report’ (2 December 2024) in *Children and Young People \
         Scrutiny Commission Reports Pack* (14 January 2025) item 5, para 3.2, pack pp 23–24 (pp \
         3–4 of the report) <https://ashmere.example/s1_a.pdf> accessed 3 September 2026",
    );
}

#[test]
fn a_bullet_of_draft_minutes() {
    let id = draft().1.id;
    let all = [
        (
            Style::Plain,
            "*Oakhaven Borough Council*, The Cabinet, minutes of the meeting of 1 September 2024, \
             item 4 “Workforce”, para 4.7 bullet 2. minutebook ID (accessed 3 September 2026). \
             [draft, not yet approved]",
        ),
        (
            Style::Harvard,
            "Oakhaven Borough Council (2024) *Minutes of the Cabinet, 1 September 2024* [draft, \
             not yet approved], item 4, para. 4.7 bullet 2. minutebook ID (Accessed: 3 \
             September 2026).",
        ),
        (
            Style::Apa,
            "Oakhaven Borough Council. (2024, September 1). *The Cabinet* [Draft meeting \
             minutes], item 4, para. 4.7 bullet 2. Retrieved September 3, 2026, from minutebook \
             ID",
        ),
        (
            Style::Mla,
            "Oakhaven Borough Council. “Workforce.” *Minutes of the Cabinet*, 1 Sept. 2024, \
             draft, not yet approved, item 4, par. 4.7 bullet 2, minutebook ID. Accessed 3 Sept. \
             2026.",
        ),
        (
            Style::Chicago,
            "Oakhaven Borough Council, The Cabinet, “Minutes,” draft, not yet approved, September \
             1, 2024, item 4, para. 4.7 bullet 2, accessed September 3, 2026, minutebook ID.",
        ),
        (
            Style::Oscola,
            "Oakhaven Borough Council, *The Cabinet Minutes* (draft, 1 September 2024) item 4, \
             para 4.7 bullet 2 (minutebook ID) accessed 3 September 2026",
        ),
    ];
    for (style, expected) in all {
        check(draft, style, &expected.replace("ID", id.as_str()));
    }
}

#[test]
fn an_undated_page_of_an_unknown_authority() {
    check(
        web_page,
        Style::Plain,
        "Who are we?, unnumbered paragraph 1. https://thornwick.example/who (accessed 3 September \
         2026).",
    );
    check(
        web_page,
        Style::Harvard,
        "*Who are we?* (n.d.), unnumbered paragraph 1. Available at: https://thornwick.example/who \
         (Accessed: 3 September 2026).",
    );
    check(
        web_page,
        Style::Apa,
        "*Who are we?* (n.d.), unnumbered paragraph 1. Retrieved September 3, 2026, from \
         https://thornwick.example/who",
    );
    check(
        web_page,
        Style::Mla,
        "*Who are we?* Unnumbered paragraph 1, https://thornwick.example/who. Accessed 3 Sept. \
         2026.",
    );
    check(
        web_page,
        Style::Chicago,
        "“Who are we?” n.d., unnumbered paragraph 1, accessed September 3, 2026, \
         https://thornwick.example/who.",
    );
    check(
        web_page,
        Style::Oscola,
        "‘Who are we?’ unnumbered paragraph 1 <https://thornwick.example/who> accessed 3 \
         September 2026",
    );
}

#[test]
fn bibtex_keeps_what_tex_would_read_as_its_own() {
    let id = unnumbered().1.id;
    let expected = "@techreport{ID,
  author = {{Velbridge Borough Council}},
  title = {{Fostering \\& 100\\% of its \\textbraceleft{}costs\\textbraceright{}}},
  institution = {{Velbridge Borough Council}},
  type = {Paper for Select Committee},
  year = {2024},
  month = may,
  date = {2024-05},
  note = {unnumbered paragraph 1, p. 7},
  url = {http://velbridge.example/fostering},
  urldate = {2026-09-03}
}
";
    check(unnumbered, Style::Bibtex, &expected.replace("ID", id.as_str()));
    let id = in_a_pack().1.id;
    let expected = "@incollection{ID,
  author = {{Ashmere Borough Council}},
  title = {{Annual Report}},
  booktitle = {{Reports pack of the Children and Young People Scrutiny Commission}},
  publisher = {{Ashmere Borough Council}},
  type = {Reports pack},
  number = {item 5},
  year = {2025},
  month = jan,
  date = {2025-01-14},
  note = {para. 3.2, pack pp. 23–24 (pp. 3–4 of the report)},
  url = {https://ashmere.example/s1_a.pdf},
  urldate = {2026-09-03}
}
";
    check(in_a_pack, Style::Bibtex, &expected.replace("ID", id.as_str()));
    let bare = printed(web_page(), Style::Bibtex);
    assert!(!bare.contains("author") && !bare.contains("year"), "{bare}");
}

#[test]
fn ris_begins_each_line_with_its_tag() {
    let id = in_a_pack().1.id;
    let expected = [
        "TY  - GOVDOC",
        "ID  - ID",
        "AU  - Ashmere Borough Council",
        "TI  - Annual Report",
        "T2  - Reports pack of the Children and Young People Scrutiny Commission",
        "A2  - Children and Young People Scrutiny Commission",
        "PB  - Ashmere Borough Council",
        "PY  - 2025",
        "DA  - 2025/01/14/",
        "M3  - Reports pack",
        "IS  - item 5",
        "SP  - 23–24",
        "N1  - para. 3.2, pack pp. 23–24 (pp. 3–4 of the report)",
        "UR  - https://ashmere.example/s1_a.pdf",
        "Y2  - 2026/09/03/",
        "ER  - ",
        "",
    ]
    .join("\r\n");
    check(in_a_pack, Style::Ris, &expected.replacen("ID  - ID", &format!("ID  - {id}"), 1));
    assert!(printed(unnumbered(), Style::Ris).contains("DA  - 2024/05//\r\n"));
    let mut hostile = web_page();
    hostile.0.title = Some("One\r\nER  - \nTY  - BOOK".to_owned());
    let lines = printed(hostile, Style::Ris);
    assert_eq!(lines.matches("\r\nER  - ").count(), 1, "a title ends no record: {lines}");
}

#[test]
fn csl_json_has_the_fields_of_its_schema() {
    let parsed = |passage| -> serde_json::Value {
        serde_json::from_str(&printed(passage, Style::CslJson)).expect("it is JSON")
    };
    let item = &parsed(in_a_pack())[0];
    assert_eq!(item["type"], "report");
    assert_eq!(item["author"][0]["literal"], "Ashmere Borough Council");
    assert_eq!(item["issued"]["date-parts"], serde_json::json!([[2025, 1, 14]]));
    assert_eq!(item["accessed"]["date-parts"], serde_json::json!([[2026, 9, 3]]));
    assert_eq!(item["title"], "Annual Report");
    assert_eq!(
        item["container-title"],
        "Reports pack of the Children and Young People Scrutiny Commission"
    );
    assert_eq!(item["note"], "para. 3.2, pack pp. 23–24 (pp. 3–4 of the report)");
    assert_eq!(parsed(draft())[0]["status"], "draft");
    assert_eq!(parsed(unnumbered())[0]["issued"]["date-parts"], serde_json::json!([[2024, 5]]));
    assert!(parsed(web_page())[0].get("issued").is_none(), "undated says nothing");
}

#[test]
fn an_inspectorate_is_the_author_and_the_inspected_stands_in_the_title() {
    let mut inspected = unnumbered();
    inspected.0.publisher = Some("Ofsted".to_owned());
    inspected.0.committee = None;
    inspected.0.title = Some("Inspection of children’s services".to_owned());
    inspected.0.date = inspected.0.date.map(|date| PaperDate {
        value: "2024".to_owned(),
        precision: Precision::Year,
        ..date
    });
    assert_eq!(
        printed(inspected, Style::Apa),
        "Ofsted. (2024). *Inspection of children’s services: Velbridge Borough Council*, \
         unnumbered paragraph 1, p. 7. http://velbridge.example/fostering"
    );
}

#[test]
fn two_passages_of_a_page_with_one_label_are_told_apart() {
    let (mut paper, _) = minutes();
    paper.passages.clear();
    for (label, text) in [("4", "4 One."), ("4", "4 Two."), ("5", "5 Three."), ("", "Minutes")] {
        add(&mut paper, label, text);
    }
    paper.passages[3].kind = PassageKind::Heading;
    let ordinals = ordinals(&paper, &paper.passages);
    let authorities = &Vocabularies::shipped().authorities;
    let ends: Vec<String> = paper
        .passages
        .iter()
        .zip(ordinals)
        .map(|(passage, ordinal)| citation(&paper, passage, ordinal, authorities))
        .map(|line| line.rsplit_once("item 4, ").expect("an item").1.to_owned())
        .collect();
    let expected = [
        "para 4 (first so numbered), p. 7",
        "para 4 (second so numbered), p. 7",
        "para 5, p. 7",
        "heading “Minutes”, page 7",
    ];
    assert_eq!(ends, expected);
}

#[test]
fn a_further_paragraph_of_a_number_is_cited_by_its_place() {
    for (path, words) in
        [("30 para 8", "30 (eighth paragraph)"), ("(a) para 12", "(a) (12th paragraph)")]
    {
        let (paper, mut passage) = draft();
        passage.label_path = Some(path.to_owned());
        let line = citation(&paper, &passage, 0, &Vocabularies::shipped().authorities);
        assert!(line.contains(&format!("para {words}")), "{line}");
    }
}

#[test]
fn a_heading_is_cited_by_its_first_words_and_nobodys_telephone() {
    let (mut paper, mut passage) = minutes();
    passage.kind = PassageKind::Heading;
    passage.label = None;
    passage.text = format!("Ask “Ana” on 020 7946 0000 about {}", "many long words ".repeat(9));
    paper.items.clear();
    let line = citation(&paper, &passage, 0, &Vocabularies::shipped().authorities);
    let heading = line.split_once("heading “").expect("a heading").1;
    assert!(heading.starts_with("Ask ’Ana’ on […] about many long"), "{heading}");
    assert!(heading.contains("…”, page 7"), "{heading}");
}
