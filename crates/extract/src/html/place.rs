//! Where an element puts the text inside it.

use model::text::BlockRole;
use scraper::node::Element;

/// What an element does to the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Its text is never shown: scripts, styles.
    Hidden,
    /// Its text is shown but says nothing: file sizes, hidden hints.
    Furniture,
    /// A line of its own.
    Block,
    /// A heading of this level.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A list, one deeper.
    List,
    /// A table.
    Table,
    /// A line break.
    Break,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// A link.
    Link,
    /// Nothing.
    Inline,
}

/// The effect of an element, by its name and the classes of committee-system pages.
pub(super) fn effect(element: &Element) -> Effect {
    if has_class(element, "mgFileSize") || has_class(element, "mgHide") {
        return Effect::Furniture;
    }
    match element.name() {
        "script" | "style" | "noscript" | "template" | "head" | "svg" | "iframe" | "object" => {
            Effect::Hidden
        }
        "h1" => Effect::Heading(1),
        "h2" => Effect::Heading(2),
        "h3" => Effect::Heading(3),
        "h4" => Effect::Heading(4),
        "h5" => Effect::Heading(5),
        "h6" => Effect::Heading(6),
        "li" | "dt" | "dd" => Effect::Item,
        "ul" | "ol" | "dl" => Effect::List,
        "table" => Effect::Table,
        "br" => Effect::Break,
        "b" | "strong" => Effect::Bold,
        "i" | "em" => Effect::Italic,
        "a" => Effect::Link,
        "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "nav" | "aside"
        | "tr" | "td" | "th" | "tbody" | "thead" | "caption" | "blockquote" | "pre" | "address"
        | "form" | "fieldset" | "legend" | "figure" | "figcaption" | "hr" | "body" | "option"
        | "button" | "select" | "label" => Effect::Block,
        _ => Effect::Inline,
    }
}

/// The role that an element gives to all the text in it, if it gives one.
pub(super) fn role(element: &Element) -> Option<BlockRole> {
    const NAVIGATION_CLASSES: [&str; 8] = [
        "mgLinks",
        "mgActionList",
        "mgFooter",
        "breadcrumb",
        "breadcrumbs",
        "skip-link",
        "cookie-banner",
        "navigation",
    ];
    let names_a_part = has_class(element, "mgSubItemTitleTxt")
        || element.name() == "caption" && has_class(element, "mgSectionTitle");
    if names_a_part {
        return Some(BlockRole::SectionLabel);
    }
    let is_navigation = matches!(element.name(), "nav" | "footer" | "aside" | "button" | "select")
        || NAVIGATION_CLASSES.iter().any(|class| has_class(element, class));
    is_navigation.then_some(BlockRole::Navigation)
}

pub(super) fn has_class(element: &Element, class: &str) -> bool {
    element.attr("class").is_some_and(|classes| classes.split_whitespace().any(|c| c == class))
}
