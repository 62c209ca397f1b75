//! PDFs are written operator by operator, so that each test shows the form it reads.

use std::fmt::Write;
use std::time::Duration;

use model::text::{Block, BlockKind, ExtractedPaper, FurnitureKind};
use pdf_writer::{Finish, Name, Pdf, Rect, Ref, TextStr};

use crate::{ExtractError, Limits, Options, extract};

/// A file of A4 pages with these contents, Helvetica as `F` and its bold face as `B`.
fn pdf(pages: &[String]) -> Vec<u8> {
    let mut next = Ref::new(1);
    let (catalog, tree, plain, bold) = (next.bump(), next.bump(), next.bump(), next.bump());
    let (info, image) = (next.bump(), next.bump());
    let refs: Vec<(Ref, Ref)> = pages.iter().map(|_| (next.bump(), next.bump())).collect();
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.document_info(info).title(TextStr("Invented report"));
    pdf.pages(tree).kids(refs.iter().map(|(page, _)| *page)).count(refs.len() as i32);
    for (font, name) in [(plain, "Helvetica"), (bold, "Helvetica-Bold")] {
        pdf.type1_font(font)
            .base_font(Name(name.as_bytes()))
            .encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    pdf.image_xobject(image, b"\0")
        .width(1)
        .height(1)
        .bits_per_component(8)
        .color_space_name(Name(b"DeviceGray"));
    for (content, (id, content_id)) in pages.iter().zip(refs) {
        let mut page = pdf.page(id);
        page.media_box(Rect::new(0.0, 0.0, 595.0, 842.0)).parent(tree).contents(content_id);
        let mut resources = page.resources();
        resources.fonts().pair(Name(b"F"), plain).pair(Name(b"B"), bold);
        resources.x_objects().pair(Name(b"I"), image);
        resources.finish();
        page.finish();
        pdf.stream(content_id, content.as_bytes());
    }
    pdf.finish()
}

/// Text at a place, in points from the lower left.
fn at(font: char, size: u32, x: u32, y: u32, text: &str) -> String {
    let text = text.replace('(', "\\(").replace(')', "\\)");
    format!("BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET\n")
}

/// Lines of plain text from a height downwards, 14 points apart.
fn lines(x: u32, top: u32, texts: &[&str]) -> String {
    let mut content = String::new();
    for (i, text) in texts.iter().enumerate() {
        content.push_str(&at('F', 11, x, top - 14 * i as u32, text));
    }
    content
}

fn read(pages: &[String]) -> ExtractedPaper {
    extract(&pdf(pages), &Options::USUAL).expect("a whole file")
}

fn texts(paper: &ExtractedPaper) -> Vec<&str> {
    paper.blocks.iter().map(|block| block.text.as_str()).collect()
}

#[track_caller]
fn check(page: &str, expected: &[&str]) {
    assert_eq!(texts(&read(&[page.to_owned()])), expected);
}

const LONG: [&str; 3] = [
    "4.1 The Director of Children's Social Care said that the number of",
    "social workers who left had fallen for the third year, and that the",
    "service would report again.",
];

#[test]
fn lines_make_numbered_paragraphs() {
    let page = lines(72, 700, &LONG) + &lines(72, 658, &["4.2 The Panel noted the report."]);
    let paper = read(&[page]);
    let seen: Vec<_> =
        paper.blocks.iter().map(|b| (b.marker.as_deref(), b.line_starts.len())).collect();
    assert_eq!(seen, [(Some("4.1"), 2), (Some("4.2"), 0)]);
    assert!(paper.blocks[0].text.ends_with("the service would report again."));
    assert_eq!(paper.metadata.title.as_deref(), Some("Invented report"));
}

#[test]
fn words_placed_apart_get_spaces_and_kerned_letters_none() {
    check("BT /F 11 Tf 72 700 Td [(P) 60 (anel) -400 (met)] TJ ET", &["Panel met"]);
}

#[test]
fn bold_and_large_lines_are_headings() {
    let page = at('F', 18, 72, 760, "Staffing")
        + &at('B', 11, 72, 730, "Purpose of the report")
        + &lines(72, 700, &LONG);
    let paper = read(&[page]);
    let kinds: Vec<&BlockKind> = paper.blocks.iter().map(|block| &block.kind).collect();
    assert_eq!(
        kinds,
        [&BlockKind::Heading { level: 1 }, &BlockKind::Heading { level: 3 }, &BlockKind::ListItem]
    );
}

#[test]
fn rows_whose_cells_stand_under_each_other_are_a_table() {
    let mut page = lines(72, 760, &["Vacancies by year are in the table below."]);
    for (row, cells) in [["Year", "Posts", "Vacant"], ["2022", "100", "12"], ["2023", "104", "9"]]
        .iter()
        .enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            page += &at('F', 11, 72 + 120 * column as u32, 720 - 16 * row as u32, cell);
        }
    }
    let paper = read(&[page]);
    let BlockKind::Table { rows } = &paper.blocks[1].kind else { panic!("no table") };
    assert_eq!(rows[2], ["2023", "104", "9"]);
    assert_eq!(paper.blocks.len(), 2);
}

#[test]
fn numbers_in_a_column_of_their_own_are_labels() {
    let mut page = String::new();
    for (number, text) in [("1", "Apologies were received."), ("2", "Interests: there were none.")]
    {
        let y = 760 - 30 * number.parse::<u32>().expect("a number");
        page += &(at('F', 11, 72, y, number) + &at('F', 11, 110, y, text));
    }
    let paper = read(&[page]);
    let seen: Vec<_> =
        paper.blocks.iter().map(|b| (b.marker.as_deref(), b.text.as_str())).collect();
    let expected =
        [(Some("1"), "Apologies were received."), (Some("2"), "Interests: there were none.")];
    assert_eq!(seen, expected);
}

#[test]
fn a_bracket_that_closes_on_the_next_line_is_no_label() {
    let page = lines(
        72,
        700,
        &["The scheme is of two blocks beside each other (Blocks A and", "C) along the street."],
    );
    check(
        &page,
        &["The scheme is of two blocks beside each other (Blocks A and C) along the street."],
    );
}

#[test]
fn ruled_cells_keep_their_lines_together() {
    let mut page = String::new();
    for (x, y) in [(72, 700), (222, 700), (72, 660), (222, 660)] {
        writeln!(page, "{x} {y} 150 40 re S").expect("a string");
    }
    page += &lines(76, 730, &["Risk of", "delay"]);
    page += &lines(226, 730, &["More staff", "are sought"]);
    page += &lines(76, 690, &["Cost"]);
    page += &lines(226, 690, &["Within budget"]);
    let paper = read(&[page]);
    let BlockKind::Table { rows } = &paper.blocks[0].kind else { panic!("no table") };
    assert_eq!(rows[0], ["Risk of delay", "More staff are sought"]);
    assert_eq!(rows[1], ["Cost", "Within budget"]);
}

#[test]
fn what_repeats_at_the_edges_is_furniture() {
    let page = |n: u32| {
        at('F', 9, 72, 810, "Ashmere Borough Council")
            + &lines(72, 700, &[&format!("{n}.1 The Panel met and spoke of matter number {n}.")])
            + &at('F', 9, 290, 30, &format!("Page {n} of 3"))
    };
    let paper = read(&[page(1), page(2), page(3)]);
    assert_eq!(paper.blocks.len(), 3);
    let printed: Vec<_> = paper.pages.iter().map(|page| page.printed.as_deref()).collect();
    assert_eq!(printed, [Some("1"), Some("2"), Some("3")]);
    let numbers =
        paper.furniture.iter().filter(|piece| piece.kind == FurnitureKind::PageNumber).count();
    assert_eq!((paper.furniture.len(), numbers), (6, 3));
}

#[test]
fn stamps_and_both_numbers_of_a_page_are_kept_and_leave_the_text() {
    let page = |stamp: &str, own: &str, pack: &str, text: &str| {
        at('F', 12, 470, 815, stamp)
            + &lines(72, 700, &[text])
            // On one line, as where a number is set on the finished page.
            + &at('F', 10, 72, 30, own)
            + &at('F', 12, 280, 30, pack)
    };
    let paper = read(&[
        page("Agenda Item 5", "1", "Page 21", "1.1 The report opens and"),
        page("", "2", "Page 22", "goes on without an end"),
        page("Agenda Item 6", "1", "Page 23", "and the next begins."),
    ]);
    let texts = ["The report opens and goes on without an end", "and the next begins."];
    assert_eq!(self::texts(&paper), texts);
    let numbers: Vec<_> = paper
        .pages
        .iter()
        .filter_map(|page| Some((page.printed.as_deref()?, page.own.as_deref()?)))
        .collect();
    assert_eq!(numbers, [("21", "1"), ("22", "2"), ("23", "1")]);
    let stamps: Vec<_> = paper
        .furniture
        .iter()
        .filter(|piece| piece.kind == FurnitureKind::Stamp)
        .map(|piece| (piece.page, piece.text.as_str()))
        .collect();
    assert_eq!(stamps, [(1, "Agenda Item 5"), (3, "Agenda Item 6")]);
}

#[test]
fn a_page_never_loses_its_only_line() {
    let page = at('F', 11, 72, 810, "The same words on every page");
    assert_eq!(read(&[page.clone(), page.clone(), page]).blocks.len(), 3);
}

#[test]
fn a_paragraph_over_a_page_end_is_one() {
    let first = lines(72, 700, &LONG[..2]);
    let second = lines(72, 760, &LONG[2..]) + &lines(72, 740, &["4.2 The Panel noted it."]);
    let paper = read(&[first, second]);
    let block = &paper.blocks[0];
    assert_eq!((block.page, block.end_page), (Some(1), Some(2)));
    assert!(block.text.ends_with("the service would report again."));
    assert_eq!(paper.blocks.len(), 2);
}

#[test]
fn columns_painted_out_of_order_are_read_by_column() {
    let mut lines_of: Vec<String> = Vec::new();
    for i in 0..8u32 {
        let y = 700 - 14 * i;
        lines_of.push(at('F', 11, 72, y, &format!("left column line {i} of the text")));
        lines_of.push(at('F', 11, 320, y, &format!("right column line {i} of the text")));
    }
    // Every third line first, so that the order of painting makes no sense.
    let shuffled: String =
        (0..3).flat_map(|start| lines_of.iter().skip(start).step_by(3).rev().cloned()).collect();
    let text = texts(&read(&[shuffled])).join(" ");
    let places: Vec<Option<usize>> =
        (0..8).map(|i| text.find(&format!("left column line {i}"))).collect();
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{text}");
    assert!(text.find("left column line 7") < text.find("right column line 0"), "{text}");
}

#[test]
fn artifacts_actual_text_and_watermarks_are_told_apart() {
    let page = "/Span << /ActualText (office) >> BDC BT /F 11 Tf 72 700 Td (o\\001ice) Tj ET EMC\n"
        .to_owned()
        + &at('F', 11, 130, 700, "hours")
        + "/Artifact << /Type /Pagination >> BDC BT /F 9 Tf 72 30 Td (Footer) Tj ET EMC\n"
        + "BT /F 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm (DRAFT) Tj ET\n";
    let paper = read(&[page]);
    assert_eq!(texts(&paper), ["office hours"]);
    let furniture: Vec<_> = paper.furniture.iter().map(|f| (f.kind, f.text.as_str())).collect();
    assert!(furniture.contains(&(FurnitureKind::Watermark, "DRAFT")), "{furniture:?}");
    assert!(furniture.contains(&(FurnitureKind::Footer, "Footer")), "{furniture:?}");
}

#[test]
fn words_divided_at_a_line_end_are_whole() {
    let page = "BT /F 11 Tf 14 TL 72 700 Td (The recruit\\255) Tj T* (ment of social workers was long-) Tj \
                T* (term work.) Tj ET";
    check(page, &["The recruitment of social workers was long-term work."]);
}

#[test]
fn a_picture_without_text_is_named() {
    let paper = read(&["q 500 0 0 700 40 40 cm /I Do Q".to_owned()]);
    assert!(!paper.pages[0].has_text);
    assert_eq!(paper.warnings[0].kind, "no-text-layer");
}

#[test]
fn what_cannot_be_opened_is_refused_with_its_cause() {
    let whole = pdf(&[lines(72, 700, &LONG)]);
    let read = |bytes: &[u8]| extract(bytes, &Options::USUAL);
    assert!(matches!(read(b"%PDF-1.7\nnothing"), Err(ExtractError::Damaged { .. })));
    let few = Limits { pages: 1, ..Limits::USUAL };
    let two = pdf(&[lines(72, 700, &LONG), lines(72, 700, &LONG)]);
    let refused = extract(&two, &Options { limits: few, ..Options::USUAL });
    assert!(matches!(refused, Err(ExtractError::TooLarge { ref flag, .. }) if flag == "pages"));
    // A file without its end is read as far as it goes.
    let cut = &whole[..whole.len() - 40];
    assert!(read(cut).is_ok_and(|paper| paper.blocks.len() == 1));
}

#[test]
fn a_page_over_its_time_is_read_in_part_and_says_so() {
    let page = lines(72, 700, &["word"]).repeat(5_000);
    let limits = Limits { time: Duration::ZERO, ..Limits::USUAL };
    let paper =
        extract(&pdf(&[page]), &Options { limits, ..Options::USUAL }).expect("read in part");
    assert!(paper.warnings.iter().any(|warning| warning.kind == "cut-short"));
}

#[test]
fn forms_that_draw_themselves_end() {
    let mut next = Ref::new(1);
    let (catalog, tree, page, content, form) =
        (next.bump(), next.bump(), next.bump(), next.bump(), next.bump());
    let mut file = Pdf::new();
    file.catalog(catalog).pages(tree);
    file.pages(tree).kids([page]).count(1);
    let mut written = file.page(page);
    written.media_box(Rect::new(0.0, 0.0, 595.0, 842.0)).parent(tree).contents(content);
    written.resources().x_objects().pair(Name(b"X"), form);
    written.finish();
    file.stream(content, b"/X Do");
    let mut loops = file.form_xobject(form, b"/X Do /X Do /X Do /X Do");
    loops.resources().x_objects().pair(Name(b"X"), form);
    loops.finish();
    let paper = extract(&file.finish(), &Options::USUAL).expect("it ends");
    assert_eq!(paper.warnings[0].kind, "cut-short");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// Every word painted is in exactly one block, with its page and in its order.
    #[test]
    fn no_word_is_lost(words in proptest::collection::vec("[a-z]{2,9}", 1..120)) {
        let rows: Vec<String> = words.chunks(8).map(|row| row.join(" ")).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let paper = read(&[lines(72, 780, &rows)]);
        let seen: Vec<String> = paper
            .blocks
            .iter()
            .flat_map(|block: &Block| {
                let label = block.marker.iter().cloned();
                label.chain(block.text.split(' ').map(str::to_owned)).collect::<Vec<_>>()
            })
            .filter(|word| !word.is_empty())
            .collect();
        proptest::prop_assert_eq!(seen, words);
    }

    /// Damage anywhere gives a paper or a clear error, never a panic.
    #[test]
    fn damage_never_panics(place in 0usize..1500, byte: u8) {
        let mut bytes = pdf(&[lines(72, 700, &LONG)]);
        let length = bytes.len();
        bytes[place % length] = byte;
        drop(extract(&bytes, &Options::USUAL));
    }
}

mod tagged;

#[test]
fn clipped_and_doubled_text_is_kept_apart_and_a_text_layer_is_text() {
    let page = lines(72, 700, &["The Panel met."])
        + "q 60 600 100 50 re W n\n"
        + &lines(300, 620, &["Cut away."])
        + "Q\n"
        + "3 Tr\n"
        + &lines(72, 700, &["The Panel met,"])
        + &lines(72, 500, &["Read by a scanner."]);
    let paper = read(&[page]);
    assert_eq!(texts(&paper), ["The Panel met.", "Read by a scanner."]);
    let hidden: Vec<&str> = paper
        .furniture
        .iter()
        .filter(|piece| piece.kind == FurnitureKind::Hidden)
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!(hidden, ["Cut away. The Panel met,"]);
}

#[test]
fn a_bad_byte_costs_one_operator_and_is_named() {
    let page = lines(72, 700, &["Before."]) + ") >> }\n" + &lines(72, 660, &["After."]);
    let paper = read(&[page]);
    assert_eq!(texts(&paper), ["Before.", "After."]);
    assert_eq!(paper.warnings[0].kind, "cut-short");
}

#[test]
fn small_text_with_a_raised_number_at_the_foot_is_a_note() {
    let page = lines(72, 700, &LONG)
        + &at('F', 5, 72, 104, "1")
        + &at('F', 8, 76, 100, "In the year to March.");
    let next = lines(72, 700, &["It was noted."]);
    let paper = read(&[page, next]);
    assert_eq!(paper.blocks[1].kind, BlockKind::Footnote);
    let captions = lines(72, 700, &["Table 3: Placements by type", "Figures were noted."]);
    assert_eq!(read(&[captions]).blocks[0].kind, BlockKind::Caption);
}

#[test]
fn what_a_form_was_filled_in_with_is_text_and_what_is_hidden_is_not() {
    let appearance = |text: &str| format!("BT /F 11 Tf 2 4 Td ({text}) Tj ET");
    let mut next = Ref::new(1);
    let (catalog, tree, font, page_id, content) =
        (next.bump(), next.bump(), next.bump(), next.bump(), next.bump());
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids([page_id]).count(1);
    pdf.type1_font(font).base_font(Name(b"Helvetica"));
    let mut page = pdf.page(page_id);
    page.media_box(Rect::new(0.0, 0.0, 595.0, 842.0)).parent(tree).contents(content);
    page.resources().fonts().pair(Name(b"F"), font);
    let fields = [("Cllr Ada Byrne", 0), ("unseen", 2)].map(|field| (field, next.bump()));
    let mut annotations = page.insert(Name(b"Annots")).array();
    for ((_, flags), form) in fields {
        let mut field = annotations.push().dict();
        field.pair(Name(b"Subtype"), Name(b"Widget")).pair(Name(b"F"), flags);
        field.pair(Name(b"Rect"), Rect::new(130.0, 696.0, 330.0, 716.0));
        field.insert(Name(b"AP")).dict().pair(Name(b"N"), form);
    }
    annotations.finish();
    page.finish();
    pdf.stream(content, lines(72, 700, &["Name:"]).as_bytes());
    for ((text, _), form) in fields {
        let content = appearance(text);
        let mut form = pdf.form_xobject(form, content.as_bytes());
        form.bbox(Rect::new(0.0, 0.0, 100.0, 10.0));
        form.resources().fonts().pair(Name(b"F"), font);
    }
    let paper = extract(&pdf.finish(), &Options::USUAL).expect("a whole file");
    assert_eq!(texts(&paper).join(" "), "Name: Cllr Ada Byrne");
}

/// Found by random bytes: every label was compared with every line, and was lost if it took itself
/// for its text.
#[test]
fn thousands_of_labels_are_all_kept() {
    let mut content = String::new();
    for at in 0..3000 {
        let (x, y) = (20 + 25 * (at % 20), 20 + 5 * (at / 20));
        writeln!(content, "BT /F 0.5 Tf {x} {y} Td (a\\)) Tj ET").expect("a string grows");
    }
    let paper = extract(&pdf(&[content]), &Options::USUAL).expect("a paper");
    let of = |block: &Block| block.marker.iter().chain([&block.text]).cloned().collect::<Vec<_>>();
    let words: String = paper.blocks.iter().flat_map(of).collect();
    let aside: String = paper.furniture.iter().map(|piece| piece.text.as_str()).collect();
    assert_eq!(words.matches("a)").count() + aside.matches("a)").count(), 3000);
}

/// Found by random bytes: mirrored lines ended before they began, and stood on both sides of a
/// gutter.
#[test]
fn mirrored_lines_are_put_in_order() {
    let mut content = String::new();
    for at in 0..40 {
        let (x, y) = (60 + 11 * ((at * 7) % 40), 60 + 18 * ((at * 13) % 40));
        writeln!(content, "BT /F 9 Tf -1 0 0 1 {x} {y} Tm (word{at}) Tj ET")
            .expect("a string grows");
    }
    let paper = extract(&pdf(&[content]), &Options::USUAL).expect("a paper");
    let text: String = paper.blocks.iter().map(|block| block.text.as_str()).collect();
    assert_eq!(text.matches("word").count(), 40);
}
