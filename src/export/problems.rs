//! The list of problems as a sheet.

use serde_json::Value;

use super::{Source, text};
use crate::files::write::{Column, Kind, Sheet};

/// One line for each problem: where, how bad, what, and what to do.
pub(super) fn sheet(source: &Source) -> Sheet {
    let columns =
        [("file", 26), ("row", 8), ("column", 20), ("level", 10), ("code", 22), ("what", 60)];
    let columns = columns.map(|(title, width)| Column {
        title: source.word(&format!("export.problem.{title}")),
        width,
        kind: if title == "row" { Kind::Number } else { Kind::Text },
        ..Column::default()
    });
    let rows = source.problems.iter().map(|problem| {
        let row = problem.get("row").and_then(Value::as_u64);
        vec![
            text(problem, "file").to_owned(),
            row.map(|row| row.to_string()).unwrap_or_default(),
            text(problem, "column").to_owned(),
            source.word(&format!("level.{}", text(problem, "level"))),
            text(problem, "code").to_owned(),
            source.say("problem", problem),
        ]
    });
    Sheet {
        name: source.word("export.problems"),
        columns: columns.to_vec(),
        rows: rows.collect(),
        frozen: true,
        ..Sheet::default()
    }
}
