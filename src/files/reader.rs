//! One file: what it is decides which of the readers below this module gets it.

use super::detect::Format;
use super::encoding::{self, Decoded, Encoding};
use super::report::{Choices, ColumnReport, Surroundings, TableReport};
use super::separated::{self, Separated};
use super::shape::{RowKind, Shape, shape};
use super::survey::{self, Known, Source};
use super::table::Table;
use super::{Reading, document, limits, notes, rows, workbook};
use crate::message::{Arguments, Language};
use crate::problem::{Code, Level, Problem};

/// In the names of sheets that explain others.
const GUIDE: &str = "说明";

/// Is it the sheet of missing facts that the export writes, in one of its languages?
fn is_supplement(sheet: &str) -> bool {
    let names = [Language::Chinese, Language::English];
    let mut names =
        names.map(|language| language.sentence("export.supplement", &Arguments::new())).into_iter();
    names.any(|name| name == sheet)
}

/// Reads one file.
pub(super) struct Reader<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// What a person chose.
    pub(super) choices: &'a Choices,
    /// What is known besides.
    pub(super) surroundings: &'a Surroundings,
    /// Where everything goes.
    pub(super) reading: &'a mut Reading,
}

impl<'a> Reader<'a> {
    /// Reads the file.
    pub(super) fn read(&mut self, bytes: &[u8]) {
        if bytes.len() > limits::FILE {
            let size = format!("{} MB", bytes.len() / 1024 / 1024);
            let problem = Problem::of_file(Code::TooLarge, self.name);
            return self.report(problem.with("limit", limits::FILE_WORDS).with("size", size));
        }
        let format = Format::of(self.name, bytes);
        self.reading.report.format = format.as_str();
        match format {
            Format::Empty => self.refuse(Code::EmptyFile),
            Format::Separated => self.characters(bytes, false),
            Format::Text => self.characters(bytes, true),
            Format::Workbook => self.workbook(bytes),
            Format::Document => self.document(bytes),
            // The import reads these; they come here only by mistake.
            Format::Json => self.unsupported("JSON"),
            Format::Other(word) => self.unsupported(word),
        }
    }

    fn report(&mut self, problem: Problem) {
        self.reading.prepared.problems.push(problem);
    }

    /// Reports a problem of the whole file.
    fn refuse(&mut self, code: Code) {
        self.report(Problem::of_file(code, self.name));
    }

    /// Says that a format is not read, and what it looks like.
    fn unsupported(&mut self, format: &str) {
        self.report(Problem::of_file(Code::UnsupportedFormat, self.name).with("format", format));
    }

    /// What surveys and notes are compared with.
    fn known(&self) -> Known<'a> {
        Known {
            divisions: &self.surroundings.divisions,
            dataset: self.surroundings.dataset.as_ref(),
            county: self.choices.county(),
        }
    }

    /// Reads the sheets of a workbook.
    fn workbook(&mut self, bytes: &[u8]) {
        let before = self.reading.prepared.problems.len();
        let mut tables = workbook::tables(self.name, bytes, &mut self.reading.prepared.problems);
        if let Some(sheet) = &self.choices.sheet {
            tables.retain(|table| table.sheet == *sheet);
        }
        let shapes: Vec<(Table, Shape)> = tables
            .into_iter()
            .filter_map(|table| shape(&table).map(|shape| (table, shape)))
            .collect();
        if shapes.is_empty() && self.reading.prepared.problems.len() == before {
            return self.refuse(Code::EmptyFile);
        }
        let is_guide = |table: &Table| shapes.len() > 1 && table.sheet.contains(GUIDE);
        let several = shapes.iter().filter(|(table, _)| !is_guide(table)).count() > 1;
        for (table, shape) in &shapes {
            if is_guide(table) {
                let rows = shape.rows.len() as u32;
                self.reading.prepared.total += rows;
                self.reading.prepared.apart += rows;
                continue;
            }
            let place = format!("{}/{}", self.name, table.sheet);
            let before = self.reading.prepared.parts.len();
            self.table(table, shape, if several { &place } else { self.name }, false, &[]);
            if is_supplement(&table.sheet) {
                for part in self.reading.prepared.parts.iter_mut().skip(before) {
                    part.supplement = part.list == "organizations";
                }
            }
        }
        // Beside a list there may be sheets of figures; alone, a sheet that nobody knows is an error.
        if self.reading.report.tables.iter().any(|table| table.list.is_some()) {
            for problem in &mut self.reading.prepared.problems {
                if problem.code == Code::UnknownContent {
                    problem.level = Level::Warning;
                }
            }
        }
    }

    /// Reads the paragraphs of a document.
    fn document(&mut self, bytes: &[u8]) {
        let before = self.reading.prepared.problems.len();
        let paragraphs =
            document::paragraphs(self.name, bytes, &mut self.reading.prepared.problems);
        if paragraphs.is_empty() {
            if self.reading.prepared.problems.len() == before {
                self.refuse(Code::EmptyFile);
            }
            return;
        }
        // A paragraph is one row, whatever line breaks stand in it.
        let lines: Vec<String> =
            paragraphs.iter().map(|paragraph| paragraph.replace(['\n', '\r'], " ")).collect();
        self.text(&lines.join("\n"));
    }

    /// Reads sentences: notes of visits.
    fn text(&mut self, text: &str) {
        let known = self.known();
        let wanted = self.choices.list.as_deref() == Some("needs");
        if wanted || notes::looks_like_notes(text, &known) {
            let mut prepared = std::mem::take(&mut self.reading.prepared);
            notes::read_text(self.name, text, &known, &mut prepared);
            self.reading.prepared = prepared;
            return;
        }
        let rows = text.trim_end().lines().count() as u32;
        let blank = text.trim_end().lines().filter(|line| line.trim().is_empty()).count() as u32;
        self.reading.prepared.total += rows;
        self.reading.prepared.blank += blank;
        self.reading.prepared.refused += rows - blank;
        self.refuse(Code::UnknownContent);
    }

    /// Reads a file of characters: a table, or sentences.
    fn characters(&mut self, bytes: &[u8], is_text: bool) {
        let decoded = encoding::decode(bytes, self.choices.encoding);
        self.reading.report.encoding = Some(decoded.encoding);
        self.reading.report.alternatives.clone_from(&decoded.alternatives);
        if decoded.encoding != Encoding::Utf8 {
            let problem = Problem::of_file(Code::EncodingDetected, self.name);
            self.report(problem.with("encoding", decoded.encoding.as_str()));
        }
        if decoded.text.trim().is_empty() {
            return self.refuse(Code::EmptyFile);
        }
        if is_text && !separated::is_table(&decoded.text) {
            self.report_encoding(&decoded, "\n");
            return self.text(&decoded.text);
        }
        let delimiter = separated::delimiter(&decoded.text).unwrap_or(",");
        self.report_encoding(&decoded, delimiter);
        let separated = separated::read(&decoded.text, delimiter);
        self.separated(&decoded, &separated);
    }

    /// Says where the encoding changes, and whether the text was restored.
    fn report_encoding(&mut self, decoded: &Decoded, delimiter: &'static str) {
        if let Some((from, to)) = decoded.restored {
            let problem = Problem::of_row(Code::Mojibake, self.name, 1).with("from", from);
            self.report(problem.with("to", to));
        }
        let offsets: Vec<usize> = decoded.changes.iter().map(|(offset, _)| *offset).collect();
        let rows = separated::rows_at(&decoded.text, delimiter, &offsets);
        for ((_, encoding), row) in decoded.changes.iter().zip(rows) {
            let problem = Problem::of_row(Code::BadEncoding, self.name, row);
            self.report(problem.with("encoding", encoding.as_str()).with("fate", "read"));
        }
    }

    /// Reads divided cells.
    fn separated(&mut self, decoded: &Decoded, separated: &Separated) {
        match separated.delimiter {
            "," => {}
            "，" => self.report(Problem::of_row(Code::DelimiterFullwidth, self.name, 1)),
            other => {
                let problem = Problem::of_file(Code::DelimiterDetected, self.name);
                self.report(problem.with("delimiter", if other == "\t" { "Tab" } else { other }));
            }
        }
        for (row, limit, size) in &separated.oversized {
            let problem = Problem::of_row(Code::TooLarge, self.name, *row).with("limit", *limit);
            self.report(problem.with("size", *size));
        }
        if separated.too_many_rows {
            let problem = Problem::of_file(Code::TooLarge, self.name).with("limit", limits::ROWS);
            return self.report(problem.with("size", format!("> {}", limits::ROWS)));
        }
        let Some(shape) = shape(&separated.table) else {
            return self.refuse(Code::EmptyFile);
        };
        if decoded.truncated {
            let last = shape.rows.len().saturating_sub(1);
            let row = separated.table.row(last).number;
            self.report(Problem::of_row(Code::TruncatedFile, self.name, row));
        }
        if separated.carriage_returns {
            let records = shape.rows.iter().filter(|kind| **kind == RowKind::Record).count();
            let problem = Problem::of_file(Code::LineEndings, self.name);
            self.report(problem.with("rows", records));
        }
        for (row, column) in &separated.unclosed {
            let header = shape.headers.get(*column as usize).map_or("", String::as_str);
            let problem = Problem::of_row(Code::UnclosedQuote, self.name, *row);
            self.report(if header.is_empty() { problem } else { problem.at(header) });
        }
        let mut oversized: Vec<u32> = separated.oversized.iter().map(|(row, ..)| *row).collect();
        oversized.dedup();
        self.table(&separated.table, &shape, self.name, true, &oversized);
    }

    /// Reads one table: answers to a survey, notes, or a list.
    fn table(
        &mut self,
        table: &Table,
        shape: &Shape,
        place: &str,
        ragged: bool,
        oversized: &[u32],
    ) {
        let task = rows::Task {
            file: self.name,
            place,
            choices: self.choices,
            surroundings: self.surroundings,
            ragged,
            oversized,
        };
        let header: Vec<&str> = table.row(shape.header_at).cells().collect();
        let is_survey = survey::is_survey(&header);
        let is_notes = !is_survey && notes::is_notes(&header);
        if !(self.choices.list.is_none()
            && self.choices.columns.is_none()
            && (is_survey || is_notes))
        {
            let Reading { prepared, report } = &mut *self.reading;
            return rows::read(table, shape, task, prepared, report);
        }
        let refused = |at: &usize| oversized.contains(&table.row(*at).number);
        let (refused, body): (Vec<usize>, Vec<usize>) = (0..shape.rows.len())
            .filter(|at| shape.rows[*at] == RowKind::Record)
            .partition(refused);
        let mut prepared = std::mem::take(&mut self.reading.prepared);
        rows::count_shape(table, shape, task, &mut prepared);
        prepared.refused += refused.len() as u32;
        let survey_name = self.name.rsplit(['/', '\\']).next().unwrap_or(self.name);
        let survey_name = survey_name.rsplit_once('.').map_or(survey_name, |(stem, _)| stem);
        let source =
            Source { place, survey: survey_name, table, header: shape.header_at, body: &body };
        let read = if is_survey { survey::read } else { notes::read_table };
        read(&source, &self.known(), &mut prepared);
        self.reading.prepared = prepared;
        self.reading.report.tables.push(TableReport {
            sheet: table.sheet.clone(),
            header_row: shape.header_number,
            list: Some("needs".into()),
            kind: Some(if is_survey { "survey" } else { "notes" }),
            rows: body.len() as u32,
            columns: survey_columns(&header, is_survey),
            ..TableReport::default()
        });
    }
}

/// What the columns of a survey or a list of notes were taken for.
fn survey_columns(header: &[&str], is_survey: bool) -> Vec<ColumnReport> {
    let keys = if is_survey { survey::columns(header) } else { notes::columns(header) };
    let report = |(key, header): (Option<&str>, &&str)| ColumnReport {
        header: header.trim().to_owned(),
        key: key.map(str::to_owned),
        score: if key.is_some() { 1000 } else { 0 },
        // Answers are shown as needs, without what is personal; here only what was asked.
        samples: Vec::new(),
    };
    keys.into_iter().zip(header).map(report).collect()
}
