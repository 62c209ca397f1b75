//! The parameters of the newest papers.

use minutebook::follow::NewsRequest;

use super::{BadParameter, add, encoded, pairs, unknown};

/// Every parameter of the newest papers.
pub(crate) const NEWS: [&str; 2] = ["authority", "until"];

/// Those of their feeds, and of coverage.
pub(crate) const AUTHORITY: [&str; 1] = ["authority"];

/// Reads the query string of the newest papers, of which only the parameters in `known` are
/// accepted.
pub(crate) fn read_news(query: &str, known: &[&str]) -> Result<NewsRequest, BadParameter> {
    let mut request = NewsRequest::default();
    for (name, value) in pairs(query)? {
        match name.as_ref() {
            name if !known.contains(&name) => return Err(unknown(name, known)),
            _ if value.is_empty() => {}
            "authority" => add(&mut request.authority, value.into_owned()),
            _ if request.until.is_some() => {
                let message = "`until` is given twice; give it once".to_owned();
                return Err(BadParameter::new("until", message, &format!("until={value}")));
            }
            _ => request.until = Some(day(&value)?),
        }
    }
    Ok(request)
}

/// The query string of the newest papers; empty for those of every authority.
pub(crate) fn write_news(request: &NewsRequest) -> String {
    let authorities = request.authority.iter().map(|value| ("authority", value));
    let until = request.until.iter().map(|value| ("until", value));
    let pairs: Vec<String> = authorities
        .chain(until)
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// `2026-11-28`; days are compared as they are written, so that any digits will do.
fn day(value: &str) -> Result<String, BadParameter> {
    let fits = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    if value.len() == 10 && value.bytes().enumerate().all(fits) {
        return Ok(value.to_owned());
    }
    let message = format!("`until={value}` is not a day; write it as 2026-11-28");
    Err(BadParameter::new("until", message, "until=2026-11-28"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_papers_are_asked_for_by_authority_and_day() {
        let read = |query: &str| {
            read_news(query, &NEWS).map(|request| write_news(&request)).map_err(|bad| bad.kind)
        };
        assert_eq!(read(""), Ok(String::new()));
        let both = "authority=a%26b&authority=c&until=2026-11-28";
        assert_eq!(read(both), Ok(format!("?{both}")));
        assert_eq!(read("until=&authority="), Ok(String::new()));
        assert_eq!(read("until=today"), Err("bad-until".to_owned()));
        assert_eq!(read("until=2026-11-28&until=2026-11-27"), Err("bad-until".to_owned()));
        assert_eq!(read("q=x"), Err("unknown-parameter".to_owned()));
        let bad = read_news("until=2026-11-28", &AUTHORITY).map_err(|bad| bad.kind);
        assert_eq!(bad, Err("unknown-parameter".to_owned()));
    }
}
