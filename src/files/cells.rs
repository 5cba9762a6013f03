//! The cells of one row into an object of the contract.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::columns::{Column, Kind, ListColumns};
use super::credit_code;
use super::privacy::deidentify;
use super::repair::repair;
use super::rows::Task;
use super::safety::is_nothing;
use super::table::CellKind;
use super::values::amount::{self, Amount, Unit};
use super::values::place::{Found, Places};
use super::values::{choice, date, list, standing};
use crate::model::{Place, PlaceLevel};
use crate::problem::{Code, Problem};
use crate::taxonomy::Taxonomy;
use crate::text::Folded;

/// The key under which a record keeps the words of cells that are not, or not exactly, in its values.
const AS_WRITTEN: &str = "as_written";
/// Keys that hold sentences, in which people may be named.
const FREE_TEXT: [&str; 10] = [
    "text",
    "description",
    "facts",
    "wish",
    "availability",
    "eligibility_text",
    "rules_text",
    "time",
    "value",
    "hours",
];
/// Words for the whole area of somebody's own.
const WHOLE: [(&str, PlaceLevel); 10] = [
    ("全省", PlaceLevel::Province),
    ("本省", PlaceLevel::Province),
    ("全市", PlaceLevel::Prefecture),
    ("本市", PlaceLevel::Prefecture),
    ("全区", PlaceLevel::County),
    ("全县", PlaceLevel::County),
    ("本区", PlaceLevel::County),
    ("本县", PlaceLevel::County),
    ("辖区内", PlaceLevel::County),
    ("本辖区", PlaceLevel::County),
];

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

/// What the row says about places, until all its cells are read.
#[derive(Clone, Debug, Default)]
struct RowPlaces<'a> {
    above: String,
    division: Option<(&'a PlannedColumn, String)>,
    town: Option<(&'a PlannedColumn, String)>,
    village: Option<(&'a PlannedColumn, String)>,
    areas: Option<(&'a PlannedColumn, String)>,
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

    /// Text that was damaged on its way, restored; what stood there is kept. `None` where nothing was
    /// to be done.
    fn mend(
        &mut self,
        column: &PlannedColumn,
        text: &str,
        problems: &mut Vec<Problem>,
    ) -> Option<String> {
        if !may_be_damaged(text) {
            return None;
        }
        let repaired = repair(text);
        if repaired.repairs.is_empty() {
            return None;
        }
        let found = repaired.problems(self.task.place, self.row, &column.header);
        // Characters that are lost were named when the cell was looked at.
        problems.extend(found.into_iter().filter(|one| one.code != Code::LostCharacters));
        self.write_down(column, text);
        Some(repaired.text)
    }

    /// A text without what identifies a person.
    fn without_personal_data(
        &self,
        column: &PlannedColumn,
        text: &str,
        problems: &mut Vec<Problem>,
    ) -> String {
        let done = deidentify(text);
        problems.extend(done.problem(self.task.place, self.row, &column.header));
        done.text
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

    /// A code by both standards, compared with the type of the organization as it was written.
    fn credit_code(&mut self, column: &PlannedColumn, text: &str, problems: &mut Vec<Problem>) {
        let kind = self.object.get("type").and_then(Value::as_str).unwrap_or_default();
        let checked = credit_code::check(text, kind);
        let place = self.task.place;
        for finding in &checked.findings {
            problems.push(finding.problem(place, self.row, &column.header));
        }
        if !checked.code.is_empty() {
            self.set("credit_code", checked.code.into());
        }
    }

    fn text(&mut self, key: &str, column: &PlannedColumn, text: &str, problems: &mut Vec<Problem>) {
        if FREE_TEXT.contains(&key) {
            let text = self.without_personal_data(column, text, problems);
            return self.set(key, text.into());
        }
        // That there is none is an answer where a unit is asked for.
        let none =
            matches!(key, "party_unit" | "federation_unit") && choice::yes(text) == Some(false);
        self.set(key, if none { "无".into() } else { text.into() });
    }

    fn items(&mut self, key: &str, column: &PlannedColumn, text: &str) {
        if key == "fields" && self.fields_header.is_empty() {
            self.fields_header.clone_from(&column.header);
        }
        let vocabulary = choice::vocabulary(self.list_name, key);
        let mut words: Vec<Value> = Vec::new();
        let mut whole = true;
        for item in list::items(text) {
            let word = vocabulary.map_or(Some(item), |read| choice::read(read, item));
            whole &= word.is_some();
            words.push(word.unwrap_or(item).into());
        }
        if !whole {
            self.write_down(column, text);
        }
        self.set(key, Value::Array(words));
    }

    /// Says that a number is approximate, and keeps its words.
    fn approximate(
        &mut self,
        column: &PlannedColumn,
        text: &str,
        amount: Amount,
        scale: f64,
        problems: &mut Vec<Problem>,
    ) {
        if amount.approximate {
            let words = |number: f64| {
                if number.is_finite() { format!("{}", number * scale) } else { "∞".to_owned() }
            };
            let problem = self.problem(Code::ApproximateNumber, column).with("text", text);
            problems.push(problem.with("from", words(amount.from)).with("to", words(amount.to)));
            self.write_down(column, text);
        }
    }

    fn number(
        &mut self,
        key: &str,
        column: &PlannedColumn,
        text: &str,
        problems: &mut Vec<Problem>,
    ) {
        let Some(amount) = amount::read(text) else { return self.unread(key, column, text) };
        let times = amount.unit == Unit::Times;
        // 人次 is not people: it goes where it belongs, or nowhere.
        let key = match (key, times) {
            ("people", true) if !self.object.contains_key("person_times") => "person_times",
            (key, times) if times == (column.kind == Kind::Times) || amount.unit == Unit::None => {
                key
            }
            (key, _) if column.kind == Kind::Times && amount.unit == Unit::Things => key,
            _ => return self.unread(key, column, text),
        };
        let households = amount.unit == Unit::Households || amount.unit == Unit::Yuan;
        match standing::whole(amount.said) {
            Some(value) if !households => {
                self.set(key, value);
                self.approximate(column, text, amount, 1.0, problems);
            }
            _ => self.unread(key, column, text),
        }
    }

    /// An amount of money in yuan, with what it is multiplied with.
    fn yuan(column: &PlannedColumn, text: &str) -> Option<(Amount, f64)> {
        let amount = amount::read(text)?;
        let scale = match amount.unit {
            Unit::None if !amount.scaled => column.scale,
            Unit::None | Unit::Yuan => 1.0,
            _ => return None,
        };
        Some((amount, scale))
    }

    fn money(
        &mut self,
        key: &str,
        column: &PlannedColumn,
        text: &str,
        problems: &mut Vec<Problem>,
    ) {
        let read = Self::yuan(column, text);
        match read.and_then(|(amount, scale)| Some((amount, scale, yuan(amount.said * scale)?))) {
            Some((amount, scale, value)) => {
                self.set(key, value);
                self.approximate(column, text, amount, scale, problems);
            }
            None => self.unread(key, column, text),
        }
    }

    fn range(&mut self, column: &PlannedColumn, text: &str, problems: &mut Vec<Problem>) {
        let Some((amount, scale)) = Self::yuan(column, text) else {
            let problem = self.problem(Code::NotANumber, column);
            problems.push(problem.with("text", text));
            return self.write_down(column, text);
        };
        if amount.from > 0.0
            && let Some(value) = yuan(amount.from * scale)
        {
            self.set("grant_min", value);
        }
        if let Some(value) = yuan(amount.to * scale) {
            self.set("grant_max", value);
        }
        if !amount.range {
            self.approximate(column, text, amount, scale, problems);
        }
    }

    fn quantity(&mut self, key: &str, text: &str) {
        let number = amount::read(text).filter(|amount| {
            amount.unit == Unit::None && !amount.approximate && amount.said < f64::from(u32::MAX)
        });
        let value = number.and_then(|amount| standing::whole(amount.said));
        self.set(key, value.unwrap_or_else(|| text.into()));
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

    /// The row's own place, out of all columns that say something about it.
    fn division(&mut self, here: &RowPlaces) -> Option<Place> {
        let mut place = None;
        if let Some((column, text)) = &here.division {
            match self.places.find(text, &here.above, None, self.row) {
                Found::Place(found) => place = Some(found),
                Found::Within(found, _) => {
                    place = Some(found);
                    self.write_down(column, text);
                }
                Found::Unclear => self.unread("division", column, text),
            }
        } else if !here.above.is_empty()
            && let Found::Place(found) = self.places.find(&here.above, "", None, self.row)
        {
            place = Some(found);
        }
        for (column, name) in [&here.town, &here.village].into_iter().flatten() {
            let above = match place {
                Some(place) if place.level() == PlaceLevel::Town => Some(place),
                place => self.places.county_of(place),
            };
            let found = above.and_then(|above| self.places.below(above, name, self.row));
            place = found.or(place);
            if found.is_none() {
                self.asks_county |= above.is_none();
                self.write_down(column, name);
            }
        }
        if let Some(place) = place {
            self.object.insert("division".to_owned(), place.to_string().into());
        }
        place
    }

    /// The places that somebody serves. What is not found is left to the import, which then knows that
    /// the list is not complete.
    fn areas(&mut self, column: &PlannedColumn, text: &str, near: Option<Place>, above: &str) {
        let mut areas: Vec<Value> = Vec::new();
        let mut whole = true;
        for item in list::items(text) {
            let own = WHOLE.iter().find(|(word, _)| item == *word);
            let found = match (own, near) {
                (Some((_, level)), Some(near)) => Found::Place(near.at(*level)),
                _ => self.places.find(item, above, near, self.row),
            };
            let value: Cow<str> = match found {
                Found::Place(place) => place.to_string().into(),
                Found::Within(place, _) => {
                    whole = false;
                    place.to_string().into()
                }
                Found::Unclear => {
                    whole = false;
                    item.into()
                }
            };
            let value = Value::from(value);
            if !areas.contains(&value) {
                areas.push(value);
            }
        }
        if !whole {
            self.write_down(column, text);
        }
        self.set("service_area", Value::Array(areas));
    }

    /// Names fields of work that are no word of the vocabulary.
    fn check_fields(&mut self, fields: &[String], problems: &mut Vec<Problem>) {
        for field in fields {
            let known = self.fields.entry(field.clone()).or_insert_with(|| is_known(field));
            if !*known {
                let problem = Problem::of_row(Code::UnknownTheme, self.task.place, self.row);
                problems.push(problem.at(&self.fields_header).with("text", field.clone()));
            }
        }
    }
}

/// Are there marks that damage leaves behind: lost characters, notes in Latin letters, doubled marks?
/// Most cells have none, and are not looked at any closer.
fn may_be_damaged(text: &str) -> bool {
    let mut before = ' ';
    text.len() > 6
        && text.chars().any(|c| {
            let found = match (before, c) {
                ('(' | '（', c) => c.is_ascii_lowercase() || ('\u{c0}'..='\u{24f}').contains(&c),
                (_, '?' | '\u{fffd}')
                | (',' | '，', '、' | '。' | '；' | '：')
                | ('、', '，' | '。') => true,
                _ => false,
            };
            before = c;
            found
        })
}

/// An amount of yuan as JSON; `None` if it is over a million million.
fn yuan(amount: f64) -> Option<Value> {
    if !(0.0..=1e12).contains(&amount) {
        return None;
    }
    let fen = (amount * 100.0).round();
    standing::whole(fen / 100.0)
        .or_else(|| serde_json::Number::from_f64(fen / 100.0).map(Value::Number))
}

/// Is a field of work a word of the vocabulary: one concept from beginning to end?
fn is_known(field: &str) -> bool {
    let folded = Folded::new(field);
    let length = folded.chars.len() as u32;
    Taxonomy::builtin().tag(&folded).iter().any(|hit| hit.span == [0, length])
}
