//! What an application must keep. Without a project it is told; with one, the project is judged.

// Every row of the vocabulary has the same shape.
#![allow(clippy::unnecessary_wraps)]

use serde_json::Value;

use super::super::labels;
use super::value;
use super::{Answer, Applicant, Case, Verdict};
use crate::model::choice::{Delivery, FederationLevel, OrganizationType, Way};
use crate::model::{Date, Kind, Money, Place, Project};

/// A yes that tells what the application will have to keep.
pub(super) fn when_applying() -> Answer {
    Answer::new(Verdict::Yes, "when-applying")
}

/// What the project asks for: its budget without what the applicant brings.
pub(super) fn asked_of(project: &Project) -> Option<i64> {
    let own = project.own_funds.map_or(0, Money::fen);
    project.budget.map(|budget| (budget.fen() - own).max(0))
}

/// The rule `serves-place`. Codes or names of places; those of the call where none are given. The
/// project must lie inside; an organization must serve a part of it.
pub(super) fn serves_place(case: Case<'_>, value: &Value) -> Option<Answer> {
    let divisions = &case.judge.dataset.divisions;
    let places = if value.is_null() {
        case.call.service_area.clone()
    } else {
        let words = value::words(value)?;
        let found = words.iter().map(|word| match divisions.find(word).as_slice() {
            [place] => Some(*place),
            _ => None,
        });
        found.collect::<Option<Vec<Place>>>()?
    };
    if places.is_empty() {
        return None;
    }
    let Applicant { organization, project } = case.applicant;
    let areas: Vec<Place> = match (project, organization) {
        (Some(project), _) if project.service_area.is_empty() => {
            project.division.into_iter().collect()
        }
        (Some(project), _) => project.service_area.clone(),
        (None, Some(organization)) => organization.service_area.clone(),
        (None, None) => return Some(Answer::new(Verdict::Unknown, "no-organization")),
    };
    let inside = |area: &Place| places.iter().any(|place| place.covers(*area));
    let touches = |area: &Place| inside(area) || places.iter().any(|place| area.covers(*place));
    let online = |case: Case<'_>| {
        let offers = organization.is_some_and(|one| one.delivery.contains(&Delivery::Online));
        offers && accepts_online(case)
    };
    let (verdict, code) = if areas.is_empty() {
        (Verdict::Unknown, "no-area")
    } else if areas.iter().all(inside) || (project.is_none() && areas.iter().any(inside)) {
        (Verdict::Yes, "inside")
    } else if project.is_none() && areas.iter().any(touches) {
        (Verdict::Yes, "covers")
    } else if areas.iter().any(touches) {
        (Verdict::Unknown, "partly")
    } else if online(case) {
        (Verdict::Yes, "online")
    } else {
        (Verdict::No, "elsewhere")
    };
    let answer = Answer::new(verdict, code)
        .with("place", labels(divisions, &places))
        .with("areas", labels(divisions, &areas));
    Some(areas.iter().fold(answer, Answer::fact))
}

/// Does the call say that a service by network suits?
fn accepts_online(case: Case<'_>) -> bool {
    case.call.rules.iter().any(|card| {
        let delivery = matches!(card.rule.as_deref(), Some("delivery-mode" | "delivery"));
        let words = card.value.as_ref().filter(|_| delivery).and_then(value::words);
        words.is_some_and(|words| {
            words.iter().any(|word| Delivery::from_word(word) == Some(Delivery::Online))
        })
    })
}

/// The rule `period`. `[start, end]` or `{start, end}` for the project, or the last day to apply. An
/// award asks when the work was finished.
pub(super) fn period(case: Case<'_>, value: &Value) -> Option<Answer> {
    if let Value::String(_) = value {
        return deadline(case, value::date(value)?);
    }
    let (start, end) = match value {
        Value::Array(days) => match days.as_slice() {
            [start, end] => (start, end),
            _ => return None,
        },
        Value::Object(_) => {
            let object = value::only(value, &["start", "end"])?;
            (object.get("start").unwrap_or(&Value::Null), object.get("end").unwrap_or(&Value::Null))
        }
        _ => return None,
    };
    let read = |day: &Value| if day.is_null() { Some(None) } else { value::date(day).map(Some) };
    let (from, to) = (read(start)?, read(end)?);
    let say = |day: Option<Date>| day.map_or("…".to_owned(), |day| day.to_string());
    let answer =
        |verdict, code| Answer::new(verdict, code).with("from", say(from)).with("to", say(to));
    let Some(project) = case.applicant.project else {
        return Some(answer(Verdict::Yes, "when-applying"));
    };
    let known = |one: Option<Date>, other: Option<Date>| match (one, other) {
        (_, None) => Some(Some(true)),
        (None, _) => None,
        (Some(one), Some(other)) => Some(other.is_by(one)),
    };
    // Some(Some(_)) is decided, Some(None) left open by a month or year, None not stated.
    let award = case.call.way == Some(Way::Award);
    let begun = known(if award { project.end } else { project.start }, from);
    let finished = match (project.end, to) {
        (_, None) => Some(Some(true)),
        (None, _) => None,
        (Some(end), Some(to)) => Some(end.is_by(to)),
    };
    let (verdict, code) = match (begun, finished) {
        // Work that goes on may have reached a part that can be shown.
        (Some(Some(true)), Some(Some(false))) if award => (Verdict::Unknown, "not-finished"),
        (Some(Some(false)), _) | (_, Some(Some(false))) => (Verdict::No, "outside"),
        (Some(Some(true)), Some(Some(true))) => (Verdict::Yes, "inside"),
        (None, _) | (_, None) => (Verdict::Unknown, "no-dates"),
        _ => (Verdict::Unknown, "coarse-date"),
    };
    let answer = answer(verdict, code).with("start", say(project.start));
    let answer = answer.with("end", say(project.end));
    Some([project.start, project.end].iter().flatten().fold(answer, Answer::fact))
}

/// Is it still time to apply?
fn deadline(case: Case<'_>, last: Date) -> Option<Answer> {
    let open = case.judge.as_of <= last.latest();
    let (verdict, code) = if open { (Verdict::Yes, "open") } else { (Verdict::No, "closed") };
    Some(Answer::new(verdict, code).with("to", last.to_string()).fact(&last))
}

/// The rule `amount-range`. `[min, max]`, `{min, max}`, or the largest amount; those of the call where
/// none are given. Judged is what the project asks for.
pub(super) fn amount_range(case: Case<'_>, value: &Value) -> Option<Answer> {
    let read = |amount: &Value| {
        if amount.is_null() { Some(None) } else { value::money(amount).map(Some) }
    };
    let (min, max) = match value {
        Value::Null => (case.call.grant_min, case.call.grant_max),
        Value::Array(amounts) => match amounts.as_slice() {
            [min, max] => (read(min)?, read(max)?),
            _ => return None,
        },
        Value::Object(_) => {
            let object = value::only(value, &["min", "max"])?;
            let get = |key| object.get(key).unwrap_or(&Value::Null);
            (read(get("min"))?, read(get("max"))?)
        }
        amount => (None, Some(value::money(amount)?)),
    };
    let range = match (min, max) {
        (Some(min), Some(max)) => format!("{min}–{max}"),
        (Some(min), None) => format!("≥ {min}"),
        (None, Some(max)) => format!("≤ {max}"),
        (None, None) => return None,
    };
    let Some(project) = case.applicant.project else {
        return Some(when_applying().with("range", range));
    };
    let (Some(asked), Some(budget)) = (asked_of(project), project.budget) else {
        return Some(Answer::new(Verdict::Unknown, "no-budget").with("range", range));
    };
    let shared = |name: &str| name == "co-funding";
    let shares = case.call.rules.iter().any(|card| card.rule.as_deref().is_some_and(shared));
    let (verdict, code) = if min.is_some_and(|min| asked < min.fen()) {
        (Verdict::No, "under")
    } else if max.is_none_or(|max| asked <= max.fen()) {
        (Verdict::Yes, "inside")
    } else if project.own_funds.is_none() && shares {
        // The budget is more than one asks for where one must bring a part oneself.
        (Verdict::Unknown, "no-own-funds")
    } else {
        (Verdict::No, "over")
    };
    let answer = Answer::new(verdict, code).with("range", range).with("budget", budget.to_string());
    Some(project.own_funds.iter().fold(answer.fact(&budget), Answer::fact))
}

/// The rule `co-funding`. The part of the budget that the applicant brings, 0 to 1, or `{ratio}`.
pub(super) fn co_funding(case: Case<'_>, value: &Value) -> Option<Answer> {
    let ratio = match value {
        Value::Object(_) => value::only(value, &["ratio"])?.get("ratio")?,
        other => other,
    };
    let ratio = value::number(ratio).filter(|ratio| *ratio <= 1.0)?;
    // In ten-thousandths, so that the comparison is exact.
    let parts = (ratio * 10_000.0 + 0.5).floor() as i64;
    let percent = if parts % 100 == 0 {
        format!("{}%", parts / 100)
    } else {
        format!("{}.{:02}%", parts / 100, parts % 100)
    };
    let Some(project) = case.applicant.project else {
        return Some(when_applying().with("percent", percent));
    };
    let answer = match (project.budget, project.own_funds) {
        (None, _) => Answer::new(Verdict::Unknown, "no-budget"),
        (_, None) => Answer::new(Verdict::Unknown, "no-own-funds"),
        (Some(budget), Some(own)) => {
            // Amounts stay below 10^14 fen: ten thousand times that fits.
            let enough = own.fen() * 10_000 >= budget.fen() * parts;
            let (verdict, code) =
                if enough { (Verdict::Yes, "enough") } else { (Verdict::No, "too-little") };
            let answer = Answer::new(verdict, code).with("own", own.to_string());
            answer.with("budget", budget.to_string()).fact(&own).fact(&budget)
        }
    };
    Some(answer.with("percent", percent))
}

/// The rule `joint-applicant`. `{with: [who], when: type}`; `when` limits it to applicants of a type.
pub(super) fn joint_applicant(case: Case<'_>, value: &Value) -> Option<Answer> {
    let wanted = value::words(value::only(value, &["with", "when"])?.get("with")?)?;
    let Applicant { organization, project } = case.applicant;
    if let Some(when) = value.get("when").filter(|when| !when.is_null()) {
        let when = OrganizationType::from_word(when.as_str()?)?;
        let kind = organization.and_then(|organization| organization.r#type);
        if let Some(kind) = kind.filter(|kind| *kind != when) {
            let answer = Answer::new(Verdict::Yes, "not-needed").with("type", kind.as_str());
            return Some(answer.fact(&kind.as_str()));
        }
    }
    let list: Vec<String> = wanted.iter().map(|word| (*word).to_owned()).collect();
    let Some(project) = project else {
        return Some(when_applying().with("wanted", list));
    };
    let partners = &project.joint_applicants;
    let (verdict, code) = if partners.is_empty() {
        (Verdict::Unknown, "no-partner")
    } else if partners.iter().any(|id| wanted.iter().any(|word| is_such(case, id, word))) {
        (Verdict::Yes, "has")
    } else {
        (Verdict::Unknown, "unclear")
    };
    let answer = Answer::new(verdict, code).with("wanted", list);
    let answer = answer.with("partners", partners.clone());
    Some(partners.iter().fold(answer, Answer::fact))
}

/// Do the records show that a partner is what the words ask for?
fn is_such(case: Case<'_>, id: &str, words: &str) -> bool {
    let dataset = case.judge.dataset;
    let Some(found) = dataset.find(id) else { return false };
    let position = found.position as usize;
    match found.kind {
        Kind::Federation if words.contains("妇联") => {
            let level = dataset.federations.get(position).and_then(|unit| unit.level);
            if words.contains("县级以上") {
                level.is_some_and(|level| level <= FederationLevel::County)
            } else if words.contains('村') || words.contains("社区") {
                level == Some(FederationLevel::Village)
            } else {
                true
            }
        }
        Kind::Organization if words.contains("登记") => dataset
            .organizations
            .get(position)
            .is_some_and(|organization| organization.registered == Some(true)),
        _ => false,
    }
}

/// The rule `max-applications`. How many projects one organization may apply with.
pub(super) fn max_applications(case: Case<'_>, value: &Value) -> Option<Answer> {
    let most = value::count(value)?;
    let Applicant { organization, project } = case.applicant;
    let Some(organization) = organization else {
        return Some(Answer::new(Verdict::Unknown, "no-organization").with("most", most));
    };
    let others = case.judge.history.applications(&organization.id, &case.call.id, project);
    // With a project there is one more; without, a full hand breaks no rule yet.
    let count = others.len() as u32 + u32::from(project.is_some());
    let (verdict, code) = match count {
        count if count > most => (Verdict::No, "too-many"),
        0 => (Verdict::Yes, "when-applying"),
        _ => (Verdict::Yes, "within"),
    };
    let names: Vec<String> = others.iter().map(|other| other.name.clone()).collect();
    let answer = Answer::new(verdict, code).with("most", most).with("count", count);
    Some(names.iter().fold(answer, Answer::fact))
}
