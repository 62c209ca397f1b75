//! Sixty-four counts at once.

/// For each of 64 bits, in how many of the masks added it was set.
///
/// The counts are kept sliced by their binary digits: plane `n` has digit `n` of every count. A
/// mask is added as one adds by hand, to all digits of a place at once, and few carries go far.
#[derive(Debug, Clone, Default)]
pub(super) struct Lanes {
    planes: [u64; u32::BITS as usize],
}

impl Lanes {
    /// Adds one to the count of every bit that is set. Up to 2^32 masks can be added.
    pub(super) fn add(&mut self, mask: u64) {
        self.carry(0, mask);
    }

    /// Adds several masks. Eight at a time are added up before their sum is carried on, by the
    /// adders of a "Harley-Seal" count of bits.
    pub(super) fn add_all(&mut self, masks: &[u64]) {
        let eights = masks.chunks_exact(8);
        eights.remainder().iter().for_each(|mask| self.add(*mask));
        for m in eights {
            let [mut ones, mut twos, mut fours, ..] = self.planes;
            let (twos_a, twos_b) = (add3(&mut ones, m[0], m[1]), add3(&mut ones, m[2], m[3]));
            let fours_a = add3(&mut twos, twos_a, twos_b);
            let (twos_a, twos_b) = (add3(&mut ones, m[4], m[5]), add3(&mut ones, m[6], m[7]));
            let fours_b = add3(&mut twos, twos_a, twos_b);
            let eights = add3(&mut fours, fours_a, fours_b);
            self.planes[..3].copy_from_slice(&[ones, twos, fours]);
            self.carry(3, eights);
        }
    }

    /// Adds a mask of ones of the digit `from`.
    fn carry(&mut self, from: usize, mask: u64) {
        let mut carry = mask;
        for planes in self.planes[from..].chunks_mut(3) {
            // Always three digits: a branch that is guessed wrongly costs more.
            for plane in planes {
                let both = *plane & carry;
                *plane ^= carry;
                carry = both;
            }
            if carry == 0 {
                return;
            }
        }
    }

    /// The count of a bit below 64.
    pub(super) fn count(&self, bit: usize) -> u32 {
        let digits = self.planes.iter().enumerate();
        digits.map(|(digit, plane)| u32::from((plane >> bit) & 1 == 1) << digit).sum()
    }
}

/// Adds two masks to `sum` bit by bit, and gives what is carried.
fn add3(sum: &mut u64, a: u64, b: u64) -> u64 {
    let either = *sum ^ a;
    let carry = (*sum & a) | (either & b);
    *sum = either ^ b;
    carry
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANES: usize = 64;

    #[test]
    fn lanes_count_as_one_would_bit_by_bit() {
        let mut lanes = Lanes::default();
        let mut naive = [0_u32; LANES];
        let mut mask = 0x9e37_79b9_7f4a_7c15_u64;
        let mut masks = Vec::new();
        for _ in 0..10_000 {
            mask ^= mask << 13;
            mask ^= mask >> 7;
            mask ^= mask << 17;
            let mask = mask | 1;
            masks.push(mask);
            for (bit, count) in naive.iter_mut().enumerate() {
                *count += u32::from((mask >> bit) & 1 == 1);
            }
        }
        let (first, others) = masks.split_at(99);
        first.iter().for_each(|mask| lanes.add(*mask));
        others.chunks(61).for_each(|masks| lanes.add_all(masks));
        let counts: Vec<u32> = (0..LANES).map(|bit| lanes.count(bit)).collect();
        assert_eq!(counts, naive);
        assert_eq!(counts[0], 10_000);
    }
}
