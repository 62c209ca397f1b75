//! Who published a paper about an authority: an inspectorate.

use std::sync::LazyLock;

use model::record::{From, PaperKind};
use regex::Regex;

use crate::paper::{Labelled, Look};
use crate::why;

/// How many blocks at the end hold the imprint.
const IMPRINT: usize = 30;

/// The inspectorate that speaks in an inspection report or letter. Each form is a line of its
/// own title, address or imprint: a council's report that mentions one is the council's.
pub(in crate::paper) fn find(look: &Look<'_>, kind: PaperKind) -> Option<Labelled<String>> {
    static FORMS: LazyLock<[(Regex, &str); 5]> = LazyLock::new(|| {
        [
            (r"(?i)\bofsted\b.{0,80}\b(?:inspect|raising standards|piccadilly|report)|\binspection of .{0,80}children[’']s services|\bThe Office for Standards in Education|@ofsted\.gov\.uk|\bofsted\.gov\.uk|\bgov\.uk/ofsted\b", "Ofsted"),
            (r"(?i)\bcare inspectorate wales\b|\barolygiaeth gofal cymru\b", "Care Inspectorate Wales"),
            (r"(?i)\bestyn\b.{0,80}\b(?:inspect|arolyg)", "Estyn"),
            (r"(?i)\bcare inspectorate\b.{0,80}\b(?:inspect|report)", "Care Inspectorate"),
            (r"(?i)\bcare quality commission\b.{0,80}\b(?:inspect|assess|report)|\bCQC (?:assessment|inspection) of\b", "Care Quality Commission"),
        ]
        .map(|(form, name)| (Regex::new(form).expect("fixed"), name))
    });
    if kind != PaperKind::InspectionReport {
        return None;
    }
    let end = look.text.blocks.iter().rev().take(IMPRINT).map(|block| block.text.as_str());
    let mut text = look.head_text(40);
    for line in end {
        text.push('\n');
        text.push_str(line);
    }
    FORMS.iter().find_map(|(form, name)| {
        let found = form.find(&text)?;
        Some(Labelled { value: (*name).to_owned(), why: why(From::Text, found.as_str()) })
    })
}
