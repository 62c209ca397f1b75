//! Widths of the fonts that a file need not carry, in thousandths of the size.

const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// The width of a character in the standard font that a name stands for.
pub(super) fn standard(font: &str, bold: bool, c: char) -> f32 {
    let name = font.to_ascii_lowercase();
    if name.contains("courier") || name.contains("mono") {
        return 600.0;
    }
    let table = if name.contains("times") || name.contains("serif") || name.contains("roman") {
        &TIMES
    } else {
        &HELVETICA
    };
    let plain = u32::from(c)
        .checked_sub(32)
        .and_then(|at| table.get(at as usize))
        .map_or(556.0, |width| f32::from(*width));
    // The bold faces are wider by about a twentieth, letter by letter; spaces stay.
    if bold && c != ' ' { plain * 1.05 } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_faces() {
        assert_eq!(standard("Helvetica", false, 'W'), 944.0);
        assert_eq!(standard("Times-Roman", false, ' '), 250.0);
        assert_eq!(standard("Courier", false, 'i'), 600.0);
        assert_eq!(standard("Helvetica", false, '~'), 584.0);
    }
}
