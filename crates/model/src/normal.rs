//! One place for the ways in which two printings of the same words are made equal.

use unicode_normalization::UnicodeNormalization;

/// Runs of white space (no-break spaces included) become one space; ends are trimmed; what takes
/// no room goes, but for the marks that the printed words need. The words stay as printed.
///
/// The mark that says "from right to left" stays wherever it stands. Joiners and the mark "from
/// left to right" stay in texts with a letter of a script that they shape or set in order; between
/// Latin letters they are left by word processors and say nothing.
///
/// ```
/// assert_eq!(model::normal::spaces(" a\u{a0}\n b\u{200b}c "), "a bc");
/// assert_eq!(model::normal::spaces("4.3\u{200e} Care\u{200d}"), "4.3 Care");
/// assert_eq!(model::normal::spaces("می\u{200c}خواهم (شلم)\u{200f}."), "می\u{200c}خواهم (شلم)\u{200f}.");
/// ```
pub fn spaces(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pending = false;
    let mut is_shaped = None;
    for c in text.chars() {
        if is_invisible(c) {
            let is_kept = matches!(c, '\u{200f}' | '\u{61c}')
                || (matches!(c, '\u{200c}'..='\u{200e}')
                    && *is_shaped.get_or_insert_with(|| text.chars().any(is_shaped_by_marks)));
            if !is_kept {
                continue;
            }
        }
        if c.is_whitespace() {
            pending = !out.is_empty();
            continue;
        }
        if pending {
            out.push(' ');
            pending = false;
        }
        out.push(c);
    }
    out
}

/// Letters of scripts written from right to left or joined by rules (Hebrew to Khmer, Mongolian),
/// and the pictures that are joined to one: `Blocks.txt` of Unicode.
fn is_shaped_by_marks(c: char) -> bool {
    matches!(u32::from(c),
        0x0590..=0x0DFF | 0x0F00..=0x109F | 0x1780..=0x18AF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFE
        | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF | 0x1_F300..=0x1_FAFF)
}

/// Whether `c` takes no room on paper: zero-width spaces and joiners, soft hyphens, marks of
/// direction, byte-order marks, and control characters other than white space.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}')
        || (c.is_control() && !c.is_whitespace())
}

/// Curly quotes and the several dashes become their plain keyboard forms.
///
/// ```
/// assert_eq!(model::normal::punctuation("children’s – “care”"), "children's - \"care\"");
/// ```
pub fn punctuation(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{201b}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            c => c,
        })
        .collect()
}

/// The form in which two names are compared: compatibility-composed, plain punctuation,
/// `&` as `and`, lower case, single spaces.
///
/// ```
/// assert_eq!(model::normal::name("Health  & Care"), "health and care");
/// ```
pub fn name(text: &str) -> String {
    let composed: String = text.nfkc().filter(|c| !is_invisible(*c)).collect();
    spaces(&punctuation(&composed).replace('&', " and ")).to_lowercase()
}

/// The form that identifies a passage: letters and digits only, compatibility-composed,
/// lower case. A better reader of spaces, hyphens and quotes does not move old citations.
///
/// ```
/// use model::normal::for_identity;
/// assert_eq!(for_identity("4.3 The re-\nphasing"), for_identity("4.3 The rephasing"));
/// ```
pub fn for_identity(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A slug: lower-case letters and digits with single hyphens between words.
///
/// ```
/// assert_eq!(model::normal::slug("Director of Children’s Services"), "director-of-childrens-services");
/// ```
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    let folded = punctuation(text).replace('\'', "").replace('&', " and ");
    for c in folded.nfkd().filter(|c| !is_combining(*c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}
