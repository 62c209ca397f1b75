//! Paths as text: file names may be any bytes, JSON may not.

use std::path::{Path, PathBuf};

/// `path` as text that [`decode`] gives back whole: bytes that are no UTF-8 as `\xFF`, a
/// backslash as `\\`.
pub(crate) fn encode(path: &Path) -> String {
    escape(path, true)
}

/// `path` for people, with `/` between its parts: bytes that are no UTF-8 as `\xFF`.
pub(crate) fn display(path: &Path) -> String {
    let shown = escape(path, false);
    if std::path::MAIN_SEPARATOR == '/' {
        shown
    } else {
        shown.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

fn escape(path: &Path, double_backslash: bool) -> String {
    let mut out = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        if double_backslash {
            out.push_str(&chunk.valid().replace('\\', "\\\\"));
        } else {
            out.push_str(chunk.valid());
        }
        for byte in chunk.invalid() {
            out += &format!("\\x{byte:02X}");
        }
    }
    out
}

/// The path that [`encode`] was given.
pub(crate) fn decode(text: &str) -> PathBuf {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend(before.as_bytes());
        let hex = after.strip_prefix('x').and_then(|hex| hex.get(..2));
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = &after[3..];
        } else {
            bytes.push(b'\\');
            rest = after.strip_prefix('\\').unwrap_or(after);
        }
    }
    bytes.extend(rest.as_bytes());
    from_bytes(bytes)
}

#[cfg(unix)]
fn from_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn from_bytes(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_bytes_come_back() {
        for bytes in [&b"/a/b.pdf"[..], b"/a\xff\\x/\xc3\xa9.pdf", b"a\\xFF", b"\\", b"\xff\xfe"] {
            let path = from_bytes(bytes.to_vec());
            assert_eq!(decode(&encode(&path)), path, "{bytes:?}");
        }
        assert_eq!(display(&from_bytes(b"a/\xff.txt".to_vec())), "a/\\xFF.txt");
    }
}
