//! The compressions that pictures have of their own.

use hayro_ccitt::{DecodeSettings, DecoderContext, EncodingMode};
use lopdf::{Dictionary, Document, Object, Stream};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::colour::Space;

/// Pixels of an image: A3 at 600 dots an inch has 70 million.
pub(super) const PIXELS: u64 = 80_000_000;
/// Pixels to which a JPEG 2000 image is brought down, as its decoder needs much for each.
const WAVELET_PIXELS: u64 = 12_000_000;

/// Why an image cannot be read.
pub(super) type Cause = &'static str;

/// Samples as they lie in a file, most significant bit first, rows on byte boundaries.
pub(super) struct Samples {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Bits a component.
    pub(super) bits: u32,
    pub(super) data: Vec<u8>,
    /// Their colours, where the compressed form says so itself.
    pub(super) space: Option<Space>,
    /// A further component in each pixel that is no colour.
    pub(super) extra: usize,
}

/// What an image says of its own size.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) bits: u32,
}

/// Undoes all filters of an image.
pub(super) fn samples(
    document: &Document,
    stream: &Stream,
    size: Size,
    limit: usize,
) -> Result<Samples, Cause> {
    let names = filters(document, &stream.dict)?;
    let (last, general) = match names.split_last() {
        Some((last, general)) if is_picture_filter(last) => (Some(last), general.len()),
        _ => (None, names.len()),
    };
    let parameters = parameters(document, &stream.dict, names.len());
    let bytes = general_filters(stream, &names[..general], &parameters, limit)?;
    let own = parameters.last().and_then(Option::as_ref);
    match last.map(Vec::as_slice) {
        Some(b"DCTDecode" | b"DCT") => jpeg(&bytes),
        Some(b"JPXDecode") => wavelet(&bytes),
        Some(b"CCITTFaxDecode" | b"CCF") => fax(document, &bytes, own, size),
        Some(b"JBIG2Decode") => bilevel(document, &bytes, own, limit),
        _ => Ok(Samples {
            width: size.width as usize,
            height: size.height as usize,
            bits: size.bits,
            data: bytes,
            space: None,
            extra: 0,
        }),
    }
}

fn is_picture_filter(name: &[u8]) -> bool {
    const NAMES: [&[u8]; 6] =
        [b"DCTDecode", b"DCT", b"JPXDecode", b"CCITTFaxDecode", b"CCF", b"JBIG2Decode"];
    NAMES.contains(&name)
}

fn filters(document: &Document, dict: &Dictionary) -> Result<Vec<Vec<u8>>, Cause> {
    let Ok(filter) = dict.get_deref(b"Filter", document) else { return Ok(Vec::new()) };
    if let Ok(name) = filter.as_name() {
        return Ok(vec![name.to_vec()]);
    }
    let names = filter.as_array().map_err(|_| "its filter has no name")?;
    let name =
        |object: &Object| document.dereference(object).ok()?.1.as_name().ok().map(<[u8]>::to_vec);
    names.iter().map(name).collect::<Option<_>>().ok_or("its filter has no name")
}

/// The parameters of each of `n` filters.
fn parameters(document: &Document, dict: &Dictionary, n: usize) -> Vec<Option<Dictionary>> {
    let whole = dict.get_deref(b"DecodeParms", document).or(dict.get_deref(b"DP", document)).ok();
    let one = |object: &Object| document.dereference(object).ok()?.1.as_dict().ok().cloned();
    (0..n)
        .map(|at| match whole? {
            Object::Array(array) => one(array.get(at)?),
            other if n == 1 || at + 1 == n => one(other),
            _ => None,
        })
        .collect()
}

/// Undoes the filters that any stream may have.
fn general_filters(
    stream: &Stream,
    names: &[Vec<u8>],
    parameters: &[Option<Dictionary>],
    limit: usize,
) -> Result<Vec<u8>, Cause> {
    if names.is_empty() {
        return Ok(stream.content.clone());
    }
    let mut dict = Dictionary::new();
    dict.set("Filter", names.iter().map(|n| Object::Name(n.clone())).collect::<Vec<Object>>());
    let parameters = parameters.iter().take(names.len());
    let parameters: Vec<Object> =
        parameters.map(|p| p.clone().map_or(Object::Null, Object::Dictionary)).collect();
    dict.set("DecodeParms", parameters);
    Stream::new(dict, stream.content.clone())
        .decompressed_content_with_limit(limit)
        .map_err(|_| "it is damaged or over the limit of --limit-stream")
}

fn check_size(width: u64, height: u64) -> Result<(), Cause> {
    match width.checked_mul(height) {
        Some(0) => Err("it has no pixels"),
        Some(pixels) if pixels <= PIXELS => Ok(()),
        _ => Err("it has more pixels than are read (80 million)"),
    }
}

fn jpeg(bytes: &[u8]) -> Result<Samples, Cause> {
    const DAMAGED: Cause = "its JPEG data are damaged";
    let options = |out| {
        DecoderOptions::default()
            .set_max_width(usize::from(u16::MAX))
            .set_max_height(usize::from(u16::MAX))
            .jpeg_set_out_colorspace(out)
    };
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options(ColorSpace::RGB));
    decoder.decode_headers().map_err(|_| DAMAGED)?;
    let info = decoder.info().ok_or(DAMAGED)?;
    check_size(u64::from(info.width), u64::from(info.height))?;
    let is_light_first =
        matches!(decoder.input_colorspace(), Some(ColorSpace::YCbCr | ColorSpace::Luma));
    let (out, space) = if is_light_first {
        (ColorSpace::Luma, Space::Grey)
    } else {
        (ColorSpace::RGB, Space::Rgb)
    };
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options(out));
    let data = decoder.decode().map_err(|_| DAMAGED)?;
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    Ok(Samples { width, height, bits: 8, data, space: Some(space), extra: 0 })
}

fn wavelet(bytes: &[u8]) -> Result<Samples, Cause> {
    use hayro_jpeg2000::{ColorSpace, DecodeSettings, DecoderContext, Image};
    const DAMAGED: Cause = "its JPEG 2000 data are damaged";
    let open = |target_resolution| {
        let settings = DecodeSettings { target_resolution, ..DecodeSettings::default() };
        Image::new(bytes, &settings).map_err(|_| DAMAGED)
    };
    let whole = open(None)?;
    let (width, height) = (whole.width(), whole.height());
    let pixels = u64::from(width) * u64::from(height);
    check_size(width.into(), height.into())?;
    let by = (pixels as f64 / WAVELET_PIXELS as f64).sqrt().ceil().max(1.0) as u32;
    let image = if by > 1 { open(Some((width.div_ceil(by), height.div_ceil(by))))? } else { whole };
    let space = match image.color_space() {
        ColorSpace::Gray => Some(Space::Grey),
        ColorSpace::RGB => Some(Space::Rgb),
        ColorSpace::CMYK => Some(Space::Cmyk),
        ColorSpace::Unknown { num_channels: n } | ColorSpace::Icc { num_channels: n, .. } => {
            Space::of_components(usize::from(*n))
        }
    };
    let (width, height) = (image.width() as usize, image.height() as usize);
    let extra = usize::from(image.has_alpha());
    let mut context = DecoderContext::default();
    let decoded = image.decode(&mut context).map_err(|_| DAMAGED)?;
    if decoded.components().is_empty() {
        return Err(DAMAGED);
    }
    Ok(Samples { width, height, bits: 8, data: decoded.data_u8(), space, extra })
}

/// Rows of one bit a pixel, 0 for black.
struct Rows {
    row_bytes: usize,
    data: Vec<u8>,
    /// The bit at which the open row stands.
    at: usize,
}

impl Rows {
    fn new(width: usize) -> Rows {
        Rows { row_bytes: width.div_ceil(8), data: Vec::new(), at: 0 }
    }

    fn open(&mut self) -> &mut [u8] {
        let start = self.data.len();
        self.data.resize(start + self.row_bytes, 0xFF);
        self.at = 0;
        &mut self.data[start..]
    }
}

fn blacken(row: &mut [u8], from: usize, to: usize) {
    for at in from..to.min(row.len() * 8) {
        row[at / 8] &= !(0x80 >> (at % 8));
    }
}

impl hayro_ccitt::Decoder for Rows {
    fn push_row(&mut self, changes: &[u32]) {
        let end = self.row_bytes * 8;
        let row = self.open();
        for run in changes.chunks(2) {
            blacken(row, run[0] as usize, run.get(1).map_or(end, |to| *to as usize));
        }
    }
}

fn fax(
    document: &Document,
    bytes: &[u8],
    parameters: Option<&Dictionary>,
    size: Size,
) -> Result<Samples, Cause> {
    let get = |key: &[u8]| parameters?.get_deref(key, document).ok();
    let number = |key: &[u8], usual: i64| get(key).and_then(|o| o.as_i64().ok()).unwrap_or(usual);
    let flag = |key: &[u8], usual| get(key).and_then(|o| o.as_bool().ok()).unwrap_or(usual);
    let columns = u32::try_from(number(b"Columns", 1728)).map_err(|_| "its width is wrong")?;
    let rows = match u32::try_from(number(b"Rows", 0)) {
        Ok(rows) if rows > 0 => rows,
        _ => size.height,
    };
    check_size(columns.into(), rows.into())?;
    let mut context = DecoderContext::new(DecodeSettings {
        columns,
        rows,
        end_of_block: flag(b"EndOfBlock", true),
        end_of_line: flag(b"EndOfLine", false),
        rows_are_byte_aligned: flag(b"EncodedByteAlign", false),
        encoding: match number(b"K", 0) {
            ..0 => EncodingMode::Group4,
            0 => EncodingMode::Group3_1D,
            1.. => EncodingMode::Group3_2D,
        },
        strict: false,
    });
    let mut out = Rows::new(columns as usize);
    // Rows before a damaged one are whole: they are used.
    let ended = hayro_ccitt::decode(bytes, &mut out, &mut context);
    if out.data.is_empty() && ended.is_err() {
        return Err("its fax data are damaged");
    }
    if flag(b"BlackIs1", false) {
        out.data.iter_mut().for_each(|byte| *byte = !*byte);
    }
    let height = out.data.len() / out.row_bytes.max(1);
    Ok(Samples { width: columns as usize, height, bits: 1, data: out.data, space: None, extra: 0 })
}

/// JBIG2 gives its pixels one by one and in runs.
struct Pixels {
    rows: Rows,
    is_open: bool,
}

impl Pixels {
    fn push(&mut self, black: bool, n: usize) {
        if !self.is_open {
            self.rows.open();
            self.is_open = true;
        }
        let (from, to) = (self.rows.at, self.rows.at + n);
        if black {
            let start = self.rows.data.len() - self.rows.row_bytes;
            blacken(&mut self.rows.data[start..], from, to);
        }
        self.rows.at = to;
    }
}

impl hayro_jbig2::Decoder for Pixels {
    fn push_pixel(&mut self, black: bool) {
        self.push(black, 1);
    }

    fn push_pixel_chunk(&mut self, black: bool, chunk_count: u32) {
        self.push(black, chunk_count as usize * 8);
    }

    fn next_line(&mut self) {
        if !self.is_open {
            self.rows.open();
        }
        self.is_open = false;
    }
}

fn bilevel(
    document: &Document,
    bytes: &[u8],
    parameters: Option<&Dictionary>,
    limit: usize,
) -> Result<Samples, Cause> {
    use hayro_jbig2::{DecodeSettings, Globals, Page};
    const DAMAGED: Cause = "its JBIG2 data are damaged";
    let settings = DecodeSettings::default();
    let shared = parameters
        .and_then(|dict| dict.get_deref(b"JBIG2Globals", document).ok()?.as_stream().ok())
        .and_then(|stream| super::colour::plain(stream, limit));
    let shared = shared.map(|bytes| Globals::new(&bytes, &settings)).transpose();
    let shared = shared.map_err(|_| DAMAGED)?;
    let page = Page::new_embedded(bytes, shared.as_ref(), &settings).map_err(|_| DAMAGED)?;
    check_size(page.width().into(), page.height().into())?;
    let mut out = Pixels { rows: Rows::new(page.width() as usize), is_open: false };
    page.decode(&mut out).map_err(|_| DAMAGED)?;
    let height = out.rows.data.len() / out.rows.row_bytes.max(1);
    let width = page.width() as usize;
    Ok(Samples { width, height, bits: 1, data: out.rows.data, space: None, extra: 0 })
}
