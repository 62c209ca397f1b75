//! A BibTeX entry: `techreport`, which has a place for the sort of paper and its number, or
//! `incollection` for a paper in a pack; `date` and `urldate` are biblatex's.

use super::{NOT_APPROVED, PageWord, Pinpoint, title_and_sort};
use crate::citation::cited::Cited;
use crate::citation::date::{Accessed, CitedDate};

const PINPOINT: Pinpoint = Pinpoint { para: "para.", page: PageWord::Short };

pub(super) fn print(cited: &Cited, accessed: Accessed) -> String {
    let (title, sort) = title_and_sort(cited);
    let mut note = PINPOINT.within_item(cited);
    note.extend(cited.draft.then(|| NOT_APPROVED.to_owned()));
    let part = cited.part.as_ref().map(|part| part.title.as_str());
    let item = cited.item.as_ref().map(|item| format!("item {}", item.number));
    // Two pairs of braces keep a name whole and a title's capitals as they are.
    let kept = |text: &str| format!("{{{{{}}}}}", escaped(text));
    let plain = |text: &str| format!("{{{}}}", escaped(text));
    let (entry, body) = match part {
        Some(_) => ("incollection", "publisher"),
        None => ("techreport", "institution"),
    };
    let fields = [
        ("author", cited.author().map(kept)),
        ("title", Some(kept(part.unwrap_or(&title)))),
        ("booktitle", part.map(|_| kept(&title))),
        (body, cited.author().map(kept)),
        ("type", Some(plain(&sort))),
        ("number", item.as_deref().map(plain)),
        ("year", cited.date.map(|date| plain(&date.year()))),
        ("month", cited.date.and_then(CitedDate::bibtex_month)),
        ("date", cited.date.map(|date| plain(&date.iso()))),
        ("note", (!note.is_empty()).then(|| plain(&note.join(", ")))),
        ("url", cited.url.as_deref().map(|url| format!("{{{}}}", verbatim(url)))),
        ("urldate", Some(plain(&accessed.to_string()))),
    ];
    let lines: Vec<String> = fields
        .into_iter()
        .filter_map(|(name, value)| Some(format!("  {name} = {}", value?)))
        .collect();
    format!("@{entry}{{{},\n{}\n}}\n", cited.id, lines.join(",\n"))
}

/// Text in which no character means anything to TeX.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '$' | '&' | '#' | '%' | '_' => out.extend(['\\', c]),
            // BibTeX counts braces behind a backslash too: they would end the field.
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            c => out.push(c),
        }
    }
    out
}

/// An address as a verbatim field holds it: only braces and backslashes would end it.
fn verbatim(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}
