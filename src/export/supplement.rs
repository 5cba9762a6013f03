//! 补充信息表: a row for each organization, a column for each fact that is missing and decides something
//! under a call. Filled in and given back it completes the records.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Source, cell, items, text};
use crate::files::write::{Column, Sheet};
use crate::model::{Organization, Record};
use crate::order;
use crate::rules::call;

/// The header of the column that says when the facts were looked up.
const DATE: &str = "assured_on";

/// The sheet: name, id, what is known of the keys that are asked for, and empty cells for the rest.
pub(super) fn sheet(source: &Source) -> Sheet {
    let missing = missing(source);
    let keys: BTreeSet<&str> = missing.values().flatten().copied().collect();
    // In the order in which records are written.
    let keys: Vec<&str> =
        Organization::KEYS.iter().copied().filter(|key| keys.contains(key)).collect();
    let mut columns = vec![column(source, "name", &[], 32)];
    columns.extend(keys.iter().map(|key| column(source, key, options(key), 22)));
    columns.push(column(source, DATE, &[], 14));
    columns.push(column(source, "source", &[], 20));
    columns.push(column(source, "id", &[], 20));
    let asked =
        source.dataset.organizations.iter().filter(|one| missing.contains_key(one.id.as_str()));
    let rows = asked.map(|organization| {
        let written = organization.write();
        let mut cells = vec![organization.name.clone()];
        for key in &keys {
            let value = written.0.iter().find(|(name, _)| name == key);
            let value = value.map_or(&Value::Null, |(_, value)| value);
            cells.push(cell::text(key, value, &source.dataset.divisions));
        }
        cells.extend([String::new(), String::new(), organization.id.clone()]);
        cells
    });
    let rows = rows.collect();
    Sheet {
        name: source.word("export.supplement"),
        columns,
        rows,
        frozen: true,
        ..Sheet::default()
    }
}

/// How to fill it in.
pub(super) fn about(source: &Source) -> Sheet {
    let columns = vec![Column {
        title: source.word("export.supplement.how"),
        width: 80,
        ..Column::default()
    }];
    let rows =
        (1..=4).map(|line| vec![source.word(&format!("export.supplement.{line}"))]).collect();
    Sheet { name: source.word("export.supplement.how"), columns, rows, ..Sheet::default() }
}

/// A column with the words that can be chosen.
fn column(source: &Source, key: &str, options: &[&str], width: u16) -> Column {
    let options = options.iter().map(|word| (*word).to_owned()).collect();
    Column { title: source.header(key), width, options, ..Column::default() }
}

/// The words that can be chosen for a key; none where anything can be written.
fn options(key: &str) -> &'static [&'static str] {
    match key {
        "registered" => &["是", "否"],
        "status" => &["正常", "异常名录", "失信", "注销", "撤销"],
        "stage" => &["萌芽", "初创", "发展", "成熟"],
        "type" => &["社会团体", "社会服务机构", "基金会", "社区备案", "未登记"],
        "party_unit" | "federation_unit" | "last_penalty" => &["有", "无"],
        _ => &[],
    }
}

/// For each organization the keys that an open condition reads.
fn missing<'a>(source: &Source<'a>) -> BTreeMap<&'a str, BTreeSet<&'static str>> {
    let mut found: BTreeMap<&str, BTreeSet<&'static str>> = BTreeMap::new();
    for result in source.results {
        let mut open: Vec<&Value> =
            items(result, "matches").flat_map(|candidate| items(candidate, "rules")).collect();
        while let Some(rule) = open.pop() {
            open.extend(items(rule, "of"));
            if text(rule, "verdict") == "unknown" {
                let keys = call::reads(text(rule, "rule")).iter().copied();
                found.entry(text(result, "query")).or_default().extend(keys);
            }
        }
    }
    let with_keys = found.into_iter().filter(|(_, keys)| !keys.is_empty());
    order::map(with_keys)
}
