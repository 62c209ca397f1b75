//! Quotes of a CSV that do not fit: a reader would take the rows after one into its value.

/// What is wrong, and what to write instead.
pub(super) const BROKEN: &str = "a quotation mark that begins a value must close it, right before \
     a comma or the end of the line; inside it, a quotation mark is written twice, as in \
     `\"\"\"foster care\"\" OR fees\"`";

/// Where in a CSV we are.
#[derive(Clone, Copy)]
enum Place {
    /// Before the first byte of a value.
    Start,
    /// In a value without quotes around it, where a quote is a quote.
    Plain,
    /// In quotes that opened on this line.
    Quoted(u64),
    /// After a quote in quotes: it closes them, or a second one follows.
    Closing(u64),
}

/// The line, from 1, of the first quote around a value that is never closed, or closed before
/// the value ends.
pub(super) fn broken_quote(csv: &[u8]) -> Option<u64> {
    let csv = csv.strip_prefix(b"\xef\xbb\xbf").unwrap_or(csv);
    let (mut place, mut line) = (Place::Start, 1);
    for byte in csv {
        place = match (place, byte) {
            (Place::Start, b'"') => Place::Quoted(line),
            (Place::Quoted(opened), b'"') => Place::Closing(opened),
            (Place::Quoted(opened), _) | (Place::Closing(opened), b'"') => Place::Quoted(opened),
            (_, b',' | b'\n' | b'\r') => Place::Start,
            (Place::Closing(opened), _) => return Some(opened),
            (Place::Start | Place::Plain, _) => Place::Plain,
        };
        line += u64::from(*byte == b'\n');
    }
    match place {
        Place::Quoted(opened) => Some(opened),
        Place::Start | Place::Plain | Place::Closing(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_that_swallows_what_follows_is_found_where_it_opened() {
        for (csv, line) in [
            ("query\ncare\n", None),
            ("query\n\"a, b\"\r\n\"c\nd\",e", None),
            ("query\n\"\"\"foster care\"\" OR fees\"\n", None),
            ("\u{feff}\"query\",name\n5\" pipe,\"\"\n", None),
            ("query\n\"unclosed\n=1+1\n", Some(2)),
            ("query\n\"a\nb\",c\n\"unclosed\n=1+1,\"\"\n", Some(4)),
            ("query\n\"unclosed\ncare,\"pay\"\n", Some(2)),
            ("query\n\"foster care\" OR fees\n", Some(2)),
        ] {
            assert_eq!(broken_quote(csv.as_bytes()), line, "{csv:?}");
        }
    }
}
