//! Why this candidate, and is anybody there at all: codes with arguments, for one sentence each.

use super::result::{Match, Served};
use crate::attributes::Attributes;
use crate::message::Message;
use crate::model::Divisions;
use crate::rules::{RuleOutcome, Verdict};
use crate::score::{EvidenceKind, Part};

/// Words that a sentence names.
const NAMED_WORDS: usize = 4;
/// Kinds of help that a sentence names.
const NAMED_CONCEPTS: usize = 2;
/// Candidates that a sentence names.
const NAMED_CANDIDATES: usize = 3;
/// Fewer known terms than this, and a text says too little to be sure that nobody is there.
const FEWEST_TERMS: usize = 4;

/// The sentence for one candidate.
pub(super) fn of_match(
    query: &Attributes,
    verdict: Verdict,
    parts: &[Part],
    rules: &[RuleOutcome],
    divisions: &Divisions,
) -> Message {
    if verdict == Verdict::No {
        return Message::new("ruled-out");
    }
    let by_place = |outcome: &&RuleOutcome| matches!(outcome.rule, "serves-place" | "in-area");
    let meets = rules.iter().find(by_place).map_or("no-place", |outcome| outcome.reason.code);
    let words = shared_words(parts);
    let facts = |feature: &str| {
        let part = parts.iter().find(|part| part.feature == feature);
        part.map(|part| part.facts.clone()).unwrap_or_default()
    };
    let (fields, ticked) = (facts("fields"), facts("wanted"));
    let lacking = facts("complements");
    let concepts = shared_concepts(parts, EvidenceKind::Shown);
    let close = shared_concepts(parts, EvidenceKind::Inferred);
    // What they share, from the surest to the weakest; then where.
    let (what, named) = if !fields.is_empty() {
        ("fields", fields)
    } else if !concepts.is_empty() {
        ("concept", concepts)
    } else if !words.is_empty() {
        ("words", words)
    } else if !ticked.is_empty() {
        ("ticked", ticked)
    } else if !lacking.is_empty() {
        ("complements", lacking)
    } else if !close.is_empty() {
        ("near", close)
    } else {
        ("nothing", Vec::new())
    };
    let code = match (what, meets) {
        ("fields", "covers" | "inside") => "fields-here",
        ("fields", "no-place") => "fields-only",
        ("fields", _) => "fields",
        ("concept", "covers") => "concept-here",
        ("concept", "online") => "concept-online",
        ("concept", "inside") => "concept-inside",
        ("concept", "no-place") => "concept-only",
        ("concept", _) => "concept-somewhere",
        ("words", "covers") => "words-here",
        ("words", "online") => "words-online",
        ("words", "inside") => "words-inside",
        ("words", "no-place") => "words-only",
        ("words", _) => "words-somewhere",
        ("ticked", "covers" | "inside") => "ticked-here",
        ("ticked", "online") => "ticked-online",
        ("ticked", "no-place") => "ticked-only",
        ("ticked", _) => "ticked-somewhere",
        ("complements", _) => "complements",
        ("near", "covers") => "near-here",
        ("near", "online") => "near-online",
        ("near", "inside") => "near-inside",
        ("near", "no-place") => "near-only",
        ("near", _) => "near-somewhere",
        (_, "covers") if !parts.iter().any(|part| part.feature == "text") => "place-here",
        (_, "covers") => "place-only",
        _ => "nothing-shared",
    };
    let mut message = Message::new(code);
    if !named.is_empty() {
        message = message.with("words", named.into_iter().take(NAMED_WORDS).collect::<Vec<_>>());
    }
    let names_place = [
        "concept-here",
        "concept-online",
        "concept-somewhere",
        "near-here",
        "near-online",
        "near-somewhere",
        "words-here",
        "words-online",
        "words-somewhere",
        "ticked-here",
        "ticked-online",
        "ticked-somewhere",
        "place-here",
        "place-only",
    ];
    if names_place.contains(&code) {
        let places = query.areas().iter().map(|place| divisions.label(*place));
        message = message.with("place", places.collect::<Vec<_>>());
    }
    message
}

/// The kinds of help that a candidate shares with the query, or has close to it, each once, as keys
/// of their titles.
fn shared_concepts(parts: &[Part], kind: EvidenceKind) -> Vec<String> {
    let part = parts.iter().find(|part| part.feature == "concepts");
    let evidence = part.map_or(&[][..], |part| &part.evidence);
    let mut concepts: Vec<String> = Vec::new();
    for evidence in evidence.iter().filter(|evidence| evidence.kind == kind) {
        let key = format!("concept.{}", evidence.near.as_ref().unwrap_or(&evidence.via));
        if concepts.len() < NAMED_CONCEPTS && !concepts.contains(&key) {
            concepts.push(key);
        }
    }
    concepts
}

/// What a candidate and the query have in common: words, or else kinds of help.
fn named(parts: &[Part]) -> Vec<String> {
    let mut words = shared_words(parts);
    for kind in [EvidenceKind::Shown, EvidenceKind::Inferred] {
        if words.is_empty() {
            words = shared_concepts(parts, kind);
        }
    }
    words
}

/// The words that a candidate shares with the query, each once.
fn shared_words(parts: &[Part]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    // Evidence of all other features are words.
    let of_text =
        parts.iter().filter(|part| !matches!(&*part.feature, "concepts" | "beneficiaries"));
    for evidence in of_text.flat_map(|part| &part.evidence) {
        if words.len() < NAMED_WORDS && !words.contains(&evidence.via) {
            words.push(evidence.via.clone());
        }
    }
    words
}

/// Is there anything to show a person: words or concepts in common, or a ticked service?
pub(super) fn shows(one: &Match) -> bool {
    one.parts.iter().any(|part| {
        !part.evidence.is_empty() || (part.feature == "wanted" && !part.facts.is_empty())
    })
}

/// What the whole list comes to.
pub(super) struct Outlook<'a> {
    /// How many candidates there are in the data.
    pub candidates: usize,
    /// How many terms of the query the index knows.
    pub terms: usize,
    /// The best of those that no rule is against, written out.
    pub best: Option<&'a Match>,
    /// Those that fit by their words and are ruled out, best first, written out.
    pub ruled_out: Vec<&'a Match>,
}

/// Why the answer is not a plain yes.
pub(super) fn of_list(served: Served, outlook: &Outlook<'_>) -> Option<Message> {
    match served {
        Served::Yes => None,
        Served::Weak => {
            let words = outlook.best.map(|best| named(&best.parts)).unwrap_or_default();
            Some(if words.is_empty() {
                Message::new("no-words")
            } else {
                Message::new("few-words").with("words", words)
            })
        }
        Served::No if outlook.candidates == 0 => Some(Message::new("no-candidates")),
        Served::No if !outlook.ruled_out.is_empty() => {
            let names: Vec<String> = outlook.ruled_out.iter().map(|one| one.name.clone()).collect();
            let names: Vec<String> = names.into_iter().take(NAMED_CANDIDATES).collect();
            let elsewhere = |one: &Match| {
                let against = one.rules.iter().filter(|outcome| outcome.is_against());
                against.map(|outcome| outcome.rule).eq(["serves-place"])
            };
            let words = named(&outlook.ruled_out[0].parts);
            Some(if outlook.ruled_out.iter().all(|one| elsewhere(one)) && !words.is_empty() {
                Message::new("only-elsewhere").with("words", words).with("names", names)
            } else {
                Message::new("ruled-out").with("names", names)
            })
        }
        Served::No if outlook.terms < FEWEST_TERMS => Some(Message::new("too-vague")),
        Served::No => Some(Message::new("no-words")),
    }
}
