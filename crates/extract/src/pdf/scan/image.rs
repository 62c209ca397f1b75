//! Images in grey.

use lopdf::{Dictionary, Document, Stream};

use super::codec::{self, Cause, PIXELS, Samples, Size};
use super::colour::{COMPONENTS, Space};

/// Images that stand for the transparency of others; a second one in a row is hostile.
const MASKS: usize = 1;

/// An image: grey and how much it covers, 0 to 255, row by row from the top left.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bitmap {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) grey: Vec<u8>,
    /// `None` where it covers all that it stands on.
    pub(super) cover: Option<Vec<u8>>,
}

/// What images are read with.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'a> {
    pub(super) document: &'a Document,
    pub(super) resources: Option<&'a Dictionary>,
    /// The colour in which a stencil is painted.
    pub(super) ink: u8,
    /// Of a decompressed stream, in bytes.
    pub(super) limit: usize,
}

/// The width and height that an image says it has.
pub(super) fn size(document: &Document, dict: &Dictionary) -> Option<(u32, u32)> {
    let side = |key: &[u8]| {
        let side = dict.get_deref(key, document).ok()?.as_i64().ok()?;
        u32::try_from(side).ok().filter(|side| *side > 0)
    };
    let (width, height) = (side(b"Width")?, side(b"Height")?);
    (u64::from(width) * u64::from(height) <= PIXELS).then_some((width, height))
}

/// Reads an image; every `shrink` pixels in either direction become one.
pub(super) fn read(
    around: Surroundings<'_>,
    stream: &Stream,
    shrink: usize,
) -> Result<Bitmap, Cause> {
    let bitmap = read_whole(around, stream, 0)?;
    Ok(if shrink > 1 { bitmap.shrunk(shrink) } else { bitmap })
}

fn read_whole(around: Surroundings<'_>, stream: &Stream, masks: usize) -> Result<Bitmap, Cause> {
    let Surroundings { document, limit, .. } = around;
    let dict = &stream.dict;
    let get = |key: &[u8]| dict.get_deref(key, document).ok();
    let is_stencil = get(b"ImageMask").and_then(|o| o.as_bool().ok()).unwrap_or(false);
    let (width, height) = size(document, dict).ok_or("its size is wrong, or over 80 megapixels")?;
    let bits = get(b"BitsPerComponent").and_then(|o| o.as_i64().ok());
    let bits = match bits {
        _ if is_stencil => 1,
        Some(bits @ (1 | 2 | 4 | 8 | 16)) => bits as u32,
        _ => 8,
    };
    let samples = codec::samples(document, stream, Size { width, height, bits }, limit)?;
    let decode: Option<Vec<f32>> = get(b"Decode")
        .and_then(|o| o.as_array().ok())
        .map(|array| array.iter().filter_map(|o| o.as_float().ok()).collect());
    if is_stencil {
        return Ok(stencil(&samples, decode.as_deref(), around.ink));
    }
    let named = get(b"ColorSpace")
        .and_then(|object| Space::read(document, object, around.resources, limit));
    // What JPEG says of its own colours has been made light already.
    let space = match (samples.space.clone(), named) {
        (Some(Space::Grey), Some(table @ Space::Indexed(_))) => table,
        (Some(own), _) => own,
        (None, Some(named)) => named,
        (None, None) => Space::Grey,
    };
    let mut bitmap = in_grey(&samples, &space, decode.as_deref())?;
    let mask = get(b"SMask").or_else(|| get(b"Mask")).and_then(|o| o.as_stream().ok());
    if let Some(mask) = mask.filter(|_| masks < MASKS) {
        bitmap = bitmap.covering(&cover(around, mask, masks + 1)?);
    }
    Ok(bitmap)
}

/// A mask as a picture of how much is covered: white covers.
fn cover(around: Surroundings<'_>, mask: &Stream, masks: usize) -> Result<Bitmap, Cause> {
    let bitmap = read_whole(Surroundings { ink: 255, ..around }, mask, masks)?;
    Ok(match bitmap.cover {
        // A stencil that masks lets the image through where it would paint itself.
        Some(cover) => Bitmap { grey: cover, cover: None, ..bitmap },
        None => bitmap,
    })
}

/// A stencil paints where its samples are 0, unless `Decode` turns that round.
fn stencil(samples: &Samples, decode: Option<&[f32]>, ink: u8) -> Bitmap {
    let paints_ones = decode.and_then(|decode| decode.first()).is_some_and(|low| *low >= 0.5);
    let n = samples.width * samples.height;
    let mut cover = Vec::with_capacity(n);
    for_rows(samples, 1, |row| {
        cover.extend(row.map(|sample| if (sample != 0) == paints_ones { 255 } else { 0 }));
    });
    cover.resize(n, 0);
    Bitmap { width: samples.width, height: samples.height, grey: vec![ink; n], cover: Some(cover) }
}

fn in_grey(samples: &Samples, space: &Space, decode: Option<&[f32]>) -> Result<Bitmap, Cause> {
    let colours = space.components();
    if colours == 0 || colours > COMPONENTS {
        return Err("its colours are unknown");
    }
    let most = ((1u32 << samples.bits) - 1) as f32;
    let usual = space.range(samples.bits);
    let range = |at: usize| match decode.and_then(|decode| decode.get(2 * at..2 * at + 2)) {
        Some([low, high]) => (*low, *high),
        _ => usual,
    };
    let ranges: Vec<(f32, f32)> = (0..colours).map(range).collect();
    let value = |at: usize, sample: u16| {
        let (low, high) = ranges[at];
        low + f32::from(sample) / most * (high - low)
    };
    let n = samples.width * samples.height;
    let mut grey = Vec::with_capacity(n);
    if colours == 1 && samples.bits <= 8 {
        // Few samples are possible: each is worked out once.
        let table: Vec<u8> =
            (0..1u16 << samples.bits).map(|sample| space.grey(&[value(0, sample)])).collect();
        for_rows(samples, 1 + samples.extra, |row| {
            let own = row.step_by(1 + samples.extra);
            grey.extend(own.map(|sample| table.get(usize::from(sample)).copied().unwrap_or(255)));
        });
    } else {
        let mut colour = vec![0.0; colours];
        for_rows(samples, colours + samples.extra, |row| {
            for (at, sample) in row.enumerate() {
                let at = at % (colours + samples.extra);
                if let Some(component) = colour.get_mut(at) {
                    *component = value(at, sample);
                }
                if at + 1 == colours + samples.extra {
                    grey.push(space.grey(&colour));
                }
            }
        });
    }
    // What a short stream does not have is paper.
    grey.resize(n, 255);
    Ok(Bitmap { width: samples.width, height: samples.height, grey, cover: None })
}

/// Gives the samples of each row, `components` a pixel, to `each`.
fn for_rows(samples: &Samples, components: usize, mut each: impl FnMut(Row<'_>)) {
    let bits = samples.bits as usize;
    let per_row = samples.width * components;
    let row_bytes = (per_row * bits).div_ceil(8).max(1);
    for row in samples.data.chunks_exact(row_bytes).take(samples.height) {
        each(Row { row, bits, at: 0, n: per_row });
    }
}

/// The samples of a row, one after another.
struct Row<'a> {
    row: &'a [u8],
    bits: usize,
    at: usize,
    n: usize,
}

impl Iterator for Row<'_> {
    type Item = u16;

    fn next(&mut self) -> Option<u16> {
        if self.at == self.n {
            return None;
        }
        let bit = self.at * self.bits;
        self.at += 1;
        let byte = u16::from(*self.row.get(bit / 8)?);
        Some(match self.bits {
            8 => byte,
            16 => byte << 8 | u16::from(*self.row.get(bit / 8 + 1)?),
            bits => byte >> (8 - bits - bit % 8) & ((1 << bits) - 1),
        })
    }
}

impl Bitmap {
    /// The mean of every `by` × `by` pixels; the last row and column may be of fewer.
    fn shrunk(&self, by: usize) -> Bitmap {
        let shrink = |plane: &[u8]| {
            let mut small = Vec::with_capacity(plane.len() / (by * by) + 1);
            for y in (0..self.height).step_by(by) {
                for x in (0..self.width).step_by(by) {
                    let right = (x + by).min(self.width);
                    let bottom = (y + by).min(self.height);
                    let sum: usize = (y..bottom)
                        .flat_map(|y| &plane[y * self.width + x..y * self.width + right])
                        .map(|pixel| usize::from(*pixel))
                        .sum();
                    small.push((sum / ((right - x) * (bottom - y))) as u8);
                }
            }
            small
        };
        Bitmap {
            width: self.width.div_ceil(by),
            height: self.height.div_ceil(by),
            grey: shrink(&self.grey),
            cover: self.cover.as_deref().map(shrink),
        }
    }

    /// The image with a mask over it, both as large as the larger of them where that is no
    /// more than an image may have.
    fn covering(&self, mask: &Bitmap) -> Bitmap {
        let (width, height) = (self.width.max(mask.width), self.height.max(mask.height));
        let fits = width as u64 * height as u64 <= PIXELS;
        let (width, height) = if fits { (width, height) } else { (self.width, self.height) };
        let (image, mask) = (self.stretched(width, height), mask.stretched(width, height));
        Bitmap { cover: Some(mask.grey), ..image }
    }

    /// The nearest pixels at another size.
    fn stretched(&self, width: usize, height: usize) -> Bitmap {
        if (width, height) == (self.width, self.height) {
            return self.clone();
        }
        let mut grey = Vec::with_capacity(width * height);
        for y in 0..height {
            let row = y * self.height / height * self.width;
            grey.extend((0..width).map(|x| self.grey[row + x * self.width / width]));
        }
        Bitmap { width, height, grey, cover: None }
    }
}

/// The resolution of an image on a page, in pixels a point, the finer of both directions.
pub(super) fn resolution((width, height): (u32, u32), place: &crate::pdf::matrix::Matrix) -> f32 {
    let along = place.a.hypot(place.b);
    let down = place.c.hypot(place.d);
    (width as f32 / along.max(1e-3)).max(height as f32 / down.max(1e-3))
}
