//! The project file that may leave a desk: records and decisions without what people wrote or who can be
//! reached how.
//!
//! A need keeps its place, groups and ticked services; its text becomes the titles of what it asks for, and
//! of a sensitive one only the wide field.
//! A critical need stays as a row that says so and nothing else: whoever opens the file must not match
//! it as if it were harmless.

use serde_json::{Map, Value};

use crate::attributes::Attributes;
use crate::model::{Dataset, Need, OtherRow};
use crate::risk::RiskLevel;
use crate::taxonomy::{Taxonomy, Vector};

/// The fate of a row whose need was left out because of its risk.
pub const WITHHELD: &str = "withheld";

/// The project file without original answers, contacts and free notes. `needs` are the attributes of the
/// dataset's needs; `aside` are members to keep beside the records, as for
/// [`Dataset::project_file_with`].
pub fn project_file(dataset: &Dataset, needs: &[Attributes], aside: &Map<String, Value>) -> String {
    let mut lean = dataset.clone();
    lean.needs.clear();
    for (need, attributes) in dataset.needs.iter().zip(needs) {
        let level = attributes.risk.as_ref().map(|risk| risk.level);
        if level == Some(RiskLevel::Critical) {
            lean.other_rows.extend(withheld(dataset, need, RiskLevel::Critical));
            continue;
        }
        let sensitive = level.is_some();
        let profile = &attributes.profile;
        let mut titles = titles(&profile.service, sensitive);
        if !sensitive {
            titles.extend(self::titles(&profile.people, false));
        }
        let text =
            if titles.is_empty() { "（原文未交出）".to_owned() } else { titles.join("、") };
        let mut need = Need { text, ..need.clone() };
        need.extra.clear();
        if sensitive {
            need.situations.clear();
        }
        lean.needs.push(need);
    }
    for organization in &mut lean.organizations {
        organization.contacts.clear();
    }
    lean.merges.retain(|merge| merge.list != "needs");
    for merge in &mut lean.merges {
        merge.record.remove("contacts");
        merge.replaced.remove("contacts");
    }
    for row in &mut lean.other_rows {
        row.text.clear();
    }
    // Needs were left out: who stands where is counted anew.
    lean.settle();
    let mut members = dataset.aside.clone();
    members.extend(aside.clone());
    if let Some(Value::Array(decisions)) = members.get_mut("decisions") {
        for decision in decisions.iter_mut().filter_map(Value::as_object_mut) {
            decision.remove("note");
        }
    }
    lean.project_file_with(&members)
}

/// The rows of a need that is left out.
fn withheld(dataset: &Dataset, need: &Need, level: RiskLevel) -> Vec<OtherRow> {
    let file = dataset.files.get(need.origin.file as usize).cloned().unwrap_or_default();
    let rows = if need.rows.is_empty() { vec![need.origin.row] } else { need.rows.clone() };
    let other = |row| OtherRow {
        file: file.clone(),
        row,
        fate: WITHHELD.to_owned(),
        note: level.label().to_owned(),
        text: String::new(),
    };
    rows.into_iter().map(other).collect()
}

/// The titles of the three heaviest concepts; `roughly` gives only the widest concepts above them.
fn titles(vector: &Vector, roughly: bool) -> Vec<String> {
    let taxonomy = Taxonomy::builtin();
    let mut entries = vector.entries().to_vec();
    crate::order::sort_by(&mut entries, |a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut titles: Vec<String> = Vec::new();
    for (mut concept, _) in entries.into_iter().take(3) {
        while let Some(wider) = taxonomy.concept(concept).parent.filter(|_| roughly) {
            concept = wider;
        }
        let title = &taxonomy.concept(concept).zh;
        if !titles.contains(title) {
            titles.push(title.clone());
        }
    }
    titles
}
