//! The word list as written by people, and the form in which it is searched.
//!
//! In `data/risk.json` a list of words is an array of lines; a line holds words separated by the
//! Chinese enumeration comma (、). `@name` stands for the words of a class defined above it.

use std::collections::BTreeMap;

use super::RiskLevel;
use crate::declaration::{self, Fault, Object};
use crate::order;
use crate::text::words::WordFinder;

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

/// The word list, ready to be searched: one tree of all words.
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
    /// Kinds that were read.
    kinds: usize,
}

impl Builder {
    /// The words of some lines, sorted, with classes replaced by their words.
    fn split(&self, lines: &[String]) -> Result<Vec<String>, String> {
        let mut words = Vec::new();
        for word in lines.iter().flat_map(|line| line.split('、')).map(str::trim) {
            match word.strip_prefix('@') {
                _ if word.is_empty() => return Err("has an empty word".to_owned()),
                Some(name) => words.extend_from_slice(
                    self.named.get(name).ok_or_else(|| format!("has an unknown class @{name}"))?,
                ),
                None => words.push(word.to_owned()),
            }
        }
        order::sort(&mut words);
        words.dedup();
        Ok(words)
    }

    /// The words of the lines of a key.
    fn words(&self, object: &mut Object, key: &str) -> Result<Vec<String>, Fault> {
        self.split(&object.texts(key)?).map_err(|text| object.fault(key, &text))
    }

    /// The index of the class with just these words; equal lists share one.
    fn class_of(&mut self, words: Vec<String>) -> usize {
        let next = self.class_of.len();
        if let Some(&class) = self.class_of.get(&words) {
            return class;
        }
        for word in &words {
            self.classes_of_word.entry(word.clone()).or_default().push(next);
        }
        self.class_of.insert(words, next);
        next
    }

    /// The class with the words of a key.
    fn class(&mut self, object: &mut Object, key: &str) -> Result<usize, Fault> {
        let words = self.words(object, key)?;
        Ok(self.class_of(words))
    }

    /// The class with the words of a key that may be absent or empty.
    fn optional_class(&mut self, object: &mut Object, key: &str) -> Result<Option<usize>, Fault> {
        let words = self.words(object, key)?;
        Ok((!words.is_empty()).then(|| self.class_of(words)))
    }
}

impl Lexicon {
    /// Reads the file; an error is a sentence that names what is wrong.
    pub(super) fn read(json: &str) -> Result<Self, String> {
        Self::read_object(json).map_err(|fault| fault.sentence())
    }

    fn read_object(json: &str) -> Result<Self, Fault> {
        let mut file = Object::new(declaration::parse(json)?, "$")?;
        file.optional("about");
        let mut builder = Builder::default();
        let named = file.objects("classes", |class| {
            let words = builder.words(class, "words")?;
            builder.named.insert(class.text("name")?, words);
            Ok(())
        });
        named?;
        let (mut injury, mut minors) = (file.object("injury")?, file.object("minors")?);
        let roles = Roles {
            lookalikes: builder.class(&mut file, "lookalikes")?,
            negations: builder.class(&mut file, "negations")?,
            publicity: builder.class(&mut file, "publicity")?,
            fiction: builder.class(&mut file, "fiction")?,
            fiction_but_mine: builder.class(&mut file, "fiction_but_mine")?,
            past: builder.class(&mut file, "past")?,
            still: builder.class(&mut file, "still")?,
            injury: builder.class(&mut injury, "words")?,
            minors: builder.class(&mut minors, "words")?,
            minors_maybe: builder.class(&mut minors, "maybe")?,
            minors_maybe_unless: builder.class(&mut minors, "maybe_unless")?,
        };
        let mut rules = Vec::new();
        let kinds = file.objects("kinds", |kind| read_kind(kind, &mut builder, &mut rules))?;
        let known = |id: &str| kinds.iter().position(|(kind, _)| kind.id == id);
        let past_becomes = known(&file.text("past_becomes")?)
            .ok_or_else(|| file.fault("past_becomes", "is an unknown kind"))?;
        for rule in &mut rules {
            rule.past_becomes = kinds[rule.kind].1.then_some(past_becomes);
        }
        let violence_family = file.texts("violence_family")?;
        if !violence_family.iter().all(|kind| known(kind).is_some()) {
            return Err(file.fault("violence_family", "names an unknown kind"));
        }
        let mut same = BTreeMap::new();
        for (from, to) in file.named_texts("same")? {
            if let (Some(from), Some(to)) = (from.chars().next(), to.chars().next()) {
                same.insert(from, to);
            }
        }
        let mediation = builder.words(&mut file, "mediation")?;
        let safety = builder.words(&mut file, "safety")?;
        let class_count = builder.class_of.len();
        let (texts, words) = word_table(builder.classes_of_word);
        let finder = WordFinder::new(&texts);
        let lexicon = Self {
            longest_word: finder.longest(),
            finder,
            words,
            class_count,
            rules,
            kinds: kinds.into_iter().map(|(kind, _)| kind).collect(),
            roles,
            reach: file.number("reach", 1000)? as usize,
            same,
            negation_fillers: file.text("negation_fillers")?.chars().collect(),
            not_ages: minors.text("not_ages")?.chars().collect(),
            emergency_help: file.texts("emergency_help")?,
            minor_help: file.texts("minor_help")?,
            injury_help: injury.texts("help")?,
            violence_family,
            mediation,
            safety,
        };
        injury.finish()?;
        minors.finish()?;
        file.finish()?;
        Ok(lexicon)
    }
}

/// Reads a kind and its rules, and whether it counts less when it is long ago.
fn read_kind(
    kind: &mut Object,
    builder: &mut Builder,
    rules: &mut Vec<Rule>,
) -> Result<(Kind, bool), Fault> {
    let number = builder.kinds;
    builder.kinds += 1;
    let rule = |chain: Vec<usize>| Rule {
        kind: number,
        chain,
        within: 0,
        topic: false,
        unless: None,
        past_becomes: None,
    };
    kind.optional("about");
    // Plain words and topics are patterns of one part.
    for (key, topic) in [("words", false), ("topics", true)] {
        if let Some(class) = builder.optional_class(kind, key)? {
            rules.push(Rule { topic, ..rule(vec![class]) });
        }
    }
    let near = kind.objects("near", |near| {
        let unless = builder.optional_class(near, "unless")?;
        let mut classes = Vec::new();
        for part in near.list("parts")? {
            let lines = part.as_array().cloned().and_then(declaration::texts);
            let lines = lines.ok_or_else(|| near.fault("parts", "must be lists of texts"))?;
            let words = builder.split(&lines).map_err(|text| near.fault("parts", &text))?;
            classes.push(builder.class_of(words));
        }
        let any_order = near.flag("any_order", false)?;
        let (within, topic) = (near.number("within", 1000)? as usize, near.flag("topic", false)?);
        let chains = orders(classes, any_order).map_err(|text| near.fault("parts", text))?;
        rules.extend(chains.into_iter().map(|chain| Rule { within, topic, unless, ..rule(chain) }));
        Ok(())
    });
    near?;
    let level = match kind.text("level")?.as_str() {
        "危急" => RiskLevel::Critical,
        "敏感" => RiskLevel::Sensitive,
        other => return Err(kind.fault("level", &format!("is an unknown level {other}"))),
    };
    let past_counts = kind.flag("past_counts", false)?;
    let read = Kind {
        id: kind.text("id")?,
        level,
        help: kind.texts("help")?,
        child_words: kind.flag("child_words", true)?,
    };
    Ok((read, past_counts))
}

/// The orders in which the parts of a pattern may stand.
fn orders(parts: Vec<usize>, any: bool) -> Result<Vec<Vec<usize>>, &'static str> {
    match (any, parts.as_slice()) {
        (_, []) => Err("must not be empty"),
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
        (true, _) => Err("must be two or three with any_order"),
    }
}

/// Every distinct word once, with what the scan must know of it, in ascending order.
fn word_table(classes_of_word: BTreeMap<String, Vec<usize>>) -> (Vec<String>, Vec<Word>) {
    classes_of_word
        .into_iter()
        .map(|(text, classes)| {
            let negative = text.starts_with(['不', '没', '无', '未', '别']);
            (text, Word { classes, negative })
        })
        .unzip()
}
