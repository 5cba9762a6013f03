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

/// Those of very many that can be among the best by their score alone. How ties fall is found out at the
/// end: that takes longer than the score, and few are left.
pub(super) struct Promising {
    limit: usize,
    /// The best scores, the least on top.
    scores: BinaryHeap<Reverse<Fixed>>,
    /// All that were not below the least of them when they came.
    kept: Vec<(Fixed, u32)>,
}

impl Promising {
    /// Nobody yet.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, scores: BinaryHeap::new(), kept: Vec::new() }
    }

    /// The score that is needed from now on.
    pub(super) fn floor(&self) -> Fixed {
        match self.scores.peek() {
            Some(least) if self.scores.len() >= self.limit => least.0,
            _ => Fixed::default(),
        }
    }

    /// Takes a candidate whose score is not below the floor.
    pub(super) fn push(&mut self, number: u32, score: Fixed) {
        self.kept.push((score, number));
        if self.scores.len() < self.limit {
            self.scores.push(Reverse(score));
        } else if let Some(mut least) = self.scores.peek_mut()
            && score > least.0
        {
            *least = Reverse(score);
        }
        if self.kept.len() > 4 * self.limit.saturating_add(1024) {
            self.forget();
        }
    }

    /// Forgets those that have fallen below the floor.
    fn forget(&mut self) {
        let floor = self.floor();
        self.kept.retain(|(score, _)| *score >= floor);
    }

    /// Those that are left: the best, and those that are tied with the last of them.
    pub(super) fn left(mut self) -> Vec<(Fixed, u32)> {
        self.forget();
        self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn those_left_are_the_best_and_their_ties(
            scores in prop::collection::vec(0_u32..9, 0..60),
            limit in 1_usize..9,
        ) {
            let mut promising = Promising::new(limit);
            for (number, score) in (0..).zip(&scores) {
                let score = Fixed::millionths(*score);
                if score >= promising.floor() {
                    promising.push(number, score);
                }
            }
            let mut sorted = scores.clone();
            sorted.sort_unstable_by_key(|score| Reverse(*score));
            let least = sorted.get(limit - 1).copied().unwrap_or(0);
            let expected: Vec<(Fixed, u32)> = (0..)
                .zip(&scores)
                .filter(|(_, score)| **score >= least)
                .map(|(number, score)| (Fixed::millionths(*score), number))
                .collect();
            prop_assert_eq!(promising.left(), expected);
        }

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
