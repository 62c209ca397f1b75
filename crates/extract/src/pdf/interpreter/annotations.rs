//! Annotations that show text of their own: the fields of a form, notes typed on a page.

use lopdf::{Dictionary, Document, Object, Stream};

use crate::pdf::document::PageDict;
use crate::pdf::matrix::Matrix;

/// Annotations that are painted of a page; more are hostile.
const MOST: usize = 5_000;
/// The flags of an annotation that is not shown: hidden, and no view.
const UNSEEN: i64 = 1 << 1 | 1 << 5;

/// What an annotation paints, and the map from its form's space to the page's.
pub(super) struct Appearance<'a> {
    pub(super) object: &'a Object,
    pub(super) matrix: Matrix,
}

/// The appearances of a page's annotations, in order.
pub(super) fn appearances<'a>(
    document: &'a Document,
    page: &PageDict<'_>,
) -> impl Iterator<Item = Appearance<'a>> {
    let annotations = document
        .get_dictionary(page.id)
        .ok()
        .and_then(|page| page.get_deref(b"Annots", document).ok()?.as_array().ok());
    annotations.into_iter().flatten().take(MOST).filter_map(|object| {
        let annotation = document.dereference(object).ok()?.1.as_dict().ok()?;
        appearance(document, annotation)
    })
}

fn appearance<'a>(document: &'a Document, annotation: &'a Dictionary) -> Option<Appearance<'a>> {
    let get = |key: &[u8]| annotation.get_deref(key, document).ok();
    let flags = get(b"F").and_then(|flags| flags.as_i64().ok()).unwrap_or(0);
    let is_popup = get(b"Subtype").and_then(|o| o.as_name().ok()) == Some(b"Popup");
    if flags & UNSEEN != 0 || is_popup {
        return None;
    }
    let appearances = get(b"AP")?.as_dict().ok()?;
    let mut object = appearances.get(b"N").ok()?;
    if let Ok((_, Object::Dictionary(states))) = document.dereference(object) {
        object = states.get(get(b"AS")?.as_name().ok()?).ok()?;
    }
    let stream = document.dereference(object).ok()?.1.as_stream().ok()?;
    let rect = numbers(document, get(b"Rect")?)?;
    Some(Appearance { object, matrix: placed(document, stream, rect)? })
}

/// The map that lays the box of a form, after the form's own matrix, onto a rectangle.
fn placed(document: &Document, form: &Stream, rect: [f32; 4]) -> Option<Matrix> {
    let bounds = numbers(document, form.dict.get_deref(b"BBox", document).ok()?)?;
    let own = form
        .dict
        .get_deref(b"Matrix", document)
        .ok()
        .and_then(|object| Matrix::from_objects(object.as_array().ok()?))
        .unwrap_or(Matrix::IDENTITY);
    let [x0, y0, x1, y1] = bounds;
    let corners = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)].map(|(x, y)| own.apply(x, y));
    let span = |values: [f32; 4]| {
        let low = values.into_iter().fold(f32::INFINITY, f32::min);
        let high = values.into_iter().fold(f32::NEG_INFINITY, f32::max);
        (low, high)
    };
    let (left, right) = span(corners.map(|corner| corner.0));
    let (foot, top) = span(corners.map(|corner| corner.1));
    let (x, width) = (rect[0].min(rect[2]), (rect[2] - rect[0]).abs());
    let (y, height) = (rect[1].min(rect[3]), (rect[3] - rect[1]).abs());
    let scale = |length: f32, own: f32| if own > 0.0 { length / own } else { 1.0 };
    let (sx, sy) = (scale(width, right - left), scale(height, top - foot));
    Some(Matrix::new(sx, 0.0, 0.0, sy, x - left * sx, y - foot * sy))
}

fn numbers(document: &Document, object: &Object) -> Option<[f32; 4]> {
    let numbers: Vec<f32> = object
        .as_array()
        .ok()?
        .iter()
        .filter_map(|number| document.dereference(number).ok()?.1.as_float().ok())
        .filter(|number| number.is_finite())
        .collect();
    numbers.try_into().ok()
}
