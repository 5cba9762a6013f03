//! May it apply? The rule cards of a call, judged for an applicant by the facts of the records.
//!
//! A card names a rule of a closed vocabulary ([`names`]) and a value. Where there is no project yet,
//! only the organization is judged, and what its application will have to keep (amount, period, own
//! funds, who applies together) is told, not held against it. A fact that is missing or was guessed
//! proves nothing: the answer is unknown and says which. So is a card that is not understood.

mod answer;
mod application;
mod history;
mod registration;
mod standing;
mod strength;
mod value;

use serde_json::Value;

use super::{Answer, RuleOutcome, Verdict};
use crate::model::choice::OrganizationType;
use crate::model::{Call, Dataset, Date, Organization, Project, RuleCard};
use history::History;
use value::Types;

/// Who applies: an organization, with or without the project it applies with; or a project whose
/// organization is not known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Applicant<'a> {
    /// The organization.
    pub organization: Option<&'a Organization>,
    /// The project.
    pub project: Option<&'a Project>,
}

/// A call's rules for many applicants: what the dataset tells about earlier projects is gathered once.
pub struct CallJudge<'a> {
    dataset: &'a Dataset,
    as_of: Date,
    history: History<'a>,
}

impl<'a> CallJudge<'a> {
    /// Gathers who carried and who paid which project. `as_of` is "today": it counts where neither the
    /// card nor the call's deadline names the day on which a condition must hold.
    pub fn new(dataset: &'a Dataset, as_of: Date) -> Self {
        Self { dataset, as_of, history: History::gather(dataset) }
    }

    /// A project with the organization that carries it, by its own key or by the link `runs`.
    pub fn applicant(&self, project: &'a Project) -> Applicant<'a> {
        let organization = self.history.carrier(project);
        let find = |id| {
            // Every list is sorted by id.
            let organizations = &self.dataset.organizations;
            let found = organizations.binary_search_by(|one| one.id.as_str().cmp(id)).ok()?;
            organizations.get(found)
        };
        Applicant { organization: organization.and_then(find), project: Some(project) }
    }

    /// What each card of the call says, in the order of the cards. Never fails: what is not understood
    /// is unknown.
    pub fn judge(&self, call: &Call, applicant: Applicant<'_>) -> Vec<RuleOutcome> {
        call.rules.iter().map(|card| self.judge_card(call, applicant, card)).collect()
    }

    fn judge_card(&self, call: &Call, applicant: Applicant<'_>, card: &RuleCard) -> RuleOutcome {
        let hard = card.hard.unwrap_or(true);
        let case = Case { judge: self, call, applicant, hard };
        let name = card.rule.as_deref().unwrap_or_default();
        let value = card.value.as_ref().unwrap_or(&Value::Null);
        let outcome = if ANY_N_OF.contains(&name) {
            case.any_of(value)
        } else {
            case.judge_rule(name, value)
        };
        RuleOutcome { hard, text: card.text.clone(), ..outcome }
    }
}

/// Judges the cards of one call for one applicant; see [`CallJudge`] for many.
pub fn judge_call(
    call: &Call,
    applicant: Applicant<'_>,
    dataset: &Dataset,
    as_of: Date,
) -> Vec<RuleOutcome> {
    CallJudge::new(dataset, as_of).judge(call, applicant)
}

/// A card's rule on its way to an answer.
#[derive(Clone, Copy)]
struct Case<'a> {
    judge: &'a CallJudge<'a>,
    call: &'a Call,
    applicant: Applicant<'a>,
    /// Is the card a condition, not a bonus?
    hard: bool,
}

/// What judges a rule: it fills the answer. `None` where the value is not understood.
//
// Answers are filled in place: handing them on by value made the rules half as large again in wasm.
#[derive(Clone, Copy)]
enum Judge {
    /// Reads the organization alone: without one, nothing is known.
    Organization(fn(&Case<'_>, &Organization, &Value, &mut Answer) -> Option<()>),
    /// Reads the project, or tells what an application will have to keep.
    Application(fn(&Case<'_>, &Value, &mut Answer) -> Option<()>),
}

/// A row of the vocabulary.
struct CallRule {
    /// Its names: the first is that of results, the others are read as it.
    names: &'static [&'static str],
    /// Keys of the record that decide it: where they were guessed, they prove nothing.
    reads: &'static [&'static str],
    judge: Judge,
}

/// Names of the rule that asks for some of several others.
const ANY_N_OF: [&str; 2] = ["any-n-of", "any-of"];

/// Name of what no rule knows.
const NO_RULE: &str = "card";

/// Code of a card whose rule or value is not known.
const NOT_UNDERSTOOD: &str = "not-understood";

/// Every other rule.
#[rustfmt::skip]
const CALL_RULES: &[CallRule] = {
    use Judge::{Application, Organization};
    &[
        CallRule { names: &["registered-as"], reads: &["type", "registered", "registered_on"], judge: Organization(registration::registered_as) },
        CallRule { names: &["type-in"], reads: &["type"], judge: Organization(registration::type_in) },
        CallRule { names: &["registered-months"], reads: &["registered_on", "registered", "type"], judge: Organization(registration::registered_months) },
        CallRule { names: &["status-clean"], reads: &["status", "registered", "type"], judge: Organization(registration::status_clean) },
        CallRule { names: &["no-penalty-years"], reads: &["last_penalty"], judge: Organization(registration::no_penalty_years) },
        CallRule { names: &["excluded-bodies"], reads: &["type"], judge: Organization(registration::excluded_bodies) },
        CallRule { names: &["tax-status"], reads: &["tax_status"], judge: Organization(registration::tax_status) },
        CallRule { names: &["annual-check"], reads: &["annual_checks", "registered", "type"], judge: Organization(standing::annual_check) },
        CallRule { names: &["rating-at-least"], reads: &["rating", "registered", "type"], judge: Organization(standing::rating_at_least) },
        CallRule { names: &["stage"], reads: &["stage"], judge: Organization(strength::stage) },
        CallRule { names: &["stage-at-least"], reads: &["stage"], judge: Organization(strength::stage_at_least) },
        CallRule { names: &["staff-at-least"], reads: &["staff"], judge: Organization(strength::staff_at_least) },
        CallRule { names: &["capacity"], reads: &["capacity"], judge: Organization(strength::capacity) },
        CallRule { names: &["party-unit"], reads: &["party_unit"], judge: Organization(strength::party_unit) },
        CallRule { names: &["federation-unit"], reads: &["federation_unit"], judge: Organization(strength::federation_unit) },
        CallRule { names: &["delivery-mode", "delivery"], reads: &["delivery"], judge: Organization(strength::delivery_mode) },
        CallRule { names: &["track-record"], reads: &[], judge: Organization(history::track_record) },
        CallRule { names: &["serves-place"], reads: &["service_area"], judge: Application(application::serves_place) },
        CallRule { names: &["period"], reads: &["start", "end"], judge: Application(application::period) },
        CallRule { names: &["amount-range", "amount"], reads: &["budget", "own_funds"], judge: Application(application::amount_range) },
        CallRule { names: &["co-funding"], reads: &["budget", "own_funds"], judge: Application(application::co_funding) },
        CallRule { names: &["joint-applicant"], reads: &[], judge: Application(application::joint_applicant) },
        CallRule { names: &["max-applications", "at-most-n-applications"], reads: &[], judge: Application(application::max_applications) },
        CallRule { names: &["first-time-cap"], reads: &["budget", "own_funds"], judge: Application(history::first_time_cap) },
        CallRule { names: &["no-double-funding"], reads: &[], judge: Application(history::no_double_funding) },
    ]
};

/// The keys of an organization that a rule of the vocabulary reads; none for a rule about applications.
pub fn reads(name: &str) -> &'static [&'static str] {
    let rule = CALL_RULES.iter().find(|rule| rule.names.contains(&name));
    let of_organization = rule.filter(|rule| matches!(rule.judge, Judge::Organization(_)));
    of_organization.map_or(&[], |rule| rule.reads)
}

/// The vocabulary: every name that a card's rule may have, in the order of this module.
pub fn names() -> Vec<&'static str> {
    CALL_RULES.iter().map(|rule| rule.names[0]).chain([ANY_N_OF[0]]).collect()
}

impl Case<'_> {
    /// The day on which a condition must hold: the card's own, else the deadline, else today.
    fn day(&self, value: &Value) -> Option<Date> {
        let own = value.get("valid_on").or_else(|| value.get("on"));
        match own {
            Some(day) if !day.is_null() => value::date(day),
            _ => Some(self.call.deadline.unwrap_or(self.judge.as_of)),
        }
    }

    /// Judges one rule that holds no others.
    fn judge_rule(&self, name: &str, value: &Value) -> RuleOutcome {
        let mut answer = Answer::new(Verdict::Unknown, NOT_UNDERSTOOD);
        let Some(rule) = CALL_RULES.iter().find(|rule| rule.names.contains(&name)) else {
            answer.text("rule", name);
            return RuleOutcome::new(NO_RULE, answer);
        };
        let Applicant { organization, project } = self.applicant;
        let of_organization = organization.map(|one| &one.provenance);
        let (understood, provenance) = match (rule.judge, organization) {
            (Judge::Organization(judge), Some(organization)) => {
                (judge(self, organization, value, &mut answer), of_organization)
            }
            (Judge::Organization(_), None) => {
                answer.set(Verdict::Unknown, "no-organization");
                (Some(()), None)
            }
            (Judge::Application(judge), _) => {
                let of_project = project.map(|one| &one.provenance);
                (judge(self, value, &mut answer), of_project.or(of_organization))
            }
        };
        if understood.is_none() {
            answer = Answer::new(Verdict::Unknown, NOT_UNDERSTOOD);
        }
        let read = |keys: &[String]| keys.iter().any(|key| rule.reads.contains(&key.as_str()));
        if provenance.is_some_and(|it| read(&it.inferred)) && answer.verdict != Verdict::Unknown {
            answer.args.clear();
            answer.set(Verdict::Unknown, "guessed");
        } else if provenance.is_some_and(|it| read(&it.unread)) && answer.verdict == Verdict::No {
            // What could not be read might have been what the call asks for.
            answer.args.clear();
            answer.set(Verdict::Unknown, "unread-part");
        }
        RuleOutcome::new(rule.names[0], answer)
    }

    /// At least `n` of several rules. `{n, of: [{rule, value}]}`; one, where no number is given.
    fn any_of(&self, value: &Value) -> RuleOutcome {
        let rule = ANY_N_OF[0];
        let mut answer = Answer::new(Verdict::Unknown, NOT_UNDERSTOOD);
        let wanted = match value.get("n") {
            None | Some(Value::Null) => Some(1),
            Some(number) => value::count(number),
        };
        let (Some(wanted), Some(cards)) = (wanted, value.get("of").and_then(Value::as_array))
        else {
            return RuleOutcome::new(rule, answer);
        };
        // What is one of several must be shown: it excuses nobody as a condition may.
        let inner = Case { hard: false, ..*self };
        let (mut of, mut met, mut open) = (Vec::with_capacity(cards.len()), 0, 0);
        for card in cards {
            let text = |key| card.get(key).and_then(Value::as_str);
            let value = card.get("value").unwrap_or(&Value::Null);
            let mut outcome = inner.judge_rule(text("rule").unwrap_or_default(), value);
            outcome.text = text("text").map(str::to_owned);
            met += u32::from(outcome.verdict == Verdict::Yes);
            open += u32::from(outcome.verdict == Verdict::Unknown);
            answer.facts.extend(outcome.facts.iter().cloned());
            of.push(outcome);
        }
        if met >= wanted {
            answer.set(Verdict::Yes, "enough");
        } else if met + open >= wanted {
            answer.set(Verdict::Unknown, "open");
        } else {
            answer.set(Verdict::No, "too-few");
        }
        answer.number("n", wanted);
        answer.number("of", of.len() as u32);
        answer.number("met", met);
        answer.number("open", open);
        RuleOutcome { of, ..RuleOutcome::new(rule, answer) }
    }

    /// Does a card of the call admit this type by its name?
    fn admits(&self, kind: OrganizationType) -> bool {
        self.call.rules.iter().any(|card| {
            let names_types = matches!(card.rule.as_deref(), Some("registered-as" | "type-in"));
            let types = card.value.as_ref().filter(|_| names_types).and_then(Types::read);
            types.is_some_and(|types| types.known.contains(&kind))
        })
    }

    /// An organization that no civil affairs office checks or rates. A call that admits its type by name
    /// cannot ask of it what it cannot have: that is a yes, whatever is stated. Otherwise this is why
    /// nothing is stated.
    fn without_register(
        &self,
        organization: &Organization,
        answer: &mut Answer,
    ) -> Option<Verdict> {
        use OrganizationType::{Association, Filed, Foundation, ServiceAgency, Unregistered};
        let unregistered = (organization.registered == Some(false)).then_some(Unregistered);
        let kind = organization.r#type.or(unregistered)?;
        if matches!(kind, Association | ServiceAgency | Foundation) {
            return None;
        }
        if self.hard && organization.r#type.is_some_and(|kind| self.admits(kind)) {
            answer.set(Verdict::Yes, "not-subject");
        } else if matches!(kind, Filed | Unregistered) {
            answer.set(Verdict::No, "not-registered");
        } else {
            answer.set(Verdict::Unknown, "other-register");
        }
        answer.text("type", kind.as_str());
        Some(answer.verdict)
    }
}

#[cfg(test)]
mod tests;
