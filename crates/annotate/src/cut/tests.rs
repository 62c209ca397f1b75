use super::*;

fn block(marker: &str, text: &str) -> Block {
    let kind = if marker.is_empty() { BlockKind::Paragraph } else { BlockKind::ListItem };
    let marker = Some(marker.to_owned()).filter(|m| !m.is_empty());
    Block { marker, text: text.to_owned(), kind, ..Block::default() }
}

fn paper(blocks: Vec<Block>) -> ExtractedPaper {
    ExtractedPaper { blocks, ..ExtractedPaper::default() }
}

#[track_caller]
fn check(blocks: &[(&str, &str)], expected: &[(Option<&str>, Option<&str>)]) {
    let blocks = blocks.iter().map(|(marker, text)| block(marker, text)).collect();
    let drafts = cut(&paper(blocks));
    let seen: Vec<_> =
        drafts.iter().map(|d| (d.label.as_deref(), d.label_path.as_deref())).collect();
    assert_eq!(seen, expected);
}

#[test]
fn bullets_carry_the_number_above() {
    check(
        &[
            ("4.7", "The Panel asked why?"),
            ("•", "One reason was pay."),
            ("•", "Another was rent."),
        ],
        &[
            (Some("4.7"), Some("4.7")),
            (Some("4.7"), Some("4.7 bullet 1")),
            (Some("4.7"), Some("4.7 bullet 2")),
        ],
    );
}

#[test]
fn letters_roman_numbers_and_further_paragraphs_nest() {
    check(
        &[
            ("1.", "The Leader said:"),
            ("(a)", "that x"),
            ("(b)", "that y:"),
            ("(i)", "first it was said"),
            ("(ii)", "second it was asked"),
            ("", "It was hoped so."),
            ("(c)", "that z"),
            ("2.", "The Chair said"),
        ],
        &[
            (Some("1"), Some("1")),
            (Some("(a)"), Some("1(a)")),
            (Some("(b)"), Some("1(b)")),
            (Some("(i)"), Some("1(b)(i)")),
            (Some("(ii)"), Some("1(b)(ii)")),
            (Some("(ii)"), Some("1(b)(ii) para 2")),
            (Some("(c)"), Some("1(c)")),
            (Some("2"), Some("2")),
        ],
    );
}

#[test]
fn a_letter_i_after_h_is_a_letter() {
    check(
        &[("(h)", "that x"), ("(i)", "that y"), ("(j)", "that z")],
        &[(Some("(h)"), Some("(h)")), (Some("(i)"), Some("(i)")), (Some("(j)"), Some("(j)"))],
    );
}

#[test]
fn bullets_of_another_glyph_nest() {
    check(
        &[
            ("10.", "The options:"),
            ("•", "It is proposed:"),
            ("○", "One way is best."),
            ("○", "Both are."),
            ("•", "It is dear."),
        ],
        &[
            (Some("10"), Some("10")),
            (Some("10"), Some("10 bullet 1")),
            (Some("10"), Some("10 bullet 1 bullet 1")),
            (Some("10"), Some("10 bullet 1 bullet 2")),
            (Some("10"), Some("10 bullet 2")),
        ],
    );
}

#[test]
fn a_heading_inside_a_numbered_paragraph_does_not_end_it() {
    let heading = |marker: &str, text: &str| Block {
        kind: BlockKind::Heading { level: 3 },
        ..block(marker, text)
    };
    let drafts = cut(&paper(vec![
        block("9.", "Option A:"),
        heading("", "Northbound"),
        block("•", "It queues."),
        heading("", "Southbound"),
        block("•", "It flows."),
        heading("10.", "Option B"),
        block("•", "It is cheap."),
        block("", "Costs are low."),
        heading("", "Risks"),
        block("•", "None is known."),
    ]));
    let paths: Vec<_> = drafts.iter().map(|draft| draft.label_path.as_deref()).collect();
    assert_eq!(
        paths,
        [
            Some("9"),
            None,
            Some("9 bullet 1"),
            None,
            Some("9 bullet 2"),
            Some("10"),
            Some("10 bullet 1"),
            None,
            None,
            Some("bullet 1"),
        ]
    );
}

#[test]
fn a_list_of_names_stays_with_its_lead() {
    let drafts = cut(&paper(vec![
        block("1.1", "Apologies were received from:"),
        block("-", "Cllr Ada Byrne"),
        block("-", "Tom Okoro (Co-opted member)"),
    ]));
    assert_eq!(drafts.len(), 1);
    assert_eq!(
        drafts[0].text,
        "1.1 Apologies were received from: - Cllr Ada Byrne - Tom Okoro (Co-opted member)"
    );
}

#[test]
fn resolved_takes_its_that() {
    let drafts = cut(&paper(vec![block("", "RESOLVED"), block("", "That the report be noted.")]));
    assert_eq!(drafts[0].text, "RESOLVED That the report be noted.");
}
