//! The words of council papers, as types.
//!
//! This crate answers one question: *what can be said about a paper?* It holds the structured
//! text that readers give ([`text`]), the record that labels it ([`record`]), the identifiers
//! ([`id`]) and the vocabularies ([`vocab`]). It does no I/O: vocabularies are parsed from
//! strings, and nothing here knows about files, networks or clocks.
//!
//! | word | is |
//! |---|---|
//! | authority | a council or other local body |
//! | committee, meeting | a body that meets; one sitting of it on one date |
//! | paper | one published file; a pack's papers are its parts |
//! | agenda item | a numbered matter of a meeting |
//! | block | what a reader saw: one paragraph, list item, heading or table as printed |
//! | passage | what is indexed and cited |
//! | page | a page of a paper, from 1 |
//! | speaker, role | who is minuted as speaking; the office held |
//! | provenance | where a label came from, with the words that prove it |
//! | warning | something odd that did not stop us, with its page |

pub mod id;
pub mod normal;
pub mod overrides;
pub mod record;
pub mod text;
pub mod vocab;

pub use id::{PaperId, PassageId, Sha256, Sha256Hasher};
pub use overrides::Overrides;
pub use record::{Paper, Passage};
pub use text::{Block, BlockKind, ExtractedPaper, Warning};
pub use vocab::Vocabularies;
