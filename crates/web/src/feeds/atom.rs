//! Atom (RFC 4287), with tombstones (RFC 6721) and pages (RFC 5005).

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Entry, Feed, urn};
use crate::error::AppError;
use crate::words;

pub(super) const TYPE: &str = "application/atom+xml; charset=utf-8";

type Xml = Writer<Vec<u8>>;

/// The feed as XML. Paper text may hold characters that no XML may: they are left out.
pub(super) fn write(feed: &Feed) -> Result<Vec<u8>, AppError> {
    let mut xml = Writer::new(Vec::new());
    let internal = |error: io::Error| AppError::Internal(error.to_string());
    write_feed(&mut xml, feed).map_err(internal)?;
    Ok(xml.into_inner())
}

fn write_feed(xml: &mut Xml, feed: &Feed) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    xml.create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xmlns:at", "http://purl.org/atompub/tombstones/1.0"))
        .with_attribute(("xml:lang", "en-GB"))
        .write_inner_content(|xml| {
            text(xml, "id", &feed.id)?;
            text(xml, "title", &feed.title)?;
            text(xml, "subtitle", &feed.about)?;
            text(xml, "updated", &feed.updated)?;
            text(xml, "generator", "minutebook")?;
            author(xml, "minutebook")?;
            link(xml, "self", "application/atom+xml", &format!("{}{}", feed.origin, feed.address))?;
            link(xml, "alternate", "text/html", &format!("{}{}", feed.origin, feed.page))?;
            for (rel, address) in [("first", &feed.first), ("next", &feed.next)] {
                if let Some(address) = address {
                    let address = format!("{}{address}", feed.origin);
                    link(xml, rel, "application/atom+xml", &address)?;
                }
            }
            for withdrawal in &feed.withdrawn {
                let id = urn(&withdrawal.id);
                xml.create_element("at:deleted-entry")
                    .with_attribute(("ref", id.as_str()))
                    .with_attribute(("when", withdrawal.withdrawn.as_str()))
                    .write_inner_content(|xml| {
                        text(xml, "at:comment", &words::sentence(&words::withdrawn(withdrawal)))
                    })?;
            }
            feed.entries.iter().try_for_each(|entry| write_entry(xml, feed, entry))
        })?;
    Ok(())
}

fn write_entry(xml: &mut Xml, feed: &Feed, entry: &Entry) -> io::Result<()> {
    xml.create_element("entry").write_inner_content(|xml| {
        text(xml, "id", &entry.id)?;
        text(xml, "title", &entry.title)?;
        text(xml, "published", &entry.since)?;
        text(xml, "updated", &entry.since)?;
        link(xml, "alternate", "text/html", &format!("{}{}", feed.origin, entry.page))?;
        if let Some(published) = &entry.published {
            xml.create_element("link")
                .with_attribute(("rel", "via"))
                .with_attribute(("href", clean(published).as_str()))
                .write_empty()?;
        }
        author(xml, entry.author.as_deref().unwrap_or("Unknown authority"))?;
        for label in &entry.labels {
            xml.create_element("category")
                .with_attribute(("term", clean(label).as_str()))
                .write_empty()?;
        }
        plain(xml, "summary", &entry.summary)?;
        plain(xml, "content", &entry.text)
    })?;
    Ok(())
}

fn author(xml: &mut Xml, name: &str) -> io::Result<()> {
    xml.create_element("author").write_inner_content(|xml| text(xml, "name", name))?;
    Ok(())
}

fn link(xml: &mut Xml, rel: &str, sort: &str, address: &str) -> io::Result<()> {
    xml.create_element("link")
        .with_attribute(("rel", rel))
        .with_attribute(("type", sort))
        .with_attribute(("href", clean(address).as_str()))
        .write_empty()?;
    Ok(())
}

fn text(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&clean(text)))?;
    Ok(())
}

/// Text that is no markup, whatever it looks like.
fn plain(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name)
        .with_attribute(("type", "text"))
        .write_text_content(BytesText::new(&clean(text)))?;
    Ok(())
}

/// The characters that XML 1.0 may hold.
fn clean(text: &str) -> String {
    let is_kept = |c: &char| match c {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_control() || *c > '\u{7f}',
    };
    text.chars().filter(is_kept).collect()
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_xml_may_not_hold_is_left_out() {
        assert_eq!(clean("a\u{0}\u{8}\u{b}\u{1f}b\tc\r\n"), "ab\tc\r\n");
        assert_eq!(clean("\u{fffe}é\u{ffff}\u{85}\u{1f600}"), "é\u{85}\u{1f600}");
        assert_eq!(clean("<&>"), "<&>");
    }
}
