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
    /// One line of JSON without the line break. Written by hand: a serialiser takes longer than the matching.
    pub fn to_json(&self) -> String {
        let mut line = String::with_capacity(64 + 48 * self.matches.len());
        line.push_str("{\"query\":");
        push_text(&mut line, &self.query);
        line.push_str(",\"route\":");
        push_text(&mut line, &self.route);
        line.push_str(",\"risk\":");
        match &self.risk {
            Some(risk) => line.push_str(&serde_json::to_string(risk).unwrap_or_default()),
            None => line.push_str("null"),
        }
        line.push_str(",\"matches\":[");
        for (number, one) in self.matches.iter().enumerate() {
            line.push_str(if number == 0 { "{\"id\":" } else { ",{\"id\":" });
            push_text(&mut line, &one.id);
            line.push_str(",\"score\":");
            one.score.push_to(&mut line);
            line.push_str(match one.verdict {
                Verdict::Yes => ",\"verdict\":\"yes\"}",
                Verdict::Unknown => ",\"verdict\":\"unknown\"}",
                Verdict::No => ",\"verdict\":\"no\"}",
            });
        }
        line.push_str("]}");
        line
    }
}

/// Appends a text as JSON.
fn push_text(line: &mut String, text: &str) {
    if text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
        line.push('"');
        line.push_str(text);
        line.push('"');
    } else {
        line.push_str(&serde_json::to_string(text).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brief_line_is_what_a_serialiser_writes() {
        let one = |id: &str, score: u32, verdict| BriefMatch {
            id: id.to_owned(),
            score: Fixed::millionths(score).times(333_333),
            verdict,
        };
        let result = BriefResult {
            query: "quote \" slash \\ line \n".to_owned(),
            route: "mine@1".to_owned(),
            risk: crate::risk::assess("老公动手打我", false),
            matches: vec![
                one("甲", 700_001, Verdict::Yes),
                one("b", 1_000_000, Verdict::Unknown),
                one("c", 0, Verdict::No),
            ],
        };
        assert!(result.risk.is_some());
        assert_eq!(result.to_json(), serde_json::to_string(&result).unwrap());
        let empty = BriefResult { risk: None, matches: Vec::new(), ..result };
        assert_eq!(empty.to_json(), serde_json::to_string(&empty).unwrap());
    }
}
