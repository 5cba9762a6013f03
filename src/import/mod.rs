//! Bytes in, records and problems out. Never fails as a whole: every row has exactly one fate.
//!
//! A dataset is a folder of JSON lines files named after their kind, or one project file. Files are
//! taken in the order of their names, so the result does not depend on the order they are given in.

mod collect;
mod funder_call;
mod json_lines;
mod merge;
mod prepared;
mod resolve;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::model::{
    Call, Dataset, Division, Divisions, Event, Federation, Funder, Link, Merge, Need, Organization,
    OtherRow, Place, Project, Record, Resource, Theme,
};
use crate::order;
use crate::problem::{Code, Level, Problem};
use collect::Collector;
use json_lines::{Line, Row, Rows, Unreadable};
use prepared::PreparedRows;
pub use prepared::{Prepared, PreparedPart};

/// Largest file that is read, in bytes.
const LARGEST_FILE: usize = 256 * 1024 * 1024;

/// A list of records, named after its file. Places come first because the others name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum List {
    Divisions,
    Themes,
    Organizations,
    Needs,
    Funders,
    Calls,
    Projects,
    Resources,
    Federations,
    Events,
    Links,
}

/// Every list with the name of its file and the keys of its records.
const LISTS: [(List, &str, &[&str]); 11] = [
    (List::Divisions, Division::FILE, Division::KEYS),
    (List::Themes, Theme::FILE, Theme::KEYS),
    (List::Organizations, Organization::FILE, Organization::KEYS),
    (List::Needs, Need::FILE, Need::KEYS),
    (List::Funders, Funder::FILE, Funder::KEYS),
    (List::Calls, Call::FILE, Call::KEYS),
    (List::Projects, Project::FILE, Project::KEYS),
    (List::Resources, Resource::FILE, Resource::KEYS),
    (List::Federations, Federation::FILE, Federation::KEYS),
    (List::Events, Event::FILE, Event::KEYS),
    (List::Links, Link::FILE, Link::KEYS),
];

impl List {
    /// The list of that name.
    fn named(name: &str) -> Option<Self> {
        LISTS.iter().find(|(_, known, _)| *known == name).map(|(list, _, _)| *list)
    }

    /// Its name.
    fn name(self) -> &'static str {
        LISTS.iter().find(|(list, _, _)| *list == self).map_or("", |(_, name, _)| *name)
    }

    /// The list whose keys fit the rows best; `None` if two fit equally well or none does.
    fn guess(rows: &[Row]) -> Option<Self> {
        let fit = |keys: &[&str]| {
            let known =
                |row: &Row| row.object.keys().filter(|key| keys.contains(&key.as_str())).count();
            rows.iter().take(50).map(known).sum::<usize>()
        };
        let mut fits: Vec<(usize, List)> =
            LISTS.iter().map(|(list, _, keys)| (fit(keys), *list)).collect();
        order::sort_by(&mut fits, |a, b| b.cmp(a));
        (fits[0].0 > fits[1].0).then_some(fits[0].1)
    }
}

/// What became of the rows of a file: `rows = records + merged + refused + blank + apart + no_need`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// Name of the file.
    pub name: String,
    /// Name of the list its rows belong to; `None` for a project file or an unknown one.
    pub kind: Option<&'static str>,
    /// Rows up to the last that is not blank.
    pub rows: u32,
    /// Rows that became a record, or several.
    pub records: u32,
    /// Rows that were the same as an earlier one.
    pub merged: u32,
    /// Rows that were not taken over; each has a problem.
    pub refused: u32,
    /// Rows without anything.
    pub blank: u32,
    /// Rows that are no records: titles, headers, totals, notes.
    pub apart: u32,
    /// Answers in which nobody asks for anything.
    pub no_need: u32,
    /// Records beyond the first of a row: one answer can hold several needs.
    pub split: u32,
}

/// What an import gives.
#[derive(Debug, Default)]
pub struct Import {
    /// The records.
    pub dataset: Dataset,
    /// What could not be taken over as written, by file, row and column.
    pub problems: Vec<Problem>,
    /// What became of the rows of each file, by name.
    pub files: Vec<FileReport>,
}

impl Import {
    /// Takes over what is already known of a prepared file; gives its rows.
    fn admit(&mut self, number: usize, mut prepared: Prepared) -> Vec<(List, PreparedRows)> {
        self.problems.append(&mut prepared.problems);
        self.dataset.other_rows.append(&mut prepared.other_rows);
        let report = &mut self.files[number];
        report.rows = prepared.total;
        report.refused = prepared.refused;
        report.merged = prepared.merged;
        report.blank = prepared.blank;
        report.apart = prepared.apart;
        report.no_need = prepared.no_need;
        let parts: Vec<(List, PreparedRows)> = prepared.into_parts().collect();
        let mut lists = parts.iter().map(|(list, _)| *list).filter(|it| *it != List::Divisions);
        report.kind = lists.next().filter(|_| lists.next().is_none()).map(List::name);
        parts
    }

    /// How many problems there are of a level.
    pub fn count(&self, level: Level) -> usize {
        self.problems.iter().filter(|problem| problem.level == level).count()
    }
}

/// Takes in files one by one, or in pieces, and reads them together.
#[derive(Debug, Default)]
pub struct Importer {
    files: BTreeMap<String, Vec<u8>>,
    prepared: BTreeMap<String, Prepared>,
    /// The list a file belongs to where its name does not say so.
    lists: BTreeMap<String, List>,
    without_lookup: bool,
}

impl Importer {
    /// An importer without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file; the same name again appends to it.
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        self.files.entry(name.to_owned()).or_default().extend_from_slice(bytes);
    }

    /// Adds a file that was read as far as rows. It takes the place of bytes added under its name.
    pub fn add_prepared(&mut self, prepared: Prepared) {
        self.files.insert(prepared.name.clone(), Vec::new());
        self.prepared.insert(prepared.name.clone(), prepared);
    }

    /// Says which list a file holds (`organizations`, `needs`, …). False if there is no such list.
    pub fn set_list(&mut self, name: &str, list: &str) -> bool {
        let list = List::named(list);
        if let Some(list) = list {
            self.lists.insert(name.to_owned(), list);
        }
        list.is_some()
    }

    /// Does not look up ids: for a file that is checked alone.
    pub fn without_lookup(&mut self) {
        self.without_lookup = true;
    }

    /// Reads everything.
    pub fn finish(mut self) -> Import {
        let mut import = Import::default();
        let mut parts: Vec<Part> = Vec::new();
        let (mut headers, mut merges) = (BTreeMap::new(), Vec::new());
        for (number, (name, bytes)) in self.files.iter().enumerate() {
            import.files.push(FileReport { name: name.clone(), ..FileReport::default() });
            import.dataset.files.push(name.clone());
            let file = number as u32;
            if let Some(prepared) = self.prepared.remove(name) {
                let admitted = import.admit(number, prepared);
                let has_others = admitted.iter().any(|(list, _)| *list != List::Divisions);
                for (list, rows) in admitted {
                    let counts = list != List::Divisions || !has_others;
                    if counts {
                        headers.insert(rows.place.clone(), rows.headers);
                    }
                    let PreparedRows { place, supplement, objects: rows, .. } = rows;
                    let from_table = true;
                    parts.push(Part { list, file, place, supplement, rows, from_table, counts });
                }
                continue;
            }
            let list = self.lists.get(name).copied();
            let reader = FileReader {
                name,
                report: &mut import.files[number],
                problems: &mut import.problems,
                aside: &mut import.dataset.aside,
                merges: &mut merges,
                other_rows: &mut import.dataset.other_rows,
            };
            let read = reader.read(bytes, list);
            let read = read.into_iter();
            parts.extend(read.map(|(list, place, rows)| Part {
                list,
                file,
                place,
                supplement: false,
                rows,
                from_table: false,
                counts: true,
            }));
        }
        let apart = merge::apart(&import.dataset.aside);
        import.dataset.merges = merge::take_apart(&mut parts, merges, &apart);
        // What completes records comes after them, whatever the names of the files.
        order::sort_by_key(&mut parts, |part| (part.list, part.supplement));
        import.dataset.divisions = Divisions::builtin();
        let mut collector = Collector::new(&mut import, apart);
        for part in parts {
            collector.take(part);
        }
        funder_call::derive(&mut import.dataset);
        import.dataset.settle();
        resolve::check(&mut import, !self.without_lookup);
        for problem in &mut import.problems {
            let header = problem.column.as_ref().zip(headers.get(&problem.file));
            if let Some(header) = header.and_then(|(column, headers)| headers.get(column)) {
                problem.column = Some(header.clone());
            }
        }
        order::sort_by(&mut import.problems, |a, b| a.position().cmp(&b.position()));
        import
    }
}

/// Rows of one list in one file.
#[derive(Debug)]
struct Part {
    list: List,
    /// Position of the file.
    file: u32,
    /// Name of the file in problems: with the list for a project file.
    place: String,
    /// Do the rows complete records that are there already?
    supplement: bool,
    rows: Vec<Row>,
    /// Do they come from a table?
    from_table: bool,
    /// Do its rows count? Places that were named in rows of another list do not.
    counts: bool,
}

/// Reads one file into rows by list.
struct FileReader<'a> {
    name: &'a str,
    report: &'a mut FileReport,
    problems: &'a mut Vec<Problem>,
    aside: &'a mut Map<String, Value>,
    merges: &'a mut Vec<Merge>,
    other_rows: &'a mut Vec<OtherRow>,
}

impl FileReader<'_> {
    /// Reads the file; `list` is what a person said it holds.
    fn read(mut self, bytes: &[u8], list: Option<List>) -> Vec<(List, String, Vec<Row>)> {
        if bytes.len() > LARGEST_FILE {
            let size = format!("{} MB", bytes.len() / 1024 / 1024);
            let problem = Problem::of_file(Code::TooLarge, self.name);
            self.problems.push(problem.with("limit", "256 MB").with("size", size));
            return Vec::new();
        }
        let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
        if body.is_empty() {
            self.problems.push(Problem::of_file(Code::EmptyFile, self.name));
            return Vec::new();
        }
        let is_named = |ending: &str| self.name.to_ascii_lowercase().ends_with(ending);
        let (json, lines) = (is_named(".json"), is_named(".jsonl"));
        if !json && !lines && !matches!(body[0], b'{' | b'[') {
            let problem = Problem::of_file(Code::UnsupportedFormat, self.name);
            self.problems.push(problem.with("format", looks_like(body, self.name)));
            return Vec::new();
        }
        if !lines && let Some(parts) = self.read_whole(body, list) {
            return parts;
        }
        let rows = json_lines::read(self.name, bytes, self.problems);
        self.count(&rows);
        self.assign(list, rows.objects)
    }

    /// Reads a file that is one JSON text: a project file, or an array of records. `None` if it is
    /// neither.
    fn read_whole(
        &mut self,
        body: &[u8],
        list: Option<List>,
    ) -> Option<Vec<(List, String, Vec<Row>)>> {
        let text = std::str::from_utf8(body).ok()?;
        if text.starts_with('[') {
            let Ok(Line::Object { mut object, .. }) =
                json_lines::parse(&format!("{{\"\":{text}}}"))
            else {
                return None;
            };
            let rows = self.rows_of(object.remove("")?, self.name);
            self.count(&rows);
            return Some(self.assign(list, rows.objects));
        }
        let line = match json_lines::parse(text) {
            Ok(line) => line,
            // A text over several lines that begins as an object is one broken file, not many rows.
            Err(Unreadable::Syntax(offset))
                if text.starts_with("{\n") || text.starts_with("{\r") =>
            {
                let problem = Problem::of_file(Code::JsonSyntax, self.name);
                self.problems.push(problem.with("offset", offset));
                return Some(Vec::new());
            }
            Err(_) => return None,
        };
        let Line::Object { object, repeated, replaced } = line else { return None };
        let is_list =
            |(key, value): (&String, &Value)| List::named(key).is_some() && value.is_array();
        if !object.contains_key("format") && !object.iter().any(is_list) {
            return None;
        }
        for key in repeated {
            let problem = Problem::of_file(Code::DuplicateKey, self.name).at(&key);
            self.problems.push(problem.with("key", key));
        }
        // A list that stands twice is read twice: no row is lost. Of other members the last counts.
        let lists = replaced.into_iter().filter(|(key, _)| List::named(key).is_some());
        Some(self.read_project(lists.chain(object)))
    }

    /// Takes a project file apart.
    fn read_project(
        &mut self,
        members: impl Iterator<Item = (String, Value)>,
    ) -> Vec<(List, String, Vec<Row>)> {
        let mut parts = Vec::new();
        for (key, value) in members {
            match (key.as_str(), List::named(&key)) {
                ("format", _) => {
                    if value.as_u64().is_none_or(|format| format > u64::from(Dataset::FORMAT)) {
                        let problem = Problem::of_file(Code::NewerFormat, self.name).at("format");
                        self.problems.push(problem.with("format", value.to_string()));
                    }
                }
                (Dataset::MERGES, _) => {
                    let items = value.as_array().cloned().unwrap_or_default();
                    self.merges.extend(items.into_iter().filter_map(Merge::from_json));
                }
                (Dataset::OTHER_ROWS, _) => {
                    let items = value.as_array().into_iter().flatten();
                    self.other_rows.extend(items.filter_map(OtherRow::from_json));
                }
                // It is made anew from the records when they are written.
                ("hash", _) => {}
                (_, Some(list)) => {
                    let place = format!("{}/{key}", self.name);
                    let rows = self.rows_of(value, &place);
                    self.count(&rows);
                    parts.push((list, place, rows.objects));
                }
                (_, None) => {
                    self.aside.insert(key, value);
                }
            }
        }
        parts
    }

    /// The objects of an array; problems stand at the position in it, from 1.
    fn rows_of(&mut self, value: Value, place: &str) -> Rows {
        let mut rows = Rows::default();
        let Value::Array(items) = value else {
            let found = crate::model::field::type_name(&value);
            let problem = Problem::of_file(Code::WrongType, place);
            self.problems.push(problem.with("want", "list").with("found", found));
            return rows;
        };
        for (number, item) in items.into_iter().enumerate() {
            let row = number as u32 + 1;
            rows.total = row;
            if let Value::Object(object) = item {
                rows.objects.push(Row { row, object });
            } else {
                let found = crate::model::field::type_name(&item);
                let problem = Problem::of_row(Code::JsonNotObject, place, row);
                self.problems.push(problem.with("found", found));
                rows.refused += 1;
            }
        }
        rows
    }

    /// Adds to the counts of the file.
    fn count(&mut self, rows: &Rows) {
        self.report.rows += rows.total;
        self.report.blank += rows.blank;
        self.report.refused += rows.refused;
    }

    /// Finds the list that rows belong to: as told, by the name of the file, or by their keys.
    fn assign(&mut self, list: Option<List>, rows: Vec<Row>) -> Vec<(List, String, Vec<Row>)> {
        let stem = self.name.rsplit(['/', '\\']).next().unwrap_or(self.name);
        let stem = stem.split('.').next().unwrap_or(stem);
        let list = list.or_else(|| List::named(stem)).or_else(|| List::guess(&rows));
        if let Some(list) = list {
            self.report.kind = Some(list.name());
            return vec![(list, self.name.to_owned(), rows)];
        }
        self.report.refused += rows.len() as u32;
        if !rows.is_empty() {
            self.problems.push(Problem::of_file(Code::UnknownContent, self.name));
        }
        Vec::new()
    }
}

/// A word for what a file that is not read looks like.
fn looks_like(body: &[u8], name: &str) -> String {
    let known: [(&[u8], &str); 5] = [
        (b"PK\x03\x04", "xlsx / docx"),
        (b"\xd0\xcf\x11\xe0", "xls / doc / et / wps"),
        (b"%PDF", "pdf"),
        (b"\x89PNG", "png"),
        (b"<", "html / xml"),
    ];
    known.iter().find(|(start, _)| body.starts_with(start)).map_or_else(
        || name.rsplit_once('.').map_or("?", |(_, ending)| ending).to_owned(),
        |(_, word)| (*word).to_owned(),
    )
}

/// The place that a code names, for a row of `divisions.jsonl`.
fn add_division(
    dataset: &mut Dataset,
    division: &Division,
    problems: &mut Vec<Problem>,
    at: Problem,
) {
    match Place::parse(division.code.trim()) {
        Some(place) => dataset.divisions.add(place, &division.name),
        None => problems.push(at.at("code").with("text", division.code.clone())),
    }
}
