//! Which kind of support suits an organization at its stage, by `data/stages.json`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::Value;

use super::{Measure, Pair};

/// The table: for each stage, each kind of resource in thousandths.
const TABLE: &str = include_str!("../../data/stages.json");

/// Values in millionths by stage and kind.
fn table() -> &'static BTreeMap<(String, String), u32> {
    static PARSED: OnceLock<BTreeMap<(String, String), u32>> = OnceLock::new();
    PARSED.get_or_init(|| {
        let mut values = BTreeMap::new();
        // The file is part of the program and a test reads it; a broken one says nothing.
        let file: Value = serde_json::from_str(TABLE).unwrap_or_default();
        for (stage, kinds) in file["support"].as_object().into_iter().flatten() {
            for (kind, value) in kinds.as_object().into_iter().flatten() {
                let value = value.as_u64().unwrap_or(0).min(1000) as u32;
                values.insert((stage.clone(), kind.clone()), value * 1000);
            }
        }
        values
    })
}

/// The feature `support`. Unknown where the stage of the organization or the kind of the resource is.
pub(super) fn measure(pair: Pair<'_>) -> Measure {
    // Whichever of the two is the organization.
    let stage = pair.query.stage.or(pair.candidate.stage);
    let kinds = [pair.candidate.category, pair.query.category].into_iter().flatten();
    let Some(stage) = stage else { return Measure::default() };
    let value = kinds.filter_map(|kind| {
        let value = table().get(&(stage.as_str().to_owned(), kind.to_owned()))?;
        Some((*value, kind))
    });
    match value.max() {
        Some((value, kind)) => {
            Measure { value: Some(value), facts: vec![stage.as_str().to_owned(), kind.to_owned()] }
        }
        None => Measure::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Attributes;
    use crate::model::choice::{ResourceKind, Stage};

    #[test]
    fn every_stage_has_a_value_for_every_kind() {
        assert_eq!(table().len(), Stage::ALL.len() * ResourceKind::ALL.len());
    }

    #[test]
    fn young_organizations_need_training_and_grown_ones_a_public() {
        let value = |stage, kind: ResourceKind| {
            let query = Attributes { stage: Some(stage), ..Attributes::default() };
            let candidate = Attributes { category: Some(kind.as_str()), ..Attributes::default() };
            measure(Pair { query: &query, candidate: &candidate, shared_words: 0, nearness: 0 })
                .value
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
            measure(Pair { query: &nobody, candidate: &nobody, shared_words: 0, nearness: 0 })
                .value,
            None
        );
    }
}
