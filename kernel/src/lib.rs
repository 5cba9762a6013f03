//! The inner loops of matching: arithmetic on arrays and nothing else.
//!
//! The program is compiled for its size in the browser; these few functions run once for every pair of
//! records, so they are a crate of their own, which the profile `wasm` compiles for speed. They are
//! written so that no index needs a check and that the compiler can use four lanes at a time.
//!
//! Exact sums are made by whoever calls: what is computed here in floats only says which candidates
//! cannot be among the best.

#![deny(missing_docs)]

/// How many documents are looked at together: their scores fill the first cache of the processor.
pub const BLOCK: usize = 8192;

/// The raw scores of the documents of one block.
pub type Scores = [u32; BLOCK];

/// What each code of a column is worth. A code is 16 bits, so every one has a place.
pub type Table = [f32; 1 << 16];

/// How many sums are compared with the floor at a time.
pub const CHUNK: usize = 64;

/// Adds postings to the scores. A posting is the position of the document in its block, shifted left by
/// 16, and what it gains. At most 65,536 lists may be added to scores that were zero.
pub fn add_postings(postings: &[u32], scores: &mut Scores) {
    for posting in postings {
        let score = &mut scores[(posting >> 16) as usize % BLOCK];
        *score = score.wrapping_add(posting & 0xffff);
    }
}

/// Adds to each sum what its codes are worth, two columns at a time.
pub fn add_codes(columns: [&[u16]; 2], tables: [&Table; 2], sums: &mut [f32]) {
    for ((sum, one), other) in sums.iter_mut().zip(columns[0]).zip(columns[1]) {
        *sum += tables[0][usize::from(*one)] + tables[1][usize::from(*other)];
    }
}

/// Adds `weight · raw / (raw + half)` to each sum. `half` must be more than 0.
pub fn add_saturating(scores: &[u32], weight: f32, half: f32, sums: &mut [f32]) {
    for (sum, score) in sums.iter_mut().zip(scores) {
        // Scores are far below 2^31; as signed numbers they become floats in one step.
        let raw = *score as i32 as f32;
        *sum += weight * raw / (raw + half);
    }
}

/// The largest of some sums; below every sum where there are none.
pub fn largest(sums: &[f32]) -> f32 {
    let mut lanes = [f32::MIN; 4];
    let (fours, rest) = sums.as_chunks::<4>();
    for four in fours {
        for (lane, sum) in lanes.iter_mut().zip(four) {
            *lane = if *sum > *lane { *sum } else { *lane };
        }
    }
    lanes.iter().chain(rest).fold(f32::MIN, |most, sum| if *sum > most { *sum } else { most })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postings_add_up() {
        let mut scores = [0; BLOCK];
        add_postings(&[5 << 16 | 7, 5 << 16 | 65_535, (BLOCK as u32 - 1) << 16 | 1], &mut scores);
        assert_eq!((scores[5], scores[BLOCK - 1]), (65_542, 1));
        assert_eq!(scores.iter().sum::<u32>(), 65_543);
    }

    #[test]
    fn codes_are_looked_up_and_words_saturate() {
        let mut table: Box<Table> = vec![0.0; 1 << 16].try_into().unwrap();
        table[65_535] = 0.25;
        table[1] = 0.5;
        let mut sums = [1.0, 2.0];
        add_codes([&[1, 65_535], &[0, 1]], [&table, &table], &mut sums);
        assert_eq!(sums, [1.5, 2.75]);
        add_saturating(&[10, 0], 0.5, 10.0, &mut sums);
        assert_eq!(sums, [1.75, 2.75]);
    }

    #[test]
    fn the_largest_is_found_wherever_it_stands() {
        for length in 0..9 {
            for place in 0..length {
                let mut sums = vec![-1.0; length];
                sums[place] = 3.0;
                assert_eq!(largest(&sums), 3.0, "{place} of {length}");
            }
        }
        assert_eq!(largest(&[]), f32::MIN);
    }
}
