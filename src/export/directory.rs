//! The directory of organizations (信息名录), and where each of its cells comes from.

use serde_json::Value;

use super::{Source, cell, lists};
use crate::files::write::{Column, Sheet};
use crate::model::{Merge, Organization, Record, WrittenRecord};

/// The directory and its sources.
pub(super) fn sheets(source: &Source) -> Vec<Sheet> {
    let records: Vec<WrittenRecord> =
        source.dataset.organizations.iter().map(Record::write).collect();
    let mut directory = lists::sheet(source, &source.word("export.directory"), &records);
    directory.notes.push(source.word("export.directory.note"));
    vec![directory, sources(source)]
}

/// One line for every cell that says something.
fn sources(source: &Source) -> Sheet {
    let titles = ["name", "key", "value", "source", "date", "note"];
    let columns = titles.iter().map(|title| Column {
        title: source.word(&format!("export.sources.{title}")),
        width: if matches!(*title, "value" | "source") { 34 } else { 18 },
        ..Column::default()
    });
    let rows = source.dataset.organizations.iter().flat_map(|one| lines(source, one)).collect();
    Sheet {
        name: source.word("export.sources"),
        columns: columns.collect(),
        rows,
        frozen: true,
        ..Sheet::default()
    }
}

/// The lines of one organization.
fn lines(source: &Source, organization: &Organization) -> Vec<Vec<String>> {
    let dataset = source.dataset;
    let provenance = &organization.provenance;
    let file = dataset.files.get(organization.origin.file as usize).map_or("", String::as_str);
    let own = place(source, file, organization.origin.row);
    let merges: Vec<&Merge> = dataset
        .merges
        .iter()
        .filter(|merge| merge.list == Organization::FILE && merge.kept == organization.id)
        .collect();
    let mut lines = Vec::new();
    for (key, value) in organization.write().0 {
        let hidden = key == "contacts" && !source.contacts;
        if hidden
            || matches!(key.as_str(), "id" | "source" | "assured_on" | "illustrative" | "inferred")
        {
            continue;
        }
        let written = |value: &Value| cell::text(&key, value, &dataset.divisions);
        // Where another row filled the cell, that row is the source.
        let from = merges
            .iter()
            .find(|merge| merge.filled.contains(&key) || merge.replaced.contains_key(&key));
        let (place, of) = match from {
            Some(merge) => (self::place(source, &merge.file, merge.row), Some(&merge.record)),
            None => (own.clone(), None),
        };
        let stated =
            |name: &str| of.and_then(|record| record.get(name)?.as_str().map(str::to_owned));
        let said = stated("source").or_else(|| provenance.source.clone().filter(|_| of.is_none()));
        let date = stated("assured_on").or_else(|| {
            provenance.assured_on.filter(|_| of.is_none()).map(|date| date.to_string())
        });
        let mut notes = Vec::new();
        if provenance.inferred.contains(&key) {
            notes.push(source.word("export.inferred"));
        }
        for merge in merges.iter().filter(|merge| merge.differs.contains(&key)) {
            if let Some(other) = merge.record.get(&key) {
                let place = self::place(source, &merge.file, merge.row);
                notes.push(format!("{place}：{}", written(other)));
            }
        }
        lines.push(vec![
            organization.name.clone(),
            source.header(&key),
            written(&value),
            said.map_or_else(|| place.clone(), |said| format!("{said}（{place}）")),
            date.unwrap_or_default(),
            notes.join("；"),
        ]);
    }
    lines
}

/// A row of a file in words.
fn place(source: &Source, file: &str, row: u32) -> String {
    let mut arguments = crate::message::Arguments::new();
    arguments.insert("file".into(), file.into());
    arguments.insert("row".into(), row.into());
    source.language.sentence("export.place", &arguments)
}
