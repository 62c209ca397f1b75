//! The parameters of an address: read strictly, written canonically.
//!
//! `SearchRequest` is what an address says; [`read`] and [`write`] are each other's inverse.
//! Nothing that was typed is silently ignored: an unknown name or a bad value is refused.

mod cite;
mod compare;
mod news;

pub(crate) use compare::{
    Compared, compare_fields, read_compare, read_compare_page, write_compare,
};
pub(crate) use news::{AUTHORITY, NEWS, read_news, write_news};

use std::borrow::Cow;

use minutebook::request::{Group, SearchRequest, Sort};
use minutebook::table::Format;
use model::record::{PaperKind, PassageKind};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::nearest::nearest;

pub(crate) use cite::{read_accessed, read_citation};

/// Every parameter of a search, in the order of the contract.
pub(crate) const SEARCH: [&str; 14] = [
    "q",
    "authority",
    "year",
    "topic",
    "speaker",
    "committee",
    "kind",
    "is",
    "sort",
    "limit",
    "cursor",
    "group",
    "full",
    "expand",
];

/// Those that choose passages without saying how to show them.
pub(crate) const FACETS: [&str; 9] =
    ["q", "authority", "year", "topic", "speaker", "committee", "kind", "is", "expand"];

/// Those of a feed, of which each page leads to the next.
pub(crate) const FEED: [&str; 10] =
    ["q", "authority", "year", "topic", "speaker", "committee", "kind", "is", "expand", "cursor"];

/// Those of an export.
const EXPORT: [&str; 10] =
    ["q", "authority", "year", "topic", "speaker", "committee", "kind", "is", "expand", "format"];
/// More values than anyone chooses by hand; bounds the work of one request.
const MAX_PARAMETERS: usize = 200;

/// What a query string may hold unescaped: letters, digits and these four.
const KEPT: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A parameter that is not accepted.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BadParameter {
    /// A stable word: `unknown-parameter`, `bad-limit` …
    pub(crate) kind: String,
    pub(crate) message: String,
    pub(crate) suggestion: Option<String>,
    /// Its name, so that a page can offer the address without it.
    pub(crate) name: String,
}

impl BadParameter {
    pub(crate) fn new(name: &str, message: String, suggestion: &str) -> BadParameter {
        let suggestion = Some(suggestion.to_owned());
        BadParameter { kind: format!("bad-{name}"), message, suggestion, name: name.to_owned() }
    }

    /// One that has to be given.
    pub(crate) fn missing(name: &str, suggestion: &str) -> BadParameter {
        BadParameter::new(name, format!("`{name}` is not given"), suggestion)
    }
}

/// Reads a query string, of which only the parameters in `known` are accepted.
pub(crate) fn read(query: &str, known: &[&str]) -> Result<SearchRequest, BadParameter> {
    read_with(query, known, &mut |_, _| Ok(false))
}

/// The same beside parameters that are no search's: `take` is given each first, and says whether
/// it was one of those.
pub(crate) fn read_with(
    query: &str,
    known: &[&str],
    take: &mut dyn FnMut(&str, &str) -> Result<bool, BadParameter>,
) -> Result<SearchRequest, BadParameter> {
    let mut request = SearchRequest::new("");
    let mut once: Vec<String> = Vec::new();
    for (name, value) in pairs(query)? {
        if !known.contains(&name.as_ref()) {
            return Err(unknown(&name, known));
        }
        let single = !matches!(
            name.as_ref(),
            "authority" | "year" | "topic" | "speaker" | "committee" | "kind" | "is" | "outcome"
        );
        if single && once.iter().any(|n| *n == name) {
            return Err(twice(&name, &value));
        }
        if !take(&name, &value)? {
            set(&mut request, &name, &value)?;
        }
        once.push(name.into_owned());
    }
    Ok(request)
}

/// Reads the query string of a long paper: from which of its passages on, from 1.
pub(crate) fn read_from(query: &str) -> Result<usize, BadParameter> {
    let mut from = 1;
    for (name, value) in pairs(query)? {
        if name != "from" {
            return Err(unknown(&name, &["from"]));
        }
        from = value.parse().ok().filter(|from| *from > 0).ok_or_else(|| {
            let message = format!("`from={value}` is not the number of a passage, from 1");
            BadParameter::new("from", message, "from=1")
        })?;
    }
    Ok(from)
}

/// Reads the query string of an export: what to find, and the format of the file.
pub(crate) fn read_export(query: &str) -> Result<(SearchRequest, Format), BadParameter> {
    let mut format = None;
    for (name, value) in pairs(query)?.into_iter().filter(|(name, _)| name == "format") {
        let words = Format::ALL.map(Format::as_str);
        let read = Format::from_word(&value).ok_or_else(|| no_such(&name, &value, &words))?;
        if format.replace(read).is_some() {
            return Err(twice(&name, &value));
        }
    }
    Ok((read(&without(query, "format"), &EXPORT)?, format.unwrap_or_default()))
}

/// The query string of `request`, without what is usual; empty for the usual request.
pub(crate) fn write(request: &SearchRequest) -> String {
    let mut out = String::new();
    for (name, value) in fields(request) {
        put(&mut out, name, &value);
    }
    if let Some(cursor) = &request.cursor {
        put(&mut out, "cursor", cursor);
    }
    out
}

/// Adds a parameter to a query string.
fn put(out: &mut String, name: &str, value: &str) {
    out.push(if out.is_empty() { '?' } else { '&' });
    out.push_str(name);
    out.push('=');
    out.extend(utf8_percent_encode(value, &KEPT));
}

/// The query string that exports all that `request` finds. How hits are shown has no meaning there.
pub(crate) fn write_export(request: &SearchRequest, format: Format) -> String {
    let (filters, expand) = (request.filters.clone(), request.expand);
    let request = SearchRequest { filters, expand, ..SearchRequest::new(request.text.as_str()) };
    let chosen = write(&request);
    let joint = if chosen.is_empty() { '?' } else { '&' };
    format!("{chosen}{joint}format={}", format.as_str())
}

/// Every parameter of `request` that is not as usual, but for the cursor: what a form has to
/// carry so that a changed query keeps the rest.
pub(crate) fn fields(request: &SearchRequest) -> Vec<(&'static str, Cow<'_, str>)> {
    let mut fields: Vec<(&'static str, Cow<'_, str>)> = Vec::new();
    if !request.text.is_empty() {
        fields.push(("q", (&request.text).into()));
    }
    let filters = &request.filters;
    let lists = [
        ("authority", &filters.authority),
        ("year", &filters.year),
        ("topic", &filters.topic),
        ("speaker", &filters.speaker),
        ("committee", &filters.committee),
    ];
    for (name, values) in lists {
        fields.extend(values.iter().map(|value| (name, value.into())));
    }
    fields.extend(filters.kind.iter().map(|kind| ("kind", kind.as_str().into())));
    fields.extend(filters.is.iter().map(|kind| ("is", kind.as_str().into())));
    match request.sort {
        Sort::Relevance => {}
        Sort::Newest => fields.push(("sort", "newest".into())),
        Sort::Oldest => fields.push(("sort", "oldest".into())),
    }
    if request.limit != SearchRequest::DEFAULT_LIMIT {
        fields.push(("limit", request.limit.to_string().into()));
    }
    if request.group == Group::None {
        fields.push(("group", "none".into()));
    }
    if request.full {
        fields.push(("full", "yes".into()));
    }
    if !request.expand {
        fields.push(("expand", "no".into()));
    }
    fields
}

/// `text` as one piece of an address.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, &KEPT).to_string()
}

/// The query string without every parameter called `name`.
pub(crate) fn without(query: &str, name: &str) -> String {
    let kept = query.split('&').filter(|pair| {
        let raw = pair.split_once('=').map_or(*pair, |(name, _)| name);
        decoded(raw).is_none_or(|decoded| decoded != name) && !raw.is_empty()
    });
    kept.collect::<Vec<_>>().join("&")
}

fn set(request: &mut SearchRequest, name: &str, value: &str) -> Result<(), BadParameter> {
    // A form sends its empty boxes too, and they ask for nothing.
    if value.is_empty() && name != "full" {
        return Ok(());
    }
    let filters = &mut request.filters;
    match name {
        "q" => request.text = value.to_owned(),
        "authority" => add(&mut filters.authority, value.to_owned()),
        "year" => add(&mut filters.year, year(value)?),
        "topic" => add(&mut filters.topic, value.to_owned()),
        "speaker" => add(&mut filters.speaker, value.to_owned()),
        "committee" => add(&mut filters.committee, value.to_owned()),
        "kind" => {
            let words: Vec<&str> = PaperKind::ALL.iter().map(|kind| kind.as_str()).collect();
            let kind = PaperKind::from_word(value).ok_or_else(|| no_such(name, value, &words))?;
            add(&mut filters.kind, kind);
        }
        "is" => {
            let words: Vec<&str> = PassageKind::ALL.iter().map(|kind| kind.as_str()).collect();
            let kind = PassageKind::from_word(value).ok_or_else(|| no_such(name, value, &words))?;
            add(&mut filters.is, kind);
        }
        "sort" => {
            request.sort = match value {
                "relevance" => Sort::Relevance,
                "newest" => Sort::Newest,
                "oldest" => Sort::Oldest,
                _ => return Err(no_such(name, value, &["relevance", "newest", "oldest"])),
            }
        }
        "limit" => request.limit = limit(value)?,
        "cursor" => request.cursor = Some(value.to_owned()),
        "group" => {
            request.group = match value {
                "paper" => Group::Paper,
                "none" => Group::None,
                _ => return Err(no_such(name, value, &["paper", "none"])),
            }
        }
        "full" => request.full = value.is_empty() || yes_or_no(name, value)?,
        "expand" => request.expand = yes_or_no(name, value)?,
        _ => return Err(unknown(name, &SEARCH)),
    }
    Ok(())
}

fn add<T: PartialEq>(values: &mut Vec<T>, value: T) {
    if !values.contains(&value) {
        values.push(value);
    }
}

fn year(value: &str) -> Result<String, BadParameter> {
    let four_digits = value.len() == 4 && value.bytes().all(|b| b.is_ascii_digit());
    if four_digits || value == "undated" {
        return Ok(value.to_owned());
    }
    let message = format!(
        "`year={value}` is not a year: write four digits or `undated`; \
         for several years write `year:2021..2024` in the query"
    );
    Err(BadParameter::new("year", message, "year=2024"))
}

fn limit(value: &str) -> Result<usize, BadParameter> {
    let number = value.parse().ok().filter(|n| (1..=SearchRequest::MAX_LIMIT).contains(n));
    number.ok_or_else(|| {
        let message = format!("`limit={value}` is not a number from 1 to 100");
        BadParameter::new("limit", message, "limit=20")
    })
}

pub(crate) fn yes_or_no(name: &str, value: &str) -> Result<bool, BadParameter> {
    match value {
        "yes" | "true" | "1" => Ok(true),
        "no" | "false" | "0" => Ok(false),
        _ => Err(no_such(name, value, &["yes", "no"])),
    }
}

pub(crate) fn no_such(name: &str, value: &str, words: &[&str]) -> BadParameter {
    let message = format!("`{name}={value}` is not known; write one of {}", words.join(", "));
    let suggestion = nearest(value, words).or(words.first().copied()).unwrap_or_default();
    BadParameter::new(name, message, &format!("{name}={suggestion}"))
}

fn twice(name: &str, value: &str) -> BadParameter {
    let message = format!("`{name}` is given twice; give it once");
    BadParameter::new(name, message, &format!("{name}={value}"))
}

fn unknown(name: &str, known: &[&str]) -> BadParameter {
    BadParameter {
        kind: "unknown-parameter".to_owned(),
        message: match known {
            [] => format!("`{name}` is not a parameter here; there is none"),
            _ => format!("`{name}` is not a parameter here; there are {}", known.join(", ")),
        },
        suggestion: nearest(name, known).map(str::to_owned),
        name: name.to_owned(),
    }
}

type Pair<'a> = (Cow<'a, str>, Cow<'a, str>);

fn pairs(query: &str) -> Result<Vec<Pair<'_>>, BadParameter> {
    let given = || query.split('&').filter(|pair| !pair.is_empty());
    if given().nth(MAX_PARAMETERS).is_some() {
        return Err(BadParameter {
            kind: "too-many-parameters".to_owned(),
            message: format!("there are more than {MAX_PARAMETERS} parameters"),
            suggestion: Some("choose fewer values".to_owned()),
            name: String::new(),
        });
    }
    given()
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match (decoded(name), decoded(value)) {
                (Some(name), Some(value)) => Ok((name, value)),
                _ => Err(BadParameter {
                    kind: "bad-encoding".to_owned(),
                    message: format!("`{pair}` is not UTF-8 in percent-encoding"),
                    suggestion: None,
                    name: name.to_owned(),
                }),
            }
        })
        .collect()
}

fn decoded(raw: &str) -> Option<Cow<'_, str>> {
    if raw.contains('+') {
        let spaced = raw.replace('+', " ");
        let text = percent_decode_str(&spaced).decode_utf8().ok()?.into_owned();
        return Some(text.into());
    }
    percent_decode_str(raw).decode_utf8().ok()
}

/// What chooses the passages of a search, without how they are shown.
pub(crate) fn chosen(request: &SearchRequest) -> SearchRequest {
    SearchRequest {
        filters: request.filters.clone(),
        expand: request.expand,
        ..SearchRequest::new(request.text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, canonical: &str) {
        let request = read(query, &SEARCH).expect("accepted");
        assert_eq!(write(&request), canonical);
        assert_eq!(read(canonical.trim_start_matches('?'), &SEARCH).as_ref(), Ok(&request));
    }

    #[track_caller]
    fn check_refused(query: &str, kind: &str, suggestion: Option<&str>) {
        let refused = read(query, &SEARCH).expect_err("refused");
        assert_eq!((refused.kind.as_str(), refused.suggestion.as_deref()), (kind, suggestion));
    }

    #[test]
    fn an_address_is_read_and_written() {
        check("", "");
        check("q=", "");
        check("q=foster+care", "?q=foster%20care");
        check("q=%22a+b%22%7E5", "?q=%22a%20b%22~5");
        check("q=a%26b%3Dc%2B%23", "?q=a%26b%3Dc%2B%23");
        check("year=2022&year=2023&year=2022", "?year=2022&year=2023");
        check("committee=Children+%26+Families", "?committee=Children%20%26%20Families");
        check("kind=minutes&is=response&sort=relevance", "?kind=minutes&is=response");
        check("limit=20&group=paper&expand=yes", "");
        check("limit=5&group=none&full&expand=0", "?limit=5&group=none&full=yes&expand=no");
        check("cursor=a/b=&q=x", "?q=x&cursor=a%2Fb%3D");
        check("q=%C2%A3&&", "?q=%C2%A3");
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        check_refused("autority=ashmere", "unknown-parameter", Some("authority"));
        check_refused("zzzzzzzz=1", "unknown-parameter", None);
        check_refused("limit=0", "bad-limit", Some("limit=20"));
        check_refused("limit=101", "bad-limit", Some("limit=20"));
        check_refused("limit=ten", "bad-limit", Some("limit=20"));
        check_refused("sort=newset", "bad-sort", Some("sort=newest"));
        check_refused("kind=minute", "bad-kind", Some("kind=minutes"));
        check_refused("is=answer", "bad-is", Some("is=heading"));
        check_refused("year=22", "bad-year", Some("year=2024"));
        check_refused("q=a&q=b", "bad-q", Some("q=b"));
        check_refused("q=%FF", "bad-encoding", None);
        check_refused(
            &"year=2022&".repeat(201),
            "too-many-parameters",
            Some("choose fewer values"),
        );
    }

    #[test]
    fn a_long_paper_is_read_from_a_passage_on() {
        assert_eq!(read_from(""), Ok(1));
        assert_eq!(read_from("from=1001"), Ok(1001));
        assert_eq!(read_from("from=0").map_err(|bad| bad.kind), Err("bad-from".to_owned()));
        assert_eq!(read_from("q=1").map_err(|bad| bad.kind), Err("unknown-parameter".to_owned()));
    }

    #[test]
    fn an_export_has_a_format() {
        let read = |query| read_export(query).map(|(request, format)| (write(&request), format));
        let of_care = |format| Ok(("?q=care&year=2022".to_owned(), format));
        assert_eq!(read("q=care&year=2022"), of_care(Format::Csv));
        assert_eq!(read("format=jsonl&q=care&year=2022"), of_care(Format::JsonLines));
        let request = super::read("q=care&year=2022&limit=5&sort=newest", &SEARCH);
        let written = write_export(&request.expect("accepted"), Format::JsonLines);
        assert_eq!(written, "?q=care&year=2022&format=jsonl");
        assert_eq!(read(&written[1..]), of_care(Format::JsonLines));
        for (query, kind, suggestion) in [
            ("format=jsonk", "bad-format", "format=jsonl"),
            ("format=csv&format=csv", "bad-format", "format=csv"),
            ("formats=csv", "unknown-parameter", "format"),
            ("topics=x", "unknown-parameter", "topic"),
        ] {
            let bad = read_export(query).expect_err("refused");
            assert_eq!((bad.kind.as_str(), bad.suggestion.as_deref()), (kind, Some(suggestion)));
        }
    }

    #[test]
    fn a_parameter_can_be_taken_out_of_an_address() {
        assert_eq!(without("q=a&utm=1&year=2022&utm=2", "utm"), "q=a&year=2022");
        assert_eq!(without("q=a&u%74m", "utm"), "q=a");
    }
}
