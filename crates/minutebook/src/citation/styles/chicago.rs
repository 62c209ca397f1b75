//! Chicago 17 as a note: author, committee, “title,” month day, year, place in it, URL. Undated
//! is n.d.; then, or where the text may yet change, the day of access stands before the URL.

use super::{NOT_APPROVED, PageWord, Pinpoint, locator};
use crate::citation::cited::{Cited, Work, capital};
use crate::citation::date::{Accessed, CitedDate};
use crate::citation::formatted::Formatted;

const PINPOINT: Pinpoint = Pinpoint { para: "para.", page: PageWord::Short };

pub(super) fn print(cited: &Cited, accessed: Accessed) -> Formatted {
    let mut names: Vec<&str> = cited.author().into_iter().collect();
    names.extend(cited.committee.as_deref());
    let names: String = names.iter().map(|name| format!("{name}, ")).collect();
    let part = cited.part.as_ref().map(|part| match part.date {
        Some(day) => format!("{} {}, in ", quoted(&part.title), day.american()),
        None => format!("{} in ", quoted(&part.title)),
    });
    let title = match &cited.work {
        Work::Meeting(noun) => capital(noun),
        Work::Titled(title) => cited.titled(title),
    };
    let title = format!("{names}{}{}", part.unwrap_or_default(), quoted(&title));
    let date = cited.date.map_or_else(|| "n.d.".to_owned(), CitedDate::american);
    let mut rest = Vec::new();
    rest.extend(cited.draft.then(|| NOT_APPROVED.to_owned()));
    rest.push(date);
    rest.extend(PINPOINT.of(cited));
    if cited.may_change() {
        rest.push(format!("accessed {}", CitedDate::from(accessed).american()));
    }
    rest.push(locator(cited));
    Formatted::default().plain(format!("{title} {}.", rest.join(", ")))
}

/// A title between quotation marks with the comma that follows it inside, as American use has
/// it; a title that ends its own sentence needs none.
fn quoted(title: &str) -> String {
    if title.ends_with(['?', '!']) { format!("“{title}”") } else { format!("“{title},”") }
}
