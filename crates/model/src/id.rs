//! Identifiers that stay the same as long as the bytes, or the words, stay the same.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::Digest;

use crate::normal;

/// The SHA-256 of a file's bytes.
///
/// ```
/// let hash = model::Sha256::of(b"abc");
/// assert!(hash.to_string().starts_with("ba7816bf"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sha256([u8; 32]);

impl Sha256 {
    /// Hashes `bytes`.
    pub fn of(bytes: &[u8]) -> Sha256 {
        Sha256(sha2::Sha256::digest(bytes).into())
    }
}

/// Hashes bytes that come in pieces.
///
/// ```
/// let mut hasher = model::Sha256Hasher::default();
/// hasher.update(b"a");
/// hasher.update(b"bc");
/// assert_eq!(hasher.finish(), model::Sha256::of(b"abc"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Sha256Hasher(sha2::Sha256);

impl Sha256Hasher {
    /// Adds `bytes` after those before.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all of them.
    #[must_use]
    pub fn finish(self) -> Sha256 {
        Sha256(self.0.finalize().into())
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sha256({self})")
    }
}

impl FromStr for Sha256 {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Sha256, InvalidId> {
        let invalid = || InvalidId { text: text.to_owned(), expected: "64 hexadecimal digits" };
        if text.len() != 64 || !text.is_ascii() {
            return Err(invalid());
        }
        let mut bytes = [0; 32];
        for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| invalid())?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| invalid())?;
        }
        Ok(Sha256(bytes))
    }
}

/// A paper's identifier: `p_` and the first 16 hexadecimal digits of its bytes' SHA-256.
///
/// ```
/// use model::{PaperId, Sha256};
/// let id = PaperId::from(Sha256::of(b"abc"));
/// assert_eq!(id.as_str(), "p_ba7816bf8f01cfea");
/// assert_eq!("p_ba7816bf8f01cfea".parse::<PaperId>().unwrap(), id);
/// assert!("p_BA".parse::<PaperId>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PaperId(String);

impl PaperId {
    /// The identifier as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier as a number, for columns that group by paper.
    pub fn as_u64(&self) -> u64 {
        u64::from_str_radix(&self.0[2..], 16).unwrap_or_default()
    }
}

impl From<Sha256> for PaperId {
    fn from(hash: Sha256) -> PaperId {
        PaperId(format!("p_{}", &hash.to_string()[..16]))
    }
}

impl FromStr for PaperId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<PaperId, InvalidId> {
        let digits = text.strip_prefix("p_").filter(|digits| is_hex(digits, 16));
        match digits {
            Some(_) => Ok(PaperId(text.to_owned())),
            None => Err(InvalidId {
                text: text.to_owned(),
                expected: "`p_` and 16 hexadecimal digits, such as p_ba7816bf8f01cfea",
            }),
        }
    }
}

/// A passage's identifier: its paper's, a dot, 8 hexadecimal digits of the hash of its
/// normalised text, and `-2`, `-3` … for a second, third … equal passage of the same paper.
///
/// ```
/// use model::{PaperId, PassageId, Sha256};
/// let paper = PaperId::from(Sha256::of(b"abc"));
/// let first = PassageId::new(&paper, "4.3 The DCSC said", 1);
/// let again = PassageId::new(&paper, "4.3  The DCSC\nsaid", 1);
/// assert_eq!(first, again);
/// assert_eq!(first.paper(), paper);
/// assert!(PassageId::new(&paper, "4.3 The DCSC said", 2).as_str().ends_with("-2"));
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PassageId(String);

impl PassageId {
    /// The identifier of the `occurrence`-th (from 1) passage with this `text` in `paper`.
    pub fn new(paper: &PaperId, text: &str, occurrence: usize) -> PassageId {
        let hash = Sha256::of(normal::for_identity(text).as_bytes()).to_string();
        let digits = &hash[..8];
        if occurrence > 1 {
            PassageId(format!("{}.{digits}-{occurrence}", paper.0))
        } else {
            PassageId(format!("{}.{digits}", paper.0))
        }
    }

    /// The identifier as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The paper this passage belongs to.
    pub fn paper(&self) -> PaperId {
        PaperId(self.0[..18].to_owned())
    }

    /// The hash of its normalised text, in 8 hexadecimal digits: equal passages share it.
    pub fn words(&self) -> &str {
        &self.0[19..27]
    }

    /// What tells it from others of its paper: the hash of its words, and which of several equal
    /// ones it is.
    pub fn in_its_paper(&self) -> &str {
        &self.0[19..]
    }

    /// The passage that stands in another paper's text as this one does in its own.
    ///
    /// ```
    /// let old: model::PassageId = "p_ba7816bf8f01cfea.a1b2c3d4-2".parse()?;
    /// let new = old.in_paper(&"p_8f1dd7c8eaccb8e2".parse()?);
    /// assert_eq!(new.as_str(), "p_8f1dd7c8eaccb8e2.a1b2c3d4-2");
    /// assert_eq!(new.words(), "a1b2c3d4");
    /// # Ok::<(), model::id::InvalidId>(())
    /// ```
    #[must_use]
    pub fn in_paper(&self, paper: &PaperId) -> PassageId {
        PassageId(format!("{}{}", paper.0, &self.0[18..]))
    }
}

impl FromStr for PassageId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<PassageId, InvalidId> {
        let invalid = || InvalidId {
            text: text.to_owned(),
            expected: "a paper's id, a dot and 8 hexadecimal digits, such as p_ba7816bf8f01cfea.a1b2c3d4",
        };
        let (paper, rest) = text.split_once('.').ok_or_else(invalid)?;
        paper.parse::<PaperId>().map_err(|_| invalid())?;
        let (digits, occurrence) = match rest.split_once('-') {
            Some((digits, occurrence)) => (digits, occurrence.parse::<u32>().ok()),
            None => (rest, Some(2)),
        };
        if is_hex(digits, 8) && occurrence.is_some_and(|n| n > 1) {
            Ok(PassageId(text.to_owned()))
        } else {
            Err(invalid())
        }
    }
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// A text that is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not an id: expected {expected}")]
pub struct InvalidId {
    text: String,
    expected: &'static str,
}

macro_rules! string_forms {
    ($($id:ty),*) => {$(
        impl TryFrom<String> for $id {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                text.parse()
            }
        }

        impl From<$id> for String {
            fn from(id: $id) -> String {
                id.to_string()
            }
        }
    )*};
}

macro_rules! show_as_str {
    ($($id:ty),*) => {$(
        impl fmt::Display for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

string_forms!(Sha256, PaperId, PassageId);
show_as_str!(PaperId, PassageId);
