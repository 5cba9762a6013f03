//! Reading a route of a user's own, and the measures that only such routes have.

use std::sync::Arc;

use super::{Route, WHOLE};
use crate::declaration::{self, Fault, Object};
use crate::failure::Failure;
use crate::score::{Declared, Measure};

impl Route {
    /// Reads routes of a user's own: one route, or `{"routes": […]}` as in the file that comes with the
    /// program. A fault names its JSON path.
    pub fn parse_own(json: &str) -> Result<Vec<Self>, Failure> {
        let value = declaration::parse(json)?;
        if value.get("routes").is_none() {
            return Ok(vec![Self::parse(value, "$")?]);
        }
        let mut file = Object::new(value, "$")?;
        let mut routes = Vec::new();
        for (number, route) in file.list("routes")?.into_iter().enumerate() {
            routes.push(Self::parse(route, &format!("$.routes[{number}]"))?);
        }
        file.finish()?;
        Ok(routes)
    }
}

/// The measure of a feature, if the route declares one: an object with one key, its name.
pub(super) fn measure(feature: &mut Object) -> Result<Option<Declared>, Fault> {
    let Some(json) = feature.optional("measure") else { return Ok(None) };
    let path = feature.fault("measure", "").path;
    let names = json.as_object().filter(|members| members.len() == 1);
    let Some(name) = names.and_then(|members| members.keys().next()).cloned() else {
        return Err(feature.fault("measure", "must be an object with one key"));
    };
    let mut outer = Object::new(json.clone(), &path)?;
    let mut object = outer.object(&name)?;
    let measure = match name.as_str() {
        "words" => Measure::Words {
            keys: match object.texts("keys")? {
                keys if keys.is_empty() => return Err(object.fault("keys", "must not be empty")),
                keys => keys,
            },
            k1: at_least_one(&mut object, "k1", 10_000)?,
            b: object.number("b", 1000)?,
            half: at_least_one(&mut object, "half", 1_000_000)?,
        },
        "shared" => {
            let (query, candidate) = two_keys(&mut object)?;
            Measure::Shared { query, candidate }
        }
        "levels" => {
            let (query, candidate) = two_keys(&mut object)?;
            let mut level = |key| object.number(key, WHOLE);
            let (province, prefecture) = (level("province")?, level("prefecture")?);
            let county = level("county")?;
            Measure::Levels { query, candidate, province, prefecture, county }
        }
        "covers" => {
            let (query, candidate) = two_keys(&mut object)?;
            Measure::Covers { query, candidate }
        }
        "table" => {
            let (query, candidate) = two_keys(&mut object)?;
            let rows = json[&name]["values"].as_object();
            let words: Vec<&String> = rows.into_iter().flat_map(|rows| rows.keys()).collect();
            Measure::Table { query, candidate, values: table(&mut object, &words)? }
        }
        "scale" => {
            let candidate = object.text("candidate")?;
            let (from, to) = (object.number("from", u32::MAX)?, object.number("to", u32::MAX)?);
            if from >= to {
                return Err(object.fault("to", "must be more than from"));
            }
            Measure::Scale { candidate, from, to }
        }
        "stated" => Measure::Stated { query: object.text("query")? },
        _ => return Err(outer.fault(&name, "is not a measure")),
    };
    object.finish()?;
    Ok(Some(Declared { measure: Arc::new(measure), json: Arc::new(json) }))
}

fn two_keys(object: &mut Object) -> Result<(String, String), Fault> {
    Ok((object.text("query")?, object.text("candidate")?))
}

fn at_least_one(object: &mut Object, key: &str, most: u32) -> Result<u32, Fault> {
    match object.number(key, most)? {
        0 => Err(object.fault(key, "must be more than 0")),
        number => Ok(number),
    }
}

/// Millionths by word of the query and word of the candidate.
fn table(object: &mut Object, words: &[&String]) -> Result<Vec<(String, String, u32)>, Fault> {
    let mut rows = object.object("values")?;
    let mut table = Vec::new();
    for word in words {
        for (other, worth) in rows.numbers(word)? {
            if worth > WHOLE {
                return Err(rows.fault(&format!("{word}.{other}"), "must be at most 1000000"));
            }
            table.push(((*word).clone(), other, worth));
        }
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// A route of one feature of its own and `text`.
    #[allow(clippy::needless_pass_by_value)] // reads better where it is called
    fn route(measure: Value) -> Value {
        json!({
            "id": "mine", "version": 1, "from": "need", "to": "organization",
            "title": {"en": "Mine"}, "candidates": ["all"], "rules": [],
            "features": [
                {"id": "near", "weight": 400_000, "measure": measure},
                {"id": "text", "weight": 600_000}
            ],
            "missing": "zero", "served": [{"feature": "near", "weak": 1, "yes": 2}],
            "answers": [], "limit": 20
        })
    }

    fn parsed(measure: Value) -> Result<Vec<Route>, Failure> {
        Route::parse_own(&route(measure).to_string())
    }

    #[test]
    fn every_measure_is_read_and_written_as_it_was() {
        for measure in [
            json!({"words": {"keys": ["name", "description"], "k1": 1200, "b": 750, "half": 10_000}}),
            json!({"shared": {"query": "wanted", "candidate": "fields"}}),
            json!({"levels": {"query": "division", "candidate": "division",
                "province": 400_000, "prefecture": 800_000, "county": 1_000_000}}),
            json!({"covers": {"query": "respondents", "candidate": "capacity.max_projects"}}),
            json!({"table": {"query": "urgency", "candidate": "stage", "values": {"1": {"成熟": 5}}}}),
            json!({"scale": {"candidate": "rating", "from": 1, "to": 5}}),
            json!({"stated": {"query": "marks"}}),
        ] {
            let routes = parsed(measure.clone()).unwrap();
            let written = serde_json::to_value(&routes[0].features[0].measure).unwrap();
            assert_eq!(written, measure);
            assert_eq!(serde_json::to_value(&routes[0]).unwrap(), route(measure));
        }
    }

    #[test]
    fn faults_of_measures_name_their_path() {
        for (measure, path) in [
            (json!(7), "$.features[0].measure"),
            (json!({}), "$.features[0].measure"),
            (json!({"luck": {}}), "$.features[0].measure.luck"),
            (json!({"stated": {}}), "$.features[0].measure.stated.query"),
            (json!({"stated": {"query": "a", "b": 1}}), "$.features[0].measure.stated.b"),
            (
                json!({"scale": {"candidate": "a", "from": 3, "to": 3}}),
                "$.features[0].measure.scale.to",
            ),
            (
                json!({"words": {"keys": ["name", 1], "k1": 1200, "b": 750, "half": 1}}),
                "$.features[0].measure.words.keys",
            ),
            (
                json!({"words": {"keys": ["name"], "k1": 1200, "b": 1750, "half": 1}}),
                "$.features[0].measure.words.b",
            ),
            (
                json!({"table": {"query": "a", "candidate": "b", "values": {"x": {"y": -1}}}}),
                "$.features[0].measure.table.values.x.y",
            ),
        ] {
            let failure = parsed(measure).unwrap_err();
            assert_eq!(failure.code(), "bad_route");
            let text = failure.to_string();
            assert!(
                text.contains(&format!("{path} ")) || text.contains(&format!("{path}:")),
                "{text}"
            );
        }
    }

    #[test]
    fn a_name_of_its_own_needs_a_measure_and_a_known_name_has_none() {
        let measure = json!({"stated": {"query": "a"}});
        let mut named = route(measure.clone());
        named["features"][0]["id"] = "text".into();
        let fault = |route: &Value| Route::parse_own(&route.to_string()).unwrap_err().to_string();
        assert!(fault(&named).contains("$.features[0].id"));
        let mut bare = route(measure.clone());
        bare["features"][0].as_object_mut().unwrap().remove("measure");
        assert!(fault(&bare).contains("$.features[0].id"));
        let mut twice = route(measure);
        twice["features"][1] = twice["features"][0].clone();
        assert!(fault(&twice).contains("$.features[1].id"));
    }

    #[test]
    fn a_file_may_have_one_route_or_several() {
        let one = route(json!({"stated": {"query": "a"}}));
        let several = json!({"routes": [one, one]}).to_string();
        assert_eq!(Route::parse_own(&several).unwrap().len(), 2);
        let fault = |text: &str| Route::parse_own(text).unwrap_err().to_string();
        assert!(fault("{").contains('$'));
        assert!(fault(r#"{"routes": 1}"#).contains("$.routes"));
        assert!(fault(r#"{"routes": [], "x": 1}"#).contains("$.x"));
        assert!(fault(r#"{"routes": [1]}"#).contains("$.routes[0]"));
    }
}
