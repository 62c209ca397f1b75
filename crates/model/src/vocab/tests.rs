use super::*;

#[test]
fn the_shipped_vocabularies_parse() {
    let vocabularies = Vocabularies::parse(&VocabularyTexts::shipped()).expect("they parse");
    assert!(vocabularies.authorities.iter().count() > 500);
    assert_eq!(vocabularies.topics.iter().count(), 60);
}

#[track_caller]
fn refused(name: &str, text: &str, expected: &str) {
    let mut texts = VocabularyTexts::shipped();
    assert!(texts.replace(name, text.to_owned()));
    let error = Vocabularies::parse(&texts).expect_err("it must be refused");
    assert!(error.to_string().contains(expected), "{error}");
}

#[test]
fn mistakes_are_refused_with_file_line_and_cure() {
    refused("acronyms.tsv", "short\tlong\n", "acronyms.tsv, line 1");
    refused("acronyms.tsv", "short\tlong\tkind\nLAC\tx\tcsc\nLAC\ty\tcsc\n", "line 3: `LAC`");
    refused("acronyms.tsv", "short\tlong\tkind\nLAC\tx\n", "2 cells where the header has 3");
    refused("roles.tsv", "id\tname\tshort\talso\tkind\na\tA\t\t\tking\n", "`king`");
    refused("protected.txt", "barking\nEaling\n", "protected.txt, line 2");
    refused("topics.toml", "version = 1\n[[topic]]\nid = \"a\"\n", "topics.toml, line 2");
}

#[test]
fn a_name_that_two_bodies_share_gives_both() {
    let authorities = &Vocabularies::shipped().authorities;
    let shared = authorities.iter().find(|a| authorities.by_name(&a.short).len() > 1);
    assert!(shared.is_some(), "the register has names that are not unique");
}

#[test]
fn a_host_gives_its_authority() {
    let found = Vocabularies::shipped().authorities.by_host("hackney.moderngov.co.uk");
    assert_eq!(found.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["hackney"]);
}
