//! Cells that hold words: mended where they were damaged, without what identifies a person, compared with
//! vocabularies.

use serde_json::Value;

use super::{Cells, PlannedColumn};
use crate::files::credit_code;
use crate::files::privacy::deidentify;
use crate::files::repair::repair;
use crate::files::values::{choice, list};
use crate::problem::{Code, Problem};
use crate::taxonomy::Taxonomy;
use crate::text::Folded;

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
impl Cells<'_> {
    /// Text that was damaged on its way, restored; what stood there is kept. `None` where nothing was
    /// to be done.
    pub(super) fn mend(
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
    pub(super) fn without_personal_data(
        &self,
        column: &PlannedColumn,
        text: &str,
        problems: &mut Vec<Problem>,
    ) -> String {
        let done = deidentify(text);
        problems.extend(done.problem(self.task.place, self.row, &column.header));
        done.text
    }

    /// A code by both standards, compared with the type of the organization as it was written.
    pub(super) fn credit_code(
        &mut self,
        column: &PlannedColumn,
        text: &str,
        problems: &mut Vec<Problem>,
    ) {
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

    pub(super) fn text(
        &mut self,
        key: &str,
        column: &PlannedColumn,
        text: &str,
        problems: &mut Vec<Problem>,
    ) {
        if FREE_TEXT.contains(&key) {
            let text = self.without_personal_data(column, text, problems);
            return self.set(key, text.into());
        }
        // That there is none is an answer where a unit is asked for.
        let none =
            matches!(key, "party_unit" | "federation_unit") && choice::yes(text) == Some(false);
        self.set(key, if none { "无".into() } else { text.into() });
    }

    pub(super) fn items(&mut self, key: &str, column: &PlannedColumn, text: &str) {
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

    /// Names fields of work that are no word of the vocabulary.
    pub(super) fn check_fields(&mut self, fields: &[String], problems: &mut Vec<Problem>) {
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

/// Is a field of work a word of the vocabulary: one concept from beginning to end?
fn is_known(field: &str) -> bool {
    let folded = Folded::new(field);
    let length = folded.chars.len() as u32;
    Taxonomy::builtin().tag(&folded).iter().any(|hit| hit.span == [0, length])
}
