//! Safety comes before matching: what is never sent to somebody in danger.

use super::{Answer, Pair, Verdict};
use crate::model::choice::OrganizationType;

/// The rule `no-mediation`: with violence the service mediation is excluded; an organization that also
/// does other work is offered for that work only.
pub(super) fn no_mediation(pair: Pair<'_>) -> Option<Answer> {
    if !pair.query.risk.as_ref()?.is_violence() {
        return None;
    }
    let candidate = pair.candidate;
    let safety = &candidate.safety_services;
    let answer = if !candidate.mediates {
        Answer::new(Verdict::Yes, "none")
    } else if !safety.is_empty() {
        Answer::new(Verdict::Yes, "safety-work").with("words", safety.clone())
    } else if candidate.mainly_mediates || candidate.fields.len() < 2 {
        Answer::new(Verdict::No, "mediation")
    } else {
        Answer::new(Verdict::Yes, "other-work")
    };
    Some(safety.iter().fold(answer, Answer::fact))
}

/// The rule `trained-for-risk`: critical cases never go to volunteers, grids or groups.
pub(super) fn trained_for_risk(pair: Pair<'_>) -> Option<Answer> {
    if !pair.query.risk.as_ref()?.is_critical() {
        return None;
    }
    let candidate = pair.candidate;
    let Some(kind) = candidate.organization_type else {
        let code = if candidate.registered == Some(false) { "group" } else { "no-type" };
        let verdict =
            if candidate.registered == Some(false) { Verdict::No } else { Verdict::Unknown };
        let answer = Answer::new(verdict, code);
        return Some(if code == "group" {
            answer.with("type", OrganizationType::Unregistered.as_str())
        } else {
            answer
        });
    };
    let group = matches!(kind, OrganizationType::Filed | OrganizationType::Unregistered);
    let (verdict, code) =
        if group { (Verdict::No, "group") } else { (Verdict::Yes, "organization") };
    Some(Answer::new(verdict, code).with("type", kind.as_str()).fact(&kind.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Attributes;
    use crate::model::Divisions;

    fn judge(
        rule: fn(Pair<'_>) -> Option<Answer>,
        text: &str,
        candidate: &Attributes,
    ) -> Option<(Verdict, &'static str)> {
        let query = Attributes::of_text(String::new(), text, None);
        let divisions = Divisions::default();
        let answer = rule(Pair { query: &query, candidate, divisions: &divisions })?;
        Some((answer.verdict, answer.code))
    }

    const VIOLENCE: &str = "老公动手打我，我想带孩子走";

    #[test]
    fn mediation_is_excluded_but_not_other_work() {
        let mut candidate = Attributes {
            mediates: true,
            mainly_mediates: true,
            fields: vec!["婚姻家庭调解".into(), "法律维权".into()],
            ..Attributes::default()
        };
        let code = |candidate: &Attributes| judge(no_mediation, VIOLENCE, candidate);
        assert_eq!(code(&candidate), Some((Verdict::No, "mediation")));
        candidate.mainly_mediates = false;
        assert_eq!(code(&candidate), Some((Verdict::Yes, "other-work")));
        candidate.mainly_mediates = true;
        candidate.safety_services = vec!["家暴告诫书跟进".into()];
        assert_eq!(code(&candidate), Some((Verdict::Yes, "safety-work")));
        assert_eq!(judge(no_mediation, "想学做手工", &candidate), None);
    }

    #[test]
    fn critical_cases_never_go_to_groups() {
        let with = |organization_type, registered| Attributes {
            organization_type,
            registered,
            ..Attributes::default()
        };
        let code = |candidate: &Attributes| judge(trained_for_risk, VIOLENCE, candidate);
        let filed = with(Some(OrganizationType::Filed), None);
        assert_eq!(code(&filed), Some((Verdict::No, "group")));
        assert_eq!(code(&with(None, Some(false))), Some((Verdict::No, "group")));
        assert_eq!(code(&with(None, None)), Some((Verdict::Unknown, "no-type")));
        let agency = with(Some(OrganizationType::ServiceAgency), None);
        assert_eq!(code(&agency), Some((Verdict::Yes, "organization")));
    }
}
