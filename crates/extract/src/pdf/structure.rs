//! The structure tree of a tagged file: which paragraph, list item or cell each piece of marked
//! content belongs to, in the order in which the file means it to be read.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

/// Levels of the tree that are followed; deeper ones are hostile.
const DEPTH: usize = 96;
/// Pieces of marked content that are kept of one file.
const MOST: usize = 2_000_000;

/// Where a piece of marked content belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its place in the order of the tree.
    pub(super) order: u32,
    /// The block it is part of; an index for [`Structure::block`].
    pub(super) block: u32,
}

/// What a tag says that a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Paragraph,
    Heading(u8),
    Item,
    Caption,
    Note,
    /// Content that no block holds: its order is told, not where its paragraphs end.
    Loose,
}

/// A cell of a table that the tree marks; each number counts from 0 over the file, the row or
/// the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) table: u32,
    pub(super) row: u32,
    pub(super) column: u32,
}

/// A block of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TaggedBlock {
    pub(super) role: Role,
    /// The cell it stands in.
    pub(super) cell: Option<Cell>,
}

/// The tree, turned round: from content to block.
#[derive(Debug, Default)]
pub(super) struct Structure {
    blocks: Vec<TaggedBlock>,
    tags: HashMap<(ObjectId, i64), Tag>,
}

impl Structure {
    /// Reads the tree of a file; empty where it has none.
    pub(super) fn read(document: &Document) -> Structure {
        let root = document.catalog().ok().and_then(|catalog| {
            catalog.get_deref(b"StructTreeRoot", document).ok()?.as_dict().ok()
        });
        let Some(root) = root else { return Structure::default() };
        let mut walk = Walk {
            document,
            roles: root.get_deref(b"RoleMap", document).and_then(Object::as_dict).ok(),
            seen: HashSet::new(),
            tables: 0,
            place: Place::default(),
            structure: Structure::default(),
        };
        walk.kids(root, None, &mut Open::default(), 0);
        walk.structure
    }

    /// The tag of a piece of content, by the page or form that paints it and its number there.
    pub(super) fn tag(&self, container: ObjectId, content: i64) -> Option<Tag> {
        self.tags.get(&(container, content)).copied()
    }

    /// The block that a tag names.
    pub(super) fn block(&self, block: u32) -> Option<TaggedBlock> {
        self.blocks.get(block as usize).copied()
    }
}

/// How an element of the tree stands to the blocks of text.
enum Kind {
    /// Holds blocks: a document, a section, a list.
    Group,
    /// Is a block.
    Block(Role),
    /// A list item: its label and the first paragraph of its body are one block.
    Item,
    Table,
    Row,
    Cell,
    /// The label of a list item, before the first paragraph of the body.
    Label,
    /// Part of the block it stands in: a span, a link, a body.
    Part,
}

fn kind(role: &[u8]) -> Kind {
    match role {
        b"P" => Kind::Block(Role::Paragraph),
        b"Title" | b"H1" => Kind::Block(Role::Heading(1)),
        b"H" | b"H2" => Kind::Block(Role::Heading(2)),
        b"H3" => Kind::Block(Role::Heading(3)),
        b"H4" => Kind::Block(Role::Heading(4)),
        b"H5" => Kind::Block(Role::Heading(5)),
        b"H6" => Kind::Block(Role::Heading(6)),
        b"Caption" => Kind::Block(Role::Caption),
        b"Note" | b"FENote" => Kind::Block(Role::Note),
        b"TOCI" => Kind::Block(Role::Paragraph),
        b"LI" => Kind::Item,
        b"Lbl" => Kind::Label,
        b"Table" => Kind::Table,
        b"TR" => Kind::Row,
        b"TD" | b"TH" => Kind::Cell,
        b"Document" | b"DocumentFragment" | b"Part" | b"Art" | b"Sect" | b"Div" | b"BlockQuote"
        | b"TOC" | b"Index" | b"L" | b"Aside" | b"THead" | b"TBody" | b"TFoot" => Kind::Group,
        _ => Kind::Part,
    }
}

/// The block that content goes to, made when the first content comes.
#[derive(Default)]
struct Open {
    role: Option<Role>,
    block: Option<u32>,
    /// The next paragraph inside is this block, and not one of its own: that of a list item's
    /// body or of a cell.
    takes_first: bool,
}

impl Open {
    fn new(role: Role, takes_first: bool) -> Open {
        Open { role: Some(role), block: None, takes_first }
    }
}

/// Where in a table the walk is.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    table: Option<u32>,
    row: u32,
    column: u32,
    cell: Option<Cell>,
}

struct Walk<'a> {
    document: &'a Document,
    roles: Option<&'a Dictionary>,
    seen: HashSet<ObjectId>,
    tables: u32,
    place: Place,
    structure: Structure,
}

impl<'a> Walk<'a> {
    fn kids(
        &mut self,
        node: &'a Dictionary,
        page: Option<ObjectId>,
        open: &mut Open,
        depth: usize,
    ) {
        let page = node.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        let Ok(kids) = node.get(b"K") else { return };
        // The list of kids may stand apart.
        let list = self.document.dereference(kids).ok().and_then(|(_, kids)| kids.as_array().ok());
        match list {
            Some(list) => list.iter().for_each(|kid| self.kid(kid, page, open, depth)),
            None => self.kid(kids, page, open, depth),
        }
    }

    fn kid(&mut self, kid: &'a Object, page: Option<ObjectId>, open: &mut Open, depth: usize) {
        if depth > DEPTH || self.structure.tags.len() >= MOST {
            return;
        }
        if let Object::Reference(id) = kid
            && !self.seen.insert(*id)
        {
            return;
        }
        match self.document.dereference(kid) {
            Ok((_, Object::Integer(content))) => self.content(page, *content, open),
            Ok((_, Object::Dictionary(dict))) => {
                if let Ok(content) = dict.get(b"MCID").and_then(Object::as_i64) {
                    let reference = |key| dict.get(key).and_then(Object::as_reference).ok();
                    let container = reference(b"Stm").or(reference(b"Pg")).or(page);
                    self.content(container, content, open);
                } else if let Ok(role) =
                    dict.get_deref(b"S", self.document).and_then(Object::as_name)
                {
                    self.element(dict, role, page, open, depth + 1);
                }
            }
            _ => {}
        }
    }

    fn element(
        &mut self,
        node: &'a Dictionary,
        role: &'a [u8],
        page: Option<ObjectId>,
        open: &mut Open,
        depth: usize,
    ) {
        let place = self.place;
        match kind(self.standard(role)) {
            Kind::Part => self.kids(node, page, open, depth),
            Kind::Label => {
                let takes_first = open.takes_first;
                self.kids(node, page, open, depth);
                open.takes_first = takes_first;
            }
            Kind::Block(_) if std::mem::take(&mut open.takes_first) => {
                self.kids(node, page, open, depth);
            }
            Kind::Block(role) => self.kids(node, page, &mut Open::new(role, false), depth),
            Kind::Item => self.kids(node, page, &mut Open::new(Role::Item, true), depth),
            Kind::Group => self.kids(node, page, &mut Open::default(), depth),
            Kind::Table => {
                self.place = Place { table: Some(self.tables), ..Place::default() };
                self.tables += 1;
                self.kids(node, page, &mut Open::default(), depth);
                self.place = place;
            }
            Kind::Row => {
                self.place.column = 0;
                self.kids(node, page, &mut Open::default(), depth);
                self.place.row += 1;
            }
            Kind::Cell => {
                let Place { table, row, column, .. } = place;
                self.place.cell = table.map(|table| Cell { table, row, column });
                self.kids(node, page, &mut Open::new(Role::Paragraph, true), depth);
                self.place = Place { column: column + 1, ..place };
            }
        }
    }

    /// The standard role that a file's own role stands for.
    fn standard(&self, role: &'a [u8]) -> &'a [u8] {
        let mut role = role;
        for _ in 0..8 {
            let mapped = self.roles.and_then(|roles| {
                roles.get_deref(role, self.document).and_then(Object::as_name).ok()
            });
            match mapped {
                Some(mapped) if mapped != role => role = mapped,
                _ => break,
            }
        }
        role
    }

    fn content(&mut self, container: Option<ObjectId>, content: i64, open: &mut Open) {
        let Some(container) = container else { return };
        open.takes_first = false;
        let blocks = &mut self.structure.blocks;
        let block = *open.block.get_or_insert_with(|| {
            let role = open.role.unwrap_or(Role::Loose);
            blocks.push(TaggedBlock { role, cell: self.place.cell });
            u32::try_from(blocks.len() - 1).unwrap_or(u32::MAX)
        });
        let order = u32::try_from(self.structure.tags.len()).unwrap_or(u32::MAX);
        self.structure.tags.entry((container, content)).or_insert(Tag { order, block });
    }
}
