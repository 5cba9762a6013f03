//! A table into prepared rows: every row gets its one fate, every cell its key.

use std::collections::BTreeMap;

use super::cells::{Cells, PlannedColumn};
use super::columns::{Column, Columns, Kind, ListColumns, Told, guess};
use super::report::{Choices, ColumnReport, Report, Surroundings, TableReport};
use super::safety;
use super::shape::{RowKind, Shape};
use super::table::Table;
use crate::import::{Prepared, PreparedPart};
use crate::problem::{Code, Level, Problem};

/// Cells of a column that are looked at to guess what it holds.
const SAMPLES: usize = 50;
/// Rows at the beginning from which samples are taken.
const SAMPLED_ROWS: usize = 200;
/// Samples that are shown.
const SHOWN: usize = 3;

/// What reading a table needs besides the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Task<'a> {
    /// Name of the file.
    pub(crate) file: &'a str,
    /// Name of the table in problems.
    pub(crate) place: &'a str,
    /// What a person chose.
    pub(crate) choices: &'a Choices,
    /// What is known besides.
    pub(crate) surroundings: &'a Surroundings,
    /// Do missing cells at the end of a row mean something? In text files they do.
    pub(crate) ragged: bool,
    /// Rows that are over a limit: refused.
    pub(crate) oversized: &'a [u32],
}

/// Reads a table whose shape is known into `prepared`.
pub(crate) fn read(
    table: &Table,
    shape: &Shape,
    task: Task,
    prepared: &mut Prepared,
    report: &mut Report,
) {
    count_shape(table, shape, task, prepared);
    let samples = samples(table, shape);
    let columns = guess(
        &shape.headers,
        &samples,
        &[task.file, &table.sheet],
        Told {
            list: task.choices.list.as_deref(),
            columns: task.choices.columns.as_ref(),
            mappings: &task.surroundings.mappings,
        },
    );
    let mut told = TableReport {
        sheet: table.sheet.clone(),
        header_row: shape.header_number,
        kind: Some("list"),
        score: columns.score,
        fingerprint: columns.fingerprint.clone(),
        ..TableReport::default()
    };
    told.columns = columns.columns.iter().zip(&samples).map(column_report).collect();
    let records = shape.rows.iter().filter(|kind| **kind == RowKind::Record).count() as u32;
    let Some(list) = columns.list else {
        prepared.problems.push(Problem::of_file(Code::UnknownContent, task.place));
        prepared.refused += records;
        report.tables.push(told);
        return;
    };
    told.list = Some(list.list.clone());
    report_columns(table, shape, &columns, list, task, prepared);
    if records == 0 {
        prepared.problems.push(Problem::of_file(Code::NoRows, task.place));
    }
    if columns.missing.is_empty() {
        told.rows = read_records(table, shape, &columns, list, task, prepared, report);
    } else {
        prepared.refused += records;
    }
    report.tables.push(told);
}

/// What is told of one column.
fn column_report((column, cells): (&Column, &Vec<&str>)) -> ColumnReport {
    let personal = column.kind == Kind::Contact;
    let shown = if personal { 0 } else { SHOWN };
    ColumnReport {
        header: column.header.clone(),
        key: column.key.clone(),
        score: column.score,
        samples: cells.iter().take(shown).map(|cell| cell.chars().take(60).collect()).collect(),
    }
}

/// Reports and counts the rows that are no records.
pub(crate) fn count_shape(table: &Table, shape: &Shape, task: Task, prepared: &mut Prepared) {
    prepared.total += shape.rows.len() as u32;
    let width = shape.headers.len();
    let mut first_header = None;
    for (at, kind) in shape.rows.iter().enumerate() {
        let row = table.row(at);
        let problem = |code| Problem::of_row(code, task.place, row.number);
        match kind {
            RowKind::Record => {
                let have = row.len();
                if task.ragged && have < width {
                    let problem = problem(Code::ShortRow).with("have", have);
                    prepared.problems.push(problem.with("want", width));
                } else if have > width && (width..have).any(|at| !row.cell(at).trim().is_empty()) {
                    let surplus: Vec<&str> = (width..have).map(|at| row.cell(at)).collect();
                    let problem = problem(Code::LongRow).with("have", have).with("want", width);
                    prepared.problems.push(problem.with("text", surplus.join("、")));
                }
                continue;
            }
            RowKind::Blank => {
                prepared.blank += 1;
                prepared.problems.push(problem(Code::EmptyRow));
                continue;
            }
            RowKind::Header => first_header = first_header.or(Some(at)),
            RowKind::Repeated => prepared.problems.push(problem(Code::RepeatedHeader)),
            RowKind::Total(column) => {
                let header = shape.headers.get(*column as usize).map_or("", String::as_str);
                prepared.problems.push(problem(Code::TotalRow).at(header));
            }
            RowKind::Note => prepared.problems.push(problem(Code::NoteRow)),
            RowKind::Title => {}
        }
        prepared.apart += 1;
    }
    let header = |code| Problem::of_row(code, task.place, shape.header_number);
    if first_header.is_some_and(|at| at > 0) {
        let problem = header(Code::HeaderRowFound).with("row", shape.header_number);
        prepared.problems.push(problem);
    }
    if shape.header_rows > 1 {
        prepared.problems.push(header(Code::MergedHeader));
    }
}

/// The first cells of every column that are not blank.
fn samples<'a>(table: &'a Table, shape: &Shape) -> Vec<Vec<&'a str>> {
    let mut samples: Vec<Vec<&str>> = vec![Vec::new(); shape.headers.len()];
    let records = shape.rows.iter().enumerate().filter(|(_, kind)| **kind == RowKind::Record);
    for (at, _) in records.take(SAMPLED_ROWS) {
        for (cells, cell) in samples.iter_mut().zip(table.row(at).cells()) {
            let cell = cell.trim();
            if !cell.is_empty() && cells.len() < SAMPLES {
                cells.push(cell);
            }
        }
    }
    samples
}

/// Reports columns that are missing, doubled, without a header, or not recognised.
fn report_columns(
    table: &Table,
    shape: &Shape,
    columns: &Columns,
    list: &'static ListColumns,
    task: Task,
    prepared: &mut Prepared,
) {
    let header = |code| Problem::of_row(code, task.place, shape.header_number);
    for key in &columns.missing {
        let title = list.title(key);
        let problem = header(Code::MissingColumn).at(title).with("name", title);
        prepared.problems.push(problem.as_level(Level::Error));
    }
    let has = |key: &str| columns.columns.iter().any(|column| column.key.as_deref() == Some(key));
    for key in &list.important {
        // Where the row says the town or the city, the place is known.
        let instead =
            key == "division" && ["town", "prefecture", "service_area"].iter().any(|key| has(key));
        if !has(key) && !instead {
            let title = list.title(key);
            prepared.problems.push(header(Code::MissingColumn).at(title).with("name", title));
        }
    }
    let mut repeated: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (at, column) in columns.columns.iter().enumerate() {
        if let Some(first) = column.repeats {
            let numbers = repeated.entry(first).or_insert_with(|| vec![(first + 1).to_string()]);
            numbers.push((at + 1).to_string());
        }
    }
    for (first, numbers) in repeated {
        let name = &columns.columns[first].header;
        prepared.problems.push(header(Code::DuplicateHeader).at(name).with("columns", numbers));
    }
    let nameless = nameless(table, shape);
    if !nameless.is_empty() {
        let numbers: Vec<String> = nameless.iter().map(|at| (at + 1).to_string()).collect();
        prepared.problems.push(header(Code::EmptyHeader).with("columns", numbers));
    }
    let ignored = columns.columns.iter().filter(|column| {
        column.key.is_none() && column.repeats.is_none() && !column.header.is_empty()
    });
    let count = ignored.count() + nameless.len();
    if count > 0 {
        prepared.problems.push(header(Code::IgnoredColumns).with("count", count));
    }
}

/// Columns without a header in which something stands.
fn nameless(table: &Table, shape: &Shape) -> Vec<usize> {
    let mut empty: Vec<usize> =
        (0..shape.headers.len()).filter(|at| shape.headers[*at].is_empty()).collect();
    let mut found = Vec::new();
    for (at, kind) in shape.rows.iter().enumerate() {
        if empty.is_empty() {
            break;
        }
        if *kind == RowKind::Record {
            let row = table.row(at);
            empty.retain(|column| {
                let filled = !row.cell(*column).trim().is_empty();
                if filled {
                    found.push(*column);
                }
                !filled
            });
        }
    }
    found.sort_unstable();
    found
}

/// Reads the records. Gives how many rows became one.
fn read_records(
    table: &Table,
    shape: &Shape,
    columns: &Columns,
    list: &'static ListColumns,
    task: Task,
    prepared: &mut Prepared,
    report: &mut Report,
) -> u32 {
    let planned: Vec<PlannedColumn> = columns
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| PlannedColumn::new(at, column, list))
        .collect();
    let mut part = PreparedPart {
        list: list.list.clone(),
        place: task.place.to_owned(),
        headers: headers(&planned, list),
        ..PreparedPart::default()
    };
    let filled = Filled::new(table, shape, &planned);
    let mut cells = Cells::new(&list.list, list, task);
    for (at, kind) in shape.rows.iter().enumerate() {
        if *kind != RowKind::Record {
            continue;
        }
        let row = table.row(at);
        if task.oversized.contains(&row.number) {
            prepared.refused += 1;
            continue;
        }
        cells.begin(row.number);
        for column in &planned {
            let own = row.cell(column.at);
            let text = if own.trim().is_empty() { filled.text(table, at, column.at) } else { own };
            let text = safety::clean(text, |problem| {
                let problem = Problem { row: Some(row.number), ..problem.at(&column.header) };
                prepared.problems.push(Problem { file: task.place.to_owned(), ..problem });
            });
            cells.take(column, &text, row.kind(column.at), &mut prepared.problems);
        }
        part.rows.push((row.number, cells.end(&mut prepared.problems)));
    }
    report.asks_county |= cells.asks_county();
    let rows = part.rows.len() as u32;
    let divisions = cells.divisions();
    if !divisions.is_empty() {
        prepared.parts.push(PreparedPart {
            list: "divisions".into(),
            place: task.place.to_owned(),
            rows: divisions,
            ..PreparedPart::default()
        });
    }
    prepared.parts.push(part);
    rows
}

/// The header of every key, for problems that the import finds. A required key without a column has
/// the name that its column should have.
fn headers(planned: &[PlannedColumn], list: &ListColumns) -> BTreeMap<String, String> {
    let mut headers = BTreeMap::new();
    for column in planned {
        let Some(key) = &column.key else { continue };
        let whole = key.split('.').next().unwrap_or(key);
        headers.entry(whole.to_owned()).or_insert_with(|| column.header.clone());
        for (key, parts) in [("grants", ["grant_min", "grant_max"]), ("period", ["start", "end"])] {
            if whole == key {
                for part in parts {
                    headers.entry(part.to_owned()).or_insert_with(|| column.header.clone());
                }
            }
        }
    }
    for key in &list.required {
        headers.entry(key.clone()).or_insert_with(|| list.title(key).to_owned());
    }
    headers
}

/// Cells that are blank because a cell above them was merged with them.
struct Filled {
    /// For each column whose blanks are filled, the row from which each row takes its text.
    columns: Vec<(usize, Vec<u32>)>,
}

impl Filled {
    /// Finds them: as the workbook says, or in a text file in columns of places left of the name.
    fn new(table: &Table, shape: &Shape, planned: &[PlannedColumn]) -> Self {
        if !table.merged.is_empty() {
            return Self::as_merged(table, shape);
        }
        let name = planned.iter().position(|column| column.key.as_deref() == Some("name"));
        let is_place = |kind| matches!(kind, Kind::Place | Kind::Above | Kind::Town);
        let mut columns = Vec::new();
        for column in planned.iter().take(name.unwrap_or(0)).filter(|column| is_place(column.kind))
        {
            let mut from = Vec::with_capacity(shape.rows.len());
            let mut last = u32::MAX;
            for (at, kind) in shape.rows.iter().enumerate() {
                if *kind == RowKind::Record && !table.row(at).cell(column.at).trim().is_empty() {
                    last = at as u32;
                }
                from.push(last);
            }
            columns.push((column.at, from));
        }
        Self { columns }
    }

    fn as_merged(table: &Table, shape: &Shape) -> Self {
        let mut columns: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        let position =
            |number: u32| (0..shape.rows.len()).find(|at| table.row(*at).number == number);
        for (first_row, first, last_row, _) in &table.merged {
            let Some(top) = position(*first_row) else { continue };
            if last_row <= first_row || shape.rows[top] != RowKind::Record {
                continue;
            }
            let from =
                columns.entry(*first as usize).or_insert_with(|| vec![u32::MAX; shape.rows.len()]);
            for (at, source) in from.iter_mut().enumerate().skip(top) {
                if table.row(at).number > *last_row {
                    break;
                }
                *source = top as u32;
            }
        }
        Self { columns: columns.into_iter().collect() }
    }

    /// The text that a blank cell has from above.
    fn text<'a>(&self, table: &'a Table, at: usize, column: usize) -> &'a str {
        let known = self.columns.iter().find(|(known, _)| *known == column);
        let from = known.and_then(|(_, from)| from.get(at)).filter(|from| **from != u32::MAX);
        from.map_or("", |from| table.row(*from as usize).cell(column))
    }
}
