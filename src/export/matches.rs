//! Matches as a table in the order of the rows that people sent: text, place, what was decided, and for
//! the best candidates their name, the verdict and why.
//!
//! A row with a critical risk keeps its place and its number and says nothing else but that it was passed
//! on. The words of a sensitive one are not quoted in reasons.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Source, items, text};
use crate::files::write::{Column, Kind, Sheet};
use crate::model::{Dataset, Need, OtherRow, Reference};
use crate::order;

/// Candidates that get columns of their own.
const CANDIDATES: usize = 3;

/// One line of the table.
enum Line<'a> {
    /// A need, or another record that asks.
    Query { id: &'a str, need: Option<&'a Need> },
    /// A row that became no need of its own.
    Other(&'a OtherRow),
}

/// The table.
pub(super) fn sheet(source: &Source) -> Sheet {
    let mut columns = vec![
        column(source, "row", 8, Kind::Number),
        column(source, "text", 48, Kind::Text),
        column(source, "place", 20, Kind::Text),
        column(source, "risk", 14, Kind::Text),
        column(source, "served", 20, Kind::Text),
        column(source, "decision", 14, Kind::Text),
        column(source, "accepted", 26, Kind::Text),
        column(source, "declined", 26, Kind::Text),
        column(source, "note", 20, Kind::Text),
    ];
    for number in 1..=CANDIDATES {
        for (title, width) in [("candidate", 26), ("verdict", 10), ("reason", 44), ("missing", 36)]
        {
            let mut column = column(source, title, width, Kind::Text);
            column.title = format!("{} {number}", column.title);
            columns.push(column);
        }
    }
    let results = order::map(source.results.iter().map(|result| (text(result, "query"), result)));
    let route = source.results.first().map_or("", |result| text(result, "route"));
    let decisions = Decisions::read(source.dataset, route);
    let files = order::map(lines(source).into_iter().map(|(file, _, _)| (file, ())));
    let rows = lines(source).into_iter().map(|(file, row, line)| {
        let number = if files.len() > 1 { format!("{file}:{row}") } else { row.to_string() };
        let mut cells = vec![number];
        match line {
            Line::Other(other) => cells.extend(other_cells(source, other)),
            Line::Query { id, need } => {
                let result = results.get(id).copied().unwrap_or(&Value::Null);
                cells.extend(query_cells(source, id, need, result, &decisions));
            }
        }
        cells.resize(columns.len(), String::new());
        cells
    });
    let rows = rows.collect();
    let name = source.word("export.matches");
    let notes = vec![source.word("export.matches.below")];
    Sheet { name, columns, rows, notes, frozen: true }
}

/// What the table was made from.
pub(super) fn about(source: &Source) -> Sheet {
    let first = source.results.first().unwrap_or(&Value::Null);
    let pair = |key: &str, value: &str| {
        vec![source.word(&format!("export.about.{key}")), value.to_owned()]
    };
    let rows = vec![
        pair("route", text(first, "route")),
        pair("route_hash", text(first, "route_hash")),
        pair("as_of", text(first, "as_of")),
        pair("data", &source.dataset.hash()),
        pair("version", env!("CARGO_PKG_VERSION")),
        pair("privacy", &source.word("export.about.privacy.text")),
    ];
    let columns = vec![
        Column { title: source.word("export.about.what"), width: 24, ..Column::default() },
        Column { title: source.word("export.about.value"), width: 60, ..Column::default() },
    ];
    Sheet { name: source.word("export.about"), columns, rows, ..Sheet::default() }
}

/// A column.
fn column(source: &Source, title: &str, width: u16, kind: Kind) -> Column {
    let title = source.word(&format!("export.matches.{title}"));
    Column { title, width, kind, ..Column::default() }
}

/// Every line with its file and row, in the order of the rows.
fn lines<'a>(source: &Source<'a>) -> Vec<(&'a str, u32, Line<'a>)> {
    let dataset = source.dataset;
    let file = |number: u32| dataset.files.get(number as usize).map_or("", String::as_str);
    let mut lines = Vec::new();
    for result in source.results {
        let id = text(result, "query");
        let Some(reference) = dataset.find(id) else { continue };
        let need = need(dataset, reference);
        let origin = dataset.origin(reference);
        let survey = need.and_then(|need| need.survey.as_deref());
        let row = need.and_then(|need| need.rows.first().copied()).unwrap_or(origin.row);
        let place = survey.unwrap_or_else(|| file(origin.file));
        lines.push((place, row, Line::Query { id, need }));
    }
    if lines.iter().any(|(_, _, line)| matches!(line, Line::Query { need: Some(_), .. })) {
        for other in &dataset.other_rows {
            lines.push((other.file.as_str(), other.row, Line::Other(other)));
        }
    }
    order::sort_by(&mut lines, |a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    lines
}

/// The need that a reference means.
fn need(dataset: &Dataset, reference: Reference) -> Option<&Need> {
    let is_need = reference.kind == crate::model::Kind::Need;
    is_need.then(|| dataset.needs.get(reference.position as usize)).flatten()
}

/// The cells of a row without a need of its own.
fn other_cells(source: &Source, other: &OtherRow) -> Vec<String> {
    let withheld = other.fate == crate::handover::WITHHELD;
    let state = match other.fate.as_str() {
        "merged" => {
            let mut arguments = crate::message::Arguments::new();
            arguments.insert("row".into(), other.note.as_str().into());
            source.language.sentence("export.row.merged", &arguments)
        }
        _ if withheld => source.word("export.referred"),
        _ => source.word(&format!("quality.{}", other.note)),
    };
    let written = if withheld { source.word("export.referred") } else { other.text.clone() };
    let risk = if withheld { other.note.clone() } else { String::new() };
    vec![written, String::new(), risk, state]
}

/// The cells of a query.
fn query_cells(
    source: &Source,
    id: &str,
    need: Option<&Need>,
    result: &Value,
    decisions: &Decisions,
) -> Vec<String> {
    let dataset = source.dataset;
    let place = need.and_then(|need| need.division);
    let place = place.map(|place| dataset.divisions.full_name(place)).unwrap_or_default();
    let level = result.get("risk").map_or("", |risk| text(risk, "level"));
    if level == crate::risk::RiskLevel::Critical.label() {
        let referred = || source.word("export.referred");
        let mut cells = vec![referred(), place, level.to_owned(), referred(), referred()];
        cells.extend([String::new(), String::new(), String::new()]);
        cells.extend([referred(), String::new(), referred(), String::new()]);
        return cells;
    }
    let title = need.map_or_else(|| title(dataset, id), |need| need.text.clone());
    let decided = decisions.of(id);
    let mut cells = vec![
        title,
        place,
        level.to_owned(),
        source.word(&format!("served.{}", text(result, "served"))),
    ];
    cells.push(source.word(decided.state()));
    cells.push(decided.accepted.join("、"));
    cells.push(decided.declined.join("、"));
    cells.push(decided.notes.join("；"));
    for candidate in items(result, "matches").take(CANDIDATES) {
        let verdict = text(candidate, "verdict");
        cells.push(text(candidate, "name").to_owned());
        cells.push(source.word(&format!("verdict.{verdict}")));
        cells.push(if level.is_empty() {
            candidate.get("reason").map(|reason| source.say("reason", reason)).unwrap_or_default()
        } else {
            source.word("export.sensitive")
        });
        let missing: Vec<String> = items(candidate, "rules")
            .filter(|rule| rule.get("hard") != Some(&Value::Bool(false)))
            .filter(|rule| verdict != "yes" && text(rule, "verdict") == verdict)
            .filter_map(|rule| {
                rule.get("reason")
                    .map(|reason| source.say(&format!("rule.{}", text(rule, "rule")), reason))
            })
            .collect();
        cells.push(missing.join("；"));
    }
    cells
}

/// The name of a record, or its id.
fn title(dataset: &Dataset, id: &str) -> String {
    let written = dataset.find(id).and_then(|reference| dataset.write(reference));
    let name = written.and_then(|record| {
        let found = record.0.into_iter().find(|(key, _)| key == "name");
        found.and_then(|(_, value)| value.as_str().map(str::to_owned))
    });
    name.unwrap_or_else(|| id.to_owned())
}

/// What was decided about one query.
#[derive(Default)]
struct Decided {
    accepted: Vec<String>,
    declined: Vec<String>,
    notes: Vec<String>,
    referred: bool,
}

impl Decided {
    /// The key of the word for it.
    fn state(&self) -> &'static str {
        if self.referred {
            "export.decision.referred"
        } else if !self.accepted.is_empty() {
            "export.decision.accepted"
        } else if !self.declined.is_empty() {
            "export.decision.declined"
        } else {
            "export.decision.open"
        }
    }
}

/// Decisions by query.
struct Decisions(BTreeMap<String, Decided>);

impl Decisions {
    /// Those of a route, from the member `decisions` of the project file.
    fn read(dataset: &Dataset, route: &str) -> Self {
        let route = route.split('@').next().unwrap_or(route);
        let mut all: BTreeMap<String, Decided> = BTreeMap::new();
        let rows = dataset.aside.get("decisions").and_then(Value::as_array).into_iter().flatten();
        for row in rows.filter(|row| text(row, "route") == route) {
            let decided = all.entry(text(row, "query").to_owned()).or_default();
            let candidate = text(row, "candidate");
            let name = if candidate.is_empty() { String::new() } else { title(dataset, candidate) };
            match text(row, "decision") {
                "accepted" => decided.accepted.push(name),
                "declined" => decided.declined.push(name),
                "referred" => decided.referred = true,
                _ => {}
            }
            let note = text(row, "note");
            if !note.is_empty() {
                decided.notes.push(note.to_owned());
            }
        }
        Self(all)
    }

    /// What was decided about a query.
    fn of(&self, id: &str) -> &Decided {
        static NOTHING: Decided = Decided {
            accepted: Vec::new(),
            declined: Vec::new(),
            notes: Vec::new(),
            referred: false,
        };
        self.0.get(id).unwrap_or(&NOTHING)
    }
}
