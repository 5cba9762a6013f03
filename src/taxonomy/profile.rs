//! What a whole record asks for or offers: its concepts weighed, and two records compared.

use super::{Axis, ConceptHit, THOUSANDTHS, Taxonomy};
use crate::order;
use crate::text::Folded;

/// One, in millionths.
const MILLION: u64 = 1_000_000;

/// The concepts of one axis with their shares in millionths, by ascending number. It has length one
/// when measured by its own similarity to itself, or is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vector(Vec<(u16, u32)>);

impl Vector {
    /// Concept and share, by ascending number.
    pub fn entries(&self) -> &[(u16, u32)] {
        &self.0
    }

    /// Whether no concept is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What a record asks for or offers, and for whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Kinds of help.
    pub service: Vector,
    /// For whom.
    pub people: Vector,
}

impl Profile {
    /// The vector of an axis.
    pub fn axis(&self, axis: Axis) -> &Vector {
        match axis {
            Axis::Service => &self.service,
            Axis::People => &self.people,
        }
    }
}

/// A pair of concepts by which two vectors are similar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The concept of the first.
    pub one: u16,
    /// The concept of the second: the same, or one that is close to it.
    pub other: u16,
    /// What it adds to the similarity, in millionths.
    pub worth: u32,
}

impl Taxonomy {
    /// The profile of a record from its texts, each with the name of its field.
    pub fn profile<'a>(&self, texts: impl Iterator<Item = (&'a str, &'a str)>) -> Profile {
        self.weigh(&self.hits(texts), &[])
    }

    /// The profile of a need. What the concepts it names exclude is left out. Where somebody is known
    /// to suffer violence, help against it is part of the profile, whatever the words.
    pub fn need_profile<'a>(
        &self,
        texts: impl Iterator<Item = (&'a str, &'a str)>,
        violence: bool,
    ) -> Profile {
        let mut hits = self.hits(texts);
        if let Some(concept) = violence.then(|| self.number("violence")).flatten() {
            let known =
                ConceptHit { concept, weight: THOUSANDTHS, span: [0, 0], trigger: u32::MAX };
            hits.push((known, [THOUSANDTHS; 2]));
        }
        let named = hits.iter().map(|(hit, _)| hit.concept);
        let hushed: Vec<u16> =
            named.flat_map(|concept| self.concept(concept).excludes.iter().copied()).collect();
        self.weigh(&hits, &hushed)
    }

    /// The concepts that all texts name, each with what its field counts for.
    fn hits<'a>(
        &self,
        texts: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Vec<(ConceptHit, [u32; 2])> {
        let mut found = Vec::new();
        for (field, text) in texts {
            if let Some((_, weights)) = self.fields.iter().find(|(name, _)| name == field) {
                let hits = self.tag(&Folded::new(text)).into_iter();
                found.extend(hits.map(|hit| (hit, *weights)));
            }
        }
        found
    }

    /// Adds up what concepts are worth: each trigger once, at the best place where it stands.
    fn weigh(&self, hits: &[(ConceptHit, [u32; 2])], hushed: &[u16]) -> Profile {
        let mut worths: Vec<(u16, u32, u64)> = Vec::new();
        for (hit, weights) in hits {
            let axis = self.concept(hit.concept).axis;
            let worth =
                u64::from(hit.weight) * u64::from(weights[axis as usize]) / u64::from(THOUSANDTHS);
            if worth == 0 || hushed.iter().any(|&hushed| self.is_within(hit.concept, hushed)) {
                continue;
            }
            worths.push((hit.concept, hit.trigger, worth));
        }
        order::sort_by_key(&mut worths, |&(concept, trigger, worth)| {
            (concept, trigger, std::cmp::Reverse(worth))
        });
        worths.dedup_by_key(|&mut (concept, trigger, _)| (concept, trigger));
        let vector = |axis: Axis| {
            let mut entries: Vec<(u16, u32)> = Vec::new();
            let of_axis = |one: &&(u16, u32, u64)| self.concept(one.0).axis == axis;
            let mut sum = 0;
            let mut rest = worths.iter().filter(of_axis).peekable();
            while let Some(&(concept, _, worth)) = rest.next() {
                sum += worth;
                if rest.peek().is_none_or(|next| next.0 != concept) {
                    // Many triggers of one concept say little more than a few.
                    let share = sum * MILLION / (sum + u64::from(self.half));
                    entries.push((concept, share as u32));
                    sum = 0;
                }
            }
            self.normalised(entries)
        };
        Profile { service: vector(Axis::Service), people: vector(Axis::People) }
    }

    /// Gives a vector length one.
    fn normalised(&self, mut entries: Vec<(u16, u32)>) -> Vector {
        // In thousandths of millionths squared.
        let square = self.product(&entries, &entries);
        let length = u64::isqrt(square / u64::from(THOUSANDTHS)).max(1);
        for (_, share) in &mut entries {
            *share = (u64::from(*share) * MILLION / length) as u32;
        }
        Vector(entries)
    }

    /// The sum over all pairs of concepts of share × closeness × share.
    fn product(&self, one: &[(u16, u32)], other: &[(u16, u32)]) -> u64 {
        let mut sum = 0;
        for &(concept, share) in one {
            let row = concept as usize * self.concepts.len();
            let row = &self.closeness[row..row + self.concepts.len()];
            let near = other
                .iter()
                .map(|&(other, share)| u64::from(row[other as usize]) * u64::from(share));
            sum += u64::from(share) * near.sum::<u64>();
        }
        sum
    }

    /// How similar two vectors are, 0 to 1,000,000: the cosine in which concepts count as near each
    /// other as they are. The same both ways; 0 where one is empty.
    pub fn similarity(&self, one: &Vector, other: &Vector) -> u32 {
        let product = self.product(&one.0, &other.0) / u64::from(THOUSANDTHS);
        (product / MILLION).min(MILLION) as u32
    }

    /// The pairs of concepts by which two vectors are similar, the most telling first.
    pub fn shared(&self, one: &Vector, other: &Vector) -> Vec<Shared> {
        let mut shared = Vec::new();
        for &(first, share) in &one.0 {
            for &(second, other_share) in &other.0 {
                let product = u64::from(share)
                    * u64::from(other_share)
                    * u64::from(self.closeness(first, second));
                let worth = (product / u64::from(THOUSANDTHS) / MILLION) as u32;
                if worth > 0 {
                    shared.push(Shared { one: first, other: second, worth });
                }
            }
        }
        order::sort_by_key(&mut shared, |pair| {
            (std::cmp::Reverse(pair.worth), pair.one, pair.other)
        });
        shared
    }
}
