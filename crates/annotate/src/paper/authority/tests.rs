use model::record::{Authority, From};

use crate::paper::tests::labels;

/// The authority's id and where it came from.
#[track_caller]
fn check(path: &str, lines: &[&str], expected: Option<(&str, From)>) {
    let authority = labels(path, lines).authority;
    let seen = authority.as_ref().map(|authority| (authority.id.as_str(), authority.from));
    assert_eq!(seen, expected, "{path} {lines:?}: {authority:?}");
}

#[test]
fn printed_names() {
    for (line, id) in [
        ("LONDON BOROUGH OF HACKNEY", "hackney"),
        ("Minutes of Kent County Council", "kent"),
        // A former name, and a Welsh one.
        ("Southend-on-Sea Borough Council", "southend-on-sea"),
        ("Cyngor Sir Gâr", "carmarthenshire"),
        (
            "AT A MEETING OF THE WEST OF ENGLAND COMBINED AUTHORITY",
            "west-of-england-combined-authority",
        ),
        ("Peak District National Park Authority", "peak-district-national-park-authority"),
        // No register lists these.
        ("Ashmere and Stoke Combined Fire Authority", "ashmere-and-stoke-combined-fire-authority"),
        ("OAKMOOR NATIONAL PARK AUTHORITY MINUTES OF THE BOARD", "oakmoor-national-park-authority"),
        ("Little Marling Parish Council", "little-marling"),
        ("LLANFACH & NANTGOCH COMMUNITY COUNCIL", "llanfach-and-nantgoch"),
        ("CYNGOR CYMUNED LLANFACH A NANTGOCH CYFARFOD 8fed MAI 2024", "llanfach-and-nantgoch"),
        ("Minutes of the Marling Annual Parish Meeting", "marling"),
    ] {
        check("a.pdf", &[line], Some((id, From::Text)));
    }
}

#[test]
fn a_parish_meeting_belongs_to_the_council_where_there_is_one() {
    let name = |lines: &[&str]| labels("a.pdf", lines).authority.map(|a: Authority| a.name);
    let title = "Minutes of the Marling Annual Parish Meeting";
    let meeting = name(&[title]);
    assert_eq!(meeting.as_deref(), Some("Marling Parish Meeting"));
    let council = name(&[title, "The Parish Council reported on its year."]);
    assert_eq!(council.as_deref(), Some("Marling Parish Council"));
}

#[test]
fn a_body_that_was_met_with_is_not_the_author() {
    let lines = [
        "Llanfach Community Council",
        "The meeting followed that with Carmarthenshire County Council.",
        "Carmarthenshire County Council will reply.",
    ];
    check("a.pdf", &lines, Some(("llanfach", From::Text)));
}

#[test]
fn councils_that_members_come_from_are_not_the_authors() {
    let lines = [
        "Stoke Police and Crime Panel",
        "Apologies were received from Cllr A Byrne (Kent County Council) and Cllr T Dale",
    ];
    check("a.pdf", &lines, None);
}

#[test]
fn hosts_and_addresses() {
    for (line, id) in [
        ("Write to democracy@hackney.gov.uk", Some("hackney")),
        ("See https://democracy.kent.gov.uk/ieList.aspx", Some("kent")),
        ("See http://birmingham.cmis.uk.com/birmingham/Meetings", Some("birmingham")),
        ("Write to clerk@little-marling-pc.gov.uk", Some("little-marling")),
        // The place must be printed where a host does not divide its words.
        ("Marling Green: clerk@marlinggreenparishcouncil.gov.uk", Some("marling-green")),
        ("Write to clerk@marlinggreenparishcouncil.gov.uk", None),
        ("Marling: cricket@marlingpc.co.uk", None),
        ("See www.example.com and somebody@gmail.com", None),
    ] {
        check("a.pdf", &[line], id.map(|id| (id, From::Text)));
    }
}

#[test]
fn initials_that_the_register_lists() {
    let lines = ["LBBD homes", "LBBD roads", "LBBD schools", "LBBD parks", "DWP, NHS and HMRC"];
    check("a.pdf", &lines, Some(("barking-and-dagenham", From::Text)));
    check("a.pdf", &["LBBD homes", "NHS trusts"], None);
}

#[test]
fn a_host_of_two_bodies_in_turn_is_that_of_the_date() {
    let of = |day: &str| {
        let lines = ["Minutes of a meeting", day, "Write to a@somerset.gov.uk"];
        labels("a.pdf", &lines).authority.map(|authority| authority.id)
    };
    assert_eq!(of("held on 4 May 2021").as_deref(), Some("somerset-county-council"));
    assert_eq!(of("held on 4 May 2023").as_deref(), Some("somerset"));
}

#[test]
fn folders_are_weak_evidence() {
    check("kent/cabinet-2025-01-30/a.pdf", &["Appendix A"], Some(("kent", From::Path)));
    check("kent/a.pdf", &["LONDON BOROUGH OF HACKNEY"], Some(("hackney", From::Text)));
    // The folders of the machine, and a longer name.
    check("/home/kent/x/y/z/a.pdf", &["Appendix A"], None);
    check("sutton-coldfield/a.pdf", &["Appendix A"], None);
    check("marling/scanned/agenda.pdf", &[], None);
}

#[test]
fn an_inspectorate_publishes_and_does_not_own() {
    let lines = [
        "Inspection of Hackney local authority children’s services",
        "Inspection dates: 8 to 19 July 2024",
        "Lead inspector: A Stone",
        "The Office for Standards in Education, Children’s Services and Skills (Ofsted)",
    ];
    let labels = labels("a.pdf", &lines);
    assert_eq!(labels.publisher.as_deref(), Some("Ofsted"));
    assert_eq!(labels.authority.map(|authority| authority.id).as_deref(), Some("hackney"));
}

#[test]
fn a_council_s_report_on_an_inspection_is_its_own() {
    let lines = ["Kent County Council", "Purpose of report", "Write to enquiries@ofsted.gov.uk"];
    assert_eq!(labels("a.pdf", &lines).publisher, None);
}

#[test]
fn joint_committees_name_the_others() {
    let lines = [
        "Joint Waste Committee",
        "Adur District Council",
        "Worthing Borough Council",
        "Agenda for Thursday 4 May 2023",
    ];
    let joint = labels("a.pdf", &lines);
    let mut ids: Vec<String> = joint.joint_authorities.into_iter().map(|a| a.id).collect();
    ids.extend(joint.authority.map(|authority| authority.id));
    ids.sort();
    assert_eq!(ids, ["adur", "worthing"]);
    let single = labels("a.pdf", &["Kent County Council", "Adur District Council", "Minutes"]);
    assert_eq!(single.joint_authorities, []);
}
