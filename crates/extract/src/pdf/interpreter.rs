//! The operators of a page's content, as far as text needs them.

mod paths;
mod spot;

use std::collections::HashMap;
use std::time::Instant;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::appearance::{self, Appearance};
use super::content::{self, PageContent};
use super::document::PageDict;
use super::font::Font;
use super::fragment::{Artifact, Fragment, Fragments, Glyph};
use super::grid::Rule;
use super::matrix::{Matrix, View};
use paths::Paths;
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

/// Paints one page.
pub(super) fn paint(
    document: &Document,
    page: &PageDict<'_>,
    fonts: &mut Fonts,
    stream_limit: usize,
    deadline: Instant,
) -> Painted {
    let mut painter = Painter {
        document,
        fonts,
        view: page.view,
        stream_limit,
        deadline,
        operations: 0,
        glyphs: 0,
        painted: Painted::default(),
        fragments: Fragments::default(),
        marks: Vec::new(),
        paths: Paths::default(),
        local_fonts: HashMap::new(),
    };
    let PageContent { bytes, cut_short } = content::of_page(document, page.id, stream_limit);
    painter.painted.cut_short = cut_short;
    let state = State { ctm: page.view.matrix, ..State::default() };
    painter.run(&bytes, page.resources, state, 0);
    for Appearance { stream, matrix } in appearance::of_page(document, page.id) {
        if Instant::now() > deadline {
            break;
        }
        let state = State { ctm: matrix.then(page.view.matrix), ..State::default() };
        painter.form(stream, page.resources, &state, 0);
    }
    let mut painted = painter.painted;
    painted.fragments = painter.fragments.finish();
    painted.rules = painter.paths.rules;
    painted
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
        }
    }
}

/// A piece of marked content that is open.
#[derive(Debug, Default)]
struct Mark {
    artifact: Option<Artifact>,
    /// Words that stand for what is painted.
    actual: Option<String>,
    /// Where the painted glyphs began and ended.
    extent: Option<(Spot, Spot)>,
}

struct Painter<'a> {
    document: &'a Document,
    fonts: &'a mut Fonts,
    view: View,
    stream_limit: usize,
    deadline: Instant,
    operations: usize,
    glyphs: usize,
    painted: Painted,
    fragments: Fragments,
    marks: Vec<Mark>,
    paths: Paths,
    /// Fonts that stand in a page's resources without an id of their own, by dictionary.
    local_fonts: HashMap<usize, usize>,
}

impl Painter<'_> {
    fn run(&mut self, content: &[u8], resources: Option<&Dictionary>, start: State, depth: usize) {
        let mut state = start;
        let mut saved: Vec<State> = Vec::new();
        let mut text = Matrix::IDENTITY;
        let mut line = Matrix::IDENTITY;
        let open_marks = self.marks.len();
        for operation in Content::<Vec<Operation>>::decode_iter(content) {
            let Ok(operation) = operation else {
                self.painted.cut_short.get_or_insert("an operator cannot be read");
                break;
            };
            if self.is_spent() {
                break;
            }
            let operands = &operation.operands[..];
            match operation.operator.as_str() {
                "q" if saved.len() < SAVES => saved.push(state),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => {
                    if let Some(matrix) = Matrix::from_objects(operands) {
                        state.ctm = matrix.then(state.ctm);
                    }
                }
                "BT" => {
                    text = Matrix::IDENTITY;
                    line = Matrix::IDENTITY;
                }
                "Tc" => state.char_spacing = number(operands, 0),
                "Tw" => state.word_spacing = number(operands, 0),
                "Tz" => state.scale = number(operands, 0) / 100.0,
                "TL" => state.leading = number(operands, 0),
                "Ts" => state.rise = number(operands, 0),
                "Tf" => {
                    let name = operands.first().and_then(|o| o.as_name().ok()).unwrap_or_default();
                    state.font = self.font(resources, name);
                    state.size = number(operands, 1);
                }
                "gs" => self.graphics_state(resources, operands, &mut state),
                "Td" | "TD" => {
                    let (x, y) = (number(operands, 0), number(operands, 1));
                    if operation.operator == "TD" {
                        state.leading = -y;
                    }
                    line = Matrix::translation(x, y).then(line);
                    text = line;
                }
                "Tm" => {
                    if let Some(matrix) = Matrix::from_objects(operands) {
                        line = matrix;
                        text = matrix;
                    }
                }
                "T*" => {
                    line = Matrix::translation(0.0, -state.leading).then(line);
                    text = line;
                }
                "Tj" => self.show_first(operands, &state, &mut text),
                "'" | "\"" => {
                    if operation.operator == "\"" {
                        state.word_spacing = number(operands, 0);
                        state.char_spacing = number(operands, 1);
                    }
                    line = Matrix::translation(0.0, -state.leading).then(line);
                    text = line;
                    self.show_first(operands, &state, &mut text);
                }
                "TJ" => self.show_array(operands, &state, &mut text),
                "Do" => self.draw(resources, operands, &state, depth),
                "BI" | "ID" | "EI" => self.painted.has_images = true,
                "BMC" => self.marks.push(mark(operands, None)),
                "BDC" => {
                    let properties = self.properties(resources, operands);
                    self.marks.push(mark(operands, properties));
                }
                "EMC" if self.marks.len() > open_marks => self.end_mark(),
                operator => self.paths.operator(operator, operands, state.ctm),
            }
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
            || self.operations.is_multiple_of(1024) && Instant::now() > self.deadline;
        if spent {
            self.painted.cut_short.get_or_insert("it paints more than a page can hold");
        }
        spent
    }

    fn dict<'d>(&'d self, dict: Option<&'d Dictionary>, key: &[u8]) -> Option<&'d Dictionary> {
        dict?.get_deref(key, self.document).ok()?.as_dict().ok()
    }

    fn font(&mut self, resources: Option<&Dictionary>, name: &[u8]) -> Option<usize> {
        let document = self.document;
        let fonts = resources?.get_deref(b"Font", document).ok()?.as_dict().ok()?;
        self.font_at(fonts.get(name).ok()?)
    }

    fn font_at(&mut self, object: &Object) -> Option<usize> {
        let document = self.document;
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
        self.fonts.fonts.push(Font::read(document, dict, self.stream_limit));
        match id {
            Some(id) => self.fonts.by_id.insert(id, at),
            None => self.local_fonts.insert(std::ptr::from_ref(dict) as usize, at),
        };
        Some(at)
    }

    fn graphics_state(
        &mut self,
        resources: Option<&Dictionary>,
        operands: &[Object],
        state: &mut State,
    ) {
        let name = operands.first().and_then(|o| o.as_name().ok()).unwrap_or_default();
        let font = self
            .dict(resources, b"ExtGState")
            .and_then(|states| self.dict(Some(states), name))
            .and_then(|dict| dict.get_deref(b"Font", self.document).ok()?.as_array().ok())
            .map(|array| array.to_vec());
        if let Some([font, size]) = font.as_deref() {
            state.font = self.font_at(font);
            state.size = size.as_float().unwrap_or(state.size);
        }
    }

    fn properties(
        &self,
        resources: Option<&Dictionary>,
        operands: &[Object],
    ) -> Option<Dictionary> {
        match operands.get(1)? {
            Object::Dictionary(dict) => Some(dict.clone()),
            Object::Name(name) => self.dict(self.dict(resources, b"Properties"), name).cloned(),
            _ => None,
        }
    }

    fn end_mark(&mut self) {
        let Some(mark) = self.marks.pop() else { return };
        let (Some(actual), Some((first, last))) = (mark.actual, mark.extent) else { return };
        let artifact = self.artifact().or(mark.artifact);
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
                artifact,
            });
        }
    }

    fn artifact(&self) -> Option<Artifact> {
        self.marks.iter().find_map(|mark| mark.artifact)
    }

    fn show_first(&mut self, operands: &[Object], state: &State, text: &mut Matrix) {
        if let Some(Ok(string)) = operands.last().map(Object::as_str) {
            self.show(string, state, text);
        }
    }

    fn show_array(&mut self, operands: &[Object], state: &State, text: &mut Matrix) {
        let Some(Ok(array)) = operands.first().map(Object::as_array) else { return };
        for object in array {
            if let Ok(string) = object.as_str() {
                self.show(string, state, text);
            } else if let Ok(shift) = object.as_float() {
                let x = -shift / 1000.0 * state.size * state.scale;
                *text = Matrix::translation(x, 0.0).then(*text);
            }
        }
    }

    fn show(&mut self, string: &[u8], state: &State, text: &mut Matrix) {
        let Some(at) = state.font else { return };
        let view = self.view;
        let artifact = self.artifact();
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
                artifact: if spot.slanted { Some(Artifact::Slanted) } else { artifact },
            });
        });
    }

    fn draw(
        &mut self,
        resources: Option<&Dictionary>,
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
            self.painted.has_images = true;
            return;
        }
        self.form(stream, resources, state, depth);
    }

    /// Paints what a form holds; `resources` serve one that has none of its own.
    fn form(
        &mut self,
        stream: &Stream,
        resources: Option<&Dictionary>,
        state: &State,
        depth: usize,
    ) {
        let document = self.document;
        if depth >= FORM_DEPTH {
            self.painted.cut_short.get_or_insert("its forms stand too deep in each other");
            return;
        }
        let Ok(content) = stream.get_plain_content_with_limit(self.stream_limit) else {
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
        let inner = State { ctm: matrix.then(state.ctm), ..*state };
        self.run(&content, own.or(resources), inner, depth + 1);
    }
}

/// The number at a place; 0 where there is none.
fn number(operands: &[Object], at: usize) -> f32 {
    operands
        .get(at)
        .and_then(|object| object.as_float().ok())
        .filter(|number| number.is_finite())
        .unwrap_or(0.0)
}

fn mark(operands: &[Object], properties: Option<Dictionary>) -> Mark {
    let is_artifact = operands.first().and_then(|o| o.as_name().ok()) == Some(b"Artifact");
    let get = |key: &[u8]| properties.as_ref().and_then(|dict| dict.get(key).ok());
    let is_pagination = get(b"Type").and_then(|o| o.as_name().ok()) == Some(b"Pagination");
    Mark {
        artifact: is_artifact.then_some(if is_pagination {
            Artifact::Pagination
        } else {
            Artifact::Other
        }),
        actual: get(b"ActualText").and_then(|object| lopdf::decode_text_string(object).ok()),
        extent: None,
    }
}
