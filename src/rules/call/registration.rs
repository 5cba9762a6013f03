//! What it is in law, since when, and in which standing.

// Every row of the vocabulary has the same shape.
#![allow(clippy::unnecessary_wraps)]

use serde_json::Value;

use super::value::{self, Types};
use super::{Answer, Case, Verdict};
use crate::model::choice::{OrganizationType, Status};
use crate::model::{Date, Organization};
use crate::text::fold;

/// Is it registered? A date of registration says so too.
fn is_registered(organization: &Organization) -> Option<bool> {
    organization.registered.or(organization.registered_on.map(|_| true))
}

/// A group: filed with a street, or without any record.
fn is_group(kind: OrganizationType) -> bool {
    matches!(kind, OrganizationType::Filed | OrganizationType::Unregistered)
}

/// An answer that shows the type.
fn typed(verdict: Verdict, code: &'static str, kind: OrganizationType) -> Answer {
    Answer::new(verdict, code).with("type", kind.as_str()).fact(&kind.as_str())
}

/// The rule `registered-as`. Types, or true for any registration.
pub(super) fn registered_as(
    case: Case<'_>,
    organization: &Organization,
    value: &Value,
) -> Option<Answer> {
    let registered = is_registered(organization);
    let kind = organization.r#type;
    let any = |kind: Option<OrganizationType>| match (registered, kind) {
        (Some(true), _) => Answer::new(Verdict::Yes, "registered"),
        (Some(false), _) => Answer::new(Verdict::No, "not-registered"),
        (None, Some(kind)) if is_group(kind) => typed(Verdict::No, "not-registered", kind),
        (None, _) => Answer::new(Verdict::Unknown, "no-registration"),
    };
    if let Value::Bool(wanted) = value {
        return Some(if *wanted { any(kind) } else { Answer::new(Verdict::Yes, "no-condition") });
    }
    let types = Types::read(value)?;
    let groups_too = !types.whole || types.known.iter().any(|kind| is_group(*kind));
    if kind.is_none() && registered == Some(false) && !groups_too {
        return Some(Answer::new(Verdict::No, "not-registered"));
    }
    let answer = type_in(case, organization, value)?;
    if answer.verdict != Verdict::Yes || kind.is_some_and(is_group) || registered == Some(true) {
        return Some(answer);
    }
    Some(Answer { facts: answer.facts, ..any(None) })
}

/// The rule `type-in`. Types.
pub(super) fn type_in(_: Case<'_>, organization: &Organization, value: &Value) -> Option<Answer> {
    let types = Types::read(value)?;
    let words: Vec<String> = types.known.iter().map(|kind| kind.as_str().to_owned()).collect();
    let answer = match organization.r#type {
        None => Answer::new(Verdict::Unknown, "no-type"),
        Some(kind) if types.known.contains(&kind) => typed(Verdict::Yes, "type", kind),
        // A word that is not known may mean this type.
        Some(_) if !types.whole => return None,
        Some(kind) => typed(Verdict::No, "other-type", kind),
    };
    Some(answer.with("allowed", words))
}

/// The rule `registered-months`. A number of months, or `{months, on}`.
pub(super) fn registered_months(
    case: Case<'_>,
    organization: &Organization,
    value: &Value,
) -> Option<Answer> {
    let months = value::count_of(value, "months")?;
    let day = case.day(value)?;
    let Some(since) = organization.registered_on else {
        let group = organization.r#type.is_some_and(is_group);
        return Some(if group || organization.registered == Some(false) {
            let kind = organization.r#type.unwrap_or(OrganizationType::Unregistered);
            typed(Verdict::No, "not-registered", kind)
        } else {
            Answer::new(Verdict::Unknown, "no-date")
        });
    };
    let (verdict, code) = match since.has_passed(months, day) {
        Some(true) => (Verdict::Yes, "long-enough"),
        Some(false) => (Verdict::No, "too-short"),
        None => (Verdict::Unknown, "coarse-date"),
    };
    let answer = Answer::new(verdict, code).with("since", since.to_string()).with("wanted", months);
    Some(answer.with("on", day.to_string()).with("months", since.months_until(day)).fact(&since))
}

/// The rule `status-clean`. The statuses that rule out, or true for every one but 正常.
pub(super) fn status_clean(
    _: Case<'_>,
    organization: &Organization,
    value: &Value,
) -> Option<Answer> {
    let against: Vec<Status> = match value {
        Value::Bool(true) | Value::Null => Status::ALL[1..].to_vec(),
        _ => {
            let words = value::words(value)?;
            words.iter().map(|word| Status::from_word(word)).collect::<Option<_>>()?
        }
    };
    let Some(status) = organization.status else {
        let group = organization.r#type.is_some_and(is_group);
        return Some(if group || organization.registered == Some(false) {
            Answer::new(Verdict::Yes, "not-registered")
        } else {
            Answer::new(Verdict::Unknown, "no-status")
        });
    };
    let gone = matches!(status, Status::Deregistered | Status::Revoked);
    let listed = gone || against.contains(&status);
    let (verdict, code) = if listed { (Verdict::No, "listed") } else { (Verdict::Yes, "clean") };
    Some(Answer::new(verdict, code).with("status", status.as_str()).fact(&status.as_str()))
}

/// The rule `no-penalty-years`. A number of years.
pub(super) fn no_penalty_years(
    case: Case<'_>,
    organization: &Organization,
    value: &Value,
) -> Option<Answer> {
    let years = value::count_of(value, "years")?;
    let day = case.day(value)?;
    let Some(text) = &organization.last_penalty else {
        return Some(Answer::new(Verdict::Unknown, "no-record").with("years", years));
    };
    let (verdict, code) = if value::says_none(text) {
        (Verdict::Yes, "none")
    } else {
        let date = Date::parse(text.trim());
        match date.map(|date| date.has_passed(years.saturating_mul(12), day)) {
            Some(Some(true)) => (Verdict::Yes, "long-ago"),
            Some(Some(false)) => (Verdict::No, "recent"),
            Some(None) => (Verdict::Unknown, "coarse-date"),
            None => (Verdict::Unknown, "unclear"),
        }
    };
    Some(Answer::new(verdict, code).with("years", years).with("text", text.as_str()).fact(text))
}

/// The rule `excluded-bodies`. Types, or kinds of a type in words.
pub(super) fn excluded_bodies(
    _: Case<'_>,
    organization: &Organization,
    value: &Value,
) -> Option<Answer> {
    let words = value::words(value)?;
    let persons = |word: &&str| matches!(word.trim(), "个人" | "自然人");
    let Some(kind) = organization.r#type else {
        let only_persons = words.iter().all(persons);
        let (verdict, code) =
            if only_persons { (Verdict::Yes, "allowed") } else { (Verdict::Unknown, "no-type") };
        let list: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        return Some(Answer::new(verdict, code).with("words", list));
    };
    let mut perhaps = None;
    let mut whole = true;
    for word in words.iter().filter(|word| !persons(word)) {
        if let Some(excluded) = OrganizationType::from_word(word) {
            if excluded == kind {
                return Some(typed(Verdict::No, "excluded", kind).with("words", *word));
            }
            continue;
        }
        // "公益一类事业单位" is a kind of 事业单位: it concerns these, perhaps, and nobody else.
        let folded = fold(word);
        let concerned = OrganizationType::ALL.iter().filter(|one| **one != OrganizationType::Other);
        let mut concerned = concerned.filter(|one| folded.contains(one.as_str())).peekable();
        whole &= concerned.peek().is_some();
        if concerned.any(|one| *one == kind) {
            perhaps = Some(*word);
        }
    }
    if let Some(word) = perhaps {
        return Some(typed(Verdict::Unknown, "perhaps", kind).with("words", word));
    }
    let list: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    whole.then(|| typed(Verdict::Yes, "allowed", kind).with("words", list))
}

/// The rule `tax-status`. The name of the status.
pub(super) fn tax_status(
    _: Case<'_>,
    organization: &Organization,
    value: &Value,
) -> Option<Answer> {
    let wanted = value.as_str().filter(|wanted| !wanted.trim().is_empty())?;
    let Some(text) = &organization.tax_status else {
        return Some(Answer::new(Verdict::Unknown, "no-record").with("wanted", wanted));
    };
    let (verdict, code) = if value::says_none(text) {
        (Verdict::No, "none")
    } else if fold(text) == fold(wanted) {
        (Verdict::Yes, "has")
    } else {
        (Verdict::Unknown, "unclear")
    };
    Some(Answer::new(verdict, code).with("wanted", wanted).with("text", text.as_str()).fact(text))
}
