//! Sentences as codes with arguments, and the tables that turn them into Chinese or English.
//!
//! The core never writes prose into a result: it gives a [`Message`], and whoever shows it looks the
//! code up in `data/messages/LANGUAGE.json`. The command line uses [`Language::sentence`]; the page
//! reads the same files.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Serialize;

use crate::taxonomy::Taxonomy;

/// Begins the keys of the titles of concepts. An argument that is such a key stands for the title.
const CONCEPT: &str = "concept.";

/// One argument of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Argument {
    /// A whole number.
    Number(i64),
    /// A word or a piece of the user's text.
    Text(String),
    /// Several words; shown joined by `、` or a comma.
    List(Vec<String>),
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Argument {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Self {
        Self::Number(i64::from(number))
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<Vec<String>> for Argument {
    fn from(list: Vec<String>) -> Self {
        Self::List(list)
    }
}

/// Arguments by name, in the order of their names.
pub type Arguments = BTreeMap<Cow<'static, str>, Argument>;

/// A sentence that is not yet written: its code and what goes into it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Key of the sentence inside its family, for example `words-here`.
    pub code: &'static str,
    /// What fills the `{name}` places of the sentence.
    pub args: Arguments,
}

impl Message {
    /// A message without arguments.
    pub fn new(code: &'static str) -> Self {
        Self { code, args: Arguments::new() }
    }

    /// The same message with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Self {
        self.args.insert(Cow::Borrowed(name), value.into());
        self
    }
}

/// A language that has a message table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese, the first language of everything a user sees.
    #[default]
    Chinese,
    /// English.
    English,
}

/// The table of each language as it stands in the repository.
const TABLES: [(&str, &str); 2] = [
    ("zh-Hans", include_str!("../data/messages/zh-Hans.json")),
    ("en", include_str!("../data/messages/en.json")),
];

impl Language {
    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        TABLES[self as usize].0
    }

    /// The language of a BCP 47 tag, if it has a table.
    pub fn from_tag(tag: &str) -> Option<Self> {
        [Self::Chinese, Self::English].into_iter().find(|language| language.tag() == tag)
    }

    /// All templates of this language by key, and under `concept.ID` the titles of the taxonomy.
    pub fn table(self) -> &'static BTreeMap<String, String> {
        static PARSED: [OnceLock<BTreeMap<String, String>>; 2] = [OnceLock::new(), OnceLock::new()];
        // The tables are part of the program and a test parses them; a broken one leaves the keys.
        PARSED[self as usize].get_or_init(|| {
            let mut table: BTreeMap<String, String> =
                serde_json::from_str(TABLES[self as usize].1).unwrap_or_default();
            for concept in Taxonomy::builtin().concepts() {
                let title = match self {
                    Self::Chinese => &concept.zh,
                    Self::English => &concept.en,
                };
                table.insert(format!("{CONCEPT}{}", concept.id), title.clone());
            }
            table
        })
    }

    /// The sentence for `key` with its arguments filled in; the key itself where there is none. A place
    /// `{name}` takes the argument as it is; `{family.name}` takes the word that the table has for it.
    ///
    /// ```
    /// use matchgraph::message::{Arguments, Language};
    /// let key = "verdict.unknown";
    /// assert_eq!(Language::Chinese.sentence(key, &Arguments::new()), "待核实");
    /// ```
    pub fn sentence(self, key: &str, arguments: &Arguments) -> String {
        let Some(template) = self.table().get(key) else { return key.to_owned() };
        let mut sentence = String::with_capacity(template.len() + 16);
        let mut rest = template.as_str();
        while let Some(start) = rest.find('{') {
            let Some(length) = rest[start..].find('}') else { break };
            let name = &rest[start + 1..start + length];
            sentence.push_str(&rest[..start]);
            // `{kind.from}` is the word of the table for the argument `from`: the key `kind.` + value; of a
            // list, the words of its items.
            let (family, name) = name.split_once('.').unwrap_or(("", name));
            match arguments.get(name) {
                Some(Argument::Text(code)) if !family.is_empty() => {
                    sentence.push_str(&self.word(family, code));
                }
                Some(Argument::List(codes)) if !family.is_empty() => {
                    let words = codes.iter().map(|code| self.word(family, code)).collect();
                    sentence.push_str(&self.words(&Argument::List(words)));
                }
                Some(argument) => sentence.push_str(&self.words(argument)),
                None => sentence.push_str(&rest[start..=start + length]),
            }
            rest = &rest[start + length + 1..];
        }
        sentence.push_str(rest);
        sentence
    }

    /// The word of a family of the table for a code; the code where there is none.
    fn word(self, family: &str, code: &str) -> String {
        let word = self.table().get(&format!("{family}.{code}"));
        word.map_or(code, String::as_str).to_owned()
    }

    /// One argument as words.
    fn words(self, argument: &Argument) -> String {
        match argument {
            Argument::Number(number) => number.to_string(),
            Argument::Text(text) => self.title(text).to_owned(),
            Argument::List(list) => {
                let words: Vec<&str> = list.iter().map(|word| self.title(word)).collect();
                words.join(match self {
                    Self::Chinese => "、",
                    Self::English => ", ",
                })
            }
        }
    }

    /// The title that a word names if it is the key of one; the word itself otherwise.
    fn title(self, word: &str) -> &str {
        let title = word.starts_with(CONCEPT).then(|| self.table().get(word)).flatten();
        title.map_or(word, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The `{name}` places of a template, sorted.
    fn places(template: &str) -> Vec<&str> {
        let mut names: Vec<_> =
            template.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn both_tables_have_the_same_keys_and_places() {
        let (chinese, english) = (Language::Chinese.table(), Language::English.table());
        assert!(chinese.len() > 100, "the table did not parse");
        assert_eq!(chinese.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
        for (key, template) in chinese {
            assert_eq!(places(template), places(&english[key]), "{key}");
        }
    }

    #[test]
    fn arguments_are_filled_in_and_lists_joined() {
        let arguments = Message::new("x").with("id", "proj-999").args;
        let sentence = Language::Chinese.sentence("problem.unknown_id", &arguments);
        assert!(sentence.contains("proj-999"), "{sentence}");
        assert_eq!(
            Language::Chinese.words(&vec!["甲".to_owned(), "乙".to_owned()].into()),
            "甲、乙"
        );
    }

    #[test]
    fn codes_among_the_arguments_become_words() {
        let arguments = Message::new("x").with("kind", "project").args;
        let sentence = Language::Chinese.sentence("failure.only_ids", &arguments);
        assert!(sentence.contains("项目"), "{sentence}");
    }

    #[test]
    fn an_unknown_key_stays_visible() {
        assert_eq!(Language::English.sentence("no.such", &Arguments::new()), "no.such");
    }
}
