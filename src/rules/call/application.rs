//! What an application must keep. Without a project it is told; with one, the project is judged.

use serde_json::Value;

use super::value;
use super::{Answer, Applicant, Case, Verdict};
use crate::model::choice::{Delivery, FederationLevel, OrganizationType, Way};
use crate::model::{Date, Decimal, Kind, Money, Place, Project};

/// Code of a yes that tells what the application will have to keep.
pub(super) const WHEN_APPLYING: &str = "when-applying";

/// What the project asks for, in fen: its budget without what the applicant brings.
pub(super) fn asked_of(project: &Project) -> Option<i64> {
    let own = project.own_funds.map_or(0, Money::fen);
    project.budget.map(|budget| (budget.fen() - own).max(0))
}

/// The rule `serves-place`. Codes or names of places; those of the call where none are given. The
/// project must lie inside; an organization must serve a part of it.
pub(super) fn serves_place(case: &Case<'_>, value: &Value, answer: &mut Answer) -> Option<()> {
    let divisions = &case.judge.dataset.divisions;
    let mut places: Vec<Place> = Vec::new();
    if value.is_null() {
        places.extend_from_slice(&case.call.service_area);
    } else {
        for word in value::words(value)? {
            let [place] = divisions.find(word)[..] else { return None };
            places.push(place);
        }
    }
    if places.is_empty() {
        return None;
    }
    let Applicant { organization, project } = case.applicant;
    let areas: &[Place] = match (project, organization) {
        (Some(project), _) if project.service_area.is_empty() => project.division.as_slice(),
        (Some(project), _) => &project.service_area,
        (None, Some(organization)) => &organization.service_area,
        (None, None) => {
            answer.missing("no-organization");
            return Some(());
        }
    };
    let inside = areas.iter().filter(|area| places.iter().any(|place| place.covers(**area)));
    let inside = inside.count();
    let around = || areas.iter().any(|area| places.iter().any(|place| area.covers(*place)));
    let online = || {
        let offers = organization.is_some_and(|one| one.delivery.contains(&Delivery::Online));
        offers && accepts_online(case)
    };
    if areas.is_empty() {
        answer.missing("no-area");
    } else if inside == areas.len() || (project.is_none() && inside > 0) {
        answer.set(Verdict::Yes, "inside");
    } else if inside > 0 || around() {
        if project.is_none() {
            answer.set(Verdict::Yes, "covers");
        } else {
            answer.missing("partly");
        }
    } else {
        answer.decide(online(), "online", "elsewhere");
    }
    for (name, list) in [("place", places.as_slice()), ("areas", areas)] {
        let names: Vec<String> = list.iter().map(|place| divisions.label(*place)).collect();
        answer.list(name, &names.iter().map(String::as_str).collect::<Vec<_>>());
    }
    for area in areas {
        answer.note(&area.to_string());
    }
    Some(())
}

/// Does the call say that a service by network suits?
fn accepts_online(case: &Case<'_>) -> bool {
    case.call.rules.iter().any(|card| {
        let delivery = matches!(card.rule.as_deref(), Some("delivery-mode" | "delivery"));
        let words = card.value.as_ref().filter(|_| delivery).and_then(value::words);
        words.is_some_and(|words| {
            words.iter().any(|word| Delivery::from_word(word) == Some(Delivery::Online))
        })
    })
}

/// Does one date come no later than the other? `None` where one of them is not stated, or a month or
/// year leaves it open.
fn in_order(one: Option<Date>, other: Option<Date>) -> Option<bool> {
    one?.is_by(other?)
}

/// The rule `period`. `[start, end]` or `{start, end}` for the project, or the last day to apply. An
/// award asks when the work was finished.
pub(super) fn period(case: &Case<'_>, value: &Value, answer: &mut Answer) -> Option<()> {
    if value.is_string() {
        let last = value::date(value)?;
        answer.decide(case.judge.as_of <= last.latest(), "open", "closed");
        answer.date("to", Some(last));
        answer.note_date(last);
        return Some(());
    }
    let ends = value::ends(value, ["start", "end"])?;
    let mut dates = [None; 2];
    for (date, end) in dates.iter_mut().zip(ends) {
        if let Some(end) = end {
            *date = Some(value::date(end)?);
        }
    }
    let [from, to] = dates;
    answer.date("from", from);
    answer.date("to", to);
    let Some(project) = case.applicant.project else {
        answer.set(Verdict::Yes, WHEN_APPLYING);
        return Some(());
    };
    let award = case.call.way == Some(Way::Award);
    let first = if award { project.end } else { project.start };
    let begun = if from.is_none() { Some(true) } else { in_order(from, first) };
    let finished = if to.is_none() { Some(true) } else { in_order(project.end, to) };
    let stated = (from.is_none() || first.is_some()) && (to.is_none() || project.end.is_some());
    match (begun, finished) {
        // Work that goes on may have reached a part that can be shown.
        (Some(true), Some(false)) if award => answer.missing("not-finished"),
        (Some(false), _) | (_, Some(false)) => answer.set(Verdict::No, "outside"),
        (Some(true), Some(true)) => answer.set(Verdict::Yes, "inside"),
        _ => answer.missing(if stated { "coarse-date" } else { "no-dates" }),
    }
    for (name, date) in [("start", project.start), ("end", project.end)] {
        answer.date(name, date);
        if let Some(date) = date {
            answer.note_date(date);
        }
    }
    Some(())
}

/// The rule `amount-range`. `[min, max]`, `{min, max}`, or the largest amount; those of the call where
/// none are given. Judged is what the project asks for.
pub(super) fn amount_range(case: &Case<'_>, value: &Value, answer: &mut Answer) -> Option<()> {
    let (min, max) = if value.is_null() {
        (case.call.grant_min, case.call.grant_max)
    } else if matches!(value, Value::Array(_) | Value::Object(_)) {
        let mut amounts = [None; 2];
        for (amount, end) in amounts.iter_mut().zip(value::ends(value, ["min", "max"])?) {
            if let Some(end) = end {
                *amount = Some(value::money(end)?);
            }
        }
        (amounts[0], amounts[1])
    } else {
        (None, Some(value::money(value)?))
    };
    let range = match (min, max) {
        (Some(min), Some(max)) => format!("{min}–{max}"),
        (Some(min), None) => format!("≥ {min}"),
        (None, Some(max)) => format!("≤ {max}"),
        (None, None) => return None,
    };
    answer.text("range", &range);
    let Some(project) = case.applicant.project else {
        answer.set(Verdict::Yes, WHEN_APPLYING);
        return Some(());
    };
    let (Some(asked), Some(budget)) = (asked_of(project), project.budget) else {
        answer.missing("no-budget");
        return Some(());
    };
    let over = max.is_some_and(|max| asked > max.fen());
    let shares = || case.call.rules.iter().any(|card| card.rule.as_deref() == Some("co-funding"));
    if min.is_some_and(|min| asked < min.fen()) {
        answer.set(Verdict::No, "under");
    } else if over && project.own_funds.is_none() && shares() {
        // The budget is more than one asks for where one must bring a part oneself.
        answer.missing("no-own-funds");
    } else {
        answer.decide(!over, "inside", "over");
    }
    answer.money("budget", budget);
    answer.note_money(budget);
    if let Some(own) = project.own_funds {
        answer.note_money(own);
    }
    Some(())
}

/// The rule `co-funding`. The part of the budget that the applicant brings, 0 to 1, or `{ratio}`.
pub(super) fn co_funding(case: &Case<'_>, value: &Value, answer: &mut Answer) -> Option<()> {
    let ratio = match value {
        Value::Object(_) => value::only(value, &["ratio"])?.get("ratio")?,
        other => other,
    };
    let ratio = value::number(ratio).filter(Decimal::is_at_most_one)?;
    // In thousandths, so that the comparison is exact.
    let parts = ratio.rounded(3)?;
    let rest = parts % 10;
    let decimals = if rest == 0 { String::new() } else { format!(".{rest}") };
    answer.text("percent", &format!("{}{decimals}%", parts / 10));
    let Some(project) = case.applicant.project else {
        answer.set(Verdict::Yes, WHEN_APPLYING);
        return Some(());
    };
    match (project.budget, project.own_funds) {
        (None, _) => answer.missing("no-budget"),
        (_, None) => answer.missing("no-own-funds"),
        (Some(budget), Some(own)) => {
            // Amounts stay below 10^14 fen: a thousand times that fits.
            answer.decide(own.fen() * 1000 >= budget.fen() * parts, "enough", "too-little");
            answer.money("own", own);
            answer.money("budget", budget);
            answer.note_money(own);
            answer.note_money(budget);
        }
    }
    Some(())
}

/// The rule `joint-applicant`. `{with: [who], when: type}`; `when` limits it to applicants of a type.
pub(super) fn joint_applicant(case: &Case<'_>, value: &Value, answer: &mut Answer) -> Option<()> {
    let wanted = value::words(value::only(value, &["with", "when"])?.get("with")?)?;
    let Applicant { organization, project } = case.applicant;
    if let Some(when) = value.get("when").filter(|when| !when.is_null()) {
        let when = OrganizationType::from_word(when.as_str()?)?;
        let kind = organization.and_then(|organization| organization.r#type);
        if let Some(kind) = kind.filter(|kind| *kind != when) {
            answer.set(Verdict::Yes, "not-needed");
            answer.text("type", kind.as_str());
            answer.note(kind.as_str());
            return Some(());
        }
    }
    answer.list("wanted", &wanted);
    let Some(project) = project else {
        answer.set(Verdict::Yes, WHEN_APPLYING);
        return Some(());
    };
    answer.missing("no-partner");
    for partner in &project.joint_applicants {
        if wanted.iter().any(|words| is_such(case, partner, words)) {
            answer.set(Verdict::Yes, "has");
        } else if answer.verdict != Verdict::Yes {
            answer.missing("unclear");
        }
        answer.note(partner);
    }
    let partners: Vec<&str> = project.joint_applicants.iter().map(String::as_str).collect();
    answer.list("partners", &partners);
    Some(())
}

/// Do the records show that a partner is what the words ask for?
fn is_such(case: &Case<'_>, id: &str, words: &str) -> bool {
    let dataset = case.judge.dataset;
    let Some(found) = dataset.find(id) else { return false };
    let position = found.position as usize;
    match found.kind {
        Kind::Federation if words.contains("妇联") => {
            let level = dataset.federations.get(position).and_then(|unit| unit.level);
            if words.contains("县级以上") {
                level.is_some_and(|level| level <= FederationLevel::County)
            } else if value::has(words, &["村", "社区"]) {
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
pub(super) fn max_applications(case: &Case<'_>, value: &Value, answer: &mut Answer) -> Option<()> {
    let most = value::count(value)?;
    answer.number("most", most);
    let Applicant { organization, project } = case.applicant;
    let Some(organization) = organization else {
        answer.missing("no-organization");
        return Some(());
    };
    let others = case.judge.history.applications(&organization.id, &case.call.id, project);
    // With a project there is one more; without, a full hand breaks no rule yet.
    let count = others.len() as u32 + u32::from(project.is_some());
    answer.decide(count <= most, if count == 0 { WHEN_APPLYING } else { "within" }, "too-many");
    answer.number("count", count);
    for other in others {
        answer.note(&other.name);
    }
    Some(())
}
