//! The same answer handed in twice: the same text from the same place by the same kind of person, exact
//! or with a few characters changed.
//!
//! Answers with different signs of risk are never taken for one.

use std::collections::BTreeMap;

use crate::risk;
use crate::text::fold;

/// Characters below which a text is too common for two to be one answer.
const SHORTEST: usize = 8;
/// Characters above which only exact repetition counts.
const LONGEST: usize = 400;
/// One character in so many may differ (insertions, deletions, replacements; Levenshtein).
const CHARACTERS_PER_CHANGE: usize = 6;
/// Length of the pieces by which candidates are found.
const PIECE: usize = 3;
/// Candidates kept for one piece: phrases that everybody writes say nothing.
const MOST_CANDIDATES: usize = 24;

/// Answers seen so far.
#[derive(Debug, Default)]
pub(super) struct Answers {
    exact: BTreeMap<(String, Vec<char>), usize>,
    pieces: BTreeMap<(String, [char; PIECE]), Vec<usize>>,
    texts: Vec<(Vec<char>, Option<risk::RiskLevel>)>,
}

impl Answers {
    /// The position, as given before, of the answer that this one repeats; otherwise it is noted.
    ///
    /// `source` names the place and the kind of person; only answers of one source are compared.
    pub(super) fn earlier(&mut self, source: &str, text: &str, position: usize) -> Option<usize> {
        let key = comparable(text);
        let level = risk::assess(text, false).map(|risk| risk.level);
        if key.len() < SHORTEST {
            return self.note(source, key, level, position);
        }
        if let Some(known) = self.exact.get(&(source.to_owned(), key.clone())) {
            return Some(*known);
        }
        if key.len() <= LONGEST {
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for piece in pieces(&key) {
                for known in self.pieces.get(&(source.to_owned(), piece)).into_iter().flatten() {
                    *shared.entry(*known).or_default() += 1;
                }
            }
            for (known, count) in shared {
                let Some((other, other_level)) = self.texts.get(known) else { continue };
                let most = key.len().max(other.len()) / CHARACTERS_PER_CHANGE;
                if count > 1
                    && *other_level == level
                    && key.len().abs_diff(other.len()) <= most
                    && distance(&key, other) <= most
                {
                    return Some(known);
                }
            }
        }
        self.note(source, key, level, position)
    }

    /// Remembers an answer.
    fn note(
        &mut self,
        source: &str,
        key: Vec<char>,
        level: Option<risk::RiskLevel>,
        position: usize,
    ) -> Option<usize> {
        self.texts.resize(position, (Vec::new(), None));
        if (SHORTEST..=LONGEST).contains(&key.len()) {
            for piece in pieces(&key) {
                let known = self.pieces.entry((source.to_owned(), piece)).or_default();
                if known.len() < MOST_CANDIDATES {
                    known.push(position);
                }
            }
        }
        self.exact.insert((source.to_owned(), key.clone()), position);
        self.texts.push((key, level));
        None
    }
}

/// Letters and figures of a text, folded; Chinese numerals as figures, 俩 as two and what goes with it.
fn comparable(text: &str) -> Vec<char> {
    let mut key = Vec::new();
    let mut number: Option<u32> = None;
    for character in fold(text).chars().filter(|character| character.is_alphanumeric()) {
        let digit = "零一二三四五六七八九".chars().position(|numeral| numeral == character);
        let digit = digit.or_else(|| matches!(character, '两' | '俩').then_some(2));
        match (digit, character) {
            (Some(digit), _) => number = Some(number.unwrap_or(0).saturating_add(digit as u32)),
            (None, '十') => number = Some(number.unwrap_or(1).saturating_mul(10)),
            (None, character) => {
                write_number(&mut key, number.take());
                key.push(character);
            }
        }
    }
    write_number(&mut key, number);
    key
}

/// Appends a number in figures.
fn write_number(key: &mut Vec<char>, number: Option<u32>) {
    if let Some(number) = number {
        key.extend(number.to_string().chars());
    }
}

/// The pieces of a text.
fn pieces(key: &[char]) -> impl Iterator<Item = [char; PIECE]> {
    key.windows(PIECE).filter_map(|window| <[char; PIECE]>::try_from(window).ok())
}

/// Levenshtein distance of two short texts.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut costs: Vec<usize> = (0..=other.len()).collect();
    for (row, left) in one.iter().enumerate() {
        let mut diagonal = row;
        let mut before = row + 1;
        for (column, right) in other.iter().enumerate() {
            let above = costs[column + 1];
            let cost = (diagonal + usize::from(left != right)).min(above + 1).min(before + 1);
            diagonal = above;
            costs[column] = before;
            before = cost;
        }
        costs[other.len()] = before;
    }
    costs[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeats(one: &str, other: &str) -> bool {
        let mut answers = Answers::default();
        answers.earlier("350102\t孩子家长", one, 0);
        answers.earlier("350102\t孩子家长", other, 1) == Some(0)
    }

    #[test]
    fn the_same_answer_is_found_in_another_spelling() {
        assert!(repeats(
            "我们山里学校就两个老师，从来没上过。",
            "我們山裡學校就兩個老師 從來沒上過"
        ));
        assert!(repeats("照顾瘫痪的婆婆六年了，没出过远门", "照顾瘫痪婆婆6年了没出过远门！！"));
        assert!(repeats("厂子关了，我四十七，学历又低", "厂子关了，我47，学历又低"));
    }

    #[test]
    fn alike_is_not_the_same() {
        assert!(!repeats("想学直播带货卖杨梅樱桃", "想学直播带货卖海带紫菜"));
        assert!(!repeats("没工作", "没工作"), "short answers are common");
        assert!(!repeats("孩子放学没人接怎么办才好", "老人生病没人管怎么办才好"));
        assert!(
            !repeats("他喝了酒就在家里大声骂人", "他喝了酒就在家里动手打人"),
            "one word is the danger"
        );
    }

    #[test]
    fn only_one_source_is_compared() {
        let mut answers = Answers::default();
        answers.earlier("350102\t孩子家长", "四点半放学太早了能不能多留到六点", 0);
        assert_eq!(
            answers.earlier("350103\t孩子家长", "四点半放学太早了能不能多留到六点", 1),
            None
        );
    }

    #[test]
    fn distances_are_those_of_levenshtein() {
        let chars = |text: &str| text.chars().collect::<Vec<char>>();
        for (one, other, expected) in [("kitten", "sitting", 3), ("", "ab", 2), ("abc", "abc", 0)] {
            assert_eq!(distance(&chars(one), &chars(other)), expected);
        }
    }
}
