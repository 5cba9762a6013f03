//! Answers to a questionnaire become needs, each with the row it came from.
//!
//! Exports of 问卷星 and of platforms like it: the columns of the platform are known by name, questions
//! by their words ([`data/survey.json`](declaration)). Addresses, accounts, names and telephone numbers
//! are dropped unread. Every answer has one fate: a need, several, the repetition of an earlier answer, or
//! no need expressed.

mod answer;
mod choices;
mod declaration;
mod door;
mod duration;
mod heading;
mod places;
mod quality;
mod questions;
mod repeats;
mod several;

use std::collections::BTreeMap;

use serde_json::Value;

pub use quality::{Quality, quality};

pub(super) use declaration::declaration;
pub(super) use door::cleaned;
pub(super) use places::{Places, split_place};
pub(super) use quality::is_missing;

use super::table::Table;
use crate::import::{Prepared, PreparedPart};
use crate::model::{Dataset, Divisions, OtherRow, Place};
use crate::problem::{Code, Problem};
use crate::text::fold;
use answer::{Answer, Reader};
use choices::KnownOptions;
use questions::Plan;
use repeats::Answers;

/// Where the answers stand.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Name of the table in problems.
    pub place: &'a str,
    /// Name of the survey in records.
    pub survey: &'a str,
    /// The table.
    pub table: &'a Table,
    /// Position of the row with the headings.
    pub header: usize,
    /// Positions of the rows with answers: no titles, blank rows, repeated headers, notes.
    pub body: &'a [usize],
}

/// What is known beside the file.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Places.
    pub divisions: &'a Divisions,
    /// The data that the answers join, if it is at hand: its themes and organizations.
    pub dataset: Option<&'a Dataset>,
    /// The county that the user named as hers.
    pub county: Option<Place>,
}

/// Is this the header of a survey export?
pub fn is_survey(header: &[&str]) -> bool {
    Plan::of_header(header).is_survey(header)
}

/// Reads the answers: adds a part of needs to `prepared`, problems, and the counts of rows that became
/// no need. The rows of `source.body` are in no other count afterwards.
pub fn read(source: &Source, known: &Known, prepared: &mut Prepared) {
    let header: Vec<&str> = source.table.row(source.header).cells().collect();
    let mut plan = Plan::of_header(&header);
    let table = cleaned(source, |column| plan.uses(column), &mut prepared.problems);
    plan.look_at(&table);
    report_columns(source, &plan, &header, &mut prepared.problems);
    let among_organizations = plan.questions.iter().any(|question| question.key == "organization");
    let themes = known.dataset.map_or(&[][..], |dataset| dataset.themes.as_slice());
    let options = KnownOptions::new(themes, among_organizations);
    let mut reader = Reader::new(source.place, &plan, &header, &options, &mut prepared.problems);
    let mut answers: Vec<Answer> = table.rows().map(|row| reader.read(&row)).collect();
    reader.finish();
    let names = answers.iter().filter_map(|answer| answer.county.as_deref());
    let mut places = Places::new(known.divisions, names, known.county);
    for answer in &mut answers {
        let county = answer.county.as_deref().unwrap_or_default();
        places.write(county, answer.town.as_ref(), answer.row, &mut answer.object);
        name_subject(answer, known.dataset);
    }
    let mut part = PreparedPart {
        list: "needs".into(),
        place: source.place.to_owned(),
        headers: headers(&plan, &header),
        ..PreparedPart::default()
    };
    let numbered = are_numbered(&answers);
    let mut seen = Answers::default();
    // Where the needs of each kept answer stand in the part.
    let mut kept: Vec<(u32, std::ops::Range<usize>)> = Vec::new();
    for answer in answers {
        let quality = answer.quality();
        let problem = |code| Problem::of_row(code, source.place, answer.row);
        let number = if numbered { answer.number.unwrap_or(answer.row) } else { answer.row };
        let other = |fate: &str, note: String| OtherRow {
            file: source.survey.to_owned(),
            row: number,
            fate: fate.to_owned(),
            note,
            text: answer.text.clone(),
        };
        if quality != Quality::Ok {
            prepared.no_need += 1;
            prepared.other_rows.push(other("no_need", quality.as_str().to_owned()));
            let problem = problem(Code::NoNeed).at(plan.text_heading());
            prepared.problems.push(problem.with("kind", quality.as_str()));
            continue;
        }
        if let Some(first) = seen.earlier(&answer.source(), &answer.text, kept.len()) {
            prepared.merged += 1;
            let Some((row, needs)) = kept.get(first) else { continue };
            prepared.other_rows.push(other("merged", row.to_string()));
            for (_, need) in part.rows.get_mut(needs.clone()).into_iter().flatten() {
                if let Some(Value::Array(rows)) = need.get_mut("rows") {
                    rows.push(number.into());
                }
            }
            let problem = problem(Code::DuplicateIdentical).with("row", *row);
            prepared.problems.push(problem.with("other", source.place));
            continue;
        }
        let first = part.rows.len();
        let row = answer.row;
        let header = plan.text_heading();
        let needs = answer.into_needs(source.survey, number);
        if needs.len() > 1 {
            let problem = Problem::of_row(Code::SeveralNeeds, source.place, row).at(header);
            prepared.problems.push(problem.with("count", needs.len()));
        }
        part.rows.extend(needs.into_iter().map(|need| (row, need)));
        kept.push((row, first..part.rows.len()));
    }
    prepared.parts.extend(places.added(source.place));
    prepared.parts.push(part);
}

/// What each column is taken for: the key of a need; `None` for a column of the platform, one that is
/// dropped, and one that is not understood.
pub fn columns(header: &[&str]) -> Vec<Option<&'static str>> {
    let plan = Plan::of_header(header);
    (0..header.len()).map(|column| plan.key(column)).collect()
}

/// Says which columns are dropped, and how many are not understood.
fn report_columns(source: &Source, plan: &Plan, header: &[&str], problems: &mut Vec<Problem>) {
    let row = source.table.row(source.header).number;
    let problem = |code| Problem::of_row(code, source.place, row);
    for name in plan.dropped.iter().filter_map(|at| header.get(*at)) {
        problems.push(problem(Code::DroppedColumn).at(name.trim()).with("name", name.trim()));
    }
    if plan.ignored > 0 {
        problems.push(problem(Code::IgnoredColumns).with("count", plan.ignored));
    }
}

/// The heading of each key of a need.
fn headers(plan: &Plan, header: &[&str]) -> BTreeMap<String, String> {
    let mut headers = BTreeMap::new();
    for question in plan.questions.iter().rev() {
        headers.insert(question.need_key().to_owned(), question.written.clone());
    }
    for (key, column) in [("rows", plan.number), ("date", plan.submitted)] {
        if let Some(written) = column.and_then(|at| header.get(at)) {
            headers.insert(key.to_owned(), written.trim().to_owned());
        }
    }
    headers
}

/// Does every answer have a number of its own? Then they are called by it, as in the survey's own
/// reports; otherwise by the row of the table.
fn are_numbered(answers: &[Answer]) -> bool {
    let mut numbers: Vec<u32> = answers.iter().filter_map(|answer| answer.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.len() == answers.len()
}

/// Replaces the name of an organization by its id, where the data has it.
fn name_subject(answer: &mut Answer, dataset: Option<&Dataset>) {
    let (Some(Value::String(name)), Some(dataset)) = (answer.object.get("subject"), dataset) else {
        return;
    };
    let name = fold(name);
    let mut bearers = dataset.organizations.iter().filter(|one| {
        fold(&one.name) == name || one.aliases.iter().any(|alias| fold(alias) == name)
    });
    if let (Some(organization), None) = (bearers.next(), bearers.next()) {
        answer.object.insert("subject".into(), organization.id.clone().into());
    }
}
