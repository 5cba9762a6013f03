//! Which pairs are worth comparing: those that share something rare.
//!
//! Comparing everything with everything is quadratic. Each record gives a few keys; two records that
//! share one, in the same city or with a place unknown, are a pair. A key that too many share says
//! nothing and gives no pair.

use rustc_hash::FxHashMap;

/// From how many records of one city on a key gives no pairs.
const CROWD: usize = 150;

/// The least that rarity leaves of a weight, in thousandths.
const COMMON: u32 = 350;

/// From how many pairs on fewer are looked at: eight bytes each.
const MOST: usize = 20_000_000;

/// One key of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// What is shared, as a hash.
    pub value: u64,
    /// The area inside which it must be shared, by its code; 0 where the record does not say where it is.
    pub area: u64,
    /// Position of the record.
    pub record: u32,
}

/// Every pair of records that share a key in one area, or of which one says no area; each once, the
/// lower position first, ascending. At most some [`MOST`] pairs: where there would be more, keys that
/// fewer share are already a crowd.
pub(super) fn pairs(mut keys: Vec<Key>) -> Vec<(u32, u32)> {
    keys.sort_unstable();
    keys.dedup();
    let mut crowd = CROWD;
    loop {
        let mut count = 0_usize;
        groups(&keys, crowd, |one, others| {
            count += one.len() * others.len();
        });
        if count <= MOST || crowd == 1 {
            break;
        }
        crowd /= 2;
    }
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    groups(&keys, crowd, |one, others| {
        for one in one {
            pairs.extend(others.iter().map(|other| ordered(*one, *other)));
        }
    });
    pairs.retain(|(one, other)| one != other);
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Tells which keys, sorted, are pairs with which others. A key that more than `crowd` records of one
/// area have gives none.
fn groups(keys: &[Key], crowd: usize, mut tell: impl FnMut(&[Key], &[Key])) {
    for shared in keys.chunk_by(|a, b| a.value == b.value) {
        let (nowhere, elsewhere) = shared.split_at(shared.partition_point(|key| key.area == 0));
        for here in shared.chunk_by(|a, b| a.area == b.area) {
            if here.len() <= crowd {
                for number in 0..here.len() {
                    tell(&here[number..=number], &here[number + 1..]);
                }
            }
        }
        if nowhere.len() <= crowd && elsewhere.len() <= crowd {
            tell(nowhere, elsewhere);
        }
    }
}

fn ordered(one: Key, other: Key) -> (u32, u32) {
    (one.record.min(other.record), one.record.max(other.record))
}

/// How often each key occurs.
#[derive(Debug, Default)]
pub(super) struct Frequencies {
    counts: FxHashMap<u64, u32>,
}

impl Frequencies {
    /// Counts keys.
    pub(super) fn count(&mut self, keys: impl IntoIterator<Item = u64>) {
        for key in keys {
            *self.counts.entry(key).or_default() += 1;
        }
    }

    /// How often a key was counted.
    pub(super) fn of(&self, key: u64) -> u32 {
        self.counts.get(&key).copied().unwrap_or(0)
    }

    /// What rarity leaves of the weight of a key that was counted in so many `texts`, in
    /// thousandths: all of it for what occurs once, less with the logarithm of how often it occurs
    /// (inverse document frequency, Spärck Jones 1972), and never nothing.
    pub(super) fn share(&self, key: u64, texts: usize) -> u32 {
        let count = f64::from(self.of(key).max(1));
        // Sixteen more, so that in a short list twice is not yet common.
        let texts = texts as f64 + 16.0;
        let share = 1_000.0 * (1.0 - libm::log2(count) / libm::log2(texts));
        (share as u32).clamp(COMMON, 1_000)
    }

    /// The `number` rarest of some keys that more than one has; of equals the lower.
    pub(super) fn rarest(&self, keys: &mut Vec<u64>, number: usize) {
        keys.sort_unstable();
        keys.dedup();
        keys.retain(|key| self.of(*key) > 1);
        keys.sort_by_key(|key| self.of(*key));
        keys.truncate(number);
    }
}

/// Two neighbouring characters as a key.
pub(super) fn bigram(first: char, second: char) -> u64 {
    u64::from(u32::from(first)) << 32 | u64::from(u32::from(second))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(value: u64, area: u64, record: u32) -> Key {
        Key { value, area, record }
    }

    #[test]
    fn a_pair_shares_a_key_in_one_area_or_without_one() {
        let keys = vec![key(1, 10, 0), key(1, 10, 1), key(1, 20, 2), key(1, 0, 3), key(2, 10, 0)];
        assert_eq!(pairs(keys), [(0, 1), (0, 3), (1, 3), (2, 3)]);
        assert_eq!(pairs(vec![key(1, 10, 0), key(1, 10, 0)]), []);
    }

    #[test]
    fn what_everybody_shares_gives_no_pairs() {
        let crowd: Vec<Key> = (0..=CROWD as u32).map(|record| key(1, 10, record)).collect();
        assert_eq!(pairs(crowd), []);
    }

    #[test]
    fn the_rarest_come_first() {
        let mut frequencies = Frequencies::default();
        frequencies.count([1, 1, 2, 3, 3, 3, 4, 4, 4, 4]);
        let mut keys = vec![4, 3, 2, 1, 2];
        frequencies.rarest(&mut keys, 2);
        // Nobody shares 2.
        assert_eq!(keys, [1, 3]);
    }
}
