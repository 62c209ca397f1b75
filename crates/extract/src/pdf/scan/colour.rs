//! Colours, as far as they are light or dark.

use lopdf::{Dictionary, Document, Object, Stream};

/// Colour spaces named inside each other; deeper ones are hostile.
const DEPTH: usize = 4;
/// Most components of a colour.
pub(super) const COMPONENTS: usize = 32;

/// What the numbers of a colour mean.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Space {
    /// One number, 0 is black.
    Grey,
    /// Red, green, blue.
    Rgb,
    /// Cyan, magenta, yellow, black.
    Cmyk,
    /// Lightness from 0 to 100 and two numbers that make no light.
    Lab,
    /// So many inks, 0 is none.
    Inks(usize),
    /// A number of an entry; the entries in grey.
    Indexed(Vec<u8>),
}

impl Space {
    /// Reads a colour space, by name or in full.
    pub(super) fn read(
        document: &Document,
        object: &Object,
        resources: Option<&Dictionary>,
        limit: usize,
    ) -> Option<Space> {
        read(document, object, resources, limit, 0)
    }

    /// That of an image or colour with so many numbers.
    pub(super) fn of_components(n: usize) -> Option<Space> {
        match n {
            1 => Some(Space::Grey),
            3 => Some(Space::Rgb),
            4 => Some(Space::Cmyk),
            _ => None,
        }
    }

    pub(super) fn components(&self) -> usize {
        match self {
            Space::Grey | Space::Indexed(_) => 1,
            Space::Rgb | Space::Lab => 3,
            Space::Cmyk => 4,
            Space::Inks(n) => *n,
        }
    }

    /// What the lowest and the highest sample of a component stand for, where an image does not
    /// say so.
    pub(super) fn range(&self, bits: u32) -> (f32, f32) {
        match self {
            Space::Indexed(_) => (0.0, ((1u32 << bits) - 1) as f32),
            Space::Lab => (0.0, 100.0),
            _ => (0.0, 1.0),
        }
    }

    /// The grey of a colour, 0 for black to 255.
    pub(super) fn grey(&self, colour: &[f32]) -> u8 {
        let n = |at: usize| colour.get(at).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        let light = match self {
            Space::Grey => n(0),
            Space::Rgb => 0.299 * n(0) + 0.587 * n(1) + 0.114 * n(2),
            Space::Cmyk => (1.0 - (0.299 * n(0) + 0.587 * n(1) + 0.114 * n(2))) * (1.0 - n(3)),
            Space::Lab => (colour.first().copied().unwrap_or(0.0) / 100.0).clamp(0.0, 1.0),
            Space::Inks(_) => 1.0 - colour.iter().copied().fold(0.0, f32::max).clamp(0.0, 1.0),
            Space::Indexed(greys) => {
                let at = colour.first().copied().unwrap_or(0.0).max(0.0).round() as usize;
                return greys.get(at).or(greys.last()).copied().unwrap_or(0);
            }
        };
        (light * 255.0).round() as u8
    }
}

fn read(
    document: &Document,
    object: &Object,
    resources: Option<&Dictionary>,
    limit: usize,
    depth: usize,
) -> Option<Space> {
    if depth > DEPTH {
        return None;
    }
    let (_, object) = document.dereference(object).ok()?;
    if let Ok(name) = object.as_name() {
        return match name {
            b"DeviceGray" | b"G" | b"CalGray" => Some(Space::Grey),
            b"DeviceRGB" | b"RGB" | b"CalRGB" => Some(Space::Rgb),
            b"DeviceCMYK" | b"CMYK" => Some(Space::Cmyk),
            _ => {
                let spaces = resources?.get_deref(b"ColorSpace", document).ok()?.as_dict().ok()?;
                read(document, spaces.get(name).ok()?, None, limit, depth + 1)
            }
        };
    }
    let array = object.as_array().ok()?;
    let at = |at: usize| Some(document.dereference(array.get(at)?).ok()?.1);
    match at(0)?.as_name().ok()? {
        b"ICCBased" => {
            let n = at(1)?.as_stream().ok()?.dict.get_deref(b"N", document).ok()?.as_i64().ok()?;
            Space::of_components(usize::try_from(n).ok()?)
        }
        b"Lab" => Some(Space::Lab),
        b"Separation" => Some(Space::Inks(1)),
        b"DeviceN" => Some(Space::Inks(at(1)?.as_array().ok()?.len()))
            .filter(|s| s.components() <= COMPONENTS),
        b"Indexed" | b"I" => {
            let base = read(document, at(1)?, resources, limit, depth + 1)?;
            let table = match at(3)? {
                Object::Stream(stream) => plain(stream, limit)?,
                other => other.as_str().ok()?.to_vec(),
            };
            Some(Space::Indexed(entries(&base, &table)?))
        }
        _ => read(document, at(0)?, None, limit, depth + 1),
    }
}

/// The greys of a table of colours, one byte a component; 256 at most.
fn entries(base: &Space, table: &[u8]) -> Option<Vec<u8>> {
    if matches!(base, Space::Indexed(_)) || base.components() == 0 {
        return None;
    }
    let (low, high) = base.range(8);
    let entry = |bytes: &[u8]| {
        let colour: Vec<f32> =
            bytes.iter().map(|byte| low + f32::from(*byte) / 255.0 * (high - low)).collect();
        base.grey(&colour)
    };
    Some(table.chunks_exact(base.components()).take(256).map(entry).collect())
}

/// The bytes of a stream, within a limit.
pub(super) fn plain(stream: &Stream, limit: usize) -> Option<Vec<u8>> {
    stream.get_plain_content_with_limit(limit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(space: &Space, colour: &[f32], grey: u8) {
        assert_eq!(space.grey(colour), grey, "{space:?} {colour:?}");
    }

    #[test]
    fn colours_are_as_light_as_they_look() {
        check(&Space::Grey, &[0.0], 0);
        check(&Space::Rgb, &[1.0, 1.0, 1.0], 255);
        check(&Space::Cmyk, &[0.0, 0.0, 0.0, 1.0], 0);
        check(&Space::Cmyk, &[0.0, 0.0, 0.0, 0.0], 255);
        check(&Space::Lab, &[100.0, 5.0, 5.0], 255);
        check(&Space::Inks(2), &[0.0, 1.0], 0);
        check(&Space::Indexed(vec![9, 200]), &[1.0], 200);
        check(&Space::Indexed(vec![9, 200]), &[77.0], 200);
        check(&Space::Rgb, &[], 0);
    }

    #[test]
    fn tables_of_colours_are_read_in_grey() {
        assert_eq!(entries(&Space::Rgb, &[0, 0, 0, 255, 255, 255, 1]), Some(vec![0, 255]));
        assert_eq!(entries(&Space::Indexed(vec![1]), &[0]), None);
    }
}
