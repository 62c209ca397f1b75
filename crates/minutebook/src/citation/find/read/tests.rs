use super::*;
use crate::citation::find::export::Export;

/// What is read, in one line.
fn line(text: &str) -> String {
    let read = Read::of(text);
    let mut said = Vec::new();
    said.extend(read.passages.iter().map(|said| said.value.to_string()));
    said.extend(read.papers.iter().map(|said| said.value.to_string()));
    said.extend(read.urls.iter().map(|said| said.value.clone()));
    said.extend(read.dates.iter().map(|said| said.value.iso()));
    said.extend(read.item.iter().map(|said| format!("item {}", said.value)));
    said.extend(read.place.iter().map(|said| match &said.value {
        CitedPlace::Label(label) => format!("para {label}"),
        CitedPlace::Unnumbered(n) => format!("unnumbered {n}"),
        CitedPlace::Heading(words) => format!("heading {words}"),
    }));
    said.extend(read.ordinal.map(|n| format!("the {n}.")));
    said.extend(read.page.iter().map(|said| format!("p. {}", said.value.numbers())));
    said.extend(read.own_page.iter().map(|said| format!("own p. {}", said.value.numbers())));
    said.join(" | ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(line(text), expected, "{text}");
}

#[test]
fn a_paragraph_is_read_however_it_is_typed() {
    for typed in ["para 4.3", "para. 4.3", "Paragraph 4.3.", "§4.3", "§ 4.3", "par. 4.3", "4.3"] {
        let text = format!("Ashmere, 30 November 2022, item 4, {typed}");
        check(&text, "2022-11-30 | item 4 | para 4.3");
    }
    check("Hackney … 30 November 2022 item 4 para 4.3", "2022-11-30 | item 4 | para 4.3");
    check("Ashmere, item 11, 2.c", "item 11 | para 2.c");
    check("Ashmere, item 11, 4.3(ii).", "item 11 | para 4.3(ii)");
    check("para 4.3 of item 4", "item 4 | para 4.3 of");
    check(
        "agenda item no. 12(a): para 4.7 bullet 2, p. 7",
        "item 12(a) | para 4.7 bullet 2 | p. 7",
    );
    check("item 4 (para (a))", "item 4 | para (a)");
    check("Minute 43/24, para b)", "item 43/24 | para b)");
    check("unnumbered paragraph 3, page 7", "unnumbered 3 | p. 7");
    check("heading “Next steps”, pages 7–8", "heading Next steps | p. 7–8");
    check("para 4 (second so numbered), p7", "para 4 | the 2. | p. 7");
    check("para 3.2, pack pp. 23–24 (pp. 3-4 of the report)", "para 3.2 | p. 23–24 | own p. 3–4");
    for further in ["para 30 (eighth paragraph)", "para. 30 (8th paragraph).", "para 30 para 8"] {
        check(&format!("item 4, {further}"), "item 4 | para 30 para 8");
    }
    check("para (a) (second paragraph) (first so numbered)", "para (a) para 2 | the 1.");
    check("para 3.2, p. 7 of the PDF. Next sentence", "para 3.2 | p. 7");
}

#[test]
fn a_date_is_the_meetings_and_not_that_of_access() {
    for date in ["30 Nov. 2022", "Nov 30, 2022", "30/11/2022", "2022-11-30", "(2022, November 30)"]
    {
        check(&format!("Ashmere {date} (accessed 3 September 2026)"), "2022-11-30");
    }
    check("Ashmere, May 2024 [Accessed: 3 Sept. 2026]", "2024-05");
    check("Retrieved September 3, 2026, from https://a.example/x.", "a.example/x");
    check("Ashmere (2024) Report, para 1", "2024 | para 1");
    check("Ashmere (2024) Minutes, 14 January 2024", "2024-01-14");
    check("accessed on 2026-09-03", "");
}

#[test]
fn ids_are_read_wherever_they_stand() {
    let id = "p_ba7816bf8f01cfea.a1b2c3d4";
    check(id, id);
    check(&format!("https://papers.example.org/passages/{id}"), id);
    check(&format!("Ashmere (minutebook {id}-2) accessed 3 September 2026"), &format!("{id}-2"));
    check("http://localhost:8080/papers/p_ba7816bf8f01cfea#x", "p_ba7816bf8f01cfea");
    check("<https://a.example/b/#page=3>", "a.example/b");
}

#[test]
fn what_is_quoted_is_a_title() {
    check("item 5 “Budget of May 2021, para 9, p. 3”, para 5.4", "item 5 | para 5.4");
    check("\"Report of 2 June 2020\" in pack, 3 July 2021", "2021-07-03");
}

#[test]
fn nothing_that_is_typed_panics() {
    let hostile = [
        "",
        "§",
        "para",
        "p. 99999999999999999999",
        "“",
        "”“\"",
        "item (((((",
        "para 4.3é",
        "para é)",
        "item é)",
        "30/30/3030 31 February 2022",
        "(second so numbered)",
        "£££ §§§ ééé ''' ‘‘‘",
        "para \u{202e}4.3\u{200b}",
        "p_ba7816bf8f01cfea.a1b2c3d4-99999999999999",
    ];
    for text in hostile {
        let read = Read::of(text);
        assert_eq!(read.names.len(), text.len(), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "(para |item |§|p\\. |“|\"|'|\\(|\\)|@a\\{|TY  - |[0-9.]{1,4}|\\PC){0,40}") {
        let read = Read::of(&text);
        proptest::prop_assert_eq!(read.names.len(), text.len());
        for export in [Export::Bibtex, Export::Ris, Export::CslJson] {
            Read::of(&export.words(&text));
        }
    }
}
