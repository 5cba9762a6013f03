//! Does it serve where the need is? An online service is not ruled out by place.

// Every row of the table of rules has the same shape, also those that concern every pair.
#![allow(clippy::unnecessary_wraps)]

use super::{Answer, Pair, Verdict, labels};
use crate::model::Place;
use crate::model::choice::Delivery;

/// The rule `serves-place`: the candidate's service area covers a place of the query.
pub(super) fn serves_place(pair: Pair<'_>) -> Option<Answer> {
    let Pair { query, candidate, divisions, .. } = pair;
    let (places, areas) = (query.areas(), &candidate.service_area);
    if places.is_empty() {
        return Some(pair.answer(Verdict::Unknown, "no-place"));
    }
    let here = || labels(divisions, places).join("、");
    if areas.is_empty() {
        return Some(pair.answer(Verdict::Unknown, "no-area").with_lazy("place", here));
    }
    let answer = |verdict, code| {
        pair.answer(verdict, code)
            .with_lazy("place", here)
            .with_lazy("areas", || labels(divisions, areas))
    };
    let answer = match meet(places, areas) {
        Meeting::Covered => answer(Verdict::Yes, "covers"),
        Meeting::Partly => answer(Verdict::Unknown, "partly"),
        Meeting::Apart if candidate.area_incomplete => answer(Verdict::Unknown, "unread"),
        Meeting::Apart if serves_online(pair) => {
            answer(Verdict::Yes, "online").fact(&Delivery::Online.as_str())
        }
        Meeting::Apart if candidate.delivery.contains(&Delivery::Online) => {
            answer(Verdict::No, "elsewhere-online")
        }
        Meeting::Apart => answer(Verdict::No, "elsewhere"),
    };
    Some(areas.iter().fold(answer, Answer::fact))
}

/// The rule `in-area`: a place of the candidate lies in the service area of the query.
pub(super) fn in_area(pair: Pair<'_>) -> Option<Answer> {
    let Pair { query, candidate, divisions, .. } = pair;
    let (areas, places) = (query.areas(), candidate.areas());
    if areas.is_empty() {
        return Some(pair.answer(Verdict::Unknown, "no-area"));
    }
    let there = || labels(divisions, areas);
    if places.is_empty() {
        return Some(pair.answer(Verdict::Unknown, "no-place").with_lazy("areas", there));
    }
    let (verdict, code) = match meet(places, areas) {
        Meeting::Covered => (Verdict::Yes, "inside"),
        Meeting::Partly => (Verdict::Unknown, "partly"),
        Meeting::Apart => (Verdict::No, "outside"),
    };
    let answer = pair.answer(verdict, code).with_lazy("areas", there);
    Some(places.iter().fold(answer.with_lazy("places", || labels(divisions, places)), Answer::fact))
}

/// How places and an area lie to each other.
enum Meeting {
    /// The area covers all of the places.
    Covered,
    /// It covers some of them, or a part of one.
    Partly,
    /// It covers none.
    Apart,
}

/// Compares all places with all parts of an area.
fn meet(places: &[Place], areas: &[Place]) -> Meeting {
    let covered = |place: &Place| areas.iter().any(|area| area.covers(*place));
    let touched = |place: &Place| areas.iter().any(|area| place.covers(*area));
    if places.iter().all(covered) {
        Meeting::Covered
    } else if places.iter().any(|place| covered(place) || touched(place)) {
        Meeting::Partly
    } else {
        Meeting::Apart
    }
}

/// Does the candidate serve online, and does the query say that this suits?
fn serves_online(pair: Pair<'_>) -> bool {
    let online = &Delivery::Online;
    pair.candidate.delivery.contains(online) && pair.query.delivery.contains(online)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Attributes;
    use crate::model::Divisions;

    fn judge(place: &str, area: &[&str], offers: &[Delivery], wishes: &[Delivery]) -> &'static str {
        let places = |codes: &[&str]| codes.iter().filter_map(|code| Place::parse(code)).collect();
        let query = Attributes {
            place: Place::parse(place),
            delivery: wishes.to_vec(),
            ..Attributes::default()
        };
        let candidate = Attributes {
            service_area: places(area),
            delivery: offers.to_vec(),
            ..Attributes::default()
        };
        let divisions = Divisions::builtin();
        let pair = Pair {
            query: &query,
            candidate: &candidate,
            divisions: &divisions,
            as_of: None,
            explain: true,
        };
        serves_place(pair).map_or("", |answer| answer.code)
    }

    #[test]
    fn place_decides_unless_the_service_comes_by_network() {
        let online = [Delivery::Online];
        assert_eq!(judge("350102008", &["350100"], &[], &[]), "covers");
        assert_eq!(judge("350102008", &["430100"], &[], &[]), "elsewhere");
        assert_eq!(judge("350102008", &["430100"], &online, &online), "online");
        assert_eq!(judge("350102008", &["430100"], &online, &[]), "elsewhere-online");
        assert_eq!(
            judge("350102008", &["430100"], &online, &[Delivery::OnSite]),
            "elsewhere-online"
        );
        assert_eq!(judge("350100", &["350102"], &[], &[]), "partly");
        assert_eq!(judge("350102", &[], &[], &[]), "no-area");
        assert_eq!(judge("", &["350102"], &[], &[]), "no-place");
    }

    #[test]
    fn a_project_lies_in_the_area_of_its_funder() {
        let places = |codes: &[&str]| codes.iter().filter_map(|code| Place::parse(code)).collect();
        let divisions = Divisions::builtin();
        let code = |area: &[&str], place: &[&str]| {
            let query = Attributes { service_area: places(area), ..Attributes::default() };
            let candidate = Attributes { service_area: places(place), ..Attributes::default() };
            let pair = Pair {
                query: &query,
                candidate: &candidate,
                divisions: &divisions,
                as_of: None,
                explain: true,
            };
            in_area(pair).map_or("", |answer| answer.code)
        };
        assert_eq!(code(&["350100"], &["350102", "350103"]), "inside");
        assert_eq!(code(&["350102"], &["350100"]), "partly");
        assert_eq!(code(&["350102"], &["350102", "350103"]), "partly");
        assert_eq!(code(&["350100"], &["430100"]), "outside");
        assert_eq!(code(&["350100"], &[]), "no-place");
        assert_eq!(code(&[], &["350100"]), "no-area");
    }
}
