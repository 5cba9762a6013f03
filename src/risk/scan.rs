//! One pass over a text: words, then look-alikes and negation, then patterns.
//!
//! A long text is read in windows that overlap, so that time and memory per character have a fixed
//! bound whatever the text is. No pattern or context reaches farther than the overlap.

use std::collections::BTreeSet;
use std::ops::Range;

use super::lexicon::{Lexicon, Rule};
use crate::text::words::{Hit, unspaced};

/// Characters read at a time.
const WINDOW: usize = 4096;
/// Characters that two neighbouring windows share.
const OVERLAP: usize = 256;
/// Characters at a cut that are only context: a word there may be torn (打 of 打工). What lies in
/// the margin of one window is inside the other.
const MARGIN: usize = 64;
/// End a sentence, in folded text.
const SENTENCE_MARKS: &[char] = &['。', '!', '?', ';', '…'];
/// End a clause, in folded text.
const CLAUSE_MARKS: &[char] = &[',', ':'];

/// What a text holds, over all windows.
#[derive(Default)]
pub(super) struct Findings {
    /// Indices of kinds, ascending: the file lists the most urgent first.
    pub(super) kinds: BTreeSet<usize>,
    /// Half-open ranges of folded characters, in order of the start.
    pub(super) spans: BTreeSet<(usize, usize)>,
    /// A child is named, or an age below 18.
    pub(super) child: bool,
    /// Words of injury stand beside the risk.
    pub(super) injury: bool,
}

/// Reads folded text.
pub(super) fn scan(lexicon: &Lexicon, chars: &[char]) -> Findings {
    let mut findings = Findings::default();
    // Blanks inside Chinese hide words (他 打 我); the positions lead back to the folded text.
    let positions = unspaced(chars);
    let read = |&position: &usize| {
        let character = chars[position];
        lexicon.same.get(&character).copied().unwrap_or(character)
    };
    let kept: Vec<char> = positions.iter().map(read).collect();
    let mut from = 0;
    loop {
        let to = kept.len().min(from + WINDOW);
        let window = Window::new(lexicon, &kept[from..to]);
        let inside_from = if from == 0 { 0 } else { MARGIN };
        let inside_to = if to == kept.len() { to - from } else { to - from - MARGIN };
        window.collect(&positions[from..to], inside_from..inside_to, &mut findings);
        if to == kept.len() {
            return findings;
        }
        from = to - OVERLAP;
    }
}

/// A piece of text with its hits by class.
struct Window<'a> {
    lexicon: &'a Lexicon,
    chars: &'a [char],
    hits: Vec<Hit>,
    /// Indices into `hits` for each class, in order of the end.
    classes: Vec<Vec<usize>>,
    sentence_marks: Vec<usize>,
    clause_marks: Vec<usize>,
}

impl<'a> Window<'a> {
    fn new(lexicon: &'a Lexicon, chars: &'a [char]) -> Self {
        let is_sentence_mark = |mark: char| SENTENCE_MARKS.contains(&mark);
        let marks = |is_mark: &dyn Fn(char) -> bool| {
            (0..chars.len()).filter(|&at| is_mark(chars[at])).collect::<Vec<usize>>()
        };
        let mut window = Self {
            lexicon,
            chars,
            hits: lexicon.finder.find(chars),
            classes: vec![Vec::new(); lexicon.class_count],
            sentence_marks: marks(&is_sentence_mark),
            clause_marks: marks(&|mark| is_sentence_mark(mark) || CLAUSE_MARKS.contains(&mark)),
        };
        window.drop_lookalikes();
        window.drop_negated();
        for (index, hit) in window.hits.iter().enumerate() {
            for &class in &lexicon.words[hit.word].classes {
                window.classes[class].push(index);
            }
        }
        window
    }

    fn is_in(&self, hit: Hit, class: usize) -> bool {
        self.lexicon.words[hit.word].classes.binary_search(&class).is_ok()
    }

    /// Drops every word inside a longer look-alike: 打 inside 打电话.
    fn drop_lookalikes(&mut self) {
        let lookalikes: Vec<Hit> = self.hits_in_class(self.lexicon.roles.lookalikes);
        self.hits.retain(|hit| {
            let first = lookalikes.partition_point(|cover| cover.end < hit.end);
            // Covers that end later than one word's length from here cannot reach back to it.
            !lookalikes[first..]
                .iter()
                .take_while(|cover| cover.end < hit.end + self.lexicon.longest_word)
                .any(|cover| {
                    cover.start <= hit.start && cover.end - cover.start > hit.end - hit.start
                })
        });
    }

    /// Drops every word with a negation just before it: 打我 after 没.
    fn drop_negated(&mut self) {
        let mut negated_at = vec![false; self.chars.len() + 1];
        for hit in self.hits_in_class(self.lexicon.roles.negations) {
            negated_at[hit.end] = true;
            let filler = self.chars.get(hit.end);
            if filler.is_some_and(|filler| self.lexicon.negation_fillers.contains(filler)) {
                negated_at[hit.end + 1] = true;
            }
        }
        let words = &self.lexicon.words;
        self.hits.retain(|hit| words[hit.word].negative || !negated_at[hit.start]);
    }

    fn hits_in_class(&self, class: usize) -> Vec<Hit> {
        self.hits.iter().copied().filter(|&hit| self.is_in(hit, class)).collect()
    }

    /// Whether a word of a class lies in a range of characters.
    fn has_class(&self, class: usize, from: usize, to: usize) -> bool {
        let hits = &self.classes[class];
        let first = hits.partition_point(|&hit| self.hits[hit].end <= from);
        hits.get(first).is_some_and(|&hit| self.hits[hit].start < to)
    }

    fn has_class_anywhere(&self, class: usize) -> bool {
        !self.classes[class].is_empty()
    }

    /// The range between the marks around a position.
    fn between(&self, marks: &[usize], at: usize) -> (usize, usize) {
        let next = marks.partition_point(|&mark| mark < at);
        let from = if next == 0 { 0 } else { marks[next - 1] + 1 };
        (from, marks.get(next).map_or(self.chars.len(), |&mark| mark))
    }

    /// Adds what fires inside a range of the window to the findings.
    fn collect(&self, positions: &[usize], inside: Range<usize>, findings: &mut Findings) {
        let mut fired = false;
        for rule in &self.lexicon.rules {
            for chain in self.chains(rule) {
                let is_inside = |&hit: &usize| {
                    self.hits[hit].start >= inside.start && self.hits[hit].end <= inside.end
                };
                let is_whole = chain.iter().all(is_inside);
                let Some(kind) = self.kind_of(rule, &chain).filter(|_| is_whole) else { continue };
                fired = true;
                findings.kinds.insert(kind);
                findings.spans.extend(chain.iter().map(|&hit| {
                    let Hit { start, end, .. } = self.hits[hit];
                    (positions[start], positions[end - 1] + 1)
                }));
            }
        }
        let roles = &self.lexicon.roles;
        findings.injury |= fired && self.has_class_anywhere(roles.injury);
        findings.child |= self.has_class_anywhere(roles.minors)
            || (self.has_class_anywhere(roles.minors_maybe)
                && !self.has_class_anywhere(roles.minors_maybe_unless))
            || states_minor_age(self.chars, &self.lexicon.not_ages);
    }

    /// All places where the parts of a rule follow each other, as indices into the hits.
    ///
    /// For each word of a part the nearest complete beginning before it is the best one, since it
    /// leaves the smallest gap; so one list per part is enough.
    fn chains(&self, rule: &Rule) -> Vec<Vec<usize>> {
        if rule.chain.iter().any(|&class| self.classes[class].is_empty()) {
            return Vec::new();
        }
        let Some((&first, rest)) = rule.chain.split_first() else { return Vec::new() };
        let mut chains: Vec<Vec<usize>> =
            self.classes[first].iter().map(|&hit| vec![hit]).collect();
        for &class in rest {
            let last = |chain: &Vec<usize>| chain.last().map_or(0, |&hit| self.hits[hit].end);
            let extend = |&next: &usize| {
                let start = self.hits[next].start;
                let before = chains.partition_point(|chain| last(chain) <= start).checked_sub(1)?;
                let chain = &chains[before];
                let end = last(chain);
                let same_sentence = self.between(&self.sentence_marks, start).0 <= end;
                (start - end <= rule.within && same_sentence)
                    .then(|| chain.iter().copied().chain([next]).collect::<Vec<usize>>())
            };
            chains = self.classes[class].iter().filter_map(extend).collect();
        }
        chains
    }

    /// The kind that a pattern at this place stands for, or `None` if its context denies it.
    fn kind_of(&self, rule: &Rule, chain: &[usize]) -> Option<usize> {
        let start = chain.first().map(|&hit| self.hits[hit].start)?;
        let end = chain.last().map(|&hit| self.hits[hit].end)?;
        let roles = &self.lexicon.roles;
        let from = start.saturating_sub(self.lexicon.reach);
        let to = end + self.lexicon.reach;
        if rule.unless.is_some_and(|class| self.has_class(class, from, to))
            || (rule.topic && self.has_class(roles.publicity, from, to))
        {
            return None;
        }
        let (sentence_from, sentence_to) = self.between(&self.sentence_marks, start);
        if self.has_class(roles.fiction, sentence_from, sentence_to)
            && !self.has_class_anywhere(roles.fiction_but_mine)
        {
            return None;
        }
        let (clause_from, clause_to) = self.between(&self.clause_marks, start);
        let is_past = self.has_class(roles.past, clause_from, clause_to)
            && !self.has_class(roles.still, clause_from, clause_to);
        Some(rule.past_becomes.filter(|_| is_past).unwrap_or(rule.kind))
    }
}

/// Whether an age below 18 is written (三岁, 13岁, 十几岁), without one of the characters before
/// it that make it something else (大三岁).
fn states_minor_age(chars: &[char], not_ages: &[char]) -> bool {
    let ages = chars.iter().enumerate().filter(|&(_, &mark)| mark == '岁').map(|(at, _)| at);
    ages.into_iter().any(|at| {
        let at = if at > 0 && chars[at - 1] == '周' { at - 1 } else { at };
        let is_digit = |&&digit: &&char| digit_value(digit).is_some() || "十几多来".contains(digit);
        let length = chars[..at].iter().rev().take(5).take_while(is_digit).count();
        let preceded =
            (at - length).checked_sub(1).is_some_and(|before| not_ages.contains(&chars[before]));
        !preceded && number(&chars[at - length..at]).is_some_and(|age| age < 18)
    })
}

/// Value of one digit, Arabic or Chinese.
fn digit_value(digit: char) -> Option<u32> {
    let chinese = "零一二三四五六七八九".chars().zip(0..);
    digit.to_digit(10).or_else(|| {
        chinese
            .chain([('〇', 0), ('两', 2)])
            .find(|&(known, _)| known == digit)
            .map(|(_, value)| value)
    })
}

/// A small number as people write ages: 7, 13, 十三, 二十三, 十几 (the lowest it can mean).
fn number(chars: &[char]) -> Option<u32> {
    let mut value: Option<u32> = None;
    for &char in chars {
        value = match (char, digit_value(char)) {
            ('十', _) => Some(value.unwrap_or(1).saturating_mul(10)),
            (_, Some(digit))
                if value.is_some_and(|tens| {
                    tens >= 10 && tens % 10 == 0 && char.to_digit(10).is_none()
                }) =>
            {
                Some(value.unwrap_or(0) + digit)
            }
            (_, Some(digit)) => Some(value.unwrap_or(0).saturating_mul(10).saturating_add(digit)),
            ('几', _) if value.is_none() => Some(3),
            _ => value,
        };
    }
    value
}
