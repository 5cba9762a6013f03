//! The same record from two files becomes one, which remembers both; a person can take them apart.
//!
//! Only what is certain is merged: the same id with the same name, or the same name with the same credit
//! code or in the same county, where neither contradicts. Everything else is a suggestion that a person decides.
//! A sheet of missing facts that a person filled in and gave back wins over what was there, and is undone
//! in the same way.
//! Within one file rows are never merged unless they are identical: there the repetition is the fault.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{List, Part};
use crate::model::{Merge, Place, PlaceLevel, WrittenRecord};
use crate::text::fold;

/// The member of a project file that lists fingerprints of rows which a person took apart.
pub(super) const APART: &str = "apart";

/// The fingerprints that a person took apart.
pub(super) fn apart(aside: &Map<String, Value>) -> BTreeSet<String> {
    let items = aside.get(APART).and_then(Value::as_array).into_iter().flatten();
    items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

/// The id of a record that stays by itself beside another of the same id.
pub(super) fn own_id(id: &str, fingerprint: &str) -> String {
    format!("{id}-{}", fingerprint.get(..6).unwrap_or(fingerprint))
}

/// A record as an object.
fn object(record: WrittenRecord) -> Map<String, Value> {
    record.0.into_iter().collect()
}

/// Are two records of one name certainly the same? Never if credit code or place contradict. Under one id
/// nothing more is asked; otherwise one of the two has to agree, for many teams bear the same name.
pub(super) fn are_same(one: &WrittenRecord, other: &WrittenRecord, same_id: bool) -> bool {
    let get = |record: &WrittenRecord, key: &str| -> Option<String> {
        let found = record.0.iter().find(|(name, _)| name == key);
        found.and_then(|(_, value)| value.as_str().map(str::to_owned))
    };
    let both = |key: &str| get(one, key).zip(get(other, key));
    let codes = both("credit_code").map(|(a, b)| fold(&a) == fold(&b));
    let places = both("division").and_then(|(a, b)| Place::parse(&a).zip(Place::parse(&b)));
    let meet = places.map(|(a, b)| a.covers(b) || b.covers(a));
    // A team of the same name somewhere in the province may be another one.
    let near = places.is_some_and(|(a, b)| {
        a == b || (a.level() >= PlaceLevel::County && b.level() >= PlaceLevel::County)
    });
    if codes == Some(false) || meet == Some(false) {
        return false;
    }
    same_id || codes == Some(true) || (meet == Some(true) && near)
}

/// Puts a row into a record: gives the sum of both, and what happened.
pub(super) fn merge(
    kept: WrittenRecord,
    other: WrittenRecord,
    mut merge: Merge,
) -> (Map<String, Value>, Merge) {
    merge.fingerprint = Merge::fingerprint(&other);
    let mut sum = object(kept);
    merge.record = object(other);
    for (key, value) in &merge.record {
        match sum.get(key) {
            None => {
                merge.filled.push(key.clone());
                sum.insert(key.clone(), value.clone());
            }
            Some(own) if fold(&own.to_string()) == fold(&value.to_string()) => {}
            Some(_) if merge.why == Merge::SUPPLEMENT => {
                if let Some(own) = sum.insert(key.clone(), value.clone()) {
                    merge.replaced.insert(key.clone(), own);
                }
            }
            Some(_) => merge.differs.push(key.clone()),
        }
    }
    (sum, merge)
}

/// Takes merges of a project file apart where a person said so: the rows stand by themselves again.
/// Gives back the merges that stay.
pub(super) fn take_apart(
    parts: &mut [Part],
    merges: Vec<Merge>,
    apart: &BTreeSet<String>,
) -> Vec<Merge> {
    let mut staying = Vec::new();
    for merge in merges {
        let list = List::named(&merge.list);
        let home = parts.iter_mut().filter(|part| Some(part.list) == list).find_map(|part| {
            let is_kept =
                |value: Option<&Value>| value.and_then(Value::as_str) == Some(&merge.kept);
            let at = part.rows.iter().position(|row| is_kept(row.object.get("id")))?;
            Some((part, at))
        });
        let Some((part, at)) = home.filter(|_| apart.contains(&merge.fingerprint)) else {
            staying.push(merge);
            continue;
        };
        for key in &merge.filled {
            part.rows[at].object.remove(key);
        }
        part.rows[at].object.extend(merge.replaced);
        if merge.why == Merge::SUPPLEMENT {
            continue;
        }
        let mut row = part.rows[at].clone();
        row.object = merge.record;
        if row.object.get("id").and_then(Value::as_str).is_none_or(|id| id == merge.kept) {
            let id = own_id(&merge.kept, &merge.fingerprint);
            row.object.insert("id".to_owned(), id.into());
        }
        part.rows.push(row);
    }
    staying
}
