//! What it can carry: stage, staff, capacity, units of party and federation, ways of service.

use serde_json::Value;

use super::value::{self, has};
use super::{Answer, Case, Verdict};
use crate::model::Organization;
use crate::model::choice::{Delivery, Stage};

/// The rule `stage`. The stages that may apply.
pub(super) fn stage(
    _: &Case<'_>,
    organization: &Organization,
    value: &Value,
    answer: &mut Answer,
) -> Option<()> {
    let stages = value::choices(value, |word| Stage::from_word(word).map(Stage::as_str))?;
    stage_among(organization, &stages, answer);
    Some(())
}

/// The rule `stage-at-least`. The lowest stage.
pub(super) fn stage_at_least(
    _: &Case<'_>,
    organization: &Organization,
    value: &Value,
    answer: &mut Answer,
) -> Option<()> {
    let lowest = Stage::from_word(value.as_str()?)?;
    let stages = Stage::ALL.iter().filter(|stage| **stage >= lowest);
    let stages: Vec<&str> = stages.map(|stage| stage.as_str()).collect();
    stage_among(organization, &stages, answer);
    Some(())
}

fn stage_among(organization: &Organization, stages: &[&str], answer: &mut Answer) {
    answer.list("wanted", stages);
    match organization.stage.map(Stage::as_str) {
        None => answer.missing("no-stage"),
        Some(stage) => {
            answer.decide(stages.contains(&stage), "in-stage", "other-stage");
            answer.text("stage", stage);
            answer.note(stage);
        }
    }
}

/// The rule `staff-at-least`. Paid staff, persons.
pub(super) fn staff_at_least(
    _: &Case<'_>,
    organization: &Organization,
    value: &Value,
    answer: &mut Answer,
) -> Option<()> {
    let wanted = value::count(value)?;
    answer.number("wanted", wanted);
    match organization.staff {
        None => answer.missing("no-staff"),
        Some(staff) => {
            answer.decide(staff >= wanted, "enough", "too-few");
            answer.number("staff", staff);
            answer.note_number(staff);
        }
    }
    Some(())
}

/// The rule `capacity`. How many more projects it must be able to take, or `{min_projects}`.
pub(super) fn capacity(
    case: &Case<'_>,
    organization: &Organization,
    value: &Value,
    answer: &mut Answer,
) -> Option<()> {
    let wanted = value::count_of(value, "min_projects")?;
    answer.number("wanted", wanted);
    let stated = organization.capacity.as_ref().and_then(|capacity| capacity.max_projects);
    let Some(max) = stated else {
        answer.missing("not-stated");
        return Some(());
    };
    let running = case.judge.history.running(&organization.id, case.applicant.project);
    answer.decide(max.saturating_sub(running) >= wanted, "free", "full");
    answer.number("max", max);
    answer.number("running", running);
    answer.note_number(max);
    answer.note_number(running);
    Some(())
}

/// Must there be such a unit? Only `true` is a condition that is known.
fn wants_unit(value: &Value) -> Option<()> {
    matches!(value, Value::Bool(true) | Value::Null).then_some(())
}

/// The rule `party-unit`. `true`.
pub(super) fn party_unit(
    _: &Case<'_>,
    organization: &Organization,
    value: &Value,
    answer: &mut Answer,
) -> Option<()> {
    wants_unit(value)?;
    let Some(text) = organization.party_unit.as_deref() else {
        answer.missing("not-stated");
        return Some(());
    };
    if value::says_none(text) || has(text, &["无支部", "无党", "未建", "没有"]) {
        answer.set(Verdict::No, "none");
    } else if has(text, &["支部", "总支", "党委", "党组"]) {
        answer.set(Verdict::Yes, "has");
    } else {
        answer.missing("unclear");
    }
    answer.text("text", text);
    answer.note(text);
    Some(())
}

/// The rule `federation-unit`. `true`. To be covered by the village's unit, or by a group, is not yet
/// to have one: that is for the caller to say.
pub(super) fn federation_unit(
    case: &Case<'_>,
    organization: &Organization,
    value: &Value,
    answer: &mut Answer,
) -> Option<()> {
    wants_unit(value)?;
    let itself = organization.is_federation_unit == Some(true);
    let formed = case.judge.history.federation_unit(&organization.id);
    let formed = formed.or(itself.then_some(organization.name.as_str()));
    let Some(text) = formed.or(organization.federation_unit.as_deref()) else {
        answer.missing("not-stated");
        return Some(());
    };
    if formed.is_some() {
        answer.set(Verdict::Yes, "has");
    } else if value::says_none(text) || has(text, &["未建", "没有"]) {
        answer.set(Verdict::No, "none");
    } else if has(text, &["兜底", "小组", "微家"]) {
        answer.missing("covered");
    } else if has(text, &["妇联", "妇女联合会", "妇委会"]) {
        answer.set(Verdict::Yes, "has");
    } else {
        answer.missing("unclear");
    }
    answer.text("text", text);
    answer.note(text);
    Some(())
}

/// The rule `delivery-mode`. The ways of which one must be offered.
pub(super) fn delivery_mode(
    _: &Case<'_>,
    organization: &Organization,
    value: &Value,
    answer: &mut Answer,
) -> Option<()> {
    let wanted = value::choices(value, |word| Delivery::from_word(word).map(Delivery::as_str))?;
    let offered: Vec<&str> = organization.delivery.iter().map(|way| way.as_str()).collect();
    if offered.is_empty() {
        answer.missing("not-stated");
    } else {
        answer.decide(offered.iter().any(|way| wanted.contains(way)), "offers", "other");
    }
    answer.list("wanted", &wanted);
    answer.list("offered", &offered);
    for way in offered {
        answer.note(way);
    }
    Some(())
}
