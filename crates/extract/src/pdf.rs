//! PDFs: positioned glyphs to lines, lines to paragraphs, page furniture apart.
//!
//! Each page goes through the same steps: its operators paint fragments ([`interpreter`]),
//! ruled tables are taken out ([`table`], [`grid`]), the rest becomes lines in reading order
//! ([`line`], [`order`]). Over all pages, what repeats at the edges is furniture
//! ([`furniture`]), and lines become blocks ([`block`]).

mod block;
mod content;
mod damage;
mod document;
mod font;
mod fragment;
mod furniture;
mod grid;
mod interpreter;
mod layout;
mod line;
mod matrix;
mod operators;
mod order;
mod outline;
mod page_labels;
mod pages;
mod paragraph;
mod scan;
mod structure;
mod style;
mod table;
mod tagged;

use std::collections::HashSet;
use std::time::Instant;

use lopdf::Document;
use model::text::{ExtractedPaper, Format, Furniture, FurnitureKind, Page, Warning};

use crate::{ExtractError, Ocr, Options};
use block::Placed;
use damage::Pages;
pub(crate) use damage::header;
use document::PageDict;
use fragment::{Artifact, Fragment};
use furniture::{PageElements, Printed};
use interpreter::{Fonts, Painted, Source};
use matrix::View;
use scan::{Outcome, POOR};
use structure::Structure;
use style::Style;
use table::Element;

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<ExtractedPaper, ExtractError> {
    let deadline = Instant::now() + options.limits.time;
    let document = document::open(bytes, options)?;
    let Pages { ids, warnings } = damage::pages(&document);
    if ids.is_empty() {
        return Err(document::damaged("no page can be found in it"));
    }
    if ids.len() > options.limits.pages as usize {
        return Err(ExtractError::TooLarge {
            what: format!("the file of {} pages", ids.len()),
            limit: format!("{} pages", options.limits.pages),
            flag: "pages".into(),
        });
    }
    let mut reader = Reader::new(&document, options, deadline);
    reader.warnings = warnings;
    for (number, id) in (1..).zip(ids) {
        reader.page(number, id);
    }
    reader.read_scans();
    Ok(reader.finish())
}

struct Reader<'a> {
    document: &'a Document,
    options: &'a Options,
    deadline: Instant,
    fonts: Fonts,
    structure: Structure,
    pages: Vec<PageElements>,
    read: Vec<Page>,
    furniture: Vec<Furniture>,
    warnings: Vec<Warning>,
    /// Places in `pages` of those without text.
    without_text: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document, options: &'a Options, deadline: Instant) -> Reader<'a> {
        Reader {
            document,
            options,
            deadline,
            fonts: Fonts::default(),
            structure: if options.structure {
                Structure::read(document)
            } else {
                Structure::default()
            },
            pages: Vec::new(),
            read: Vec::new(),
            furniture: Vec::new(),
            warnings: Vec::new(),
            without_text: Vec::new(),
        }
    }

    fn page(&mut self, number: u32, id: lopdf::ObjectId) {
        let page = document::page(self.document, id);
        let source = Source {
            document: self.document,
            structure: &self.structure,
            stream_limit: self.options.limits.stream_bytes,
            deadline: self.deadline,
        };
        let painted = interpreter::paint(&source, &page, &mut self.fonts);
        let is_picture = painted.fragments.is_empty()
            && (painted.has_images
                || scan::draws_letters(
                    self.document,
                    &page,
                    self.options.limits.stream_bytes,
                    self.deadline,
                ));
        self.warn(number, &painted, is_picture);
        let Painted { fragments, rules, .. } = painted;
        let has_text = !fragments.is_empty();
        if !has_text {
            self.without_text.push(self.pages.len());
        }
        let (elements, [width, height]) = self.lay_out(number, fragments, &rules, page.view);
        self.pages.push(PageElements { number, width, height, elements });
        self.read.push(Page { number, has_text, ..Page::default() });
    }

    /// Says what of a page could not be read.
    fn warn(&mut self, number: u32, painted: &Painted, is_picture: bool) {
        let mut warn = |kind, message| {
            self.warnings.push(Warning::on_page(number, kind, message));
        };
        if painted.unknown > 10 && painted.unknown * 5 > painted.codes {
            warn(
                "needs-ocr",
                format!(
                    "page {number} prints {} characters that its fonts do not name; \
                     print it to a scan and read that with --ocr auto",
                    painted.unknown
                ),
            );
        } else if is_picture {
            // Where its picture is read, what comes of that is said there.
            if let Some(advice) = self.options.ocr.advice() {
                warn(NO_TEXT, no_text(number, advice));
            }
        }
        if let Some(cause) = painted.cut_short {
            warn("cut-short", format!("page {number} is read in part: {cause}"));
        }
    }

    /// Reads the pages without text from their pictures, where that is wanted.
    fn read_scans(&mut self) {
        let Ocr::With(tesseract) = &self.options.ocr else { return };
        let places = std::mem::take(&mut self.without_text);
        if places.is_empty() {
            return;
        }
        let began = Instant::now();
        let ids = self.document.get_pages();
        let pages: Vec<PageDict<'_>> = places
            .iter()
            .filter_map(|at| ids.get(&self.pages[*at].number))
            .map(|id| document::page(self.document, *id))
            .collect();
        let limit = self.options.limits.stream_bytes;
        let outcomes = scan::read(self.document, &pages, tesseract, limit);
        for ((at, page), outcome) in places.into_iter().zip(pages).zip(outcomes) {
            self.take_scan(at, page.view, outcome);
        }
        // OCR has a time of its own.
        self.deadline += began.elapsed();
    }

    fn take_scan(&mut self, at: usize, view: View, outcome: Outcome) {
        let number = self.pages[at].number;
        let warnings = &mut self.warnings;
        let mut warn = |kind, message| warnings.push(Warning::on_page(number, kind, message));
        let scan = match outcome {
            Outcome::Blank => return,
            Outcome::Failed(cause) => {
                warn(NO_TEXT, no_text(number, &format!("OCR gave none: {cause}")));
                return;
            }
            Outcome::Read(scan) => scan,
        };
        if let Some(cause) = scan.left_out {
            warn("cut-short", format!("page {number} is read in part: {cause}"));
        }
        if let Some(cause) = scan.not_kept {
            warn("not-kept", format!("what OCR read on page {number} cannot be kept ({cause})"));
        }
        if scan.fragments.is_empty() {
            warn(NO_TEXT, no_text(number, "OCR finds no words in its picture"));
            return;
        }
        if scan.confidence < POOR {
            let sure = scan.confidence;
            let message = format!(
                "page {number} was read by OCR with a confidence of {sure} %; \
                 compare it with the paper, or scan it anew"
            );
            warn("poor-ocr", message);
        }
        let (elements, [width, height]) = self.lay_out(number, scan.fragments, &[], view);
        self.pages[at] = PageElements { number, width, height, elements };
        self.read[at].has_text = true;
        self.read[at].ocr_confidence = Some(scan.confidence);
    }

    /// Lines and tables of a page in reading order, and its width and height in the frame of its
    /// text.
    fn lay_out(
        &mut self,
        number: u32,
        fragments: Vec<Fragment>,
        rules: &[grid::Rule],
        view: View,
    ) -> (Vec<Element>, [f32; 2]) {
        let fragments = fragment::without_doubles(fragments);
        let fragments =
            self.take_aside(number, fragments, Artifact::Slanted, FurnitureKind::Watermark);
        let fragments = self.take_aside(number, fragments, Artifact::Hidden, FurnitureKind::Hidden);
        let main = main_turn(&fragments);
        let mut by_turn: [Vec<Fragment>; 4] = Default::default();
        for fragment in fragments {
            by_turn[usize::from(fragment.turn & 3)].push(fragment);
        }
        let mut elements = Vec::new();
        for turn in 0..4u8 {
            let turn = (main + turn) % 4;
            let fragments = std::mem::take(&mut by_turn[usize::from(turn)]);
            let rules: Vec<grid::Rule> =
                rules.iter().map(|rule| rule.in_frame(turn, view)).collect();
            elements.extend(elements_of(fragments, &rules, &self.structure));
        }
        let size = [view.width, view.height];
        (elements, if main.is_multiple_of(2) { size } else { [view.height, view.width] })
    }

    /// Pages that are stamped as the first of a paper, or begin a numbering of their own: no
    /// paragraph and no table goes on over their top.
    fn first_pages(&self) -> HashSet<u32> {
        let numbered = self.read.iter().filter(|page| page.own.as_deref() == Some("1"));
        let stamped = self.furniture.iter().filter(|piece| piece.kind == FurnitureKind::Stamp);
        numbered.map(|page| page.number).chain(stamped.map(|piece| piece.page)).collect()
    }

    /// Puts text that is not part of the page's own words to the furniture; gives the rest.
    fn take_aside(
        &mut self,
        page: u32,
        fragments: Vec<Fragment>,
        artifact: Artifact,
        kind: FurnitureKind,
    ) -> Vec<Fragment> {
        let (aside, rest): (Vec<Fragment>, Vec<Fragment>) =
            fragments.into_iter().partition(|fragment| fragment.artifact == Some(artifact));
        if !aside.is_empty() {
            let words: Vec<String> = aside.into_iter().map(|fragment| fragment.text).collect();
            let text = model::normal::spaces(&words.join(" "));
            self.furniture.push(Furniture { page, kind, text });
        }
        rest
    }

    fn finish(mut self) -> ExtractedPaper {
        let (furniture, mut printed) = furniture::take(&mut self.pages);
        self.furniture.extend(furniture);
        self.furniture.sort_by_key(|piece| piece.page);
        let n_pages = u32::try_from(self.read.len()).unwrap_or(u32::MAX);
        let mut labels = page_labels::labels(self.document, n_pages);
        for page in &mut self.read {
            let Printed { number, own } = printed.remove(&page.number).unwrap_or_default();
            page.printed = number;
            page.own = own;
            page.label = labels.remove(&page.number);
        }
        let style = Style::of(self.pages.iter().map(|page| &page.elements[..]));
        let first_pages = self.first_pages();
        let mut papers: Vec<Vec<Vec<Placed>>> = Vec::new();
        for page in &self.pages {
            let placed = block::of_page(&page.elements, page.number, style, &self.structure);
            match papers.last_mut() {
                Some(paper) if !first_pages.contains(&page.number) => paper.push(placed),
                _ => papers.push(vec![placed]),
            }
        }
        if Instant::now() > self.deadline {
            self.warnings.push(Warning::on_paper(
                "cut-short",
                "reading took longer than the limit; raise it with --limit-time",
            ));
        }
        ExtractedPaper {
            format: Format::Pdf,
            pages: self.read,
            metadata: document::metadata(self.document),
            blocks: papers.into_iter().flat_map(pages::join).collect(),
            furniture: self.furniture,
            bookmarks: outline::bookmarks(self.document),
            warnings: self.warnings,
        }
    }
}

/// The kind of warning that names a page without text.
const NO_TEXT: &str = "no-text-layer";

fn no_text(page: u32, then: &str) -> String {
    format!("page {page} has no text layer; {then}")
}

/// The direction in which most letters of a page run.
fn main_turn(fragments: &[Fragment]) -> u8 {
    let mut letters = [0usize; 4];
    for fragment in fragments {
        letters[usize::from(fragment.turn & 3)] += fragment.text.len();
    }
    let most = letters.iter().copied().max().unwrap_or(0);
    (0..4u8).find(|turn| letters[usize::from(*turn)] == most).unwrap_or(0)
}

/// Lines and tables of fragments that run in one direction.
fn elements_of(
    mut fragments: Vec<Fragment>,
    rules: &[grid::Rule],
    structure: &Structure,
) -> Vec<Element> {
    if fragments.is_empty() {
        return Vec::new();
    }
    let elements = if tagged::covers(&fragments) {
        tagged::elements(fragments, structure)
    } else {
        let tables = table::take_ruled(&mut fragments, &grid::find(rules));
        let mut elements = order::lines(fragments).into_iter().map(Element::Line).collect();
        for table in tables {
            table::insert(&mut elements, Element::Table(table));
        }
        elements
    };
    let elements = elements.into_iter().flat_map(layout::unfold).collect();
    table::group_aligned(layout::join_labels(elements))
}

#[cfg(test)]
mod tests;
