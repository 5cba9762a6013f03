//! May it? Rules look at facts and answer yes, no or unknown; unknown is not no.
//!
//! A rule is a row of [`RULES`]: its name, what it means, which attributes it reads, and a function. A
//! rule never changes a score, and a weight never rules anybody out.

pub mod call;
mod organization;
mod place;
mod time;
mod violence;

use serde::Serialize;

use crate::attributes::Attributes;
use crate::message::{Argument, Arguments, Message};
use crate::model::{Date, Divisions, Place};

/// The answer of a rule, or of all rules together. People read 符合 / 暂不符合 / 待核实.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The facts say so.
    Yes,
    /// A fact is missing; the reason says which.
    Unknown,
    /// The facts are against it.
    No,
}

/// What a rule says of one pair, or a condition of a call of one applicant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleOutcome {
    /// Name of the rule.
    pub rule: &'static str,
    /// Its answer.
    pub verdict: Verdict,
    /// Decides; otherwise it is a bonus. Written only where it is false.
    #[serde(skip_serializing_if = "Clone::clone")]
    pub hard: bool,
    /// The facts it looked at, as they stand in the data.
    pub facts: Vec<String>,
    /// Why: the sentence is `rule.RULE.CODE`.
    pub reason: Message,
    /// The words of the call that the rule stands for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What the rules inside it say, where some of several are asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<RuleOutcome>,
}

impl RuleOutcome {
    /// Does it rule the candidate out?
    pub fn is_against(&self) -> bool {
        self.hard && self.verdict == Verdict::No
    }

    /// A hard rule's answer under its name.
    fn new(rule: &'static str, answer: Answer) -> Self {
        let Answer { verdict, code, args, facts, .. } = answer;
        let reason = Message { code, args };
        Self { rule, verdict, hard: true, facts, reason, text: None, of: Vec::new() }
    }
}

/// A pair that is judged.
#[derive(Clone, Copy)]
pub struct Pair<'a> {
    /// Who asks.
    pub query: &'a Attributes,
    /// Who is judged.
    pub candidate: &'a Attributes,
    /// Names of places.
    pub divisions: &'a Divisions,
    /// "Today"; `None` where no rule asks for it.
    pub as_of: Option<Date>,
    /// Are facts and words asked for? Most pairs need the verdict alone, and writing takes longer than
    /// judging.
    pub explain: bool,
}

impl Pair<'_> {
    /// The beginning of an answer about this pair.
    fn answer(&self, verdict: Verdict, code: &'static str) -> Answer {
        Answer { explain: self.explain, ..Answer::new(verdict, code) }
    }
}

/// A rule before it is named: verdict, reason, and if they are asked for arguments and facts.
struct Answer {
    verdict: Verdict,
    code: &'static str,
    args: Arguments,
    facts: Vec<String>,
    explain: bool,
}

impl Answer {
    /// An answer that is explained.
    fn new(verdict: Verdict, code: &'static str) -> Self {
        Self { verdict, code, args: Arguments::new(), facts: Vec::new(), explain: true }
    }

    fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Self {
        self.args.insert(name.into(), value.into());
        self
    }

    /// The same with an argument that is only made where it is asked for.
    fn with_lazy<A: Into<Argument>>(self, name: &'static str, value: impl FnOnce() -> A) -> Self {
        if self.explain { self.with(name, value()) } else { self }
    }

    fn fact(mut self, fact: &impl ToString) -> Self {
        if self.explain {
            self.facts.push(fact.to_string());
        }
        self
    }
}

/// A row of the table of rules.
pub struct Rule {
    /// Its name in routes and results.
    pub name: &'static str,
    /// What it asks.
    pub meaning: &'static str,
    /// Attributes it reads.
    pub reads: &'static [&'static str],
    /// Judges a pair; `None` where the rule does not concern it.
    judge: fn(Pair<'_>) -> Option<Answer>,
}

/// The rule that stands for all conditions of a call.
pub const CALL: &str = "call";

/// Every rule.
pub const RULES: &[Rule] = &[
    Rule {
        name: "serves-place",
        meaning: "The candidate serves the place of the query, or serves online.",
        reads: &["place", "service_area", "delivery"],
        judge: place::serves_place,
    },
    Rule {
        name: "in-area",
        meaning: "The candidate lies in the service area of the query.",
        reads: &["place", "service_area"],
        judge: place::in_area,
    },
    Rule {
        name: "open",
        meaning: "The candidate can still be had or applied for.",
        reads: &["open_until"],
        judge: time::open,
    },
    Rule {
        name: "not-ended",
        meaning: "The project has not ended.",
        reads: &["project_stage"],
        judge: time::not_ended,
    },
    Rule {
        name: "is-unit",
        meaning: "The candidate is a unit, not a place where people meet.",
        reads: &["is_place"],
        judge: organization::is_unit,
    },
    Rule {
        name: "active",
        meaning: "The candidate's registration has not ended.",
        reads: &["status", "registered", "organization_type"],
        judge: organization::active,
    },
    Rule {
        name: "has-capacity",
        meaning: "The candidate can take more.",
        reads: &["max_projects", "running_projects"],
        judge: organization::has_capacity,
    },
    Rule {
        name: "no-mediation",
        meaning: "Where there is violence, mediation is no service.",
        reads: &["risk", "mediation"],
        judge: violence::no_mediation,
    },
    Rule {
        name: "trained-for-risk",
        meaning: "Where somebody is in danger, volunteers and groups are not sent.",
        reads: &["risk", "kind", "category", "organization_type", "registered"],
        judge: violence::trained_for_risk,
    },
    Rule {
        name: CALL,
        meaning: "The conditions of the call hold.",
        reads: &["records of the applicant"],
        // Matching knows the calls and judges their cards one by one; see `call`.
        judge: |_| None,
    },
];

/// The names of all rules.
pub fn names() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).collect()
}

/// The rules of these names, in their order.
pub fn named(names: &[String]) -> Vec<&'static Rule> {
    names.iter().filter_map(|name| RULES.iter().find(|rule| rule.name == name)).collect()
}

/// Judges a pair by rules, in their order. Rules that do not concern it are left out.
pub fn judge(rules: &[&'static Rule], pair: Pair<'_>) -> Vec<RuleOutcome> {
    let rules = rules.iter();
    rules.filter_map(|rule| Some(RuleOutcome::new(rule.name, (rule.judge)(pair)?))).collect()
}

/// The verdict of rules, all of them hard, and the first that is against the pair.
pub fn quick_verdict(rules: &[&'static Rule], pair: Pair<'_>) -> (Verdict, Option<&'static str>) {
    let (mut worst, mut against) = (Verdict::Yes, None);
    for rule in rules {
        let Some(Answer { verdict, .. }) = (rule.judge)(pair) else { continue };
        worst = worst.max(verdict);
        if verdict == Verdict::No {
            against = against.or(Some(rule.name));
        }
    }
    (worst, against)
}

/// All hard rules together: any no is no, else any unknown is unknown, else yes. A bonus decides
/// nothing.
pub fn verdict(outcomes: &[RuleOutcome]) -> Verdict {
    let hard = outcomes.iter().filter(|outcome| outcome.hard);
    hard.map(|outcome| outcome.verdict).max().unwrap_or(Verdict::Yes)
}

/// Names of places, for sentences.
fn labels(divisions: &Divisions, places: &[Place]) -> Vec<String> {
    places.iter().map(|place| divisions.label(*place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Language;

    #[test]
    fn every_rule_has_a_title() {
        for name in names() {
            assert!(Language::Chinese.table().contains_key(&format!("rule.{name}")), "{name}");
        }
    }

    #[test]
    fn one_no_outweighs_all_and_unknown_is_not_no() {
        let outcome = |verdict| RuleOutcome::new("active", Answer::new(verdict, "normal"));
        let of = |verdicts: &[Verdict]| {
            verdict(&verdicts.iter().map(|verdict| outcome(*verdict)).collect::<Vec<_>>())
        };
        assert_eq!(of(&[Verdict::Yes, Verdict::No, Verdict::Unknown]), Verdict::No);
        assert_eq!(of(&[Verdict::Yes, Verdict::Unknown]), Verdict::Unknown);
        assert_eq!(of(&[]), Verdict::Yes);
        let bonus = RuleOutcome { hard: false, ..outcome(Verdict::No) };
        assert_eq!(verdict(&[outcome(Verdict::Yes), bonus]), Verdict::Yes);
    }
}
