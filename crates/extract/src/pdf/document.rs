//! A PDF's pages, what they inherit, and what the file says of itself.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use model::normal;
use model::text::Metadata;

use super::damage;
use super::matrix::View;
use crate::{ExtractError, Options};

/// How far up the page tree attributes are looked for.
const DEPTH: usize = 64;

/// Opens a file. One whose owner password alone is set opens by itself.
pub(super) fn open(bytes: &[u8], options: &Options) -> Result<Document, ExtractError> {
    let Some(password) = options.password.as_deref() else { return load(bytes, None, options) };
    match load(bytes, Some(password), options) {
        // A file that opens by itself opens whatever password others of the run need.
        Err(ExtractError::Encrypted) => match load(bytes, None, options) {
            Err(ExtractError::Encrypted) => Err(ExtractError::WrongPassword),
            opened => opened,
        },
        opened => opened,
    }
}

fn load(bytes: &[u8], password: Option<&str>, options: &Options) -> Result<Document, ExtractError> {
    let load = LoadOptions {
        password: password.map(str::to_owned),
        max_decompressed_size: Some(options.limits.stream_bytes),
        ..LoadOptions::default()
    };
    let bytes = &bytes[damage::header(bytes).unwrap_or(0)..];
    let mut document =
        Document::load_mem_with_options(bytes, load).map_err(|error| match error {
            lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => ExtractError::Encrypted,
            lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => {
                ExtractError::TooLarge {
                    what: "a stream".to_owned(),
                    limit: format!("{} MB", options.limits.stream_bytes / 1_000_000),
                    flag: "stream".into(),
                }
            }
            other => damaged(&other.to_string()),
        })?;
    if document.is_encrypted() && document.encryption_state.is_none() {
        return Err(ExtractError::Encrypted);
    }
    damage::fill_streams(&mut document, bytes);
    Ok(document)
}

pub(super) fn damaged(detail: &str) -> ExtractError {
    let detail: String = detail.chars().take(200).collect();
    ExtractError::Damaged { format: "PDF".into(), detail }
}

/// A page with what it inherits.
pub(super) struct PageDict<'a> {
    pub(super) id: ObjectId,
    pub(super) view: View,
    pub(super) resources: Option<&'a Dictionary>,
}

/// One page and what the nodes above it give it.
pub(super) fn page(document: &Document, id: ObjectId) -> PageDict<'_> {
    let chain = ancestors(document, id);
    let find = |key: &[u8]| {
        chain.iter().find_map(|node| node.get_deref(key, document).ok().filter(|o| !o.is_null()))
    };
    let corners = find(b"CropBox")
        .and_then(|object| corners(document, object))
        .or_else(|| find(b"MediaBox").and_then(|object| corners(document, object)))
        .unwrap_or([0.0, 0.0, 595.0, 842.0]);
    let degrees = find(b"Rotate").and_then(|object| object.as_i64().ok()).unwrap_or(0);
    PageDict {
        id,
        view: View::new(corners, degrees),
        resources: find(b"Resources").and_then(|object| object.as_dict().ok()),
    }
}

fn ancestors(document: &Document, id: ObjectId) -> Vec<&Dictionary> {
    let mut seen = HashSet::new();
    let mut chain = Vec::new();
    let mut next = Some(id);
    while let Some(id) = next.filter(|id| chain.len() < DEPTH && seen.insert(*id)) {
        let Ok(node) = document.get_dictionary(id) else { break };
        chain.push(node);
        next = node.get(b"Parent").and_then(Object::as_reference).ok();
    }
    chain
}

/// Four numbers that span a page of a sensible size.
fn corners(document: &Document, object: &Object) -> Option<[f32; 4]> {
    let numbers: Vec<f32> = object
        .as_array()
        .ok()?
        .iter()
        .filter_map(|n| document.dereference(n).ok()?.1.as_float().ok())
        .filter(|n| n.is_finite())
        .collect();
    let corners: [f32; 4] = numbers.try_into().ok()?;
    let spans = |from: f32, to: f32| (10.0..=50_000.0).contains(&(to - from).abs());
    (spans(corners[0], corners[2]) && spans(corners[1], corners[3])).then_some(corners)
}

/// What the information dictionary and the catalogue say.
pub(super) fn metadata(document: &Document) -> Metadata {
    let info = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict).ok();
    let field = |key: &[u8]| text(info?.get_deref(key, document).ok()?);
    let language = document
        .catalog()
        .ok()
        .and_then(|catalog| text(catalog.get_deref(b"Lang", document).ok()?));
    let mut metadata = Metadata {
        title: field(b"Title"),
        author: field(b"Author"),
        created: field(b"CreationDate").as_deref().and_then(date).or(field(b"CreationDate")),
        language,
        ..Metadata::default()
    };
    for key in ["Subject", "Keywords", "Creator", "Producer", "ModDate"] {
        if let Some(value) = field(key.as_bytes()) {
            metadata.fields.push((key.to_owned(), value));
        }
    }
    metadata
}

/// The words of a text string; `None` where it has none.
pub(super) fn text(object: &Object) -> Option<String> {
    let text = lopdf::decode_text_string(object).ok()?;
    Some(normal::spaces(&text)).filter(|text| !text.is_empty())
}

/// `D:20240115093000Z` as `2024-01-15`.
fn date(printed: &str) -> Option<String> {
    let digits: String =
        printed.trim_start_matches("D:").chars().take_while(char::is_ascii_digit).collect();
    let (year, month, day) = (digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?);
    Some(format!("{year}-{month}-{day}"))
}

#[cfg(test)]
mod tests {
    use lopdf::encryption::crypt_filters::{Aes128CryptFilter, CryptFilter};
    use lopdf::{EncryptionState, EncryptionVersion, Permissions, Stream, dictionary};
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;

    /// A file of one page that needs the user password "user", or none where that is empty.
    fn encrypted(form: &str, user_password: &str) -> Vec<u8> {
        let mut document = Document::with_version("1.6");
        let content = document.add_object(Stream::new(Dictionary::new(), b"0 g".to_vec()));
        let tree = document.new_object_id();
        let page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content };
        let kids = vec![document.add_object(page).into()];
        document
            .objects
            .insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }.into());
        let catalogue = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        document.trailer.set("Root", catalogue);
        let id = Object::string_literal("invented");
        document.trailer.set("ID", vec![id.clone(), id]);
        let (owner_password, permissions) = ("owner", Permissions::all());
        let aes: Arc<dyn CryptFilter> = Arc::new(Aes128CryptFilter);
        let version = match form {
            "RC4, 40 bits" => EncryptionVersion::V1 {
                document: &document,
                owner_password,
                user_password,
                permissions,
            },
            "RC4, 128 bits" => EncryptionVersion::V2 {
                document: &document,
                owner_password,
                user_password,
                key_length: 128,
                permissions,
            },
            _ => EncryptionVersion::V4 {
                document: &document,
                encrypt_metadata: true,
                crypt_filters: BTreeMap::from([(b"StdCF".to_vec(), aes)]),
                stream_filter: b"StdCF".to_vec(),
                string_filter: b"StdCF".to_vec(),
                owner_password,
                user_password,
                permissions,
            },
        };
        let state = EncryptionState::try_from(version).expect("a form of encryption");
        document.encrypt(&state).expect("an open file");
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("room");
        bytes
    }

    #[test]
    fn encrypted_files_open_with_their_password_and_name_what_they_need() {
        for form in ["RC4, 40 bits", "RC4, 128 bits", "AES, 128 bits"] {
            let opened = |bytes: &[u8], password: Option<&str>| {
                let password = password.map(str::to_owned);
                let options = Options { password, ..Options::USUAL };
                open(bytes, &options).map(|document| document.get_pages().len())
            };
            let closed = encrypted(form, "user");
            assert_eq!(opened(&closed, Some("user")), Ok(1), "{form}");
            assert_eq!(opened(&closed, Some("owner")), Ok(1), "{form}");
            assert_eq!(opened(&closed, None), Err(ExtractError::Encrypted), "{form}");
            let wrong = opened(&closed, Some("another"));
            assert_eq!(wrong, Err(ExtractError::WrongPassword), "{form}");
            // The owner's password alone bars nobody from reading, nor does one for other files.
            let readable = encrypted(form, "");
            assert_eq!(opened(&readable, None), Ok(1), "{form}");
            assert_eq!(opened(&readable, Some("another")), Ok(1), "{form}");
        }
    }

    #[test]
    fn dates_of_files_are_read() {
        assert_eq!(date("D:20240115093000Z").as_deref(), Some("2024-01-15"));
        assert_eq!(date("yesterday"), None);
    }
}
