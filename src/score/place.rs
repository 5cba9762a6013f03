//! How closely two records fit by place: the nearer the level on which they meet, the better.
//!
//! Symmetric: a need and an organization get the same value whichever asks.

use super::Pair;
use crate::model::choice::Delivery;
use crate::model::{Place, PlaceLevel};

/// What it is worth that one area covers the other, by the level of the wider one.
fn covering(level: PlaceLevel) -> u32 {
    match level {
        PlaceLevel::Village | PlaceLevel::Town => 1_000_000,
        PlaceLevel::County => 900_000,
        PlaceLevel::Prefecture => 800_000,
        PlaceLevel::Province => 600_000,
        PlaceLevel::Nation => 500_000,
    }
}

/// What it is worth that neither covers the other, by what both have in common.
fn beside(common: PlaceLevel) -> u32 {
    match common {
        PlaceLevel::Nation => 0,
        PlaceLevel::Province => 100_000,
        _ => 300_000,
    }
}

/// A service that comes by network.
const ONLINE: u32 = 300_000;

/// The feature `place`. A query without a place says nothing against anybody: all get nothing.
pub(super) fn value(pair: Pair<'_>) -> Option<u32> {
    let (here, there) = (pair.query.areas(), pair.candidate.areas());
    if here.is_empty() {
        return Some(0);
    }
    let worth = |one: &Place, other: &Place| {
        if one.covers(*other) {
            covering(one.level())
        } else if other.covers(*one) {
            covering(other.level())
        } else {
            beside(one.common_level(*other))
        }
    };
    let best = here.iter().flat_map(|one| there.iter().map(move |other| worth(one, other))).max();
    // One offers what the other says will do.
    let by_network = |side: &[Delivery]| side.contains(&Delivery::Online);
    let online = by_network(&pair.candidate.delivery) && by_network(&pair.query.delivery);
    best.map(|best| if online { best.max(ONLINE) } else { best })
}

/// The places that the candidate is about.
pub(super) fn areas(pair: Pair<'_>) -> Vec<String> {
    let areas = if pair.query.areas().is_empty() { &[] } else { pair.candidate.areas() };
    areas.iter().map(Place::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Attributes;

    fn value(place: &str, areas: &[&str]) -> Option<u32> {
        let query = Attributes { place: Place::parse(place), ..Attributes::default() };
        let service_area = areas.iter().filter_map(|code| Place::parse(code)).collect();
        let candidate = Attributes { service_area, ..Attributes::default() };
        let asked = |query, candidate| {
            super::value(Pair { query, candidate, shared_words: 0, nearness: 0 })
        };
        let there = asked(&query, &candidate);
        if !areas.is_empty() {
            assert_eq!(there, asked(&candidate, &query), "both directions agree");
        }
        there
    }

    #[test]
    fn nearer_is_better() {
        let town = "350102008";
        let areas = [town, "350102", "350100", "350000", "000000", "350103", "350200", "430100"];
        let values: Vec<u32> = areas.iter().filter_map(|area| value(town, &[area])).collect();
        assert_eq!(values.len(), areas.len());
        assert!(values.is_sorted_by(|a, b| a > b));
        assert_eq!(value(town, &["430100", "350102"]), Some(900_000));
        assert_eq!(value(town, &[]), None);
    }
}
