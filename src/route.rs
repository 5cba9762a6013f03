//! A match direction as data: from what to what, by which rules, features and weights.

mod own;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::attributes::Attributes;
use crate::declaration::{self, Fault, Object};
use crate::failure::Failure;
use crate::hash::Fnv64;
use crate::model::Kind;
use crate::model::choice::ResourceKind;
use crate::rules;
use crate::score::{self, Missing, WeightedFeature};

/// The routes that come with the program.
const BUILTIN: &str = include_str!("../data/routes.json");

/// What weights sum to: they are millionths.
pub const WHOLE: u32 = 1_000_000;

/// From which value of a feature on a query counts as served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServedBy {
    /// Name of the feature.
    pub feature: String,
    /// Weakly from this value on, in millionths.
    pub weak: u32,
    /// Surely from this value on, in millionths.
    pub yes: u32,
}

/// A match direction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Route {
    /// Name, for example `need-organization`.
    pub id: String,
    /// Rises when results change.
    pub version: u32,
    /// Kind of the query.
    pub from: Kind,
    /// Kind of the candidates.
    pub to: Kind,
    /// Which records of the first kind may ask, by their category; all if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from_categories: Vec<String>,
    /// The question it answers, by language.
    pub title: BTreeMap<String, String>,
    /// Where candidates come from; together they are the union.
    pub candidates: Vec<String>,
    /// Names of the rules; all are hard.
    pub rules: Vec<String>,
    /// Features with weights that sum to one million.
    pub features: Vec<WeightedFeature>,
    /// What unknown is worth.
    pub missing: Missing,
    /// When a query counts as served.
    pub served: Vec<ServedBy>,
    /// What declares the answer, hidden by evaluation: `wanted` (ticked services), `links`.
    pub answers: Vec<String>,
    /// How many matches are shown unless asked otherwise.
    pub limit: u32,
}

impl Route {
    /// The routes that come with the program, in the order of the file.
    pub fn builtin() -> Result<Vec<Self>, Failure> {
        let mut file = Object::new(declaration::parse(BUILTIN)?, "$")?;
        let mut routes = Vec::new();
        for (number, route) in file.list("routes")?.into_iter().enumerate() {
            routes.push(Self::parse(route, &format!("$.routes[{number}]"))?);
        }
        Ok(routes)
    }

    /// Reads and checks a route. A fault names its JSON path, which begins with `path`.
    pub fn parse(value: Value, path: &str) -> Result<Self, Failure> {
        let mut object = Object::new(value, path)?;
        let categories: Vec<&str> = ResourceKind::ALL.iter().map(|kind| kind.as_str()).collect();
        let route = Self {
            id: object.text("id")?,
            version: object.number("version", u32::MAX)?,
            from: kind(&mut object, "from")?,
            to: kind(&mut object, "to")?,
            from_categories: words(&mut object, "from_categories", &categories)?,
            title: object.named_texts("title")?,
            candidates: words(&mut object, "candidates", &score::CANDIDATE_SOURCES)?,
            rules: words(&mut object, "rules", &rules::names())?,
            features: features(&mut object)?,
            missing: match object.text("missing")?.as_str() {
                "neutral" => Missing::Neutral,
                "zero" => Missing::Zero,
                _ => return Err(object.fault("missing", "must be neutral or zero").into()),
            },
            served: object.objects("served", |mark| {
                Ok(ServedBy {
                    feature: mark.text("feature")?,
                    weak: mark.number("weak", WHOLE)?,
                    yes: mark.number("yes", WHOLE)?,
                })
            })?,
            answers: words(&mut object, "answers", &["wanted", "links"])?,
            limit: object.number("limit", 1000)?,
        };
        object.finish()?;
        if check_sum(&route.features).is_err() {
            return Err(object.fault("features", "weights must sum to 1000000").into());
        }
        let marks = |mark: &ServedBy| !route.features.iter().any(|known| known.id == mark.feature);
        if let Some(number) = route.served.iter().position(marks) {
            let key = format!("served[{number}].feature");
            return Err(object.fault(&key, "is not a feature of this route").into());
        }
        Ok(route)
    }

    /// The same route with other weights by feature; features that are not named weigh nothing. The
    /// weights must sum to one million.
    pub fn with_weights(&self, weights: &BTreeMap<String, u32>) -> Result<Self, Failure> {
        let known: Vec<String> = self.features.iter().map(|feature| feature.id.clone()).collect();
        if let Some(unknown) = weights.keys().find(|name| !known.contains(name)) {
            let failure = Failure::new("unknown_feature").with("feature", unknown.as_str());
            return Err(failure.with("known", known));
        }
        let mut route = self.clone();
        for feature in &mut route.features {
            feature.weight = weights.get(&feature.id).copied().unwrap_or(0);
        }
        check_sum(&route.features)?;
        Ok(route)
    }

    /// The same route without some rules.
    pub fn without_rules(&self, names: &[String]) -> Result<Self, Failure> {
        if let Some(unknown) = names.iter().find(|name| !self.rules.contains(name)) {
            let failure = Failure::new("unknown_rule").with("rule", unknown.as_str());
            return Err(failure.with("known", self.rules.clone()));
        }
        let mut route = self.clone();
        route.rules.retain(|rule| !names.contains(rule));
        Ok(route)
    }

    /// May this record ask?
    pub fn may_ask(&self, query: &Attributes) -> bool {
        let allowed = |category| self.from_categories.iter().any(|known| known == category);
        self.from_categories.is_empty() || query.category.is_some_and(allowed)
    }

    /// Has it a feature, with whatever weight?
    pub fn asks_for(&self, feature: &str) -> bool {
        self.features.iter().any(|weighted| weighted.id == feature)
    }

    /// Does it look at what records are about?
    pub fn reads_profiles(&self) -> bool {
        self.asks_for("concepts")
            || self.asks_for("beneficiaries")
            || self.candidates.iter().any(|source| source == "shares:concept")
    }

    /// Name and version, as results carry them: `need-organization@1`.
    pub fn label(&self) -> String {
        format!("{}@{}", self.id, self.version)
    }

    /// FNV-1a 64 of the declaration, hexadecimal: tells results of changed weights or rules apart.
    pub fn hash(&self) -> String {
        let mut hash = Fnv64::new();
        // A route is text, numbers and lists: it can always be written.
        hash.write(serde_json::to_string(self).unwrap_or_default().as_bytes());
        hash.hexadecimal()
    }
}

/// Do the weights sum to one million?
fn check_sum(features: &[WeightedFeature]) -> Result<(), Failure> {
    let sum: u64 = features.iter().map(|feature| u64::from(feature.weight)).sum();
    if sum == u64::from(WHOLE) {
        Ok(())
    } else {
        Err(Failure::new("weight_sum").with("sum", sum as usize))
    }
}

/// A list of words, each from a closed table.
fn words(object: &mut Object, key: &str, known: &[&str]) -> Result<Vec<String>, Fault> {
    let words = object.texts(key)?;
    if let Some(number) = words.iter().position(|word| !known.contains(&word.as_str())) {
        let text = format!("must be one of {}", known.join(", "));
        return Err(object.fault(&format!("{key}[{number}]"), &text));
    }
    Ok(words)
}

fn kind(object: &mut Object, key: &str) -> Result<Kind, Fault> {
    let word = object.text(key)?;
    Kind::from_word(&word).ok_or_else(|| object.fault(key, "is not a kind of record"))
}

fn features(object: &mut Object) -> Result<Vec<WeightedFeature>, Fault> {
    let features = object.objects("features", |feature| {
        let (id, measure) = (feature.text("id")?, own::measure(feature)?);
        match (score::feature(&id), &measure) {
            (None, None) => return Err(feature.fault("id", "is not a feature")),
            (Some(_), Some(_)) => {
                return Err(feature.fault("id", "is the name of a feature that is built in"));
            }
            _ => {}
        }
        Ok(WeightedFeature { id, weight: feature.number("weight", WHOLE)?, measure })
    })?;
    for (number, feature) in features.iter().enumerate() {
        if features[..number].iter().any(|earlier| earlier.id == feature.id) {
            return Err(object.fault(&format!("features[{number}].id"), "is there twice"));
        }
    }
    Ok(features)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first route, changed by `change`.
    fn changed(change: impl FnOnce(&mut Value)) -> Result<Route, Failure> {
        let file: Value = serde_json::from_str(BUILTIN).unwrap();
        let mut route = file["routes"][0].clone();
        change(&mut route);
        Route::parse(route, "$")
    }

    #[test]
    fn builtin_routes_are_valid() {
        let routes = Route::builtin().unwrap();
        assert_eq!(routes[0].label(), "need-organization@1");
    }

    #[test]
    fn faults_name_their_path() {
        let fault = |change: fn(&mut Value)| changed(change).unwrap_err().to_string();
        assert!(fault(|r| r["features"][1]["id"] = "x".into()).contains("$.features[1].id"));
        assert!(fault(|r| r["features"][0]["weight"] = 1.into()).contains("$.features"));
        assert!(fault(|r| r["rules"][2] = "x".into()).contains("$.rules[2]"));
        assert!(fault(|r| r["surplus"] = 1.into()).contains("$.surplus"));
        assert!(fault(|r| r["from"] = "cat".into()).contains("$.from"));
        assert!(fault(|r| r["limit"] = (-1).into()).contains("$.limit"));
        assert!(fault(|r| *r = 7.into()).contains('$'));
    }

    #[test]
    fn other_weights_must_be_known_and_whole() {
        let route = &Route::builtin().unwrap()[0];
        let weights = |pairs: &[(&str, u32)]| {
            pairs.iter().map(|(name, weight)| ((*name).to_owned(), *weight)).collect()
        };
        let other = route.with_weights(&weights(&[("text", 1_000_000)])).unwrap();
        assert_ne!(other.hash(), route.hash());
        let code = |pairs| route.with_weights(&weights(pairs)).unwrap_err().code();
        assert_eq!(code(&[("text", 5)]), "weight_sum");
        assert_eq!(code(&[("luck", WHOLE)]), "unknown_feature");
    }
}
