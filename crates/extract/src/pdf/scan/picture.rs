//! A page as one picture, as it is looked at.

use std::time::Instant;

use lopdf::Document;
use tiny_skia::{
    Color, FilterQuality, Paint, Pixmap, PixmapPaint, PremultipliedColorU8, Shader, Stroke,
    Transform,
};

use super::image::{self, Bitmap, Surroundings};
use super::pieces::{Piece, Pieces};
use crate::ocr::Picture;
use crate::pdf::matrix::{Matrix, View};

/// Pixels of a page's picture: A3 at 300 dots an inch has 17 million.
const PIXELS: f32 = 20_000_000.0;
/// The resolution at which letters are read best, in pixels a point: 300 dots an inch.
const BEST: f32 = 300.0 / 72.0;
/// Resolutions in which an image is left as it is: below, letters are too small to be told
/// apart; above, they cost more and read no better.
const GOOD: std::ops::RangeInclusive<f32> = 225.0 / 72.0..=400.0 / 72.0;
/// An image on this share of a page gives it its resolution.
const LARGE: f32 = 0.1;

/// A page's picture, and why some of it is left out.
pub(super) struct Drawn {
    pub(super) picture: Picture,
    pub(super) left_out: Option<&'static str>,
}

/// Draws what a page paints. `None` where it paints nothing.
pub(super) fn draw(
    document: &Document,
    pieces: Pieces<'_>,
    view: View,
    stream_limit: usize,
    deadline: Instant,
) -> Option<Drawn> {
    if pieces.all.is_empty() {
        return None;
    }
    let scale = scale(document, &pieces.all, view);
    let side = |points: f32| (points * scale).round().max(1.0) as u32;
    let mut canvas = Canvas {
        pixels: Pixmap::new(side(view.width), side(view.height))?,
        scale,
        document,
        stream_limit,
        left_out: pieces.left_out,
    };
    canvas.pixels.fill(Color::WHITE);
    for piece in &pieces.all {
        if Instant::now() > deadline {
            canvas.left_out.get_or_insert("it takes too long to draw");
            break;
        }
        canvas.draw(piece);
    }
    let picture = Picture {
        width: canvas.pixels.width(),
        height: canvas.pixels.height(),
        grey: canvas.pixels.pixels().iter().map(|pixel| pixel.red()).collect(),
        scale,
    };
    Some(Drawn { picture, left_out: canvas.left_out })
}

/// Pixels a point: those of the largest image where they are good for reading.
fn scale(document: &Document, pieces: &[Piece<'_>], view: View) -> f32 {
    let images = pieces.iter().filter_map(|piece| match piece {
        Piece::Image { image, place, .. } => {
            let size = image::size(document, &image.stream().dict)?;
            let area = (place.a * place.d - place.b * place.c).abs();
            Some((area, image::resolution(size, place)))
        }
        _ => None,
    });
    let mut all = 0.0;
    let mut largest = (0.0, BEST);
    for (area, resolution) in images {
        all += area;
        if area > largest.0 {
            largest = (area, resolution);
        }
    }
    let page = view.width * view.height;
    let own = if all >= LARGE * page { largest.1 } else { BEST };
    let wanted = if GOOD.contains(&own) { own } else { BEST };
    wanted.min((PIXELS / page).sqrt())
}

struct Canvas<'a> {
    pixels: Pixmap,
    scale: f32,
    document: &'a Document,
    stream_limit: usize,
    left_out: Option<&'static str>,
}

impl Canvas<'_> {
    fn draw(&mut self, piece: &Piece<'_>) {
        let to_pixels = Transform::from_scale(self.scale, self.scale);
        match piece {
            Piece::Fill { path, rule, ink } => {
                self.pixels.fill_path(path, &paint(*ink), *rule, to_pixels, None);
            }
            Piece::Line { path, width, ink } => {
                let stroke = Stroke { width: *width, ..Stroke::default() };
                self.pixels.stroke_path(path, &paint(*ink), &stroke, to_pixels, None);
            }
            Piece::Image { image, place, ink, resources } => {
                let (document, limit) = (self.document, self.stream_limit);
                let around = Surroundings { document, resources: *resources, ink: *ink, limit };
                let stream = image.stream();
                let shrink = image::size(document, &stream.dict)
                    .map_or(1.0, |size| (image::resolution(size, place) / self.scale).floor());
                match image::read(around, stream, shrink.clamp(1.0, 64.0) as usize) {
                    Ok(bitmap) => self.lay(&bitmap, *place),
                    Err(cause) => {
                        self.left_out.get_or_insert(cause);
                    }
                }
            }
        }
    }

    /// Lays an image on the place that its matrix gives the unit square, bottom edge first.
    fn lay(&mut self, bitmap: &Bitmap, place: Matrix) {
        let Some(source) = pixmap(bitmap) else { return };
        let (width, height) = (bitmap.width as f32, bitmap.height as f32);
        let Matrix { a, b, c, d, e, f } =
            Matrix::new(1.0 / width, 0.0, 0.0, -1.0 / height, 0.0, 1.0)
                .then(place)
                .then(Matrix::new(self.scale, 0.0, 0.0, self.scale, 0.0, 0.0));
        let enlarges = (a.hypot(b)).max(c.hypot(d)) > 1.2;
        let quality = if enlarges { FilterQuality::Bicubic } else { FilterQuality::Bilinear };
        let paint = PixmapPaint { quality, ..PixmapPaint::default() };
        let transform = Transform::from_row(a, b, c, d, e, f);
        self.pixels.draw_pixmap(0, 0, source.as_ref(), &paint, transform, None);
    }
}

fn paint(ink: u8) -> Paint<'static> {
    Paint { shader: Shader::SolidColor(Color::from_rgba8(ink, ink, ink, 255)), ..Paint::default() }
}

/// A bitmap in the form in which it is drawn.
fn pixmap(bitmap: &Bitmap) -> Option<Pixmap> {
    let side = |n: usize| u32::try_from(n).ok();
    let mut pixmap = Pixmap::new(side(bitmap.width)?, side(bitmap.height)?)?;
    for (at, (pixel, grey)) in pixmap.pixels_mut().iter_mut().zip(&bitmap.grey).enumerate() {
        let cover = bitmap.cover.as_ref().and_then(|cover| cover.get(at)).copied().unwrap_or(255);
        let grey = (u16::from(*grey) * u16::from(cover) / 255) as u8;
        *pixel = PremultipliedColorU8::from_rgba(grey, grey, grey, cover)?;
    }
    Some(pixmap)
}
