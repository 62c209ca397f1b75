//! Invented papers of invented boroughs, small enough to count by hand.

use std::fs;
use std::path::Path;

/// A file to write: its path under the folder of papers, and its text.
pub(crate) type PaperFile = (&'static str, &'static str);

/// A saved committee page: two items, a question with its answer.
pub(crate) const PAGE: PaperFile = (
    "ashmere/panel-2023-05-04.html",
    r#"<!DOCTYPE html>
<html lang="en"><head><title>Agenda and minutes - Children's Services Panel - Ashmere Borough Council</title></head>
<body><nav>Home <a href="/council">Council</a></nav>
<div id="modgov">
<div class="mgHeader"><h1 class="mgMainTitleTxt">Agenda and minutes</h1></div>
<h2 class="mgSubTitleTxt"><a href="mgCommitteeDetails.aspx?ID=1">Children&#39;s Services Panel</a> - Thursday 4 May 2023 7:30 pm</h2>
<div class="mgContent"><p><span class="mgLabel">Venue: </span>Town Hall, Ashmere</p>
<table class="mgItemTable" id="mgItemTable">
<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt"><a name="AI1"></a>1.</p></td>
<td><p class="mgAiTitleTxt">Apologies for absence</p><p class="mgSubItemTitleTxt">Minutes:</p>
<div class="mgWordPara"><p>1.1 There were none.</p></div></td></tr>
<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt"><a name="AI2"></a>2.</p></td>
<td><p class="mgAiTitleTxt">Recruitment and retention of social workers</p><p class="mgSubItemTitleTxt">Minutes:</p>
<div class="mgWordPara">
<p>2.1 A Panel Member asked: how does the service keep experienced social workers, and are agency staff still needed?</p>
<p>2.2 In response to a question, the Director of Children's Services said that the recruitment and retention of social workers had improved: vacancies had fallen from 22 to 14 since January, and the retention payment would go on for a year.</p>
<p>2.3 The Director added that caseloads were now sixteen children for each social worker.</p>
</div></td></tr>
</table></div></div></body></html>
"#,
);

/// Minutes as plain text, with a decision.
pub(crate) const MINUTES: PaperFile = (
    "brackwater/cabinet-2022-11-30.txt",
    "\
Brackwater Borough Council

Cabinet

MINUTES of a meeting of the Cabinet held on Wednesday, 30 November 2022 at the Guildhall, Brackwater

Present: Councillor A Thornbury (Chair), Councillor P Quill and Councillor M Oyelade

1. Apologies for Absence

1.1 Apologies were received from Councillor Quill.

2. Placement stability

2.1 The Cabinet Member for Children introduced the report and said that the placement stability of looked after children had been harder to keep since the closing of two homes.

2.2 Councillor Thornbury asked whether foster carers in the borough had been paid on time.

2.3 The Director of Children's Services replied that every foster carer had been paid within five days.

RESOLVED: That the report on placement stability be noted.
",
);

/// A report as plain text: no speaker, another year.
pub(crate) const REPORT: PaperFile = (
    "brackwater/workforce-report-2024.txt",
    "\
Brackwater Borough Council

Report to: Cabinet

Date: 17 January 2024

Workforce in children's social care

1. Purpose

1.1 This report sets out the recruitment of social workers in the year to December 2023.

2. Findings

2.1 The council recruited eleven social workers and lost nine, so that recruitment without retention gained two.

2.2 Agency social workers filled fourteen posts.
",
);

/// What a clerk copied from a web page: everything in it is to be shown, nothing to be run.
pub(crate) const HOSTILE: PaperFile = (
    "coldharbour/petition.txt",
    "\
Coldharbour Town Council

NOTES of a public meeting held on 6 June 2021

1. Petition

1.1 The petition asked for a quieter library and read: <script>document.title = \"taken over\"</script> & nothing else.

=HYPERLINK(\"https://example.org\") was written under the petition.
",
);

/// All of them.
pub(crate) const ALL: [PaperFile; 4] = [PAGE, MINUTES, REPORT, HOSTILE];

/// Writes files under `folder`, with the folders that they need.
pub(crate) fn write(folder: &Path, files: &[PaperFile]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}
