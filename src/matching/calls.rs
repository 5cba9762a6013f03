//! Which call of a funder suits a pair best, and what its conditions say.

use std::collections::BTreeMap;

use crate::attributes::Attributes;
use crate::model::{Call, Dataset, Date, Kind, Organization, Project};
use crate::rules::call::{Applicant, CallJudge};
use crate::rules::{self, RuleOutcome, Verdict};

/// The calls of a dataset by who calls, ready to be judged.
pub(super) struct Calls<'a> {
    dataset: &'a Dataset,
    judge: CallJudge<'a>,
    by_funder: BTreeMap<&'a str, Vec<&'a Call>>,
}

impl<'a> Calls<'a> {
    /// Gathers the calls, and what the dataset tells about earlier projects.
    pub(super) fn new(dataset: &'a Dataset, as_of: Date) -> Self {
        let mut by_funder: BTreeMap<&str, Vec<&Call>> = BTreeMap::new();
        for call in &dataset.calls {
            if let Some(funder) = &call.funder {
                by_funder.entry(funder).or_default().push(call);
            }
        }
        Self { dataset, judge: CallJudge::new(dataset, as_of), by_funder }
    }

    /// The call under which the pair stands best, with its conditions; `None` if no call concerns it.
    /// Best is the better verdict, then more bonuses, then the smaller id.
    pub(super) fn best(
        &self,
        query: &Attributes,
        candidate: &Attributes,
    ) -> Option<(&'a str, Vec<RuleOutcome>)> {
        let (applicant, calls) = self.concerned(query, candidate);
        let judged = calls.into_iter().map(|call| (call, self.judge.judge(call, applicant)));
        let best = judged.min_by_key(|(call, outcomes)| {
            let bonus = |outcome: &&RuleOutcome| !outcome.hard && outcome.verdict == Verdict::Yes;
            let bonuses = outcomes.iter().filter(bonus).count();
            (rules::verdict(outcomes), std::cmp::Reverse(bonuses), call.id.as_str())
        });
        best.map(|(call, outcomes)| (call.id.as_str(), outcomes))
    }

    /// Who applies, and to which calls.
    fn concerned(
        &self,
        query: &Attributes,
        candidate: &Attributes,
    ) -> (Applicant<'a>, Vec<&'a Call>) {
        let by_kind = |kind| {
            [query, candidate].into_iter().find(|one| one.kind == Some(kind)).map(|one| &*one.id)
        };
        let project = by_kind(Kind::Project).and_then(|id| self.project(id));
        let organization = by_kind(Kind::Organization).and_then(|id| self.organization(id));
        let calls = if let Some(funder) = by_kind(Kind::Funder) {
            self.by_funder.get(funder).cloned().unwrap_or_default()
        } else if let Some(call) = by_kind(Kind::Call) {
            self.call(call).into_iter().collect()
        } else {
            // A contractor is judged by the call of the project.
            project.and_then(|project| self.call(project.call.as_deref()?)).into_iter().collect()
        };
        let applicant = match (project, organization) {
            (Some(project), None) => self.judge.applicant(project),
            _ => Applicant { organization, project },
        };
        (applicant, calls)
    }

    fn project(&self, id: &str) -> Option<&'a Project> {
        let reference = self.dataset.find(id).filter(|found| found.kind == Kind::Project)?;
        self.dataset.projects.get(reference.position as usize)
    }

    fn organization(&self, id: &str) -> Option<&'a Organization> {
        let reference = self.dataset.find(id).filter(|found| found.kind == Kind::Organization)?;
        self.dataset.organizations.get(reference.position as usize)
    }

    fn call(&self, id: &str) -> Option<&'a Call> {
        let reference = self.dataset.find(id).filter(|found| found.kind == Kind::Call)?;
        self.dataset.calls.get(reference.position as usize)
    }
}
