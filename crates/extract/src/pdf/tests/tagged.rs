//! Tagged files: the structure tree says where paragraphs, cells and notes begin and end.

use pdf_writer::{Dict, Finish, Name, Obj, Pdf, Rect, Ref};

use super::{at, lines, texts};
use crate::{Options, extract};
use model::text::{BlockKind, ExtractedPaper};

/// An element of a structure tree, or a piece of content by its page and number.
enum Node {
    Element(&'static str, Vec<Node>),
    Content(usize, i32),
}
use Node::{Content, Element};

fn paragraph(page: usize, content: i32) -> Node {
    Element("P", vec![Content(page, content)])
}

fn marked(number: i32, content: &str) -> String {
    format!("/P <</MCID {number}>> BDC\n{content}EMC\n")
}

/// A tagged file; its own role `Body` stands for `P`.
fn tagged(pages: &[String], tree: Vec<Node>) -> Vec<u8> {
    let mut next = Ref::new(1);
    let (catalog, pages_id, font, root) = (next.bump(), next.bump(), next.bump(), next.bump());
    let ids: Vec<(Ref, Ref)> = pages.iter().map(|_| (next.bump(), next.bump())).collect();
    let page_ids: Vec<Ref> = ids.iter().map(|(page, _)| *page).collect();
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages_id).pair(Name(b"StructTreeRoot"), root);
    pdf.pages(pages_id).kids(page_ids.iter().copied()).count(pages.len() as i32);
    pdf.type1_font(font).base_font(Name(b"Helvetica"));
    for (content, (page, content_id)) in pages.iter().zip(&ids) {
        let mut page = pdf.page(*page);
        page.media_box(Rect::new(0.0, 0.0, 595.0, 842.0)).parent(pages_id).contents(*content_id);
        page.resources().fonts().pair(Name(b"F"), font);
        page.finish();
        pdf.stream(*content_id, content.as_bytes());
    }
    let mut elements = Vec::new();
    collect(tree, root, &mut next, &mut elements);
    for (id, role, kids) in elements {
        let mut dict: Dict<'_> = pdf.indirect(id).dict();
        if id == root {
            dict.insert(Name(b"RoleMap")).dict().pair(Name(b"Body"), Name(b"P"));
        } else {
            dict.pair(Name(b"S"), Name(role.as_bytes()));
        }
        let mut array = dict.insert(Name(b"K")).array();
        for kid in kids {
            match kid {
                Kid::Element(id) => {
                    array.item(id);
                }
                Kid::Content(page, number) => write_content(array.push(), page_ids[page], number),
            }
        }
    }
    pdf.finish()
}

enum Kid {
    Element(Ref),
    Content(usize, i32),
}

fn write_content(object: Obj<'_>, page: Ref, number: i32) {
    object
        .dict()
        .pair(Name(b"Type"), Name(b"MCR"))
        .pair(Name(b"Pg"), page)
        .pair(Name(b"MCID"), number);
}

fn collect(
    nodes: Vec<Node>,
    id: Ref,
    next: &mut Ref,
    elements: &mut Vec<(Ref, &'static str, Vec<Kid>)>,
) {
    collect_as("", nodes, id, next, elements);
}

fn collect_as(
    role: &'static str,
    nodes: Vec<Node>,
    id: Ref,
    next: &mut Ref,
    elements: &mut Vec<(Ref, &'static str, Vec<Kid>)>,
) {
    let at = elements.len();
    elements.push((id, role, Vec::new()));
    for node in nodes {
        let kid = match node {
            Content(page, number) => Kid::Content(page, number),
            Element(role, nodes) => {
                let id = next.bump();
                collect_as(role, nodes, id, next, elements);
                Kid::Element(id)
            }
        };
        elements[at].2.push(kid);
    }
}

fn read(pages: &[String], tree: Vec<Node>) -> ExtractedPaper {
    extract(&tagged(pages, tree), &Options::USUAL).expect("a whole file")
}

#[test]
fn paragraphs_end_where_the_tags_say_whatever_their_look() {
    let page = marked(0, &lines(72, 700, &["The Panel met.", "The Panel rose."]))
        + &marked(1, &lines(72, 660, &[super::LONG[0], super::LONG[1]]));
    let paper = read(&[page], vec![Element("Body", vec![Content(0, 0)]), paragraph(0, 1)]);
    // A sentence that ends before its line does still ends a paragraph.
    assert_eq!(texts(&paper)[..2], ["The Panel met.", "The Panel rose."]);
    let page = marked(0, &lines(72, 700, &["The Panel met", "with the young people."]))
        + &marked(1, &lines(72, 672, &["Officers were thanked."]));
    let paper = read(&[page], vec![paragraph(0, 0), paragraph(0, 1)]);
    assert_eq!(texts(&paper), ["The Panel met with the young people.", "Officers were thanked."]);
}

#[test]
fn without_the_tree_the_same_page_is_read_by_look() {
    let page = marked(0, &lines(72, 700, &["Second in the tree."]))
        + &marked(1, &lines(72, 660, &["First in the tree."]));
    let bytes = tagged(&[page], vec![paragraph(0, 1), paragraph(0, 0)]);
    let by_tree = extract(&bytes, &Options::USUAL).expect("a whole file");
    assert_eq!(texts(&by_tree), ["First in the tree.", "Second in the tree."]);
    let options = Options { structure: false, ..Options::USUAL };
    let by_look = extract(&bytes, &options).expect("a whole file");
    assert_eq!(texts(&by_look), ["Second in the tree.", "First in the tree."]);
}

#[test]
fn a_tree_that_names_little_of_a_page_is_not_followed() {
    let page = marked(0, &at('F', 11, 72, 660, "Tagged."))
        + &lines(72, 700, &["This line is printed above and is not in the tree at all."]);
    let paper = read(&[page], vec![paragraph(0, 0)]);
    assert_eq!(texts(&paper)[0], "Tagged.");
    assert_eq!(paper.blocks.len(), 2);
}

#[test]
fn an_item_has_its_label_and_a_marked_table_its_cells() {
    let page = marked(0, &at('F', 11, 72, 700, "(a)"))
        + &marked(1, &at('F', 11, 110, 700, "that the report be noted"))
        + &marked(2, &at('F', 11, 72, 660, "Year"))
        + &marked(3, &at('F', 11, 200, 660, "Placements"))
        + &marked(4, &at('F', 11, 72, 640, "2023"))
        + &marked(5, &at('F', 11, 200, 640, "Four homes closed."))
        + &marked(6, &at('F', 11, 200, 610, "One opened."));
    let cell = |kids| Element("TD", kids);
    let tree = vec![
        Element(
            "L",
            vec![Element(
                "LI",
                vec![Element("Lbl", vec![Content(0, 0)]), Element("LBody", vec![paragraph(0, 1)])],
            )],
        ),
        Element(
            "Table",
            vec![
                Element("TR", vec![cell(vec![Content(0, 2)]), cell(vec![paragraph(0, 3)])]),
                Element(
                    "TR",
                    vec![cell(vec![Content(0, 4)]), cell(vec![paragraph(0, 5), paragraph(0, 6)])],
                ),
            ],
        ),
    ];
    let paper = read(&[page], tree);
    assert_eq!(paper.blocks[0].marker.as_deref(), Some("(a)"));
    assert_eq!(paper.blocks[0].text, "that the report be noted");
    let BlockKind::Table { rows } = &paper.blocks[1].kind else { panic!("{:?}", paper.blocks) };
    assert_eq!(rows[0], ["Year", "Placements"]);
    assert_eq!(rows[1], ["2023", "Four homes closed.\nOne opened."]);
    assert_eq!(paper.blocks[1].text, "Year\tPlacements\n2023\tFour homes closed. One opened.");
}

#[test]
fn a_paragraph_marked_on_two_pages_is_one_and_a_note_stands_after_it() {
    let first = marked(0, &lines(72, 100, &["The Director said that the service"]))
        + &marked(1, &at('F', 8, 72, 60, "1 In the year to March."));
    let second = marked(0, &lines(72, 780, &["Would report again."]));
    let tree = vec![Element(
        "P",
        vec![Content(0, 0), Element("Note", vec![Content(0, 1)]), Content(1, 0)],
    )];
    let paper = read(&[first, second], tree);
    assert_eq!(paper.blocks[0].text, "The Director said that the service Would report again.");
    assert_eq!(paper.blocks[0].end_page, Some(2));
    assert_eq!(paper.blocks[1].kind, BlockKind::Footnote);
}

#[test]
fn minutes_laid_out_as_a_table_are_read_as_paragraphs() {
    let long = "The Clerk said that the fence had been repaired and that the bill was paid in May.";
    let page = marked(0, &at('F', 11, 72, 700, "1"))
        + &marked(1, &at('F', 11, 110, 700, "Apologies"))
        + &marked(2, &at('F', 11, 110, 686, "None were received."))
        + &marked(3, &at('F', 11, 72, 650, "2"))
        + &marked(4, &at('F', 11, 110, 650, long))
        + &marked(5, &at('F', 11, 540, 650, "RD"));
    let cell = |kids| Element("TD", kids);
    let tree = vec![Element(
        "Table",
        vec![
            Element(
                "TR",
                vec![
                    cell(vec![paragraph(0, 0)]),
                    cell(vec![paragraph(0, 1), paragraph(0, 2)]),
                    cell(vec![]),
                ],
            ),
            Element(
                "TR",
                vec![
                    cell(vec![paragraph(0, 3)]),
                    cell(vec![paragraph(0, 4)]),
                    cell(vec![paragraph(0, 5)]),
                ],
            ),
        ],
    )];
    let paper = read(&[page], tree);
    let seen: Vec<_> =
        paper.blocks.iter().map(|b| (b.marker.as_deref(), b.text.as_str())).collect();
    assert_eq!(
        seen,
        [(Some("1"), "Apologies"), (None, "None were received."), (Some("2"), long), (None, "RD"),]
    );
}

#[test]
fn trees_that_lead_back_into_themselves_end() {
    let mut next = Ref::new(1);
    let (catalog, pages, page, root, element) =
        (next.bump(), next.bump(), next.bump(), next.bump(), next.bump());
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages).pair(Name(b"StructTreeRoot"), root);
    pdf.pages(pages).kids([page]).count(1);
    pdf.page(page).media_box(Rect::new(0.0, 0.0, 595.0, 842.0)).parent(pages);
    pdf.indirect(root).dict().pair(Name(b"K"), element);
    pdf.indirect(element)
        .dict()
        .pair(Name(b"S"), Name(b"Sect"))
        .insert(Name(b"K"))
        .array()
        .items([element, root, element]);
    assert!(extract(&pdf.finish(), &Options::USUAL).is_ok());
}
