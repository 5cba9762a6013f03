//! Project files that were saved long ago open, whole. The files are never changed; a new format adds one.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;

use matchgraph::import::{Import, Importer};
use matchgraph::model::{Kind, Reference};
use matchgraph::problem::Level;
use serde_json::Value;

fn open(text: &str) -> Import {
    let mut importer = Importer::new();
    importer.add("project.matchgraph.json", text.as_bytes());
    importer.finish()
}

#[test]
fn a_file_of_the_first_format_opens_and_is_written_back_whole() {
    let text = fs::read_to_string(common::path("tests/data/projects/format-1.matchgraph.json"));
    let import = open(&text.unwrap());
    assert_eq!(
        import.count(Level::Error) + import.count(Level::Warning),
        0,
        "{:?}",
        import.problems
    );
    let dataset = &import.dataset;
    assert_eq!((dataset.organizations.len(), dataset.needs.len()), (2, 1));
    assert_eq!((dataset.merges.len(), dataset.other_rows.len()), (1, 1));
    let origin = dataset.origin(Reference { kind: Kind::Need, position: 0 });
    assert_eq!((dataset.files[origin.file as usize].as_str(), origin.row), ("survey.csv", 4));
    for member in ["decisions", "mappings", "weights", "a_member_of_later"] {
        assert!(dataset.aside.contains_key(member), "{member} was lost");
    }

    let written = dataset.project_file();
    let value: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(value["organizations"][1]["own_key"], "kept as it is");
    assert_eq!(value["merges"][0]["record"]["name"], "長沙縣滿天星社會工作服務中心");
    assert_eq!(value["origins"]["n"][0], "survey.csv");
    assert_eq!(value["hash"], dataset.hash());
    assert_eq!(open(&written).dataset.project_file(), written, "saving again changes nothing");
}
