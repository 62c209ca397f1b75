//! The parameters of a comparison.

use std::borrow::Cow;

use minutebook::comparison::{Axis, CompareRequest, Measure};
use minutebook::request::SearchRequest;
use minutebook::table::Format;

use super::{BadParameter, no_such, pairs, put, read, twice, unknown};

/// What an address asks to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Compared {
    /// The first query.
    pub(crate) request: CompareRequest,
    /// Queries beside it, compared by the same.
    pub(crate) beside: Vec<String>,
    /// CSV instead of JSON.
    pub(crate) csv: bool,
}

/// More queries than these are no comparison but a batch.
const MOST_QUERIES: usize = 6;

/// Every parameter.
const COMPARE: [&str; 14] = [
    "q",
    "beside",
    "by",
    "over",
    "quotations",
    "format",
    "authority",
    "year",
    "topic",
    "speaker",
    "committee",
    "kind",
    "is",
    "expand",
];

impl Compared {
    /// Every comparison, in the order given.
    pub(crate) fn requests(&self) -> Vec<CompareRequest> {
        let texts = std::iter::once(&self.request.search.text).chain(&self.beside);
        let of = |text: &String| {
            let search = SearchRequest { text: text.clone(), ..self.request.search.clone() };
            CompareRequest { search, ..self.request.clone() }
        };
        texts.map(of).collect()
    }
}

/// Reads the query string of a comparison.
pub(crate) fn read_compare(query: &str) -> Result<Compared, BadParameter> {
    let mut request = CompareRequest::new(SearchRequest::new(""));
    let (mut beside, mut csv) = (Vec::new(), false);
    let (mut rest, mut once) = (String::new(), Vec::new());
    for (name, value) in pairs(query)? {
        let known = COMPARE.contains(&name.as_ref());
        match name.as_ref() {
            "beside" if !value.is_empty() => beside.push(value.clone().into_owned()),
            "by" => request.by = axis(&name, &value)?,
            "over" => request.over = axis(&name, &value)?,
            "quotations" => request.quotations = quotations(&value)?,
            "format" => csv = format(&name, &value)?,
            _ if !known => return Err(unknown(&name, &COMPARE)),
            _ => {
                put(&mut rest, &name, &value);
                continue;
            }
        }
        if name != "beside" && once.contains(&name) {
            return Err(twice(&name, &value));
        }
        once.push(name);
    }
    if beside.len() >= MOST_QUERIES {
        let message = format!("at most {MOST_QUERIES} queries are compared at once");
        return Err(BadParameter::new("beside", message, "minutebook batch"));
    }
    request.search = read(rest.trim_start_matches('?'), &COMPARE)?;
    Ok(Compared { request, beside, csv })
}

/// Reads the query string of the page, which also says what it shows of each cell.
pub(crate) fn read_compare_page(query: &str) -> Result<(Compared, Measure), BadParameter> {
    let (mut rest, mut shown) = (String::new(), None);
    for (name, value) in pairs(query)? {
        if name != "show" {
            put(&mut rest, &name, &value);
        } else if shown.is_some() {
            return Err(twice(&name, &value));
        } else {
            let words = Measure::ALL.map(Measure::name);
            let measure = Measure::from_name(&value).ok_or_else(|| no_such(&name, &value, &words));
            shown = Some(measure?);
        }
    }
    Ok((read_compare(rest.trim_start_matches('?'))?, shown.unwrap_or_default()))
}

/// The query string of a comparison, without what is usual.
pub(crate) fn write_compare(compared: &Compared) -> String {
    let mut out = String::new();
    for (name, value) in compare_fields(compared) {
        put(&mut out, name, &value);
    }
    if compared.csv {
        put(&mut out, "format", Format::Csv.as_str());
    }
    out
}

/// Every parameter but the format.
pub(crate) fn compare_fields(compared: &Compared) -> Vec<(&'static str, Cow<'_, str>)> {
    let request = &compared.request;
    let mut fields = super::fields(&request.search);
    fields.extend(compared.beside.iter().map(|text| ("beside", text.into())));
    let usual = CompareRequest::new(SearchRequest::new(""));
    if (request.by, request.over) != (usual.by, usual.over) {
        fields.push(("by", request.by.name().into()));
        fields.push(("over", request.over.name().into()));
    }
    if request.quotations != usual.quotations {
        fields.push(("quotations", request.quotations.to_string().into()));
    }
    fields
}

fn axis(name: &str, value: &str) -> Result<Axis, BadParameter> {
    let names = Axis::ALL.map(Axis::name);
    Axis::from_name(value).ok_or_else(|| no_such(name, value, &names))
}

fn quotations(value: &str) -> Result<usize, BadParameter> {
    let most = CompareRequest::MAX_QUOTATIONS;
    value.parse().ok().filter(|number| *number <= most).ok_or_else(|| {
        let message = format!("`quotations={value}` is not a number from 0 to {most}");
        BadParameter::new("quotations", message, "quotations=3")
    })
}

fn format(name: &str, value: &str) -> Result<bool, BadParameter> {
    match value {
        "csv" => Ok(true),
        "json" | "" => Ok(false),
        _ => Err(no_such(name, value, &["json", "csv"])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for query in [
            "",
            "?q=recruitment",
            "?q=a%20b&authority=hackney&authority=kent&year=2023&beside=x&beside=y%20z",
            "?q=a&by=topic&over=quarter&quotations=1&format=csv",
            "?q=a&expand=no&by=year&over=authority",
        ] {
            let read = read_compare(query.trim_start_matches('?')).unwrap();
            assert_eq!(write_compare(&read), query);
        }
    }

    #[test]
    fn the_page_takes_what_to_show_of_each_cell() {
        let (compared, measure) = read_compare_page("q=a&show=rate&by=topic").unwrap();
        assert_eq!(measure, Measure::Rate);
        assert_eq!(write_compare(&compared), "?q=a&by=topic&over=year");
        assert_eq!(read_compare_page("q=a").unwrap().1, Measure::Passages);
        assert_eq!(read_compare_page("show=rates").unwrap_err().kind, "bad-show");
        assert_eq!(read_compare_page("show=rate&show=rate").unwrap_err().kind, "bad-show");
        assert_eq!(read_compare("q=a&show=rate").unwrap_err().kind, "unknown-parameter");
    }

    #[test]
    fn what_is_not_understood_is_refused_by_name() {
        for (query, kind, suggestion) in [
            ("bye=year", "unknown-parameter", "by"),
            ("by=yaer", "bad-by", "by=year"),
            ("by=year&by=topic", "bad-by", "by=topic"),
            ("quotations=11", "bad-quotations", "quotations=3"),
            ("format=xls", "bad-format", "format=json"),
            ("limit=3", "unknown-parameter", "kind"),
            ("year=20", "bad-year", "year=2024"),
        ] {
            let refused = read_compare(query).unwrap_err();
            assert_eq!(refused.kind, kind, "{query}");
            if kind != "unknown-parameter" || suggestion != "kind" {
                assert_eq!(refused.suggestion.as_deref(), Some(suggestion), "{query}");
            }
        }
        let many = "beside=a&".repeat(6);
        assert_eq!(read_compare(&many).unwrap_err().kind, "bad-beside");
    }
}
