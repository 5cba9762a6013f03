//! What it can carry: stage, staff, capacity, units of party and federation, ways of service.

// Every row of the vocabulary has the same shape.
#![allow(clippy::unnecessary_wraps)]

use serde_json::Value;

use super::value;
use super::{Answer, Case, Verdict};
use crate::model::Organization;
use crate::model::choice::{Delivery, Stage};

/// A yes where `holds`, else a no.
fn decided(holds: bool, yes: &'static str, no: &'static str) -> Answer {
    if holds { Answer::new(Verdict::Yes, yes) } else { Answer::new(Verdict::No, no) }
}

/// The rule `stage`. The stages that may apply.
pub(super) fn stage(_: Case<'_>, organization: &Organization, value: &Value) -> Option<Answer> {
    let words = value::words(value)?;
    let stages: Option<Vec<Stage>> = words.iter().map(|word| Stage::from_word(word)).collect();
    stage_among(organization, &stages?)
}

/// The rule `stage-at-least`. The lowest stage.
pub(super) fn stage_at_least(
    _: Case<'_>,
    organization: &Organization,
    value: &Value,
) -> Option<Answer> {
    let lowest = Stage::from_word(value.as_str()?)?;
    stage_among(organization, Stage::ALL.get(lowest as usize..)?)
}

fn stage_among(organization: &Organization, stages: &[Stage]) -> Option<Answer> {
    let wanted: Vec<String> = stages.iter().map(|stage| stage.as_str().to_owned()).collect();
    let answer = match organization.stage {
        None => Answer::new(Verdict::Unknown, "no-stage"),
        Some(stage) => decided(stages.contains(&stage), "in-stage", "other-stage")
            .with("stage", stage.as_str())
            .fact(&stage.as_str()),
    };
    Some(answer.with("wanted", wanted))
}

/// The rule `staff-at-least`. Paid staff, persons.
pub(super) fn staff_at_least(
    _: Case<'_>,
    organization: &Organization,
    value: &Value,
) -> Option<Answer> {
    let wanted = value::count(value)?;
    let answer = match organization.staff {
        None => Answer::new(Verdict::Unknown, "no-staff"),
        Some(staff) => {
            decided(staff >= wanted, "enough", "too-few").with("staff", staff).fact(&staff)
        }
    };
    Some(answer.with("wanted", wanted))
}

/// The rule `capacity`. How many more projects it must be able to take, or `{min_projects}`.
pub(super) fn capacity(
    case: Case<'_>,
    organization: &Organization,
    value: &Value,
) -> Option<Answer> {
    let wanted = value::count_of(value, "min_projects")?;
    let stated = organization.capacity.as_ref().and_then(|capacity| capacity.max_projects);
    let Some(max) = stated else {
        return Some(Answer::new(Verdict::Unknown, "not-stated").with("wanted", wanted));
    };
    let running = case.judge.history.running(&organization.id, case.applicant.project);
    let answer = decided(max.saturating_sub(running) >= wanted, "free", "full");
    let answer = answer.with("max", max).with("running", running).with("wanted", wanted);
    Some(answer.fact(&max).fact(&running))
}

/// Must there be such a unit? Only `true` is a condition that is known.
fn wants_unit(value: &Value) -> Option<()> {
    matches!(value, Value::Bool(true) | Value::Null).then_some(())
}

/// The rule `party-unit`. `true`.
pub(super) fn party_unit(
    _: Case<'_>,
    organization: &Organization,
    value: &Value,
) -> Option<Answer> {
    wants_unit(value)?;
    let Some(text) = organization.party_unit.as_deref() else {
        return Some(Answer::new(Verdict::Unknown, "not-stated"));
    };
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let (verdict, code) = if value::says_none(text) || has(&["无支部", "无党", "未建", "没有"])
    {
        (Verdict::No, "none")
    } else if has(&["支部", "总支", "党委", "党组"]) {
        (Verdict::Yes, "has")
    } else {
        (Verdict::Unknown, "unclear")
    };
    Some(Answer::new(verdict, code).with("text", text).fact(&text))
}

/// The rule `federation-unit`. `true`. To be covered by the village's unit, or by a group, is not yet
/// to have one: that is for the caller to say.
pub(super) fn federation_unit(
    case: Case<'_>,
    organization: &Organization,
    value: &Value,
) -> Option<Answer> {
    wants_unit(value)?;
    let text = organization.federation_unit.as_deref();
    let formed = case.judge.history.federation_unit(&organization.id);
    let is_unit = organization.is_federation_unit == Some(true);
    let Some(text) = formed.or(is_unit.then_some(organization.name.as_str())).or(text) else {
        return Some(Answer::new(Verdict::Unknown, "not-stated"));
    };
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let (verdict, code) = if formed.is_some() || is_unit {
        (Verdict::Yes, "has")
    } else if value::says_none(text) || has(&["未建", "没有"]) {
        (Verdict::No, "none")
    } else if has(&["兜底", "小组", "微家"]) {
        (Verdict::Unknown, "covered")
    } else if has(&["妇联", "妇女联合会", "妇委会"]) {
        (Verdict::Yes, "has")
    } else {
        (Verdict::Unknown, "unclear")
    };
    Some(Answer::new(verdict, code).with("text", text).fact(&text))
}

/// The rule `delivery-mode`. The ways of which one must be offered.
pub(super) fn delivery_mode(
    _: Case<'_>,
    organization: &Organization,
    value: &Value,
) -> Option<Answer> {
    let words = value::words(value)?;
    let ways: Option<Vec<Delivery>> = words.iter().map(|word| Delivery::from_word(word)).collect();
    let ways = ways?;
    let list = |ways: &[Delivery]| -> Vec<String> {
        ways.iter().map(|way| way.as_str().to_owned()).collect()
    };
    let offered = &organization.delivery;
    let answer = if offered.is_empty() {
        Answer::new(Verdict::Unknown, "not-stated")
    } else {
        decided(offered.iter().any(|way| ways.contains(way)), "offers", "other")
    };
    let answer = answer.with("wanted", list(&ways)).with("offered", list(offered));
    Some(Answer { facts: list(offered), ..answer })
}
