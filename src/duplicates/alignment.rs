//! Two weighted texts laid beside each other with the least difference.
//!
//! Damerau and Levenshtein's distance in its restricted form (optimal string alignment: a character may
//! be changed, left out, or change places with its neighbour), with a weight for each character. Of the
//! ways with the least difference that counts which shares most; so it is the same from both sides.

/// What one character for another costs at least, where the characters weigh as much.
const SLIP: u32 = 200;

/// A character and what it weighs, in thousandths of a character that tells organizations apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Weighted {
    pub character: char,
    pub weight: u32,
}

/// Which characters a text has, as one bit each of their code points' hashes: a quick way to see that
/// characters of one text are missing in another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signature(u64);

impl Signature {
    /// The signature of a text.
    pub(super) fn new(text: &[Weighted]) -> Self {
        Self(text.iter().fold(0, |bits, it| bits | Self::bit(it.character)))
    }

    /// The most that `text` can share with the text of this signature, and the least by which they
    /// differ: what is surely missing is at best a slip.
    pub(super) fn bounds(self, text: &[Weighted]) -> Agreement {
        let mut bounds = Agreement::default();
        for it in text {
            if self.0 & Self::bit(it.character) == 0 {
                bounds.differing += it.weight.min(SLIP);
            } else {
                bounds.shared += it.weight;
            }
        }
        bounds
    }

    /// Multiplicative hashing (Knuth, The Art of Computer Programming, volume 3, 6.4).
    fn bit(character: char) -> u64 {
        1 << (u32::from(character).wrapping_mul(0x9e37_79b1) >> 26)
    }
}

/// What happens between the one text and the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The same character, at these positions.
    Same(usize, usize),
    /// One character for another.
    Changed(usize, usize),
    /// Two neighbours have changed places; the positions are those of the first.
    Swapped(usize, usize),
    /// Only in the first text.
    First(usize),
    /// Only in the second.
    Second(usize),
}

/// How far two texts agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Agreement {
    /// What the shared characters weigh; where the texts weigh one differently, the less.
    pub shared: u32,
    /// What the differences weigh.
    pub differing: u32,
}

/// One unit of difference in a sum. Below it stands, subtracted, what is shared: the least sum is the
/// least difference, and of several the one that shares most.
const DIFFERENCE: i64 = 1 << 32;

/// Lays texts beside each other; keeps its table from one pair to the next.
#[derive(Debug, Default)]
pub(super) struct Aligner {
    sums: Vec<i64>,
}

impl Aligner {
    /// How far two texts agree.
    pub(super) fn agreement(&mut self, first: &[Weighted], second: &[Weighted]) -> Agreement {
        self.fill(first, second);
        let sum = self.sums.last().copied().unwrap_or(0);
        let differing = (sum + DIFFERENCE - 1).div_euclid(DIFFERENCE);
        Agreement { shared: (differing * DIFFERENCE - sum) as u32, differing: differing as u32 }
    }

    /// The steps from the one text to the other, in their order.
    pub(super) fn steps(&mut self, first: &[Weighted], second: &[Weighted]) -> Vec<Step> {
        self.fill(first, second);
        let (width, sums) = (second.len() + 1, &self.sums);
        let (mut row, mut column) = (first.len(), second.len());
        let mut steps = Vec::new();
        while row > 0 || column > 0 {
            let at = row * width + column;
            let taken = options(first, second, row, column)
                .find(|(_, back, sum)| sums[at - back] + sum == sums[at]);
            let Some((step, ..)) = taken else { break };
            match step {
                Step::Same(..) | Step::Changed(..) => (row, column) = (row - 1, column - 1),
                Step::Swapped(..) => (row, column) = (row - 2, column - 2),
                Step::First(_) => row -= 1,
                Step::Second(_) => column -= 1,
            }
            steps.push(step);
        }
        steps.reverse();
        steps
    }

    /// Fills the table: at row r and column c the sum for the first r and c characters.
    fn fill(&mut self, first: &[Weighted], second: &[Weighted]) {
        let width = second.len() + 1;
        self.sums.clear();
        self.sums.resize((first.len() + 1) * width, 0);
        let sums = &mut self.sums;
        for (column, it) in second.iter().enumerate() {
            sums[column + 1] = sums[column] + differing(it.weight);
        }
        for row in 1..=first.len() {
            sums[row * width] = sums[(row - 1) * width] + differing(first[row - 1].weight);
            for column in 1..width {
                let at = row * width + column;
                let steps = options(first, second, row, column);
                sums[at] = steps.map(|(_, back, sum)| sums[at - back] + sum).min().unwrap_or(0);
            }
        }
    }
}

/// A difference as part of a sum.
fn differing(weight: u32) -> i64 {
    i64::from(weight) * DIFFERENCE
}

/// The steps that can end at a cell: each with how far back in the table it began, and what it adds.
fn options<'a>(
    first: &'a [Weighted],
    second: &'a [Weighted],
    row: usize,
    column: usize,
) -> impl Iterator<Item = (Step, usize, i64)> + 'a {
    let width = second.len() + 1;
    let one = row.checked_sub(1).map(|at| first[at]);
    let other = column.checked_sub(1).map(|at| second[at]);
    let both = one.zip(other);
    let diagonal = both.map(|(one, other)| {
        let (least, most) = (one.weight.min(other.weight), one.weight.max(other.weight));
        if one.character == other.character {
            (Step::Same(row - 1, column - 1), width + 1, -i64::from(least))
        } else {
            // A slip inside a part that weighs little hides from the reader what part it is in.
            let cost = differing(most.min(least + SLIP));
            (Step::Changed(row - 1, column - 1), width + 1, cost)
        }
    });
    let swapped = both.filter(|_| row > 1 && column > 1).and_then(|(one, other)| {
        let (before, after) = (first[row - 2], second[column - 2]);
        let swaps = one.character == after.character
            && before.character == other.character
            && one.character != other.character;
        let most = one.weight.max(before.weight).max(other.weight).max(after.weight);
        let cost = differing(most / 2);
        swaps.then_some((Step::Swapped(row - 2, column - 2), 2 * width + 2, cost))
    });
    let left = one.map(|one| (Step::First(row - 1), width, differing(one.weight)));
    let right = other.map(|other| (Step::Second(column - 1), 1, differing(other.weight)));
    [diagonal, swapped, left, right].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn weighted(text: &str) -> Vec<Weighted> {
        text.chars().map(|character| Weighted { character, weight: 10 }).collect()
    }

    fn agreement(one: &str, other: &str) -> (u32, u32) {
        let it = Aligner::default().agreement(&weighted(one), &weighted(other));
        (it.shared, it.differing)
    }

    #[test]
    fn each_kind_of_difference_has_its_cost() {
        assert_eq!(agreement("小匣子少儿", "小匣子少儿"), (50, 0));
        assert_eq!(agreement("小匣子少儿", "小匣孓少儿"), (40, 10));
        assert_eq!(agreement("小匣子少儿", "小匣子"), (30, 20));
        assert_eq!(agreement("小匣子少儿", "小子匣少儿"), (30, 5));
        assert_eq!(agreement("", "小匣"), (0, 20));
    }

    #[test]
    fn steps_lead_from_the_one_to_the_other() {
        let steps = Aligner::default().steps(&weighted("暖巢女"), &weighted("晋暖槽女"));
        assert_eq!(
            steps,
            [Step::Second(0), Step::Same(0, 1), Step::Changed(1, 2), Step::Same(2, 3)]
        );
    }

    proptest! {
        #[test]
        fn bounds_hold(one in "[甲乙丙丁]{0,8}", other in "[甲乙丙丁]{0,8}", weight in 1_u32..900) {
            let heavy = |text: &str| -> Vec<Weighted> {
                let characters = weighted(text).into_iter().zip((0..).step_by(77));
                characters.map(|(it, more)| Weighted { weight: weight + more, ..it }).collect()
            };
            let (one, other) = (heavy(&one), heavy(&other));
            let exact = Aligner::default().agreement(&one, &other);
            let bounds = Signature::new(&other).bounds(&one);
            prop_assert!(bounds.shared >= exact.shared && bounds.differing <= exact.differing);
        }

        #[test]
        fn it_is_the_same_from_both_sides(
            one in prop::collection::vec((prop::sample::select(vec!['甲', '乙', '丙']), 1_u32..900), 0..7),
            other in prop::collection::vec((prop::sample::select(vec!['甲', '乙', '丙']), 1_u32..900), 0..7),
        ) {
            let text = |pairs: &[(char, u32)]| -> Vec<Weighted> {
                pairs.iter().map(|&(character, weight)| Weighted { character, weight }).collect()
            };
            let (one, other) = (text(&one), text(&other));
            let mut aligner = Aligner::default();
            prop_assert_eq!(aligner.agreement(&one, &other), aligner.agreement(&other, &one));
        }

        #[test]
        fn with_equal_weights_it_is_the_known_distance(one in "[甲乙丙]{0,8}", other in "[甲乙丙]{0,8}") {
            let expected = by_definition(&one, &other);
            prop_assert_eq!(agreement(&one, &other).1, expected);
            prop_assert_eq!(agreement(&one, &other).1, agreement(&other, &one).1);
        }
    }

    /// The same distance by its recursive definition.
    fn by_definition(one: &str, other: &str) -> u32 {
        fn distance(one: &[char], other: &[char]) -> u32 {
            let (Some((a, one_rest)), Some((b, other_rest))) =
                (one.split_last(), other.split_last())
            else {
                return 10 * (one.len() + other.len()) as u32;
            };
            let same = distance(one_rest, other_rest) + if a == b { 0 } else { 10 };
            let left = distance(one_rest, other) + 10;
            let right = distance(one, other_rest) + 10;
            let mut least = same.min(left).min(right);
            if let ([before @ .., c, d], [after @ .., e, f]) = (one, other)
                && c == f
                && d == e
                && c != d
            {
                least = least.min(distance(before, after) + 5);
            }
            least
        }
        let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
        distance(&one, &other)
    }
}
