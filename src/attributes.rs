//! What rules and features look at: the attributes of a record, whatever its kind.
//!
//! Features are written on attributes, never on kinds, so that both directions of a pair share them.

use std::collections::BTreeMap;

use crate::model::choice::{Delivery, OrganizationType, ProjectStage, Status};
use crate::model::{Dataset, Kind, Need, Organization, Place};
use crate::order;
use crate::risk::{self, Risk};
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
    /// Id of the record.
    pub id: String,
    /// Its name; empty for a need.
    pub name: String,
    /// Its texts, for words in common.
    pub texts: Vec<TextPiece>,
    /// Where it is.
    pub place: Option<Place>,
    /// Where it serves.
    pub service_area: Vec<Place>,
    /// How it serves, or wants to be served.
    pub delivery: Vec<Delivery>,
    /// Fields of work, folded.
    pub fields: Vec<String>,
    /// Services that were ticked, folded and in the vocabulary of fields where it has a word.
    pub wanted: Vec<Wanted>,
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
    /// Is mediation among its services?
    pub mediates: bool,
    /// Is mediation the first of its fields of work?
    pub mainly_mediates: bool,
    /// Its services against violence, as written.
    pub safety_services: Vec<String>,
    /// Who may be at risk.
    pub risk: Option<Risk>,
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
        let texts = vec![TextPiece { field: "text", item: None, text: text.to_owned() }];
        Self { id, texts, place, risk: risk::assess(text, false), ..Self::default() }
    }

    /// The text of a query: its first piece.
    pub fn text(&self) -> &str {
        self.texts.first().map_or("", |piece| piece.text.as_str())
    }
}

/// The attributes of every record of a kind, in the order of the dataset.
pub fn of_kind(dataset: &Dataset, kind: Kind) -> Vec<Attributes> {
    match kind {
        Kind::Need => {
            let fields = fields_by_option(dataset);
            dataset.needs.iter().map(|need| of_need(need, &fields)).collect()
        }
        Kind::Organization => {
            let running = running_projects(dataset);
            let organizations = dataset.organizations.iter();
            organizations.map(|organization| of_organization(organization, &running)).collect()
        }
        // Routes of other kinds bring their attributes with them.
        _ => Vec::new(),
    }
}

/// From the folded words of a survey option, or another name of a field, to the folded field.
fn fields_by_option(dataset: &Dataset) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    for theme in &dataset.themes {
        let names = [theme.survey_option.as_ref(), theme.zh_hant.as_ref(), theme.en.as_ref()];
        for name in names.into_iter().flatten() {
            fields.insert(fold(name), fold(&theme.zh));
        }
    }
    fields
}

/// How many projects each organization carries now: those in 实施 or 督导 that name it or that it runs.
fn running_projects(dataset: &Dataset) -> BTreeMap<&str, u32> {
    let runs: BTreeMap<&str, Vec<&str>> = dataset
        .links
        .iter()
        .filter(|link| link.rel == "runs")
        .fold(BTreeMap::new(), |mut runs: BTreeMap<&str, Vec<&str>>, link| {
            runs.entry(&link.to).or_default().push(&link.from);
            runs
        });
    let mut running = BTreeMap::new();
    for project in &dataset.projects {
        if !matches!(project.stage, Some(ProjectStage::Running | ProjectStage::Supervised)) {
            continue;
        }
        let linked = runs.get(project.id.as_str()).into_iter().flatten().copied();
        let mut carriers: Vec<&str> = project.organization.as_deref().into_iter().collect();
        carriers.extend(linked);
        order::sort(&mut carriers);
        carriers.dedup();
        for carrier in carriers {
            *running.entry(carrier).or_insert(0) += 1;
        }
    }
    running
}

/// The attributes of a need.
fn of_need(need: &Need, fields_by_option: &BTreeMap<String, String>) -> Attributes {
    let wanted = need.wanted.iter().map(|written| {
        let key = fold(written);
        let field = fields_by_option.get(&key).cloned().unwrap_or(key);
        Wanted { written: written.clone(), field }
    });
    Attributes {
        delivery: need.delivery.clone(),
        wanted: wanted.collect(),
        risk: risk::assess(&need.text, is_minor(need)),
        ..Attributes::of_text(need.id.clone(), &need.text, need.division)
    }
}

/// Was it a child who answered?
fn is_minor(need: &Need) -> bool {
    const WORDS: [&str; 4] = ["未成年", "18岁以下", "18岁及以下", "学生"];
    let words = [need.respondent.as_deref(), need.age.as_deref()];
    words.into_iter().flatten().any(|text| WORDS.iter().any(|word| text.contains(word)))
}

/// The attributes of an organization.
fn of_organization(organization: &Organization, running: &BTreeMap<&str, u32>) -> Attributes {
    let mut texts = Vec::new();
    let mut add = |field, item, text: &str| {
        texts.push(TextPiece { field, item, text: text.to_owned() });
    };
    add("name", None, &organization.name);
    for (field, list) in [
        ("aliases", &organization.aliases),
        ("fields", &organization.fields),
        ("beneficiaries", &organization.beneficiaries),
        ("skills", &organization.skills),
        ("past_projects", &organization.past_projects),
    ] {
        for (item, text) in list.iter().enumerate() {
            add(field, Some(item as u32), text);
        }
    }
    add("description", None, organization.description.as_deref().unwrap_or_default());
    let services: Vec<&String> = organization.fields.iter().chain(&organization.skills).collect();
    let says = |text: &str, words: &[String]| {
        let text = fold(text);
        words.iter().any(|word| text.contains(word.as_str()))
    };
    let mediates = services.iter().any(|service| says(service, risk::mediation_words()));
    let safety_services = services.iter().filter(|service| {
        says(service, risk::safety_words()) && !says(service, risk::mediation_words())
    });
    Attributes {
        id: organization.id.clone(),
        name: organization.name.clone(),
        texts,
        place: organization.division,
        service_area: organization.service_area.clone(),
        delivery: organization.delivery.clone(),
        fields: organization.fields.iter().map(|field| fold(field)).collect(),
        organization_type: organization.r#type,
        registered: organization.registered,
        status: organization.status,
        max_projects: organization.capacity.as_ref().and_then(|capacity| capacity.max_projects),
        running_projects: running.get(organization.id.as_str()).copied().unwrap_or(0),
        mediates,
        mainly_mediates: organization
            .fields
            .first()
            .is_some_and(|field| says(field, risk::mediation_words())),
        safety_services: safety_services.map(|service| (*service).clone()).collect(),
        ..Attributes::default()
    }
}
