//! Dates as people read them.

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
