use super::*;

#[test]
fn records_of_before_are_read() {
    let item = r#"{"number":"4","agenda_item":null,"title":"Workforce","standing":false}"#;
    let item: Item = serde_json::from_str(item).expect("an item");
    assert_eq!(item.exempt, None);
    let person = r#"{"name":"Ada Byrne","role":null,"kind":"member","as_printed":"Cllr Byrne"}"#;
    let person: Person = serde_json::from_str(person).expect("a person");
    assert_eq!((person.attendance, person.joined, person.left), (None, None, None));
    let decision = r#"{"outcome":"agreed","moved_by":null,"seconded_by":null,
        "votes":{"for":7,"against":2,"abstain":null}}"#;
    let decision: Decision = serde_json::from_str(decision).expect("a decision");
    assert_eq!(decision.exempt, None);
    assert_eq!(decision.votes.and_then(|votes| votes.names), None);
}
