//! Earlier projects: who carried them, who paid, and the rules that look at them.
//!
//! A list of earlier projects is never known to be complete: what stands in it proves something, what
//! does not stand in it proves nothing.

// Every row of the vocabulary has the same shape.
#![allow(clippy::unnecessary_wraps)]

use std::collections::BTreeMap;

use serde_json::Value;

use super::application::{asked_of, when_applying};
use super::value;
use super::{Answer, Applicant, Case, Verdict};
use crate::model::choice::{ProjectStage, Way};
use crate::model::{Call, Dataset, Kind, Organization, Project};
use crate::order;
use crate::text::fold;

/// Who carried and who paid which project, and which organizations have a federation unit.
pub(super) struct History<'a> {
    dataset: &'a Dataset,
    /// Positions of projects by the id of an organization that carries them, ascending.
    carried: BTreeMap<&'a str, Vec<u32>>,
    /// Ids of organizations by project.
    carriers: Vec<Vec<&'a str>>,
    /// Ids of funders by project.
    payers: Vec<Vec<&'a str>>,
    /// Names of federation units by the id of the organization in which they were formed.
    units: BTreeMap<&'a str, &'a str>,
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
    pub(super) fn gather(dataset: &'a Dataset) -> Self {
        let count = dataset.projects.len();
        let (mut carriers, mut payers) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for (number, project) in dataset.projects.iter().enumerate() {
            carriers[number].extend(project.organization.as_deref());
            payers[number].extend(project.funder.as_deref());
        }
        let mut units = BTreeMap::new();
        for unit in &dataset.federations {
            // A hub is an organization that helps others, not a unit.
            let is_unit = unit.kind.as_deref().is_none_or(|kind| kind != "枢纽");
            if let Some(organization) = unit.organization.as_deref().filter(|_| is_unit) {
                units.insert(organization, unit.name.as_str());
            }
        }
        for link in &dataset.links {
            let list = match link.rel.as_str() {
                "runs" => &mut carriers,
                "funds" => &mut payers,
                _ => continue,
            };
            let project = dataset.find(&link.to).filter(|found| found.kind == Kind::Project);
            if let Some(entry) = project.and_then(|found| list.get_mut(found.position as usize)) {
                entry.push(link.from.as_str());
            }
        }
        let mut carried: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (number, ids) in (0_u32..).zip(&mut carriers) {
            order::sort(ids);
            ids.dedup();
            for id in ids.iter() {
                carried.entry(id).or_default().push(number);
            }
        }
        Self { dataset, carried, carriers, payers, units }
    }

    /// The organization that carries a project: its own key, else the only one that is linked.
    pub(super) fn carrier(&self, project: &'a Project) -> Option<&'a str> {
        let linked = || match self.carriers.get(self.number(project)?)?.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        project.organization.as_deref().or_else(linked)
    }

    /// The position of a project of the dataset.
    fn number(&self, project: &Project) -> Option<usize> {
        let found = self.dataset.find(&project.id)?;
        (found.kind == Kind::Project).then_some(found.position as usize)
    }

    /// Projects that an organization carries, without the one that is judged.
    fn of(&self, organization: &str, without: Option<&Project>) -> Vec<(usize, &'a Project)> {
        let numbers = self.carried.get(organization).into_iter().flatten();
        let projects = numbers.map(|number| *number as usize).filter_map(|number| {
            let project = self.dataset.projects.get(number)?;
            Some((number, project))
        });
        projects.filter(|(_, one)| without.is_none_or(|without| without.id != one.id)).collect()
    }

    /// How many other projects an organization carries now.
    pub(super) fn running(&self, organization: &str, without: Option<&Project>) -> u32 {
        let projects = self.of(organization, without);
        let running = projects.iter().filter(|(_, project)| {
            matches!(project.stage, Some(ProjectStage::Running | ProjectStage::Supervised))
        });
        running.count() as u32
    }

    /// Other projects with which an organization applied to a call.
    pub(super) fn applications(
        &self,
        organization: &str,
        call: &str,
        without: Option<&Project>,
    ) -> Vec<&'a Project> {
        let projects = self.of(organization, without).into_iter().map(|(_, project)| project);
        projects
            .filter(|project| project.call.as_deref() == Some(call) && is_applied(project))
            .collect()
    }

    /// The federation unit that was formed in an organization.
    pub(super) fn federation_unit(&self, organization: &str) -> Option<&'a str> {
        self.units.get(organization).copied()
    }

    /// In which way the money for a project came, by the call it answered.
    fn way(&self, project: &Project) -> Option<Way> {
        let found = self.dataset.find(project.call.as_deref()?)?;
        let calls = (found.kind == Kind::Call).then_some(&self.dataset.calls)?;
        calls.get(found.position as usize)?.way
    }

    /// Earlier projects of an organization that a funder paid for.
    fn paid_by(
        &self,
        organization: &str,
        funder: &str,
        without: Option<&Project>,
    ) -> Vec<&'a Project> {
        let projects = self.of(organization, without).into_iter();
        projects
            .filter(|(number, project)| {
                is_awarded(project) && self.payers[*number].contains(&funder)
            })
            .map(|(_, project)| project)
            .collect()
    }

    /// Is money given for a project in a year, apart from the call that is judged? `None` if it is not
    /// known in which years it runs.
    fn is_paid_in(&self, number: usize, year: u16, call: &Call) -> Option<bool> {
        let project = &self.dataset.projects[number];
        let own = project.call.as_deref() == Some(call.id.as_str());
        if own || self.payers[number].is_empty() || !is_awarded(project) {
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

/// Names, for a sentence.
fn names(projects: &[&Project]) -> Vec<String> {
    projects.iter().map(|project| project.name.clone()).collect()
}

/// The rule `first-time-cap`. The largest amount for who carries its first project of this funder.
pub(super) fn first_time_cap(case: Case<'_>, value: &Value) -> Option<Answer> {
    let cap = value::money(value)?;
    let Applicant { organization, project } = case.applicant;
    let funder = case.call.funder.as_deref();
    let earlier = match (organization, funder) {
        (Some(organization), Some(funder)) => {
            case.judge.history.paid_by(&organization.id, funder, project)
        }
        _ => Vec::new(),
    };
    let asked = project.map(asked_of);
    let answer = match asked {
        _ if !earlier.is_empty() => {
            Answer::new(Verdict::Yes, "not-first").with("names", names(&earlier))
        }
        None => when_applying(),
        Some(None) => Answer::new(Verdict::Unknown, "no-budget"),
        Some(Some(asked)) if asked <= cap.fen() => Answer::new(Verdict::Yes, "within"),
        // It may have carried one that is not in the list.
        Some(Some(_)) => Answer::new(Verdict::Unknown, "over-if-first"),
    };
    let answer = answer.with("cap", cap.to_string());
    let budget = project.and_then(|project| project.budget);
    let answer = budget
        .iter()
        .fold(answer, |answer, budget| answer.with("budget", budget.to_string()).fact(budget));
    Some(names(&earlier).iter().fold(answer, Answer::fact))
}

/// The rule `no-double-funding`. The year; that of the call where none is given. The same or nearly the
/// same project must not be paid for by somebody else in that year.
pub(super) fn no_double_funding(case: Case<'_>, value: &Value) -> Option<Answer> {
    let start = case.call.start.map(|start| u32::from(start.year()));
    let year = match value {
        Value::Null | Value::Bool(true) => case.call.year.or(start)?,
        year => value::count(year)?,
    };
    let year = u16::try_from(year).ok()?;
    let history = &case.judge.history;
    let Applicant { organization, project } = case.applicant;
    let carried = organization.map_or_else(Vec::new, |one| history.of(&one.id, project));
    let Some(project) = project else {
        let paid = carried
            .iter()
            .filter(|(number, _)| history.is_paid_in(*number, year, case.call) == Some(true));
        let paid: Vec<&Project> = paid.map(|(_, project)| *project).collect();
        let answer = if paid.is_empty() {
            when_applying()
        } else {
            Answer::new(Verdict::Yes, "not-these").with("names", names(&paid))
        };
        return Some(names(&paid).iter().fold(answer.with("year", u32::from(year)), Answer::fact));
    };
    let (mut double, mut perhaps) = (Vec::new(), Vec::new());
    if let Some(number) = history.number(project) {
        let else_paid =
            history.payers[number].iter().any(|payer| Some(*payer) != case.call.funder.as_deref());
        match history.is_paid_in(number, year, case.call) {
            Some(true) if else_paid => double.push(project),
            None if else_paid => perhaps.push(project),
            _ => {}
        }
    }
    let key = name_key(&project.name);
    for (number, other) in history.dataset.projects.iter().enumerate() {
        if other.id == project.id || !is_similar(&key, &name_key(&other.name)) {
            continue;
        }
        let own = carried.iter().any(|(carried, _)| *carried == number);
        match history.is_paid_in(number, year, case.call) {
            Some(true) if own => double.push(other),
            Some(false) => {}
            _ => perhaps.push(other),
        }
    }
    let (verdict, code, found) = if !double.is_empty() {
        (Verdict::No, "double", double)
    } else if !perhaps.is_empty() {
        (Verdict::Unknown, "perhaps", perhaps)
    } else {
        (Verdict::Yes, "none-known", Vec::new())
    };
    let answer = Answer::new(verdict, code).with("year", u32::from(year));
    Some(names(&found).iter().fold(answer.with("names", names(&found)), Answer::fact))
}

/// The characters of a name that tell projects apart: neither marks nor years nor "第三期项目".
fn name_key(name: &str) -> Vec<char> {
    let tells =
        |c: &char| c.is_alphanumeric() && !c.is_ascii_digit() && !"第期届年度项目".contains(*c);
    fold(name).chars().filter(tells).collect()
}

/// Do two names share at least four fifths of their pairs of characters (Dice)?
fn is_similar(one: &[char], other: &[char]) -> bool {
    if one == other {
        return !one.is_empty();
    }
    let mut rest: Vec<&[char]> = other.windows(2).collect();
    let total = one.len().saturating_sub(1) + rest.len();
    let mut common = 0;
    for pair in one.windows(2) {
        if let Some(found) = rest.iter().position(|candidate| *candidate == pair) {
            rest.swap_remove(found);
            common += 1;
        }
    }
    common > 0 && common * 2 * 5 >= total * 4
}

/// The rule `track-record`. How many such projects it must have carried, or `{n, field, way}`.
pub(super) fn track_record(
    case: Case<'_>,
    organization: &Organization,
    value: &Value,
) -> Option<Answer> {
    let object = match value {
        Value::Object(_) => Some(value::only(value, &["n", "field", "way"])?),
        _ => None,
    };
    let get = |key| object.and_then(|object| object.get(key)).filter(|value| !value.is_null());
    let wanted = match object {
        Some(_) => get("n").map_or(Some(1), value::count)?,
        None => value::count(value)?,
    };
    let field = get("field").map(|field| field.as_str().ok_or(())).transpose().ok()?;
    let way = get("way").map(|way| way.as_str().and_then(Way::from_word).ok_or(()));
    let way = way.transpose().ok()?;
    let key = field.map(fold);
    let history = &case.judge.history;
    let found: Vec<&Project> = history
        .of(&organization.id, case.applicant.project)
        .into_iter()
        .map(|(_, project)| project)
        .filter(|project| is_awarded(project))
        .filter(|project| way.is_none_or(|way| history.way(project) == Some(way)))
        .filter(|project| {
            let says = |key: &String| project.fields.iter().any(|one| fold(one) == *key);
            key.as_ref().is_none_or(says)
        })
        // What was guessed proves nothing.
        .filter(|project| {
            let inferred = &project.provenance.inferred;
            !inferred.iter().any(|one| one == "stage" || (one == "fields" && field.is_some()))
        })
        .collect();
    let enough = found.len() >= wanted as usize;
    let (verdict, code) =
        if enough { (Verdict::Yes, "enough") } else { (Verdict::Unknown, "not-shown") };
    let what = field.or(way.map(Way::as_str)).unwrap_or_default();
    let answer = Answer::new(verdict, code).with("wanted", wanted).with("found", found.len());
    let answer = answer.with("what", what);
    Some(names(&found).iter().fold(answer, Answer::fact))
}
