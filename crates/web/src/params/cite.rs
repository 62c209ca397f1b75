//! The parameters of citations.

use std::time::SystemTime;

use minutebook::citation::Accessed;

use super::{BadParameter, pairs, unknown};

/// Reads the query string of a citation to look for; `None` where none is given.
pub(crate) fn read_citation(query: &str) -> Result<Option<String>, BadParameter> {
    only(query, "text")
}

/// Reads the day on which a passage was read; today, in UTC, unless given.
pub(crate) fn read_accessed(query: &str) -> Result<Accessed, BadParameter> {
    match only(query, "accessed")? {
        None => Ok(Accessed::from(SystemTime::now())),
        Some(day) => day.parse().map_err(|_| {
            let message = format!("`accessed={day}` is not a day");
            BadParameter::new("accessed", message, "accessed=2026-09-03")
        }),
    }
}

/// The value of the only parameter that is accepted, if it is given and not empty.
fn only(query: &str, known: &str) -> Result<Option<String>, BadParameter> {
    let mut only = None;
    for (name, value) in pairs(query)? {
        if name != known {
            return Err(unknown(&name, &[known]));
        }
        if only.is_some() {
            let message = format!("`{name}` is given twice; give it once");
            return Err(BadParameter::new(&name, message, known));
        }
        only = Some(value.into_owned());
    }
    Ok(only.filter(|value| !value.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_is_read_whole() {
        let text = |query| read_citation(query).expect("accepted");
        assert_eq!(text("text=para+4.3%2C%20p.%207"), Some("para 4.3, p. 7".to_owned()));
        assert_eq!((text(""), text("text=+")), (None, None));
        let refused = |query| read_citation(query).expect_err("refused").kind;
        assert_eq!(refused("txt=a"), "unknown-parameter");
        assert_eq!(refused("text=a&text=b"), "bad-text");
    }

    #[test]
    fn a_day_of_access_is_a_day() {
        let day = read_accessed("accessed=2026-09-03").map(|day| day.to_string());
        assert_eq!(day, Ok("2026-09-03".to_owned()));
        assert!(read_accessed("").is_ok());
        let refused = read_accessed("accessed=today").expect_err("refused");
        assert_eq!(refused.suggestion.as_deref(), Some("accessed=2026-09-03"));
    }
}
