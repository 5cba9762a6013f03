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
    case: &Case<'_>,
    organization: &Organization,
    value: &Value,
    answer: &mut Answer,
) -> Option<()> {
    let at_least = match value {
        Value::Object(_) => {
            value::only(value, &["last", "years", "at_least", "on"])?.get("at_least")
        }
        Value::Bool(true) => None,
        other => Some(other),
    };
    let at_least = match at_least {
        None | Some(Value::Null) => CheckResult::Passed,
        Some(word) => CheckResult::from_word(word.as_str()?)?,
    };
    let years = wanted_years(case, organization, value)?;
    let outside = case.without_register(organization, answer);
    if outside == Some(Verdict::Yes) {
        return Some(());
    }
    let (mut below, mut missing) = (Vec::new(), Vec::new());
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
        answer.facts.push(fact);
    }
    let borrowed = |list: &[String], answer: &mut Answer, name| {
        let list: Vec<&str> = list.iter().map(String::as_str).collect();
        answer.list(name, &list);
    };
    if !below.is_empty() {
        answer.set(Verdict::No, "below");
        borrowed(&below, answer, "results");
    } else if missing.is_empty() {
        answer.set(Verdict::Yes, "passed");
        let facts = answer.facts.clone();
        borrowed(&facts, answer, "results");
    } else if outside.is_none() {
        answer.missing("missing");
        borrowed(&missing, answer, "years");
    }
    answer.text("wanted", at_least.as_str());
    Some(())
}

/// The years whose checks count. Those of a year are made in the next: at the end of that, they are
/// there. The last ones end with a newer year where its result is already known.
fn wanted_years(case: &Case<'_>, organization: &Organization, value: &Value) -> Option<Vec<u32>> {
    let mut years = Vec::new();
    if let Some(stated) = value.get("years").filter(|years| !years.is_null()) {
        for year in stated.as_array()? {
            years.push(value::count(year)?);
        }
    } else {
        let last = match value.get("last") {
            None | Some(Value::Null) => 1,
            Some(last) => value::count(last).filter(|last| *last <= 20)?,
        };
        let year = u32::from(case.day(value)?.year());
        let known = organization.annual_checks.contains_key(&(year - 1).to_string());
        let end = if known { year } else { year - 1 };
        years.extend(end - last..end);
    }
    (!years.is_empty()).then_some(years)
}

/// The rule `rating-at-least`. A grade, or `{grade, valid_on}`.
pub(super) fn rating_at_least(
    case: &Case<'_>,
    organization: &Organization,
    value: &Value,
    answer: &mut Answer,
) -> Option<()> {
    let grade = match value {
        Value::Object(_) => value::only(value, &["grade", "valid_on", "on"])?.get("grade")?,
        other => other,
    };
    let wanted = Grade::from_word(grade.as_str()?)?;
    let day = case.day(value)?;
    let outside = case.without_register(organization, answer);
    if outside == Some(Verdict::Yes) {
        return Some(());
    }
    answer.text("wanted", wanted.as_str());
    let rating = organization.rating.as_ref();
    let Some((rating, grade)) = rating.and_then(|rating| Some((rating, rating.grade?))) else {
        if outside.is_none() {
            answer.missing("no-rating");
        }
        return Some(());
    };
    answer.text("grade", grade.as_str());
    answer.note(grade.as_str());
    if grade < wanted {
        answer.set(Verdict::No, "too-low");
        return Some(());
    }
    let Some(date) = rating.date else {
        answer.missing("no-date");
        return Some(());
    };
    match (date.is_by(day), date.is_within(RATING_MONTHS, day)) {
        (_, Some(false)) => answer.set(Verdict::No, "expired"),
        (Some(false), _) => answer.set(Verdict::No, "not-yet"),
        (Some(true), Some(true)) => answer.set(Verdict::Yes, "valid"),
        _ => answer.missing("coarse-date"),
    }
    answer.date("date", Some(date));
    answer.date("on", Some(day));
    answer.date("until", Some(date.plus_months(RATING_MONTHS)));
    answer.note_date(date);
    Some(())
}
