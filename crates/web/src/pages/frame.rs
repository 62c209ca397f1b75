//! What every page shows around its own matter.

use minutebook::answer::Holdings;

use crate::assets::{self, AssetUrls};
use crate::{dates, words};

/// What every page shows around its own matter.
pub(crate) struct Frame {
    /// Before " – minutebook".
    pub(crate) title: String,
    /// What stands in the search box at the top.
    pub(crate) q: String,
    /// `None` on the page that has a search box of its own.
    pub(crate) search_box: bool,
    /// The line at the foot; `None` when the index cannot be asked.
    pub(crate) holdings: Option<HoldingsLine>,
    pub(crate) assets: &'static AssetUrls,
}

impl Frame {
    pub(crate) fn new(title: impl Into<String>, holdings: Option<&Holdings>) -> Frame {
        Frame {
            title: title.into(),
            q: String::new(),
            search_box: true,
            holdings: holdings.map(HoldingsLine::new),
            assets: &assets::URLS,
        }
    }
}

/// What the index holds, in words.
pub(crate) struct HoldingsLine {
    pub(crate) papers: String,
    pub(crate) passages: String,
    pub(crate) authorities: String,
    pub(crate) dates: Option<String>,
    pub(crate) last_indexed: Option<String>,
    /// What could not be read; `None` when all was.
    pub(crate) unread: Option<String>,
}

impl HoldingsLine {
    fn new(holdings: &Holdings) -> HoldingsLine {
        let first = holdings.first_date.as_deref().map(dates::in_words);
        let last = holdings.last_date.as_deref().map(dates::in_words);
        let n_files = holdings.failures.len() as u64;
        let n_pages = holdings.pages_without_text;
        let files = words::count(n_files, "file", "files");
        let pages = words::count(n_pages, "page", "pages");
        HoldingsLine {
            papers: words::papers(holdings.papers),
            passages: words::passages(holdings.passages),
            authorities: words::count(holdings.authorities, "authority", "authorities"),
            dates: match (first, last) {
                (Some(first), Some(last)) if first == last => Some(first),
                (Some(first), Some(last)) => Some(format!("{first} to {last}")),
                (first, last) => first.or(last),
            },
            last_indexed: holdings.last_indexed.as_deref().map(dates::time_in_words),
            unread: match (n_files, n_pages) {
                (0, 0) => None,
                (0, _) => Some(pages),
                (_, 0) => Some(files),
                _ => Some(format!("{files} and {pages}")),
            },
        }
    }
}
