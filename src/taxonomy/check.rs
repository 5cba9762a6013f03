//! What is wrong with a taxonomy that can be read.

use std::collections::BTreeSet;

use super::Taxonomy;
use super::read::key;
use crate::text::Folded;
use crate::text::stop::{Stop, marks};

impl Taxonomy {
    /// Everything that an editor should mend, one sentence each: repeated ids, titles and triggers,
    /// concepts without translation or that no trigger leads to, relations that cross the axes, that
    /// lead to the same concept or from violence to mediation, triggers that say nothing.
    pub fn check(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut ids = BTreeSet::new();
        let mut titles = BTreeSet::new();
        for (number, (concept, source)) in (0_u16..).zip(self.concepts().iter().zip(&self.sources))
        {
            let id = &concept.id;
            let mut fault = |text: &str| faults.push(format!("{id}: {text}"));
            if !ids.insert(id.clone()) {
                fault("the id is used twice");
            }
            let of_id = |mark: char| mark.is_ascii_lowercase() || mark == '-' || mark == '.';
            if id.is_empty() || !id.chars().all(of_id) {
                fault("an id has small letters, - and . only");
            }
            for title in [&concept.zh, &concept.en] {
                if title.is_empty() {
                    fault("a title is missing");
                } else if !titles.insert((concept.axis, title.clone())) {
                    fault(&format!("the title {title} is used twice on this axis"));
                }
            }
            if concept.zh.is_ascii() || !concept.en.is_ascii() {
                fault("the titles must be Chinese and English");
            }
            if let Some(parent) = concept.parent
                && self.concept(parent).axis != concept.axis
            {
                fault("the parent is on the other axis");
            }
            for (other, weight) in &source.related {
                let Some(other) = self.number(other) else { continue };
                if self.concept(other).axis != concept.axis || other == number {
                    fault(&format!("a relation to {}", self.concept(other).id));
                }
                if !(50..=1000).contains(weight) {
                    fault(&format!("the weight {weight} of a relation"));
                }
            }
            for other in 0..self.concepts.len() as u16 {
                let excluded =
                    concept.excludes.iter().any(|&excluded| self.is_within(other, excluded));
                if excluded && self.closeness(number, other) > 0 {
                    fault(&format!("related to {}, which it excludes", self.concept(other).id));
                }
            }
            let mut triggers = BTreeSet::new();
            for trigger in source.triggers.iter().chain(&source.names).chain([&source.zh]) {
                let key = key(trigger);
                if let Some(text) = too_general(&key) {
                    fault(&format!("{text}: {trigger}"));
                }
                if !triggers.insert(key) {
                    fault(&format!("the trigger {trigger} stands there twice"));
                }
            }
            if !source.names.iter().chain([&source.zh]).any(|name| self.leads_to(name, number)) {
                fault("its own name does not lead to it");
            }
        }
        if let (Some(violence), Some(mediation)) =
            (self.number("violence"), self.number("mediation"))
        {
            if !self.concept(violence).excludes.contains(&mediation) {
                faults.push("violence: must exclude mediation".to_owned());
            }
            let all = || 0..self.concepts.len() as u16;
            let of_violence = all().filter(|&one| self.is_within(one, violence));
            for one in of_violence {
                let mut other = all().filter(|&other| self.is_within(other, mediation));
                if other.any(|other| self.closeness(one, other) > 0) {
                    faults.push(format!("{}: related to mediation", self.concept(one).id));
                }
            }
        }
        faults
    }

    /// Whether the concepts of a text contain one.
    fn leads_to(&self, text: &str, concept: u16) -> bool {
        self.tag(&Folded::new(text)).iter().any(|hit| hit.concept == concept)
    }
}

/// Why a trigger stands in texts that mean something else.
fn too_general(trigger: &str) -> Option<&'static str> {
    let chars: Vec<char> = trigger.chars().collect();
    if trigger.contains('~') {
        let parts: Vec<&str> = trigger.split('~').collect();
        return (!(2..=3).contains(&parts.len())).then_some("a trigger has two or three parts");
    }
    if chars.len() < 2 {
        return Some("a trigger of one character");
    }
    let marks = marks(&chars);
    let empty = marks.iter().all(|mark| mark.stop == Stop::Phrase && mark.word == marks[0].word);
    empty.then_some("a trigger that is an empty phrase")
}
