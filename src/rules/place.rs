//! Does it serve where the need is? An online service is not ruled out by place.

// Every row of the table of rules has the same shape, also those that concern every pair.
#![allow(clippy::unnecessary_wraps)]

use super::{Answer, Pair, Verdict, labels};
use crate::model::choice::Delivery;

/// The rule `serves-place`.
pub(super) fn serves_place(pair: Pair<'_>) -> Option<Answer> {
    let Pair { query, candidate, divisions } = pair;
    let areas = &candidate.service_area;
    let Some(place) = query.place else {
        return Some(Answer::new(Verdict::Unknown, "no-place"));
    };
    let answer = |verdict, code| {
        Answer::new(verdict, code)
            .with("place", divisions.label(place))
            .with("areas", labels(divisions, areas))
    };
    if areas.is_empty() {
        let label = divisions.label(place);
        return Some(Answer::new(Verdict::Unknown, "no-area").with("place", label));
    }
    let answer = if areas.iter().any(|area| area.covers(place)) {
        answer(Verdict::Yes, "covers")
    } else if areas.iter().any(|area| place.covers(*area)) {
        answer(Verdict::Unknown, "partly")
    } else if serves_online(pair) {
        answer(Verdict::Yes, "online").fact(&Delivery::Online.as_str())
    } else if candidate.delivery.contains(&Delivery::Online) {
        answer(Verdict::No, "elsewhere-online")
    } else {
        answer(Verdict::No, "elsewhere")
    };
    Some(areas.iter().fold(answer, Answer::fact))
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
    use crate::model::{Divisions, Place};

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
        let pair = Pair { query: &query, candidate: &candidate, divisions: &divisions };
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
}
