//! How well does it fit? Features are whole millionths for one pair alone; a score is their exact sum.
//!
//! A feature is a row of [`FEATURES`]: its name, what it means, which attributes it reads, and a
//! function. No feature looks at other candidates, so results do not depend on who else is there.

mod concepts;
mod fields;
mod place;
mod support;
mod text;
mod wanted;

pub use concepts::{concept_evidence, share_concepts};
pub use text::{Asked, Evidence, EvidenceKind, Location, Words};

use serde::Serialize;

use crate::attributes::Attributes;
use crate::fixed::Fixed;
use crate::taxonomy::Axis;

/// Where candidates can come from: a concept in common or close, words in common, an area that meets
/// the place or is not known, a field in common, a ticked service among the fields.
pub const CANDIDATE_SOURCES: [&str; 5] =
    ["shares:concept", "text", "serves:place", "fields", "wanted"];

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

/// What a feature says of a pair.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// 0 to 1,000,000; `None` where the candidate's data says nothing.
    pub value: Option<u32>,
    /// The facts it looked at, as they stand in the data.
    pub facts: Vec<String>,
}

/// A row of the table of features.
pub struct Feature {
    /// Its name in routes and results.
    pub name: &'static str,
    /// What it says; more is better.
    pub meaning: &'static str,
    /// Attributes it reads.
    pub reads: &'static [&'static str],
    /// Measures a pair.
    pub measure: fn(Pair<'_>) -> Measure,
}

/// Every feature.
pub const FEATURES: &[Feature] = &[
    Feature {
        name: "concepts",
        meaning: "Kinds of help that both are about, whatever words they use.",
        reads: &["profile"],
        measure: |pair| concepts::measure(pair, Axis::Service),
    },
    Feature {
        name: "beneficiaries",
        meaning: "People whom both are for.",
        reads: &["profile"],
        measure: |pair| concepts::measure(pair, Axis::People),
    },
    Feature {
        name: "text",
        meaning: "Words of the query in the candidate's texts (BM25F).",
        reads: &["texts"],
        measure: |pair| Measure { value: Some(pair.shared_words), facts: Vec::new() },
    },
    Feature {
        name: "place",
        meaning: "How closely the candidate's service area fits the place of the query.",
        reads: &["place", "service_area", "delivery"],
        measure: place::measure,
    },
    Feature {
        name: "fields",
        meaning: "Fields of work that both name (Jaccard).",
        reads: &["fields"],
        measure: fields::measure,
    },
    Feature {
        name: "complements",
        meaning: "Fields of work that the candidate has and the query lacks.",
        reads: &["fields"],
        measure: fields::complements,
    },
    Feature {
        name: "track-record",
        meaning: "Projects that the candidate carries or carried in a field of the query.",
        reads: &["fields", "carried"],
        measure: fields::track_record,
    },
    Feature {
        name: "support",
        meaning: "How well the kind of a resource suits the stage of an organization.",
        reads: &["stage", "category"],
        measure: support::measure,
    },
    Feature {
        name: "wanted",
        meaning: "Share of the ticked services that are among the candidate's fields of work.",
        reads: &["wanted", "fields"],
        measure: wanted::measure,
    },
    Feature {
        name: "graph",
        meaning: "Nearness in the web of past work (personalised PageRank from the query).",
        reads: &["id"],
        measure: |pair| Measure { value: Some(pair.nearness), facts: Vec::new() },
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
    pub feature: &'static str,
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

/// The parts of a pair's score by weighted features, in their order.
pub fn parts(features: &[WeightedFeature], missing: Missing, pair: Pair<'_>) -> Vec<Part> {
    let rows =
        features.iter().filter_map(|weighted| Some((feature(&weighted.id)?, weighted.weight)));
    rows.map(|(feature, weight)| {
        let Measure { value, facts } = (feature.measure)(pair);
        let is_missing = value.is_none();
        let value = Fixed::millionths(value.unwrap_or(match missing {
            Missing::Neutral => 500_000,
            Missing::Zero => 0,
        }));
        Part {
            feature: feature.name,
            value,
            weight: Fixed::millionths(weight),
            points: value.times(weight),
            missing: is_missing,
            facts,
            evidence: Vec::new(),
        }
    })
    .collect()
}

/// The score: the sum of the points.
pub fn total(parts: &[Part]) -> Fixed {
    parts.iter().fold(Fixed::default(), |sum, part| sum.plus(part.points))
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
        ["text", "place"].map(|id| WeightedFeature { id: id.to_owned(), weight: 500_000 }).into()
    }

    #[test]
    fn a_higher_value_never_lowers_the_score() {
        let (query, candidate) = (Attributes::default(), Attributes::default());
        let score = |shared_words| {
            let pair = Pair { query: &query, candidate: &candidate, shared_words, nearness: 0 };
            total(&parts(&features(), Missing::Neutral, pair))
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
        let place = parts(&features(), Missing::Neutral, pair).pop().unwrap();
        assert!(place.missing && place.value == Fixed::millionths(500_000));
        let place = parts(&features(), Missing::Zero, pair).pop().unwrap();
        assert!(place.missing && place.value == Fixed::default());
    }
}
