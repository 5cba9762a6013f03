//! A match direction as data: from what to what, by which rules, features and weights.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::attributes::Attributes;
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
        let file: Value =
            serde_json::from_str(BUILTIN).map_err(|error| fault("$", &error.to_string()))?;
        let routes = file.get("routes").and_then(Value::as_array).cloned().unwrap_or_default();
        let numbered = routes.into_iter().enumerate();
        numbered.map(|(number, route)| Self::parse(route, &format!("$.routes[{number}]"))).collect()
    }

    /// Reads and checks a route. A fault names its JSON path, which begins with `path`.
    pub fn parse(value: Value, path: &str) -> Result<Self, Failure> {
        let Value::Object(object) = value else { return Err(fault(path, "must be an object")) };
        let mut reader = Reader { object, path };
        let route = Self {
            id: reader.text("id")?,
            version: reader.number("version", u32::MAX)?,
            from: reader.kind("from")?,
            to: reader.kind("to")?,
            from_categories: reader.categories()?,
            title: reader.title()?,
            candidates: reader.words("candidates", &score::CANDIDATE_SOURCES)?,
            rules: reader.words("rules", &rules::names())?,
            features: reader.features()?,
            missing: match reader.text("missing")?.as_str() {
                "neutral" => Missing::Neutral,
                "zero" => Missing::Zero,
                _ => return Err(reader.fault("missing", "must be neutral or zero")),
            },
            served: reader.served()?,
            answers: reader.words("answers", &["wanted", "links"])?,
            limit: reader.number("limit", 1000)?,
        };
        reader.finish()?;
        let marks = |mark: &ServedBy| !route.features.iter().any(|known| known.id == mark.feature);
        if let Some(number) = route.served.iter().position(marks) {
            let path = format!("{path}.served[{number}].feature");
            return Err(fault(&path, "is not a feature of this route"));
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

/// A fault at a JSON path.
fn fault(path: &str, text: &str) -> Failure {
    Failure::new("bad_route").with("path", path).with("text", text)
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

/// Takes keys out of the object of a route, naming the path of what is wrong.
struct Reader<'a> {
    object: Map<String, Value>,
    path: &'a str,
}

impl Reader<'_> {
    fn fault(&self, key: &str, text: &str) -> Failure {
        fault(&format!("{}.{key}", self.path), text)
    }

    fn take(&mut self, key: &str) -> Result<Value, Failure> {
        self.object.remove(key).ok_or_else(|| self.fault(key, "is missing"))
    }

    fn text(&mut self, key: &str) -> Result<String, Failure> {
        match self.take(key)? {
            Value::String(text) if !text.is_empty() => Ok(text),
            _ => Err(self.fault(key, "must be text")),
        }
    }

    fn number(&mut self, key: &str, largest: u32) -> Result<u32, Failure> {
        let number = self.take(key)?.as_u64().filter(|number| *number <= u64::from(largest));
        number
            .map(|number| number as u32)
            .ok_or_else(|| self.fault(key, &format!("must be a whole number up to {largest}")))
    }

    fn kind(&mut self, key: &str) -> Result<Kind, Failure> {
        let word = self.text(key)?;
        Kind::from_word(&word).ok_or_else(|| self.fault(key, "is not a kind of record"))
    }

    fn list(&mut self, key: &str) -> Result<Vec<Value>, Failure> {
        match self.take(key)? {
            Value::Array(items) => Ok(items),
            _ => Err(self.fault(key, "must be a list")),
        }
    }

    /// The optional list of categories that may ask.
    fn categories(&mut self) -> Result<Vec<String>, Failure> {
        if !self.object.contains_key("from_categories") {
            return Ok(Vec::new());
        }
        let known: Vec<&str> = ResourceKind::ALL.iter().map(|kind| kind.as_str()).collect();
        self.words("from_categories", &known)
    }

    fn title(&mut self) -> Result<BTreeMap<String, String>, Failure> {
        let value = self.take("title")?;
        serde_json::from_value(value).map_err(|_| self.fault("title", "must be text by language"))
    }

    /// A list of words, each from a closed table.
    fn words(&mut self, key: &str, known: &[&str]) -> Result<Vec<String>, Failure> {
        let items = self.list(key)?;
        let numbered = items.into_iter().enumerate();
        numbered
            .map(|(number, item)| match item {
                Value::String(word) if known.contains(&word.as_str()) => Ok(word),
                _ => Err(self.fault(
                    &format!("{key}[{number}]"),
                    &format!("must be one of {}", known.join(", ")),
                )),
            })
            .collect()
    }

    /// Objects in a list, each read by a reader of its own.
    fn objects<T>(
        &mut self,
        key: &str,
        read: impl Fn(&mut Reader<'_>) -> Result<T, Failure>,
    ) -> Result<Vec<T>, Failure> {
        let items = self.list(key)?;
        let numbered = items.into_iter().enumerate();
        numbered
            .map(|(number, item)| {
                let path = format!("{}.{key}[{number}]", self.path);
                let Value::Object(object) = item else {
                    return Err(fault(&path, "must be an object"));
                };
                let mut reader = Reader { object, path: &path };
                let value = read(&mut reader)?;
                reader.finish()?;
                Ok(value)
            })
            .collect()
    }

    fn feature_name(&mut self, key: &str) -> Result<String, Failure> {
        let id = self.text(key)?;
        if score::feature(&id).is_none() {
            return Err(self.fault(key, "is not a feature"));
        }
        Ok(id)
    }

    fn features(&mut self) -> Result<Vec<WeightedFeature>, Failure> {
        let features = self.objects("features", |reader| {
            let id = reader.feature_name("id")?;
            Ok(WeightedFeature { id, weight: reader.number("weight", WHOLE)? })
        })?;
        check_sum(&features).map_err(|_| self.fault("features", "weights must sum to 1000000"))?;
        Ok(features)
    }

    fn served(&mut self) -> Result<Vec<ServedBy>, Failure> {
        self.objects("served", |reader| {
            Ok(ServedBy {
                feature: reader.feature_name("feature")?,
                weak: reader.number("weak", WHOLE)?,
                yes: reader.number("yes", WHOLE)?,
            })
        })
    }

    /// Nothing may be left over: a misspelt key must not pass unnoticed.
    fn finish(&self) -> Result<(), Failure> {
        match self.object.keys().next() {
            Some(key) => Err(self.fault(key, "is not a key of a route")),
            None => Ok(()),
        }
    }
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
