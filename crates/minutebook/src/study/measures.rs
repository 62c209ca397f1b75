//! How far a word is commoner in one part than in the other.

/// How often a word stands in two parts, and how many words each part has.
///
/// ```
/// use minutebook::study::measures::Contrast;
/// let contrast = Contrast { here: 20, words_here: 100, there: 10, words_there: 900 };
/// assert_eq!(contrast.expected(), 3.0);
/// assert!((contrast.log_ratio() - 18f64.log2()).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contrast {
    /// Times in the one part.
    pub here: u64,
    /// All words of the one part.
    pub words_here: u64,
    /// Times in the other.
    pub there: u64,
    /// All words of the other.
    pub words_there: u64,
}

/// What stands for no occurrence at all in a ratio (Hardie 2014).
const NONE_AT_ALL: f64 = 0.5;

/// The log-likelihood that chance passes once in ten thousand words (`p < 0.0001`, one degree of
/// freedom; Rayson, Berridge and Francis 2004).
pub const HARDLY_CHANCE: f64 = 15.13;

impl Contrast {
    /// How often the word would stand in the one part if it were as common in both; 0 where
    /// neither part has a word.
    pub fn expected(&self) -> f64 {
        self.share(self.words_here)
    }

    /// The log-likelihood of Rayson and Garside (2000): `2 (a ln(a/E₁) + b ln(b/E₂))`, the terms
    /// of the word in the log-likelihood ratio of Dunning (1993). Never negative.
    pub fn log_likelihood(&self) -> f64 {
        let term = |times: u64, expected: f64| {
            if times == 0 { 0.0 } else { times as f64 * (times as f64 / expected).ln() }
        };
        let sum = term(self.here, self.expected()) + term(self.there, self.share(self.words_there));
        (2.0 * sum).max(0.0)
    }

    /// The binary logarithm of how many times commoner the word is in the one part (Hardie 2014):
    /// 1 is twice, 2 four times. Where the other part lacks it, half an occurrence is supposed.
    /// 0 where a part has no word.
    pub fn log_ratio(&self) -> f64 {
        if self.words_here == 0 || self.words_there == 0 {
            return 0.0;
        }
        let rate = |times: u64, words: u64| {
            let times = if times == 0 { NONE_AT_ALL } else { times as f64 };
            times / words as f64
        };
        (rate(self.here, self.words_here) / rate(self.there, self.words_there)).log2()
    }

    fn share(&self, words: u64) -> f64 {
        let all = self.words_here + self.words_there;
        let times = (self.here + self.there) as f64;
        if all == 0 { 0.0 } else { times * (words as f64 / all as f64) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn contrast(here: u64, words_here: u64, there: u64, words_there: u64) -> Contrast {
        Contrast { here, words_here, there, words_there }
    }

    #[track_caller]
    fn check(contrast: Contrast, expected: f64, log_likelihood: f64, log_ratio: f64) {
        let seen = [contrast.expected(), contrast.log_likelihood(), contrast.log_ratio()];
        for (seen, wanted) in seen.into_iter().zip([expected, log_likelihood, log_ratio]) {
            assert!((seen - wanted).abs() < 0.0005, "{contrast:?}: {seen} is not {wanted}");
        }
    }

    #[test]
    fn measures_are_those_reckoned_by_hand() {
        // E₁ = E₂ = 7.5: 2 (10 ln 4/3 + 5 ln 2/3) = 2 (2.87682 − 2.02733).
        check(contrast(10, 100, 5, 100), 7.5, 1.6990, 1.0);
        // As common in both.
        check(contrast(30, 1_000, 60, 2_000), 30.0, 0.0, 0.0);
        // E₁ = 1: 2 · 10 ln 10; half an occurrence is supposed: 10 / 0.5 · 9 = 180.
        check(contrast(10, 100, 0, 900), 1.0, 46.0517, 7.4919);
        // Rarer here: 2 (2 ln 2/7 + 12 ln 12/7) = 2 (−2.50553 + 6.46796).
        check(contrast(2, 500, 12, 500), 7.0, 7.9249, -2.5850);
        check(contrast(0, 500, 0, 500), 0.0, 0.0, 0.0);
        check(contrast(0, 0, 0, 0), 0.0, 0.0, 0.0);
    }

    /// Dunning's ratio has the terms of the other words of each part too.
    fn dunning(both: u64, second: u64, first: u64, neither: u64) -> f64 {
        let with = contrast(both, both + first, second, second + neither);
        let without = contrast(first, both + first, neither, second + neither);
        with.log_likelihood() + without.log_likelihood()
    }

    #[test]
    fn the_bigrams_of_dunnings_table_have_his_values() {
        // k(AB), k(¬AB), k(A¬B), k(¬A¬B) of "the swiss", "can be", "previous year" and "mineral
        // water" in Dunning 1993, table 1.
        for (value, [both, second, first, neither]) in [
            (270.72, [110, 2_442, 111, 29_114]),
            (263.90, [29, 13, 123, 31_612]),
            (256.84, [31, 23, 139, 31_584]),
            (167.23, [10, 0, 3, 31_764]),
        ] {
            let seen = dunning(both, second, first, neither);
            assert!((seen - value).abs() < 0.005, "{seen} is not {value}");
        }
    }

    proptest! {
        #[test]
        fn measures_are_finite_and_agree_on_the_direction(
            here in 0..1_000u64, other_here in 1..100_000u64,
            there in 0..1_000u64, other_there in 1..100_000u64,
        ) {
            let contrast = contrast(here, here + other_here, there, there + other_there);
            prop_assert!(contrast.log_likelihood().is_finite() && contrast.log_likelihood() >= 0.0);
            prop_assert!(contrast.log_ratio().is_finite());
            if here > 0 && there > 0 && (here as f64) > contrast.expected() * 1.000_001 {
                prop_assert!(contrast.log_ratio() > 0.0);
            }
        }
    }
}
