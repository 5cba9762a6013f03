//! What rules and features look at: the attributes of a record, whatever its kind.
//!
//! Features are written on attributes, never on kinds, so that both directions of a pair share them.

mod records;

pub use records::of_kind;

use std::collections::BTreeMap;

use crate::model::choice::{Delivery, OrganizationType, ProjectStage, Stage, Status};
use crate::model::{Date, Kind, Place};
use crate::risk::{self, Risk};
use crate::taxonomy::{Profile, Taxonomy};
use crate::text::fold;

/// A piece of text of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPiece {
    /// Key it stands under.
    pub field: &'static str,
    /// Position in the list of that key; `None` where the key is one text.
    pub item: Option<u32>,
    /// The text as written.
    pub text: String,
}

impl TextPiece {
    /// How evidence names it: `description`, `skills.2`.
    pub fn path(&self) -> String {
        match self.item {
            Some(item) => format!("{}.{item}", self.field),
            None => self.field.to_owned(),
        }
    }
}

/// The attributes of one record. What is unknown is empty or `None`.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    /// Kind of the record; a typed text is a need.
    pub kind: Option<Kind>,
    /// Its position in the list of its kind; `None` for a typed text.
    pub position: Option<u32>,
    /// Id of the record.
    pub id: String,
    /// Its name; empty for a need.
    pub name: String,
    /// Invented, for demonstration.
    pub illustrative: bool,
    /// Its texts, for words in common.
    pub texts: Vec<TextPiece>,
    /// A word that tells records of one kind apart: the kind of a resource, the way of a call.
    pub category: Option<&'static str>,
    /// Where it is.
    pub place: Option<Place>,
    /// Where it serves.
    pub service_area: Vec<Place>,
    /// A part of where it serves could not be read: what the rest says is not all.
    pub area_incomplete: bool,
    /// How it serves, or wants to be served.
    pub delivery: Vec<Delivery>,
    /// Fields of work, folded.
    pub fields: Vec<String>,
    /// Services that were ticked, folded and in the vocabulary of fields where it has a word.
    pub wanted: Vec<Wanted>,
    /// How many projects it carries or carried, by folded field of work.
    pub carried: BTreeMap<String, u32>,
    /// How far it has grown.
    pub stage: Option<Stage>,
    /// Where the project stands.
    pub project_stage: Option<ProjectStage>,
    /// The last day on which it can be had or applied for.
    pub open_until: Option<Date>,
    /// What it is in law.
    pub organization_type: Option<OrganizationType>,
    /// Is it registered?
    pub registered: Option<bool>,
    /// Where it stands in the register.
    pub status: Option<Status>,
    /// Projects it can carry at a time.
    pub max_projects: Option<u32>,
    /// Projects it carries now.
    pub running_projects: u32,
    /// Is it a room where people meet, and no unit?
    pub is_place: bool,
    /// Whether it mediates, and what it does against violence.
    pub mediation: Mediation,
    /// Who may be at risk.
    pub risk: Option<Risk>,
    /// What it asks for or offers, and for whom.
    pub profile: Profile,
}

/// What a record's services mean where there is violence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mediation {
    /// Is mediation among its services?
    pub offered: bool,
    /// Is it the first of them, or in its name?
    pub first: bool,
    /// Is it only mentioned in what it says of itself?
    pub mentioned: bool,
    /// Its services against violence, as written.
    pub safety: Vec<String>,
}

impl Mediation {
    /// Looks at the services of a record, the most important first, at its names, and at what else it
    /// says of itself.
    fn of<'a>(
        services: impl Iterator<Item = &'a String>,
        names: impl Iterator<Item = &'a String>,
        rest: impl Iterator<Item = &'a String>,
    ) -> Self {
        let mut mediation = Self::default();
        for (number, service) in services.enumerate() {
            if is_mediation(service) {
                mediation.offered = true;
                mediation.first |= number == 0;
            } else if says(service, risk::safety_words()) {
                mediation.safety.push(service.clone());
            }
        }
        for name in names {
            let named = is_mediation(name);
            mediation.offered |= named;
            mediation.first |= named;
        }
        for text in rest {
            mediation.mentioned |= is_mediation(text);
        }
        mediation
    }
}

/// Does a text, folded, hold one of these words?
fn says(text: &str, words: &[String]) -> bool {
    let text = fold(text);
    words.iter().any(|word| text.contains(word.as_str()))
}

/// Does a text name mediation?
fn is_mediation(text: &str) -> bool {
    says(text, risk::mediation_words())
}

/// A service that was ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// As written.
    pub written: String,
    /// The field of work it means, folded.
    pub field: String,
}

impl Attributes {
    /// The attributes of a text that a person typed, with a place if she gave one.
    pub fn of_text(id: String, text: &str, place: Option<Place>) -> Self {
        let bare = Self::of_text_without_profile(id, text, place);
        let violence = bare.risk.as_ref().is_some_and(|risk| risk.violence);
        let profile = Taxonomy::builtin().need_profile([("text", text)].into_iter(), violence);
        Self { profile, ..bare }
    }

    /// The same without what the text is about, for routes that do not look at it. Who may be at risk is
    /// always found out.
    pub fn of_text_without_profile(id: String, text: &str, place: Option<Place>) -> Self {
        Self { risk: risk::assess(text, false), ..Self::bare(id, text, place) }
    }

    /// A text and a place, before anything is read out of them.
    fn bare(id: String, text: &str, place: Option<Place>) -> Self {
        let texts = vec![TextPiece { field: "text", item: None, text: text.to_owned() }];
        Self { kind: Some(Kind::Need), id, texts, place, ..Self::default() }
    }

    /// The places it is about: where it serves, or else where it is.
    pub fn areas(&self) -> &[Place] {
        if self.service_area.is_empty() { self.place.as_slice() } else { &self.service_area }
    }
}
