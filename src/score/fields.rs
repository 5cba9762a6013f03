//! Fields of work that two records share, and what one has that the other lacks.

use std::collections::BTreeSet;

use super::{Measure, Pair};

/// The feature `fields`: shared fields of all fields that either names (Jaccard 1901). Unknown where
/// the candidate names none; nothing for all where the query names none.
pub(super) fn measure(pair: Pair<'_>) -> Measure {
    let (here, there) = (sorted(&pair.query.fields), sorted(&pair.candidate.fields));
    if here.is_empty() {
        return Measure { value: Some(0), facts: Vec::new() };
    }
    if there.is_empty() {
        return Measure::default();
    }
    let shared: Vec<String> = here.intersection(&there).map(|field| (*field).clone()).collect();
    let all = here.union(&there).count();
    Measure { value: Some(share(shared.len(), all)), facts: shared }
}

/// The feature `complements`: of the candidate's fields, those that the query lacks. For peers: who
/// has what you have not.
pub(super) fn complements(pair: Pair<'_>) -> Measure {
    let (here, there) = (sorted(&pair.query.fields), sorted(&pair.candidate.fields));
    if there.is_empty() || here.is_empty() {
        return Measure::default();
    }
    let lacking: Vec<String> = there.difference(&here).map(|field| (*field).clone()).collect();
    Measure { value: Some(share(lacking.len(), there.len())), facts: lacking }
}

/// The feature `track-record`: projects that the candidate carries or carried in a field of the query;
/// two are as good as many.
pub(super) fn track_record(pair: Pair<'_>) -> Measure {
    const ENOUGH: u32 = 2;
    let of_field = |field: &String| pair.candidate.carried.get(field).copied().unwrap_or(0);
    let fields = sorted(&pair.query.fields);
    let count = fields.iter().map(|field| of_field(field)).max().unwrap_or(0);
    let facts = fields.iter().filter(|field| of_field(field) > 0);
    Measure {
        value: Some(share(count.min(ENOUGH) as usize, ENOUGH as usize)),
        facts: facts.map(|field| (*field).clone()).collect(),
    }
}

/// Each field once, in order.
fn sorted(fields: &[String]) -> BTreeSet<&String> {
    let mut sorted = BTreeSet::new();
    for field in fields {
        sorted.insert(field);
    }
    sorted
}

/// A share in millionths.
fn share(part: usize, whole: usize) -> u32 {
    (part as u64 * 1_000_000 / whole.max(1) as u64) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Attributes;

    fn with(fields: &[&str]) -> Attributes {
        let fields = fields.iter().map(|field| (*field).to_owned()).collect();
        Attributes { fields, ..Attributes::default() }
    }

    fn value(
        feature: fn(Pair<'_>) -> Measure,
        one: &Attributes,
        other: &Attributes,
    ) -> Option<u32> {
        feature(Pair { query: one, candidate: other, shared_words: 0, nearness: 0 }).value
    }

    #[test]
    fn shared_fields_are_the_same_from_both_sides() {
        let (one, other) = (with(&["甲", "乙"]), with(&["乙", "丙", "丁"]));
        assert_eq!(value(measure, &one, &other), Some(250_000));
        assert_eq!(value(measure, &other, &one), Some(250_000));
        assert_eq!(value(measure, &one, &with(&[])), None);
        assert_eq!(value(measure, &with(&[]), &one), Some(0));
    }

    #[test]
    fn what_the_other_has_beyond_ours() {
        let (one, other) = (with(&["甲", "乙"]), with(&["乙", "丙"]));
        assert_eq!(value(complements, &one, &other), Some(500_000));
        assert_eq!(value(complements, &one, &one), Some(0));
    }

    #[test]
    fn two_projects_in_the_field_are_a_full_record() {
        let mut candidate = with(&[]);
        let query = with(&["甲", "乙"]);
        assert_eq!(value(track_record, &query, &candidate), Some(0));
        candidate.carried.insert("乙".into(), 1);
        assert_eq!(value(track_record, &query, &candidate), Some(500_000));
        candidate.carried.insert("乙".into(), 7);
        assert_eq!(value(track_record, &query, &candidate), Some(1_000_000));
    }
}
