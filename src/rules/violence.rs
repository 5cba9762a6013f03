//! Safety comes before matching: what is never sent to somebody in danger.

use super::{Answer, Pair, Verdict};
use crate::attributes::Attributes;
use crate::model::Kind;
use crate::model::choice::{OrganizationType, ResourceKind};
use crate::risk::Risk;

/// Who is at risk, and who would come to help; whichever of the two asks.
fn sides(pair: Pair<'_>) -> Option<(&Risk, &Attributes)> {
    let of_query = pair.query.risk.as_ref().map(|risk| (risk, pair.candidate));
    of_query.or_else(|| pair.candidate.risk.as_ref().map(|risk| (risk, pair.query)))
}

/// The rule `no-mediation`: with violence the service mediation is excluded; an organization that also
/// does other work is offered for that work only.
pub(super) fn no_mediation(pair: Pair<'_>) -> Option<Answer> {
    let (_, helper) = sides(pair).filter(|(risk, _)| risk.violence)?;
    let mediation = &helper.mediation;
    let answer = if !mediation.offered && mediation.mentioned && mediation.safety.is_empty() {
        pair.answer(Verdict::Unknown, "mentioned")
    } else if !mediation.offered {
        pair.answer(Verdict::Yes, "none")
    } else if !mediation.safety.is_empty() {
        pair.answer(Verdict::Yes, "safety-work").with_lazy("words", || mediation.safety.clone())
    } else if mediation.first {
        pair.answer(Verdict::No, "mediation")
    } else {
        pair.answer(Verdict::Yes, "other-work")
    };
    Some(mediation.safety.iter().fold(answer, Answer::fact))
}

/// The rule `trained-for-risk`: critical cases never go to volunteers, grids or groups.
pub(super) fn trained_for_risk(pair: Pair<'_>) -> Option<Answer> {
    let (_, helper) = sides(pair).filter(|(risk, _)| risk.is_critical())?;
    let answer = |verdict, code, word: &str| {
        Some(pair.answer(verdict, code).with_lazy("type", || word).fact(&word))
    };
    let volunteers = ResourceKind::Volunteers.as_str();
    if helper.kind == Some(Kind::Resource) && helper.category == Some(volunteers) {
        return answer(Verdict::No, "group", volunteers);
    }
    match helper.organization_type {
        Some(kind @ (OrganizationType::Filed | OrganizationType::Unregistered)) => {
            answer(Verdict::No, "group", kind.as_str())
        }
        _ if helper.registered == Some(false) => {
            answer(Verdict::No, "group", OrganizationType::Unregistered.as_str())
        }
        Some(kind) if kind != OrganizationType::Other => {
            answer(Verdict::Yes, "organization", kind.as_str())
        }
        _ => Some(pair.answer(Verdict::Unknown, "no-type")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Mediation;
    use crate::model::Divisions;

    fn judge(
        rule: fn(Pair<'_>) -> Option<Answer>,
        text: &str,
        candidate: &Attributes,
    ) -> Option<(Verdict, &'static str)> {
        let query = Attributes::of_text(String::new(), text, None);
        let divisions = Divisions::default();
        let pair =
            Pair { query: &query, candidate, divisions: &divisions, as_of: None, explain: true };
        let turned = Pair { query: candidate, candidate: &query, ..pair };
        let read = |answer: Option<Answer>| answer.map(|answer| (answer.verdict, answer.code));
        assert_eq!(read(rule(pair)), read(rule(turned)), "whoever asks");
        read(rule(pair))
    }

    const VIOLENCE: &str = "老公动手打我，我想带孩子走";

    #[test]
    fn mediation_is_excluded_but_not_other_work() {
        let code = |offered, first, safety: &[&str]| {
            let safety = safety.iter().map(|word| (*word).to_owned()).collect();
            let mediation = Mediation { offered, first, mentioned: false, safety };
            judge(no_mediation, VIOLENCE, &Attributes { mediation, ..Attributes::default() })
        };
        assert_eq!(code(true, true, &[]), Some((Verdict::No, "mediation")));
        assert_eq!(code(true, false, &[]), Some((Verdict::Yes, "other-work")));
        assert_eq!(code(true, true, &["家暴告诫书跟进"]), Some((Verdict::Yes, "safety-work")));
        assert_eq!(code(false, false, &[]), Some((Verdict::Yes, "none")));
        let mediation = Mediation { mentioned: true, ..Mediation::default() };
        let mentions = Attributes { mediation, ..Attributes::default() };
        let answer = judge(no_mediation, VIOLENCE, &mentions);
        assert_eq!(answer, Some((Verdict::Unknown, "mentioned")));
        assert_eq!(judge(no_mediation, "想学做手工", &Attributes::default()), None);
    }

    #[test]
    fn critical_cases_never_go_to_groups() {
        let code = |candidate: Attributes| judge(trained_for_risk, VIOLENCE, &candidate);
        let of_type = |kind| Attributes { organization_type: kind, ..Attributes::default() };
        assert_eq!(code(of_type(Some(OrganizationType::Filed))), Some((Verdict::No, "group")));
        let agency = of_type(Some(OrganizationType::ServiceAgency));
        assert_eq!(code(agency), Some((Verdict::Yes, "organization")));
        assert_eq!(code(of_type(None)), Some((Verdict::Unknown, "no-type")));
        let unregistered = Attributes { registered: Some(false), ..Attributes::default() };
        assert_eq!(code(unregistered), Some((Verdict::No, "group")));
        let resource = |kind: ResourceKind| Attributes {
            kind: Some(Kind::Resource),
            category: Some(kind.as_str()),
            ..Attributes::default()
        };
        assert_eq!(code(resource(ResourceKind::Volunteers)), Some((Verdict::No, "group")));
        assert_eq!(code(resource(ResourceKind::Expert)), Some((Verdict::Unknown, "no-type")));
        let group = Attributes {
            organization_type: Some(OrganizationType::Filed),
            ..resource(ResourceKind::Venue)
        };
        assert_eq!(code(group), Some((Verdict::No, "group")), "who provides it counts");
        assert_eq!(
            code(of_type(Some(OrganizationType::Other))),
            Some((Verdict::Unknown, "no-type"))
        );
    }
}
