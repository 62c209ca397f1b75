//! Web pages: committee-system pages and any other HTML.

mod builder;
mod depth;
mod list;
mod place;

use model::normal;
use model::text::{ExtractedPaper, Format, Metadata};
use scraper::{Html, Node, Selector};

use crate::charset;
use builder::Builder;

/// Reads a page.
pub(crate) fn read(bytes: &[u8]) -> ExtractedPaper {
    let declared = declared_charset(bytes);
    let decoded = charset::decode_with(bytes, declared.as_deref());
    let mut paper = read_text(&decoded.text);
    paper.warnings = decoded.warnings;
    paper
}

/// Reads a page or a piece of one that is already text.
pub(crate) fn read_text(text: &str) -> ExtractedPaper {
    let html = Html::parse_document(&depth::flattened(text));
    let mut builder = Builder::new(&html);
    builder.walk();
    let (blocks, furniture) = builder.finish();
    ExtractedPaper {
        format: Format::Html,
        metadata: metadata(&html),
        blocks,
        furniture,
        ..ExtractedPaper::default()
    }
}

/// The encoding that a `<meta>` near the start names.
fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4096))?).to_lowercase();
    let (_, rest) = head.split_once("charset=")?;
    let label: String = rest
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect();
    (!label.is_empty()).then_some(label)
}

fn metadata(html: &Html) -> Metadata {
    let mut metadata = Metadata::default();
    for node in html.tree.nodes() {
        let Node::Element(element) = node.value() else { continue };
        match element.name() {
            "title" if metadata.title.is_none() => {
                let text: String = node
                    .children()
                    .filter_map(|child| child.value().as_text().map(|text| text.to_string()))
                    .collect();
                metadata.title = Some(normal::spaces(&text)).filter(|title| !title.is_empty());
            }
            "html" => metadata.language = element.attr("lang").map(str::to_owned),
            "meta" => {
                let name = element.attr("name").or_else(|| element.attr("property"));
                if let (Some(name), Some(content)) = (name, element.attr("content")) {
                    metadata.fields.push((name.to_owned(), normal::spaces(content)));
                }
            }
            "link" if element.attr("rel") == Some("canonical") => {
                metadata.url = element.attr("href").map(str::to_owned);
            }
            _ => {}
        }
    }
    if metadata.url.is_none() {
        metadata.url = metadata.field("og:url").map(str::to_owned);
    }
    metadata.author = metadata.field("author").map(str::to_owned);
    metadata
}

/// Whether the page has the frame of a committee system.
fn has_committee_frame(html: &Html) -> bool {
    Selector::parse("#modgov").is_ok_and(|frame| html.select(&frame).next().is_some())
}

#[cfg(test)]
mod tests;
