//! The attributes of each kind of record.

use std::collections::BTreeMap;

use super::{Attributes, Mediation, TextPiece, Wanted, is_mediation};
use crate::model::choice::{
    FederationLevel, OrganizationType, Payer, ProjectStage, ResourceKind, Way,
};
use crate::model::{
    Call, Dataset, Federation, Funder, Kind, Need, Organization, Place, Project, Provenance,
    Reference, Resource,
};
use crate::order;
use crate::risk;
use crate::taxonomy::Taxonomy;
use crate::text::fold;

/// The attributes of every record of a kind, in the order of the dataset.
pub fn of_kind(dataset: &Dataset, kind: Kind) -> Vec<Attributes> {
    let mut all = unprofiled(dataset, kind);
    for (position, one) in (0..).zip(&mut all) {
        one.position = Some(position);
    }
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
        Kind::Project => {
            let carried = Carried::of(dataset);
            dataset.projects.iter().map(|project| of_project(project, dataset, &carried)).collect()
        }
        Kind::Resource => {
            dataset.resources.iter().map(|resource| of_resource(resource, dataset)).collect()
        }
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
struct Carried<'a> {
    by: BTreeMap<&'a str, Vec<&'a Project>>,
    /// For each project, the first of its carriers.
    carrier: BTreeMap<&'a str, &'a str>,
}

impl<'a> Carried<'a> {
    /// Projects that name their organization, and those that a link says it runs.
    fn of(dataset: &'a Dataset) -> Self {
        let mut runs: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for link in dataset.links.iter().filter(|link| link.rel == "runs") {
            runs.entry(&link.to).or_default().push(&link.from);
        }
        let mut carried = Self { by: BTreeMap::new(), carrier: BTreeMap::new() };
        for project in &dataset.projects {
            let mut carriers: Vec<&str> = project.organization.as_deref().into_iter().collect();
            carriers.extend(runs.get(project.id.as_str()).into_iter().flatten().copied());
            if let Some(first) = carriers.first() {
                carried.carrier.insert(&project.id, first);
            }
            order::sort(&mut carriers);
            carriers.dedup();
            for carrier in carriers {
                carried.by.entry(carrier).or_default().push(project);
            }
        }
        carried
    }

    /// The projects of one organization.
    fn by(&self, organization: &str) -> &[&'a Project] {
        self.by.get(organization).map_or(&[], Vec::as_slice)
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

/// What the organization that carries or provides something is in law. A federation is a mass
/// organization.
fn standing(dataset: &Dataset, id: Option<&str>) -> (Option<OrganizationType>, Option<bool>) {
    match id.and_then(|id| dataset.find(id)) {
        Some(Reference { kind: Kind::Organization, position }) => {
            let organization = dataset.organizations.get(position as usize);
            organization.map_or((None, None), |one| (one.r#type, one.registered))
        }
        Some(Reference { kind: Kind::Federation, .. }) => {
            (Some(OrganizationType::MassOrganization), None)
        }
        _ => (None, None),
    }
}

/// Could a part of this key not be read?
fn is_incomplete(provenance: &Provenance, key: &str) -> bool {
    provenance.unread.iter().any(|unread| unread == key)
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
fn of_project(project: &Project, dataset: &Dataset, carried: &Carried<'_>) -> Attributes {
    let carrier = carried.carrier.get(project.id.as_str()).copied();
    let (organization_type, registered) = standing(dataset, carrier);
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
        mediation: Mediation::of(
            project.fields.iter(),
            [&project.name].into_iter(),
            project.description.iter(),
        ),
        project_stage: project.stage,
        area_incomplete: is_incomplete(&project.provenance, "service_area"),
        organization_type,
        registered,
        ..Attributes::default()
    }
}

/// The attributes of a resource.
fn of_resource(resource: &Resource, dataset: &Dataset) -> Attributes {
    let (organization_type, registered) = standing(dataset, resource.provider.as_deref());
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
        mediation: Mediation::of(
            resource.fields.iter(),
            [&resource.name].into_iter(),
            resource.description.iter(),
        ),
        open_until: resource.available_to,
        area_incomplete: is_incomplete(&resource.provenance, "service_area"),
        organization_type,
        registered,
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
    let context: Vec<&str> =
        need.situations.iter().chain(&need.beneficiaries).map(String::as_str).collect();
    let risk = risk::assess_with(&need.text, &context, is_minor(need));
    let violence = risk.as_ref().is_some_and(|risk| risk.violence);
    // Where there is violence a tick for mediation neither scores nor shows.
    let ticked = need.wanted.iter().filter(|ticked| !violence || !is_mediation(ticked));
    let wanted = ticked.map(|written| {
        let key = fold(written);
        let field = fields_by_option.get(&key).cloned().unwrap_or(key);
        Wanted { written: written.clone(), field }
    });
    let beneficiaries = need.beneficiaries.iter().map(|text| ("beneficiaries", text.as_str()));
    let situations = need.situations.iter().map(|text| ("situations", text.as_str()));
    let words = [("text", need.text.as_str())].into_iter().chain(beneficiaries).chain(situations);
    Attributes {
        delivery: need.delivery.clone(),
        wanted: wanted.collect(),
        profile: Taxonomy::builtin().need_profile(words, violence),
        risk,
        illustrative: need.provenance.illustrative == Some(true),
        ..Attributes::bare(need.id.clone(), &need.text, need.division)
    }
}

/// Was it a child who answered?
fn is_minor(need: &Need) -> bool {
    let words = [need.respondent.as_deref(), need.age.as_deref()];
    words.into_iter().flatten().any(says_minor)
}

/// Does an age bracket or a group of respondents mean people under 18?
fn says_minor(text: &str) -> bool {
    const CHILDREN: [&str; 7] =
        ["未成年", "小学生", "初中生", "高中生", "中学生", "青少年", "under 18"];
    const NOT: [&str; 4] = ["家长", "大学", "研究生", "父母"];
    let text = fold(text);
    if NOT.iter().any(|word| text.contains(word)) {
        return false;
    }
    if CHILDREN.iter().any(|word| text.contains(word)) {
        return true;
    }
    // The upper end of the bracket decides: 12—17岁, 14岁, 18岁以下.
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter_map(|run| run.parse().ok());
    let below = ["以下", "未满", "不满"].iter().any(|word| text.contains(word));
    let oldest: Option<u32> = numbers.max();
    let about_age = text.contains('岁') || text.contains("age");
    oldest.is_some_and(|oldest| about_age && (oldest < 18 || (oldest == 18 && below)))
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
        mediation: Mediation::of(
            services,
            organization.aliases.iter().chain([&organization.name]),
            organization.description.iter().chain(&organization.past_projects),
        ),
        area_incomplete: is_incomplete(&organization.provenance, "service_area"),
        ..Attributes::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_are_known_by_their_age_or_their_school() {
        for text in
            ["18岁以下", "１８岁以下", "12—17岁", "14岁", "初中生", "18岁以下青少年", "未成年人"]
        {
            assert!(says_minor(text), "{text}");
        }
        for text in
            ["18—25岁", "学生家长", "大学生", "孩子家长", "56岁及以上", "60岁以上长者", "社区青年"]
        {
            assert!(!says_minor(text), "{text}");
        }
    }
}
