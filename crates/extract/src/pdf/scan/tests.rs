//! Pages without text, drawn: each test shows the form in which a page holds its picture.

use std::time::{Duration, Instant};

use lopdf::{Dictionary, Object, Stream, dictionary};

use super::image::{self, Bitmap, Surroundings};
use super::picture::Drawn;
use super::*;
use crate::Options;

/// A file with one page of 100 × 100 points, this content and these images as `/I0`, `/I1` …
fn page(content: &str, images: Vec<Stream>, rotate: i64) -> Document {
    let mut document = Document::with_version("1.7");
    let mut names = Dictionary::new();
    for (at, image) in images.into_iter().enumerate() {
        names.set(format!("I{at}"), document.add_object(image));
    }
    let content = document.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
    let tree = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => content, "Rotate" => rotate,
        "MediaBox" => vec![0.into(), 0.into(), 100.into(), 100.into()],
        "Resources" => dictionary! { "XObject" => names },
    });
    let kids = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(tree, kids.into());
    let catalogue = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalogue);
    document
}

/// An image of grey bytes, with more entries.
fn grey(width: i64, height: i64, data: &[u8], more: Dictionary) -> Stream {
    let mut dict = dictionary! {
        "Subtype" => "Image", "Width" => width, "Height" => height,
        "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray",
    };
    for (key, value) in more {
        dict.set(key, value);
    }
    Stream::new(dict, data.to_vec())
}

fn drawn(document: &Document) -> Drawn {
    let id = document.get_pages()[&1];
    let page = crate::pdf::document::page(document, id);
    let late = Instant::now() + Duration::from_secs(60);
    let limit = Options::USUAL.limits.stream_bytes;
    let pieces = pieces::list(document, &page, limit, late);
    picture::draw(document, pieces, page.view, limit, late).expect("something painted")
}

/// Asserts which quarters of the page are dark: top left, top right, bottom left, bottom right.
#[track_caller]
fn check(document: &Document, dark: [bool; 4]) {
    let Drawn { picture, left_out } = drawn(document);
    assert_eq!(left_out, None);
    let at = |x: f32, y: f32| {
        let (x, y) = (x * picture.width as f32, y * picture.height as f32);
        picture.grey[y as usize * picture.width as usize + x as usize] < 128
    };
    let quarters = [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)];
    assert_eq!(quarters, dark);
}

const WHOLE: &str = "q 100 0 0 100 0 0 cm /I0 Do Q";
const TOP_LEFT: [bool; 4] = [true, false, false, false];

#[test]
fn an_image_stands_as_it_is_looked_at() {
    let image = || vec![grey(2, 2, &[0, 255, 255, 255], Dictionary::new())];
    check(&page(WHOLE, image(), 0), TOP_LEFT);
    check(&page(WHOLE, image(), 90), [false, true, false, false]);
    check(&page(WHOLE, image(), 180), [false, false, false, true]);
    check(&page("q 100 0 0 -100 0 100 cm /I0 Do Q", image(), 0), [false, false, true, false]);
}

#[test]
fn strips_make_one_picture() {
    let strips =
        vec![grey(2, 1, &[0, 255], Dictionary::new()), grey(2, 1, &[255, 0], Dictionary::new())];
    let content = "q 100 0 0 50 0 50 cm /I0 Do Q q 100 0 0 50 0 0 cm /I1 Do Q";
    check(&page(content, strips, 0), [true, false, false, true]);
}

#[test]
fn letters_drawn_as_shapes_are_seen_in_their_colours() {
    check(&page("0 50 50 50 re f", Vec::new(), 0), TOP_LEFT);
    check(
        &page("0 g 0 0 100 100 re f 1 g 50 0 50 100 re f", Vec::new(), 0),
        [true, false, true, false],
    );
    check(&page("0 0 0 1 k 0 50 m 50 50 l 50 100 l 0 100 l h f*", Vec::new(), 0), TOP_LEFT);
    check(&page("50 w 25 50 m 25 100 l S", Vec::new(), 0), TOP_LEFT);
}

#[test]
fn a_page_of_shapes_without_text_or_image_is_named() {
    let named = |n_shapes: usize| {
        let mut bytes = Vec::new();
        page(&"9 9 1 5 re f ".repeat(n_shapes), Vec::new(), 0).save_to(&mut bytes).expect("room");
        let paper = crate::extract(&bytes, &Options::USUAL).expect("a whole file");
        paper.warnings.first().map(|warning| warning.message.clone())
    };
    let message = "page 1 has no text layer; run with --ocr auto";
    assert_eq!(named(300).as_deref(), Some(message));
    assert_eq!(named(3), None);
}

#[test]
fn images_in_the_content_are_drawn() {
    let content = "q 100 0 0 100 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \0\u{7f}\u{7f}\u{7f} EI Q";
    let Drawn { picture, .. } = drawn(&page(content, Vec::new(), 0));
    assert_eq!((picture.grey[0], picture.grey.last()), (0, Some(&127)));
}

#[test]
fn colours_bits_masks_and_filters_are_undone() {
    // One bit a pixel, 0 is black; rows begin on bytes.
    let bits = dictionary! { "BitsPerComponent" => 1 };
    check(&page(WHOLE, vec![grey(2, 2, &[0x40, 0xC0], bits)], 0), TOP_LEFT);
    let turned_round = dictionary! { "Decode" => vec![1.into(), 0.into()] };
    check(&page(WHOLE, vec![grey(2, 2, &[255, 0, 0, 0], turned_round)], 0), TOP_LEFT);
    let table = Object::string_literal(vec![255, 255, 255, 0, 0, 0]);
    let colours: Vec<Object> = vec!["Indexed".into(), "DeviceRGB".into(), 1.into(), table];
    let indexed = dictionary! { "ColorSpace" => colours };
    check(&page(WHOLE, vec![grey(2, 2, &[1, 0, 0, 0], indexed)], 0), TOP_LEFT);
    let stencil = dictionary! { "ImageMask" => true };
    check(&page(WHOLE, vec![grey(2, 2, &[0x40, 0xC0], stencil)], 0), TOP_LEFT);
    let hex = dictionary! { "Filter" => "ASCIIHexDecode" };
    check(&page(WHOLE, vec![grey(2, 2, b"00 FF FF FF>", hex)], 0), TOP_LEFT);
    // Group 4: a row of two pixels, black then white, and one like none before: all white.
    let fax = dictionary! {
        "BitsPerComponent" => 1, "Filter" => vec!["CCITTFaxDecode".into()],
        "DecodeParms" => vec![dictionary! { "K" => -1, "Columns" => 8, "Rows" => 1 }.into()],
    };
    // Horizontal mode, four white, four black: 001 1011 011.
    check(
        &page(WHOLE, vec![grey(8, 1, &[0b0011_0110, 0b1100_0000], fax)], 0),
        [false, true, false, true],
    );
}

#[test]
fn the_transparency_of_an_image_shows_the_paper() {
    let mut document = page(WHOLE, Vec::new(), 0);
    let mask = document.add_object(grey(2, 2, &[255, 0, 0, 0], Dictionary::new()));
    let image = grey(1, 1, &[0], dictionary! { "SMask" => mask });
    let around = Surroundings { document: &document, resources: None, ink: 0, limit: 1_000 };
    let bitmap = image::read(around, &image, 1).expect("an image");
    assert_eq!((bitmap.width, bitmap.cover), (2, Some(vec![255, 0, 0, 0])));
}

#[test]
fn large_images_are_brought_down_by_means() {
    let document = page(WHOLE, Vec::new(), 0);
    let around = Surroundings { document: &document, resources: None, ink: 0, limit: 1_000 };
    let image = grey(3, 2, &[0, 100, 7, 100, 200, 9], Dictionary::new());
    let bitmap = image::read(around, &image, 2).expect("an image");
    let expected = Bitmap { width: 2, height: 1, grey: vec![100, 8], cover: None };
    assert_eq!(bitmap, expected);
}

#[test]
fn what_cannot_be_drawn_is_named_and_costs_no_memory() {
    #[track_caller]
    fn check(image: Stream, cause: &str) {
        let said = drawn(&page(WHOLE, vec![image], 0)).left_out.unwrap_or_default();
        assert!(said.contains(cause), "{said}");
    }
    for filter in ["DCTDecode", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode"] {
        check(grey(2, 2, b"nothing", dictionary! { "Filter" => filter }), "damaged");
    }
    check(grey(100_000, 100_000, &[], Dictionary::new()), "80 megapixels");
    check(grey(-1, 5, &[], Dictionary::new()), "size");
}

#[test]
fn blank_pages_are_told_from_pictures() {
    assert!(drawn(&page("1 g 0 0 100 100 re f", Vec::new(), 0)).picture.is_blank());
    assert!(!drawn(&page("0 0 9 9 re f", Vec::new(), 0)).picture.is_blank());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// Whatever an image holds, it is drawn or named, never a panic.
    #[test]
    fn hostile_images_never_panic(
        data in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
        filter in 0usize..7,
        (width, height, bits) in (1i64..300, 1i64..300, 0i64..18),
    ) {
        let names = ["", "DCTDecode", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "LZWDecode", "RunLengthDecode"];
        let mut more = dictionary! { "BitsPerComponent" => bits };
        if filter > 0 {
            more.set("Filter", names[filter]);
        }
        drawn(&page(WHOLE, vec![grey(width, height, &data, more)], 0));
    }
}
