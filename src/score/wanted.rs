//! Services that were ticked, and fields of work.

use super::{Measure, Pair};

/// The feature `wanted`: the share of ticked services that the candidate has among its fields. It is
/// nothing for all where nothing was ticked, and unknown where the candidate states no field.
pub(super) fn measure(pair: Pair<'_>) -> Measure {
    let (wanted, fields) = (&pair.query.wanted, &pair.candidate.fields);
    if wanted.is_empty() {
        return Measure { value: Some(0), facts: Vec::new() };
    }
    if fields.is_empty() {
        return Measure::default();
    }
    let facts: Vec<String> = wanted
        .iter()
        .filter(|wanted| fields.contains(&wanted.field))
        .map(|wanted| wanted.written.clone())
        .collect();
    let share = facts.len() as u64 * 1_000_000 / wanted.len() as u64;
    Measure { value: Some(share as u32), facts }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::{Attributes, Wanted};

    #[test]
    fn the_share_of_ticks_that_are_met() {
        let ticked = |word: &str| Wanted { written: word.into(), field: word.into() };
        let mut query =
            Attributes { wanted: vec![ticked("甲"), ticked("乙")], ..Attributes::default() };
        let mut candidate = Attributes { fields: vec!["乙".into()], ..Attributes::default() };
        let value = |query: &Attributes, candidate: &Attributes| {
            measure(Pair { query, candidate, shared_words: 0, nearness: 0 })
        };
        let half = Measure { value: Some(500_000), facts: vec!["乙".into()] };
        assert_eq!(value(&query, &candidate), half);
        candidate.fields.clear();
        assert_eq!(value(&query, &candidate).value, None);
        query.wanted.clear();
        assert_eq!(value(&query, &candidate).value, Some(0));
    }
}
