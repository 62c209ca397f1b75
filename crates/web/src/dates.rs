//! Dates as people and browsers read them.

use std::time::{Duration, UNIX_EPOCH};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2022-11-30`, `2022-11` or `2022` in words: "30 November 2022". Anything else as it is.
pub(crate) fn in_words(date: &str) -> String {
    spelled_out(date).unwrap_or_else(|| date.to_owned())
}

/// An RFC 3339 time in words: "24 November 2026, 11:40 UTC". Anything else as it is.
pub(crate) fn time_in_words(time: &str) -> String {
    let spoken = time.split_once('T').and_then(|(date, clock)| {
        let minutes = clock.get(..5).filter(|_| clock.ends_with('Z'))?;
        Some(format!("{}, {minutes} UTC", spelled_out(date)?))
    });
    spoken.unwrap_or_else(|| time.to_owned())
}

/// An RFC 3339 time as headers write it: "Tue, 24 Nov 2026 11:40:25 GMT". `None` of 1970, which
/// stands where no time is known, and of anything else.
pub(crate) fn http(time: &str) -> Option<String> {
    let time: jiff::Timestamp = time.parse().ok()?;
    let seconds = u64::try_from(time.as_second()).ok().filter(|seconds| *seconds > 0)?;
    Some(httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds)))
}

fn spelled_out(date: &str) -> Option<String> {
    let mut parts = date.split('-');
    let year = parts.next().filter(|year| year.len() == 4 && year.parse::<u16>().is_ok())?;
    let Some(month) = parts.next() else { return Some(year.to_owned()) };
    let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    let Some(day) = parts.next() else { return Some(format!("{month} {year}")) };
    let day = day.parse::<u8>().ok().filter(|day| (1..=31).contains(day))?;
    parts.next().is_none().then(|| format!("{day} {month} {year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(date: &str, expected: &str) {
        assert_eq!(in_words(date), expected);
    }

    #[test]
    fn headers_have_dates_of_their_own() {
        let header = http("2026-11-24T11:40:25Z");
        assert_eq!(header.as_deref(), Some("Tue, 24 Nov 2026 11:40:25 GMT"));
        for unknown in ["1970-01-01T00:00:00Z", "2026-11-24", ""] {
            assert_eq!(http(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn dates_are_spelled_out_as_far_as_they_are_known() {
        check("2022-11-30", "30 November 2022");
        check("2022-01-05", "5 January 2022");
        check("2022-11", "November 2022");
        check("2022", "2022");
        check("2022-13-01", "2022-13-01");
        check("soon", "soon");
        check("", "");
        assert_eq!(time_in_words("2026-11-24T11:40:25Z"), "24 November 2026, 11:40 UTC");
        assert_eq!(time_in_words("2026-11-24T11:40"), "2026-11-24T11:40");
    }
}
