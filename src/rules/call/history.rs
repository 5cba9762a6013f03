//! Earlier projects: who carried them, who paid, and the rules that look at them.
//!
//! A list of earlier projects is never known to be complete: what stands in it proves something, what
//! does not stand in it proves nothing.

use serde_json::Value;

use super::application::{WHEN_APPLYING, asked_of};
use super::value;
use super::{Answer, Applicant, Case, Verdict};
use crate::model::choice::{ProjectStage, Way};
use crate::model::{Call, Dataset, Kind, Organization, Project};
use crate::order;
use crate::text::fold;

/// Pairs of ids, or of an id and a name, sorted.
type Pairs<'a> = Vec<(&'a str, &'a str)>;

/// What stands beside an id.
fn beside<'p, 'a>(pairs: &'p Pairs<'a>, id: &str) -> &'p [(&'a str, &'a str)] {
    let begin = pairs.partition_point(|(key, _)| *key < id);
    let length = pairs[begin..].iter().take_while(|(key, _)| *key == id).count();
    &pairs[begin..begin + length]
}

/// Who carried and who paid which project, and which organizations have a federation unit.
pub(super) struct History<'a> {
    dataset: &'a Dataset,
    /// From organizations to the projects that they carry.
    carried: Pairs<'a>,
    /// The same, from projects.
    carriers: Pairs<'a>,
    /// From projects to funders.
    payers: Pairs<'a>,
    /// From organizations to the names of the federation units that were formed in them.
    units: Pairs<'a>,
}

/// Was money given for it?
fn is_awarded(project: &Project) -> bool {
    use ProjectStage::{Evaluated, Running, Supervised};
    matches!(project.stage, Some(Running | Supervised | Evaluated))
}

/// Was it handed in, and not refused or withdrawn?
fn is_applied(project: &Project) -> bool {
    is_awarded(project)
        || matches!(project.stage, Some(ProjectStage::Applied | ProjectStage::Selection))
}

impl<'a> History<'a> {
    /// Gathers from keys and links.
    #[inline(never)]
    pub(super) fn gather(dataset: &'a Dataset) -> Self {
        let mut lists: [Pairs<'a>; 4] = Default::default();
        let [carried, carriers, payers, units] = &mut lists;
        for project in &dataset.projects {
            if let Some(organization) = &project.organization {
                carriers.push((&project.id, organization));
            }
            if let Some(funder) = &project.funder {
                payers.push((&project.id, funder));
            }
        }
        for link in &dataset.links {
            match link.rel.as_str() {
                "runs" => carriers.push((&link.to, &link.from)),
                "funds" => payers.push((&link.to, &link.from)),
                _ => {}
            }
        }
        for unit in &dataset.federations {
            // A hub is an organization that helps others, not a unit.
            if let Some(organization) = &unit.organization
                && unit.kind.as_deref() != Some("枢纽")
            {
                units.push((organization, &unit.name));
            }
        }
        carried.extend(carriers.iter().map(|(project, organization)| (*organization, *project)));
        for list in &mut lists {
            order::sort(list);
            list.dedup();
        }
        let [carried, carriers, payers, units] = lists;
        Self { dataset, carried, carriers, payers, units }
    }

    /// The organization that carries a project: its own key, else the only one that is linked.
    pub(super) fn carrier(&self, project: &'a Project) -> Option<&'a str> {
        let linked = || match beside(&self.carriers, &project.id) {
            [(_, only)] => Some(*only),
            _ => None,
        };
        project.organization.as_deref().or_else(linked)
    }

    /// Projects that an organization carries, without the one that is judged.
    #[inline(never)]
    fn of(&self, organization: &str, without: Option<&Project>) -> Vec<&'a Project> {
        let mut projects = Vec::new();
        for (_, id) in beside(&self.carried, organization) {
            if let Some(found) = self.dataset.find(id)
                && found.kind == Kind::Project
                && without.is_none_or(|without| without.id != *id)
            {
                projects.extend(self.dataset.projects.get(found.position as usize));
            }
        }
        projects
    }

    /// How many other projects an organization carries now.
    pub(super) fn running(&self, organization: &str, without: Option<&Project>) -> u32 {
        let mut projects = self.of(organization, without);
        projects.retain(|project| {
            matches!(project.stage, Some(ProjectStage::Running | ProjectStage::Supervised))
        });
        projects.len() as u32
    }

    /// Other projects with which an organization applied to a call.
    pub(super) fn applications(
        &self,
        organization: &str,
        call: &str,
        without: Option<&Project>,
    ) -> Vec<&'a Project> {
        let mut projects = self.of(organization, without);
        projects.retain(|one| one.call.as_deref() == Some(call) && is_applied(one));
        projects
    }

    /// The federation unit that was formed in an organization.
    pub(super) fn federation_unit(&self, organization: &str) -> Option<&'a str> {
        beside(&self.units, organization).first().map(|(_, name)| *name)
    }

    /// In which way the money for a project came, by the call it answered.
    fn way(&self, project: &Project) -> Option<Way> {
        let found = self.dataset.find(project.call.as_deref()?)?;
        let calls = (found.kind == Kind::Call).then_some(&self.dataset.calls)?;
        calls.get(found.position as usize)?.way
    }

    /// Did a funder pay for it?
    fn is_paid_by(&self, project: &Project, funder: &str) -> bool {
        let payers = beside(&self.payers, &project.id);
        is_awarded(project) && payers.iter().any(|(_, payer)| *payer == funder)
    }

    /// Is money given for a project in a year, apart from the call that is judged? `None` if it is not
    /// known in which years it runs.
    fn is_paid_in(&self, project: &Project, year: u16, call: &Call) -> Option<bool> {
        let own = project.call.as_deref() == Some(call.id.as_str());
        if own || !is_awarded(project) || beside(&self.payers, &project.id).is_empty() {
            return Some(false);
        }
        let begins = project.start.map(|date| date.year() <= year);
        let lasts = project.end.map(|date| date.year() >= year);
        match (begins, lasts) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }
}

/// Shows projects by name, in the sentence and among the facts.
#[inline(never)]
fn show(answer: &mut Answer, projects: &[&Project]) {
    let names: Vec<&str> = projects.iter().map(|project| project.name.as_str()).collect();
    answer.list("names", &names);
    for name in names {
        answer.note(name);
    }
}

/// The rule `first-time-cap`. The largest amount for who carries its first project of this funder.
pub(super) fn first_time_cap(case: &Case<'_>, value: &Value, answer: &mut Answer) -> Option<()> {
    let cap = value::money(value)?;
    answer.money("cap", cap);
    let Applicant { organization, project } = case.applicant;
    let history = &case.judge.history;
    let mut earlier = Vec::new();
    if let (Some(organization), Some(funder)) = (organization, case.call.funder.as_deref()) {
        earlier = history.of(&organization.id, project);
        earlier.retain(|one| history.is_paid_by(one, funder));
    }
    if let Some(budget) = project.and_then(|project| project.budget) {
        answer.money("budget", budget);
        answer.note_money(budget);
    }
    match project.map(asked_of) {
        _ if !earlier.is_empty() => {
            answer.set(Verdict::Yes, "not-first");
            show(answer, &earlier);
        }
        None => answer.set(Verdict::Yes, WHEN_APPLYING),
        Some(None) => answer.missing("no-budget"),
        Some(Some(asked)) if asked <= cap.fen() => answer.set(Verdict::Yes, "within"),
        // It may have carried one that is not in the list.
        Some(Some(_)) => answer.missing("over-if-first"),
    }
    Some(())
}

/// The rule `no-double-funding`. The year; that of the call where none is given. The same or nearly the
/// same project must not be paid for by somebody else in that year.
pub(super) fn no_double_funding(case: &Case<'_>, value: &Value, answer: &mut Answer) -> Option<()> {
    let year = match value {
        Value::Null | Value::Bool(true) => {
            let start = case.call.start.map(|start| u32::from(start.year()));
            case.call.year.or(start)?
        }
        year => value::count(year)?,
    };
    answer.number("year", year);
    let year = u16::try_from(year).ok()?;
    let history = &case.judge.history;
    let Applicant { organization, project } = case.applicant;
    let mut carried = organization.map_or_else(Vec::new, |one| history.of(&one.id, project));
    let Some(project) = project else {
        carried.retain(|one| history.is_paid_in(one, year, case.call) == Some(true));
        if carried.is_empty() {
            answer.set(Verdict::Yes, WHEN_APPLYING);
        } else {
            answer.set(Verdict::Yes, "not-these");
            show(answer, &carried);
        }
        return Some(());
    };
    let (mut double, mut perhaps) = (Vec::new(), Vec::new());
    let key = name_key(&project.name);
    for other in &history.dataset.projects {
        // Most are ruled out by this; names are compared only where it matters.
        let paid = history.is_paid_in(other, year, case.call);
        if paid == Some(false) {
            continue;
        }
        let certain = if other.id == project.id {
            let funder = case.call.funder.as_deref();
            let payers = beside(&history.payers, &other.id);
            if payers.iter().all(|(_, payer)| Some(*payer) == funder) {
                continue;
            }
            true
        } else if is_similar(&key, &name_key(&other.name)) {
            carried.iter().any(|own| own.id == other.id)
        } else {
            continue;
        };
        if paid == Some(true) && certain { &mut double } else { &mut perhaps }.push(other);
    }
    if !double.is_empty() {
        answer.set(Verdict::No, "double");
        show(answer, &double);
    } else if perhaps.is_empty() {
        answer.set(Verdict::Yes, "none-known");
    } else {
        answer.missing("perhaps");
        show(answer, &perhaps);
    }
    Some(())
}

/// The characters of a name that tell projects apart: neither marks nor years nor "第三期项目".
fn name_key(name: &str) -> Vec<char> {
    let mut key: Vec<char> = fold(name).chars().collect();
    key.retain(|c| c.is_alphanumeric() && !c.is_ascii_digit() && !"第期届年度项目".contains(*c));
    key
}

/// Do two names share at least four fifths of their pairs of characters (Dice)?
fn is_similar(one: &[char], other: &[char]) -> bool {
    if one == other {
        return !one.is_empty();
    }
    let mut taken = vec![false; other.len()];
    let mut common = 0;
    for pair in one.windows(2) {
        let mut places = other.windows(2).zip(&mut taken);
        if let Some((_, taken)) = places.find(|(place, taken)| !**taken && *place == pair) {
            *taken = true;
            common += 1;
        }
    }
    let total = one.len().saturating_sub(1) + other.len().saturating_sub(1);
    common > 0 && common * 2 * 5 >= total * 4
}

/// The rule `track-record`. How many such projects it must have carried, or `{n, field, way}`.
pub(super) fn track_record(
    case: &Case<'_>,
    organization: &Organization,
    value: &Value,
    answer: &mut Answer,
) -> Option<()> {
    let (mut wanted, mut field, mut way) = (1, None, None);
    if value.is_object() {
        value::only(value, &["n", "field", "way"])?;
        let get = |key: &str| value.get(key).filter(|value| !value.is_null());
        if let Some(number) = get("n") {
            wanted = value::count(number)?;
        }
        if let Some(word) = get("field") {
            field = Some(word.as_str()?);
        }
        if let Some(word) = get("way") {
            way = Some(Way::from_word(word.as_str()?)?);
        }
    } else {
        wanted = value::count(value)?;
    }
    let key = field.map(fold);
    let history = &case.judge.history;
    let mut found = history.of(&organization.id, case.applicant.project);
    found.retain(|project| {
        // What was guessed proves nothing.
        let inferred = &project.provenance.inferred;
        let guessed =
            inferred.iter().any(|one| one == "stage" || (one == "fields" && field.is_some()));
        let says = |key: &String| project.fields.iter().any(|one| fold(one) == *key);
        is_awarded(project)
            && !guessed
            && way.is_none_or(|way| history.way(project) == Some(way))
            && key.as_ref().is_none_or(says)
    });
    if found.len() >= wanted as usize {
        answer.set(Verdict::Yes, "enough");
    } else {
        answer.missing("not-shown");
    }
    answer.number("wanted", wanted);
    answer.number("found", found.len() as u32);
    answer.text("what", field.or(way.map(Way::as_str)).unwrap_or_default());
    show(answer, &found);
    Some(())
}
