//! CSL-JSON: an array of one item, of the type `report`.

use serde_json::{Value, json};

use super::{PageWord, Pinpoint, title_and_sort};
use crate::citation::cited::Cited;
use crate::citation::date::{Accessed, CitedDate};

const PINPOINT: Pinpoint = Pinpoint { para: "para.", page: PageWord::Short };

pub(super) fn print(cited: &Cited, accessed: Accessed) -> String {
    let (title, genre) = title_and_sort(cited);
    let part = cited.part.as_ref().map(|part| part.title.as_str());
    let note = PINPOINT.within_item(cited);
    let fields = [
        ("id", Some(json!(cited.id.as_str()))),
        ("type", Some(json!("report"))),
        ("genre", Some(json!(genre))),
        // A literal name is not taken apart into given and family.
        ("author", cited.author().map(|name| json!([{ "literal": name }]))),
        ("title", Some(json!(part.unwrap_or(&title)))),
        ("container-title", part.map(|_| json!(title))),
        ("publisher", cited.author().map(|name| json!(name))),
        // The body that met.
        ("authority", cited.committee.as_ref().map(|name| json!(name))),
        ("issued", cited.date.map(day)),
        ("number", cited.item.as_ref().map(|item| json!(format!("item {}", item.number)))),
        ("page", cited.pages.as_ref().map(|pages| json!(pages.numbers()))),
        ("note", (!note.is_empty()).then(|| json!(note.join(", ")))),
        ("status", cited.draft.then(|| json!("draft"))),
        ("URL", cited.url.as_ref().map(|url| json!(url))),
        ("accessed", Some(day(accessed.into()))),
    ];
    let item: Value =
        fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    format!("{:#}\n", json!([item]))
}

fn day(date: CitedDate) -> Value {
    json!({ "date-parts": [date.parts()] })
}
