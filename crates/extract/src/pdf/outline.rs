//! The outline of a file: its bookmarks and the pages they lead to.
//!
//! Outlines are linked lists inside linked lists, and hostile ones lead back into themselves:
//! every entry is visited once.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};
use model::text::Bookmark;

use super::document::text;

/// Entries and named places that are read of one file.
const MOST: usize = 10_000;
/// Levels of an outline, and of the tree of named places.
const DEPTH: u8 = 32;

/// The bookmarks in order; empty where there are none.
pub(super) fn bookmarks(document: &Document) -> Vec<Bookmark> {
    let root = document
        .catalog()
        .ok()
        .and_then(|catalog| catalog.get_deref(b"Outlines", document).ok()?.as_dict().ok());
    let Some(root) = root else { return Vec::new() };
    let pages = document.get_pages().into_iter().map(|(number, id)| (id, number)).collect();
    let mut walk = Walk {
        document,
        pages,
        places: named_places(document),
        seen: HashSet::new(),
        bookmarks: Vec::new(),
    };
    walk.entries(root, 1);
    walk.bookmarks
}

struct Walk<'a> {
    document: &'a Document,
    pages: HashMap<ObjectId, u32>,
    places: HashMap<Vec<u8>, &'a Object>,
    seen: HashSet<ObjectId>,
    bookmarks: Vec<Bookmark>,
}

impl<'a> Walk<'a> {
    /// The entries under a node, and those under them.
    fn entries(&mut self, node: &'a Dictionary, level: u8) {
        let reference = |dict: &Dictionary, key: &[u8]| dict.get(key).ok()?.as_reference().ok();
        let mut next = reference(node, b"First");
        while let Some(id) = next.filter(|id| self.seen.insert(*id)) {
            let Ok(entry) = self.document.get_dictionary(id) else { return };
            if self.bookmarks.len() >= MOST {
                return;
            }
            if let Some(title) = entry.get_deref(b"Title", self.document).ok().and_then(text) {
                self.bookmarks.push(Bookmark { title, level, page: self.page(entry) });
            }
            if level < DEPTH {
                self.entries(entry, level + 1);
            }
            next = reference(entry, b"Next");
        }
    }

    /// The page that an entry leads to, by its destination or its action.
    fn page(&self, entry: &Dictionary) -> Option<u32> {
        let action = || {
            let action = entry.get_deref(b"A", self.document).ok()?.as_dict().ok()?;
            action.get_deref(b"D", self.document).ok()
        };
        let mut place = entry.get_deref(b"Dest", self.document).ok().or_else(action)?;
        if let Object::Name(name) | Object::String(name, _) = place {
            place = self.places.get(name)?;
        }
        if let Ok(dict) = place.as_dict() {
            place = dict.get_deref(b"D", self.document).ok()?;
        }
        let id = place.as_array().ok()?.first()?.as_reference().ok()?;
        self.pages.get(&id).copied()
    }
}

/// Places that the file gives names to, in its old and its new form.
fn named_places(document: &Document) -> HashMap<Vec<u8>, &Object> {
    let mut places = HashMap::new();
    let Ok(catalog) = document.catalog() else { return places };
    if let Some(dests) = catalog.get_deref(b"Dests", document).ok().and_then(|o| o.as_dict().ok()) {
        for (name, place) in dests.iter().take(MOST) {
            if let Ok((_, place)) = document.dereference(place) {
                places.insert(name.clone(), place);
            }
        }
    }
    let tree = catalog
        .get_deref(b"Names", document)
        .and_then(Object::as_dict)
        .and_then(|names| names.get_deref(b"Dests", document)?.as_dict());
    if let Ok(tree) = tree {
        add_names(document, tree, DEPTH, &mut places);
    }
    places
}

/// Adds the names of a node of a name tree and of those under it.
fn add_names<'a>(
    document: &'a Document,
    node: &'a Dictionary,
    depth: u8,
    places: &mut HashMap<Vec<u8>, &'a Object>,
) {
    let array = |key: &[u8]| node.get_deref(key, document).ok()?.as_array().ok();
    for pair in array(b"Names").into_iter().flat_map(|names| names.chunks_exact(2)) {
        if let (Ok(name), Ok((_, place))) = (pair[0].as_str(), document.dereference(&pair[1]))
            && places.len() < MOST
        {
            places.insert(name.to_vec(), place);
        }
    }
    for kid in array(b"Kids").into_iter().flatten().take(MOST) {
        if depth == 0 || places.len() >= MOST {
            return;
        }
        if let Ok(Ok(kid)) = document.dereference(kid).map(|(_, kid)| kid.as_dict()) {
            add_names(document, kid, depth - 1, places);
        }
    }
}
