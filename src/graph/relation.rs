//! The relations of the graph, and what data/graph.json says of each.

use serde_json::Value;

use crate::declaration;
use crate::failure::Failure;

/// What each relation weighs in a walk, what a step along it costs in an explanation, from when on a
/// place or concept is too common to explain anything, and what makes a hub.
const TABLE: &str = include_str!("../../data/graph.json");

/// Every relation, ascending. Besides the relations that links may have, these are keys of records,
/// and `within`, which leads from a place to the place above it.
const NAMES: [&str; 28] = [
    "addresses",
    "answers",
    "call",
    "co_funds",
    "contacted_by",
    "division",
    "event",
    "fields",
    "funder",
    "funds",
    "hosted_by",
    "incubated_by",
    "leads",
    "member_of",
    "operates",
    "part_of",
    "partners_with",
    "provides",
    "refers_to",
    "runs",
    "same_as",
    "service_area",
    "shortlisted_by",
    "subject",
    "supervised_by",
    "supports",
    "wanted",
    "within",
];

/// What a record says of itself. These alone put nobody into the web of past work.
const OF_ITSELF: [&str; 5] = ["division", "event", "fields", "service_area", "wanted"];

/// A relation of the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation(u8);

impl Relation {
    /// Every relation, ascending by name.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..NAMES.len() as u8).map(Self)
    }

    /// The relation of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.binary_search(&name).ok().map(|position| Self(position as u8))
    }

    /// Its name in links, in records and in `relation.NAME.out` and `.in` of the message tables.
    pub fn name(self) -> &'static str {
        NAMES[self.0 as usize]
    }

    /// The relations in which a declared answer stands, as routes name them: `wanted` (services that
    /// were ticked) or `links` (who funds a project, what it answers).
    pub fn declaring(answer: &str) -> impl Iterator<Item = Self> {
        let names: &[&str] = match answer {
            "links" => &["addresses", "answers", "call", "funds", "shortlisted_by"],
            "wanted" => &["wanted"],
            _ => &[],
        };
        names.iter().filter_map(|name| Self::from_name(name))
    }

    /// Does it only repeat what a record says of itself (its place, its field)?
    pub fn is_of_itself(self) -> bool {
        OF_ITSELF.contains(&self.name())
    }
}

/// What data/graph.json says.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    /// By relation: what an edge weighs in a walk, in thousandths. Those of weight 0 are not walked.
    weights: Vec<u32>,
    /// By relation: what a step costs in an explanation.
    costs: Vec<u32>,
    /// A place or concept with more edges than this share of the number of records, in thousandths,
    pub common_share: u32,
    /// and at least so many, explains nothing.
    pub common_least: u32,
    /// Points of a hub.
    pub hub: HubPoints,
}

/// What makes an organization a hub.
#[derive(Clone, Copy, Debug)]
pub(super) struct HubPoints {
    /// The data says that it is one.
    pub declared: u32,
    /// For each organization that it leads, hosts or incubates, or that is member of its unit.
    pub members: u32,
    /// For each project that it runs.
    pub projects: u32,
    /// For each resource that it provides.
    pub resources: u32,
    /// For a county it serves; twice for a city, three times for a province.
    pub area: u32,
    /// From so many points on it is listed.
    pub least: u32,
}

impl Settings {
    /// Reads the table. Fails only if it is broken; the failure names the path.
    pub(super) fn builtin() -> Result<Self, Failure> {
        let fault = |path: &str, text: &str| {
            Failure::new("bad_route").with("path", format!("graph.json {path}")).with("text", text)
        };
        let table = declaration::parse(TABLE)?;
        let number = |value: &Value, key: &str| {
            let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
            number.ok_or_else(|| fault(key, "must be a whole number"))
        };
        let (mut weights, mut costs) = (Vec::new(), Vec::new());
        for name in NAMES {
            let row = &table["relations"][name];
            weights.push(number(&row[0], name)?);
            costs.push(number(&row[1], name)?);
        }
        let common = |key: &str| number(&table["common"][key], key);
        let hub = |key: &str| number(&table["hubs"][key], key);
        Ok(Self {
            weights,
            costs,
            common_share: common("share")?,
            common_least: common("least")?,
            hub: HubPoints {
                declared: hub("declared")?,
                members: hub("members")?,
                projects: hub("projects")?,
                resources: hub("resources")?,
                area: hub("area")?,
                least: hub("least")?,
            },
        })
    }

    /// What an edge of the relation weighs in a walk, in thousandths.
    pub(super) fn weight(&self, relation: Relation) -> u32 {
        self.weights[relation.0 as usize]
    }

    /// What a step along the relation costs in an explanation.
    pub(super) fn cost(&self, relation: Relation) -> u32 {
        self.costs[relation.0 as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Language;
    use crate::model::relation::is_relation;

    #[test]
    fn the_table_names_exactly_the_relations() {
        let table: Value = serde_json::from_str(TABLE).unwrap();
        let named: Vec<&str> =
            table["relations"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(named, NAMES);
        let settings = Settings::builtin().unwrap();
        assert!(Relation::all().all(|relation| settings.cost(relation) > 0));
        assert_eq!(NAMES.iter().filter(|name| is_relation(name)).count(), 19);
    }

    #[test]
    fn every_relation_has_its_words_from_both_ends() {
        for relation in Relation::all() {
            assert_eq!(Relation::from_name(relation.name()), Some(relation));
            for key in ["relation.NAME.out", "relation.NAME.in", "path.NAME"] {
                let key = key.replace("NAME", relation.name());
                assert!(Language::Chinese.table().contains_key(&key), "{key}");
            }
        }
        assert_eq!(Relation::from_name("likes"), None);
        assert_eq!(Relation::declaring("links").count() + Relation::declaring("wanted").count(), 6);
    }
}
