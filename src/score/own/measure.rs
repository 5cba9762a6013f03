//! The measures that a route may declare.

use std::sync::Arc;

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::column::{Cell, Words};

/// How a key of the query is compared with one of the candidate. A key is that of the record, or
/// `KEY.INNER` for a key of an object; also keys that are not of the contract. Values are millionths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Words of the query in some texts of the candidate: `t / (t + half)`, where `t` is BM25 as published
    /// (Robertson and Zaragoza 2009) over pairs of characters and words; `k1`, `b` and `half` in thousandths.
    Words {
        /// Keys of the candidate's texts.
        keys: Vec<String>,
        /// How soon repeating a word stops to count.
        k1: u32,
        /// How far a long text is held against its words.
        b: u32,
        /// The score that is worth half.
        half: u32,
    },
    /// Words that both name, of all that either names (Jaccard 1901).
    Shared {
        /// Key of the query.
        query: String,
        /// Key of the candidate.
        candidate: String,
    },
    /// The smallest division in which both places lie.
    Levels {
        /// Key of the query.
        query: String,
        /// Key of the candidate.
        candidate: String,
        /// What the same province is worth,
        province: u32,
        /// the same prefecture,
        prefecture: u32,
        /// and the same county.
        county: u32,
    },
    /// How much of the query's number the candidate's covers, at most all.
    Covers {
        /// Key of the query.
        query: String,
        /// Key of the candidate.
        candidate: String,
    },
    /// What a word of the candidate is worth to a word of the query.
    Table {
        /// Key of the query.
        query: String,
        /// Key of the candidate.
        candidate: String,
        /// Word of the query, word of the candidate, and what that is worth.
        values: Vec<(String, String, u32)>,
    },
    /// How far the candidate's number lies from one bound to the other.
    Scale {
        /// Key of the candidate.
        candidate: String,
        /// What is worth nothing,
        from: u32,
        /// and what is worth everything.
        to: u32,
    },
    /// What the query itself states of candidates by their ids, 0 to 1, as scores brought from elsewhere.
    Stated {
        /// Key of the query.
        query: String,
    },
}

/// A measure as a route declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// What it means. Shared: a route is cloned for every request.
    pub measure: Arc<Measure>,
    /// How it was written; a route is written back with it.
    pub json: Arc<Value>,
}

impl Serialize for Declared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }
}

impl Measure {
    /// The key of the query, where one is compared.
    pub(super) fn query_key(&self) -> Option<&str> {
        match self {
            Self::Words { .. } | Self::Scale { .. } => None,
            Self::Shared { query, .. }
            | Self::Levels { query, .. }
            | Self::Covers { query, .. }
            | Self::Table { query, .. }
            | Self::Stated { query } => Some(query),
        }
    }

    /// The key of the candidate, where one is compared.
    pub(super) fn candidate_key(&self) -> Option<&str> {
        match self {
            Self::Words { .. } | Self::Stated { .. } => None,
            Self::Shared { candidate, .. }
            | Self::Levels { candidate, .. }
            | Self::Covers { candidate, .. }
            | Self::Table { candidate, .. }
            | Self::Scale { candidate, .. } => Some(candidate),
        }
    }

    /// Reads a value of either key.
    pub(super) fn read(&self, value: &Value, words: &mut Words) -> Cell {
        match self {
            Self::Words { .. } | Self::Stated { .. } => Cell::Absent,
            Self::Shared { .. } => Cell::set(value, words),
            Self::Levels { .. } => Cell::place(value),
            Self::Covers { .. } | Self::Scale { .. } => Cell::number(value),
            Self::Table { .. } => Cell::word(value),
        }
    }

    /// What a value of the candidate is worth to one of the query. A query that says nothing says
    /// nothing against anybody: all get nothing. A candidate that says nothing is unknown.
    pub(super) fn worth(&self, query: &Cell, candidate: &Cell) -> Option<u32> {
        if matches!(query, Cell::Absent) && self.query_key().is_some() {
            return Some(0);
        }
        match (self, query, candidate) {
            (Self::Shared { .. }, Cell::Set(one), Cell::Set(other)) => Some(jaccard(one, other)),
            (
                Self::Levels { province, prefecture, county, .. },
                Cell::Place(one),
                Cell::Place(other),
            ) => {
                let same = |at: usize| one[at] > 0 && one[at] == other[at];
                let levels = [(2, *county), (1, *prefecture), (0, *province)];
                let found = levels.into_iter().find(|(at, _)| same(*at));
                Some(found.map_or(0, |(_, worth)| worth))
            }
            (Self::Covers { .. }, Cell::Number(needed), Cell::Number(offered)) => {
                Some(part(*offered, *needed))
            }
            (Self::Table { values, .. }, Cell::Word(one), Cell::Word(other)) => {
                let row = values.iter().find(|(word, to, _)| word == one && to == other);
                row.map(|(.., worth)| *worth)
            }
            (Self::Scale { from, to, .. }, _, Cell::Number(number)) => {
                let [from, to] = [*from, *to].map(|bound| u64::from(bound) * 1000);
                Some(part(number.saturating_sub(from), to.saturating_sub(from)))
            }
            _ => None,
        }
    }
}

/// How much of the whole a part is, at most all, in millionths rounded to the nearest. All of nothing.
pub(super) fn part(part: u64, whole: u64) -> u32 {
    if part >= whole { 1_000_000 } else { ((part * 1_000_000 + whole / 2) / whole) as u32 }
}

/// The share that two ascending lists have in common.
fn jaccard(one: &[u32], other: &[u32]) -> u32 {
    let shared = one.iter().filter(|number| other.contains(number)).count();
    part(shared as u64, (one.len() + other.len() - shared) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What two values are worth to each other.
    #[allow(clippy::needless_pass_by_value)] // reads better where it is called
    fn worth(measure: &Measure, query: Value, candidate: Value) -> Option<u32> {
        let mut words = Words::new();
        let query = measure.read(&query, &mut words);
        measure.worth(&query, &measure.read(&candidate, &mut words))
    }

    fn keys() -> (String, String) {
        ("a".to_owned(), "b".to_owned())
    }

    #[test]
    fn shared_words_of_all_words() {
        let (query, candidate) = keys();
        let shared = Measure::Shared { query, candidate };
        let list = |words: &[&str]| Value::from(words.to_vec());
        assert_eq!(worth(&shared, list(&["甲", "乙"]), list(&["乙", "丙"])), Some(333_333));
        assert_eq!(worth(&shared, list(&["甲", "乙", "丁"]), list(&["乙", "甲"])), Some(666_667));
        assert_eq!(worth(&shared, list(&[]), list(&["乙"])), Some(0));
        assert_eq!(worth(&shared, list(&["乙"]), list(&[])), None);
    }

    #[test]
    fn the_smallest_common_division_counts() {
        let (query, candidate) = keys();
        let levels = Measure::Levels { query, candidate, province: 1, prefecture: 2, county: 3 };
        let at = |one: &str, other: &str| worth(&levels, one.into(), other.into());
        assert_eq!(at("350102001", "350102"), Some(3));
        assert_eq!(at("350102", "350103"), Some(2));
        assert_eq!(at("350102", "350200"), Some(1));
        assert_eq!(at("350000", "350000"), Some(1));
        assert_eq!(at("350102", "430102"), Some(0));
        assert_eq!(at("429004", "429005"), Some(1), "no prefecture in common");
        assert_eq!(at("福州", "350102"), Some(0));
        assert_eq!(at("350102", "福州"), None);
    }

    #[test]
    fn numbers_cover_and_scale() {
        let (query, candidate) = keys();
        let covers = Measure::Covers { query, candidate: candidate.clone() };
        assert_eq!(worth(&covers, 3.into(), 2.into()), Some(666_667));
        assert_eq!(worth(&covers, 3.into(), 7.into()), Some(1_000_000));
        assert_eq!(worth(&covers, 0.into(), 0.into()), Some(1_000_000));
        assert_eq!(worth(&covers, 3.into(), Value::Null), None);
        let scale = Measure::Scale { candidate, from: 1, to: 5 };
        let at = |number: &str| worth(&scale, Value::Null, number.into());
        assert_eq!([at("1A"), at("2A"), at("5A")], [Some(0), Some(250_000), Some(1_000_000)]);
        assert_eq!([at("0"), at("9"), at("未评估")], [Some(0), Some(1_000_000), None]);
    }

    #[test]
    fn a_table_says_what_words_are_worth() {
        let (query, candidate) = keys();
        let values = vec![("2".to_owned(), "成熟".to_owned(), 700_000)];
        let table = Measure::Table { query, candidate, values };
        assert_eq!(worth(&table, 2.into(), "成熟".into()), Some(700_000));
        assert_eq!(worth(&table, "2".into(), "成熟".into()), Some(700_000));
        assert_eq!(worth(&table, 2.into(), "萌芽".into()), None);
        assert_eq!(worth(&table, 3.into(), "成熟".into()), None);
    }
}
