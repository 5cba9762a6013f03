//! Is the organization still there, and can it take more?

// Every row of the table of rules has the same shape, also those that concern every pair.
#![allow(clippy::unnecessary_wraps)]

use super::{Answer, Pair, Verdict};
use crate::model::choice::{OrganizationType, Status};

/// The rule `active`. Being on a list of warnings is a question to ask, not an end.
pub(super) fn active(pair: Pair<'_>) -> Option<Answer> {
    let candidate = pair.candidate;
    let without_register = candidate.registered == Some(false)
        || matches!(
            candidate.organization_type,
            Some(
                OrganizationType::Filed
                    | OrganizationType::Unregistered
                    | OrganizationType::MassOrganization
            )
        );
    let answer = match candidate.status {
        Some(Status::Normal) => pair.answer(Verdict::Yes, "normal"),
        Some(status @ (Status::Abnormal | Status::Discredited)) => {
            pair.answer(Verdict::Unknown, "listed").with_lazy("status", || status.as_str())
        }
        Some(status @ (Status::Deregistered | Status::Revoked)) => {
            pair.answer(Verdict::No, "gone").with_lazy("status", || status.as_str())
        }
        None if without_register => return Some(pair.answer(Verdict::Yes, "not-registered")),
        None => return Some(pair.answer(Verdict::Unknown, "no-status")),
    };
    Some(match candidate.status {
        Some(status) => answer.fact(&status.as_str()),
        None => answer,
    })
}

/// The rule `has-capacity`. A full organization is asked, not ruled out: what it says it can carry are
/// projects, and one need is not yet a project.
pub(super) fn has_capacity(pair: Pair<'_>) -> Option<Answer> {
    let (max, running) = (pair.candidate.max_projects, pair.candidate.running_projects);
    let Some(max) = max else {
        return Some(pair.answer(Verdict::Unknown, "not-stated"));
    };
    let answer = match max {
        0 => pair.answer(Verdict::No, "none"),
        _ if running >= max => pair.answer(Verdict::Unknown, "full"),
        _ => pair.answer(Verdict::Yes, "free"),
    };
    Some(answer.with_lazy("max", || max).with_lazy("running", || running).fact(&max).fact(&running))
}

/// The rule `is-unit`: a 妇女之家 or 妇女微家 is a place, and nobody's superior.
pub(super) fn is_unit(pair: Pair<'_>) -> Option<Answer> {
    let (verdict, code) =
        if pair.candidate.is_place { (Verdict::No, "place") } else { (Verdict::Yes, "unit") };
    Some(pair.answer(verdict, code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Attributes;
    use crate::model::Divisions;

    fn judge(
        rule: fn(Pair<'_>) -> Option<Answer>,
        candidate: &Attributes,
    ) -> (Verdict, &'static str) {
        let (query, divisions) = (Attributes::default(), Divisions::default());
        let answer = rule(Pair {
            query: &query,
            candidate,
            divisions: &divisions,
            as_of: None,
            explain: true,
        })
        .unwrap();
        (answer.verdict, answer.code)
    }

    #[test]
    fn only_an_ended_registration_rules_out() {
        let with = |status, organization_type| Attributes {
            organization_type,
            status,
            ..Attributes::default()
        };
        let code = |status, kind| judge(active, &with(status, kind));
        assert_eq!(code(Some(Status::Normal), None), (Verdict::Yes, "normal"));
        assert_eq!(code(Some(Status::Abnormal), None), (Verdict::Unknown, "listed"));
        assert_eq!(code(Some(Status::Revoked), None), (Verdict::No, "gone"));
        assert_eq!(code(None, None), (Verdict::Unknown, "no-status"));
        let filed = Some(OrganizationType::Filed);
        assert_eq!(code(None, filed), (Verdict::Yes, "not-registered"));
    }

    #[test]
    fn a_full_organization_is_asked() {
        let with = |max_projects, running_projects| Attributes {
            max_projects,
            running_projects,
            ..Attributes::default()
        };
        let code = |max, running| judge(has_capacity, &with(max, running));
        assert_eq!(code(Some(2), 1), (Verdict::Yes, "free"));
        assert_eq!(code(Some(2), 2), (Verdict::Unknown, "full"));
        assert_eq!(code(Some(0), 0), (Verdict::No, "none"));
        assert_eq!(code(None, 3), (Verdict::Unknown, "not-stated"));
    }
}
