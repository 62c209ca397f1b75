//! The operators of a page's content, as far as text needs them.

mod annotations;
mod marks;
mod paths;
mod spot;

use std::collections::HashMap;
use std::time::Instant;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::content::{self, PageContent};
use super::document::PageDict;
use super::font::Font;
use super::fragment::{Artifact, Fragment, Fragments, Glyph};
use super::grid::Rule;
use super::matrix::{Matrix, View};
use super::operators::{self, Operand, Operators, name, number};
use super::structure::Structure;
use marks::{Mark, Properties};
use paths::{Area, Paths};
use spot::Spot;

/// Form XObjects drawn inside each other; deeper ones are hostile.
const FORM_DEPTH: usize = 12;
/// Saved graphics states inside each other.
const SAVES: usize = 512;
/// Operators of a page, its forms included.
const OPERATIONS: usize = 3_000_000;
/// Glyphs of a page.
const GLYPHS: usize = 1_000_000;

/// What one page paints.
#[derive(Debug, Default)]
pub(super) struct Painted {
    pub(super) fragments: Vec<Fragment>,
    pub(super) rules: Vec<Rule>,
    /// Images were painted.
    pub(super) has_images: bool,
    /// Codes that print something unknown, and all codes.
    pub(super) unknown: usize,
    pub(super) codes: usize,
    /// The content ended early: a bad operator or a budget.
    pub(super) cut_short: Option<&'static str>,
}

/// Fonts of a file, read once each.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    by_id: HashMap<ObjectId, usize>,
    fonts: Vec<Font>,
}

/// What painting needs beside the page: the file and its bounds.
pub(super) struct Source<'a> {
    pub(super) document: &'a Document,
    pub(super) structure: &'a Structure,
    /// Bytes of a decompressed stream.
    pub(super) stream_limit: usize,
    pub(super) deadline: Instant,
}

/// Paints one page.
pub(super) fn paint(source: &Source<'_>, page: &PageDict<'_>, fonts: &mut Fonts) -> Painted {
    let mut painter = Painter {
        source,
        fonts,
        view: page.view,
        operations: 0,
        glyphs: 0,
        painted: Painted::default(),
        fragments: Fragments::default(),
        marks: Vec::new(),
        paths: Paths::default(),
        local_fonts: HashMap::new(),
    };
    let PageContent { bytes, cut_short } =
        content::of_page(source.document, page.id, source.stream_limit);
    painter.painted.cut_short = cut_short;
    let state = State { ctm: page.view.matrix, ..State::default() };
    let canvas = Canvas { resources: page.resources, id: page.id, depth: 0 };
    painter.run(&bytes, canvas, state);
    for appearance in annotations::appearances(source.document, page) {
        let state = State { ctm: appearance.matrix.then(page.view.matrix), ..state };
        painter.draw_object(canvas, appearance.object, &state);
    }
    let mut painted = painter.painted;
    painted.fragments = painter.fragments.finish();
    painted.rules = painter.paths.rules;
    painted
}

/// A page or form whose operators are run.
#[derive(Debug, Clone, Copy)]
struct Canvas<'a> {
    resources: Option<&'a Dictionary>,
    /// What the structure tree calls it by.
    id: ObjectId,
    /// Forms that it stands in.
    depth: usize,
}

#[derive(Debug, Clone, Copy)]
struct State {
    ctm: Matrix,
    font: Option<usize>,
    size: f32,
    char_spacing: f32,
    word_spacing: f32,
    scale: f32,
    leading: f32,
    rise: f32,
    /// Text is painted without ink.
    invisible: bool,
    /// The box that what is painted must lie in.
    clip: Option<Area>,
}

impl State {
    fn clipped(self, area: Area) -> State {
        State { clip: Some(self.clip.map_or(area, |clip| clip.and(area))), ..self }
    }
}

impl Default for State {
    fn default() -> State {
        State {
            ctm: Matrix::IDENTITY,
            font: None,
            size: 0.0,
            char_spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            invisible: false,
            clip: None,
        }
    }
}

struct Painter<'a> {
    source: &'a Source<'a>,
    fonts: &'a mut Fonts,
    view: View,
    operations: usize,
    glyphs: usize,
    painted: Painted,
    fragments: Fragments,
    marks: Vec<Mark>,
    paths: Paths,
    /// Fonts that stand in a page's resources without an id of their own, by dictionary.
    local_fonts: HashMap<usize, usize>,
}

impl<'a> Painter<'a> {
    fn run(&mut self, content: &[u8], canvas: Canvas<'a>, start: State) {
        let mut state = start;
        let mut saved: Vec<State> = Vec::new();
        let mut text = Matrix::IDENTITY;
        let mut line = Matrix::IDENTITY;
        let open_marks = self.marks.len();
        let mut operators = Operators::new(content);
        while let Some(operator) = operators.next() {
            if self.is_spent() {
                break;
            }
            let operands = operators.operands();
            match operator {
                b"q" if saved.len() < SAVES => saved.push(state),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => {
                    if let Some(matrix) = operators::matrix(operands) {
                        state.ctm = matrix.then(state.ctm);
                    }
                }
                b"BT" => {
                    text = Matrix::IDENTITY;
                    line = Matrix::IDENTITY;
                }
                b"Tc" => state.char_spacing = number(operands, 0),
                b"Tw" => state.word_spacing = number(operands, 0),
                b"Tz" => state.scale = number(operands, 0) / 100.0,
                b"TL" => state.leading = number(operands, 0),
                b"Ts" => state.rise = number(operands, 0),
                b"Tr" => state.invisible = matches!(number(operands, 0), 3.0 | 7.0),
                b"Tf" => {
                    state.font = self.font(canvas.resources, name(operands, 0));
                    state.size = number(operands, 1);
                }
                b"gs" => self.graphics_state(canvas.resources, name(operands, 0), &mut state),
                b"Td" | b"TD" => {
                    let (x, y) = (number(operands, 0), number(operands, 1));
                    if operator == b"TD" {
                        state.leading = -y;
                    }
                    line = Matrix::translation(x, y).then(line);
                    text = line;
                }
                b"Tm" => {
                    if let Some(matrix) = operators::matrix(operands) {
                        line = matrix;
                        text = matrix;
                    }
                }
                b"T*" => {
                    line = Matrix::translation(0.0, -state.leading).then(line);
                    text = line;
                }
                b"Tj" => self.show_last(operands, &state, &mut text),
                b"'" | b"\"" => {
                    if operator == b"\"" {
                        state.word_spacing = number(operands, 0);
                        state.char_spacing = number(operands, 1);
                    }
                    line = Matrix::translation(0.0, -state.leading).then(line);
                    text = line;
                    self.show_last(operands, &state, &mut text);
                }
                b"TJ" => self.show_array(operands, &state, &mut text),
                b"Do" => self.draw(canvas, name(operands, 0), &state),
                b"BI" => self.painted.has_images = true,
                b"BMC" | b"BDC" => self.begin_mark(canvas, operands),
                b"EMC" if self.marks.len() > open_marks => self.end_mark(),
                operator => {
                    if let Some(area) = self.paths.operator(operator, operands, state.ctm) {
                        state = state.clipped(area);
                    }
                }
            }
        }
        if operators.is_damaged() {
            self.painted.cut_short.get_or_insert("an operator cannot be read");
        }
        while self.marks.len() > open_marks {
            self.end_mark();
        }
    }

    /// Whether a budget of the page is used up; says so once.
    fn is_spent(&mut self) -> bool {
        self.operations += 1;
        let spent = self.operations > OPERATIONS
            || self.glyphs > GLYPHS
            || self.operations.is_multiple_of(1024) && Instant::now() > self.source.deadline;
        if spent {
            self.painted.cut_short.get_or_insert("it paints more than a page can hold");
        }
        spent
    }

    fn font(&mut self, resources: Option<&'a Dictionary>, name: &[u8]) -> Option<usize> {
        let document = self.source.document;
        let fonts = resources?.get_deref(b"Font", document).ok()?.as_dict().ok()?;
        self.font_at(fonts.get(name).ok()?)
    }

    fn font_at(&mut self, object: &Object) -> Option<usize> {
        let document = self.source.document;
        let (id, object) = document.dereference(object).ok()?;
        let dict = object.as_dict().ok()?;
        let known = match id {
            Some(id) => self.fonts.by_id.get(&id),
            None => self.local_fonts.get(&(std::ptr::from_ref(dict) as usize)),
        };
        if let Some(at) = known {
            return Some(*at);
        }
        let at = self.fonts.fonts.len();
        self.fonts.fonts.push(Font::read(document, dict, self.source.stream_limit));
        match id {
            Some(id) => self.fonts.by_id.insert(id, at),
            None => self.local_fonts.insert(std::ptr::from_ref(dict) as usize, at),
        };
        Some(at)
    }

    /// An entry of a named kind of resource.
    fn resource(
        &self,
        resources: Option<&'a Dictionary>,
        kind: &[u8],
        name: &[u8],
    ) -> Option<&'a Object> {
        let document = self.source.document;
        resources?.get_deref(kind, document).ok()?.as_dict().ok()?.get_deref(name, document).ok()
    }

    fn graphics_state(
        &mut self,
        resources: Option<&'a Dictionary>,
        name: &[u8],
        state: &mut State,
    ) {
        let document = self.source.document;
        let font = self
            .resource(resources, b"ExtGState", name)
            .and_then(|object| object.as_dict().ok()?.get_deref(b"Font", document).ok())
            .and_then(|object| object.as_array().ok());
        if let Some([font, size]) = font.map(Vec::as_slice) {
            state.font = self.font_at(font);
            state.size = size.as_float().unwrap_or(state.size);
        }
    }

    /// Marked content begins: its properties stand in the stream or among the resources.
    fn begin_mark(&mut self, canvas: Canvas<'a>, operands: &[Operand<'_>]) {
        let own = match operands.get(1) {
            Some(Operand::Name(name)) => self
                .resource(canvas.resources, b"Properties", name)
                .and_then(|object| object.as_dict().ok())
                .map(|dict| Properties::of_dictionary(dict, self.source.document)),
            Some(inline) => Some(Properties::of_operand(inline)),
            None => None,
        };
        let own = own.unwrap_or_default();
        let is_artifact = name(operands, 0) == b"Artifact";
        let kind = if own.is_pagination { Artifact::Pagination } else { Artifact::Other };
        let outer = self.marks.last();
        let tag = own.content.and_then(|content| self.source.structure.tag(canvas.id, content));
        self.marks.push(Mark {
            artifact: is_artifact.then_some(kind).or(outer.and_then(|mark| mark.artifact)),
            tag: tag.or(outer.and_then(|mark| mark.tag)),
            actual: own.actual,
            extent: None,
        });
    }

    fn end_mark(&mut self) {
        let Some(mark) = self.marks.pop() else { return };
        let (Some(actual), Some((first, last))) = (mark.actual, mark.extent) else { return };
        for (i, word) in actual.split_whitespace().enumerate() {
            if i > 0 {
                self.fragments.space();
            }
            self.fragments.glyph(Glyph {
                text: word,
                x0: if i == 0 { first.x0 } else { last.x1 },
                x1: last.x1,
                y: first.y,
                size: first.size,
                bold: first.bold,
                italic: first.italic,
                turn: first.turn,
                artifact: mark.artifact,
                tag: mark.tag,
                invisible: false,
            });
        }
    }

    fn show_last(&mut self, operands: &[Operand<'_>], state: &State, text: &mut Matrix) {
        if let Some(string) = operands.last().and_then(Operand::string) {
            self.show(string, state, text);
        }
    }

    fn show_array(&mut self, operands: &[Operand<'_>], state: &State, text: &mut Matrix) {
        let Some(Operand::Array(array)) = operands.first() else { return };
        for element in array {
            match element {
                Operand::String(string) => self.show(string, state, text),
                Operand::Number(shift) => {
                    let x = -shift / 1000.0 * state.size * state.scale;
                    *text = Matrix::translation(x, 0.0).then(*text);
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, string: &[u8], state: &State, text: &mut Matrix) {
        let Some(at) = state.font else { return };
        let view = self.view;
        let artifact = self.marks.last().and_then(|mark| mark.artifact);
        let tag = self.marks.last().and_then(|mark| mark.tag);
        let replaced = self.marks.iter().rposition(|mark| mark.actual.is_some());
        let Painter { fonts, fragments, painted, marks, glyphs, .. } = self;
        let Some(font) = fonts.fonts.get_mut(at) else { return };
        let (bold, italic) = (font.bold, font.italic);
        font.decode(string, |code| {
            *glyphs += 1;
            let spacing =
                state.char_spacing + if code.is_space_byte { state.word_spacing } else { 0.0 };
            let width = code.width / 1000.0 * state.size;
            let trm = Matrix::new(state.size * state.scale, 0.0, 0.0, state.size, 0.0, state.rise)
                .then(*text)
                .then(state.ctm);
            let end =
                Matrix::translation(width * state.scale, state.rise).then(*text).then(state.ctm);
            let advance = (width + spacing) * state.scale;
            *text = Matrix::translation(advance, 0.0).then(*text);
            painted.codes += 1;
            let Some(glyph_text) = code.text else {
                painted.unknown += 1;
                return;
            };
            if glyph_text.is_empty() {
                return;
            }
            if glyph_text.chars().all(char::is_whitespace) {
                if replaced.is_none() {
                    fragments.space();
                }
                return;
            }
            let Some(mut spot) = Spot::of(trm, end, view) else { return };
            spot.bold = bold;
            spot.italic = italic;
            if let Some(mark) = replaced.and_then(|at| marks.get_mut(at)) {
                let first = mark.extent.map_or(spot, |(first, _)| first);
                mark.extent = Some((first, spot));
                return;
            }
            fragments.glyph(Glyph {
                text: glyph_text.trim(),
                x0: spot.x0,
                x1: spot.x1,
                y: spot.y,
                size: spot.size,
                bold,
                italic,
                turn: spot.turn,
                artifact: if !state.clip.is_none_or(|clip| clip.holds(spot.middle)) {
                    Some(Artifact::Hidden)
                } else if spot.slanted {
                    Some(Artifact::Slanted)
                } else {
                    artifact
                },
                tag,
                invisible: state.invisible,
            });
        });
    }

    fn draw(&mut self, canvas: Canvas<'a>, name: &[u8], state: &State) {
        let document = self.source.document;
        let objects = canvas
            .resources
            .and_then(|dict| dict.get_deref(b"XObject", document).ok()?.as_dict().ok());
        if let Some(object) = objects.and_then(|objects| objects.get(name).ok()) {
            self.draw_object(canvas, object, state);
        }
    }

    fn draw_object(&mut self, canvas: Canvas<'a>, object: &'a Object, state: &State) {
        let document = self.source.document;
        let Ok((id, object)) = document.dereference(object) else { return };
        let Ok(stream) = object.as_stream() else { return };
        let subtype = stream.dict.get_deref(b"Subtype", document).and_then(Object::as_name);
        if subtype.is_ok_and(|name| name == b"Image") {
            self.painted.has_images = true;
            return;
        }
        if canvas.depth >= FORM_DEPTH {
            self.painted.cut_short.get_or_insert("its forms stand too deep in each other");
            return;
        }
        let Ok(content) = stream.get_plain_content_with_limit(self.source.stream_limit) else {
            self.painted.cut_short.get_or_insert("a form cannot be read");
            return;
        };
        let matrix = stream
            .dict
            .get_deref(b"Matrix", document)
            .ok()
            .and_then(|object| Matrix::from_objects(object.as_array().ok()?))
            .unwrap_or(Matrix::IDENTITY);
        let own = stream.dict.get_deref(b"Resources", document).and_then(Object::as_dict).ok();
        let inner = Canvas {
            resources: own.or(canvas.resources),
            id: id.unwrap_or(canvas.id),
            depth: canvas.depth + 1,
        };
        let mut state = State { ctm: matrix.then(state.ctm), ..*state };
        if let Some(corners) = bounds(&stream.dict, document) {
            let corners = corners.map(|(x, y)| state.ctm.apply(x, y));
            state = state.clipped(Area::of_corners(corners));
        }
        self.run(&content, inner, state);
    }
}

/// The corners of a form's box, in its own space.
fn bounds(form: &Dictionary, document: &Document) -> Option<[(f32, f32); 4]> {
    let object = form.get_deref(b"BBox", document).ok()?;
    let numbers: Vec<f32> =
        object.as_array().ok()?.iter().filter_map(|n| n.as_float().ok()).collect();
    let [x0, y0, x1, y1] = numbers[..] else { return None };
    Some([(x0, y0), (x1, y0), (x0, y1), (x1, y1)])
}
