//! What `data/names.json` says of the words in names of organizations.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::failure::Failure;
use crate::text::fold;

/// The forms of organizations, unit names, field words, abbreviations and look-alikes.
const TABLE: &str = include_str!("../../data/names.json");

/// What kind of body a form of organization names. Two bodies of different classes are registered
/// under different laws: a 协会 is no 中心.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Class {
    /// 社会团体: members.
    Association,
    /// An incubation base, often run by another body.
    Base,
    /// Firms, cooperatives, law offices.
    Company,
    /// 基金会: money.
    Foundation,
    /// 社会服务机构 and 事业单位: services.
    Institution,
    /// Groups and teams, mostly not registered.
    Team,
}

/// The file as people edit it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    abbreviations: BTreeMap<String, String>,
    lookalikes: BTreeMap<char, char>,
    places: Places,
    forms: BTreeMap<Class, Vec<String>>,
    units: Vec<String>,
    counted: Vec<char>,
    fields: Vec<String>,
    projects: Vec<String>,
}

/// How names of places end, and words that end so and are none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Places {
    endings: Vec<char>,
    none: Vec<String>,
}

/// Words with what they mean, found by a character at one of their ends.
#[derive(Debug)]
struct Words<T> {
    by_character: FxHashMap<char, Vec<(Vec<char>, T)>>,
}

impl<T: Copy> Words<T> {
    /// Takes in words under the character that `end` picks of each, longer words first.
    fn new(
        words: impl IntoIterator<Item = (Vec<char>, T)>,
        end: fn(&[char]) -> Option<&char>,
    ) -> Self {
        let mut by_character: FxHashMap<char, Vec<(Vec<char>, T)>> = FxHashMap::default();
        let mut words: Vec<(Vec<char>, T)> = words.into_iter().collect();
        words.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        for (word, meaning) in words {
            if let Some(character) = end(&word) {
                by_character.entry(*character).or_default().push((word, meaning));
            }
        }
        Self { by_character }
    }

    /// The words under a character, longest first.
    fn at(&self, character: Option<&char>) -> &[(Vec<char>, T)] {
        character.and_then(|it| self.by_character.get(it)).map_or(&[], Vec::as_slice)
    }

    /// The longest word with which `text` begins.
    fn prefix(&self, text: &[char]) -> Option<&(Vec<char>, T)> {
        self.at(text.first()).iter().find(|(word, _)| text.starts_with(word))
    }

    /// The longest word with which `text` ends.
    fn suffix(&self, text: &[char]) -> Option<&(Vec<char>, T)> {
        self.at(text.last()).iter().find(|(word, _)| text.ends_with(word))
    }
}

/// The words in names, ready to be looked up. All of them are folded.
#[derive(Debug)]
pub(super) struct Vocabulary {
    abbreviations: Words<usize>,
    short: Vec<Vec<char>>,
    lookalikes: BTreeMap<char, char>,
    place_endings: Vec<char>,
    no_places: Vec<Vec<char>>,
    forms: Words<Class>,
    units: Words<()>,
    counted: Vec<char>,
    fields: Words<()>,
    projects: Words<()>,
}

impl Vocabulary {
    /// Reads the table. Fails only if it is broken.
    pub(super) fn builtin() -> Result<Self, Failure> {
        let table: Table = serde_json::from_str(TABLE).map_err(|error| {
            Failure::new("bad_route").with("path", "names.json").with("text", error.to_string())
        })?;
        let folded = |word: &String| fold(word).chars().collect::<Vec<char>>();
        let named = |word: &String| (folded(word), ());
        let abbreviations: Vec<(Vec<char>, usize)> =
            table.abbreviations.keys().map(folded).zip(0..).collect();
        let forms = table.forms.iter();
        let forms = forms.flat_map(|(class, words)| words.iter().map(|it| (folded(it), *class)));
        Ok(Self {
            abbreviations: Words::new(abbreviations, <[char]>::first),
            short: table.abbreviations.values().map(folded).collect(),
            lookalikes: table.lookalikes,
            place_endings: table.places.endings,
            no_places: table.places.none.iter().map(folded).collect(),
            forms: Words::new(forms, <[char]>::last),
            units: Words::new(table.units.iter().map(named), <[char]>::last),
            counted: table.counted,
            fields: Words::new(table.fields.iter().map(named), <[char]>::first),
            projects: Words::new(table.projects.iter().map(named), <[char]>::first),
        })
    }

    /// The character that a look-alike stands for; itself where it is none.
    pub(super) fn plain(&self, character: char) -> char {
        self.lookalikes.get(&character).copied().unwrap_or(character)
    }

    /// The name with its long words in their short forms: 社会工作 becomes 社工.
    pub(super) fn abbreviate(&self, name: &[char]) -> Vec<char> {
        let mut short = Vec::with_capacity(name.len());
        let mut rest = name;
        while let Some((first, after)) = rest.split_first() {
            if let Some((word, number)) = self.abbreviations.prefix(rest)
                && let Some(abbreviation) = self.short.get(*number)
            {
                short.extend(abbreviation);
                rest = &rest[word.len()..];
            } else {
                short.push(*first);
                rest = after;
            }
        }
        short
    }

    /// Does a name of a place end in this character?
    pub(super) fn ends_place(&self, character: char) -> bool {
        self.place_endings.contains(&character)
    }

    /// Does `text` end in a word such as 社区, which looks like a place and is none?
    pub(super) fn ends_in_no_place(&self, text: &[char]) -> bool {
        self.no_places.iter().any(|word| text.ends_with(word))
    }

    /// The form of organization in which `text` ends: how many characters, and its class.
    pub(super) fn form(&self, text: &[char]) -> Option<(usize, Class)> {
        self.forms.suffix(text).map(|(word, class)| (word.len(), *class))
    }

    /// How many characters of the end of `text` name a unit of another body (妇联, 分会).
    pub(super) fn unit(&self, text: &[char]) -> Option<usize> {
        self.units.suffix(text).map(|(word, ())| word.len())
    }

    /// How many characters a word of a field of work has that `text` begins with.
    pub(super) fn field(&self, text: &[char]) -> Option<usize> {
        self.fields.prefix(text).map(|(word, ())| word.len())
    }

    /// How many characters a word has that half of all projects bear (项目, 计划), if `text` begins so.
    pub(super) fn plain_word(&self, text: &[char]) -> Option<usize> {
        self.projects.prefix(text).map(|(word, ())| word.len())
    }

    /// Does a number before this character count units: 一队, 二组?
    pub(super) fn is_counted(&self, character: char) -> bool {
        self.counted.contains(&character)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_and_every_word_is_found() {
        let vocabulary = Vocabulary::builtin().unwrap();
        let table: Table = serde_json::from_str(TABLE).unwrap();
        let chars = |word: &str| word.chars().collect::<Vec<char>>();
        for (class, words) in &table.forms {
            for word in words {
                assert_eq!(vocabulary.form(&chars(word)).unwrap().1, *class, "{word}");
            }
        }
        for word in &table.fields {
            let word = chars(word);
            assert_eq!(vocabulary.field(&word), Some(word.len()));
        }
        for (long, short) in &table.abbreviations {
            assert_eq!(vocabulary.abbreviate(&chars(long)), chars(short), "{long}");
        }
        assert_eq!(vocabulary.unit(&chars("台商协会妇联")), Some(2));
    }

    #[test]
    fn the_longest_word_is_taken() {
        let vocabulary = Vocabulary::builtin().unwrap();
        let name: Vec<char> = "满天星社工服务中心".chars().collect();
        assert_eq!(vocabulary.form(&name), Some((6, Class::Institution)));
    }
}
