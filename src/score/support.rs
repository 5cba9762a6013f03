//! Which kind of support suits an organization at its stage, by `data/stages.json`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::Value;

use super::Pair;

/// The table: for each stage, each kind of resource in thousandths.
const TABLE: &str = include_str!("../../data/stages.json");

/// Values in millionths by stage, then by kind.
type Values = BTreeMap<String, BTreeMap<String, u32>>;

fn table() -> &'static Values {
    static PARSED: OnceLock<Values> = OnceLock::new();
    PARSED.get_or_init(|| {
        let mut values = Values::new();
        // The file is part of the program and a test reads it; a broken one says nothing.
        let file: Value = serde_json::from_str(TABLE).unwrap_or_default();
        for (stage, kinds) in file["support"].as_object().into_iter().flatten() {
            let of_stage = values.entry(stage.clone()).or_default();
            for (kind, value) in kinds.as_object().into_iter().flatten() {
                let value = value.as_u64().unwrap_or(0).min(1000) as u32;
                of_stage.insert(kind.clone(), value * 1000);
            }
        }
        values
    })
}

/// The stage of the organization, whichever of the two it is, and the kind of the resource, with what
/// they are worth together.
fn best(pair: Pair<'_>) -> Option<(u32, &'static str, &'static str)> {
    let stage = pair.query.stage.or(pair.candidate.stage)?.as_str();
    let values = table().get(stage)?;
    let kinds = [pair.candidate.category, pair.query.category].into_iter().flatten();
    let known = kinds.filter_map(|kind| Some((*values.get(kind)?, kind)));
    known.max().map(|(value, kind)| (value, stage, kind))
}

/// The feature `support`. Unknown where the stage of the organization or the kind of the resource is.
pub(super) fn value(pair: Pair<'_>) -> Option<u32> {
    best(pair).map(|(value, ..)| value)
}

/// The stage and the kind.
pub(super) fn facts(pair: Pair<'_>) -> Vec<String> {
    let known = best(pair).map(|(_, stage, kind)| [stage, kind]);
    known.into_iter().flatten().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Attributes;
    use crate::model::choice::{ResourceKind, Stage};

    #[test]
    fn every_stage_has_a_value_for_every_kind() {
        assert_eq!(table().len(), Stage::ALL.len());
        assert!(table().values().all(|kinds| kinds.len() == ResourceKind::ALL.len()));
    }

    #[test]
    fn young_organizations_need_training_and_grown_ones_a_public() {
        let value = |stage, kind: ResourceKind| {
            let query = Attributes { stage: Some(stage), ..Attributes::default() };
            let candidate = Attributes { category: Some(kind.as_str()), ..Attributes::default() };
            super::value(Pair {
                query: &query,
                candidate: &candidate,
                shared_words: 0,
                nearness: 0,
            })
        };
        assert!(
            value(Stage::Sprouting, ResourceKind::Training)
                > value(Stage::Mature, ResourceKind::Training)
        );
        assert!(
            value(Stage::Mature, ResourceKind::Media)
                > value(Stage::Sprouting, ResourceKind::Media)
        );
        let nobody = Attributes::default();
        assert_eq!(
            super::value(Pair { query: &nobody, candidate: &nobody, shared_words: 0, nearness: 0 }),
            None
        );
    }
}
