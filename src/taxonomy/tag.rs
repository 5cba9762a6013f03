//! Which concepts a text names, and where.

use super::{Axis, Role, Taxonomy};
use crate::order;
use crate::text::Folded;
use crate::text::words::{Hit, unspaced};

/// Characters of one text that are looked at. The rest is left out, so that one broken record (a
/// whole file in one cell) cannot hold up a browser tab.
const LONGEST_TEXT: usize = 100_000;
/// End a sentence, in folded text.
const SENTENCE_MARKS: &[char] = &['。', '!', '?', ';', '…'];
/// Characters that may stand between a negation and what it denies.
const FILLERS: usize = 2;

/// A concept that a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConceptHit {
    /// Number of the concept.
    pub concept: u16,
    /// What the trigger counts for, in thousandths.
    pub weight: u32,
    /// First and past the last character in [`Folded::chars`].
    pub span: [u32; 2],
    /// Number of the trigger: the same trigger has the same number in every text.
    pub trigger: u32,
}

/// One text while it is read.
struct Reading<'a> {
    taxonomy: &'a Taxonomy,
    /// The text without blanks.
    chars: Vec<char>,
    /// Words in order of their beginning.
    hits: Vec<Hit>,
    /// For each hit, by axis: it stands strictly inside a longer word of the axis.
    covered: Vec<[bool; 2]>,
    /// Where a negation ends, with the fillers behind it.
    negated: Vec<bool>,
    /// The same for words of absence.
    absent: Vec<bool>,
}

impl Taxonomy {
    /// The concepts of a folded text, each trigger once, in order of the place.
    pub fn tag(&self, folded: &Folded) -> Vec<ConceptHit> {
        let chars = &folded.chars[..folded.chars.len().min(LONGEST_TEXT)];
        let positions = unspaced(chars);
        let kept: Vec<char> = positions.iter().map(|&at| chars[at]).collect();
        let mut hits = self.finder.find(&kept);
        if hits.is_empty() {
            return Vec::new();
        }
        order::sort_by_key(&mut hits, |hit| (hit.start, std::cmp::Reverse(hit.end)));
        let reading = Reading::new(self, kept, hits);
        let mut found = reading.words();
        reading.patterns(&mut found);
        for hit in &mut found {
            let [start, end] = hit.span;
            hit.span = [positions[start as usize] as u32, positions[end as usize - 1] as u32 + 1];
        }
        order::sort_by_key(&mut found, |hit| (hit.span, hit.concept, hit.trigger));
        found
    }
}

impl<'a> Reading<'a> {
    fn new(taxonomy: &'a Taxonomy, chars: Vec<char>, hits: Vec<Hit>) -> Self {
        let mut reading = Self {
            covered: vec![[false; 2]; hits.len()],
            negated: vec![false; chars.len() + 1],
            absent: vec![false; chars.len() + 1],
            taxonomy,
            chars,
            hits,
        };
        reading.cover();
        for index in 0..reading.hits.len() {
            let (hit, word) = (reading.hits[index], &taxonomy.words[reading.hits[index].word]);
            if word.role == Role::Negation {
                mark(&mut reading.negated, &reading.chars, hit.end, &taxonomy.fillers);
            }
            if word.role == Role::Absence {
                mark(&mut reading.absent, &reading.chars, hit.end, &taxonomy.fillers);
            }
        }
        reading
    }

    /// Finds what stands strictly inside a longer word: 儿童 inside 留守儿童, 打 inside 打工.
    fn cover(&mut self) {
        // Hits are in order of their beginning, the longest first: what covers a hit stands before
        // it, and of those before it only the one that ends last matters.
        let mut reaching = [(0, 0); 2];
        for (index, hit) in self.hits.iter().enumerate() {
            let word = &self.taxonomy.words[hit.word];
            for axis in Axis::ALL {
                let (start, end) = reaching[axis as usize];
                let longer = end - start > hit.end - hit.start;
                self.covered[index][axis as usize] = longer && hit.end <= end;
                let means =
                    |(concept, _): &(u16, u32)| self.taxonomy.concept(*concept).axis == axis;
                if hit.end > end
                    && (word.role == Role::Lookalike || word.meanings.iter().any(means))
                {
                    reaching[axis as usize] = (hit.start, hit.end);
                }
            }
        }
    }

    /// Whether something before a hit denies that a concept is meant.
    fn is_denied(&self, hit: Hit, concept: u16) -> bool {
        !self.taxonomy.words[hit.word].negative
            && (self.negated[hit.start]
                || (self.absent[hit.start] && self.taxonomy.concept(concept).event))
    }

    /// The triggers of one word.
    fn words(&self) -> Vec<ConceptHit> {
        let mut found: Vec<ConceptHit> = Vec::new();
        for (hit, covered) in self.hits.iter().zip(&self.covered) {
            for &(concept, weight) in &self.taxonomy.words[hit.word].meanings {
                let axis = self.taxonomy.concept(concept).axis;
                let trigger = hit.word as u32;
                let known = |one: &ConceptHit| one.trigger == trigger && one.concept == concept;
                if covered[axis as usize]
                    || self.is_denied(*hit, concept)
                    || found.iter().any(known)
                {
                    continue;
                }
                let span = [hit.start as u32, hit.end as u32];
                found.push(ConceptHit { concept, weight, span, trigger });
            }
        }
        found
    }

    /// Adds the triggers of several parts.
    fn patterns(&self, found: &mut Vec<ConceptHit>) {
        let mut fired = vec![false; self.taxonomy.patterns.len()];
        for first in 0..self.hits.len() {
            if self.is_hidden(first) {
                continue;
            }
            for &class in &self.taxonomy.words[self.hits[first].word].classes {
                for &number in &self.taxonomy.patterns_of_class[class as usize] {
                    if fired[number as usize] {
                        continue;
                    }
                    let Some(chain) = self.chain(first, number) else { continue };
                    let (start, end) =
                        (self.hits[first].start, self.hits[chain[chain.len() - 1]].end);
                    for &(concept, weight) in &self.taxonomy.patterns[number as usize].meanings {
                        let axis = self.taxonomy.concept(concept).axis;
                        if self.is_inside_a_trigger(start, end, first, axis) {
                            continue;
                        }
                        if chain.iter().any(|&part| self.is_denied(self.hits[part], concept)) {
                            continue;
                        }
                        fired[number as usize] = true;
                        found.push(ConceptHit {
                            concept,
                            weight,
                            span: [start as u32, end as u32],
                            trigger: (self.taxonomy.words.len() + number as usize) as u32,
                        });
                    }
                }
            }
        }
    }

    /// Whether a range that begins with a hit lies strictly inside a trigger of an axis.
    fn is_inside_a_trigger(&self, start: usize, end: usize, index: usize, axis: Axis) -> bool {
        let before = self.hits[..index].iter().rev();
        let near = before.take_while(|cover| cover.start + self.taxonomy.longest >= end);
        let same_start = self.hits[index..].iter().take_while(|other| other.start == start);
        let mut covers = near.chain(same_start);
        covers.any(|cover| {
            let means = |(concept, _): &(u16, u32)| self.taxonomy.concept(*concept).axis == axis;
            cover.end >= end
                && cover.end - cover.start > end - start
                && self.taxonomy.words[cover.word].meanings.iter().any(means)
        })
    }

    /// Whether a hit lies inside a look-alike. A longer trigger does not hide a part.
    fn is_hidden(&self, index: usize) -> bool {
        let hit = self.hits[index];
        let before = self.hits[..index].iter().rev();
        let near = before.take_while(|cover| cover.start + self.taxonomy.reach >= hit.start);
        let same_start = self.hits[index..].iter().take_while(|other| other.start == hit.start);
        let mut covers = near.chain(same_start);
        covers.any(|cover| {
            self.taxonomy.words[cover.word].role == Role::Lookalike
                && cover.end >= hit.end
                && cover.end - cover.start > hit.end - hit.start
        })
    }

    /// The parts of a pattern from its first part on, each the nearest that fits.
    fn chain(&self, first: usize, pattern: u16) -> Option<Vec<usize>> {
        let mut chain = vec![first];
        for class in &self.taxonomy.patterns[pattern as usize].parts[1..] {
            let last = chain[chain.len() - 1];
            let from = self.hits[last];
            let near = (last + 1..self.hits.len())
                .take_while(|&next| self.hits[next].start <= from.start + self.taxonomy.reach);
            let mut fits = near.filter(|&next| {
                let hit = self.hits[next];
                hit.start >= from.end
                    && self.taxonomy.words[hit.word].classes.binary_search(class).is_ok()
                    && !self.is_hidden(next)
            });
            let next = fits.next()?;
            let between = &self.chars[from.end..self.hits[next].start];
            if between.iter().any(|mark| SENTENCE_MARKS.contains(mark)) {
                return None;
            }
            chain.push(next);
        }
        Some(chain)
    }
}

/// Marks where a negation ends, and behind the fillers that follow it.
fn mark(places: &mut [bool], chars: &[char], end: usize, fillers: &[char]) {
    places[end] = true;
    let following = chars[end..].iter().take(FILLERS);
    for (filler, _) in following.take_while(|filler| fillers.contains(filler)).enumerate() {
        places[end + filler + 1] = true;
    }
}
