//! Modelled on OSCOLA 4, 3.4: author, *title* (date) place in it <URL> accessed day. Nothing
//! shortened has a full stop; what has no date leaves it out.

use super::{PageWord, Pinpoint, reference};
use crate::citation::cited::{Cited, Work, capital};
use crate::citation::date::{Accessed, CitedDate};
use crate::citation::formatted::Formatted;

const PINPOINT: Pinpoint = Pinpoint { para: "para", page: PageWord::Bare };

pub(super) fn print(cited: &Cited, accessed: Accessed) -> Formatted {
    let author = cited.author().map(|author| format!("{author}, "));
    let mut set = Formatted::default().plain(author.unwrap_or_default());
    if let Some(part) = &cited.part {
        let day = part.date.map(|day| format!(" ({})", day.british())).unwrap_or_default();
        set = set.plain(format!("‘{}’{day} in ", part.title));
    }
    let date = cited.date.map(CitedDate::british);
    let mut in_brackets: Vec<String> = Vec::new();
    in_brackets.extend(cited.draft.then(|| "draft".to_owned()));
    set = match (&cited.work, &cited.committee) {
        (Work::Meeting(noun), Some(committee)) => {
            set.italic(format!("{committee} {}", each_capital(noun)))
        }
        (Work::Meeting(noun), None) => set.italic(capital(noun)),
        (Work::Titled(title), committee) => {
            in_brackets.extend(committee.clone());
            set.plain(format!("‘{}’", cited.titled(title)))
        }
    };
    in_brackets.extend(date);
    if !in_brackets.is_empty() {
        set = set.plain(format!(" ({})", in_brackets.join(", ")));
    }
    let pinpoint = PINPOINT.of(cited).join(", ");
    if !pinpoint.is_empty() {
        set = set.plain(format!(" {pinpoint}"));
    }
    let locator = match &cited.url {
        Some(url) => format!("<{url}>"),
        None => format!("({})", reference(cited)),
    };
    set.plain(format!(" {locator} accessed {}", CitedDate::from(accessed).british()))
}

fn each_capital(words: &str) -> String {
    words.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}
