//! The file and the form in which it is searched.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Axis, Concept, FieldWeights, Pattern, Role, THOUSANDTHS, Taxonomy, Word};
use crate::order;
use crate::text::Folded;
use crate::text::words::{WordFinder, unspaced};

/// What a trigger of at most [`SHORT`] characters counts for.
const SHORT_WEIGHT: u32 = 600;
/// Shorter triggers meet by chance.
const SHORT: usize = 2;
/// What a trigger of several parts counts for.
const PATTERN_WEIGHT: u32 = 1200;
/// What an official name counts for, and the title.
const NAME_WEIGHT: u32 = 1500;
/// How close a concept is to its parent.
const TO_PARENT: u16 = 500;
/// How close it is to the parent of its parent.
const TO_GRANDPARENT: u16 = 250;

/// A concept as written.
#[derive(Clone, Debug, Default)]
pub(super) struct ConceptSource {
    pub(super) id: String,
    pub(super) axis: Option<String>,
    pub(super) parent: Option<String>,
    pub(super) zh: String,
    pub(super) en: String,
    pub(super) note: Option<String>,
    pub(super) weight: u32,
    pub(super) event: bool,
    pub(super) names: Vec<String>,
    pub(super) triggers: Vec<String>,
    pub(super) excludes: Vec<String>,
    pub(super) related: Vec<(String, u32)>,
}

/// A word as it is found in a text.
pub(super) fn key(word: &str) -> String {
    let folded = Folded::new(word);
    unspaced(&folded.chars).into_iter().map(|at| folded.chars[at]).collect()
}

fn is_short(word: &str) -> bool {
    word.chars().count() <= SHORT
}

/// The words of a text, which are separated by 、.
fn split(text: &str) -> Vec<String> {
    let words = text.split('、').map(str::trim).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn text(object: &Map<String, Value>, key: &str) -> Option<String> {
    Some(object.get(key)?.as_str()?.to_owned())
}

fn texts(object: &Map<String, Value>, key: &str) -> Vec<String> {
    let items = object.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn number(object: &Map<String, Value>, key: &str) -> Option<u32> {
    Some(object.get(key)?.as_u64()?.min(u64::from(u32::MAX)) as u32)
}

impl ConceptSource {
    fn read(value: &Value) -> Result<Self, String> {
        const KEYS: [&str; 12] = [
            "id", "axis", "parent", "zh", "en", "note", "weight", "event", "names", "triggers",
            "excludes", "related",
        ];
        let object = value.as_object().ok_or_else(|| format!("not a concept: {value}"))?;
        if let Some(key) = object.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(format!("unknown key {key} of {value}"));
        }
        let related = object.get("related").and_then(Value::as_object);
        Ok(Self {
            id: text(object, "id").unwrap_or_default(),
            axis: text(object, "axis"),
            parent: text(object, "parent"),
            zh: text(object, "zh").unwrap_or_default(),
            en: text(object, "en").unwrap_or_default(),
            note: text(object, "note"),
            weight: number(object, "weight").unwrap_or(THOUSANDTHS),
            event: object.get("event").and_then(Value::as_bool).unwrap_or(false),
            names: texts(object, "names"),
            triggers: split(&text(object, "triggers").unwrap_or_default()),
            excludes: texts(object, "excludes"),
            related: related
                .into_iter()
                .flatten()
                .map(|(id, weight)| (id.clone(), weight.as_u64().unwrap_or(0) as u32))
                .collect(),
        })
    }

    /// The id of its parent: as written, or its own path without the last step.
    pub(super) fn parent_id(&self) -> Option<&str> {
        self.parent.as_deref().or_else(|| Some(self.id.rsplit_once('.')?.0))
    }
}

/// What is said of a word.
#[derive(Clone, Copy)]
enum Said {
    /// It triggers a concept, with a weight.
    Means(u16, u32),
    /// It is in a class.
    IsIn(u16),
    /// It does something to the words around it.
    Does(Role),
}

/// Collects words, classes and patterns. The maps are of the types that the reader of the words of risk
/// uses, so that they are compiled once.
#[derive(Default)]
struct Builder {
    classes: BTreeMap<String, Vec<String>>,
    /// From the alternatives of a part to its class.
    class_of: BTreeMap<Vec<String>, usize>,
    /// What is said of each word, as places in `said`.
    words: BTreeMap<String, Vec<usize>>,
    said: Vec<Said>,
    /// From the parts of each pattern, written out, to its concepts.
    patterns: BTreeMap<String, Vec<usize>>,
}

impl Builder {
    fn say(&mut self, word: &str, said: Said) {
        self.words.entry(key(word)).or_default().push(self.said.len());
        self.said.push(said);
    }

    /// The class of the alternatives of a part: words and @classes separated by /.
    fn class(&mut self, part: &str) -> Result<usize, String> {
        let mut words = Vec::new();
        for word in part.split('/') {
            match word.strip_prefix('@') {
                Some(name) => words.extend_from_slice(
                    self.classes.get(name).ok_or_else(|| format!("unknown class {word}"))?,
                ),
                None if word.is_empty() => return Err(format!("an empty word in {part}")),
                None => words.push(key(word)),
            }
        }
        order::sort(&mut words);
        words.dedup();
        let next = self.class_of.len();
        if let Some(class) = self.class_of.get(&words) {
            return Ok(*class);
        }
        for word in &words {
            self.say(word, Said::IsIn(next as u16));
        }
        self.class_of.insert(words, next);
        Ok(next)
    }

    fn trigger(&mut self, concept: u16, trigger: &str) -> Result<(), String> {
        if trigger.contains('~') {
            let mut parts = String::new();
            for part in trigger.split('~') {
                if !parts.is_empty() {
                    parts.push('~');
                }
                parts.push_str(&self.class(part)?.to_string());
            }
            self.patterns.entry(parts).or_default().push(concept as usize);
        } else {
            let weight = if is_short(trigger) { SHORT_WEIGHT } else { THOUSANDTHS };
            self.say(trigger, Said::Means(concept, weight));
        }
        Ok(())
    }

    /// The words and what is said of each, in the order of the words.
    fn finish_words(&mut self, concepts: &[Concept]) -> (Vec<String>, Vec<Word>) {
        let mut list = Vec::new();
        let mut words = Vec::new();
        for (text, said) in std::mem::take(&mut self.words) {
            let negative = text.starts_with(['不', '没', '无', '未', '别']);
            let mut word = Word { negative, ..Word::default() };
            for said in said {
                match self.said[said] {
                    Said::Means(concept, weight) => word.meanings.push((concept, weight)),
                    Said::IsIn(class) => word.classes.push(class),
                    Said::Does(role) => word.role = role,
                }
            }
            word.meanings = weighed(concepts, &word.meanings);
            list.push(text);
            words.push(word);
        }
        (list, words)
    }
}

/// The number of the concept with an id.
fn number_of(sources: &[ConceptSource], id: &str) -> Option<u16> {
    sources.iter().position(|source| source.id == id).map(|number| number as u16)
}

impl Taxonomy {
    /// A taxonomy without concepts and words.
    pub(super) fn empty() -> Self {
        Self {
            concepts: Vec::new(),
            closeness: Vec::new(),
            finder: WordFinder::new(&[]),
            words: Vec::new(),
            patterns: Vec::new(),
            patterns_of_class: Vec::new(),
            fillers: Vec::new(),
            longest: 0,
            reach: 0,
            fields: FieldWeights::new(),
            half: THOUSANDTHS,
            sources: Vec::new(),
        }
    }

    /// Reads the file; an error is a sentence that names what is wrong. What can be read but is not
    /// good is found by [`Taxonomy::check`].
    pub fn read(json: &str) -> Result<Self, String> {
        let file: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let file = file.as_object().ok_or("not an object")?;
        let items = file.get("concepts").and_then(Value::as_array).ok_or("no concepts")?;
        let sources: Vec<ConceptSource> =
            items.iter().map(ConceptSource::read).collect::<Result<_, _>>()?;
        let concepts = concepts(&sources)?;
        let mut builder = Builder::default();
        for (name, words) in file.get("classes").and_then(Value::as_object).into_iter().flatten() {
            let words = split(words.as_str().unwrap_or_default());
            builder.classes.insert(name.clone(), words.iter().map(|word| key(word)).collect());
        }
        let roles = [
            ("lookalikes", Role::Lookalike),
            ("negations", Role::Negation),
            ("absences", Role::Absence),
        ];
        for (list, role) in roles {
            for word in split(&text(file, list).unwrap_or_default()) {
                builder.say(&word, Said::Does(role));
            }
        }
        for (concept, source) in (0_u16..).zip(&sources) {
            for trigger in &source.triggers {
                builder.trigger(concept, trigger)?;
            }
            let titles = source.names.iter().chain([&source.zh]);
            for name in titles.filter(|name| !name.is_empty()) {
                let weight = if is_short(name) { SHORT_WEIGHT } else { NAME_WEIGHT };
                builder.say(name, Said::Means(concept, weight));
            }
        }
        let mut patterns_of_class = vec![Vec::new(); builder.class_of.len()];
        let mut patterns = Vec::new();
        for (parts, of_pattern) in &builder.patterns {
            let parts: Vec<u16> = parts.split('~').filter_map(|part| part.parse().ok()).collect();
            patterns_of_class[parts[0] as usize].push(patterns.len() as u16);
            let mut meanings = Vec::new();
            for concept in of_pattern {
                meanings.push((*concept as u16, PATTERN_WEIGHT));
            }
            patterns.push(Pattern { parts, meanings: weighed(&concepts, &meanings) });
        }
        let (list, words) = builder.finish_words(&concepts);
        let mut fields = FieldWeights::new();
        for (name, weights) in file.get("fields").and_then(Value::as_object).into_iter().flatten() {
            let weight = |axis: usize| weights.get(axis).and_then(Value::as_u64).unwrap_or(0);
            fields.push((name.clone(), [weight(0) as u32, weight(1) as u32]));
        }
        let finder = WordFinder::new(&list);
        Ok(Self {
            closeness: closeness(&concepts, &sources)?,
            concepts,
            longest: finder.longest(),
            finder,
            words,
            patterns,
            patterns_of_class,
            fillers: text(file, "fillers").unwrap_or_default().chars().collect(),
            reach: number(file, "reach").unwrap_or(0) as usize,
            fields,
            half: number(file, "half").unwrap_or(THOUSANDTHS).max(1),
            sources,
        })
    }
}

/// The concepts with their numbers looked up and their axes inherited.
fn concepts(sources: &[ConceptSource]) -> Result<Vec<Concept>, String> {
    let look_up = |source: &ConceptSource, id: &str| {
        let number = number_of(sources, id);
        number.ok_or_else(|| format!("{} names an unknown concept {id}", source.id))
    };
    let axis = |source: &ConceptSource| {
        let mut at = source;
        for _ in 0..=sources.len() {
            if let Some(axis) = &at.axis {
                let known = Axis::ALL.into_iter().find(|known| known.as_str() == axis);
                return known.ok_or_else(|| format!("unknown axis {axis} of {}", at.id));
            }
            let parent = at.parent_id().ok_or_else(|| format!("{} has no axis", at.id))?;
            at = &sources[look_up(at, parent)? as usize];
        }
        Err(format!("{} lies below itself", source.id))
    };
    let read = |source: &ConceptSource| {
        let excludes = source.excludes.iter().map(|id| look_up(source, id));
        Ok(Concept {
            id: source.id.clone(),
            axis: axis(source)?,
            parent: source.parent_id().map(|parent| look_up(source, parent)).transpose()?,
            zh: source.zh.clone(),
            en: source.en.clone(),
            note: source.note.clone(),
            weight: source.weight,
            event: source.event,
            excludes: excludes.collect::<Result<_, String>>()?,
        })
    };
    sources.iter().map(read).collect()
}

/// What a trigger is worth for each of its concepts: less, the more concepts of an axis share it.
fn weighed(concepts: &[Concept], meanings: &[(u16, u32)]) -> Vec<(u16, u32)> {
    let axis = |concept: u16| concepts[concept as usize].axis;
    let worth = |&(concept, weight): &(u16, u32)| {
        let sharing = meanings.iter().filter(|(other, _)| axis(*other) == axis(concept)).count();
        let share = u64::isqrt(1_000_000 / sharing.max(1) as u64) as u32;
        let own = concepts[concept as usize].weight;
        (concept, weight * share / THOUSANDTHS * own / THOUSANDTHS)
    };
    meanings.iter().map(worth).collect()
}

/// The table of how close concepts are: one whole to themselves, less along the tree, and half of a
/// relation's weight, which holds both ways; where several apply, the closest.
fn closeness(concepts: &[Concept], sources: &[ConceptSource]) -> Result<Vec<u16>, String> {
    let count = concepts.len();
    let mut table = vec![0; count * count];
    let mut closer = |one: u16, other: u16, value: u16| {
        for (row, column) in [(one, other), (other, one)] {
            let cell: &mut u16 = &mut table[row as usize * count + column as usize];
            *cell = (*cell).max(value);
        }
    };
    for (number, concept) in (0_u16..).zip(concepts) {
        closer(number, number, THOUSANDTHS as u16);
        if let Some(parent) = concept.parent {
            closer(number, parent, TO_PARENT);
            if let Some(grandparent) = concepts[parent as usize].parent {
                closer(number, grandparent, TO_GRANDPARENT);
            }
        }
        let source = &sources[number as usize];
        for (id, weight) in &source.related {
            let other = number_of(sources, id);
            let other = other.ok_or_else(|| format!("{} names an unknown {id}", source.id))?;
            closer(number, other, (*weight).min(THOUSANDTHS) as u16 / 2);
        }
    }
    Ok(table)
}
