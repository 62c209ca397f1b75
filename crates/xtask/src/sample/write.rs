//! From laid-out pages to the bytes of a PDF. The same pages give the same bytes: nothing is
//! compressed, and no clock is read.

use pdf_writer::types::NumberingStyle;
use pdf_writer::writers::PageLabel;
use pdf_writer::{Content, Date, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::font::Face;
use super::layout::{PAGE, Page};
use super::source::{Opening, Source};

const PLAIN: Name<'_> = Name(b"F1");
const BOLD: Name<'_> = Name(b"F2");

/// The file.
pub(crate) fn pdf(source: &Source, pages: &[Page]) -> Vec<u8> {
    let mut next = Ref::new(1);
    let (catalog, tree, info) = (next.bump(), next.bump(), next.bump());
    let (plain, bold) = (next.bump(), next.bump());
    let refs: Vec<(Ref, Ref)> = pages.iter().map(|_| (next.bump(), next.bump())).collect();

    let mut pdf = Pdf::new();
    let pack = Pack::of(pages, &refs, &mut next);
    let mut written = pdf.catalog(catalog);
    written.pages(tree).lang(TextStr("en-GB"));
    if let Some(pack) = &pack {
        written.outlines(pack.outline);
        let mut labels = written.page_labels();
        labels.nums().insert(0, pack.front_label).insert(pack.front_pages, pack.label);
    }
    written.finish();
    describe(&mut pdf, info, source);
    pdf.pages(tree).kids(refs.iter().map(|(page, _)| *page)).count(refs.len() as i32);
    for (font, name) in [(plain, "Helvetica"), (bold, "Helvetica-Bold")] {
        pdf.type1_font(font)
            .base_font(Name(name.as_bytes()))
            .encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    for (page, (id, content)) in pages.iter().zip(refs) {
        let mut written = pdf.page(id);
        written.media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).parent(tree).contents(content);
        written.resources().fonts().pair(PLAIN, plain).pair(BOLD, bold);
        written.finish();
        pdf.stream(content, &drawn(page));
    }
    if let Some(pack) = &pack {
        pack.write(&mut pdf);
    }
    pdf.finish()
}

/// The bookmarks and page labels of a pack.
struct Pack<'a> {
    outline: Ref,
    /// Bookmark, title and page of each paper.
    papers: Vec<(Ref, &'a Opening, Ref)>,
    front_label: Ref,
    label: Ref,
    /// Pages before the first that the pack numbers.
    front_pages: i32,
}

impl<'a> Pack<'a> {
    /// `None` where the pages are of one paper.
    fn of(pages: &'a [Page], refs: &[(Ref, Ref)], next: &mut Ref) -> Option<Pack<'a>> {
        let front = pages.iter().position(|page| page.pack_number.is_some())?;
        let opened = pages.iter().zip(refs);
        let papers = opened
            .filter_map(|(page, (id, _))| Some((next.bump(), page.opening.as_ref()?, *id)))
            .collect();
        Some(Pack {
            papers,
            outline: next.bump(),
            front_label: next.bump(),
            label: next.bump(),
            front_pages: i32::try_from(front).ok()?,
        })
    }

    fn write(&self, pdf: &mut Pdf) {
        let count = i32::try_from(self.papers.len()).unwrap_or(i32::MAX);
        if let ([(first, ..), ..], [.., (last, ..)]) = (&self.papers[..], &self.papers[..]) {
            pdf.outline(self.outline).first(*first).last(*last).count(count);
        }
        for (at, (id, opening, page)) in self.papers.iter().enumerate() {
            let number = opening.item.iter().map(|item| format!("{item} "));
            let title = number.chain([opening.title.clone()]).collect::<String>();
            let mut entry = pdf.outline_item(*id);
            entry.title(TextStr(&title)).parent(self.outline);
            if let Some((before, ..)) = at.checked_sub(1).and_then(|at| self.papers.get(at)) {
                entry.prev(*before);
            }
            if let Some((after, ..)) = self.papers.get(at + 1) {
                entry.next(*after);
            }
            entry.dest().page(*page).fit();
        }
        let roman = NumberingStyle::LowerRoman;
        pdf.indirect(self.front_label).start::<PageLabel<'_>>().style(roman);
        pdf.indirect(self.label).start::<PageLabel<'_>>().style(NumberingStyle::Arabic);
    }
}

/// The metadata that readers show.
fn describe(pdf: &mut Pdf, info: Ref, source: &Source) {
    let mut written = pdf.document_info(info);
    if let Some(title) = &source.title {
        written.title(TextStr(title));
    }
    if let Some(author) = &source.author {
        written.author(TextStr(author));
    }
    if let Some((year, month, day)) = source.date {
        written.creation_date(Date::new(year).month(month).day(day));
    }
    written.producer(TextStr("minutebook xtask"));
}

/// The instructions that draw a page.
fn drawn(page: &Page) -> Vec<u8> {
    let mut content = Content::new();
    for placed in &page.texts {
        let font = if placed.face == Face::Bold { BOLD } else { PLAIN };
        content
            .begin_text()
            .set_font(font, placed.size)
            .set_text_matrix([1.0, 0.0, 0.0, 1.0, tenth(placed.x), tenth(placed.y)])
            .show(Str(&placed.text))
            .end_text();
    }
    content.set_line_width(0.5);
    for &(from, to, y) in &page.rules {
        content.move_to(tenth(from), tenth(y)).line_to(tenth(to), tenth(y)).stroke();
    }
    content.finish().to_vec()
}

/// Places to a tenth of a point, so that the file shows no tail of binary fractions.
fn tenth(value: f32) -> f32 {
    (value * 10.0).round() / 10.0
}
