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
fn a_dump_has_numbers_of_every_style_and_no_letters_for_items() {
    let blocks = blocks(
        "Items\nNo. Item\n\n77/21\n\nApologies\n\n    • Share this item\n\nMinutes:\n\nThere were none.\n\n1A\n\nInterests\n\nTo receive any declarations:-\n\n(a)\n\npersonal interests\n\nMinutes:\n\n13 Roads pdf icon PDF 3 KB\n\nMinutes:\n",
    );
    let items: Vec<_> = blocks
        .iter()
        .filter(|block| matches!(block.role, BlockRole::ItemTitle { .. }))
        .map(|block| (block.marker.as_deref(), block.text.as_str()))
        .collect();
    assert_eq!(
        items,
        [
            (Some("77/21"), "Apologies"),
            (Some("1A"), "Interests"),
            (Some("13"), "Roads pdf icon PDF 3 KB")
        ]
    );
    let of = |text: &str| blocks.iter().find(|block| block.text == text);
    assert_eq!(of("personal interests").and_then(|b| b.marker.as_deref()), Some("(a)"));
    assert_eq!(of("Share this item").map(|b| &b.role), Some(&BlockRole::Navigation));
}

#[test]
fn labels_on_their_own_line_and_before_wide_gaps_are_labels() {
    let blocks = blocks(
        "10.1\n\nThe Director spoke.\n\n1          Posts were vacant.\n\nA         Nine had left.\n",
    );
    let seen: Vec<_> = blocks.iter().map(|b| (b.marker.as_deref(), b.text.as_str())).collect();
    assert_eq!(
        seen,
        [
            (Some("10.1"), "The Director spoke."),
            (Some("1"), "Posts were vacant."),
            (Some("A"), "Nine had left.")
        ]
    );
}

#[test]
fn what_says_something_is_no_heading() {
    let blocks = blocks(
        "Interests\n\nNone\n\nVacancy\n\nNo questions had been received\n\nAction KD\n\nThe vote was taken and the motion carried by nine to two\n\nThose who came:\n\nAda Byrne\n\nTom Okoro\n\nCllr Dale\n\nThe Panel then heard the report of the year.\n",
    );
    let heads: Vec<_> = blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Heading { .. }))
        .map(|block| block.text.as_str())
        .collect();
    assert_eq!(heads, ["Vacancy"]);
}

#[test]
fn bars_of_a_table_of_one_column_are_no_text() {
    let blocks = blocks("1. |\nTo add a post. |\n|\n2. |\nTo add another.\n");
    let seen: Vec<_> = blocks.iter().map(|b| (b.marker.as_deref(), b.text.as_str())).collect();
    assert_eq!(seen, [(Some("1."), "To add a post."), (Some("2."), "To add another.")]);
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
