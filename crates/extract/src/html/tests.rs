use super::*;
use model::text::{BlockKind, BlockRole};

const MEETING: &str = r#"<!DOCTYPE html><html lang="en"><head><title>Agenda - Ashmere</title>
<meta name="DC.date" content="2023-05-04"></head><body><nav>Home <a href="/x">Council</a></nav>
<div id="modgov"><div class="mgHeader"><h1 class="mgMainTitleTxt">Agenda and minutes</h1></div>
<h2 class="mgSubTitleTxt"><a href="mgCommitteeDetails.aspx?ID=1">Children&#39;s Panel</a> - Thursday 4 May 2023 7:30 pm</h2>
<div class="mgContent"><p><span class="mgLabel">Venue: </span>Town Hall</p>
<table class="mgItemTable" id="mgItemTable"><tr><td class="mgItemNumberCell"><p  class="mgAiTitleTxt" ><a name="AI1"></a>59.</p></td>
<td><p class="mgAiTitleTxt"><a class="mgAiTitleLnk" href="documents/s1/R.pdf">Staffing <span class="mgFileSize">PDF 161 KB</span></a></p>
<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara"><p class="MsoNormal">The Panel heard that
vacancies fell.</p><p class="MsoListParagraph"><span>1.&nbsp;&nbsp;</span>First</p><ul><li>Second</li></ul>
<p>&nbsp;</p></div></td></tr></table></div></div></body></html>"#;

#[test]
fn a_meeting_page_has_items_text_and_furniture() {
    let paper = read_text(MEETING);
    let seen: Vec<_> = paper
        .blocks
        .iter()
        .map(|b| (b.role.clone(), b.marker.as_deref(), b.text.as_str()))
        .collect();
    let number = Some("59.".to_owned());
    assert_eq!(
        seen,
        [
            (BlockRole::Navigation, None, "Home Council"),
            (BlockRole::Body, None, "Agenda and minutes"),
            (BlockRole::Body, None, "Children's Panel - Thursday 4 May 2023 7:30 pm"),
            (BlockRole::Field, None, "Venue: Town Hall"),
            (BlockRole::ItemTitle { number }, Some("59."), "Staffing"),
            (BlockRole::SectionLabel, None, "Minutes:"),
            (BlockRole::Body, None, "The Panel heard that vacancies fell."),
            (BlockRole::Body, Some("1."), "First"),
            (BlockRole::Body, Some("•"), "Second"),
        ]
    );
    assert_eq!(paper.metadata.field("dc.date"), Some("2023-05-04"));
    assert_eq!(paper.furniture[0].text, "PDF 161 KB");
}

#[test]
fn a_table_of_data_is_whole() {
    let paper = read_text("<p>Votes</p><table><tr><th>For<th>Against<tr><td>7<td>2</table>");
    let BlockKind::Table { rows } = &paper.blocks[1].kind else { panic!("{:?}", paper.blocks) };
    assert_eq!(rows, &[["For", "Against"], ["7", "2"]]);
}

#[test]
fn deep_nesting_is_harmless() {
    let text = format!("{}deep{}", "<div>".repeat(2_000), "</div>".repeat(2_000));
    assert_eq!(read_text(&text).blocks.len(), 1);
}

#[test]
fn scripts_are_not_text() {
    let paper = read_text("<script>alert(1)</script><style>p{}</style><p>Text</p>");
    assert_eq!(paper.blocks.len(), 1);
}

proptest::proptest! {
    /// Every word of a page is in exactly one block or piece of furniture, whatever elements
    /// hold it.
    #[test]
    fn no_word_is_lost(
        pieces in proptest::collection::vec(("p|div|li|h2|td|b|span", "[a-z]{3,9}"), 1..30)
    ) {
        let page: String =
            pieces.iter().map(|(tag, word)| format!("<{tag}>{word} </{tag}>")).collect();
        let paper = read_text(&page);
        let blocks = paper.blocks.iter().map(|block| block.text.clone());
        let seen: Vec<String> = blocks.chain(paper.furniture.into_iter().map(|f| f.text)).collect();
        let seen = seen.join(" ");
        let mut seen: Vec<&str> = seen.split_whitespace().collect();
        let mut words: Vec<&str> = pieces.iter().map(|(_, word)| word.as_str()).collect();
        seen.sort_unstable();
        words.sort_unstable();
        proptest::prop_assert_eq!(seen, words);
    }
}

#[test]
fn links_in_the_cells_of_a_table_are_kept() {
    let page = b"<html><body><table><tr><td>4 May</td><td><a href='https://ashmere.example/m/4'>\
        Panel</a></td></tr><tr><td>5 May</td><td>Board</td></tr></table></body></html>";
    let paper = crate::extract(page, &crate::Options::USUAL).expect("a page");
    let links: Vec<_> = paper.blocks.iter().flat_map(|block| &block.links).collect();
    assert_eq!(links.len(), 1);
    assert_eq!(
        (links[0].href.as_str(), links[0].text.as_str()),
        ("https://ashmere.example/m/4", "Panel")
    );
}

#[test]
fn ordered_lists_print_what_a_browser_prints() {
    let html = "<ol start=4><li>a post</li><li value=9>a desk</li></ol><ol type=a><li>one</li>\
                <li>two</li></ol><ol type=I><li>three</li></ol>";
    let labels: Vec<_> = read(html.as_bytes()).blocks.into_iter().map(|b| b.marker).collect();
    assert_eq!(labels, ["4.", "9.", "a.", "b.", "I."].map(|label| Some(label.to_owned())));
}
