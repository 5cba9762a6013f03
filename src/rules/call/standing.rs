//! What civil affairs offices certify: annual checks and ratings.

use serde_json::Value;

use super::value;
use super::{Answer, Case, Verdict};
use crate::model::Organization;
use crate::model::choice::{CheckResult, Grade};

/// Months for which a rating is valid.
const RATING_MONTHS: u32 = 60;

/// The rule `annual-check`. `{last: n, at_least}`, `{years: […], at_least}`, or the lowest result.
pub(super) fn annual_check(
    case: Case<'_>,
    organization: &Organization,
    value: &Value,
) -> Option<Answer> {
    let at_least = match value {
        Value::Object(_) => {
            value::only(value, &["last", "years", "at_least", "on"])?.get("at_least")
        }
        Value::Bool(true) | Value::Null => None,
        other => Some(other),
    };
    let at_least = match at_least {
        None | Some(Value::Null) => CheckResult::Passed,
        Some(word) => CheckResult::from_word(word.as_str()?)?,
    };
    let years = wanted_years(case, organization, value)?;
    let mut outside = case.without_register(organization);
    if let Some(exempt) = outside.take_if(|answer| answer.verdict == Verdict::Yes) {
        return Some(exempt);
    }
    let (mut below, mut missing, mut facts) = (Vec::new(), Vec::new(), Vec::new());
    for year in years {
        let year = year.to_string();
        let Some(result) = organization.annual_checks.get(&year) else {
            missing.push(year);
            continue;
        };
        let fact = format!("{year} {}", result.as_str());
        // The vocabulary goes from the best result down.
        if *result > at_least {
            below.push(fact.clone());
        }
        facts.push(fact);
    }
    let answer = if !below.is_empty() {
        Answer::new(Verdict::No, "below").with("results", below)
    } else if !missing.is_empty() {
        if outside.is_some() {
            return outside;
        }
        Answer::new(Verdict::Unknown, "missing").with("years", missing)
    } else {
        Answer::new(Verdict::Yes, "passed").with("results", facts.clone())
    };
    Some(Answer { facts, ..answer.with("wanted", at_least.as_str()) })
}

/// The years whose checks count. Those of a year are made in the next: at the end of that, they are
/// there. The last ones end with a newer year where its result is already known.
fn wanted_years(case: Case<'_>, organization: &Organization, value: &Value) -> Option<Vec<u32>> {
    if let Some(years) = value.get("years").filter(|years| !years.is_null()) {
        let years: Option<Vec<u32>> = years.as_array()?.iter().map(value::count).collect();
        return years.filter(|years| !years.is_empty());
    }
    let last = match value.get("last") {
        None | Some(Value::Null) => 1,
        Some(last) => value::count(last).filter(|last| (1..=20).contains(last))?,
    };
    let day = u32::from(case.day(value)?.year());
    let known = |year: &u32| organization.annual_checks.contains_key(&year.to_string());
    let newest = Some(day.saturating_sub(1)).filter(known).unwrap_or(day.saturating_sub(2));
    Some((0..last).map(|back| newest.saturating_sub(back)).rev().collect())
}

/// The rule `rating-at-least`. A grade, or `{grade, valid_on}`.
pub(super) fn rating_at_least(
    case: Case<'_>,
    organization: &Organization,
    value: &Value,
) -> Option<Answer> {
    let grade = match value {
        Value::Object(_) => value::only(value, &["grade", "valid_on", "on"])?.get("grade")?,
        other => other,
    };
    let wanted = Grade::from_word(grade.as_str()?)?;
    let day = case.day(value)?;
    let mut outside = case.without_register(organization);
    if let Some(exempt) = outside.take_if(|answer| answer.verdict == Verdict::Yes) {
        return Some(exempt);
    }
    let rating = organization.rating.as_ref();
    let Some((rating, grade)) = rating.and_then(|rating| Some((rating, rating.grade?))) else {
        let missing = || Answer::new(Verdict::Unknown, "no-rating").with("wanted", wanted.as_str());
        return Some(outside.unwrap_or_else(missing));
    };
    let answer = |verdict, code| {
        let answer = Answer::new(verdict, code).with("wanted", wanted.as_str());
        answer.with("grade", grade.as_str()).fact(&grade.as_str())
    };
    if grade < wanted {
        return Some(answer(Verdict::No, "too-low"));
    }
    let Some(date) = rating.date else {
        return Some(answer(Verdict::Unknown, "no-date"));
    };
    let (verdict, code) = match (date.is_by(day), date.is_within(RATING_MONTHS, day)) {
        (_, Some(false)) => (Verdict::No, "expired"),
        (Some(false), _) => (Verdict::No, "not-yet"),
        (Some(true), Some(true)) => (Verdict::Yes, "valid"),
        _ => (Verdict::Unknown, "coarse-date"),
    };
    let until = date.plus_months(RATING_MONTHS);
    let answer = answer(verdict, code).with("date", date.to_string()).with("on", day.to_string());
    Some(answer.with("until", until.to_string()).fact(&date))
}
