//! One row of a survey as the keys of a need, with the problems of its cells.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::files::privacy::deidentify;
use crate::files::table::Row;
use crate::files::values::date;
use crate::problem::{Code, Problem};
use crate::risk;

use super::choices::{self, Choice, KnownOptions};
use super::declaration::declaration;
use super::duration::seconds;
use super::fold;
use super::quality::{Quality, is_missing, quality};
use super::questions::{Plan, Question};
use super::several::parts;

/// Seconds below which nobody has read the questions.
const TOO_FAST: u32 = 10;

/// One answer to the survey.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    /// Row of the table.
    pub row: u32,
    /// Number that the platform gave it.
    pub number: Option<u32>,
    /// Own words: of several questions, one after the other.
    pub text: String,
    /// The county as written.
    pub county: Option<String>,
    /// Heading of the question for town or village, and the answer.
    pub town: Option<(String, String)>,
    /// The other keys of the need.
    pub object: Map<String, Value>,
    /// Are there questions for own words?
    has_text: bool,
    /// Options that were ticked, as written.
    ticked: Vec<String>,
}

impl Answer {
    /// Does it ask for something? What was ticked keeps an answer without words where it may mean danger,
    /// and where the survey has no question for own words.
    pub(super) fn quality(&self) -> Quality {
        let of_text = quality(&self.text);
        if of_text == Quality::Ok || self.ticked.is_empty() {
            return of_text;
        }
        let ticked = self.ticked.join("。");
        let kept = !self.has_text || risk::assess(&ticked, false).is_some();
        if kept { Quality::Ok } else { of_text }
    }

    /// Who says it from where: what a repetition has in common with the first answer.
    pub(super) fn source(&self) -> String {
        let word = |key: &str| self.object.get(key).and_then(Value::as_str).unwrap_or_default();
        let place: String = word("division").chars().take(6).collect();
        format!("{place}\t{}\t{}", word("respondent"), word("subject"))
    }

    /// The needs: one, or several where the answer counts them up.
    pub(super) fn into_needs(self, survey: &str, number: u32) -> Vec<Map<String, Value>> {
        let text =
            if quality(&self.text) == Quality::Ok { self.text } else { self.ticked.join("、") };
        let mut object = self.object;
        object.insert("channel".into(), "问卷".into());
        object.insert("survey".into(), survey.into());
        object.insert("rows".into(), vec![number].into());
        parts(&text)
            .into_iter()
            .map(|part| {
                let mut need = object.clone();
                need.insert("text".into(), part.into());
                need
            })
            .collect()
    }
}

/// Reads rows one after the other.
pub(super) struct Reader<'a> {
    place: &'a str,
    plan: &'a Plan,
    header: &'a [&'a str],
    known: &'a KnownOptions,
    problems: &'a mut Vec<Problem>,
    /// Row of each number.
    numbers: BTreeMap<String, u32>,
    /// By column: first row with another separator, the separator, and how many cells have it.
    separators: BTreeMap<&'a str, (u32, &'static str, u32)>,
    /// Columns with numbers of options, which are said once.
    numbered: Vec<&'a str>,
}

impl<'a> Reader<'a> {
    /// A reader of the rows of a table.
    pub(super) fn new(
        place: &'a str,
        plan: &'a Plan,
        header: &'a [&'a str],
        known: &'a KnownOptions,
        problems: &'a mut Vec<Problem>,
    ) -> Self {
        Self {
            place,
            plan,
            header,
            known,
            problems,
            numbers: BTreeMap::new(),
            separators: BTreeMap::new(),
            numbered: Vec::new(),
        }
    }

    /// A problem of a row at a column.
    fn problem(&self, code: Code, row: &Row, column: &str) -> Problem {
        Problem::of_row(code, self.place, row.number).at(column)
    }

    /// Own words without what identifies a person.
    fn without_personal(&mut self, words: &str, row: &Row, column: &str) -> String {
        let done = deidentify(words);
        self.problems.extend(done.problem(self.place, row.number, column));
        done.text
    }

    /// Says what was counted over all rows.
    pub(super) fn finish(self) {
        for (column, (row, separator, count)) in self.separators {
            let problem = Problem::of_row(Code::Separator, self.place, row).at(column);
            self.problems.push(problem.with("separator", separator).with("count", count));
        }
    }

    /// Reads a row.
    pub(super) fn read(&mut self, row: &Row) -> Answer {
        let mut answer = Answer { row: row.number, ..Answer::default() };
        self.read_platform(row, &mut answer);
        let plan = self.plan;
        for question in &plan.questions {
            self.read_question(question, row, &mut answer);
        }
        answer
    }

    /// Reads what the platform wrote down.
    fn read_platform(&mut self, row: &Row, answer: &mut Answer) {
        let heading = |column: usize| self.header.get(column).map_or("", |written| written.trim());
        if let Some(column) = self.plan.number {
            let number = row.cell(column).trim();
            answer.number = number.parse().ok();
            if let Some(first) = self.numbers.get(number) {
                let problem = self.problem(Code::DuplicateRowNumber, row, heading(column));
                self.problems.push(problem.with("number", number).with("row", *first));
            } else if !number.is_empty() {
                self.numbers.insert(number.to_owned(), row.number);
            }
        }
        if let Some(column) = self.plan.submitted {
            let written = row.cell(column).trim();
            if !is_missing(written) {
                let read = date::read(written);
                if let Some(date) = read.as_ref().filter(|read| read.serial) {
                    let problem = self.problem(Code::ExcelSerialDate, row, heading(column));
                    let problem = problem.with("value", written);
                    self.problems.push(problem.with("date", date.iso.clone()));
                }
                // What is no date is handed on: the import says so.
                let date = read.map_or_else(|| written.to_owned(), |read| read.iso);
                answer.object.insert("date".into(), date.into());
            }
        }
        if let Some(column) = self.plan.duration
            && let Some(seconds) = seconds(row.cell(column))
            && seconds < TOO_FAST
        {
            let problem = self.problem(Code::TooFast, row, heading(column));
            self.problems.push(problem.with("seconds", seconds));
        }
    }

    /// Reads the answer to one question.
    fn read_question(&mut self, question: &'a Question, row: &Row, answer: &mut Answer) {
        match question.key {
            "text" => {
                answer.has_text = true;
                for (column, _) in &question.columns {
                    let words = row.cell(*column).trim();
                    if is_missing(words) {
                        continue;
                    }
                    let words = self.without_personal(words, row, &question.written);
                    // What says nothing beside what says something would only be in its way.
                    if answer.text.is_empty() || quality(&answer.text) != Quality::Ok {
                        answer.text = words;
                    } else if quality(&words) == Quality::Ok {
                        answer.text.push('\n');
                        answer.text.push_str(&words);
                    }
                }
            }
            "satisfaction" => {
                if let Some(points) = question.columns.first().and_then(|(column, _)| {
                    let cell = fold(row.cell(*column));
                    let points = declaration().satisfaction.get(&cell).copied();
                    points.or_else(|| cell.trim_end_matches('分').parse().ok())
                }) {
                    let points: u32 = points;
                    if (1..=5).contains(&points) {
                        answer.object.insert("satisfaction".into(), points.into());
                    }
                }
            }
            "county" | "locality" | "organization" => {
                let cell = question.columns.first().map_or("", |(column, _)| row.cell(*column));
                let cell = cell.trim();
                if is_missing(cell) {
                    return;
                }
                match question.key {
                    "county" => answer.county = Some(cell.to_owned()),
                    "organization" => drop(answer.object.insert("subject".into(), cell.into())),
                    _ => {
                        let cell = self.without_personal(cell, row, &question.written);
                        answer.town = Some((question.written.clone(), cell));
                    }
                }
            }
            _ => self.read_choice(question, row, answer),
        }
    }

    /// Reads options.
    fn read_choice(&mut self, question: &'a Question, row: &Row, answer: &mut Answer) {
        let choice = choices::read(question, row, self.known);
        let column = question.written.as_str();
        if let Some(separator) = choice.separator {
            let seen = self.separators.entry(column).or_insert((row.number, separator, 0));
            seen.2 += 1;
        }
        if choice.numbers {
            // Without the texts of the options the numbers say nothing.
            if !self.numbered.contains(&column) {
                self.numbered.push(column);
                let problem = self.problem(Code::OptionNumbers, row, column);
                self.problems.push(problem);
            }
            return;
        }
        if let Some(max) = question.limit
            && choice.chosen.len() > max as usize
        {
            let problem = self.problem(Code::TooManyOptions, row, column);
            let problem = problem.with("have", choice.chosen.len());
            self.problems.push(problem.with("max", max));
        }
        self.take(question, row, choice, answer);
    }

    /// Writes options into the need.
    fn take(&mut self, question: &Question, row: &Row, choice: Choice, answer: &mut Answer) {
        let mut words: Vec<String> = Vec::new();
        for one in choice.chosen {
            let own = one.own_words.filter(|own| choices::telling(own));
            let own = own.map(|own| self.without_personal(&own, row, &question.written));
            if choices::is_other(&one.label) {
                words.extend(own);
                continue;
            }
            let folded = fold(&one.label);
            match question.key {
                "wanted" => {
                    answer.ticked.push(one.label.clone());
                    let theme = self.known.theme(&one.label);
                    if theme.is_none() {
                        let problem = self.problem(Code::UnknownOption, row, &question.written);
                        self.problems.push(problem.with("text", one.label.clone()));
                    }
                    words.push(theme.map_or(one.label, str::to_owned));
                }
                "situations" if declaration().no_situation.contains(&folded) => {}
                _ => words.push(one.label),
            }
            words.extend(own);
        }
        if words.is_empty() {
            return;
        }
        match question.key {
            "channels" => {
                let delivery = delivery(&words);
                if !delivery.is_empty() {
                    answer.object.insert("delivery".into(), delivery.into());
                }
                answer.object.insert("channels".into(), words.into());
            }
            key @ ("wanted" | "situations") => {
                answer.object.insert(key.into(), words.into());
            }
            // One option, or what was filled in with it.
            key => {
                answer.object.insert(key.into(), words.join("、").into());
            }
        }
    }
}

/// How the service should come, by the ways that were ticked; each once, in the order of the contract.
fn delivery(channels: &[String]) -> Vec<String> {
    let ways = &declaration().delivery;
    let mut delivery: Vec<String> = Vec::new();
    for way in ["到点", "上门", "线上"] {
        if channels.iter().any(|channel| ways.get(channel).is_some_and(|known| known == way)) {
            delivery.push(way.to_owned());
        }
    }
    delivery
}
