//! What of a text is fit to be read.

/// Whether text says what is printed: something in it is neither a control nor one of the
/// characters that stand for "unknown" or mean what each font likes.
pub(super) fn is_telling(text: &str) -> bool {
    text.chars().any(is_readable)
}

fn is_readable(c: char) -> bool {
    let is_private = matches!(u32::from(c), 0xE000..=0xF8FF | 0xF_0000..);
    let is_void = matches!(u32::from(c), 0xFFFD | 0xFEFF | 0xFDD0..=0xFDEF)
        || u32::from(c) & 0xFFFE == 0xFFFE;
    (!c.is_control() || is_break(c)) && !is_private && !is_void
}

fn is_break(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r')
}

/// Text without controls, its ligatures as letters; a code that prints nothing gives an empty
/// text.
pub(super) fn printable(text: &str) -> Box<str> {
    let mut printed = String::with_capacity(text.len());
    for c in text.chars().filter(|c| is_readable(*c)) {
        match ligature(c) {
            Some(letters) => printed.push_str(letters),
            None => printed.push(if is_break(c) { ' ' } else { c }),
        }
    }
    printed.into()
}

/// The letters of a ligature that has a code of its own.
fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_told_apart() {
        for text in ["a", " ", "\t", "\u{AD}", "f\0"] {
            assert!(is_telling(text), "{text:?}");
        }
        for text in ["", "\0", "\u{FFFD}", "\u{F0B7}", "\u{FEFF}", "\u{10FFFF}", "\u{85}"] {
            assert!(!is_telling(text), "{text:?}");
        }
    }

    #[test]
    fn controls_go_and_ligatures_are_letters() {
        assert_eq!(&*printable("o\u{FB03}ce\0"), "office");
        assert_eq!(&*printable("a\tb"), "a b");
    }
}
