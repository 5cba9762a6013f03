//! Fields of work that two records share, and what one has that the other lacks.

use super::Pair;
use crate::order;

/// The feature `fields`: shared fields of all fields that either names (Jaccard 1901). Unknown where
/// the candidate names none; nothing for all where the query names none.
pub(super) fn value(pair: Pair<'_>) -> Option<u32> {
    let (here, there) = (&pair.query.fields, &pair.candidate.fields);
    if here.is_empty() {
        return Some(0);
    }
    let shared = distinct(here).filter(|field| there.contains(field)).count();
    let all = distinct(here).count() + distinct(there).count() - shared;
    (!there.is_empty()).then(|| share(shared, all))
}

/// The shared fields.
pub(super) fn shared(pair: Pair<'_>) -> Vec<String> {
    let there = &pair.candidate.fields;
    listed(distinct(&pair.query.fields).filter(|field| there.contains(field)))
}

/// The feature `complements`: of the candidate's fields, those that the query lacks. For peers: who
/// has what you have not.
pub(super) fn complements(pair: Pair<'_>) -> Option<u32> {
    let (here, there) = (&pair.query.fields, &pair.candidate.fields);
    let lacking = distinct(there).filter(|field| !here.contains(field)).count();
    (!here.is_empty() && !there.is_empty()).then(|| share(lacking, distinct(there).count()))
}

/// The candidate's fields that the query lacks, if it names any itself.
pub(super) fn lacking(pair: Pair<'_>) -> Vec<String> {
    let here = &pair.query.fields;
    let there = if here.is_empty() { &[][..] } else { &pair.candidate.fields };
    listed(distinct(there).filter(|field| !here.contains(field)))
}

/// The feature `track-record`: projects that the candidate carries or carried in a field of the query;
/// two are as good as many.
// Every row of the table of features has the same shape, also those that are always known.
#[allow(clippy::unnecessary_wraps)]
pub(super) fn track_record(pair: Pair<'_>) -> Option<u32> {
    const ENOUGH: u32 = 2;
    let count = pair.query.fields.iter().map(|field| carried(pair, field)).max().unwrap_or(0);
    Some(share(count.min(ENOUGH) as usize, ENOUGH as usize))
}

/// The fields of the query in which the candidate carries or carried a project.
pub(super) fn on_record(pair: Pair<'_>) -> Vec<String> {
    listed(distinct(&pair.query.fields).filter(|field| carried(pair, field) > 0))
}

/// How many projects the candidate carries or carried in a field.
fn carried(pair: Pair<'_>, field: &str) -> u32 {
    pair.candidate.carried.get(field).copied().unwrap_or(0)
}

/// Each field once. They are few: comparing is quicker than sorting.
fn distinct(fields: &[String]) -> impl Iterator<Item = &String> {
    fields.iter().enumerate().filter(|(at, field)| !fields[..*at].contains(field)).map(|one| one.1)
}

/// Fields in order.
fn listed<'a>(fields: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut fields: Vec<String> = fields.cloned().collect();
    order::sort(&mut fields);
    fields
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

    fn of(
        feature: fn(Pair<'_>) -> Option<u32>,
        one: &Attributes,
        other: &Attributes,
    ) -> Option<u32> {
        feature(Pair { query: one, candidate: other, shared_words: 0, nearness: 0 })
    }

    #[test]
    fn shared_fields_are_the_same_from_both_sides() {
        let (one, other) = (with(&["甲", "乙"]), with(&["乙", "丙", "丁"]));
        assert_eq!(of(value, &one, &other), Some(250_000));
        assert_eq!(of(value, &other, &one), Some(250_000));
        assert_eq!(of(value, &one, &with(&[])), None);
        assert_eq!(of(value, &with(&[]), &one), Some(0));
    }

    #[test]
    fn what_the_other_has_beyond_ours() {
        let (one, other) = (with(&["甲", "乙"]), with(&["乙", "丙"]));
        assert_eq!(of(complements, &one, &other), Some(500_000));
        assert_eq!(of(complements, &one, &one), Some(0));
    }

    #[test]
    fn two_projects_in_the_field_are_a_full_record() {
        let mut candidate = with(&[]);
        let query = with(&["甲", "乙"]);
        assert_eq!(of(track_record, &query, &candidate), Some(0));
        candidate.carried.insert("乙".into(), 1);
        assert_eq!(of(track_record, &query, &candidate), Some(500_000));
        candidate.carried.insert("乙".into(), 7);
        assert_eq!(of(track_record, &query, &candidate), Some(1_000_000));
    }
}
