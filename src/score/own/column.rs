//! What all records of a kind say under one key: each distinct value once.

use std::collections::BTreeMap;

use matchgraph_kernel::SET_WORDS;
use serde_json::Value;

use crate::model::{Dataset, Kind, Place, Reference};
use crate::order;
use crate::text::fold;

/// A value, read as a measure needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing is said, or it cannot be read.
    Absent,
    /// The numbers of words, ascending, each once.
    Set(Vec<u32>),
    /// The codes of province, prefecture and county; 0 where there is none.
    Place([u32; 3]),
    /// Thousandths.
    Number(u64),
    /// A word as written.
    Word(String),
}

/// A set as the bits of a number; none if it has other words than the first 64.
pub(super) fn bits(cell: &Cell) -> Option<u64> {
    match cell {
        Cell::Set(words) => words
            .iter()
            .try_fold(0, |bits, word| ((*word as usize) < SET_WORDS).then(|| bits | 1_u64 << word)),
        Cell::Absent => Some(0),
        _ => None,
    }
}

/// Words and their numbers.
pub(super) type Words = BTreeMap<String, u32>;

impl Cell {
    /// A text, or a list of texts, as a set of folded words.
    pub(super) fn set(value: &Value, words: &mut Words) -> Self {
        let list = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        let mut set: Vec<u32> = Vec::new();
        for text in list.iter().filter_map(Value::as_str) {
            let next = words.len() as u32;
            set.push(*words.entry(fold(text)).or_insert(next));
        }
        order::sort(&mut set);
        set.dedup();
        if set.is_empty() { Self::Absent } else { Self::Set(set) }
    }

    /// The code of a place.
    pub(super) fn place(value: &Value) -> Self {
        let place = value.as_str().and_then(Place::parse);
        let code = |place: Option<Place>| place.and_then(|place| place.to_string().parse().ok());
        let codes = |place: Place| place.divisions().map(|one| code(one).unwrap_or(0));
        place.map_or(Self::Absent, |place| Self::Place(codes(place)))
    }

    /// A number of 0 or more, or a text that begins with one (`3A`); three decimals count.
    pub(super) fn number(value: &Value) -> Self {
        let text = match value {
            Value::Number(number) => number.to_string(),
            Value::String(text) => text.clone(),
            _ => return Self::Absent,
        };
        let digits = text.find(|one: char| !one.is_ascii_digit() && one != '.');
        decimal(&text[..digits.unwrap_or(text.len())], 3).map_or(Self::Absent, Self::Number)
    }

    /// A word or a number as written.
    pub(super) fn word(value: &Value) -> Self {
        match value {
            Value::String(text) if !text.is_empty() => Self::Word(text.clone()),
            Value::Number(number) => Self::Word(number.to_string()),
            _ => Self::Absent,
        }
    }
}

/// A decimal number without sign and exponent as a whole number of 10 to the power of minus `places`;
/// what stands behind is cut off. `None` for anything else, and above a thousand millions.
pub(super) fn decimal(text: &str, places: u32) -> Option<u64> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 10 || !digits(whole) || !digits(rest) {
        return None;
    }
    let rest = &rest[..rest.len().min(places as usize)];
    let fraction = if rest.is_empty() { 0 } else { rest.parse::<u64>().ok()? };
    let scale = 10_u64.pow(places - rest.len() as u32);
    let number = whole.parse::<u64>().ok()? * 10_u64.pow(places) + fraction * scale;
    (number <= 10_u64.pow(9 + places)).then_some(number)
}

/// What each record says under some keys.
pub(super) struct Columns<'a> {
    keys: Vec<&'a str>,
    /// For each record, a value for each key.
    rows: Vec<Vec<Option<Value>>>,
}

impl<'a> Columns<'a> {
    /// Reads keys of all records of a kind, once for all. `KEY.INNER` is a key of an object.
    pub(super) fn of(dataset: &Dataset, kind: Kind, keys: impl Iterator<Item = &'a str>) -> Self {
        let keys: Vec<&str> = keys.collect();
        let mut rows = Vec::new();
        let records = (0..).map_while(|position| dataset.write(Reference { kind, position }));
        for record in records.take_while(|_| !keys.is_empty()) {
            let value = |key: &&str| {
                let (outer, inner) = key.split_once('.').unwrap_or((key, ""));
                let (_, value) = record.0.iter().find(|(name, _)| name == outer)?;
                if inner.is_empty() { Some(value.clone()) } else { value.get(inner).cloned() }
            };
            rows.push(keys.iter().map(value).collect());
        }
        Self { keys, rows }
    }

    /// The values of one key, by record.
    pub(super) fn values(&self, key: &str) -> impl Iterator<Item = Option<&Value>> {
        let at = self.keys.iter().position(|known| *known == key);
        self.rows.iter().map(move |row| row.get(at?)?.as_ref())
    }
}

/// One column: each distinct value once, and for each record the number of its value.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The first is [`Cell::Absent`].
    cells: Vec<Cell>,
    codes: Vec<u32>,
    /// The cells as sets of bits, if they are sets of few enough words in all.
    sets: Vec<u64>,
    /// The cells as places, if they are that.
    places: Vec<[u32; 3]>,
}

impl Column {
    /// Numbers the values of all records.
    pub(super) fn new<'v>(
        values: impl Iterator<Item = Option<&'v Value>>,
        mut read: impl FnMut(&Value) -> Cell,
    ) -> Self {
        let values: Vec<(String, Option<&Value>)> =
            values.map(|value| (value.map(Value::to_string).unwrap_or_default(), value)).collect();
        // Distinct values in the order of their texts, each with its number.
        let mut order: Vec<&(String, Option<&Value>)> = values.iter().collect();
        order::sort_by(&mut order, |one, other| one.0.cmp(&other.0));
        order.dedup_by(|one, other| one.0 == other.0);
        let mut cells = vec![Cell::Absent];
        let mut number = |value: Option<&Value>| match value.map(&mut read) {
            None | Some(Cell::Absent) => 0,
            Some(cell) => {
                cells.push(cell);
                cells.len() as u32 - 1
            }
        };
        let known: Vec<(&str, u32)> =
            order.iter().map(|(text, value)| (text.as_str(), number(*value))).collect();
        let code = |text: &str| {
            let found = known.binary_search_by(|(known, _)| (*known).cmp(text));
            found.map_or(0, |at| known[at].1)
        };
        let codes = values.iter().map(|(text, _)| code(text)).collect();
        let place = |cell: &Cell| match cell {
            Cell::Place(place) => Some(*place),
            Cell::Absent => Some([0; 3]),
            _ => None,
        };
        let sets = cells.iter().map(bits).collect::<Option<_>>().unwrap_or_default();
        let places = cells.iter().map(place).collect::<Option<_>>().unwrap_or_default();
        Self { cells, codes, sets, places }
    }

    /// The distinct values as sets of bits; empty if they are none.
    pub(super) fn sets(&self) -> &[u64] {
        &self.sets
    }

    /// The distinct values as places; empty if they are none.
    pub(super) fn places(&self) -> &[[u32; 3]] {
        &self.places
    }

    /// The distinct values.
    pub(super) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The number of each record's value.
    pub(super) fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// The value of a record; absent for what is no record.
    pub(super) fn cell(&self, position: Option<u32>) -> &Cell {
        let code = position.and_then(|at| self.codes.get(at as usize));
        code.and_then(|code| self.cells.get(*code as usize)).unwrap_or(&Cell::Absent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_exactly() {
        assert_eq!(decimal("0.285", 6), Some(285_000));
        assert_eq!(decimal("12", 3), Some(12_000));
        assert_eq!(decimal("1.23456", 3), Some(1_234));
        assert_eq!(decimal("1000000000", 3), Some(1_000_000_000_000));
        for text in ["", ".5", "-1", "1e3", "1.2.3", "99999999999", "1000000000.001", "五"] {
            assert_eq!(decimal(text, 3), None, "{text}");
        }
    }

    #[test]
    fn equal_values_share_a_cell() {
        let values = ["3A", "5A", "3A"].map(Value::from);
        let column = Column::new(values.iter().map(Some).chain([None]), Cell::number);
        assert_eq!(column.cells(), [Cell::Absent, Cell::Number(3000), Cell::Number(5000)]);
        assert_eq!(column.codes(), [1, 2, 1, 0]);
        assert_eq!(column.cell(Some(1)), &Cell::Number(5000));
        assert_eq!((column.cell(None), column.cell(Some(9))), (&Cell::Absent, &Cell::Absent));
    }

    #[test]
    fn words_of_a_list_are_a_set() {
        let mut words = Words::new();
        let set = Cell::set(&serde_json::json!(["儿童", "婦女", "儿童"]), &mut words);
        assert_eq!(set, Cell::Set(vec![0, 1]));
        assert_eq!(Cell::set(&Value::from("妇女"), &mut words), Cell::Set(vec![1]));
        assert_eq!(Cell::set(&Value::Null, &mut words), Cell::Absent);
    }
}
