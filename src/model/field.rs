//! Reading one value of a record, tolerantly: what cannot be taken over becomes a problem, never a loss.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Date, Decimal, Divisions, Money, Place};
use crate::order;
use crate::problem::{Code, Problem};

/// Characters of the longest name that is taken over.
const LONGEST_NAME: usize = 200;

/// Characters that fit into one Excel cell.
const EXCEL_CELL: usize = 32_767;

/// Where a value stands, and where its problems go.
pub struct Context<'a> {
    /// Name of the file, for problems.
    pub file: &'a str,
    /// Its position among the files.
    pub file_number: u32,
    /// Row in the file, from 1.
    pub row: u32,
    /// Key that is being read.
    pub column: String,
    /// The row comes from a table, whose unknown columns were reported once and for all.
    pub from_table: bool,
    /// Keys of the record of which something could not be read.
    pub unread: Vec<String>,
    /// Known places.
    pub divisions: &'a Divisions,
    /// Problems found so far.
    pub problems: &'a mut Vec<Problem>,
}

impl Context<'_> {
    // The functions below are called for every key of every record. Kept out of line, each is compiled
    // once and not once a key: a third of the wasm otherwise.

    /// Reports a problem at the current row and column.
    #[inline(never)]
    pub fn report(&mut self, code: Code, arguments: &[(&'static str, &str)]) {
        let problem = Problem::of_row(code, self.file, self.row).at(&self.column);
        let with =
            |problem: Problem, (name, value): &(&'static str, &str)| problem.with(name, *value);
        self.problems.push(arguments.iter().fold(problem, with));
    }

    /// Reports that a value has the wrong type.
    fn wrong_type(&mut self, want: &'static str, found: &Value) {
        self.report(Code::WrongType, &[("want", want), ("found", type_name(found))]);
    }

    /// Fills one field of a record from an object; its problems stand at this key. False if the record
    /// cannot exist without it.
    #[inline(never)]
    pub fn fill<F: Field>(
        &mut self,
        object: &mut Map<String, Value>,
        key: &str,
        slot: &mut F,
    ) -> bool {
        key.clone_into(&mut self.column);
        self.fill_inner(object, key, slot)
    }

    /// Fills one field of an object inside a record; its problems stand at the key of that object.
    #[inline(never)]
    pub fn fill_inner<F: Field>(
        &mut self,
        object: &mut Map<String, Value>,
        key: &str,
        slot: &mut F,
    ) -> bool {
        let field = match object.remove(key) {
            None | Some(Value::Null) => F::absent(self),
            Some(value) => F::read(value, self),
        };
        let Some(field) = field else { return false };
        *slot = field;
        true
    }
}

/// The word for a JSON type in problems.
pub fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

/// The type of a key of a record.
pub trait Field: Sized {
    /// The value of a key that is absent or null; `None` (with a problem) if the record cannot exist
    /// without it.
    fn absent(context: &mut Context) -> Option<Self>;
    /// Reads a present value. `None` only if the record cannot exist without it; an optional value that
    /// cannot be read is left empty, with a problem.
    fn read(value: Value, context: &mut Context) -> Option<Self>;
    /// The value as it is written back; `None` if there is nothing to write.
    fn write(&self) -> Option<Value>;
}

/// A single value inside an optional key, a list or a map.
pub trait Scalar: Sized {
    /// Reads it; `None` after reporting why not, or silently where the value means "nothing known".
    fn parse(value: Value, context: &mut Context) -> Option<Self>;
    /// The canonical form.
    fn value(&self) -> Value;
}

impl Field for String {
    fn absent(context: &mut Context) -> Option<Self> {
        let field = context.column.clone();
        context.report(Code::EmptyRequired, &[("field", &field)]);
        None
    }

    fn read(value: Value, context: &mut Context) -> Option<Self> {
        let text = <Self as Scalar>::parse(value, context)?;
        let length = text.chars().count();
        if context.column == "name" && length > LONGEST_NAME {
            context.report(Code::LongName, &[("length", &length.to_string())]);
            return None;
        }
        if text.trim().is_empty() { Self::absent(context) } else { Some(text) }
    }

    fn write(&self) -> Option<Value> {
        Some(Scalar::value(self))
    }
}

impl<T: Scalar> Field for Option<T> {
    fn absent(_: &mut Context) -> Option<Self> {
        Some(None)
    }

    fn read(value: Value, context: &mut Context) -> Option<Self> {
        Some(T::parse(value, context))
    }

    fn write(&self) -> Option<Value> {
        self.as_ref().map(Scalar::value)
    }
}

impl<T: Scalar> Field for Vec<T> {
    fn absent(_: &mut Context) -> Option<Self> {
        Some(Self::new())
    }

    fn read(value: Value, context: &mut Context) -> Option<Self> {
        match value {
            Value::Array(items) => {
                let count = items.len();
                let read: Self =
                    items.into_iter().filter_map(|item| T::parse(item, context)).collect();
                if read.len() < count {
                    context.unread.push(context.column.clone());
                }
                Some(read)
            }
            Value::String(text) => {
                context.report(Code::StringForList, &[("value", &text)]);
                Some(T::parse(Value::String(text), context).into_iter().collect())
            }
            other => {
                context.wrong_type("list", &other);
                Some(Self::new())
            }
        }
    }

    fn write(&self) -> Option<Value> {
        (!self.is_empty()).then(|| Value::Array(self.iter().map(Scalar::value).collect()))
    }
}

impl<T: Scalar> Field for BTreeMap<String, T> {
    fn absent(_: &mut Context) -> Option<Self> {
        Some(Self::new())
    }

    fn read(value: Value, context: &mut Context) -> Option<Self> {
        let Value::Object(object) = value else {
            context.wrong_type("object", &value);
            return Some(Self::new());
        };
        let pairs = object.into_iter().filter(|(_, value)| !value.is_null());
        Some(order::map(pairs.filter_map(|(key, value)| Some((key, T::parse(value, context)?)))))
    }

    fn write(&self) -> Option<Value> {
        let pairs = self.iter().map(|(key, value)| (key.clone(), value.value()));
        (!self.is_empty()).then(|| Value::Object(pairs.collect()))
    }
}

impl Scalar for String {
    fn parse(value: Value, context: &mut Context) -> Option<Self> {
        let Value::String(text) = value else {
            context.wrong_type("text", &value);
            return None;
        };
        let length = text.chars().count();
        if length > EXCEL_CELL {
            context.report(Code::LongText, &[("length", &length.to_string())]);
        }
        Some(text)
    }

    fn value(&self) -> Value {
        Value::String(self.clone())
    }
}

impl Scalar for bool {
    fn parse(value: Value, context: &mut Context) -> Option<Self> {
        match &value {
            Value::Bool(yes) => Some(*yes),
            Value::String(text) if matches!(text.trim(), "是" | "true" | "yes") => Some(true),
            Value::String(text) if matches!(text.trim(), "否" | "false" | "no") => Some(false),
            _ => {
                context.wrong_type("boolean", &value);
                None
            }
        }
    }

    fn value(&self) -> Value {
        Value::Bool(*self)
    }
}

/// A number that is not negative, from a JSON number or from text that holds one.
fn number(value: &Value, context: &mut Context) -> Option<Decimal> {
    let number = match value {
        Value::Number(number) => Decimal::read(number.as_str()),
        Value::String(text) => Decimal::read(text.trim()),
        _ => {
            context.wrong_type("number", value);
            return None;
        }
    };
    let quoted = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match number {
        None => context.report(Code::NotANumber, &[("text", &quoted)]),
        Some(number) if number.is_negative() => {
            context.report(Code::NegativeNumber, &[("value", &quoted)]);
        }
        Some(number) => return Some(number),
    }
    None
}

impl Scalar for u32 {
    fn parse(value: Value, context: &mut Context) -> Option<Self> {
        let number = number(&value, context)?.whole();
        if number.is_none() {
            context.report(Code::OutOfRange, &[("value", &value.to_string())]);
        }
        number
    }

    fn value(&self) -> Value {
        Value::from(*self)
    }
}

impl Scalar for Money {
    fn parse(value: Value, context: &mut Context) -> Option<Self> {
        let money = Self::from_yuan(&number(&value, context)?);
        if money.is_none() {
            context.report(Code::OutOfRange, &[("value", &value.to_string())]);
        }
        money
    }

    fn value(&self) -> Value {
        // Digits, or digits with a point in between, are always a JSON number.
        let text = self.to_string();
        let shortest = if text.contains('.') { text.trim_end_matches('0') } else { &text };
        shortest.parse().map_or(Value::Null, Value::Number)
    }
}

impl Scalar for Date {
    fn parse(value: Value, context: &mut Context) -> Option<Self> {
        let text = match &value {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => {
                context.wrong_type("text", &value);
                return None;
            }
        };
        let date = Self::parse(&text);
        if date.is_none() && !text.is_empty() {
            context.report(Code::BadDate, &[("text", &text)]);
        }
        date
    }

    fn value(&self) -> Value {
        Value::String(self.to_string())
    }
}

impl Scalar for Place {
    fn parse(value: Value, context: &mut Context) -> Option<Self> {
        let text = match &value {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => {
                context.wrong_type("text", &value);
                return None;
            }
        };
        let found = context.divisions.find(&text);
        match found.as_slice() {
            [place] => return Some(*place),
            [] if text.is_empty() => {}
            [] => context.report(Code::UnknownDivision, &[("text", &text)]),
            several => {
                let candidates = several.iter().map(|place| context.divisions.full_name(*place));
                let candidates: Vec<String> = candidates.collect();
                let problem = Problem::of_row(Code::AmbiguousDivision, context.file, context.row);
                let problem = problem.at(&context.column).with("text", text);
                context.problems.push(problem.with("candidates", candidates));
            }
        }
        None
    }

    fn value(&self) -> Value {
        Value::String(self.to_string())
    }
}

/// Any JSON, kept as it is.
impl Scalar for Value {
    fn parse(value: Value, _: &mut Context) -> Option<Self> {
        Some(value)
    }

    fn value(&self) -> Value {
        self.clone()
    }
}
