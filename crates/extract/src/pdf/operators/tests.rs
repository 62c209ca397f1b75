use super::*;

/// Operators with their operands, as text.
fn read(content: &[u8]) -> (Vec<String>, bool) {
    let mut operators = Operators::new(content);
    let mut found = Vec::new();
    while let Some(operator) = operators.next() {
        let operator = String::from_utf8_lossy(operator).into_owned();
        let operands: Vec<String> = operators.operands().iter().map(shown).collect();
        found.push([operands, vec![operator]].concat().join(" "));
    }
    (found, operators.is_damaged())
}

fn shown(operand: &Operand<'_>) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match operand {
        Operand::Number(number) => number.to_string(),
        Operand::String(string) => format!("({})", text(string)),
        Operand::Name(name) => format!("/{}", text(name)),
        Operand::Array(array) => {
            format!("[{}]", array.iter().map(shown).collect::<Vec<_>>().join(" "))
        }
        Operand::Dictionary(entries) => {
            let entry = |(key, value): &(Cow<'_, [u8]>, Operand<'_>)| {
                format!("{}={}", text(key), shown(value))
            };
            format!("<{}>", entries.iter().map(entry).collect::<Vec<_>>().join(","))
        }
        Operand::Word => "word".to_owned(),
    }
}

#[track_caller]
fn check(content: &[u8], expected: &[&str], damaged: bool) {
    let (found, is_damaged) = read(content);
    assert_eq!(found, expected, "{}", String::from_utf8_lossy(content));
    assert_eq!(is_damaged, damaged, "{}", String::from_utf8_lossy(content));
}

#[test]
fn operators_are_read_with_their_operands() {
    check(b"BT /F1 12 Tf 1 0 0 -1.5 +4. .5 Tm", &["BT", "/F1 12 Tf", "1 0 0 -1.5 4 0.5 Tm"], false);
    check(b"[(A)-120(B\\)\\(\\101\\\nC)]TJ % note\nET", &["[(A) -120 (B)(AC)] TJ", "ET"], false);
    check(b"<48 65 6c6>Tj (a(b)c)Tj", &["(Hel`) Tj", "(a(b)c) Tj"], false);
    check(
        b"/P <</MCID 3/Lang(en)/A[1 true]>>BDC EMC",
        &["/P <MCID=3,Lang=(en),A=[1 word]> BDC", "EMC"],
        false,
    );
    check(b"/A#20B gs", &["/A B gs"], false);
}

#[test]
fn images_inside_the_stream_are_passed_over() {
    check(b"q BI /W 2 /H 2 ID \x01EI\xff\x00 EI Q", &["q", "BI", "Q"], false);
    check(b"BI /W 2 ID never closed \xff", &["BI"], true);
}

#[test]
fn what_is_broken_costs_one_operator() {
    check(b"(A)Tj ) (B)Tj", &["(A) Tj", "(B) Tj"], true);
    check(b"[(A)-12 Tj (B)Tj", &["[(A) -12] Tj", "(B) Tj"], true);
    check(b"<</A 1 Tj", &["<A=1> Tj"], true);
    check(b"(never closed", &[], true);
    check(b"--3 1-2 . Td", &["-3 1 0 Td"], false);
    check(&[b'['; 100_000], &[], true);
}
