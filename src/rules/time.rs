//! Is it still to be had, and is the project still on?

// Every row of the table of rules has the same shape, also those that concern every pair.
#![allow(clippy::unnecessary_wraps)]

use super::{Answer, Pair, Verdict};
use crate::model::choice::ProjectStage;

/// The rule `open`: its last day has not passed. What names no last day is not concerned.
pub(super) fn open(pair: Pair<'_>) -> Option<Answer> {
    let (until, today) = (pair.candidate.open_until?, pair.as_of?);
    // A month lasts to its end.
    let over = until.latest() < today;
    let (verdict, code) = if over { (Verdict::No, "over") } else { (Verdict::Yes, "open") };
    Some(pair.answer(verdict, code).with_lazy("date", || until.to_string()).fact(&until))
}

/// The rule `not-ended`: a project that is over, stopped or was not selected takes nobody.
pub(super) fn not_ended(pair: Pair<'_>) -> Option<Answer> {
    // Whichever of the two is the project.
    let Some(stage) = pair.candidate.project_stage.or(pair.query.project_stage) else {
        return Some(pair.answer(Verdict::Unknown, "no-stage"));
    };
    let ended = matches!(
        stage,
        ProjectStage::Evaluated | ProjectStage::Stopped | ProjectStage::NotSelected
    );
    let (verdict, code) = if ended { (Verdict::No, "ended") } else { (Verdict::Yes, "on") };
    Some(pair.answer(verdict, code).with_lazy("stage", || stage.as_str()).fact(&stage.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Attributes;
    use crate::model::{Date, Divisions};

    fn judge(
        rule: fn(Pair<'_>) -> Option<Answer>,
        candidate: &Attributes,
    ) -> Option<(Verdict, &'static str)> {
        let (query, divisions) = (Attributes::default(), Divisions::default());
        let as_of = Date::parse("2026-01-31");
        let pair = Pair { query: &query, candidate, divisions: &divisions, as_of, explain: true };
        rule(pair).map(|answer| (answer.verdict, answer.code))
    }

    #[test]
    fn the_last_day_still_counts() {
        let until = |date| Attributes { open_until: Date::parse(date), ..Attributes::default() };
        assert_eq!(judge(open, &until("2026-01-31")), Some((Verdict::Yes, "open")));
        assert_eq!(judge(open, &until("2026-01")), Some((Verdict::Yes, "open")));
        assert_eq!(judge(open, &until("2026-01-30")), Some((Verdict::No, "over")));
        assert_eq!(judge(open, &until("")), None);
    }

    #[test]
    fn ended_projects_take_nobody() {
        let at = |stage| Attributes { project_stage: stage, ..Attributes::default() };
        assert_eq!(judge(not_ended, &at(Some(ProjectStage::Running))), Some((Verdict::Yes, "on")));
        let stopped = at(Some(ProjectStage::Stopped));
        assert_eq!(judge(not_ended, &stopped), Some((Verdict::No, "ended")));
        assert_eq!(judge(not_ended, &at(None)), Some((Verdict::Unknown, "no-stage")));
    }
}
