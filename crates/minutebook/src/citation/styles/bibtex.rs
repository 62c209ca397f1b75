//! A BibTeX entry, of the type `techreport`, which has a place for the sort of paper and its
//! number; `date` and `urldate` are biblatex's.

use super::{NOT_APPROVED, PageWord, Pinpoint};
use crate::citation::cited::{Cited, Work, capital};
use crate::citation::date::{Accessed, CitedDate};

const PINPOINT: Pinpoint = Pinpoint { para: "para.", page: PageWord::Short };

pub(super) fn print(cited: &Cited, accessed: Accessed) -> String {
    let (title, sort) = match &cited.work {
        Work::Meeting(noun) => (cited.meeting_title(noun), capital(noun)),
        Work::Titled(title) => (cited.titled(title), "Paper".to_owned()),
    };
    let mut note = PINPOINT.within_item(cited);
    note.extend(cited.draft.then(|| NOT_APPROVED.to_owned()));
    let part = cited.part.as_ref().map(|part| part.title.as_str());
    let item = cited.item.as_ref().map(|item| format!("item {}", item.number));
    // Two pairs of braces keep a name whole and a title's capitals as they are.
    let kept = |text: &str| format!("{{{{{}}}}}", escaped(text));
    let plain = |text: &str| format!("{{{}}}", escaped(text));
    let fields = [
        ("author", cited.author().map(kept)),
        ("title", Some(kept(part.unwrap_or(&title)))),
        ("booktitle", part.map(|_| kept(&title))),
        ("institution", cited.author().map(kept)),
        ("type", Some(plain(&sort))),
        ("number", item.as_deref().map(plain)),
        ("organization", cited.committee.as_deref().map(kept)),
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
    format!("@techreport{{{},\n{}\n}}\n", cited.id, lines.join(",\n"))
}

/// Text in which no character means anything to TeX.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' | '}' | '$' | '&' | '#' | '%' | '_' => out.extend(['\\', c]),
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
