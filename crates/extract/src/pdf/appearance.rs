//! What annotations print on a page: filled-in form fields, stamps, typed notes.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::matrix::Matrix;

/// Annotations of one page that are looked at; more are hostile.
const MOST: usize = 10_000;

/// Flags of annotations that are not shown: hidden, and not to be viewed.
const UNSEEN: i64 = 2 | 32;

/// A form that an annotation paints.
pub(super) struct Appearance<'a> {
    pub(super) stream: &'a Stream,
    /// From the space in which the form's own matrix puts it to that of the page.
    pub(super) matrix: Matrix,
}

/// What the annotations of a page paint, in their order.
pub(super) fn of_page(document: &Document, page: ObjectId) -> Vec<Appearance<'_>> {
    let annotations = document
        .get_dictionary(page)
        .and_then(|page| page.get_deref(b"Annots", document)?.as_array());
    let Ok(annotations) = annotations else { return Vec::new() };
    annotations
        .iter()
        .take(MOST)
        .filter_map(|object| document.dereference(object).ok()?.1.as_dict().ok())
        .filter_map(|annotation| appearance(document, annotation))
        .collect()
}

fn appearance<'a>(document: &'a Document, annotation: &'a Dictionary) -> Option<Appearance<'a>> {
    let flags = annotation.get_deref(b"F", document).and_then(Object::as_i64).unwrap_or(0);
    let subtype = annotation.get_deref(b"Subtype", document).and_then(Object::as_name);
    if flags & UNSEEN != 0 || subtype.is_ok_and(|name| name == b"Popup") {
        return None;
    }
    let states = annotation.get_deref(b"AP", document).ok()?.as_dict().ok()?;
    let stream = match states.get_deref(b"N", document).ok()? {
        Object::Stream(stream) => stream,
        // One for each state of a box that can be ticked.
        Object::Dictionary(states) => {
            let state = annotation.get_deref(b"AS", document).ok()?.as_name().ok()?;
            states.get_deref(state, document).ok()?.as_stream().ok()?
        }
        _ => return None,
    };
    let area = corners(document, annotation, b"Rect")?;
    let form = corners(document, &stream.dict, b"BBox")?;
    let own = stream.dict.get_deref(b"Matrix", document).and_then(Object::as_array);
    let own = own.ok().and_then(|own| Matrix::from_objects(own)).unwrap_or(Matrix::IDENTITY);
    Some(Appearance { stream, matrix: fit(bounds(form, own), area) })
}

/// The map that lays one box over another.
fn fit(from: [f32; 4], to: [f32; 4]) -> Matrix {
    let scale = |from: f32, to: f32| if from > 0.0 { to / from } else { 1.0 };
    let x = scale(from[2] - from[0], to[2] - to[0]);
    let y = scale(from[3] - from[1], to[3] - to[1]);
    Matrix::new(x, 0.0, 0.0, y, to[0] - from[0] * x, to[1] - from[1] * y)
}

/// The upright box around a box that a matrix turns or moves.
fn bounds([x0, y0, x1, y1]: [f32; 4], matrix: Matrix) -> [f32; 4] {
    let corners = [(x0, y0), (x0, y1), (x1, y0), (x1, y1)].map(|(x, y)| matrix.apply(x, y));
    corners.into_iter().fold(
        [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY],
        |[x0, y0, x1, y1], (x, y)| [x0.min(x), y0.min(y), x1.max(x), y1.max(y)],
    )
}

/// A box, its lower left corner first.
fn corners(document: &Document, dict: &Dictionary, key: &[u8]) -> Option<[f32; 4]> {
    let array = dict.get_deref(key, document).ok()?.as_array().ok()?;
    let numbers: Vec<f32> = array
        .iter()
        .filter_map(|n| document.dereference(n).ok()?.1.as_float().ok())
        .filter(|n| n.is_finite())
        .collect();
    let [x0, y0, x1, y1]: [f32; 4] = numbers.try_into().ok()?;
    Some([x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)])
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    fn numbers(numbers: [i64; 4]) -> Vec<Object> {
        numbers.map(Object::from).to_vec()
    }

    /// The maps of what a page with this annotation shows.
    fn shown(change: impl Fn(&mut Document, &mut Dictionary)) -> Vec<Matrix> {
        let mut document = Document::with_version("1.7");
        let bbox = dictionary! { "BBox" => numbers([0, 0, 50, 10]) };
        let form = document.add_object(Stream::new(bbox, b"(Yes) Tj".to_vec()));
        let mut annotation = dictionary! {
            "Subtype" => "Widget",
            "Rect" => numbers([200, 120, 100, 100]),
            "AP" => dictionary! { "N" => form },
        };
        change(&mut document, &mut annotation);
        let page = document.add_object(dictionary! { "Annots" => vec![annotation.into()] });
        of_page(&document, page).into_iter().map(|appearance| appearance.matrix).collect()
    }

    #[test]
    fn a_form_is_laid_over_the_place_of_its_annotation() {
        assert_eq!(shown(|_, _| {}), [Matrix::new(2.0, 0.0, 0.0, 2.0, 100.0, 100.0)]);
    }

    #[test]
    fn what_is_hidden_is_not_shown() {
        for flag in [2, 32, 34] {
            assert!(shown(|_, annotation| annotation.set("F", flag)).is_empty(), "{flag}");
        }
        assert!(shown(|_, annotation| annotation.set("Subtype", "Popup")).is_empty());
        assert_eq!(shown(|_, annotation| annotation.set("F", 4)).len(), 1);
    }

    #[test]
    fn of_the_states_of_a_box_the_one_that_is_set_is_shown() {
        let states = |state: &'static str| {
            shown(move |document, annotation| {
                let on = dictionary! { "BBox" => numbers([0, 0, 50, 10]) };
                let on = document.add_object(Stream::new(on, Vec::new()));
                let states = dictionary! { "On" => on };
                annotation.set("AP", dictionary! { "N" => states });
                annotation.set("AS", state);
            })
        };
        assert_eq!(states("On").len(), 1);
        assert_eq!(states("Off").len(), 0);
    }
}
