//! What was withdrawn, as readers and tools meet it.

use minutebook::withdrawal::{Id, Withdrawal};
use model::{PaperId, PassageId};

use crate::client::{Answer, ask};
use crate::fake::Fake;
use crate::papers;

/// The tombstone of a paper.
pub(crate) fn of(paper: &PaperId) -> Withdrawal {
    withdrawal(Id::Paper(paper.clone()))
}

/// The tombstone of a passage.
pub(crate) fn of_passage(passage: &PassageId) -> Withdrawal {
    withdrawal(Id::Passage(passage.clone()))
}

fn withdrawal(id: Id) -> Withdrawal {
    let withdrawn = "2026-11-28T17:20:00Z".to_owned();
    let reason = "names <b>a resident</b>".to_owned();
    Withdrawal { id, withdrawn, reason, in_place_of: None }
}

/// Asks where the report is withdrawn, and the question of the minutes.
async fn asked(address: &str) -> Answer {
    let (minutes, report) = (papers::all()[0].clone(), papers::all()[1].clone());
    let passage = of_passage(&minutes.passages[2].id);
    let mut fake = Fake { withdrawn: vec![of(&report.id), passage], ..Fake::new() };
    fake.papers[0].passages.remove(2);
    ask(fake, address, &[]).await
}

#[tokio::test]
async fn a_withdrawn_id_is_gone_and_says_when_and_why() {
    let (minutes, report) = (papers::all()[0].clone(), papers::all()[1].clone());
    let passage = &minutes.passages[2].id;
    for address in [
        format!("/papers/{}", report.id),
        format!("/papers/{}/original", report.id),
        format!("/passages/{passage}"),
        format!("/papers/{}/original", minutes.id),
    ] {
        let page = asked(&address).await;
        assert_eq!(page.status, 410, "{address}");
        let said = "ithdrawn on 28 November 2026: names &#60;b&#62;a resident&#60;/b&#62;";
        assert!(page.text().contains(said), "{address}: {}", page.text());
        assert!(!page.text().contains("foster carers"), "{}", page.text());
    }
    for (kind, id) in [("papers", report.id.as_str()), ("passages", passage.as_str())] {
        let answer = asked(&format!("/api/v1/{kind}/{id}")).await;
        assert_eq!(answer.status, 410, "{id}");
        let seen = answer.json();
        assert_eq!(
            (&seen["error"]["kind"], &seen["found"]),
            (&"withdrawn".into(), &"withdrawn".into())
        );
        assert_eq!(seen["withdrawal"]["id"], id);
        assert_eq!(seen["withdrawal"]["withdrawn"], "2026-11-28T17:20:00Z");
    }
}

#[tokio::test]
async fn the_rest_of_a_paper_is_shown_and_says_what_is_missing() {
    let minutes = papers::all()[0].clone();
    let page = asked(&format!("/papers/{}", minutes.id)).await;
    assert_eq!(page.status, 200);
    let said = "1 passage was withdrawn on 28 November 2026: names ";
    assert!(page.text().contains(said), "{}", page.text());
    assert!(page.text().contains(minutes.passages[8].id.as_str()), "the last passage is there");
    assert!(!page.text().contains(minutes.passages[2].id.as_str()));
    assert!(!page.text().contains("/original"), "the file holds what was withdrawn");
}
