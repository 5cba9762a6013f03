//! How closely a service area fits a place: the nearer the level that covers it, the better.

use super::{Measure, Pair};
use crate::model::choice::Delivery;
use crate::model::{Place, PlaceLevel};

/// What an area is worth that covers the place, by the level of the area.
fn covering(level: PlaceLevel) -> u32 {
    match level {
        PlaceLevel::Village | PlaceLevel::Town => 1_000_000,
        PlaceLevel::County => 900_000,
        PlaceLevel::Prefecture => 800_000,
        PlaceLevel::Province => 600_000,
        PlaceLevel::Nation => 500_000,
    }
}

/// What an area is worth that does not cover the place, by what both have in common.
fn beside(common: PlaceLevel) -> u32 {
    match common {
        PlaceLevel::Nation => 0,
        PlaceLevel::Province => 100_000,
        _ => 300_000,
    }
}

/// An online service from elsewhere.
const ONLINE: u32 = 300_000;

/// The feature `place`. Without a place to serve it says nothing against anybody: all get nothing.
pub(super) fn measure(pair: Pair<'_>) -> Measure {
    let Some(place) = pair.query.place else {
        return Measure { value: Some(0), facts: Vec::new() };
    };
    let areas = &pair.candidate.service_area;
    let worth = |area: &Place| {
        if area.covers(place) { covering(area.level()) } else { beside(area.common_level(place)) }
    };
    let online = pair.candidate.delivery.contains(&Delivery::Online);
    let best = areas.iter().map(worth).max();
    let value = best.map(|best| if online { best.max(ONLINE) } else { best });
    Measure { value, facts: areas.iter().map(Place::to_string).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Attributes;

    fn value(place: &str, areas: &[&str]) -> Option<u32> {
        let query = Attributes { place: Place::parse(place), ..Attributes::default() };
        let service_area = areas.iter().filter_map(|code| Place::parse(code)).collect();
        let candidate = Attributes { service_area, ..Attributes::default() };
        measure(Pair { query: &query, candidate: &candidate, shared_words: 0 }).value
    }

    #[test]
    fn nearer_is_better() {
        let town = "350102008";
        let areas = [town, "350102", "350100", "350000", "000000", "350103", "350200", "430100"];
        let values: Vec<u32> = areas.iter().filter_map(|area| value(town, &[area])).collect();
        assert_eq!(values.len(), areas.len());
        assert!(values.is_sorted_by(|a, b| a > b || (*a, *b) == (300_000, 300_000)));
        assert_eq!(value(town, &["430100", "350102"]), Some(900_000));
        assert_eq!(value(town, &[]), None);
    }
}
