//! From laid-out pages to the bytes of a PDF. The same pages give the same bytes: nothing is
//! compressed, and no clock is read.

use pdf_writer::{Content, Date, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::font::Face;
use super::layout::{PAGE, Page};
use super::source::Source;

const PLAIN: Name<'_> = Name(b"F1");
const BOLD: Name<'_> = Name(b"F2");

/// The file.
pub(crate) fn pdf(source: &Source, pages: &[Page]) -> Vec<u8> {
    let mut next = Ref::new(1);
    let (catalog, tree, info) = (next.bump(), next.bump(), next.bump());
    let (plain, bold) = (next.bump(), next.bump());
    let refs: Vec<(Ref, Ref)> = pages.iter().map(|_| (next.bump(), next.bump())).collect();

    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree).lang(TextStr("en-GB"));
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
    pdf.finish()
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
