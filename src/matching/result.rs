//! What a match gives: the one form that every door writes.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::fixed::Fixed;
use crate::message::Message;
use crate::risk::Risk;
use crate::rules::{RuleOutcome, Verdict};
use crate::score::Part;

/// Is there somebody for the query?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Served {
    /// Nobody.
    No,
    /// Perhaps; a person must judge.
    Weak,
    /// Yes.
    Yes,
}

/// One candidate, with everything that speaks for and against it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Match {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The exact sum of the points of its parts.
    pub score: Fixed,
    /// All rules together.
    pub verdict: Verdict,
    /// Where candidates are judged by calls, the call under which this one stands best.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<String>,
    /// What the score is made of.
    pub parts: Vec<Part>,
    /// What each rule says.
    pub rules: Vec<RuleOutcome>,
    /// One sentence: `reason.CODE`.
    pub reason: Message,
}

/// The answer to one query.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MatchResult {
    /// Id of the query.
    pub query: String,
    /// Name and version of the route.
    pub route: String,
    /// Hash of the route's declaration.
    pub route_hash: String,
    /// The day on which the rules were judged.
    pub as_of: String,
    /// Is there somebody?
    pub served: Served,
    /// Why not, or why only weakly: `cause.CODE`.
    pub cause: Option<Message>,
    /// Who may be at risk in the query.
    pub risk: Option<Risk>,
    /// How many candidates the limit cut off: by the first rule that is against them, and under
    /// `limit` those that no rule is against.
    pub excluded: BTreeMap<&'static str, usize>,
    /// The candidates in order: those that a rule is against come last.
    pub matches: Vec<Match>,
}

impl MatchResult {
    /// One line of JSON without the line break. This is the only writer of results.
    pub fn to_json(&self) -> String {
        // Text, numbers, lists and objects with text keys can always be written.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// One candidate of a brief answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BriefMatch {
    /// Its id.
    pub id: String,
    /// The exact score.
    pub score: Fixed,
    /// All rules together.
    pub verdict: Verdict,
}

/// The answer to one query in short, for programs that ask very many: the same candidates in the same
/// order with the same scores, and nothing that explains them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BriefResult {
    /// Id of the query.
    pub query: String,
    /// Name and version of the route.
    pub route: String,
    /// Who may be at risk in the query: comes before any ranking, also here.
    pub risk: Option<Risk>,
    /// The candidates in order.
    pub matches: Vec<BriefMatch>,
}

impl BriefResult {
    /// One line of JSON without the line break.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
