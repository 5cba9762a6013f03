//! Concepts: what a text asks for or offers, and for whom, whatever words it uses.
//!
//! A taxonomy is a list of concepts on two axes, [`Axis::Service`] and [`Axis::People`], each a tree,
//! with relations between concepts of one axis. All knowledge is in `data/taxonomy.json`, which a
//! social worker can edit. [`Taxonomy::tag`] finds the concepts of a text by their triggers,
//! [`Profile`] weighs those of a whole record, and [`Taxonomy::similarity`] compares two.
//!
//! ```
//! use matchgraph::taxonomy::Taxonomy;
//! use matchgraph::text::Folded;
//!
//! let taxonomy = Taxonomy::builtin();
//! let hits = taxonomy.tag(&Folded::new("四點半課堂"));
//! assert_eq!(taxonomy.concept(hits[0].concept).id, "children.after-school");
//! ```

mod check;
mod profile;
mod read;
mod tag;

use std::sync::OnceLock;

pub use profile::{Profile, Shared, Vector};
pub use tag::ConceptHit;

use serde::Serialize;

use crate::text::words::WordFinder;

/// One whole, in the thousandths of weights and relations.
pub const THOUSANDTHS: u32 = 1000;

/// What a concept speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Axis {
    /// What kind of help.
    Service,
    /// For whom.
    People,
}

impl Axis {
    /// Both axes.
    pub const ALL: [Self; 2] = [Self::Service, Self::People];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::People => "people",
        }
    }
}

/// A concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// Stable name, a dotted path: `children.after-school`.
    pub id: String,
    /// Its axis.
    pub axis: Axis,
    /// The wider concept; none for the roots.
    pub parent: Option<u16>,
    /// Title in Simplified Chinese.
    pub zh: String,
    /// Title in English.
    pub en: String,
    /// What tells it from a concept that is easily confused with it.
    pub note: Option<String>,
    /// What its triggers count for, in thousandths: less than one whole where they stand everywhere.
    pub weight: u32,
    /// It speaks of something that happens: 没有 before a trigger denies it.
    pub event: bool,
    /// Concepts that a need with this one must not be given, with all below them.
    pub excludes: Vec<u16>,
}

/// The titles of a concept by language tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Titles<'a> {
    /// Simplified Chinese.
    #[serde(rename = "zh-Hans")]
    pub zh: &'a str,
    /// English.
    pub en: &'a str,
}

/// A concept as it is written for those who show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConceptRow<'a> {
    /// Stable name.
    pub id: &'a str,
    /// `service` or `people`.
    pub axis: &'static str,
    /// Id of the wider concept.
    pub parent: Option<&'a str>,
    /// Title by language tag.
    pub title: Titles<'a>,
    /// What tells it from a concept that is easily confused with it.
    pub note: Option<&'a str>,
}

/// A trigger of several parts, which follow each other within one sentence.
struct Pattern {
    /// Class of each part.
    parts: Vec<u16>,
    /// What it stands for: concept and weight in thousandths.
    meanings: Vec<(u16, u32)>,
}

/// What a word does to the words around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Role {
    /// Nothing.
    #[default]
    Plain,
    /// It hides what is strictly inside it.
    Lookalike,
    /// It denies what follows.
    Negation,
    /// It denies an event that follows, and says that anything else is lacking.
    Absence,
}

/// A word of the taxonomy.
#[derive(Default)]
struct Word {
    /// The concepts that it triggers by itself, with weights in thousandths.
    meanings: Vec<(u16, u32)>,
    /// The classes of parts that it belongs to, ascending.
    classes: Vec<u16>,
    /// What it does to the words around it.
    role: Role,
    /// It carries its own negation (没人管), so that one before it says nothing.
    negative: bool,
}

/// What a text field counts for, by axis, in thousandths.
type FieldWeights = Vec<(String, [u32; 2])>;

/// All concepts, ready to be found and compared.
pub struct Taxonomy {
    concepts: Vec<Concept>,
    /// How close two concepts are, in thousandths: a full symmetric table, row by row. A concept is
    /// one whole close to itself.
    closeness: Vec<u16>,
    finder: WordFinder,
    words: Vec<Word>,
    patterns: Vec<Pattern>,
    /// The patterns that begin with each class.
    patterns_of_class: Vec<Vec<u16>>,
    fillers: Vec<char>,
    /// Length of the longest word.
    longest: usize,
    reach: usize,
    fields: FieldWeights,
    half: u32,
    /// As written, for the checker.
    sources: Vec<read::ConceptSource>,
}

impl Taxonomy {
    /// The taxonomy that comes with the program.
    ///
    /// It is part of the program and a test reads it; a broken one has no concepts.
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Taxonomy> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            Self::read(&crate::packed::TAXONOMY.text()).unwrap_or_else(|_| Self::empty())
        })
    }

    /// Every concept, by number.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// Every concept as it is written for those who show it.
    pub fn rows(&self) -> Vec<ConceptRow<'_>> {
        let mut rows = Vec::with_capacity(self.concepts.len());
        for concept in &self.concepts {
            rows.push(ConceptRow {
                id: &concept.id,
                axis: concept.axis.as_str(),
                parent: concept.parent.map(|parent| self.concept(parent).id.as_str()),
                title: Titles { zh: &concept.zh, en: &concept.en },
                note: concept.note.as_deref(),
            });
        }
        rows
    }

    /// The concept of a number that this taxonomy gave.
    pub fn concept(&self, number: u16) -> &Concept {
        &self.concepts[number as usize]
    }

    /// The number of a concept.
    pub fn number(&self, id: &str) -> Option<u16> {
        let found = self.concepts.iter().position(|concept| concept.id == id);
        found.map(|number| number as u16)
    }

    /// Whether a concept is another one or lies below it.
    pub fn is_within(&self, concept: u16, ancestor: u16) -> bool {
        let mut at = Some(concept);
        // No path is longer than the list: the bound holds even for a ring, which the reader refuses.
        for _ in 0..=self.concepts.len() {
            match at {
                Some(number) if number == ancestor => return true,
                Some(number) => at = self.concept(number).parent,
                None => return false,
            }
        }
        false
    }

    /// How close two concepts are, in thousandths. Symmetric; one whole for the same concept.
    pub fn closeness(&self, one: u16, other: u16) -> u32 {
        u32::from(self.closeness[one as usize * self.concepts.len() + other as usize])
    }
}

#[cfg(test)]
mod tests;
