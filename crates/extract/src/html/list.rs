//! The labels that a browser prints before the items of a list.

use scraper::node::Element;

use crate::marker::roman;

/// An open list.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    style: Style,
    next: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Bullet,
    Number,
    Letter { capital: bool },
    Roman { capital: bool },
}

impl List {
    /// A `<ul>`, or an `<ol>` with its `type` and `start`.
    pub(super) fn of(element: &Element) -> List {
        let style = match (element.name(), element.attr("type")) {
            ("ol", Some("a")) => Style::Letter { capital: false },
            ("ol", Some("A")) => Style::Letter { capital: true },
            ("ol", Some("i")) => Style::Roman { capital: false },
            ("ol", Some("I")) => Style::Roman { capital: true },
            ("ol", _) => Style::Number,
            _ => Style::Bullet,
        };
        List { style, next: number(element.attr("start")).unwrap_or(1) }
    }

    /// The label of the next item, which may print a `value` of its own.
    pub(super) fn label(&mut self, value: Option<&str>) -> String {
        let place = number(value).unwrap_or(self.next);
        self.next = place.saturating_add(1);
        let letters = |letters: String, capital: bool| {
            if capital { letters.to_uppercase() } else { letters }
        };
        match self.style {
            Style::Bullet => "•".to_owned(),
            Style::Number => format!("{place}."),
            Style::Letter { capital } => letters(format!("{}.", letter(place)), capital),
            Style::Roman { capital } => letters(format!("{}.", roman(place)), capital),
        }
    }
}

/// Numbers up to 9999: none that is larger is printed before an item.
fn number(attribute: Option<&str>) -> Option<u32> {
    attribute?.trim().parse().ok().filter(|number| (1..=9999).contains(number))
}

/// `a` to `z`, then `aa`.
fn letter(place: u32) -> String {
    let (rounds, last) = ((place - 1) / 26, (place - 1) % 26);
    let last = char::from_u32(u32::from('a') + last).unwrap_or('a');
    if rounds == 0 { last.to_string() } else { letter(rounds) + &last.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_roman_numbers_are_printed() {
        assert_eq!([1, 3, 26, 27].map(letter), ["a", "c", "z", "aa"]);
        assert_eq!([1, 4, 9, 14].map(roman), ["i", "iv", "ix", "xiv"]);
    }
}
