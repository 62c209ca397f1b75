//! What can still be read of a damaged file, and what is said of the rest.

use std::collections::HashSet;

use lopdf::xref::XrefRecovery;
use lopdf::{Document, Object, ObjectId};
use model::text::Warning;

/// The kind of every warning about the file as a whole.
const DAMAGED: &str = "damaged";

/// Where `%PDF-` stands: some servers and mailers put lines before it. `None` where the bytes
/// hold no PDF.
pub(crate) fn header(bytes: &[u8]) -> Option<usize> {
    find(bytes, b"%PDF-")
}

/// Gives content to the streams whose `Length` is missing or wrong: all that stands before the
/// `endstream` that follows. `bytes` are those from which the document was loaded.
pub(super) fn fill_streams(document: &mut Document, bytes: &[u8]) {
    let mut unread: Vec<(usize, ObjectId)> = document
        .objects
        .iter()
        .filter_map(|(id, object)| Some((*id, object.as_stream().ok()?)))
        .filter(|(_, stream)| stream.content.is_empty())
        .filter_map(|(id, stream)| Some((stream.start_position?, id)))
        .filter(|(start, _)| *start <= bytes.len())
        .collect();
    unread.sort_unstable();
    // From the last to the first, so that no byte is searched twice.
    let mut searched = bytes.len();
    let mut end = None;
    // Streams that claim the same bytes may not multiply them.
    let mut left = bytes.len();
    for (start, id) in unread.into_iter().rev() {
        let next = (searched + END.len()).min(bytes.len());
        end = find(&bytes[start..next], END).map(|at| start + at).or(end);
        searched = start;
        let content = without_line_end(&bytes[start..end.unwrap_or(bytes.len())]);
        if content.len() > left {
            return;
        }
        left -= content.len();
        if let Ok(stream) = document.get_object_mut(id).and_then(Object::as_stream_mut) {
            stream.set_content(content.to_vec());
        }
    }
}

const END: &[u8] = b"endstream";

fn without_line_end(content: &[u8]) -> &[u8] {
    let content = content.strip_suffix(b"\n").unwrap_or(content);
    content.strip_suffix(b"\r").unwrap_or(content)
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

/// The pages of a file in order, and what is odd about them.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) ids: Vec<ObjectId>,
    pub(super) warnings: Vec<Warning>,
}

/// The pages that the page tree leads to and, where it leads to fewer than it counts, those
/// that it lost, in the order of their numbers as objects.
pub(super) fn pages(document: &Document) -> Pages {
    let mut warnings = Vec::new();
    if document.xref_recovery == Some(XrefRecovery::Reconstructed) {
        warnings.push(Warning::on_paper(
            DAMAGED,
            "the file's table of objects is damaged, so its objects were searched for; \
             words may be missing, fetch it again or compare it with the paper",
        ));
    }
    let mut ids: Vec<ObjectId> = document.page_iter().collect();
    let n_linked = ids.len();
    let counted = counted(document);
    let n_lost = match n_linked {
        0 => usize::MAX,
        n => counted.unwrap_or(0).saturating_sub(n),
    };
    if n_lost > 0 {
        ids.extend(stray(document, &ids).into_iter().take(n_lost));
        warnings.extend(tree_warning(n_linked, ids.len(), counted));
    }
    Pages { ids, warnings }
}

fn tree_warning(n_linked: usize, n_found: usize, counted: Option<usize>) -> Option<Warning> {
    let counted = counted.filter(|counted| *counted > n_found);
    let mut message = String::from("the file's list of pages is damaged");
    match (n_found - n_linked, counted) {
        (0, None) => return None,
        (0, Some(_)) => {}
        (n, _) => message.push_str(&format!("; {n} of its pages may stand out of order")),
    }
    if let Some(counted) = counted {
        message.push_str(&format!("; it counts {counted} pages, {n_found} can be found"));
    }
    Some(Warning::on_paper(DAMAGED, message + "; fetch it again or compare it with the paper"))
}

/// How many pages the root of the page tree counts.
fn counted(document: &Document) -> Option<usize> {
    let root = document.catalog().ok()?.get_deref(b"Pages", document).ok()?.as_dict().ok()?;
    usize::try_from(root.get_deref(b"Count", document).ok()?.as_i64().ok()?).ok()
}

/// Objects that say they are pages and that are not among those known.
fn stray(document: &Document, known: &[ObjectId]) -> Vec<ObjectId> {
    let known: HashSet<&ObjectId> = known.iter().collect();
    let is_page = |object: &Object| object.as_dict().is_ok_and(|dict| dict.has_type(b"Page"));
    let pages =
        document.objects.iter().filter(|(id, object)| is_page(object) && !known.contains(id));
    pages.map(|(id, _)| *id).collect()
}

#[cfg(test)]
mod tests {
    use lopdf::{Stream, dictionary};

    use super::*;

    fn tree(n_linked: i32, count: i64, n_stray: i32) -> Document {
        let mut document = Document::with_version("1.7");
        let root = document.new_object_id();
        let kids: Vec<Object> = (0..n_linked)
            .map(|_| document.add_object(dictionary! { "Type" => "Page", "Parent" => root }).into())
            .collect();
        let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
        document.objects.insert(root, pages.into());
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
        document.trailer.set("Root", catalog);
        for _ in 0..n_stray {
            document.add_object(dictionary! { "Type" => "Page" });
        }
        document
    }

    #[track_caller]
    fn check(document: &Document, n_pages: usize, warning: Option<&str>) {
        let pages = pages(document);
        assert_eq!(pages.ids.len(), n_pages);
        let said = pages.warnings.first().map(|warning| warning.message.as_str());
        match warning {
            Some(part) => assert!(said.is_some_and(|said| said.contains(part)), "{said:?}"),
            None => assert_eq!(said, None),
        }
    }

    #[test]
    fn pages_that_the_tree_lost_are_found() {
        check(&tree(2, 2, 0), 2, None);
        check(&tree(2, 2, 3), 2, None);
        check(&tree(2, 4, 3), 4, Some("damaged; 2 of its pages may stand out of order; fetch"));
        check(&tree(2, 9, 1), 3, Some("it counts 9 pages, 3 can be found"));
        check(&tree(2, 1_000_000, 0), 2, Some("it counts 1000000 pages, 2 can be found"));
        check(&tree(0, 0, 2), 2, Some("2 of its pages"));
        check(&tree(0, 0, 0), 0, None);
        check(&Document::new(), 0, None);
    }

    #[test]
    fn a_stream_without_length_ends_at_its_end() {
        let bytes = b"%PDF-1.7 stream\nBT (A) Tj ET\r\nendstream stream\n(B) Tj";
        let mut document = Document::new();
        let starts = [16, 47, 9_999];
        let ids =
            starts.map(|start| document.add_object(Stream::with_position(dictionary! {}, start)));
        fill_streams(&mut document, bytes);
        let contents = ids.map(|id| {
            let stream = document.get_object(id).and_then(Object::as_stream).unwrap();
            String::from_utf8_lossy(&stream.content).into_owned()
        });
        assert_eq!(contents, ["BT (A) Tj ET", "(B) Tj", ""]);
    }

    #[test]
    fn streams_that_claim_the_same_bytes_do_not_multiply_them() {
        let bytes = vec![b'x'; 1_000];
        let mut document = Document::new();
        for _ in 0..1_000 {
            document.add_object(Stream::with_position(dictionary! {}, 0));
        }
        fill_streams(&mut document, &bytes);
        let held: usize =
            document.objects.values().filter_map(|o| Some(o.as_stream().ok()?.content.len())).sum();
        assert!(held <= bytes.len());
    }
}
