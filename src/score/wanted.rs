//! Services that were ticked, and fields of work.

use super::Pair;
use crate::attributes::Wanted;

/// The feature `wanted`: the share of ticked services that the candidate has among its fields. It is
/// nothing for all where nothing was ticked, and unknown where the candidate states no field.
pub(super) fn value(pair: Pair<'_>) -> Option<u32> {
    let wanted = pair.query.wanted.len();
    if wanted == 0 {
        return Some(0);
    }
    if pair.candidate.fields.is_empty() {
        return None;
    }
    Some((met(pair).count() as u64 * 1_000_000 / wanted as u64) as u32)
}

/// The ticked services that the candidate has among its fields, as written.
pub(super) fn facts(pair: Pair<'_>) -> Vec<String> {
    met(pair).map(|wanted| wanted.written.clone()).collect()
}

fn met(pair: Pair<'_>) -> impl Iterator<Item = &Wanted> {
    let fields = &pair.candidate.fields;
    pair.query.wanted.iter().filter(|wanted| fields.contains(&wanted.field))
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
        let measured = |query: &Attributes, candidate: &Attributes| {
            let pair = Pair { query, candidate, shared_words: 0, nearness: 0 };
            (value(pair), facts(pair))
        };
        assert_eq!(measured(&query, &candidate), (Some(500_000), vec!["乙".to_owned()]));
        candidate.fields.clear();
        assert_eq!(measured(&query, &candidate).0, None);
        query.wanted.clear();
        assert_eq!(measured(&query, &candidate).0, Some(0));
    }
}
