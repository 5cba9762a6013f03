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

/// Bits of a posting that say what the document gains; those above are its position in the block.
pub const GAIN_BITS: u32 = 19;

/// The most that a document gains from one list.
pub const MOST_GAIN: u32 = (1 << GAIN_BITS) - 1;

/// How many lists may be added up without overflow.
pub const MOST_LISTS: usize = 8192;

/// The raw scores of the documents of one block.
pub type Scores = [u32; BLOCK];

/// What each code of a column is worth. A code is 16 bits, so every one has a place.
pub type Table = [f32; 1 << 16];

/// How many sums are compared with the floor at a time.
const CHUNK: usize = 64;

/// Scores of zero.
// 32 KB for a moment; the stack has a megabyte.
#[allow(clippy::large_stack_arrays)]
pub fn no_scores() -> Box<Scores> {
    Box::new([0; BLOCK])
}

/// The posting of a document that gains `gain`, at most [`MOST_GAIN`].
pub fn posting(position: usize, gain: u32) -> u32 {
    (position as u32) << GAIN_BITS | gain.min(MOST_GAIN)
}

/// The position of a posting's document in its block.
pub fn position(posting: u32) -> usize {
    (posting >> GAIN_BITS) as usize
}

/// Adds postings to the scores. At most [`MOST_LISTS`] lists, each with a document once, may be added to
/// scores that were zero.
pub fn add_postings(postings: &[u32], scores: &mut Scores) {
    for one in postings {
        let score = &mut scores[position(*one) % BLOCK];
        *score = score.wrapping_add(one & MOST_GAIN);
    }
}

/// Words that a set of the form below can tell apart.
pub const SET_WORDS: usize = 64;

/// Shares by how many words two sets have in common, and how many they have together.
pub type Shares = [[u32; SET_WORDS + 1]; SET_WORDS + 1];

/// Shares of zero.
// 17 KB for a moment.
#[allow(clippy::large_stack_arrays)]
pub fn no_shares() -> Box<Shares> {
    Box::new([[0; SET_WORDS + 1]; SET_WORDS + 1])
}

/// The share that each set has in common with one, where sets are the bits of a number.
pub fn shares(sets: &[u64], one: u64, shares: &Shares, values: &mut [u32]) {
    for (value, set) in values.iter_mut().zip(sets) {
        let (both, all) = ((set & one).count_ones() as usize, (set | one).count_ones() as usize);
        *value = shares[both % (SET_WORDS + 1)][all % (SET_WORDS + 1)];
    }
}

/// What it is worth to have the smallest of three divisions in common with one place, or else the next;
/// all are written from the largest to the smallest.
pub fn levels(places: &[[u32; 3]], one: [u32; 3], worth: [u32; 3], values: &mut [u32]) {
    for (value, place) in values.iter_mut().zip(places) {
        let mut found = 0;
        for at in 0..3 {
            found = if place[at] == one[at] { worth[at] } else { found };
        }
        *value = found;
    }
}

/// Writes what values in millionths are worth under a weight in millionths.
pub fn weigh(values: &[u32], weight: u32, table: &mut [f32]) {
    let weight = weight as f32 * 1e-12;
    for (points, value) in table.iter_mut().zip(values) {
        *points = value.cast_signed() as f32 * weight;
    }
}

/// The same for values that are named by their codes: adds to each place of the table what its code is
/// worth.
pub fn weigh_coded(codes: &[u16], values: &[u32], weight: u32, table: &mut [f32]) {
    let weight = weight as f32 * 1e-12;
    for (points, code) in table.iter_mut().zip(codes) {
        let value = values.get(usize::from(*code)).copied().unwrap_or(0);
        *points += value.cast_signed() as f32 * weight;
    }
}

/// The first place from `start` on whose sum is at least the floor.
pub fn next_at_least(sums: &[f32], start: usize, floor: f32) -> Option<usize> {
    let mut place = start;
    while place < sums.len() {
        let end = sums.len().min((place / CHUNK + 1) * CHUNK);
        let chunk = &sums[place..end];
        if largest(chunk) >= floor {
            let found = chunk.iter().position(|sum| *sum >= floor);
            return found.map(|found| place + found);
        }
        place = end;
    }
    None
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
        let raw = score.cast_signed() as f32;
        *sum += weight * raw / (raw + half);
    }
}

/// The largest of some sums; below every sum where there are none.
fn largest(sums: &[f32]) -> f32 {
    let mut lanes = [f32::MIN; 4];
    let (fours, rest) = sums.as_chunks::<4>();
    for four in fours {
        for (lane, sum) in lanes.iter_mut().zip(four) {
            *lane = if *sum > *lane { *sum } else { *lane };
        }
    }
    lanes.iter().chain(rest).fold(f32::MIN, |most, sum| if *sum > most { *sum } else { most })
}

// The sums below are exact in binary.
#[cfg(test)]
#[allow(clippy::float_cmp, clippy::unreadable_literal, clippy::checked_conversions)]
mod tests {
    use super::*;

    #[test]
    fn postings_add_up() {
        let mut scores = no_scores();
        let list = [posting(5, 7), posting(5, u32::MAX), posting(BLOCK - 1, 1)];
        add_postings(&list, &mut scores);
        assert_eq!((scores[5], scores[BLOCK - 1]), (MOST_GAIN + 7, 1));
        assert_eq!(scores.iter().sum::<u32>(), MOST_GAIN + 8);
        assert!(u64::from(MOST_GAIN) * MOST_LISTS as u64 <= u64::from(u32::MAX), "no overflow");
    }

    #[test]
    fn sets_and_places_are_compared_with_one() {
        let mut table = no_shares();
        table[1][3] = 7;
        let mut values = [0; 2];
        shares(&[0b011, 0b100], 0b110, &table, &mut values);
        assert_eq!(values, [7, 0]);
        let places = [[35, 3501, 350102], [35, 3501, 350103], [35, 3502, 350201], [43, 0, 0]];
        let mut values = [9; 4];
        levels(&places, [35, 3501, 350102], [1, 2, 3], &mut values);
        assert_eq!(values, [3, 2, 1, 0]);
        let mut points = [0.0; 2];
        weigh(&[1_000_000, 500_000], 500_000, &mut points);
        assert_eq!(points, [0.5, 0.25]);
        weigh_coded(&[1, 0], &[1_000_000, 500_000], 500_000, &mut points);
        assert_eq!(points, [0.75, 0.75]);
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
    fn places_at_the_floor_are_found_one_after_the_other() {
        let mut sums = vec![0.0; 3 * CHUNK + 5];
        let places = [0, 1, CHUNK - 1, CHUNK, 3 * CHUNK + 4];
        for place in places {
            sums[place] = 1.0;
        }
        let mut found = Vec::new();
        let mut start = 0;
        while let Some(place) = next_at_least(&sums, start, 1.0) {
            found.push(place);
            start = place + 1;
        }
        assert_eq!(found, places);
        assert_eq!(next_at_least(&sums, 0, 2.0), None);
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
