//! Glyph names to text, leniently.

use read_fonts::ps::agl;

use super::pictures::{self, Pictures};
use super::text::is_telling;

/// Names that fonts use and the glyph list lacks.
const MORE: [(&str, &str); 6] = [
    ("nbspace", " "),
    ("euro", "€"),
    ("middot", "·"),
    ("sfthyphen", "\u{AD}"),
    ("visiblespace", " "),
    ("zerowidthspace", "\u{200B}"),
];

/// Endings of names whose glyphs print the same letter in another form. The glyph list gives
/// them private characters.
const FORMS: [&str; 7] = ["small", "oldstyle", "superior", "inferior", "serif", "sans", "fitted"];

/// The text of a glyph name: a name of the Adobe glyph list, `uniXXXX`, `uXXXXX`, a ligature
/// `f_i`, one letter, each with or without a suffix such as `.alt`. `None` where the name is a
/// number of the font's own, such as `g23` or `cid4`.
///
/// Names such as `a20` are pictures in a font of pictures and numbers everywhere else.
pub(super) fn text(name: &str, font: Option<Pictures>) -> Option<String> {
    match font {
        Some(Pictures::Symbol) | None => letters(name, false),
        Some(_) => pictures::named(name).map(String::from).or_else(|| letters(name, true)),
    }
}

fn letters(name: &str, has_pictures: bool) -> Option<String> {
    let base = match name.split_once('.') {
        Some((base, _)) if !base.is_empty() => base,
        _ => name,
    };
    base.split('_').map(|part| one(part, has_pictures)).collect()
}

fn one(name: &str, has_pictures: bool) -> Option<String> {
    if !has_pictures && is_numbered(name) {
        return None;
    }
    let listed: String = agl::name_to_chars(name).collect();
    Some(listed)
        .filter(|text| is_telling(text))
        .or_else(|| lone(name))
        .or_else(|| coded(name))
        .or_else(|| Some(MORE.iter().find(|(other, _)| *other == name)?.1.to_owned()))
        .or_else(|| FORMS.iter().find_map(|form| plain(name.strip_suffix(form)?)))
}

/// A name that is its letter.
fn lone(name: &str) -> Option<String> {
    let mut chars = name.chars();
    chars.next().filter(|c| chars.next().is_none() && c.is_ascii_graphic()).map(String::from)
}

/// A name of the glyph list, as it stands.
fn plain(name: &str) -> Option<String> {
    let listed: String = agl::name_to_chars(name).collect();
    Some(listed).filter(|text| is_telling(text))
}

/// `a20`: the form of the names of Zapf's dingbats.
fn is_numbered(name: &str) -> bool {
    name.strip_prefix('a')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `uni20ac` and `u20ac`, which the glyph list's own rule wants in capitals.
fn coded(name: &str) -> Option<String> {
    if let Some(digits) = name.strip_prefix("uni").filter(|d| d.len() >= 4 && d.len() % 4 == 0) {
        return (0..digits.len())
            .step_by(4)
            .map(|start| digits.get(start..start + 4).and_then(hexadecimal))
            .collect();
    }
    let digits = name.strip_prefix('u').filter(|d| (4..=6).contains(&d.len()))?;
    hexadecimal(digits).map(String::from)
}

fn hexadecimal(digits: &str) -> Option<char> {
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_plain.then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_text() {
        for (name, expected) in [
            ("A", "A"),
            ("eacute", "é"),
            ("Scaron", "Š"),
            ("sterling", "£"),
            ("f_i", "fi"),
            ("ffi", "ffi"),
            ("a.alt", "a"),
            ("uni20AC", "€"),
            ("uni20ac", "€"),
            ("u1F600", "😀"),
            ("quoteright", "’"),
            ("nineoldstyle", "9"),
            ("Asmall", "A"),
            ("copyrightserif", "©"),
            ("afii10017", "А"),
            ("softhyphen", "\u{AD}"),
        ] {
            let printed = text(name, None).map(|text| super::super::text::printable(&text));
            assert_eq!(printed.as_deref(), Some(expected), "{name}");
        }
        for name in ["g23", ".notdef", "cid:4", "cid23", "uni12", "a20", "glyph7", "uni+041", ""] {
            assert_eq!(text(name, None), None, "{name}");
        }
        assert_eq!(text("a20", Some(Pictures::Dingbats)).as_deref(), Some("✔"));
    }
}
