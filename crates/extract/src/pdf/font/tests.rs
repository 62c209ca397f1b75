//! Fonts are written table by table, so that each test shows what it reads.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::*;

const LIMIT: usize = 1_000_000;

/// A TrueType program with nothing but these tables.
fn sfnt(tables: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = u16::try_from(tables.len()).expect("few tables");
    let mut file = [&[0, 1, 0, 0][..], &count.to_be_bytes(), &[0; 6]].concat();
    let mut offset = file.len() + 16 * tables.len();
    for (tag, data) in tables {
        file.extend(*tag);
        file.extend([0; 4]);
        file.extend(u32::try_from(offset).expect("a small file").to_be_bytes());
        file.extend(u32::try_from(data.len()).expect("a small table").to_be_bytes());
        offset += data.len();
    }
    tables.iter().for_each(|(_, data)| file.extend(data));
    file
}

/// A character map for one platform in which codes from `first` have the glyphs from 1 on.
fn cmap(platform: u16, encoding: u16, first: u16, count: u16) -> Vec<u8> {
    let words = [0, 1, platform, encoding, 0, 12, 6, 10 + 2 * count, 0, first, count];
    words.into_iter().chain(1..=count).flat_map(u16::to_be_bytes).collect()
}

fn maxp(glyphs: u16) -> Vec<u8> {
    [&[0, 0, 0x50, 0][..], &glyphs.to_be_bytes()].concat()
}

fn stream(data: &[u8]) -> Object {
    Object::Stream(Stream::new(Dictionary::new(), data.to_vec()))
}

/// The texts of a string's codes; `?` where the font does not tell.
fn decode(document: &Document, dict: &Dictionary, string: &[u8]) -> String {
    let mut text = String::new();
    let mut font = Font::read(document, dict, LIMIT);
    font.decode(string, |code| text.push_str(code.text.unwrap_or("?")));
    text
}

/// A simple font with this program, entries and `ToUnicode`.
fn simple(program: Option<Vec<u8>>, entries: Dictionary, map: &[u8], string: &[u8]) -> String {
    let mut document = Document::new();
    let mut dict = entries;
    if let Some(program) = program {
        let file = document.add_object(stream(&program));
        dict.set("FontDescriptor", dictionary! { "FontFile2" => file });
    }
    if !map.is_empty() {
        dict.set("ToUnicode", document.add_object(stream(map)));
    }
    decode(&document, &dict, string)
}

/// A composite font with this program, `CIDToGIDMap`, `ToUnicode` and encoding.
fn wide(program: &[u8], glyphs: &[u8], map: &[u8], encoding: Object, string: &[u8]) -> String {
    let mut document = Document::new();
    let file = document.add_object(stream(program));
    let mut descendant = dictionary! {
        "Subtype" => "CIDFontType2", "FontDescriptor" => dictionary! { "FontFile2" => file },
    };
    if !glyphs.is_empty() {
        descendant.set("CIDToGIDMap", document.add_object(stream(glyphs)));
    }
    let encoding = match encoding {
        Object::Stream(_) => Object::Reference(document.add_object(encoding)),
        other => other,
    };
    let mut dict = dictionary! {
        "Subtype" => "Type0", "BaseFont" => "Invented", "Encoding" => encoding,
        "DescendantFonts" => vec![descendant.into()],
    };
    if !map.is_empty() {
        dict.set("ToUnicode", document.add_object(stream(map)));
    }
    decode(&document, &dict, string)
}

fn named(base_font: &str, encoding: &str) -> Dictionary {
    dictionary! { "Subtype" => "TrueType", "BaseFont" => base_font, "Encoding" => encoding }
}

#[test]
fn a_map_that_says_nothing_gives_way_to_the_encoding() {
    let map = b"beginbfchar <41> <FFFD> <42> <0000> <43> <E001> <44> <0078> endbfchar";
    let font = named("Invented", "WinAnsiEncoding");
    assert_eq!(simple(None, font.clone(), map, b"ABCD\x80"), "ABCx€");
    let mut spaces = b"beginbfchar".to_vec();
    (0x41..0x4Au8).for_each(|code| spaces.extend(format!(" <{code:X}> <0020>").bytes()));
    spaces.extend(b" endbfchar");
    assert_eq!(simple(None, font, &spaces, b"AB"), "AB");
}

#[test]
fn differences_name_glyphs_leniently() {
    let names = ["f_i", "uni00E9", "g23", "A.alt", "afii10017"].map(Object::from);
    let differences = [vec![Object::Integer(1)], names.to_vec()].concat();
    let font = dictionary! {
        "Subtype" => "Type1", "BaseFont" => "Invented",
        "Encoding" => dictionary! { "Differences" => differences },
    };
    assert_eq!(simple(None, font, b"", b"\x01\x02\x03\x04\x05a"), "fié?AАa");
}

#[test]
fn programs_without_encoding_are_read_by_their_own_maps() {
    let font = |name: &str| dictionary! { "Subtype" => "TrueType", "BaseFont" => name };
    for (name, map, string, expected) in [
        ("Invented", cmap(3, 0, 0xF041, 3), b"ABCD", "ABC?"),
        ("Invented", cmap(1, 0, 0x41, 3), b"ABCD", "ABC?"),
        ("Invented", cmap(3, 1, 0x41, 3), b"ABCD", "ABC?"),
        ("Wingdings", cmap(3, 0, 0xF0FB, 2), b"\xFB\xFCAA", "✗✓••"),
        // Codes counted up from 1 say nothing of what they print.
        ("Invented", cmap(1, 0, 1, 80), b"\x01\x02AB", "????"),
    ] {
        let program = sfnt(&[(b"cmap", map), (b"maxp", maxp(100))]);
        assert_eq!(simple(Some(program), font(name), b"", string), expected, "{name}");
    }
}

#[test]
fn glyphs_without_a_map_are_read_by_the_programs_own() {
    let identity = || Object::from("Identity-H");
    let program = sfnt(&[(b"cmap", cmap(3, 1, 0x41, 26)), (b"maxp", maxp(27))]);
    let string = b"\0\x01\0\x03\0\x7F";
    assert_eq!(wide(&program, b"", b"", identity(), string), "AC?");
    assert_eq!(wide(&program, b"\0\0\0\x02\0\0\0\x04", b"", identity(), string), "BD?");
    // The map's own texts come first; one written without knowledge of the font is none.
    let map = b"beginbfchar <0001> <0078> endbfchar";
    assert_eq!(wide(&program, b"", map, identity(), string), "xC?");
    let blanket = b"beginbfrange <0000> <FFFF> <0000> endbfrange";
    assert_eq!(wide(&program, b"", blanket, identity(), string), "AC?");
    // Through a map of its own the font has characters for codes, so that it can be right.
    assert_eq!(wide(&program, b"\0\0", blanket, identity(), b"\0a\0b"), "ab");
    assert_eq!(wide(b"", b"", b"", identity(), string), "???");
}

#[test]
fn embedded_encodings_are_read() {
    let program = sfnt(&[(b"cmap", cmap(3, 1, 0x41, 26)), (b"maxp", maxp(27))]);
    let encoding = stream(
        b"2 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange
          1 begincidrange <8001> <8003> 1 endcidrange 1 begincidchar <20> 26 endcidchar",
    );
    assert_eq!(wide(&program, b"", b"", encoding, b"\x80\x01 \x80\x03"), "AZC");
    assert_eq!(wide(&program, b"", b"", "UniJIS-UTF16-H".into(), b"\0x\0y"), "xy");
    assert_eq!(wide(&program, b"", b"", "CNS-EUC-V".into(), b"\0x\0y"), "??");
}

#[test]
fn pictures_are_bullets_and_ticks_whatever_the_file_calls_them() {
    for (name, string, expected) in [
        ("ABCDEF+Wingdings", &b"\xA7\xFC"[..], "•✓"),
        ("SymbolMT", b"\xB7", "•"),
        ("ZapfDingbats", b"l3", "•✓"),
        ("Webdings", b"ar", "✓✗"),
    ] {
        assert_eq!(simple(None, named(name, "WinAnsiEncoding"), b"", string), expected, "{name}");
    }
}

/// A bare CFF program whose glyphs, from 1 on, have these names (by number of Adobe's standard
/// strings) and codes.
fn cff(glyphs: &[(u16, u8)]) -> Vec<u8> {
    let count = u8::try_from(glyphs.len()).expect("few glyphs");
    let start = [&[1, 0, 4, 1][..], &[0, 1, 1, 1, 2, b'A'], &[0, 1, 1, 1, 20]].concat();
    let charset = start.len() + 19 + 4;
    let encoding = charset + 1 + 2 * glyphs.len();
    let charstrings = encoding + 2 + glyphs.len();
    let number = |n: usize| [&[28][..], &(n as u16).to_be_bytes()].concat();
    let dict = [
        [number(charset), vec![15]].concat(),
        [number(encoding), vec![16]].concat(),
        [number(charstrings), vec![17]].concat(),
        [number(0), number(4), vec![18]].concat(),
    ];
    let mut file = [start, dict.concat(), vec![0; 4]].concat();
    file.push(0);
    glyphs.iter().for_each(|(name, _)| file.extend(name.to_be_bytes()));
    file.extend([0, count]);
    file.extend(glyphs.iter().map(|(_, code)| code));
    file.extend([0, count + 1, 1]);
    file.extend(1..=count + 2);
    file.extend(vec![14; glyphs.len() + 1]);
    file
}

#[test]
fn bare_cff_programs_name_their_codes_and_glyphs() {
    let program = cff(&[(34, 1), (109, 2), (66, 3)]);
    let font = dictionary! { "Subtype" => "Type1", "BaseFont" => "Invented" };
    assert_eq!(simple(Some(program.clone()), font, b"", b"\x01\x02\x03A"), "Afia?");
    assert_eq!(wide(&program, b"", b"", "Identity-H".into(), b"\0\x01\0\x03\0\x04"), "Aa?");
}

/// The two parts of a Type 1 program, the second encrypted.
fn type_1(encoding: &str) -> (Vec<u8>, Vec<u8>) {
    let clear = format!(
        "%!PS-AdobeFont-1.0: Invented\n/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n\
         /Encoding {encoding}\ncurrentfile eexec\n"
    );
    let private =
        b"0000dup /Private 8 dict dup begin /lenIV 4 def 2 index /CharStrings 3 dict dup \
        begin /.notdef 5 RD 00000 ND /A 5 RD 00000 ND /eacute 5 RD 00000 ND end end";
    let mut key = 55_665u16;
    let encrypt = |byte: &u8| {
        let cipher = byte ^ (key >> 8) as u8;
        key = u16::from(cipher).wrapping_add(key).wrapping_mul(52_845).wrapping_add(22_719);
        cipher
    };
    (clear.into_bytes(), private.iter().map(encrypt).collect())
}

/// A part of a PFB file.
fn segment(kind: u8, data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("a small part");
    [&[0x80, kind][..], &length.to_le_bytes(), data].concat()
}

#[test]
fn type_1_programs_name_their_codes() {
    let own = "256 array 0 1 255 {1 index exch /.notdef put} for\n\
               dup 1 /A put\ndup 8#102 /eacute put\nreadonly def";
    for (encoding, string, expected) in
        [(own, &b"\x01B"[..], "Aé"), ("StandardEncoding def", b"A\xAE", "Afi")]
    {
        let (clear, private) = type_1(encoding);
        let pfb = [segment(1, &clear), segment(2, &private), vec![0x80, 3]].concat();
        for program in [[clear, private].concat(), pfb] {
            let font = dictionary! { "Subtype" => "Type1", "BaseFont" => "Invented" };
            assert_eq!(simple(Some(program), font, b"", string), expected, "{encoding}");
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(256))]

    /// Programs and maps of any bytes are read or refused, never a panic.
    #[test]
    fn damage_never_panics(
        place in 0usize..200,
        bytes in proptest::collection::vec(proptest::num::u8::ANY, 1..8),
        string in proptest::collection::vec(proptest::num::u8::ANY, 0..32),
    ) {
        let mut program =
            sfnt(&[(b"cmap", cmap(3, 1, 0x41, 26)), (b"maxp", maxp(27)), (b"post", vec![0; 40])]);
        let start = place % program.len();
        for (old, new) in program[start..].iter_mut().zip(&bytes) {
            *old = *new;
        }
        drop(wide(&program, &bytes, b"", "Identity-H".into(), &string));
        drop(wide(&bytes, b"", &bytes, stream(&bytes), &string));
        drop(simple(Some(program), dictionary! { "Subtype" => "TrueType" }, &bytes, &string));
        let cff = [&[1, 0, 4, 1][..], &bytes].concat();
        drop(simple(Some(cff), dictionary! { "Subtype" => "Type1" }, b"", &string));
        let type_1 = [&b"%!PS-Adobe"[..], &bytes].concat();
        drop(simple(Some(type_1), dictionary! { "Subtype" => "Type1" }, b"", &string));
    }
}
