//! JSON lines into objects, one a row. A bad row becomes a problem; the rows around it are read.

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::problem::{Code, Problem};

/// Longest row that is read, in bytes.
const LONGEST_ROW: usize = 4 * 1024 * 1024;
/// Deepest nesting that is read.
const DEEPEST: u32 = 64;

/// An object, and the row it stands in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// From 1.
    pub row: u32,
    /// Its keys.
    pub object: Map<String, Value>,
}

/// The rows of one file, and how many of them were blank or refused.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Objects that could be read.
    pub objects: Vec<Row>,
    /// All rows up to the last that is not blank.
    pub total: u32,
    /// Blank rows in between.
    pub blank: u32,
    /// Rows that are no objects.
    pub refused: u32,
}

/// Reads the rows of a JSON lines file.
pub(super) fn read(file: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Rows {
    let mut result = Rows::default();
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if body.len() < bytes.len() {
        problems.push(Problem::of_row(Code::Bom, file, 1));
    }
    let body = body.trim_ascii_end();
    for (number, line) in body.split(|byte| *byte == b'\n').enumerate() {
        let row = number as u32 + 1;
        result.total = row;
        let line = line.trim_ascii();
        if line.is_empty() {
            result.blank += 1;
            problems.push(Problem::of_row(Code::EmptyRow, file, row));
            continue;
        }
        match read_row(file, row, line, problems) {
            Ok(object) => result.objects.push(Row { row, object }),
            Err(problem) => {
                result.refused += 1;
                problems.push(*problem);
            }
        }
    }
    result
}

/// Reads one row.
fn read_row(
    file: &str,
    row: u32,
    line: &[u8],
    problems: &mut Vec<Problem>,
) -> Result<Map<String, Value>, Box<Problem>> {
    let refuse = |code| Problem::of_row(code, file, row);
    if line.len() > LONGEST_ROW {
        let problem = refuse(Code::TooLarge).with("limit", "4 MB");
        return Err(Box::new(problem.with("size", format!("{} MB", line.len() / 1024 / 1024))));
    }
    let text =
        std::str::from_utf8(line).map_err(|_| refuse(Code::BadEncoding).with("fate", "refused"))?;
    match parse(text) {
        Ok(Line::Object { object, repeated, .. }) => {
            for key in repeated {
                problems.push(refuse(Code::DuplicateKey).at(&key).with("key", key.clone()));
            }
            Ok(object)
        }
        Ok(Line::Other(found)) => Err(Box::new(refuse(Code::JsonNotObject).with("found", found))),
        Err(Unreadable::TooDeep(depth)) => {
            Err(Box::new(refuse(Code::JsonTooDeep).with("depth", depth)))
        }
        Err(Unreadable::Syntax(offset)) => {
            Err(Box::new(refuse(Code::JsonSyntax).with("offset", offset)))
        }
    }
}

/// Why a text is not JSON that is read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// How deep it is nested.
    TooDeep(u32),
    /// Where the syntax breaks, in bytes from 1.
    Syntax(usize),
}

/// A JSON text: an object, or something else.
#[derive(Debug)]
pub(super) enum Line {
    /// Its keys, and those that stand more than once.
    Object {
        /// The last value of each key.
        object: Map<String, Value>,
        /// Keys that stand more than once, in order.
        repeated: Vec<String>,
        /// The earlier values of such keys, in order.
        replaced: Vec<(String, Value)>,
    },
    /// The word for what was found instead.
    Other(&'static str),
}

/// Parses a JSON text whose nesting was not checked yet.
pub(super) fn parse(text: &str) -> Result<Line, Unreadable> {
    let depth = depth(text);
    if depth > DEEPEST {
        return Err(Unreadable::TooDeep(depth));
    }
    serde_json::from_str(text).map_err(|error| Unreadable::Syntax(error.column()))
}

/// How deep brackets are nested, outside of strings; without recursion.
fn depth(text: &str) -> u32 {
    let (mut now, mut deepest) = (0_u32, 0_u32);
    let (mut in_string, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                now += 1;
                deepest = deepest.max(now);
            }
            b']' | b'}' if !in_string => now = now.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LineVisitor)
    }
}

/// Keeps the keys of an object, noticing repeated ones, which `serde_json::Map` would not.
struct LineVisitor;

impl<'de> Visitor<'de> for LineVisitor {
    type Value = Line;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Line, A::Error> {
        let (mut object, mut repeated, mut replaced) = (Map::new(), Vec::new(), Vec::new());
        while let Some((key, value)) = access.next_entry::<String, Value>()? {
            if let Some(earlier) = object.insert(key.clone(), value) {
                replaced.push((key.clone(), earlier));
                if !repeated.contains(&key) {
                    repeated.push(key);
                }
            }
        }
        Ok(Line::Object { object, repeated, replaced })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Line, A::Error> {
        while access.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Line::Other("list"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Line, E> {
        Ok(Line::Other("boolean"))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Line, E> {
        Ok(Line::Other("number"))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Line, E> {
        Ok(Line::Other("number"))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Line, E> {
        Ok(Line::Other("number"))
    }

    fn visit_str<E>(self, _: &str) -> Result<Line, E> {
        Ok(Line::Other("text"))
    }

    fn visit_unit<E>(self) -> Result<Line, E> {
        Ok(Line::Other("null"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &[u8]) -> (usize, Vec<(u32, &'static str)>) {
        let mut problems = Vec::new();
        let rows = read("f.jsonl", text, &mut problems);
        let codes = problems.iter().map(|p| (p.row.unwrap_or(0), p.code.as_str())).collect();
        (rows.objects.len(), codes)
    }

    #[test]
    fn good_rows_are_read_around_bad_ones() {
        let text = b"\xef\xbb\xbf{\"id\":\"a\"}\r\n{\"id\":\n\n[1]\n{\"id\":\"b\",\"id\":\"c\"}\n7\n{\"x\":NaN}\n\xff\n{}\n\n";
        let expected = vec![
            (1, "bom"),
            (2, "json_syntax"),
            (3, "empty_row"),
            (4, "json_not_object"),
            (5, "duplicate_key"),
            (6, "json_not_object"),
            (7, "json_syntax"),
            (8, "bad_encoding"),
        ];
        assert_eq!(codes(text), (3, expected));
    }

    #[test]
    fn deep_nesting_is_refused_whether_closed_or_not() {
        for tail in ["", &"]".repeat(100_000)] {
            let text = format!("{{\"a\":{}{tail}}}", "[".repeat(100_000));
            assert_eq!(codes(text.as_bytes()), (0, vec![(1, "json_too_deep")]));
        }
        let brackets_in_text = format!("{{\"a\":\"{}\\\"[\"}}", "[".repeat(500));
        assert_eq!(codes(brackets_in_text.as_bytes()), (1, vec![]));
    }

    #[test]
    fn a_row_over_the_limit_is_refused_and_the_next_is_read() {
        let text = format!("{{\"a\":\"{}\"}}\n{{\"a\":1}}", "x".repeat(10_000_000));
        assert_eq!(codes(text.as_bytes()), (1, vec![(1, "too_large")]));
    }
}
