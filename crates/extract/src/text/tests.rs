use super::*;
use model::text::BlockRole;

fn blocks(text: &str) -> Vec<Block> {
    read(text.as_bytes()).blocks
}

#[test]
fn blank_lines_and_labels_divide() {
    let blocks = blocks("1. Purpose\n\n1.1 To say\nwhat was done\n1.2 To ask\n• one\n• two\n");
    let seen: Vec<_> = blocks.iter().map(|b| (b.marker.as_deref(), b.text.as_str())).collect();
    assert_eq!(
        seen,
        [
            (Some("1."), "Purpose"),
            (Some("1.1"), "To say what was done"),
            (Some("1.2"), "To ask"),
            (Some("•"), "one"),
            (Some("•"), "two")
        ]
    );
    assert_eq!(blocks[0].kind, BlockKind::Heading { level: 2 });
    assert_eq!(blocks[1].lines().collect::<Vec<_>>(), ["To say", "what was done"]);
}

#[test]
fn a_sentence_broken_by_a_blank_line_is_one() {
    let blocks = blocks(
        "- 3.3 The service helps children in need and their families, and children with\n\nadditional needs through the hubs.\n",
    );
    assert_eq!(blocks.len(), 1);
    assert!(blocks[0].text.ends_with("children with additional needs through the hubs."));
}

#[test]
fn tabs_make_a_table() {
    let blocks = blocks("\t2015\t2016\nChildren in care\t229\t258\nPlans\t184\t188\n");
    let BlockKind::Table { rows } = &blocks[0].kind else { panic!("{blocks:?}") };
    assert_eq!(rows[1], ["Children in care", "229", "258"]);
    assert_eq!(blocks[0].text, "\t2015\t2016\nChildren in care\t229\t258\nPlans\t184\t188");
}

#[test]
fn a_saved_committee_page_has_items() {
    let blocks = blocks(
        "Agenda and minutes\n\nVenue: Town Hall\n\nItems\nNo. Item\n\n1.\n\nApologies\n\nMinutes:\n\n1.1 None were received.\n\n2.\n\nBudget (19.05) pdf icon PDF 36 KB\n\nMinutes:\n\n2.1 It was noted.\n",
    );
    let titles: Vec<_> = blocks
        .iter()
        .filter_map(|b| match &b.role {
            BlockRole::ItemTitle { number } => Some((number.as_deref(), b.text.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(
        titles,
        [(Some("1."), "Apologies"), (Some("2."), "Budget (19.05) pdf icon PDF 36 KB")]
    );
    assert_eq!(blocks[1].role, BlockRole::Field);
    assert_eq!(blocks[0].role, BlockRole::Navigation);
}

#[test]
fn windows_text_is_decoded() {
    let paper = read(b"Children\x92s services \x96 caf\xe9\n");
    assert_eq!(paper.blocks[0].text, "Children’s services – café");
}

proptest::proptest! {
    /// Every word of a text is in exactly one block, in its order, wherever lines end.
    #[test]
    fn no_word_is_lost(lines in proptest::collection::vec("([a-z]{2,9} ){0,6}", 1..40)) {
        let text = lines.join("\n");
        let paper = read(text.as_bytes());
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let seen: Vec<String> = paper.blocks.iter().flat_map(|block| words(&block.text)).collect();
        proptest::prop_assert_eq!(seen, words(&text));
    }
}
