//! How good is a ranking? nDCG, recall, reciprocal rank and success against judgments by people.
//!
//! Gain is 2^grade − 1, discounted by log₂(rank + 1) (Järvelin and Kekäläinen 2002); a candidate of
//! grade 2 or more is relevant. Pairs without a judgment count as 0. Queries without a relevant
//! candidate are left out of all figures and counted.

use std::collections::BTreeMap;

use serde_json::Value;

/// A grade from which a candidate is relevant.
const RELEVANT: u32 = 2;
/// The highest grade that is read.
const HIGHEST: u32 = 3;
/// How many of the first places recall looks at.
const RECALL_AT: usize = 5;

/// Grades by query and candidate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgments {
    /// For each query, the grade of each judged candidate.
    pub grades: BTreeMap<String, BTreeMap<String, u32>>,
}

impl Judgments {
    /// Reads JSON lines `{"need"|"funder"|"query": id, "org"|"resource"|"project"|"candidate": id,
    /// "grade": 0–3}`. An error names the line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut judgments = Self::default();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let row: Value = serde_json::from_str(line)
                .map_err(|error| format!("line {}: {error}", number + 1))?;
            let id = |keys: &[&str]| keys.iter().find_map(|key| row.get(key)?.as_str());
            let query = id(&["query", "need", "funder", "project", "organization"]);
            let candidate = id(&["candidate", "org", "resource", "project", "call"]);
            let grade = row.get("grade").and_then(Value::as_u64);
            let (Some(query), Some(candidate), Some(grade)) = (query, candidate, grade) else {
                return Err(format!("line {}: need a query, a candidate and a grade", number + 1));
            };
            if grade > u64::from(HIGHEST) {
                return Err(format!("line {}: grade {grade} is over {HIGHEST}", number + 1));
            }
            let query = judgments.grades.entry(query.to_owned()).or_default();
            query.insert(candidate.to_owned(), grade as u32);
        }
        Ok(judgments)
    }
}

/// Reads JSON lines `{"query": id, "band": name}`: which queries belong together. An error names the
/// line.
pub fn parse_bands(text: &str) -> Result<BTreeMap<String, String>, String> {
    let mut bands = BTreeMap::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let row: Value =
            serde_json::from_str(line).map_err(|error| format!("line {}: {error}", number + 1))?;
        let word = |key: &str| row.get(key).and_then(Value::as_str).map(str::to_owned);
        let (Some(query), Some(band)) = (word("query"), word("band")) else {
            return Err(format!("line {}: need a query and a band", number + 1));
        };
        bands.insert(query, band);
    }
    Ok(bands)
}

/// Means over queries.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Normalised discounted cumulative gain of the first places.
    pub ndcg: f64,
    /// Relevant among the first five, of at most five.
    pub recall: f64,
    /// One over the rank of the first relevant candidate, over the whole list.
    pub reciprocal_rank: f64,
    /// Is the first candidate relevant?
    pub success: f64,
    /// Queries that were measured.
    pub queries: usize,
    /// Queries left out because nobody is relevant for them.
    pub left_out: usize,
}

/// Measures rankings (ids, best first, by query) over the queries that `keep` accepts. A judged query
/// without a ranking counts as an empty one.
pub fn measure(
    judgments: &Judgments,
    rankings: &BTreeMap<String, Vec<String>>,
    top: usize,
    keep: impl Fn(&str) -> bool,
) -> Figures {
    let mut sum = Figures::default();
    for (query, grades) in judgments.grades.iter().filter(|(query, _)| keep(query)) {
        let relevant = grades.values().filter(|grade| **grade >= RELEVANT).count();
        if relevant == 0 {
            sum.left_out += 1;
            continue;
        }
        let ranking = rankings.get(query).map_or(&[][..], Vec::as_slice);
        let ranked: Vec<u32> =
            ranking.iter().map(|id| grades.get(id).copied().unwrap_or(0)).collect();
        let mut ideal: Vec<u32> = grades.values().copied().collect();
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        let is_relevant = |grade: &&u32| **grade >= RELEVANT;
        let found = ranked.iter().take(RECALL_AT).filter(is_relevant).count();
        let first = ranked.iter().position(|grade| *grade >= RELEVANT);
        sum.ndcg += gain(&ranked, top) / gain(&ideal, top);
        sum.recall += found as f64 / relevant.min(RECALL_AT) as f64;
        sum.reciprocal_rank += first.map_or(0.0, |position| 1.0 / (position + 1) as f64);
        sum.success += f64::from(u8::from(first == Some(0)));
        sum.queries += 1;
    }
    let count = sum.queries.max(1) as f64;
    Figures {
        ndcg: sum.ndcg / count,
        recall: sum.recall / count,
        reciprocal_rank: sum.reciprocal_rank / count,
        success: sum.success / count,
        ..sum
    }
}

/// Discounted cumulative gain of the first `top` grades.
fn gain(grades: &[u32], top: usize) -> f64 {
    let ranked = grades.iter().take(top).enumerate();
    ranked.map(|(rank, grade)| f64::from((1 << grade) - 1) / libm::log2((rank + 2) as f64)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged() -> Judgments {
        Judgments::parse(
            "{\"need\":\"n\",\"org\":\"a\",\"grade\":3}\n{\"need\":\"n\",\"org\":\"b\",\"grade\":2}\n\n\
             {\"need\":\"n\",\"org\":\"c\",\"grade\":0}\n{\"need\":\"m\",\"org\":\"a\",\"grade\":1}",
        )
        .unwrap()
    }

    fn figures(ranking: &[&str]) -> Figures {
        let ranking = ranking.iter().map(|id| (*id).to_owned()).collect();
        measure(&judged(), &BTreeMap::from([("n".to_owned(), ranking)]), 10, |_| true)
    }

    #[test]
    fn the_ideal_order_is_one() {
        let best = figures(&["a", "b", "c"]);
        assert!((best.ndcg - 1.0).abs() < 1e-12 && (best.recall - 1.0).abs() < 1e-12);
        assert_eq!((best.queries, best.left_out), (1, 1));
    }

    #[test]
    fn later_is_worse_by_the_formula() {
        let swapped = figures(&["c", "b", "a"]);
        let (three, two) = (7.0, 3.0);
        let expected = (two / libm::log2(3.0) + three / 2.0) / (three + two / libm::log2(3.0));
        assert!((swapped.ndcg - expected).abs() < 1e-12);
        assert!((swapped.reciprocal_rank - 0.5).abs() < 1e-12 && swapped.success == 0.0);
    }

    #[test]
    fn nothing_found_is_zero() {
        assert!(figures(&[]).ndcg == 0.0);
    }

    #[test]
    fn faults_name_their_line() {
        assert!(Judgments::parse("{}\n").unwrap_err().starts_with("line 1"));
        assert!(
            Judgments::parse("\n{\"need\":\"n\",\"org\":\"a\",\"grade\":4}")
                .unwrap_err()
                .starts_with("line 2")
        );
        assert!(parse_bands("{\"query\":1}").is_err());
    }
}
