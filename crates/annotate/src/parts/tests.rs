use model::text::{Bookmark, Furniture, Page};

use super::*;

/// A file in the making: blocks, stamps and bookmarks by page.
struct File {
    text: ExtractedPaper,
}

/// A file whose pages print nothing but their text, given by page.
fn file(pages: &[&[&str]]) -> File {
    let mut text = ExtractedPaper::default();
    for (number, lines) in (1..).zip(pages) {
        text.pages.push(Page { number, has_text: true, ..Page::default() });
        text.blocks.extend(lines.iter().map(|line| Block {
            text: (*line).to_owned(),
            page: Some(number),
            ..Block::default()
        }));
    }
    File { text }
}

impl File {
    fn stamp(mut self, page: u32, text: &str) -> File {
        let text = text.to_owned();
        self.text.furniture.push(Furniture { page, kind: FurnitureKind::Stamp, text });
        self
    }

    fn bookmark(mut self, page: u32, level: u8, title: &str) -> File {
        self.text.bookmarks.push(Bookmark { title: title.to_owned(), level, page: Some(page) });
        self
    }

    /// The numbers that pages print: the pack's and, where given, their own.
    fn printed(mut self, numbers: &[(&str, &str)]) -> File {
        let some = |number: &&str| Some((*number).to_owned()).filter(|number| !number.is_empty());
        for (page, (printed, own)) in self.text.pages.iter_mut().zip(numbers) {
            page.own = some(own);
            page.printed = some(printed).or_else(|| page.own.clone());
        }
        self
    }

    /// The parts: first and last page, item, title.
    #[track_caller]
    fn check(&self, expected: &[(u32, u32, Option<&str>, &str)]) -> &File {
        let parts = self.parts();
        let seen: Vec<_> = parts
            .iter()
            .map(|part| {
                (part.first_page, part.last_page, part.item.as_deref(), part.title.as_str())
            })
            .collect();
        assert_eq!(seen, expected);
        self
    }

    fn parts(&self) -> Vec<Part> {
        find(&self.text, Vocabularies::shipped()).map(|pack| pack.parts).unwrap_or_default()
    }

    /// Kinds and dates.
    #[track_caller]
    fn check_labels(&self, expected: &[(PaperKind, Option<&str>)]) {
        let parts = self.parts();
        let seen: Vec<_> = parts.iter().map(|part| (part.kind, part.date.as_deref())).collect();
        assert_eq!(seen, expected);
    }
}

const FRONT: &[&str] = &[
    "AGENDA",
    "Cabinet, Thursday 30 January 2025",
    "3. Minutes of the last meeting (Pages 1 - 2)",
    "5. Staffing of the service (Pages 3 - 4)",
];
const MINUTES: &[&str] = &["MINUTES of a meeting of the Cabinet held on Thursday, 9 January 2025"];
const REPORT: &[&str] = &["Report to Cabinet, 30 January 2025", "Staffing of the service"];
const MORE: &[&str] = &["The service went on to grow."];

#[test]
fn stamps_divide_a_pack() {
    file(&[FRONT, MINUTES, MORE, REPORT, MORE])
        .stamp(2, "Agenda Item 3")
        .stamp(4, "Agenda Item 5")
        .check(&[
            (1, 1, None, "AGENDA"),
            (2, 3, Some("3"), MINUTES[0]),
            (4, 5, Some("5"), "Report to Cabinet, 30 January 2025"),
        ])
        .check_labels(&[
            (PaperKind::Agenda, Some("2025-01-30")),
            (PaperKind::Minutes, Some("2025-01-09")),
            (PaperKind::Report, Some("2025-01-30")),
        ]);
}

#[test]
fn a_stamp_on_every_page_of_a_paper_begins_one_part() {
    file(&[FRONT, MINUTES, MORE, REPORT, MORE])
        .stamp(2, "Agenda Item 3")
        .stamp(3, "Agenda Item 3")
        .stamp(4, "Agenda Item 5")
        .stamp(5, "Agenda Item 5")
        .check(&[
            (1, 1, None, "AGENDA"),
            (2, 3, Some("3"), MINUTES[0]),
            (4, 5, Some("5"), "Report to Cabinet, 30 January 2025"),
        ]);
}

#[test]
fn a_front_sheet_divides_a_pack_by_the_numbers_that_its_pages_print() {
    let numbers = [("", ""), ("1", ""), ("2", ""), ("3", ""), ("4", ""), ("5", "")];
    let pack = file(&[FRONT, MINUTES, MORE, REPORT, MORE, MORE]).printed(&numbers);
    // What stands behind the last page that the front sheet names is in no part.
    pack.check(&[
        (1, 1, None, "AGENDA"),
        (2, 3, Some("3"), MINUTES[0]),
        (4, 5, Some("5"), "Staffing of the service"),
    ]);
}

#[test]
fn bookmarks_divide_a_pack_where_papers_open() {
    file(&[FRONT, MINUTES, MORE, REPORT, MORE, &["Places by year"]])
        .bookmark(1, 1, "Agenda")
        .bookmark(2, 1, "Minutes of the last meeting")
        .bookmark(4, 1, "5 Staffing")
        .bookmark(5, 2, "Growth")
        .bookmark(6, 2, "Appendix 1 - Places")
        .check(&[
            (1, 1, None, "Agenda"),
            (2, 3, Some("3"), "Minutes of the last meeting"),
            (4, 5, Some("5"), "Staffing"),
            (6, 6, Some("5"), "Appendix 1 - Places"),
        ]);
}

#[test]
fn the_stamp_keeps_its_page_and_the_bookmark_lends_its_title() {
    file(&[FRONT, MINUTES, MORE, REPORT, MORE])
        .stamp(2, "Agenda Item 3")
        .stamp(4, "Agenda Item 5")
        .bookmark(2, 1, "3 Minutes")
        .bookmark(3, 1, "5 Staffing")
        .check(&[
            (1, 1, None, "AGENDA"),
            (2, 3, Some("3"), "Minutes"),
            (4, 5, Some("5"), "Staffing"),
        ]);
}

#[test]
fn a_withheld_paper_has_the_title_of_the_front_sheet() {
    let withheld: &[&str] = &["Document is Restricted"];
    let numbers = [("", ""), ("1", ""), ("2", ""), ("3", ""), ("4", "")];
    file(&[FRONT, MINUTES, MORE, withheld, MORE]).printed(&numbers).check(&[
        (1, 1, None, "AGENDA"),
        (2, 3, Some("3"), MINUTES[0]),
        (4, 5, Some("5"), "Staffing of the service"),
    ]);
}

#[test]
fn a_report_with_an_outline_of_its_headings_is_no_pack() {
    let pages: [&[&str]; 4] = [REPORT, &["1. Introduction"], &["2. Budget 2024"], MORE];
    let report = || {
        file(&pages)
            .bookmark(1, 1, "Staffing of the service")
            .bookmark(2, 1, "1. Introduction")
            .bookmark(3, 1, "2. Budget 2024")
            .bookmark(4, 1, "Appendix A")
    };
    report().check(&[]);
    report().stamp(1, "Agenda Item 5").check(&[]);
    report().printed(&[("1", ""), ("2", ""), ("3", ""), ("4", "")]).check(&[]);
    // A cover and a list of contents stand before page 1.
    report().printed(&[("", ""), ("", ""), ("1", "1"), ("2", "2")]).check(&[]);
}

#[test]
fn a_front_sheet_alone_is_no_pack() {
    file(&[FRONT, MORE]).printed(&[("1", ""), ("2", "")]).check(&[]);
    let long: &[&str] = &[
        "AGENDA",
        "3. Minutes (Pages 3 - 4)",
        "5. Budget (Pages 5 - 60)",
        "6. Plan (Pages 61 - 70)",
    ];
    file(&[long, MORE, MORE, MORE])
        .printed(&[("1", ""), ("2", ""), ("3", ""), ("4", "")])
        .check(&[]);
}

#[test]
fn minutes_with_papers_attached_are_minutes() {
    let pack = file(&[MINUTES, MORE, REPORT]).stamp(3, "Minute Item 12");
    pack.check(&[
        (1, 2, None, MINUTES[0]),
        (3, 3, Some("12"), "Report to Cabinet, 30 January 2025"),
    ]);
    let found = find(&pack.text, Vocabularies::shipped()).expect("two parts");
    assert_eq!(found.is_of_reports, None);
}

#[test]
fn passages_stand_in_their_part_under_its_item() {
    let minutes: &[&str] = &[MINUTES[0], "4. Budget (Item 4)", "Members noted the budget."];
    let pack = file(&[FRONT, minutes, REPORT])
        .stamp(2, "Agenda Item 3")
        .stamp(3, "Agenda Item 5")
        .printed(&[("", ""), ("1", ""), ("2", "7")]);
    let paper = crate::annotate(&pack.text, &crate::Source::unknown(), Vocabularies::shipped());
    assert_eq!(paper.kind, PaperKind::ReportsPack);
    assert_eq!(paper.date.map(|date| date.value).as_deref(), Some("2025-01-30"));
    let items: Vec<_> = paper.items.iter().map(|item| item.number.as_deref()).collect();
    assert_eq!(items, [Some("3"), Some("5")]);
    let seen: Vec<_> = paper
        .passages
        .iter()
        .map(|p| (p.part, p.item.as_deref(), p.own_page, p.printed_page.as_deref()))
        .collect();
    let front = (Some(0), None, Some(1), None);
    let minutes = (Some(1), Some("3"), Some(1), Some("1"));
    let report = (Some(2), Some("5"), Some(7), Some("2"));
    assert_eq!(seen, [front, front, front, front, minutes, minutes, minutes, report, report]);
}
