//! The attributes of each kind of record.

use std::collections::BTreeMap;

use super::{Attributes, Mediation, TextPiece, Wanted};
use crate::model::choice::{
    FederationLevel, OrganizationType, Payer, ProjectStage, ResourceKind, Way,
};
use crate::model::{
    Call, Dataset, Federation, Funder, Kind, Need, Organization, Place, Project, Resource,
};
use crate::order;
use crate::risk;
use crate::taxonomy::Taxonomy;
use crate::text::fold;

/// The attributes of every record of a kind, in the order of the dataset.
pub fn of_kind(dataset: &Dataset, kind: Kind) -> Vec<Attributes> {
    let mut all = unprofiled(dataset, kind);
    if kind != Kind::Need {
        for one in &mut all {
            let words = one.texts.iter().map(|piece| (piece.field, piece.text.as_str()));
            one.profile = Taxonomy::builtin().profile(words);
        }
    }
    all
}

/// The attributes of every record of a kind; all but needs without what they are about.
fn unprofiled(dataset: &Dataset, kind: Kind) -> Vec<Attributes> {
    match kind {
        Kind::Need => {
            let fields = fields_by_option(dataset);
            dataset.needs.iter().map(|need| of_need(need, &fields)).collect()
        }
        Kind::Organization => {
            let carried = Carried::of(dataset);
            let organizations = dataset.organizations.iter();
            organizations.map(|organization| of_organization(organization, &carried)).collect()
        }
        Kind::Funder => dataset.funders.iter().map(of_funder).collect(),
        Kind::Call => dataset.calls.iter().map(of_call).collect(),
        Kind::Project => dataset.projects.iter().map(of_project).collect(),
        Kind::Resource => dataset.resources.iter().map(of_resource).collect(),
        Kind::Federation => dataset.federations.iter().map(of_federation).collect(),
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

/// Which projects each organization carries or carried.
struct Carried<'a>(BTreeMap<&'a str, Vec<&'a Project>>);

impl<'a> Carried<'a> {
    /// Projects that name their organization, and those that a link says it runs.
    fn of(dataset: &'a Dataset) -> Self {
        let mut runs: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for link in dataset.links.iter().filter(|link| link.rel == "runs") {
            runs.entry(&link.to).or_default().push(&link.from);
        }
        let mut carried: BTreeMap<&str, Vec<&Project>> = BTreeMap::new();
        for project in &dataset.projects {
            let mut carriers: Vec<&str> = project.organization.as_deref().into_iter().collect();
            carriers.extend(runs.get(project.id.as_str()).into_iter().flatten().copied());
            order::sort(&mut carriers);
            carriers.dedup();
            for carrier in carriers {
                carried.entry(carrier).or_default().push(project);
            }
        }
        Self(carried)
    }

    /// The projects of one organization.
    fn by(&self, organization: &str) -> &[&'a Project] {
        self.0.get(organization).map_or(&[], Vec::as_slice)
    }
}

/// The texts of a record, for words in common.
#[derive(Default)]
struct Texts(Vec<TextPiece>);

impl Texts {
    fn one(mut self, field: &'static str, text: &str) -> Self {
        if !text.is_empty() {
            self.0.push(TextPiece { field, item: None, text: text.to_owned() });
        }
        self
    }

    fn maybe(self, field: &'static str, text: Option<&String>) -> Self {
        self.one(field, text.map_or("", String::as_str))
    }

    fn list(mut self, field: &'static str, items: &[String]) -> Self {
        for (item, text) in (0_u32..).zip(items) {
            self.0.push(TextPiece { field, item: Some(item), text: text.clone() });
        }
        self
    }
}

/// Words folded, to be compared.
fn folded(words: &[String]) -> Vec<String> {
    words.iter().map(|word| fold(word)).collect()
}

/// A service area, or else the record's own place: what is said of projects and resources.
fn own_or(area: &[Place], own: Option<Place>) -> Vec<Place> {
    if area.is_empty() { own.into_iter().collect() } else { area.to_vec() }
}

/// The attributes of a funder.
fn of_funder(funder: &Funder) -> Attributes {
    let texts = Texts::default()
        .one("name", &funder.name)
        .list("aliases", &funder.aliases)
        .list("fields", &funder.fields)
        .list("beneficiaries", &funder.beneficiaries)
        .maybe("description", funder.description.as_ref());
    Attributes {
        kind: Some(Kind::Funder),
        id: funder.id.clone(),
        illustrative: funder.provenance.illustrative == Some(true),
        name: funder.name.clone(),
        texts: texts.0,
        category: funder.payer.map(Payer::as_str),
        place: funder.division,
        service_area: funder.service_area.clone(),
        fields: folded(&funder.fields),
        ..Attributes::default()
    }
}

/// The attributes of a call.
fn of_call(call: &Call) -> Attributes {
    let texts = Texts::default()
        .one("name", &call.name)
        .list("fields", &call.fields)
        .list("beneficiaries", &call.beneficiaries)
        .maybe("description", call.rules_text.as_ref());
    Attributes {
        kind: Some(Kind::Call),
        id: call.id.clone(),
        illustrative: call.provenance.illustrative == Some(true),
        name: call.name.clone(),
        texts: texts.0,
        category: call.way.map(Way::as_str),
        service_area: call.service_area.clone(),
        fields: folded(&call.fields),
        open_until: call.deadline,
        ..Attributes::default()
    }
}

/// The attributes of a project.
fn of_project(project: &Project) -> Attributes {
    let texts = Texts::default()
        .one("name", &project.name)
        .list("fields", &project.fields)
        .list("beneficiaries", &project.beneficiaries)
        .maybe("description", project.description.as_ref());
    Attributes {
        kind: Some(Kind::Project),
        id: project.id.clone(),
        illustrative: project.provenance.illustrative == Some(true),
        name: project.name.clone(),
        texts: texts.0,
        place: project.division,
        service_area: own_or(&project.service_area, project.division),
        fields: folded(&project.fields),
        mediation: Mediation::of(project.fields.iter().chain([&project.name])),
        project_stage: project.stage,
        ..Attributes::default()
    }
}

/// The attributes of a resource.
fn of_resource(resource: &Resource) -> Attributes {
    let texts = Texts::default()
        .one("name", &resource.name)
        .list("fields", &resource.fields)
        .maybe("description", resource.description.as_ref())
        .maybe("wish", resource.wish.as_ref());
    Attributes {
        kind: Some(Kind::Resource),
        id: resource.id.clone(),
        illustrative: resource.provenance.illustrative == Some(true),
        name: resource.name.clone(),
        texts: texts.0,
        category: resource.kind.map(ResourceKind::as_str),
        place: resource.division,
        service_area: own_or(&resource.service_area, resource.division),
        delivery: resource.delivery.clone(),
        fields: folded(&resource.fields),
        mediation: Mediation::of(resource.fields.iter().chain([&resource.name])),
        open_until: resource.available_to,
        ..Attributes::default()
    }
}

/// The attributes of a federation. It serves its own place.
fn of_federation(federation: &Federation) -> Attributes {
    let texts = Texts::default()
        .one("name", &federation.name)
        .maybe("description", federation.facts.as_ref());
    Attributes {
        kind: Some(Kind::Federation),
        id: federation.id.clone(),
        illustrative: federation.provenance.illustrative == Some(true),
        name: federation.name.clone(),
        texts: texts.0,
        category: federation.level.map(FederationLevel::as_str),
        is_place: federation.place == Some(true),
        place: federation.division,
        service_area: federation.division.into_iter().collect(),
        ..Attributes::default()
    }
}

/// The attributes of a need.
fn of_need(need: &Need, fields_by_option: &BTreeMap<String, String>) -> Attributes {
    let wanted = need.wanted.iter().map(|written| {
        let key = fold(written);
        let field = fields_by_option.get(&key).cloned().unwrap_or(key);
        Wanted { written: written.clone(), field }
    });
    let risk = risk::assess(&need.text, is_minor(need));
    let beneficiaries = need.beneficiaries.iter().map(|text| ("beneficiaries", text.as_str()));
    let situations = need.situations.iter().map(|text| ("situations", text.as_str()));
    let words = [("text", need.text.as_str())].into_iter().chain(beneficiaries).chain(situations);
    let violence = risk.as_ref().is_some_and(|risk| risk.violence);
    Attributes {
        delivery: need.delivery.clone(),
        wanted: wanted.collect(),
        profile: Taxonomy::builtin().need_profile(words, violence),
        risk,
        illustrative: need.provenance.illustrative == Some(true),
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
fn of_organization(organization: &Organization, carried: &Carried<'_>) -> Attributes {
    let texts = Texts::default()
        .one("name", &organization.name)
        .list("aliases", &organization.aliases)
        .list("fields", &organization.fields)
        .list("beneficiaries", &organization.beneficiaries)
        .list("skills", &organization.skills)
        .list("past_projects", &organization.past_projects)
        .maybe("description", organization.description.as_ref());
    let mut carried_fields = BTreeMap::new();
    let mut running_projects = 0;
    for project in carried.by(&organization.id) {
        let now = matches!(project.stage, Some(ProjectStage::Running | ProjectStage::Supervised));
        running_projects += u32::from(now);
        for field in &project.fields {
            *carried_fields.entry(fold(field)).or_insert(0) += 1;
        }
    }
    let services = organization.fields.iter().chain(&organization.skills);
    Attributes {
        kind: Some(Kind::Organization),
        id: organization.id.clone(),
        illustrative: organization.provenance.illustrative == Some(true),
        name: organization.name.clone(),
        texts: texts.0,
        category: organization.r#type.map(OrganizationType::as_str),
        place: organization.division,
        service_area: organization.service_area.clone(),
        delivery: organization.delivery.clone(),
        fields: folded(&organization.fields),
        carried: carried_fields,
        stage: organization.stage,
        organization_type: organization.r#type,
        registered: organization.registered,
        status: organization.status,
        max_projects: organization.capacity.as_ref().and_then(|capacity| capacity.max_projects),
        running_projects,
        mediation: Mediation::of(services),
        ..Attributes::default()
    }
}
