//! How well the words of risk cover what people write: recall and precision on the judgments of the
//! development set, with floors a little below what is reached.
//!
//! One author wrote these texts, so a floor here is a guard against losing what is there, not a
//! proof of what real answers would give.
#![allow(clippy::unwrap_used, clippy::panic)]
#![allow(clippy::expect_used, reason = "a test that cannot read its data has failed")]

use std::collections::BTreeMap;
use std::path::Path;

use matchgraph::risk::{RiskLevel, assess};
use serde_json::Value;

/// One judged text.
struct Case {
    label: String,
    text: String,
    minor_respondent: bool,
    risk: Option<RiskLevel>,
    minor: bool,
}

fn json_lines(path: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(&path).expect("a readable file");
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect()
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn case(judgment: &Value, label: String, text: String, minor_respondent: bool) -> Case {
    let risk = match judgment["risk"].as_str() {
        Some("危急") => Some(RiskLevel::Critical),
        Some("敏感") => Some(RiskLevel::Sensitive),
        _ => None,
    };
    let minor = judgment["minor"].as_bool().unwrap_or(false);
    Case { label, text, minor_respondent, risk, minor }
}

/// The survey answers that are needs.
fn survey() -> Vec<Case> {
    let needs: BTreeMap<String, Value> = json_lines("examples/sample/needs.jsonl")
        .into_iter()
        .map(|need| (text(&need, "id"), need))
        .collect();
    json_lines("tests/data/dev/needs_truth.jsonl")
        .iter()
        .filter_map(|judgment| {
            let need = needs.get(judgment["need"].as_str()?)?;
            let minor_respondent =
                need["age"] == "18岁以下" || need["respondent"] == "18岁以下青少年";
            let label = format!("row {}", judgment["row"]);
            Some(case(judgment, label, text(need, "text"), minor_respondent))
        })
        .collect()
}

/// Texts written to test risk, with look-alikes.
fn extra() -> Vec<Case> {
    json_lines("tests/data/dev/risk_extra.jsonl")
        .iter()
        .map(|judgment| case(judgment, text(judgment, "id"), text(judgment, "text"), false))
        .collect()
}

/// A share of cases, with those that are missing from it.
struct Share {
    found: usize,
    of: usize,
    missing: Vec<String>,
}

impl Share {
    fn of<'a>(cases: impl Iterator<Item = &'a Case>, is_found: impl Fn(&Case) -> bool) -> Self {
        let (found, missing): (Vec<&Case>, Vec<&Case>) = cases.partition(|case| is_found(case));
        let missing = missing.iter().map(|case| format!("{} {}", case.label, case.text)).collect();
        let of = found.len() + Vec::len(&missing);
        Self { found: found.len(), of, missing }
    }

    fn assert_at_least(&self, floor: f64, what: &str) {
        assert!(self.of > 0, "{what}: no cases");
        let share = self.found as f64 / self.of as f64;
        assert!(share >= floor, "{what}: {share:.3} < {floor}, see {:#?}", self.missing);
    }
}

fn level(case: &Case) -> Option<RiskLevel> {
    assess(&case.text, case.minor_respondent).map(|risk| risk.level)
}

fn assert_floors(cases: &[Case], name: &str) {
    for (risk, recall, precision) in
        [(RiskLevel::Critical, 1.0, 0.9), (RiskLevel::Sensitive, 0.93, 0.85)]
    {
        let wanted = cases.iter().filter(|case| case.risk == Some(risk));
        Share::of(wanted, |case| level(case) == Some(risk))
            .assert_at_least(recall, &format!("{name}, recall of {risk:?}"));
        let fired = cases.iter().filter(|case| level(case) == Some(risk));
        Share::of(fired, |case| case.risk == Some(risk))
            .assert_at_least(precision, &format!("{name}, precision of {risk:?}"));
    }
    let marked =
        |case: &Case| assess(&case.text, case.minor_respondent).is_some_and(|risk| risk.minor);
    let minors = cases.iter().filter(|case| case.minor && case.risk.is_some());
    Share::of(minors, marked).assert_at_least(0.95, &format!("{name}, recall of minors"));
    let marked_minors = cases.iter().filter(|case| marked(case));
    Share::of(marked_minors, |case| case.minor)
        .assert_at_least(0.65, &format!("{name}, precision of minors"));
}

#[test]
fn survey_answers() {
    let cases = survey();
    assert!(cases.len() > 300, "{} answers", cases.len());
    assert_floors(&cases, "survey");
}

#[test]
fn written_texts_and_look_alikes() {
    let cases = extra();
    assert_floors(&cases, "extra");
    let harmless = cases.iter().filter(|case| case.risk.is_none());
    Share::of(harmless, |case| level(case).is_none()).assert_at_least(0.95, "look-alikes silent");
}

#[test]
fn spans_are_code_points_of_the_text_and_repeat() {
    for case in survey().iter().chain(&extra()) {
        let Some(risk) = assess(&case.text, case.minor_respondent) else { continue };
        let length = case.text.chars().count() as u32;
        assert!(!risk.spans.is_empty() && !risk.kinds.is_empty(), "{}", case.label);
        assert!(risk.spans.iter().all(|[start, end]| start < end && *end <= length));
        assert!(!risk.help.is_empty(), "{} has no line to call", case.label);
        assert_eq!(assess(&case.text, case.minor_respondent), Some(risk));
    }
}
