//! What the bytes are, whatever the file is called.

use model::text::Format;

use crate::ExtractError;

/// The format of `bytes`.
pub(crate) fn format(bytes: &[u8]) -> Result<Format, ExtractError> {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if let Some(found) = unsupported(head) {
        return Err(ExtractError::Unsupported { found: found.to_owned() });
    }
    if contains(head, b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return if contains(bytes, b"word/document.xml") {
            Ok(Format::Docx)
        } else {
            Err(ExtractError::Unsupported { found: "a zip archive".to_owned() })
        };
    }
    if has_pdf_after_junk(bytes) {
        return Ok(Format::Pdf);
    }
    if !is_text(bytes) {
        return Err(ExtractError::Unsupported { found: "binary data".to_owned() });
    }
    Ok(text_format(head, bytes))
}

/// A PDF stands behind more than a few lines of something else. Its objects tell it from a
/// text that speaks of PDFs.
fn has_pdf_after_junk(bytes: &[u8]) -> bool {
    crate::pdf::header(bytes).is_some_and(|start| {
        let rest = &bytes[start..];
        contains(rest, b" obj") && contains(rest, b"endobj") && contains(rest, b"stream")
    })
}

/// Formats that are known by their first bytes and not read.
fn unsupported(head: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 9] = [
        (b"%!PS", "a PostScript file"),
        (b"\xc5\xd0\xd3\xc6", "a PostScript file"),
        (b"{\\rtf", "a rich text file"),
        (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls or .ppt)"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"Rar!", "a RAR archive"),
    ];
    KNOWN.iter().find(|(start, _)| head.starts_with(start)).map(|(_, name)| *name)
}

fn text_format(head: &[u8], bytes: &[u8]) -> Format {
    let start = String::from_utf8_lossy(head).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    if contains(&start.as_bytes()[..start.len().min(1024)], b"<html")
        || start.starts_with("<!doctype html")
        || ["<head", "<body", "<div", "<table", "<p>", "<!--"]
            .iter()
            .any(|tag| start.starts_with(tag))
    {
        return Format::Html;
    }
    if start.starts_with("<?xml") || start.starts_with('<') {
        // A host may answer a request for XML with a page.
        let is_page = contains(&bytes.to_ascii_lowercase(), b"<html");
        return if is_page { Format::Html } else { Format::Xml };
    }
    Format::Text
}

/// Text has no NUL (unless it is UTF-16) and few other control bytes.
fn is_text(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return true;
    }
    let sample = bytes.get(..bytes.len().min(65_536)).unwrap_or_default();
    let odd = sample.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    !sample.contains(&0) && odd * 100 <= sample.len()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Result<Format, &str>) {
        let found = format(bytes).map_err(|error| error.to_string());
        match expected {
            Ok(expected) => assert_eq!(found, Ok(expected)),
            Err(part) => assert!(found.as_ref().is_err_and(|e| e.contains(part)), "{found:?}"),
        }
    }

    #[test]
    fn content_decides() {
        check(b"%PDF-1.4 ...", Ok(Format::Pdf));
        check(b"\r\njunk%PDF-1.4 ...", Ok(Format::Pdf));
        let junk = "X".repeat(2_000);
        let pdf = format!("{junk}%PDF-1.4\n1 0 obj\n<<>>stream\nendstream\nendobj\n");
        check(pdf.as_bytes(), Ok(Format::Pdf));
        check(format!("{junk}%PDF-1.4 is how such a file begins").as_bytes(), Ok(Format::Text));
        check(b"%!PS-Adobe-3.0", Err("a PostScript file"));
        check(b"<!DOCTYPE html><html>", Ok(Format::Html));
        check(b"<?xml version=\"1.0\"?><meeting/>", Ok(Format::Xml));
        check(b"<?xml version=\"1.0\"?><!DOCTYPE html><html>", Ok(Format::Html));
        check(b"Minutes of the meeting", Ok(Format::Text));
        check(b"\x00\x01\x02\x03binary", Err("binary data"));
        check(b"PK\x03\x04....word/document.xml", Ok(Format::Docx));
        check(b"PK\x03\x04....", Err("a zip archive"));
    }
}
