//! JSON Feed 1.1.

use serde::Serialize;

use super::{Entry, Feed, urn};
use crate::error::AppError;

pub(super) const TYPE: &str = "application/feed+json";

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<String>,
    description: &'a str,
    language: &'static str,
    authors: [Author<'a>; 1],
    items: Vec<Item<'a>>,
    _minutebook: Extension<'a>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<&'a str>,
    title: &'a str,
    content_text: &'a str,
    summary: &'a str,
    date_published: &'a str,
    date_modified: &'a str,
    authors: Vec<Author<'a>>,
    tags: &'a [String],
}

/// What JSON Feed has no word for.
#[derive(Serialize)]
struct Extension<'a> {
    /// The page that tells people what this is.
    about: String,
    id: &'a str,
    updated: &'a str,
    withdrawn: Vec<Withdrawn<'a>>,
}

/// An item to be taken back, whether or not it was here.
#[derive(Serialize)]
struct Withdrawn<'a> {
    id: String,
    withdrawn: &'a str,
    reason: &'a str,
}

/// The feed as JSON.
pub(super) fn write(feed: &Feed) -> Result<Vec<u8>, AppError> {
    let here = |address: &str| format!("{}{address}", feed.origin);
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: here(&feed.page),
        feed_url: here(&feed.address),
        next_url: feed.next.as_deref().map(here),
        description: &feed.about,
        language: "en-GB",
        authors: [Author { name: "minutebook" }],
        items: feed.entries.iter().map(|entry| Item::new(entry, here(&entry.page))).collect(),
        _minutebook: Extension {
            about: here("/new#follow"),
            id: &feed.id,
            updated: &feed.updated,
            withdrawn: feed
                .withdrawn
                .iter()
                .map(|withdrawal| Withdrawn {
                    id: urn(&withdrawal.id),
                    withdrawn: &withdrawal.withdrawn,
                    reason: &withdrawal.reason,
                })
                .collect(),
        },
    };
    serde_json::to_vec(&document).map_err(|error| AppError::Internal(error.to_string()))
}

impl<'a> Item<'a> {
    fn new(entry: &'a Entry, url: String) -> Item<'a> {
        Item {
            id: &entry.id,
            url,
            external_url: entry.published.as_deref(),
            title: &entry.title,
            content_text: &entry.text,
            summary: &entry.summary,
            date_published: &entry.since,
            date_modified: &entry.since,
            authors: entry.author.iter().map(|name| Author { name }).collect(),
            tags: &entry.labels,
        }
    }
}
