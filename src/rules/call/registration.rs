//! What it is in law, since when, and in which standing.

use serde_json::Value;

use super::value::{self, Types};
use super::{Answer, Case, Verdict};
use crate::model::choice::{OrganizationType, Status};
use crate::model::{Date, Organization};
use crate::text::fold;

/// A group: filed with a street, or without any record.
fn is_group(kind: OrganizationType) -> bool {
    matches!(kind, OrganizationType::Filed | OrganizationType::Unregistered)
}

/// Is it known not to be registered?
fn is_unregistered(organization: &Organization) -> bool {
    organization.r#type.is_some_and(is_group) || organization.registered == Some(false)
}

/// Is it entered in the register of social organizations?
fn is_registrable(kind: OrganizationType) -> bool {
    use OrganizationType::{Association, Foundation, ServiceAgency};
    matches!(kind, Association | ServiceAgency | Foundation)
}

/// Shows the type.
#[inline(never)]
fn show_type(answer: &mut Answer, kind: OrganizationType) {
    answer.text("type", kind.as_str());
    answer.note(kind.as_str());
}

/// The rule `registered-as`. Types, or true for any registration.
pub(super) fn registered_as(
    case: &Case<'_>,
    organization: &Organization,
    value: &Value,
    answer: &mut Answer,
) -> Option<()> {
    // A date of registration says that it is registered, too.
    let registered = organization.registered.or(organization.registered_on.map(|_| true));
    let kind = organization.r#type;
    if let Value::Bool(wanted) = value {
        match registered {
            _ if !wanted => answer.set(Verdict::Yes, "no-condition"),
            Some(true) => answer.set(Verdict::Yes, "registered"),
            None if !is_unregistered(organization) => answer.missing("no-registration"),
            _ => answer.set(Verdict::No, "not-registered"),
        }
        return Some(());
    }
    let types = Types::read(value)?;
    let groups_too = !types.whole || types.known.iter().any(|kind| is_group(*kind));
    if kind.is_none() && registered == Some(false) && !groups_too {
        answer.set(Verdict::No, "not-registered");
        return Some(());
    }
    type_in(case, organization, value, answer)?;
    // Bodies of other kinds have no entry in the register of social organizations to show.
    if answer.verdict == Verdict::Yes && kind.is_none_or(is_registrable) {
        match registered {
            Some(true) => {}
            Some(false) => answer.set(Verdict::No, "not-registered"),
            None => answer.missing("no-registration"),
        }
    }
    Some(())
}

/// The rule `type-in`. Types.
pub(super) fn type_in(
    _: &Case<'_>,
    organization: &Organization,
    value: &Value,
    answer: &mut Answer,
) -> Option<()> {
    let types = Types::read(value)?;
    match organization.r#type {
        None => answer.missing("no-type"),
        Some(kind) => {
            let listed = types.known.contains(&kind);
            if !listed && !types.whole {
                // A word that is not known may mean this type.
                return None;
            }
            answer.decide(listed, "type", "other-type");
            show_type(answer, kind);
        }
    }
    let words: Vec<&str> = types.known.iter().map(|kind| kind.as_str()).collect();
    answer.list("allowed", &words);
    Some(())
}

/// The rule `registered-months`. A number of months, or `{months, on}`.
pub(super) fn registered_months(
    case: &Case<'_>,
    organization: &Organization,
    value: &Value,
    answer: &mut Answer,
) -> Option<()> {
    let months = value::count_of(value, "months")?;
    let day = case.day(value)?;
    let Some(since) = organization.registered_on else {
        let has_register =
            organization.r#type.is_none_or(|kind| is_registrable(kind) || is_group(kind));
        if is_unregistered(organization) && has_register {
            answer.set(Verdict::No, "not-registered");
            show_type(answer, organization.r#type.unwrap_or(OrganizationType::Unregistered));
        } else {
            answer.missing("no-date");
        }
        return Some(());
    };
    match since.has_passed(months, day) {
        Some(enough) => answer.decide(enough, "long-enough", "too-short"),
        None => answer.missing("coarse-date"),
    }
    answer.date("since", Some(since));
    answer.number("wanted", months);
    answer.date("on", Some(day));
    answer.number("months", since.months_until(day));
    answer.note_date(since);
    Some(())
}

/// The rule `status-clean`. The statuses that rule out, or true for every one but 正常.
pub(super) fn status_clean(
    _: &Case<'_>,
    organization: &Organization,
    value: &Value,
    answer: &mut Answer,
) -> Option<()> {
    let against = match value {
        Value::Bool(true) | Value::Null => None,
        _ => {
            let canonical = |word: &str| Status::from_word(word).map(Status::as_str);
            Some(value::choices(value, canonical)?)
        }
    };
    let Some(status) = organization.status else {
        if is_unregistered(organization) {
            answer.set(Verdict::Yes, "not-registered");
        } else {
            answer.missing("no-status");
        }
        return Some(());
    };
    let listed = match (status, against) {
        (Status::Deregistered | Status::Revoked, _) => true,
        (_, Some(against)) => against.contains(&status.as_str()),
        (_, None) => status != Status::Normal,
    };
    answer.decide(!listed, "clean", "listed");
    answer.text("status", status.as_str());
    answer.note(status.as_str());
    Some(())
}

/// The rule `no-penalty-years`. A number of years.
pub(super) fn no_penalty_years(
    case: &Case<'_>,
    organization: &Organization,
    value: &Value,
    answer: &mut Answer,
) -> Option<()> {
    let years = value::count_of(value, "years")?;
    let day = case.day(value)?;
    answer.number("years", years);
    let Some(text) = organization.last_penalty.as_deref() else {
        answer.missing("no-record");
        return Some(());
    };
    let months = years.saturating_mul(12);
    match Date::parse(text.trim()).map(|date| date.has_passed(months, day)) {
        _ if value::says_none(text) => answer.set(Verdict::Yes, "none"),
        Some(Some(long_ago)) => answer.decide(long_ago, "long-ago", "recent"),
        Some(None) => answer.missing("coarse-date"),
        None => answer.missing("unclear"),
    }
    answer.text("text", text);
    answer.note(text);
    Some(())
}

/// The rule `excluded-bodies`. Types, or kinds of a type in words.
pub(super) fn excluded_bodies(
    _: &Case<'_>,
    organization: &Organization,
    value: &Value,
    answer: &mut Answer,
) -> Option<()> {
    let words = value::words(value)?;
    answer.list("words", &words);
    let mut whole = true;
    let mut only_persons = true;
    answer.set(Verdict::Yes, "allowed");
    for word in words {
        if matches!(word.trim(), "个人" | "自然人") {
            continue;
        }
        only_persons = false;
        if let Some(excluded) = OrganizationType::from_word(word) {
            if organization.r#type == Some(excluded) {
                answer.set(Verdict::No, "excluded");
                answer.text("words", word);
                break;
            }
            continue;
        }
        // "公益一类事业单位" is a kind of 事业单位: it concerns these, perhaps, and nobody else.
        let folded = fold(word);
        let mut known = false;
        for kind in OrganizationType::ALL {
            if *kind != OrganizationType::Other && folded.contains(kind.as_str()) {
                known = true;
                if organization.r#type == Some(*kind) {
                    answer.missing("perhaps");
                    answer.text("words", word);
                }
            }
        }
        whole &= known;
    }
    match organization.r#type {
        Some(kind) => show_type(answer, kind),
        None if !only_persons => answer.missing("no-type"),
        None => {}
    }
    // A word that is not known may mean anybody.
    (whole || answer.verdict != Verdict::Yes).then_some(())
}

/// The rule `tax-status`. The name of the status.
pub(super) fn tax_status(
    _: &Case<'_>,
    organization: &Organization,
    value: &Value,
    answer: &mut Answer,
) -> Option<()> {
    let wanted = value.as_str().filter(|wanted| !wanted.trim().is_empty())?;
    answer.text("wanted", wanted);
    let Some(text) = organization.tax_status.as_deref() else {
        answer.missing("no-record");
        return Some(());
    };
    if value::says_none(text) {
        answer.set(Verdict::No, "none");
    } else if fold(text) == fold(wanted) {
        answer.set(Verdict::Yes, "has");
    } else {
        answer.missing("unclear");
    }
    answer.text("text", text);
    answer.note(text);
    Some(())
}
