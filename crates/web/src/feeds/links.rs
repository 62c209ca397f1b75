//! Where a page offers its feeds.

use minutebook::follow::NewsRequest;
use minutebook::request::SearchRequest;

use crate::{params, words};

/// The feeds of a page.
pub(crate) struct FollowLinks {
    pub(crate) title: String,
    pub(crate) atom: String,
    pub(crate) json: String,
}

impl FollowLinks {
    /// Those of a search.
    pub(crate) fn of_search(request: &SearchRequest) -> FollowLinks {
        let followed = super::followed(request);
        let query = params::write(&followed);
        FollowLinks {
            title: words::search_name(&followed),
            atom: format!("{}{query}", super::SEARCH_ATOM),
            json: format!("{}{query}", super::SEARCH_JSON),
        }
    }

    /// Those of the newest papers, under this title.
    pub(crate) fn of_news(request: &NewsRequest, title: &str) -> FollowLinks {
        let query = params::write_news(&NewsRequest { until: None, ..request.clone() });
        FollowLinks {
            title: title.to_owned(),
            atom: format!("{}{query}", super::NEWS_ATOM),
            json: format!("{}{query}", super::NEWS_JSON),
        }
    }
}
