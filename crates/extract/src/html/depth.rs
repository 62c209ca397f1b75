//! Pages whose elements stand too deep in each other.
//!
//! An HTML parser looks through all open elements at many tags, so the time for a page grows
//! with the square of its depth; no page that a person wrote is deeper than a few hundred.

use std::borrow::Cow;

/// Elements inside each other that are still read as elements.
const DEEPEST: usize = 2_000;

/// Elements that have no end, or whose end is often left out: they say nothing of depth.
const UNCOUNTED: [&str; 28] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "tfoot",
    "colgroup", "rt", "rp",
];

/// The page without the tags that stand too deep; all of its words stay.
pub(super) fn flattened(page: &str) -> Cow<'_, str> {
    let mut depth = 0usize;
    let is_deep = tags(page).any(|tag| {
        depth = tag.depth_after(depth);
        depth > DEEPEST
    });
    if !is_deep {
        return Cow::Borrowed(page);
    }
    let mut flat = String::with_capacity(page.len());
    let (mut depth, mut at) = (0usize, 0usize);
    for tag in tags(page) {
        let after = tag.depth_after(depth);
        flat.push_str(&page[at..tag.start]);
        if depth.max(after) > DEEPEST {
            flat.push(' ');
        } else {
            flat.push_str(&page[tag.start..tag.end]);
        }
        depth = after;
        at = tag.end;
    }
    flat.push_str(&page[at..]);
    Cow::Owned(flat)
}

struct Tag<'a> {
    start: usize,
    end: usize,
    name: &'a str,
    is_end: bool,
}

impl Tag<'_> {
    fn depth_after(&self, depth: usize) -> usize {
        if UNCOUNTED.iter().any(|name| name.eq_ignore_ascii_case(self.name)) {
            depth
        } else if self.is_end {
            depth.saturating_sub(1)
        } else {
            depth + 1
        }
    }
}

fn tags(page: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + page.get(at..)?.find('<')?;
            let inner = &page[start + 1..];
            let is_end = inner.starts_with('/');
            let named = inner.strip_prefix('/').unwrap_or(inner);
            let length =
                named.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(named.len());
            let end = inner.find('>').map_or(page.len(), |close| start + 1 + close + 1);
            at = start + 1;
            if named.starts_with(|c: char| c.is_ascii_alphabetic()) {
                at = end;
                return Some(Tag { start, end, name: &named[..length], is_end });
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_pages_are_left_as_they_are() {
        let page = "<div><p>One<p>Two<br><b>three</b></div> 1 < 2 <!-- x -->";
        assert!(matches!(flattened(page), Cow::Borrowed(_)));
    }

    #[test]
    fn deep_pages_keep_their_words_and_their_upper_tags() {
        let page = format!("<i>{}word{}</i>", "<div>".repeat(50_000), "</div>".repeat(50_000));
        let flat = flattened(&page);
        assert!(flat.contains("word") && flat.starts_with("<i><div>") && flat.ends_with("</i>"));
        assert!(flat.matches("<div>").count() <= DEEPEST);
    }
}
