//! What could not be taken over from a file as it was written: public codes, levels and places.
//!
//! Codes never change their meaning. Their sentences are `problem.CODE` in the message tables.

use serde::{Serialize, Serializer};

use crate::message::{Argument, Arguments};

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A file, a row, or a value that says who, where or which could not be taken over.
    Error,
    /// An optional value was left empty, or taken over with a doubt.
    Warning,
    /// Only the form was changed.
    Info,
}

impl Level {
    /// The level of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Error, Self::Warning, Self::Info].into_iter().find(|level| level.as_str() == name)
    }

    /// The word that stands in the output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// Declares the codes: variant, public name, level.
macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $level:ident;)*) => {
        /// The public name of a kind of problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The public name.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The code of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.as_str() == name)
            }

            /// The level that problems with this code have, unless they say otherwise.
            pub fn level(self) -> Level {
                match self { $(Self::$variant => Level::$level,)* }
            }
        }
    };
}

codes! {
    /// The file is empty or blank.
    EmptyFile = "empty_file", Error;
    /// Not a format that is read.
    UnsupportedFormat = "unsupported_format", Error;
    /// Over a stated limit.
    TooLarge = "too_large", Error;
    /// It cannot be told what kind of records a file holds.
    UnknownContent = "unknown_content", Error;
    /// The bytes of a row are not valid UTF-8.
    BadEncoding = "bad_encoding", Error;
    /// The file ends inside a character.
    TruncatedFile = "truncated_file", Error;
    /// A byte order mark at the start of JSON lines was ignored.
    Bom = "bom", Info;
    /// An empty row was skipped.
    EmptyRow = "empty_row", Info;
    /// The line is not valid JSON.
    JsonSyntax = "json_syntax", Error;
    /// The line is valid JSON but not an object.
    JsonNotObject = "json_not_object", Error;
    /// Nested deeper than 64 levels.
    JsonTooDeep = "json_too_deep", Error;
    /// A key stands twice in one line; the last is used.
    DuplicateKey = "duplicate_key", Warning;
    /// The value has the wrong type.
    WrongType = "wrong_type", Error;
    /// Text where a list belongs was read as one item.
    StringForList = "string_for_list", Info;
    /// The key is not in the contract; it is kept and not used.
    UnknownField = "unknown_field", Info;
    /// A required value is missing; the row is not imported.
    EmptyRequired = "empty_required", Error;
    /// The id repeats an earlier row with other content; the row is not imported.
    DuplicateId = "duplicate_id", Error;
    /// The row is the same as an earlier one; they were merged.
    DuplicateIdentical = "duplicate_identical", Info;
    /// The same record as in another file; they were merged and can be taken apart.
    MergedRecord = "merged_record", Info;
    /// Two ids differ only in case and are kept apart.
    IdCase = "id_case", Warning;
    /// The same credit code as an earlier row, with another name.
    DuplicateCreditCode = "duplicate_credit_code", Error;
    /// The name is close to that of an earlier row.
    SimilarName = "similar_name", Warning;
    /// No record has this id.
    UnknownId = "unknown_id", Error;
    /// The relation is not in the contract.
    UnknownRelation = "unknown_relation", Error;
    /// The relation does not go between these kinds, or runs backwards.
    WrongDirection = "wrong_direction", Error;
    /// A record linked to itself; ignored.
    SelfLink = "self_link", Warning;
    /// The link repeats an earlier one.
    DuplicateLink = "duplicate_link", Info;
    /// Parents form a cycle.
    Cycle = "cycle", Error;
    /// The place is not known.
    UnknownDivision = "unknown_division", Error;
    /// Several places bear this name.
    AmbiguousDivision = "ambiguous_division", Warning;
    /// The field is not in the dataset's vocabulary; it is used as text only.
    UnknownTheme = "unknown_theme", Info;
    /// Not a type of organization; left empty.
    UnknownType = "unknown_type", Warning;
    /// No such rating; left empty.
    UnknownRating = "unknown_rating", Warning;
    /// The spelling of the rating was normalised.
    RatingNormalized = "rating_normalized", Info;
    /// Not a word of the closed vocabulary of this key; left empty.
    UnknownValue = "unknown_value", Warning;
    /// Not a number; left empty.
    NotANumber = "not_a_number", Warning;
    /// A number that must not be negative; left empty.
    NegativeNumber = "negative_number", Warning;
    /// A number outside its range; left empty.
    OutOfRange = "out_of_range", Warning;
    /// No such date; left empty.
    BadDate = "bad_date", Warning;
    /// The name is longer than 200 characters; the row is not imported.
    LongName = "long_name", Error;
    /// Longer than an Excel cell; kept in full.
    LongText = "long_text", Warning;
    /// A project file written by a newer version: what is known of it was read.
    NewerFormat = "newer_format", Warning;

    // File and encoding.
    /// Known format, but the file is incomplete or damaged.
    DamagedFile = "damaged_file", Error;
    /// Not UTF-8: read as the encoding named, which can be changed.
    EncodingDetected = "encoding_detected", Info;
    /// Text that was saved in a wrong encoding was restored.
    Mojibake = "mojibake", Warning;
    /// Characters are lost for good.
    LostCharacters = "lost_characters", Warning;
    /// Old line endings were recognised.
    LineEndings = "line_endings", Info;
    /// An old binary workbook that could not be read.
    LegacyXls = "legacy_xls", Error;

    // The shape of a table.
    /// The delimiter is not a comma.
    DelimiterDetected = "delimiter_detected", Info;
    /// Full-width commas delimit.
    DelimiterFullwidth = "delimiter_fullwidth", Warning;
    /// The header is not in the first row.
    HeaderRowFound = "header_row_found", Info;
    /// A repeated header row was skipped.
    RepeatedHeader = "repeated_header", Info;
    /// The rows of a header were joined.
    MergedHeader = "merged_header", Info;
    /// A column is missing: an error where nothing can be imported without it.
    MissingColumn = "missing_column", Warning;
    /// The same header twice; the first column is used.
    DuplicateHeader = "duplicate_header", Warning;
    /// Columns without a header.
    EmptyHeader = "empty_header", Warning;
    /// Columns that are not recognised.
    IgnoredColumns = "ignored_columns", Info;
    /// A header and nothing else.
    NoRows = "no_rows", Warning;
    /// Fewer cells than the header.
    ShortRow = "short_row", Warning;
    /// More cells than the header.
    LongRow = "long_row", Warning;
    /// Looks like a row of totals; not a record.
    TotalRow = "total_row", Warning;
    /// A note below the table; not a record.
    NoteRow = "note_row", Info;
    /// A quote is never closed.
    UnclosedQuote = "unclosed_quote", Error;
    /// A hidden sheet was not read.
    HiddenSheet = "hidden_sheet", Info;
    /// A row number repeats; both rows are kept.
    DuplicateRowNumber = "duplicate_row_number", Warning;

    // Credit codes (GB 32100-2015, GB 11714).
    /// Not 18 characters.
    CreditLength = "credit_length", Error;
    /// A character that codes never have.
    CreditCharset = "credit_charset", Error;
    /// The last character does not check.
    CreditCheckDigit = "credit_check_digit", Error;
    /// The organization code inside does not check.
    CreditOrgCheck = "credit_org_check", Error;
    /// Cut to 15 digits by a spreadsheet; candidates are listed.
    CreditCut = "credit_cut", Error;
    /// Turned into scientific notation by a spreadsheet; lost.
    CreditScientific = "credit_scientific", Error;
    /// Case, width or spaces were normalised.
    CreditNormalized = "credit_normalized", Info;
    /// The department does not fit the type.
    CreditDepartment = "credit_department", Warning;
    /// The kind does not fit the type.
    CreditKind = "credit_kind", Warning;
    /// The division inside never existed.
    CreditDivision = "credit_division", Warning;

    // Values.
    /// An important value is empty.
    EmptyValue = "empty_value", Warning;
    /// A serial number of a spreadsheet was read as a date.
    ExcelSerialDate = "excel_serial_date", Info;
    /// An approximate number was read as an interval.
    ApproximateNumber = "approximate_number", Info;
    /// A rating is no longer valid on the date.
    ExpiredRating = "expired_rating", Warning;

    // Text.
    /// A cell that a spreadsheet would run as a formula; kept as text.
    FormulaCell = "formula_cell", Warning;
    /// Plain text that starts with a sign.
    FormulaLikeText = "formula_like_text", Info;
    /// Tags or script links; shown as text.
    Markup = "markup", Warning;
    /// Direction controls were removed.
    BidiControl = "bidi_control", Warning;
    /// Zero-width characters were removed.
    ZeroWidth = "zero_width", Info;
    /// Control characters were removed.
    ControlCharacter = "control_character", Warning;
    /// Compatibility characters are folded for searching.
    CompatCharacters = "compat_characters", Info;
    /// Pinyin notes were removed.
    PinyinNotes = "pinyin_notes", Info;
    /// Damaged text was repaired.
    TextRepaired = "text_repaired", Warning;
    /// A word that looks like a spun synonym is kept with its alias.
    SpunWord = "spun_word", Info;
    /// Personal data was removed.
    PersonalDataRemoved = "personal_data_removed", Info;

    // Surveys.
    /// Choices are not joined by ┋.
    Separator = "separator", Info;
    /// Not a known option; kept.
    UnknownOption = "unknown_option", Warning;
    /// More choices than the heading allows.
    TooManyOptions = "too_many_options", Warning;
    /// The column holds numbers of options.
    OptionNumbers = "option_numbers", Warning;
    /// Answered in under ten seconds.
    TooFast = "too_fast", Info;
    /// One answer was split into several needs.
    SeveralNeeds = "several_needs", Info;
    /// Nobody asks for anything.
    NoNeed = "no_need", Info;
    /// A column of addresses or sources was dropped.
    DroppedColumn = "dropped_column", Info;
    /// Somebody may be at risk: a person must read this.
    RiskText = "risk_text", Warning;
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One problem, with where it is and what goes into its sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What kind of problem.
    pub code: Code,
    /// How much it matters.
    pub level: Level,
    /// Name of the file.
    pub file: String,
    /// Row counted from 1 (in JSON lines the line); `None` for the whole file.
    pub row: Option<u32>,
    /// The key; `None` for the whole row or file.
    pub column: Option<String>,
    /// What fills the sentence.
    pub args: Arguments,
}

impl Problem {
    /// A problem of a whole file.
    pub fn of_file(code: Code, file: &str) -> Self {
        Self {
            code,
            level: code.level(),
            file: file.to_owned(),
            row: None,
            column: None,
            args: Arguments::new(),
        }
    }

    /// A problem of a row.
    pub fn of_row(code: Code, file: &str, row: u32) -> Self {
        Self { row: Some(row), ..Self::of_file(code, file) }
    }

    /// The same problem, as bad as that.
    #[must_use]
    pub fn as_level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// The same problem at a column.
    #[must_use]
    pub fn at(mut self, column: &str) -> Self {
        self.column = Some(column.to_owned());
        self
    }

    /// The same problem with one more argument. Text is cut to 80 characters: a problem quotes, it
    /// does not repeat a whole row.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Self {
        let mut value = value.into();
        if let Argument::Text(text) = &mut value
            && let Some((cut, _)) = text.char_indices().nth(80)
        {
            text.truncate(cut);
            text.push('…');
        }
        self.args.insert(name.into(), value);
        self
    }

    /// Sorting key: file, row, column, code.
    pub fn position(&self) -> (&str, Option<u32>, Option<&str>, Code) {
        (&self.file, self.row, self.column.as_deref(), self.code)
    }

    /// `file:row:column: level code`, with `-` where there is no row or column.
    pub fn location(&self) -> String {
        let row = self.row.map_or_else(|| "-".to_owned(), |row| row.to_string());
        let column = self.column.as_deref().unwrap_or("-");
        format!("{}:{row}:{column}: {} {}", self.file, self.level.as_str(), self.code.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Language;

    #[test]
    fn every_code_has_a_sentence_in_both_languages() {
        for code in Code::ALL {
            let key = format!("problem.{}", code.as_str());
            assert!(Language::Chinese.table().contains_key(&key), "{key}");
            assert!(Language::English.table().contains_key(&key), "{key}");
        }
    }

    #[test]
    fn long_arguments_are_cut() {
        let problem = Problem::of_file(Code::BadDate, "a").with("text", "字".repeat(500));
        assert_eq!(problem.args["text"], Argument::Text(format!("{}…", "字".repeat(80))));
    }

    #[test]
    fn a_location_reads_file_row_column() {
        let problem = Problem::of_row(Code::UnknownId, "links.jsonl", 3).at("to");
        assert_eq!(problem.location(), "links.jsonl:3:to: error unknown_id");
    }
}
