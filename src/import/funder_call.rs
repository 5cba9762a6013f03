//! A funder that states conditions, a deadline or amounts of its own is read as having one call.

use serde_json::{Map, Value};

use crate::hash::Fnv64;
use crate::model::choice::Way;
use crate::model::{Call, Dataset, Eligibility, Funder, RuleCard};

/// Adds the calls.
pub(super) fn derive(dataset: &mut Dataset) {
    let calls: Vec<Call> = dataset.funders.iter().filter_map(call_of).collect();
    dataset.calls.extend(calls);
}

/// The call that a funder's own conditions amount to.
fn call_of(funder: &Funder) -> Option<Call> {
    let has_amounts = funder.grant_min.is_some() || funder.grant_max.is_some();
    if funder.eligibility.is_none() && funder.deadline.is_none() && !has_amounts {
        return None;
    }
    let mut hash = Fnv64::new();
    hash.write(funder.id.as_bytes());
    let mut rules = funder.eligibility.as_ref().map(cards).unwrap_or_default();
    if let Some(deadline) = funder.deadline {
        rules.push(card("period", Value::from(deadline.to_string())));
    }
    if has_amounts {
        let mut range = Map::new();
        for (key, amount) in [("min", funder.grant_min), ("max", funder.grant_max)] {
            if let Some(amount) = amount {
                range.insert(key.to_owned(), Value::from(amount.to_string()));
            }
        }
        rules.push(card("amount", Value::Object(range)));
    }
    Some(Call {
        id: format!("call-{}", hash.hexadecimal()),
        funder: Some(funder.id.clone()),
        name: funder.name.clone(),
        way: way_of(funder),
        fields: funder.fields.clone(),
        beneficiaries: funder.beneficiaries.clone(),
        service_area: funder.service_area.clone(),
        grant_min: funder.grant_min,
        grant_max: funder.grant_max,
        deadline: funder.deadline,
        rules,
        rules_text: funder.eligibility_text.clone(),
        provenance: funder.provenance.clone(),
        origin: funder.origin,
        extra: derived_mark(),
        ..Call::default()
    })
}

/// The rule cards that say the same as conditions of the older form.
fn cards(eligibility: &Eligibility) -> Vec<RuleCard> {
    let mut cards = Vec::new();
    if let Some(registered) = eligibility.registered {
        cards.push(card("registered-as", Value::Bool(registered)));
    }
    if !eligibility.types.is_empty() {
        cards.push(card("type-in", Value::from(eligibility.types.clone())));
    }
    if let Some(grade) = eligibility.min_rating {
        cards.push(card("rating-at-least", Value::from(grade.as_str())));
    }
    if let Some(stage) = &eligibility.min_stage {
        cards.push(card("stage-at-least", Value::from(stage.as_str())));
    }
    cards
}

/// The mark of a derived call.
fn derived_mark() -> Map<String, Value> {
    let mut mark = Map::new();
    mark.insert(Call::DERIVED.to_owned(), Value::Bool(true));
    mark
}

/// A hard rule.
fn card(rule: &str, value: Value) -> RuleCard {
    RuleCard {
        rule: Some(rule.to_owned()),
        value: Some(value),
        hard: Some(true),
        ..RuleCard::default()
    }
}

/// The way that the words of older lists mean.
fn way_of(funder: &Funder) -> Option<Way> {
    match funder.kind.as_deref()? {
        "政府购买" | "政府部门" => Some(Way::Purchase),
        "公益创投" | "公益创投平台" => Some(Way::VenturePhilanthropy),
        "基金会" | "企业" => Some(Way::Donation),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::import::Importer;
    use crate::model::choice::Way;

    #[test]
    fn conditions_of_a_funder_become_a_call_with_hard_rules() {
        let mut importer = Importer::new();
        importer.add(
            "funders.jsonl",
            r#"{"id":"f1","name":"甲","kind":"政府购买","eligibility":{"registered":true,"types":["社会团体"],"min_rating":"AAA","min_stage":null},"deadline":"2026-03-01","grant_max":80000}
{"id":"f2","name":"乙"}"#
                .as_bytes(),
        );
        let import = importer.finish();
        let [call] = import.dataset.calls.as_slice() else { panic!("one call") };
        let rules: Vec<_> = call.rules.iter().filter_map(|card| card.rule.as_deref()).collect();
        assert_eq!(rules, ["registered-as", "type-in", "rating-at-least", "period", "amount"]);
        assert_eq!((call.funder.as_deref(), call.way), (Some("f1"), Some(Way::Purchase)));
        assert!(!import.dataset.project_file().contains("\"calls\""), "it is not written back");
    }
}
