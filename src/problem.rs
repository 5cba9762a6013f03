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

            /// The level that problems with this code have.
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
        self.args.insert(name, value);
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
