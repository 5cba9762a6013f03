//! The word list as written by people, and the form in which it is searched.
//!
//! In `data/risk.json` a list of words is an array of lines; a line holds words separated by the
//! Chinese enumeration comma (、). `@name` stands for the words of a class defined above it.

use crate::order;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::RiskLevel;
use crate::text::words::WordFinder;

/// Lines of words, as in the file.
type Lines = Vec<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    #[serde(rename = "about")]
    _about: Lines,
    emergency_help: Vec<String>,
    minor_help: Vec<String>,
    violence_family: Vec<String>,
    mediation: Lines,
    safety: Lines,
    reach: usize,
    same: BTreeMap<char, char>,
    classes: Vec<ClassSource>,
    lookalikes: Lines,
    negations: Lines,
    negation_fillers: String,
    publicity: Lines,
    fiction: Lines,
    fiction_but_mine: Lines,
    past: Lines,
    still: Lines,
    past_becomes: String,
    injury: InjurySource,
    minors: MinorsSource,
    kinds: Vec<KindSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassSource {
    name: String,
    words: Lines,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InjurySource {
    words: Lines,
    help: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MinorsSource {
    words: Lines,
    maybe: Lines,
    maybe_unless: Lines,
    not_ages: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindSource {
    id: String,
    #[serde(rename = "about")]
    _about: String,
    level: String,
    help: Vec<String>,
    #[serde(default = "yes")]
    child_words: bool,
    #[serde(default)]
    past_counts: bool,
    #[serde(default)]
    words: Lines,
    #[serde(default)]
    topics: Lines,
    #[serde(default)]
    near: Vec<NearSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NearSource {
    parts: Vec<Lines>,
    within: usize,
    #[serde(default)]
    any_order: bool,
    #[serde(default)]
    topic: bool,
    #[serde(default)]
    unless: Lines,
}

fn yes() -> bool {
    true
}

/// One kind of risk.
pub(super) struct Kind {
    pub(super) id: String,
    pub(super) level: RiskLevel,
    pub(super) help: Vec<String>,
    /// Whether a child named in the text makes this a child's matter.
    pub(super) child_words: bool,
}

/// Classes that must follow each other inside one sentence.
pub(super) struct Rule {
    /// Index into the kinds.
    pub(super) kind: usize,
    /// Class of each part, in the order in which the text must have them.
    pub(super) chain: Vec<usize>,
    /// Largest number of characters between the end of one part and the start of the next.
    pub(super) within: usize,
    /// The words name a subject; near words of publicity they do not count.
    pub(super) topic: bool,
    /// A class whose presence nearby says that the pattern means something else.
    pub(super) unless: Option<usize>,
    /// The kind that remains when the words speak of long ago; `None` if that changes nothing.
    pub(super) past_becomes: Option<usize>,
}

/// Classes with a meaning of their own, by index.
pub(super) struct Roles {
    pub(super) lookalikes: usize,
    pub(super) negations: usize,
    pub(super) publicity: usize,
    pub(super) fiction: usize,
    pub(super) fiction_but_mine: usize,
    pub(super) past: usize,
    pub(super) still: usize,
    pub(super) injury: usize,
    pub(super) minors: usize,
    pub(super) minors_maybe: usize,
    pub(super) minors_maybe_unless: usize,
}

/// One distinct word.
pub(super) struct Word {
    /// Classes it belongs to, ascending.
    pub(super) classes: Vec<usize>,
    /// It carries its own negation (没人管, 不想活), so that one before it says nothing.
    pub(super) negative: bool,
}

/// The word list, ready to be searched: one automaton over all words.
pub(super) struct Lexicon {
    pub(super) finder: WordFinder,
    pub(super) words: Vec<Word>,
    /// Length of the longest word, in characters.
    pub(super) longest_word: usize,
    pub(super) class_count: usize,
    pub(super) rules: Vec<Rule>,
    pub(super) kinds: Vec<Kind>,
    pub(super) roles: Roles,
    /// How far, in characters, the context of a pattern reaches to either side.
    pub(super) reach: usize,
    /// Spoken forms that are read as another character: 俺 as 我.
    pub(super) same: BTreeMap<char, char>,
    pub(super) negation_fillers: Vec<char>,
    pub(super) not_ages: Vec<char>,
    pub(super) emergency_help: Vec<String>,
    pub(super) minor_help: Vec<String>,
    pub(super) injury_help: Vec<String>,
    pub(super) violence_family: Vec<String>,
    pub(super) mediation: Vec<String>,
    pub(super) safety: Vec<String>,
}

/// Collects classes and words while the file is read.
#[derive(Default)]
struct Builder {
    named: BTreeMap<String, Vec<String>>,
    class_of: BTreeMap<Vec<String>, usize>,
    classes_of_word: BTreeMap<String, Vec<usize>>,
}

impl Builder {
    /// The words of some lines, sorted, with classes replaced by their words.
    fn words(&self, lines: &[String]) -> Result<Vec<String>, String> {
        let mut words = Vec::new();
        for word in lines.iter().flat_map(|line| line.split('、')).map(str::trim) {
            match word.strip_prefix('@') {
                _ if word.is_empty() => return Err(format!("empty word in {lines:?}")),
                Some(name) => words.extend_from_slice(
                    self.named.get(name).ok_or_else(|| format!("unknown class @{name}"))?,
                ),
                None => words.push(word.to_owned()),
            }
        }
        order::sort(&mut words);
        words.dedup();
        Ok(words)
    }

    /// The index of the class with just these words; equal lists share one.
    fn class(&mut self, lines: &[String]) -> Result<usize, String> {
        let words = self.words(lines)?;
        let next = self.class_of.len();
        if let Some(&class) = self.class_of.get(&words) {
            return Ok(class);
        }
        for word in &words {
            self.classes_of_word.entry(word.clone()).or_default().push(next);
        }
        self.class_of.insert(words, next);
        Ok(next)
    }
}

impl Lexicon {
    /// Reads the file; an error is a sentence that names what is wrong.
    pub(super) fn read(json: &str) -> Result<Self, String> {
        let source: Source = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let mut builder = Builder::default();
        for class in &source.classes {
            let words = builder.words(&class.words)?;
            builder.named.insert(class.name.clone(), words);
        }
        let roles = Roles {
            lookalikes: builder.class(&source.lookalikes)?,
            negations: builder.class(&source.negations)?,
            publicity: builder.class(&source.publicity)?,
            fiction: builder.class(&source.fiction)?,
            fiction_but_mine: builder.class(&source.fiction_but_mine)?,
            past: builder.class(&source.past)?,
            still: builder.class(&source.still)?,
            injury: builder.class(&source.injury.words)?,
            minors: builder.class(&source.minors.words)?,
            minors_maybe: builder.class(&source.minors.maybe)?,
            minors_maybe_unless: builder.class(&source.minors.maybe_unless)?,
        };
        let past_kind = source
            .kinds
            .iter()
            .position(|kind| kind.id == source.past_becomes)
            .ok_or_else(|| format!("unknown kind {}", source.past_becomes))?;
        for kind in &source.violence_family {
            if !source.kinds.iter().any(|known| known.id == *kind) {
                return Err(format!("unknown kind {kind}"));
            }
        }
        let mut patterns = Vec::new();
        let mut kinds = Vec::new();
        for (index, kind) in source.kinds.into_iter().enumerate() {
            let past_becomes = kind.past_counts.then_some(past_kind);
            for near in kind.near_rules() {
                let unless = match near.unless.as_slice() {
                    [] => None,
                    lines => Some(builder.class(lines)?),
                };
                let classes: Vec<usize> =
                    near.parts.iter().map(|part| builder.class(part)).collect::<Result<_, _>>()?;
                let (within, topic) = (near.within, near.topic);
                for chain in orders(classes, near.any_order)? {
                    patterns.push(Rule { kind: index, chain, within, topic, unless, past_becomes });
                }
            }
            let level = match kind.level.as_str() {
                "危急" => RiskLevel::Critical,
                "敏感" => RiskLevel::Sensitive,
                other => return Err(format!("unknown level {other} of {}", kind.id)),
            };
            kinds.push(Kind { id: kind.id, level, help: kind.help, child_words: kind.child_words });
        }
        let mediation = builder.words(&source.mediation)?;
        let safety = builder.words(&source.safety)?;
        let class_count = builder.class_of.len();
        let (texts, words) = word_table(builder.classes_of_word);
        let finder = WordFinder::new(&texts)?;
        Ok(Self {
            longest_word: finder.longest(),
            finder,
            words,
            class_count,
            rules: patterns,
            kinds,
            roles,
            reach: source.reach,
            same: source.same,
            negation_fillers: source.negation_fillers.chars().collect(),
            not_ages: source.minors.not_ages.chars().collect(),
            emergency_help: source.emergency_help,
            minor_help: source.minor_help,
            injury_help: source.injury.help,
            violence_family: source.violence_family,
            mediation,
            safety,
        })
    }
}

impl KindSource {
    /// Plain words and topics are patterns of one part.
    fn near_rules(&self) -> impl Iterator<Item = NearSource> {
        let single = |lines: &Lines, topic: bool| NearSource {
            parts: vec![lines.clone()],
            within: 0,
            any_order: false,
            topic,
            unless: Vec::new(),
        };
        let words = (!self.words.is_empty()).then(|| single(&self.words, false));
        let topics = (!self.topics.is_empty()).then(|| single(&self.topics, true));
        let near = self.near.iter().map(|near| NearSource {
            parts: near.parts.clone(),
            unless: near.unless.clone(),
            ..*near
        });
        words.into_iter().chain(topics).chain(near)
    }
}

/// The orders in which the parts of a pattern may stand.
fn orders(parts: Vec<usize>, any: bool) -> Result<Vec<Vec<usize>>, String> {
    match (any, parts.as_slice()) {
        (_, []) => Err("a pattern without parts".to_owned()),
        (false, _) => Ok(vec![parts]),
        (true, &[a, b]) => Ok(vec![vec![a, b], vec![b, a]]),
        (true, &[a, b, c]) => Ok(vec![
            vec![a, b, c],
            vec![a, c, b],
            vec![b, a, c],
            vec![b, c, a],
            vec![c, a, b],
            vec![c, b, a],
        ]),
        (true, _) => Err("any_order needs two or three parts".to_owned()),
    }
}

/// Every distinct word once, with what the scan must know of it, in the order of the automaton.
fn word_table(classes_of_word: BTreeMap<String, Vec<usize>>) -> (Vec<String>, Vec<Word>) {
    classes_of_word
        .into_iter()
        .map(|(text, classes)| {
            let negative = text.starts_with(['不', '没', '无', '未', '别']);
            (text, Word { classes, negative })
        })
        .unzip()
}
