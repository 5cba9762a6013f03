//! Cells that hold numbers: persons, times, money, ranges, quantities.

use super::{Cells, PlannedColumn};
use crate::files::columns::Kind;
use crate::files::values::amount::{self, Amount, Unit};
use crate::files::values::standing;
use crate::problem::{Code, Problem};
use serde_json::Value;

impl Cells<'_> {
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

    pub(super) fn number(
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

    pub(super) fn money(
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

    pub(super) fn range(
        &mut self,
        column: &PlannedColumn,
        text: &str,
        problems: &mut Vec<Problem>,
    ) {
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

    pub(super) fn quantity(&mut self, key: &str, text: &str) {
        let number = amount::read(text).filter(|amount| {
            amount.unit == Unit::None && !amount.approximate && amount.said < f64::from(u32::MAX)
        });
        let value = number.and_then(|amount| standing::whole(amount.said));
        self.set(key, value.unwrap_or_else(|| text.into()));
    }
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
