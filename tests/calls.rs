//! The calls of the sample, judged for everybody: what comes out, and what holds whatever the facts.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::fmt::Write as _;
use std::sync::LazyLock;

use matchgraph::engine::Engine;
use matchgraph::import::Importer;
use matchgraph::message::Language;
use matchgraph::model::{Call, Dataset, Date, Organization};
use matchgraph::rules::call::{Applicant, CallJudge, names};
use matchgraph::rules::{RuleOutcome, Verdict, verdict};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

static SAMPLE: LazyLock<Engine> = LazyLock::new(common::sample);

fn judge(dataset: &Dataset) -> CallJudge<'_> {
    CallJudge::new(dataset, Date::parse("2026-01-01").unwrap())
}

fn alone(organization: &Organization) -> Applicant<'_> {
    Applicant { organization: Some(organization), project: None }
}

/// What a person reads of an outcome, in both languages complete.
fn sentence(outcome: &RuleOutcome) -> String {
    let key = format!("rule.{}.{}", outcome.rule, outcome.reason.code);
    let sentences = [Language::Chinese, Language::English]
        .map(|language| language.sentence(&key, &outcome.reason.args));
    for sentence in &sentences {
        assert!(*sentence != key && !sentence.contains('{'), "{key}: {sentence}");
    }
    outcome.of.iter().for_each(|inner| {
        sentence_of_inner(inner);
    });
    let [chinese, _] = sentences;
    chinese
}

/// The rules inside an any-n-of hold no others.
fn sentence_of_inner(outcome: &RuleOutcome) {
    assert!(outcome.of.is_empty());
    sentence(outcome);
}

fn counts(verdicts: impl IntoIterator<Item = Verdict>) -> String {
    let (mut yes, mut unknown, mut no) = (0, 0, 0);
    for verdict in verdicts {
        match verdict {
            Verdict::Yes => yes += 1,
            Verdict::Unknown => unknown += 1,
            Verdict::No => no += 1,
        }
    }
    format!("yes {yes}, unknown {unknown}, no {no}")
}

#[test]
fn every_call_of_the_sample_for_every_organization() {
    let dataset = SAMPLE.dataset();
    let judge = judge(dataset);
    let mut text = String::new();
    for call in &dataset.calls {
        let judged: Vec<Vec<RuleOutcome>> =
            dataset.organizations.iter().map(|one| judge.judge(call, alone(one))).collect();
        let all = counts(judged.iter().map(|outcomes| verdict(outcomes)));
        writeln!(text, "{} {}: {all}", call.id, call.name).unwrap();
        for (number, card) in call.rules.iter().enumerate() {
            let outcomes = || judged.iter().map(|outcomes| &outcomes[number]);
            let of_card = counts(outcomes().map(|outcome| outcome.verdict));
            let mark = if card.hard == Some(false) { " (bonus)" } else { "" };
            writeln!(text, "  {}{mark}: {of_card}", card.rule.as_deref().unwrap()).unwrap();
            for outcome in outcomes() {
                sentence(outcome);
                assert_eq!(outcome.text, card.text);
                assert_ne!(outcome.reason.code, "not-understood", "{outcome:?}");
            }
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn every_project_of_the_sample_that_answers_a_call() {
    let dataset = SAMPLE.dataset();
    let judge = judge(dataset);
    let mut text = String::new();
    for project in &dataset.projects {
        let call = dataset.calls.iter().find(|call| Some(&call.id) == project.call.as_ref());
        let Some(call) = call else { continue };
        let outcomes = judge.judge(call, judge.applicant(project));
        writeln!(text, "{} {} → {}: {:?}", project.id, project.name, call.id, verdict(&outcomes))
            .unwrap();
        for outcome in &outcomes {
            let mark = if outcome.hard { "" } else { " (bonus)" };
            writeln!(text, "  {:?}{mark} {}", outcome.verdict, sentence(outcome)).unwrap();
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn one_eligible_organization_is_told_why() {
    let dataset = SAMPLE.dataset();
    let judge = judge(dataset);
    let call = dataset.calls.iter().find(|call| call.id == "call-04").unwrap();
    let outcomes = dataset
        .organizations
        .iter()
        .map(|one| judge.judge(call, alone(one)))
        .find(|outcomes| verdict(outcomes) == Verdict::Yes)
        .unwrap();
    insta::assert_json_snapshot!(outcomes);
}

/// Facts as an organization may state them, each with several values.
fn facts() -> Vec<(&'static str, Vec<Value>)> {
    let dates = |years: &[&str]| years.iter().map(|date| json!(date)).collect();
    vec![
        (
            "type",
            [
                "社会团体",
                "社会服务机构",
                "基金会",
                "社区备案",
                "未登记",
                "企业",
                "事业单位",
                "群团",
            ]
            .map(Value::from)
            .to_vec(),
        ),
        ("registered", vec![json!(true), json!(false)]),
        ("registered_on", dates(&["2015-03-01", "2024-01-31", "2024-02", "2025", "2025-11-30"])),
        ("status", ["正常", "异常名录", "失信", "注销"].map(Value::from).to_vec()),
        (
            "rating",
            vec![
                json!("3A"),
                json!({"grade": "4A", "date": "2023-05-01"}),
                json!({"grade": "3A", "date": "2021-01"}),
                json!({"grade": "3A", "date": "2019"}),
                json!({"grade": "2A", "date": "2024-01-01"}),
            ],
        ),
        (
            "annual_checks",
            vec![
                json!({"2022": "合格", "2023": "合格", "2024": "合格"}),
                json!({"2023": "基本合格", "2024": "合格"}),
                json!({"2024": "不合格"}),
                json!({"2023": "合格"}),
                json!({"2024": "合格", "2025": "合格"}),
            ],
        ),
        ("stage", ["萌芽", "初创", "成熟"].map(Value::from).to_vec()),
        ("staff", vec![json!(0), json!(3), json!(9)]),
        ("capacity", vec![json!({"max_projects": 0}), json!({"max_projects": 2})]),
        ("party_unit", ["无", "党支部", "党员小组"].map(Value::from).to_vec()),
        ("federation_unit", ["无", "本会妇联（单建）", "村妇联兜底"].map(Value::from).to_vec()),
        ("is_federation_unit", vec![json!(true), json!(false)]),
        ("last_penalty", ["无", "2023-06", "2025-01-01", "罚过"].map(Value::from).to_vec()),
        ("tax_status", ["无", "非营利组织免税资格", "其他"].map(Value::from).to_vec()),
        ("service_area", vec![json!(["350102"]), json!(["000000"]), json!(["430100"])]),
        ("delivery", vec![json!(["到点"]), json!(["线上"]), json!(["上门", "线上"])]),
    ]
}

/// For each fact: stated or not, which value, and whether it is missing at first.
fn organizations() -> impl Strategy<Value = (Map<String, Value>, Map<String, Value>)> {
    let facts = facts();
    let choices: Vec<_> = facts.iter().map(|(_, values)| (0..values.len(), 0..4_u8)).collect();
    choices.prop_map(move |choices| {
        let (mut before, mut after) = (Map::new(), Map::new());
        for organization in [&mut before, &mut after] {
            organization.insert("id".to_owned(), json!("o"));
            organization.insert("name".to_owned(), json!("甲"));
        }
        for ((key, values), (value, fate)) in facts.iter().zip(choices) {
            // 0: never stated, 1: missing at first, else known from the start.
            if fate > 0 {
                after.insert((*key).to_owned(), values[value].clone());
            }
            if fate > 1 {
                before.insert((*key).to_owned(), values[value].clone());
            }
        }
        (before, after)
    })
}

/// The organization with these keys.
fn organization(keys: Map<String, Value>) -> Organization {
    let mut importer = Importer::new();
    importer.add("organizations.jsonl", Value::Object(keys).to_string().as_bytes());
    importer.finish().dataset.organizations.remove(0)
}

/// The calls of the sample, and one with every rule they do not use.
fn calls() -> Vec<Call> {
    let more = r#"{"id":"more","name":"其他","rules":[
        {"rule":"registered-as","value":true},
        {"rule":"registered-as","value":["社会组织","合作社"]},
        {"rule":"stage-at-least","value":"初创"},
        {"rule":"status-clean","value":true},
        {"rule":"rating-at-least","value":"3A"},
        {"rule":"party-unit","value":true},
        {"rule":"federation-unit","value":true},
        {"rule":"delivery-mode","value":["线上"]},
        {"rule":"tax-status","value":"非营利组织免税资格"},
        {"rule":"track-record","value":1},
        {"rule":"no-such-rule","value":1}]}"#;
    let mut importer = Importer::new();
    importer.add("calls.jsonl", more.replace('\n', "").as_bytes());
    let mut calls = SAMPLE.dataset().calls.clone();
    calls.extend(importer.finish().dataset.calls);
    calls
}

static CALLS: LazyLock<Vec<Call>> = LazyLock::new(calls);

#[test]
fn the_calls_of_the_laws_use_the_whole_vocabulary() {
    let used = |name: &str| {
        let mut cards = CALLS.iter().flat_map(|call| &call.rules);
        cards.any(|card| card.rule.as_deref() == Some(name))
    };
    let unused: Vec<_> = names().into_iter().filter(|name| !used(name)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

proptest! {
    #[test]
    fn a_fact_that_comes_to_light_turns_no_yes_into_unknown((before, after) in organizations()) {
        let judge = judge(SAMPLE.dataset());
        let (before, after) = (organization(before), organization(after));
        for call in CALLS.iter() {
            let (before, after) = (judge.judge(call, alone(&before)), judge.judge(call, alone(&after)));
            for (before, after) in before.iter().zip(&after) {
                sentence(before);
                prop_assert!(
                    before.verdict != Verdict::Yes || after.verdict != Verdict::Unknown,
                    "{before:?}\n{after:?}"
                );
            }
            prop_assert!(
                verdict(&before) != Verdict::Yes || verdict(&after) != Verdict::Unknown
            );
        }
    }

    #[test]
    fn a_bonus_changes_no_verdict((keys, _) in organizations()) {
        let judge = judge(SAMPLE.dataset());
        let organization = organization(keys);
        for call in CALLS.iter() {
            let outcomes = judge.judge(call, alone(&organization));
            let mut hard = call.clone();
            hard.rules.retain(|card| card.hard != Some(false));
            let without = judge.judge(&hard, alone(&organization));
            prop_assert_eq!(verdict(&outcomes), verdict(&without));
            let against =
                outcomes.iter().any(|one| one.hard && one.verdict == Verdict::No);
            prop_assert_eq!(verdict(&outcomes) == Verdict::No, against);
        }
    }

    #[test]
    fn no_card_is_too_strange(rule in "[a-z-]{0,12}", words in "[^{}]{0,20}", number: f64) {
        let values = [json!(words), json!(number), json!([words]), json!({"n": words, "of": [number]})];
        let names = names().into_iter().chain([rule.as_str()]);
        let cards: Vec<Value> = names
            .flat_map(|name| values.iter().map(move |value| json!({"rule": name, "value": value})))
            .collect();
        let mut importer = Importer::new();
        let call = json!({"id": "c", "name": "征集", "rules": cards});
        importer.add("calls.jsonl", call.to_string().as_bytes());
        let dataset = importer.finish().dataset;
        let sample = SAMPLE.dataset();
        let judge = judge(sample);
        let project = &sample.projects[40];
        for applicant in [judge.applicant(project), alone(&sample.organizations[30]), Applicant::default()] {
            let outcomes = judge.judge(&dataset.calls[0], applicant);
            prop_assert_eq!(outcomes.len(), cards.len());
            for outcome in &outcomes {
                sentence(outcome);
            }
        }
    }
}
