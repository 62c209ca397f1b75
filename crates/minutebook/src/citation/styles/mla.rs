//! MLA 9: author. “Part.” *Container*, day month year, place in it, URL. Months are shortened
//! but for May, June and July; undated is left out, and then the day of access is given, as for
//! a text that may yet change.

use super::{NOT_APPROVED, PageWord, Pinpoint, locator, stop};
use crate::citation::cited::{Cited, Work, capital};
use crate::citation::date::{Accessed, CitedDate};
use crate::citation::formatted::Formatted;

const PINPOINT: Pinpoint = Pinpoint { para: "par.", page: PageWord::Short };

pub(super) fn print(cited: &Cited, accessed: Accessed) -> Formatted {
    let author = cited.author().map(|author| format!("{author}{} ", stop(author)));
    let mut set = Formatted::default().plain(author.unwrap_or_default());
    let part = part(cited);
    if let Some(title) = part {
        set = set.plain(format!("“{title}{}” ", stop(title)));
    }
    let own_day = cited.part.as_ref().and_then(|part| part.date);
    if let Some(day) = own_day {
        set = set.plain(format!("{}. ", day.mla()));
    }
    set = match &cited.work {
        Work::Meeting(noun) => set.italic(cited.meeting_title(noun)),
        Work::Titled(title) => set.italic(cited.titled(title)),
    };
    let committee = cited.committee.clone().filter(|_| matches!(cited.work, Work::Titled(_)));
    let draft = cited.draft.then(|| NOT_APPROVED.to_owned());
    let mut rest: Vec<String> = committee.into_iter().collect();
    rest.extend(cited.date.map(CitedDate::mla));
    rest.extend(draft.into_iter().chain(PINPOINT.of(cited)));
    rest.push(locator(cited));
    // A work that is cited by itself ends with a full stop; a container goes on with a comma.
    set = match part {
        Some(_) => set.after_commas(rest),
        None => {
            let stop = stop(set.last_words());
            set.plain(format!("{stop} {}", capital(&rest.join(", "))))
        }
    };
    set = set.plain(".");
    if cited.may_change() {
        set.plain(format!(" Accessed {}.", CitedDate::from(accessed).mla()))
    } else {
        set
    }
}

/// The title of what stands inside the paper.
fn part(cited: &Cited) -> Option<&str> {
    let of_pack = cited.part.as_ref().map(|part| part.title.as_str());
    of_pack.or_else(|| cited.item.as_ref().and_then(|item| item.title.as_deref()))
}
