//! How well does it fit? Features are whole millionths for one pair alone; a score is their exact sum.
//!
//! A feature is a row of [`FEATURES`]: its name, what it means, which attributes it reads, and a
//! function. No feature looks at other candidates, so results do not depend on who else is there.

mod concepts;
mod fields;
mod own;
mod place;
mod support;
mod text;
mod wanted;

pub use concepts::{ConceptTexts, concept_evidence, share_concepts};
pub use own::{Buffers, Declared, Measure, OwnFeatures, Question};
pub use text::{Asked, Evidence, EvidenceKind, Location, Words};

use serde::Serialize;

use crate::attributes::Attributes;
use crate::fixed::Fixed;
use crate::taxonomy::Axis;

/// Where candidates can come from: everybody, a concept in common or close, words in common, an area that
/// meets the place or is not known, a field in common, a ticked service among the fields.
pub const CANDIDATE_SOURCES: [&str; 6] =
    ["all", "shares:concept", "text", "serves:place", "fields", "wanted"];

/// A pair that is measured.
#[derive(Clone, Copy)]
pub struct Pair<'a> {
    /// Who asks.
    pub query: &'a Attributes,
    /// Who is measured.
    pub candidate: &'a Attributes,
    /// What the words they share are worth, in millionths; measured for all candidates at once.
    pub shared_words: u32,
    /// How near the candidate is in the web of past work, in millionths; measured once a query.
    pub nearness: u32,
}

/// A feature and how much it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WeightedFeature {
    /// Name of the feature.
    pub id: String,
    /// Its weight in millionths.
    pub weight: u32,
    /// How it compares, where the route declares it; else it is a row of [`FEATURES`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<Declared>,
}

/// What a feature is worth where the candidate's data says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Missing {
    /// Half: not knowing is neither good nor bad.
    Neutral,
    /// Nothing.
    Zero,
}

/// A row of the table of features.
pub struct Feature {
    /// Its name in routes and results.
    pub name: &'static str,
    /// What it says; more is better.
    pub meaning: &'static str,
    /// Attributes it reads.
    pub reads: &'static [&'static str],
    /// Measures a pair: 0 to 1,000,000; `None` where the candidate's data says nothing.
    pub value: fn(Pair<'_>) -> Option<u32>,
    /// The facts that it looks at, as they stand in the data. Asked for only where a match is shown.
    pub facts: fn(Pair<'_>) -> Vec<String>,
}

/// Every feature.
pub const FEATURES: &[Feature] = &[
    Feature {
        name: "concepts",
        meaning: "Kinds of help that both are about, whatever words they use.",
        reads: &["profile"],
        value: |pair| concepts::value(pair, Axis::Service),
        facts: |_| Vec::new(),
    },
    Feature {
        name: "beneficiaries",
        meaning: "People whom both are for.",
        reads: &["profile"],
        value: |pair| concepts::value(pair, Axis::People),
        facts: |_| Vec::new(),
    },
    Feature {
        name: "text",
        meaning: "Words of the query in the candidate's texts (BM25F).",
        reads: &["texts"],
        value: |pair| Some(pair.shared_words),
        facts: |_| Vec::new(),
    },
    Feature {
        name: "place",
        meaning: "How closely the candidate's service area fits the place of the query.",
        reads: &["place", "service_area", "delivery"],
        value: place::value,
        facts: place::areas,
    },
    Feature {
        name: "fields",
        meaning: "Fields of work that both name (Jaccard).",
        reads: &["fields"],
        value: fields::value,
        facts: fields::shared,
    },
    Feature {
        name: "complements",
        meaning: "Fields of work that the candidate has and the query lacks.",
        reads: &["fields"],
        value: fields::complements,
        facts: fields::lacking,
    },
    Feature {
        name: "track-record",
        meaning: "Projects that the candidate carries or carried in a field of the query.",
        reads: &["fields", "carried"],
        value: fields::track_record,
        facts: fields::on_record,
    },
    Feature {
        name: "support",
        meaning: "How well the kind of a resource suits the stage of an organization.",
        reads: &["stage", "category"],
        value: support::value,
        facts: support::facts,
    },
    Feature {
        name: "wanted",
        meaning: "Share of the ticked services that are among the candidate's fields of work.",
        reads: &["wanted", "fields"],
        value: wanted::value,
        facts: wanted::facts,
    },
    Feature {
        name: "graph",
        meaning: "Nearness in the web of past work (personalised PageRank from the query).",
        reads: &["id"],
        value: |pair| Some(pair.nearness),
        facts: |_| Vec::new(),
    },
];

/// The feature of that name.
pub fn feature(name: &str) -> Option<&'static Feature> {
    FEATURES.iter().find(|feature| feature.name == name)
}

/// One part of a score: value × weight = points, exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Name of the feature.
    pub feature: String,
    /// Its value, 0 to 1.
    pub value: Fixed,
    /// Its weight in the route, 0 to 1.
    pub weight: Fixed,
    /// What it adds to the score.
    pub points: Fixed,
    /// The candidate's data says nothing; the value is what the route gives for that.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub missing: bool,
    /// The facts it looked at.
    pub facts: Vec<String>,
    /// Where the words stand.
    pub evidence: Vec<Evidence>,
}

impl WeightedFeature {
    /// Does it look for words in common?
    pub fn finds_words(&self) -> bool {
        match self.own() {
            None => self.id == "text",
            Some(measure) => matches!(measure, Measure::Words { .. }),
        }
    }

    /// The measure that the route declares.
    pub fn own(&self) -> Option<&Measure> {
        self.measure.as_ref().map(|declared| &*declared.measure)
    }
}

impl Missing {
    /// What unknown is worth, in millionths.
    pub fn value(self) -> u32 {
        match self {
            Self::Neutral => 500_000,
            Self::Zero => 0,
        }
    }
}

/// The features of a route, found once and asked for every pair.
pub struct Scorer<'a> {
    features: Vec<(&'a WeightedFeature, Option<&'static Feature>)>,
    missing: Missing,
}

impl<'a> Scorer<'a> {
    /// Looks the features up.
    pub fn new(features: &'a [WeightedFeature], missing: Missing) -> Self {
        let builtin = |weighted: &WeightedFeature| match weighted.measure {
            None => feature(&weighted.id),
            Some(_) => None,
        };
        let features = features.iter().map(|weighted| (weighted, builtin(weighted))).collect();
        Self { features, missing }
    }

    /// What one feature says of a pair; `number` is the candidate's.
    fn value(
        &self,
        at: usize,
        pair: Pair<'_>,
        question: &Question<'_>,
        number: u32,
    ) -> Option<u32> {
        match self.features[at].1 {
            Some(builtin) => (builtin.value)(pair),
            None => question.value(at, number),
        }
    }

    /// Measures a pair: puts the value of each feature into `values`, what unknown is worth included, and
    /// gives the score, the exact sum of value × weight.
    pub fn measure(
        &self,
        pair: Pair<'_>,
        question: &Question<'_>,
        number: u32,
        values: &mut Vec<u32>,
    ) -> Fixed {
        values.clear();
        let mut score = Fixed::default();
        for (at, (weighted, _)) in self.features.iter().enumerate() {
            let value = self.value(at, pair, question, number);
            let value = value.unwrap_or(self.missing.value());
            values.push(value);
            score = score.plus(Fixed::millionths(value).times(weighted.weight));
        }
        score
    }

    /// The same written out: the parts of the score, in the order of the features, with their facts.
    pub fn parts(&self, pair: Pair<'_>, question: &Question<'_>, number: u32) -> Vec<Part> {
        let part = |(at, (weighted, builtin)): (usize, &(&WeightedFeature, Option<&Feature>))| {
            let measured = self.value(at, pair, question, number);
            let value = Fixed::millionths(measured.unwrap_or(self.missing.value()));
            Part {
                feature: weighted.id.clone(),
                value,
                weight: Fixed::millionths(weighted.weight),
                points: value.times(weighted.weight),
                missing: measured.is_none(),
                facts: builtin.map(|builtin| (builtin.facts)(pair)).unwrap_or_default(),
                evidence: Vec::new(),
            }
        };
        self.features.iter().enumerate().map(part).collect()
    }
}

/// The score: the sum of the points.
pub fn total(parts: &[Part]) -> Fixed {
    parts.iter().fold(Fixed::default(), |sum, part| sum.plus(part.points))
}

/// How closely the places of a pair fit, in millionths: breaks ties, whatever the weight of place.
pub fn specificity(pair: Pair<'_>) -> u32 {
    place::value(pair).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Language;

    #[test]
    fn every_feature_has_its_words() {
        for feature in FEATURES {
            for key in [feature.name.to_owned(), format!("{}.explain", feature.name)] {
                let key = format!("feature.{key}");
                assert!(Language::Chinese.table().contains_key(&key), "{key}");
            }
        }
    }

    /// Two features that count alike.
    fn features() -> Vec<WeightedFeature> {
        let weighted =
            |id: &str| WeightedFeature { id: id.to_owned(), weight: 500_000, measure: None };
        ["text", "place"].map(weighted).into()
    }

    /// The score and the parts of a pair.
    fn scored(missing: Missing, pair: Pair<'_>) -> (Fixed, Vec<Part>) {
        let features = features();
        let scorer = Scorer::new(&features, missing);
        let question = Question::default();
        let score = scorer.measure(pair, &question, 0, &mut Vec::new());
        (score, scorer.parts(pair, &question, 0))
    }

    #[test]
    fn a_higher_value_never_lowers_the_score() {
        let (query, candidate) = (Attributes::default(), Attributes::default());
        let score = |shared_words| {
            let pair = Pair { query: &query, candidate: &candidate, shared_words, nearness: 0 };
            scored(Missing::Neutral, pair).0
        };
        for words in (0..1_000_000).step_by(9_973) {
            assert!(score(words) <= score(words + 1));
        }
    }

    #[test]
    fn what_is_not_known_counts_half() {
        let query =
            Attributes { place: crate::model::Place::parse("350102"), ..Attributes::default() };
        let candidate = Attributes::default();
        let pair = Pair { query: &query, candidate: &candidate, shared_words: 0, nearness: 0 };
        let place = scored(Missing::Neutral, pair).1.pop().unwrap();
        assert!(place.missing && place.value == Fixed::millionths(500_000));
        let place = scored(Missing::Zero, pair).1.pop().unwrap();
        assert!(place.missing && place.value == Fixed::default());
    }
}
