//! What a page paints that is no text: images and shapes, with their places.
//!
//! Scanners lay a page down as one image, as strips or as tiles. Some printer drivers draw every
//! letter as a filled shape. Clips are left out: they cut pictures that hold no words.

use std::time::Instant;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream};
use tiny_skia::{FillRule, Path, PathBuilder};

use super::colour::Space;
use crate::pdf::document::PageDict;
use crate::pdf::matrix::Matrix;

/// Form XObjects drawn inside each other; deeper ones are hostile.
const FORM_DEPTH: usize = 12;
/// Saved graphics states inside each other.
const SAVES: usize = 512;
/// Operators of a page, its forms included.
const OPERATIONS: usize = 1_000_000;
/// Images of a page: tiles of 64 pixels on A4 at 300 dots an inch are some two thousand.
const IMAGES: usize = 10_000;

/// One thing painted, in the page's view: points from the top left, y downwards.
pub(super) enum Piece<'a> {
    /// An image, which its matrix takes from the unit square to the view.
    Image {
        image: Image<'a>,
        place: Matrix,
        /// The colour in which a stencil is painted.
        ink: u8,
        resources: Option<&'a Dictionary>,
    },
    /// A filled shape.
    Fill { path: Path, rule: FillRule, ink: u8 },
    /// A line of some width, in points.
    Line { path: Path, width: f32, ink: u8 },
}

/// An image object of the file, or one that stands in the content.
pub(super) enum Image<'a> {
    Object(&'a Stream),
    Inline(Box<Stream>),
}

impl Image<'_> {
    pub(super) fn stream(&self) -> &Stream {
        match self {
            Image::Object(stream) => stream,
            Image::Inline(stream) => stream,
        }
    }
}

/// What a page paints, in order.
#[derive(Default)]
pub(super) struct Pieces<'a> {
    pub(super) all: Vec<Piece<'a>>,
    /// Why some of it is left out.
    pub(super) left_out: Option<&'static str>,
}

/// Lists what a page paints.
pub(super) fn list<'a>(
    document: &'a Document,
    page: &PageDict<'a>,
    stream_limit: usize,
    deadline: Instant,
) -> Pieces<'a> {
    let mut walk = Walk {
        document,
        stream_limit,
        deadline,
        operations: 0,
        pieces: Pieces::default(),
        n_images: 0,
    };
    match document.get_page_content_with_limit(page.id, stream_limit) {
        Ok(content) => walk.run(&content, page.resources, &State::of(page.view.matrix), 0),
        Err(_) => walk.pieces.left_out = Some("its content is too large"),
    }
    walk.pieces
}

#[derive(Clone)]
struct State {
    ctm: Matrix,
    fill: Ink,
    line: Ink,
    width: f32,
}

/// A colour and what its numbers mean.
#[derive(Clone)]
struct Ink {
    space: Option<Space>,
    grey: u8,
}

impl State {
    fn of(ctm: Matrix) -> State {
        let black = Ink { space: Some(Space::Grey), grey: 0 };
        State { ctm, fill: black.clone(), line: black, width: 1.0 }
    }
}

impl Ink {
    fn set(&mut self, space: Space, operands: &[Object]) {
        self.space = Some(space);
        self.mix(operands);
    }

    /// Patterns and colours of unknown spaces are taken for paper.
    fn mix(&mut self, operands: &[Object]) {
        let colour: Vec<f32> = operands.iter().filter_map(|o| o.as_float().ok()).collect();
        self.grey = self.space.as_ref().map_or(255, |space| space.grey(&colour));
    }
}

struct Walk<'a> {
    document: &'a Document,
    stream_limit: usize,
    deadline: Instant,
    operations: usize,
    n_images: usize,
    pieces: Pieces<'a>,
}

impl<'a> Walk<'a> {
    fn run(
        &mut self,
        content: &[u8],
        resources: Option<&'a Dictionary>,
        start: &State,
        depth: usize,
    ) {
        let mut state = start.clone();
        let mut saved: Vec<State> = Vec::new();
        let mut path = PathBuilder::new();
        for operation in Content::<Vec<Operation>>::decode_iter(content) {
            let Ok(operation) = operation else {
                self.pieces.left_out.get_or_insert("an operator cannot be read");
                break;
            };
            if self.is_spent() {
                break;
            }
            let operands = &operation.operands[..];
            match operation.operator.as_str() {
                "q" if saved.len() < SAVES => saved.push(state.clone()),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => {
                    if let Some(matrix) = Matrix::from_objects(operands) {
                        state.ctm = matrix.then(state.ctm);
                    }
                }
                "w" => state.width = number(operands, 0),
                "g" => state.fill.set(Space::Grey, operands),
                "rg" => state.fill.set(Space::Rgb, operands),
                "k" => state.fill.set(Space::Cmyk, operands),
                "G" => state.line.set(Space::Grey, operands),
                "RG" => state.line.set(Space::Rgb, operands),
                "K" => state.line.set(Space::Cmyk, operands),
                "cs" => state.fill = self.ink(resources, operands),
                "CS" => state.line = self.ink(resources, operands),
                "sc" | "scn" => state.fill.mix(operands),
                "SC" | "SCN" => state.line.mix(operands),
                "Do" => self.draw(resources, operands, &state, depth),
                "BI" => self.draw_inline(resources, operation.operands, &state),
                operator => {
                    if let Some(paint) = Paint::of(operator) {
                        let done = std::mem::take(&mut path);
                        self.paint(paint, done, &state);
                    } else {
                        extend(&mut path, operator, operands, state.ctm);
                    }
                }
            }
        }
    }

    fn is_spent(&mut self) -> bool {
        self.operations += 1;
        let spent = self.operations > OPERATIONS
            || self.operations.is_multiple_of(1024) && Instant::now() > self.deadline;
        if spent {
            self.pieces.left_out.get_or_insert("it paints more than a page can hold");
        }
        spent
    }

    fn ink(&self, resources: Option<&Dictionary>, operands: &[Object]) -> Ink {
        let space = operands
            .first()
            .and_then(|object| Space::read(self.document, object, resources, self.stream_limit));
        // Each space begins with black, or with all of its ink; patterns with nothing.
        Ink { grey: if space.is_some() { 0 } else { 255 }, space }
    }

    fn paint(&mut self, paint: Paint, mut path: PathBuilder, state: &State) {
        if paint.closes {
            path.close();
        }
        let Some(path) = path.finish() else { return };
        if let Some(rule) = paint.fill {
            self.pieces.all.push(Piece::Fill { path: path.clone(), rule, ink: state.fill.grey });
        }
        if paint.strokes {
            let Matrix { a, b, c, d, .. } = state.ctm;
            let width = state.width * (a * d - b * c).abs().sqrt();
            self.pieces.all.push(Piece::Line { path, width, ink: state.line.grey });
        }
    }

    fn draw(
        &mut self,
        resources: Option<&'a Dictionary>,
        operands: &[Object],
        state: &State,
        depth: usize,
    ) {
        let document = self.document;
        let name = operands.first().and_then(|o| o.as_name().ok()).unwrap_or_default();
        let Some(stream) = resources
            .and_then(|dict| dict.get_deref(b"XObject", document).ok()?.as_dict().ok())
            .and_then(|dict| dict.get_deref(name, document).ok()?.as_stream().ok())
        else {
            return;
        };
        let subtype = stream.dict.get_deref(b"Subtype", document).and_then(Object::as_name);
        if subtype.is_ok_and(|name| name == b"Image") {
            self.place(Image::Object(stream), resources, state);
            return;
        }
        if depth >= FORM_DEPTH {
            self.pieces.left_out.get_or_insert("its forms stand too deep in each other");
            return;
        }
        let Ok(content) = stream.get_plain_content_with_limit(self.stream_limit) else {
            self.pieces.left_out.get_or_insert("a form cannot be read");
            return;
        };
        let matrix = stream
            .dict
            .get_deref(b"Matrix", document)
            .ok()
            .and_then(|object| Matrix::from_objects(object.as_array().ok()?))
            .unwrap_or(Matrix::IDENTITY);
        let own = stream.dict.get_deref(b"Resources", document).and_then(Object::as_dict).ok();
        let inner = State { ctm: matrix.then(state.ctm), ..state.clone() };
        self.run(&content, own.or(resources), &inner, depth + 1);
    }

    fn draw_inline(
        &mut self,
        resources: Option<&'a Dictionary>,
        operands: Vec<Object>,
        state: &State,
    ) {
        match operands.into_iter().next() {
            Some(Object::Stream(stream)) => {
                self.place(Image::Inline(Box::new(in_full(stream))), resources, state);
            }
            _ => {
                self.pieces.left_out.get_or_insert("an image in its content cannot be read");
            }
        }
    }

    fn place(&mut self, image: Image<'a>, resources: Option<&'a Dictionary>, state: &State) {
        self.n_images += 1;
        if self.n_images > IMAGES {
            self.pieces.left_out.get_or_insert("it paints more images than a page can hold");
            return;
        }
        let (place, ink) = (state.ctm, state.fill.grey);
        self.pieces.all.push(Piece::Image { image, place, ink, resources });
    }
}

/// How a path is painted.
#[derive(Clone, Copy)]
struct Paint {
    fill: Option<FillRule>,
    strokes: bool,
    closes: bool,
}

impl Paint {
    /// What a painting operator does; `None` for other operators.
    fn of(operator: &str) -> Option<Paint> {
        let (fill, strokes, closes) = match operator {
            "n" => (None, false, false),
            "S" => (None, true, false),
            "s" => (None, true, true),
            "f" | "F" => (Some(FillRule::Winding), false, false),
            "f*" => (Some(FillRule::EvenOdd), false, false),
            "B" => (Some(FillRule::Winding), true, false),
            "B*" => (Some(FillRule::EvenOdd), true, false),
            "b" => (Some(FillRule::Winding), true, true),
            "b*" => (Some(FillRule::EvenOdd), true, true),
            _ => return None,
        };
        Some(Paint { fill, strokes, closes })
    }
}

/// Adds a segment to a path; other operators add nothing.
fn extend(path: &mut PathBuilder, operator: &str, operands: &[Object], ctm: Matrix) {
    let point = |at: usize| ctm.apply(number(operands, at), number(operands, at + 1));
    match operator {
        "m" => {
            let (x, y) = point(0);
            path.move_to(x, y);
        }
        "l" => {
            let (x, y) = point(0);
            path.line_to(x, y);
        }
        "c" => {
            let ((x1, y1), (x2, y2), (x, y)) = (point(0), point(2), point(4));
            path.cubic_to(x1, y1, x2, y2, x, y);
        }
        "v" => {
            let from = path.last_point().map_or(point(0), |point| (point.x, point.y));
            let ((x2, y2), (x, y)) = (point(0), point(2));
            path.cubic_to(from.0, from.1, x2, y2, x, y);
        }
        "y" => {
            let ((x1, y1), (x, y)) = (point(0), point(2));
            path.cubic_to(x1, y1, x, y, x, y);
        }
        "h" => path.close(),
        "re" => {
            let (x, y) = (number(operands, 0), number(operands, 1));
            let (width, height) = (number(operands, 2), number(operands, 3));
            let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
            for (i, (x, y)) in corners.into_iter().enumerate() {
                let (x, y) = ctm.apply(x, y);
                if i == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
            }
            path.close();
        }
        _ => {}
    }
}

/// An inline image with the names that image objects have.
fn in_full(stream: Stream) -> Stream {
    const NAMES: [(&[u8], &str); 6] = [
        (b"W", "Width"),
        (b"H", "Height"),
        (b"BPC", "BitsPerComponent"),
        (b"CS", "ColorSpace"),
        (b"D", "Decode"),
        (b"IM", "ImageMask"),
    ];
    let mut stream = stream;
    for (short, long) in NAMES {
        if let Some(value) = stream.dict.remove(short) {
            stream.dict.set(long, value);
        }
    }
    stream
}

/// The number at a place; 0 where there is none.
fn number(operands: &[Object], at: usize) -> f32 {
    operands
        .get(at)
        .and_then(|object| object.as_float().ok())
        .filter(|number| number.is_finite())
        .unwrap_or(0.0)
}
