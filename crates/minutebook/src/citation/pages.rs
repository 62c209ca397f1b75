//! Pages as they are cited: of the file, and of a paper inside a pack its own too.

use model::record::{Part, Passage};

/// The pages of a passage. In a pack they count the pack, and its paper's own stand beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Pages {
    pub(super) in_file: Run,
    /// The pages that the paper inside a pack counts by itself.
    pub(super) own: Option<Run>,
    pub(super) in_pack: bool,
}

/// From one page to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Run {
    pub(super) first: u32,
    /// `None` where it is the first.
    pub(super) last: Option<u32>,
}

/// How a style writes "page".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageWord {
    /// `p. 7`, `pp. 7–8`
    Short,
    /// `page 7`, `pages 7–8`
    Long,
    /// `p 7`, `pp 7–8`: OSCOLA puts no full stop after an abbreviation.
    Bare,
}

impl Pages {
    pub(super) fn of(passage: &Passage, part: Option<&Part>) -> Option<Pages> {
        let first = passage.page?;
        let last = passage.end_page.filter(|last| *last != first);
        let own = passage.own_page.filter(|_| part.is_some()).map(|own| Run {
            first: own,
            last: last.map(|last| own.saturating_add(last.saturating_sub(first))),
        });
        Some(Pages { in_file: Run { first, last }, own, in_pack: part.is_some() })
    }

    /// `p. 7`; of a paper in a pack `pack p. 23 (p. 3 of the report)`, where `noun` is what that
    /// paper is.
    pub(super) fn words(&self, word: PageWord, noun: &str) -> String {
        let in_file = self.in_file.words(word);
        match self.own {
            _ if !self.in_pack => in_file,
            Some(own) => format!("pack {in_file} ({} of the {noun})", own.words(word)),
            None => format!("pack {in_file}"),
        }
    }

    /// `7`, `7–8`: those of the file, where a field of its own says that they are pages.
    pub(super) fn numbers(&self) -> String {
        self.in_file.numbers()
    }
}

impl Run {
    fn words(self, word: PageWord) -> String {
        let noun = match (word, self.last) {
            (PageWord::Short, None) => "p.",
            (PageWord::Short, Some(_)) => "pp.",
            (PageWord::Long, None) => "page",
            (PageWord::Long, Some(_)) => "pages",
            (PageWord::Bare, None) => "p",
            (PageWord::Bare, Some(_)) => "pp",
        };
        format!("{noun} {}", self.numbers())
    }

    pub(super) fn numbers(self) -> String {
        match self.last {
            None => self.first.to_string(),
            Some(last) => format!("{}–{last}", self.first),
        }
    }
}
