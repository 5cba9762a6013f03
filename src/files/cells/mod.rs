//! The cells of one row into an object of the contract.

mod amounts;
mod places;
mod texts;

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::columns::{Column, Kind, ListColumns};
use super::rows::Task;
use super::safety::is_nothing;
use super::table::CellKind;
use super::values::place::Places;
use super::values::{choice, date, standing};
use crate::problem::{Code, Problem};
use places::RowPlaces;

/// The key under which a record keeps the words of cells that are not, or not exactly, in its values.
const AS_WRITTEN: &str = "as_written";
/// A column with everything that is the same for all its cells.
#[derive(Clone, Debug)]
pub(crate) struct PlannedColumn {
    /// Its position.
    pub(crate) at: usize,
    /// Its header as written.
    pub(crate) header: String,
    /// Its key; `None` for one that is kept and not used.
    pub(crate) key: Option<String>,
    /// How its cells are read.
    pub(crate) kind: Kind,
    /// What a number in it is multiplied with: the header may say 万元.
    scale: f64,
    /// Is an empty cell worth a warning?
    important: bool,
    /// Is it left out: a doubled header, or none?
    skipped: bool,
}

impl PlannedColumn {
    /// Plans a column of a list.
    pub(crate) fn new(at: usize, column: &Column, list: &ListColumns) -> Self {
        let scale = [("万元", 1e4), ("亿元", 1e8), ("千元", 1e3)]
            .into_iter()
            .find(|(word, _)| crate::text::fold(&column.header).contains(word));
        let key = column.key.clone();
        Self {
            at,
            header: column.header.clone(),
            kind: column.kind,
            scale: scale.map_or(1.0, |(_, scale)| scale),
            important: key.as_ref().is_some_and(|key| list.important.contains(key)),
            skipped: column.header.is_empty() || column.repeats.is_some(),
            key,
        }
    }
}

/// Reads rows of one table, cell by cell.
pub(crate) struct Cells<'a> {
    list_name: &'a str,
    list: &'static ListColumns,
    task: Task<'a>,
    places: Places<'a>,
    /// Whether a field of work is in the vocabulary.
    fields: FxHashMap<String, bool>,
    row: u32,
    object: Map<String, Value>,
    as_written: Map<String, Value>,
    here: RowPlaces<'a>,
    /// A credit code, which is compared with the type.
    credit: Option<(&'a PlannedColumn, String)>,
    asks_county: bool,
    /// The header of the fields of work.
    fields_header: String,
}

impl<'a> Cells<'a> {
    /// Reads rows of a list.
    pub(crate) fn new(list_name: &'a str, list: &'static ListColumns, task: Task<'a>) -> Self {
        Self {
            list_name,
            list,
            task,
            places: Places::new(&task.surroundings.divisions, task.choices.county()),
            fields: FxHashMap::default(),
            row: 0,
            object: Map::new(),
            as_written: Map::new(),
            here: RowPlaces::default(),
            credit: None,
            asks_county: false,
            fields_header: String::new(),
        }
    }

    /// Begins a row.
    pub(crate) fn begin(&mut self, row: u32) {
        self.row = row;
        self.object = Map::new();
        self.as_written = Map::new();
        self.here = RowPlaces::default();
    }

    /// Did rows name towns without a county?
    pub(crate) fn asks_county(&self) -> bool {
        self.asks_county
    }

    /// The rows of `divisions` for towns and villages that were added.
    pub(crate) fn divisions(&self) -> Vec<(u32, Map<String, Value>)> {
        self.places.added()
    }

    /// Takes a cell, already without what cannot be seen.
    pub(crate) fn take(
        &mut self,
        column: &'a PlannedColumn,
        text: &str,
        kind: CellKind,
        problems: &mut Vec<Problem>,
    ) {
        if column.skipped {
            return;
        }
        if text.is_empty() || is_nothing(text) {
            if column.important {
                let problem = self.problem(Code::EmptyValue, column);
                problems.push(problem.with("field", column.header.clone()));
            }
            return;
        }
        let mended = self.mend(column, text, problems);
        let text = mended.as_deref().unwrap_or(text);
        let Some(key) = &column.key else {
            self.keep(column, text, problems);
            return;
        };
        match column.kind {
            Kind::Text => self.text(key, column, text, problems),
            Kind::Credit => self.credit = Some((column, text.to_owned())),
            Kind::List => self.items(key, column, text),
            Kind::Number | Kind::Times => self.number(key, column, text, problems),
            Kind::Money => self.money(key, column, text, problems),
            Kind::Range => self.range(column, text, problems),
            Kind::Quantity => self.quantity(key, text),
            Kind::Year => self.year(key, column, text),
            Kind::Date => self.date(key, column, text, kind, problems),
            Kind::Period => self.period(column, text, problems),
            Kind::Dates => self.structured(key, column, text, standing::stages(text), problems),
            Kind::Checks => {
                let results = standing::checks(text, standing::year_of(&column.header));
                self.structured(key, column, text, results, problems);
            }
            Kind::Rating => match standing::rating(text) {
                Some(value) => self.set(key, value),
                None => self.set(key, text.into()),
            },
            Kind::Capacity => match standing::capacity(text) {
                Some(value) => self.set(key, value),
                None => self.unread(key, column, text),
            },
            Kind::Yes => self.yes(key, column, text, problems),
            Kind::Choice => self.choice(key, column, text),
            Kind::Contact => self.nested("contacts", &column.header, text.into()),
            Kind::Sequence => {}
            Kind::Above => self.here.above.push_str(text),
            Kind::Place => self.here.division = Some((column, text.to_owned())),
            Kind::Places => self.here.areas = Some((column, text.to_owned())),
            Kind::Town => self.here.town = Some((column, text.to_owned())),
            Kind::Village => self.here.village = Some((column, text.to_owned())),
        }
    }

    /// Ends the row: what it says about places is put together, and the object given out.
    pub(crate) fn end(&mut self, problems: &mut Vec<Problem>) -> Map<String, Value> {
        let here = std::mem::take(&mut self.here);
        let division = self.division(&here);
        if let Some((column, text)) = &here.areas {
            self.areas(column, text, division, &here.above);
        }
        if let Some((column, text)) = self.credit.take() {
            self.credit_code(column, &text, problems);
        }
        if let Some(Value::Array(fields)) = self.object.get("fields")
            && self.list_name == "organizations"
            && !self.task.surroundings.has_themes()
        {
            let fields: Vec<String> =
                fields.iter().filter_map(|field| field.as_str().map(str::to_owned)).collect();
            self.check_fields(&fields, problems);
        }
        if !self.as_written.is_empty() {
            let words = std::mem::take(&mut self.as_written);
            self.object.insert(AS_WRITTEN.to_owned(), Value::Object(words));
        }
        std::mem::take(&mut self.object)
    }

    fn problem(&self, code: Code, column: &PlannedColumn) -> Problem {
        Problem::of_row(code, self.task.place, self.row).at(&column.header)
    }

    /// Keeps the words of a cell.
    fn write_down(&mut self, column: &PlannedColumn, text: &str) {
        self.as_written.insert(column.header.clone(), text.into());
    }

    /// Hands a cell on as it stands: the import says what is wrong with it.
    fn unread(&mut self, key: &str, column: &PlannedColumn, text: &str) {
        self.set(key, text.into());
        self.write_down(column, text);
    }

    /// Keeps a cell of a column that is not used.
    fn keep(&mut self, column: &PlannedColumn, text: &str, problems: &mut Vec<Problem>) {
        let text = &self.without_personal_data(column, text, problems);
        if self.list.entry(&column.header).is_some() {
            self.write_down(column, text);
        } else {
            self.object.insert(column.header.clone(), text.as_str().into());
        }
    }

    /// Sets a key, or a part of an object.
    fn set(&mut self, key: &str, value: Value) {
        if let Some((whole, part)) = key.split_once('.') {
            self.nested(whole, part, value);
            return;
        }
        match (self.object.get_mut(key), value) {
            // A grade beside the date of a rating, and the other way round.
            (Some(Value::Object(object)), Value::Object(more)) => object.extend(more),
            (Some(Value::Object(object)), grade) if key == "rating" => {
                object.insert("grade".to_owned(), grade);
            }
            (_, value) => {
                self.object.insert(key.to_owned(), value);
            }
        }
    }

    /// Sets a part of an object.
    fn nested(&mut self, whole: &str, part: &str, value: Value) {
        let entry = self.object.entry(whole).or_insert_with(|| Value::Object(Map::new()));
        if entry.is_string() && whole == "rating" {
            let grade = entry.take();
            *entry = Value::Object(Map::from_iter([("grade".to_owned(), grade)]));
        }
        if let Value::Object(object) = entry {
            object.insert(part.to_owned(), value);
        }
    }

    fn year(&mut self, key: &str, column: &PlannedColumn, text: &str) {
        let year = date::read(text).filter(|date| !date.serial);
        match year.and_then(|date| date.iso.get(..4)?.parse::<u32>().ok()) {
            Some(year) => self.set(key, year.into()),
            None => self.unread(key, column, text),
        }
    }

    fn date(
        &mut self,
        key: &str,
        column: &PlannedColumn,
        text: &str,
        kind: CellKind,
        problems: &mut Vec<Problem>,
    ) {
        let Some(date) = date::read(text) else { return self.unread(key, column, text) };
        if date.serial && kind != CellKind::Date {
            let problem = self.problem(Code::ExcelSerialDate, column).with("value", text);
            problems.push(problem.with("date", date.iso.clone()));
        }
        self.set(key, date.iso.into());
    }

    fn period(&mut self, column: &PlannedColumn, text: &str, problems: &mut Vec<Problem>) {
        if let Some((from, to)) = date::period(text) {
            self.set("start", from.into());
            self.set("end", to.into());
        } else {
            problems.push(self.problem(Code::BadDate, column).with("text", text));
            self.write_down(column, text);
        }
    }

    /// Results by year, dates by stage.
    fn structured(
        &mut self,
        key: &str,
        column: &PlannedColumn,
        text: &str,
        read: Option<Map<String, Value>>,
        problems: &mut Vec<Problem>,
    ) {
        if let Some(object) = read {
            self.set(key, Value::Object(object));
        } else {
            problems.push(self.problem(Code::UnknownValue, column).with("text", text));
            self.write_down(column, text);
        }
    }

    fn yes(&mut self, key: &str, column: &PlannedColumn, text: &str, problems: &mut Vec<Problem>) {
        if let Some(yes) = choice::yes(text) {
            self.set(key, yes.into());
        } else {
            problems.push(self.problem(Code::UnknownValue, column).with("text", text));
            self.write_down(column, text);
        }
    }

    fn choice(&mut self, key: &str, column: &PlannedColumn, text: &str) {
        let vocabulary = choice::vocabulary(self.list_name, key);
        match vocabulary.and_then(|read| choice::read(read, text)) {
            Some(word) => self.set(key, word.into()),
            None => self.unread(key, column, text),
        }
    }
}
