//! `data/columns.json`, read once: the words of headers, and how cells of each key are read.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::text::fold;

/// How a cell is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// As it stands.
    Text,
    /// Items divided by 、，；/ or line breaks.
    List,
    /// A whole number of persons or things.
    Number,
    /// 人次: times somebody was served.
    Times,
    /// An amount in yuan.
    Money,
    /// A smallest and a largest amount.
    Range,
    /// A number, or words where it is none.
    Quantity,
    /// A year.
    Year,
    /// A day, month or year.
    Date,
    /// A first and a last day.
    Period,
    /// Days by stage.
    Dates,
    /// One place.
    Place,
    /// Several places.
    Places,
    /// A place above the row's own, which says which of several of a name is meant.
    Above,
    /// A town or street below the row's county.
    Town,
    /// A village or community below the row's town.
    Village,
    /// Yes or no.
    Yes,
    /// A word of a closed vocabulary.
    Choice,
    /// 统一社会信用代码.
    Credit,
    /// Grade, date and authority.
    Rating,
    /// Results by year.
    Checks,
    /// Projects and money at a time.
    Capacity,
    /// Who can be reached and how: kept apart from everything that is matched.
    Contact,
    /// A running number: it says nothing.
    Sequence,
}

/// One column of a list as it is declared.
#[derive(Debug, Deserialize)]
struct Declared {
    key: String,
    kind: Kind,
    headers: String,
    #[serde(default)]
    weak: String,
}

/// One list as it is declared.
#[derive(Debug, Deserialize)]
struct DeclaredList {
    list: String,
    words: String,
    required: Vec<String>,
    important: Vec<String>,
    columns: Vec<Declared>,
}

/// The whole file.
#[derive(Debug, Deserialize)]
struct Source {
    common: Vec<Declared>,
    lists: Vec<DeclaredList>,
}

/// A key of a list, with the words that announce it.
#[derive(Debug)]
pub struct Entry {
    /// The key of the contract; with a point for a part of an object.
    pub key: String,
    /// How its cells are read.
    pub kind: Kind,
    /// The header that is shown where it is missing.
    pub title: String,
}

/// A word that announces a key.
#[derive(Debug)]
pub struct Word {
    /// Folded, without blanks.
    pub text: String,
    /// Position of the key among the entries of its list.
    pub entry: usize,
    /// Do other lists use it as well?
    pub weak: bool,
}

/// The columns of one list.
#[derive(Debug)]
pub struct ListColumns {
    /// Its name.
    pub list: String,
    /// Words in names of files and sheets that speak for it.
    pub words: Vec<String>,
    /// Keys without which nothing is imported.
    pub required: Vec<String>,
    /// Keys whose absence is a warning.
    pub important: Vec<String>,
    /// Its keys.
    pub entries: Vec<Entry>,
    /// All words of headers.
    pub vocabulary: Vec<Word>,
    /// Position in `vocabulary` by text.
    by_text: FxHashMap<String, usize>,
}

impl ListColumns {
    /// The word that a header is.
    pub fn word(&self, text: &str) -> Option<&Word> {
        self.by_text.get(text).map(|at| &self.vocabulary[*at])
    }

    /// The entry of a key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The header that is shown where a key is missing.
    pub fn title<'a>(&'a self, key: &'a str) -> &'a str {
        self.entry(key).map_or(key, |entry| entry.title.as_str())
    }
}

/// All lists that tables can hold.
#[derive(Debug)]
pub struct Dictionary {
    /// In the order of the file.
    pub lists: Vec<ListColumns>,
}

impl Dictionary {
    /// The dictionary that comes with the program. A test reads it; a broken one has no lists.
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Dictionary> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let source = serde_json::from_str(include_str!("../../../data/columns.json"));
            source.map_or_else(|_| Self { lists: Vec::new() }, |source| Self::new(&source))
        })
    }

    fn new(source: &Source) -> Self {
        let list = |declared: &DeclaredList| {
            let mut list = ListColumns {
                list: declared.list.clone(),
                words: words(&declared.words).collect(),
                required: declared.required.clone(),
                important: declared.important.clone(),
                entries: Vec::new(),
                vocabulary: Vec::new(),
                by_text: FxHashMap::default(),
            };
            for column in declared.columns.iter().chain(&source.common) {
                let entry = list.entries.len();
                let title = column.headers.split('、').next().unwrap_or_default().to_owned();
                list.entries.push(Entry { key: column.key.clone(), kind: column.kind, title });
                for (text, weak) in [(&column.headers, false), (&column.weak, true)] {
                    for text in words(text) {
                        let at = list.vocabulary.len();
                        // What a list says itself comes before what all lists have in common.
                        list.by_text.entry(text.clone()).or_insert(at);
                        list.vocabulary.push(Word { text, entry, weak });
                    }
                }
            }
            list
        };
        Self { lists: source.lists.iter().map(list).collect() }
    }

    /// The columns of a list.
    pub fn list(&self, name: &str) -> Option<&ListColumns> {
        self.lists.iter().find(|list| list.list == name)
    }
}

/// Words divided by 、, as keys.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split('、').filter(|word| !word.is_empty()).map(header_key)
}

/// A header as it is compared: folded, without blanks, marks of duty and numbers in front.
pub fn header_key(header: &str) -> String {
    let folded = fold(header);
    let text = folded.trim_start_matches(['*', ' ', '★', '▲', '●']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = &text[digits..];
    let text = match numbered.chars().next() {
        Some('、' | '.' | ')') if digits > 0 && digits < 4 => {
            numbered.trim_start_matches(['、', '.', ')'])
        }
        _ => text,
    };
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | ':' | '_' | '"')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_file_is_read_and_every_word_is_its_own() {
        let dictionary = Dictionary::builtin();
        assert_eq!(dictionary.lists.len(), 9);
        for list in &dictionary.lists {
            let mut seen = BTreeSet::new();
            for word in &list.vocabulary {
                assert!(seen.insert(&word.text), "{}: {} stands twice", list.list, word.text);
            }
            for key in list.required.iter().chain(&list.important) {
                assert!(list.entry(key).is_some(), "{}: {key}", list.list);
            }
        }
    }

    #[test]
    fn every_key_is_one_of_the_contract() {
        use crate::model::{
            Call, Event, Federation, Funder, Link, Need, Organization, Project, Record, Resource,
        };
        // Keys that are read into others.
        const PARTS: [&str; 8] = [
            "sequence",
            "province",
            "prefecture",
            "town",
            "village",
            "grants",
            "period",
            "contacts",
        ];
        const EVERYWHERE: [&str; 3] = ["source", "assured_on", "illustrative"];
        let keys = [
            (Organization::FILE, Organization::KEYS),
            (Need::FILE, Need::KEYS),
            (Funder::FILE, Funder::KEYS),
            (Call::FILE, Call::KEYS),
            (Project::FILE, Project::KEYS),
            (Resource::FILE, Resource::KEYS),
            (Federation::FILE, Federation::KEYS),
            (Event::FILE, Event::KEYS),
            (Link::FILE, Link::KEYS),
        ];
        for (list, known) in keys {
            let columns = Dictionary::builtin().list(list).unwrap();
            for entry in &columns.entries {
                let key = entry.key.split('.').next().unwrap();
                let fits =
                    known.contains(&key) || PARTS.contains(&key) || EVERYWHERE.contains(&key);
                assert!(fits, "{list}: {key}");
            }
        }
    }

    #[test]
    fn headers_are_compared_without_their_decoration() {
        assert_eq!(header_key("*機構 名稱："), "机构名称");
        assert_eq!(header_key("3、所在地"), "所在地");
        assert_eq!(header_key("2023年年检"), "2023年年检");
    }
}
