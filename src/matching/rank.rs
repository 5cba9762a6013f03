//! Who comes before whom, and the best of many without keeping them all.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::fixed::Fixed;

/// A candidate in its order: the smaller is the better. What a rule is against comes after all others;
/// ties are broken by how closely the area fits, then by a hash of both ids, which favours nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ranked {
    pub ruled_out: bool,
    pub score: Reverse<Fixed>,
    pub specificity: Reverse<u32>,
    pub lot: u64,
    pub number: u32,
}

/// The best so far, at most a given number.
pub(super) struct Best {
    limit: usize,
    /// The worst of them on top.
    heap: BinaryHeap<Ranked>,
}

impl Best {
    /// Nobody yet.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, heap: BinaryHeap::new() }
    }

    /// The score below which nobody who is not ruled out gets in any more.
    pub(super) fn floor(&self) -> Fixed {
        let full = self.heap.len() >= self.limit;
        let worst = self.heap.peek().filter(|worst| full && !worst.ruled_out);
        worst.map_or(Fixed::default(), |worst| worst.score.0)
    }

    /// Could a candidate get in?
    pub(super) fn may_take(&self, ruled_out: bool, score: Fixed) -> bool {
        let worst = self.heap.peek().filter(|_| self.heap.len() >= self.limit);
        worst.map_or(self.limit > 0, |worst| {
            (ruled_out, Reverse(score)) <= (worst.ruled_out, worst.score)
        })
    }

    /// Takes a candidate if it is among the best.
    pub(super) fn push(&mut self, one: Ranked) {
        if self.heap.len() < self.limit {
            self.heap.push(one);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && one < *worst
        {
            *worst = one;
        }
    }

    /// All of them, the best first.
    pub(super) fn sorted(self) -> Vec<Ranked> {
        self.heap.into_sorted_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_best_are_the_first_of_all_in_order(
            rows in prop::collection::vec((any::<bool>(), 0_u32..5, 0_u32..3), 0..40),
            limit in 0_usize..9,
        ) {
            let ranked = |(number, (ruled_out, score, specificity)): (u32, &(bool, u32, u32))| Ranked {
                ruled_out: *ruled_out,
                score: Reverse(Fixed::millionths(*score)),
                specificity: Reverse(*specificity),
                lot: u64::from(number * 7 % 5),
                number,
            };
            let mut all: Vec<Ranked> = (0..).zip(&rows).map(ranked).collect();
            let mut best = Best::new(limit);
            for one in &all {
                let taken = best.may_take(one.ruled_out, one.score.0);
                if !one.ruled_out && one.score.0 < best.floor() {
                    prop_assert!(!taken);
                }
                if taken {
                    best.push(*one);
                }
            }
            all.sort_unstable();
            all.truncate(limit);
            prop_assert_eq!(best.sorted(), all);
        }
    }
}
