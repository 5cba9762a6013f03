mod application;
mod organization;

use super::*;
use crate::import::Importer;
use crate::message::Language;
use crate::rules::verdict;

/// The day on which everything is judged.
fn today() -> Date {
    Date::parse("2026-01-01").unwrap()
}

/// A dataset of these records; a key that is not given is unknown.
fn dataset(files: &[(&str, &str)]) -> Dataset {
    let mut importer = Importer::new();
    for (name, text) in files {
        importer.add(name, text.as_bytes());
    }
    importer.finish().dataset
}

/// The sentence of an outcome; fails where the tables lack it or a place stays empty.
fn sentence(outcome: &RuleOutcome) -> String {
    let key = format!("rule.{}.{}", outcome.rule, outcome.reason.code);
    let sentence = Language::Chinese.sentence(&key, &outcome.reason.args);
    assert!(sentence != key && !sentence.contains('{'), "{key}: {sentence}");
    sentence
}

fn word(outcome: &RuleOutcome) -> String {
    sentence(outcome);
    let verdict = match outcome.verdict {
        Verdict::Yes => "yes",
        Verdict::Unknown => "unknown",
        Verdict::No => "no",
    };
    format!("{verdict} {}", outcome.reason.code)
}

/// Judges one card for an organization with these keys, and for its project if there is one.
fn judged(
    organization: &str,
    call: &str,
    card: &str,
    project: &str,
    more: &[(&str, &str)],
) -> String {
    let organization = format!(r#"{{"id":"o","name":"甲"{organization}}}"#);
    let call = format!(r#"{{"id":"c","name":"征集","funder":"f","rules":[{card}]{call}}}"#);
    let project = match project {
        "" => String::new(),
        keys => format!(r#"{{"id":"p","name":"暖心课堂","organization":"o"{keys}}}"#),
    };
    let mut files = vec![
        ("organizations.jsonl", organization.as_str()),
        ("calls.jsonl", call.as_str()),
        ("funders.jsonl", "{\"id\":\"f\",\"name\":\"妇联\"}\n{\"id\":\"g\",\"name\":\"基金会\"}"),
        // The same name again appends.
        ("projects.jsonl", project.as_str()),
        ("projects.jsonl", "\n"),
    ];
    files.extend(more);
    let dataset = dataset(&files);
    let judge = CallJudge::new(&dataset, today());
    let own = dataset.projects.iter().find(|project| project.id == "p");
    let organization = dataset.organizations.iter().find(|organization| organization.id == "o");
    let applicant = match own {
        Some(project) => judge.applicant(project),
        None => Applicant { organization, project: None },
    };
    assert_eq!(applicant.organization, organization);
    let outcomes = judge.judge(&dataset.calls[0], applicant);
    word(&outcomes[0])
}

/// Rows of organization keys, value of the card, answer.
fn table(rule: &str, rows: &[(&str, &str, &str)]) {
    for (organization, value, expected) in rows {
        let card = format!(r#"{{"rule":"{rule}","value":{value}}}"#);
        assert_eq!(judged(organization, "", &card, "", &[]), *expected, "{organization} {value}");
    }
}

/// Rows of project keys, value of the card, answer; other keys of the call.
fn projects(rule: &str, call: &str, rows: &[(&str, &str, &str)]) {
    for (project, value, expected) in rows {
        let card = format!(r#"{{"rule":"{rule}","value":{value}}}"#);
        assert_eq!(judged("", call, &card, project, &[]), *expected, "{project} {value}");
    }
}

#[test]
fn every_rule_has_a_title_and_the_sentences_that_all_have() {
    let has = |key: String| {
        assert!(Language::Chinese.table().contains_key(&key), "{key}");
    };
    for rule in CALL_RULES {
        let name = rule.names[0];
        has(format!("rule.{name}"));
        has(format!("rule.{name}.not-understood"));
        if !rule.reads.is_empty() {
            has(format!("rule.{name}.guessed"));
        }
        if matches!(rule.judge, Judge::Organization(_)) {
            has(format!("rule.{name}.no-organization"));
        }
    }
    has(format!("rule.{}", ANY_N_OF[0]));
    has(format!("rule.{NO_RULE}.{NOT_UNDERSTOOD}"));
    assert_eq!(names().len(), CALL_RULES.len() + 1);
}

#[test]
fn what_is_not_understood_is_unknown() {
    let values = [
        r#"{"x":1}"#,
        "[]",
        "[[]]",
        r#""?""#,
        "-1",
        "1e300",
        "[null]",
        r#"{"of":[1,null,{}],"n":9}"#,
    ];
    for value in values {
        for rule in names() {
            let card = format!(r#"{{"rule":"{rule}","value":{value}}}"#);
            for project in ["", r#","budget":5"#] {
                let answer = judged(r#","type":"社会团体""#, "", &card, project, &[]);
                // Any word may be the name of a tax status; an any-n-of counts what it holds.
                let expected = match (rule, value) {
                    ("tax-status", r#""?""#) => "unknown no-record",
                    ("any-n-of", r#"{"of":[1,null,{}],"n":9}"#) => "no too-few",
                    _ => "unknown not-understood",
                };
                assert_eq!(answer, expected, "{rule} {value}");
            }
        }
    }
    let card = r#"{"rule":"热心公益","value":true}"#;
    assert_eq!(judged("", "", card, "", &[]), "unknown not-understood");
    assert_eq!(judged("", "", "{}", "", &[]), "unknown not-understood");
}

#[test]
fn some_of_several() {
    let of = r#"[{"rule":"party-unit","value":true},{"rule":"federation-unit","value":true},{"rule":"热心","value":1}]"#;
    let any = |organization: &str, n: &str| {
        let card = format!(r#"{{"rule":"any-n-of","value":{{"n":{n},"of":{of}}}}}"#);
        judged(organization, "", &card, "", &[])
    };
    let (party, none) =
        (r#","party_unit":"党支部""#, r#","party_unit":"无","federation_unit":"无""#);
    assert_eq!(any(party, "1"), "yes enough");
    assert_eq!(any(party, "null"), "yes enough");
    assert_eq!(any(party, "2"), "unknown open");
    assert_eq!(any(none, "1"), "unknown open");
    assert_eq!(any(none, "2"), "no too-few");
    let nested = r#"{"rule":"any-n-of","value":{"of":[{"rule":"any-n-of","value":{"of":[]}}]}}"#;
    assert_eq!(judged("", "", nested, "", &[]), "unknown open");
}

#[test]
fn a_bonus_decides_nothing_and_cards_keep_their_words() {
    let dataset = dataset(&[
        ("organizations.jsonl", r#"{"id":"o","name":"甲","staff":1,"party_unit":"无"}"#),
        (
            "calls.jsonl",
            r#"{"id":"c","name":"征集","rules":[{"rule":"staff-at-least","value":1,"hard":true,"text":"专职至少1人"},{"rule":"party-unit","value":true,"hard":false,"text":"有党组织的优先"}]}"#,
        ),
    ]);
    let organization = dataset.organizations.first();
    let applicant = Applicant { organization, project: None };
    let outcomes = judge_call(&dataset.calls[0], applicant, &dataset, today());
    assert_eq!(verdict(&outcomes), Verdict::Yes);
    assert_eq!(
        serde_json::to_string(&outcomes).unwrap(),
        r#"[{"rule":"staff-at-least","verdict":"yes","facts":["1"],"reason":{"code":"enough","args":{"staff":1,"wanted":1}},"text":"专职至少1人"},{"rule":"party-unit","verdict":"no","hard":false,"facts":["无"],"reason":{"code":"none","args":{"text":"无"}},"text":"有党组织的优先"}]"#
    );
    let nobody = judge_call(&dataset.calls[0], Applicant::default(), &dataset, today());
    assert!(nobody.iter().all(|outcome| word(outcome) == "unknown no-organization"));
}

#[test]
fn the_pasted_call_of_the_story() {
    let cards = r#"{"rule":"registered-months","value":24},{"rule":"annual-check","value":{"last":1}},{"rule":"rating-at-least","value":"3A"},{"rule":"first-time-cap","value":80000}"#;
    let call = format!(r#"{{"id":"c","name":"征集","rules":[{cards}]}}"#);
    let judge = |keys: &str| {
        let organization = format!(r#"{{"id":"o","name":"甲"{keys}}}"#);
        let dataset = dataset(&[("organizations.jsonl", &organization), ("calls.jsonl", &call)]);
        let applicant = Applicant { organization: dataset.organizations.first(), project: None };
        verdict(&judge_call(&dataset.calls[0], applicant, &dataset, today()))
    };
    let whole = r#","type":"社会团体","registered_on":"2019-05-06","annual_checks":{"2024":"合格"},"rating":{"grade":"3A","date":"2022-05-01"}"#;
    assert_eq!(judge(whole), Verdict::Yes);
    assert_eq!(judge(&whole.replace(r#","date":"2022-05-01""#, "")), Verdict::Unknown);
    assert_eq!(judge(&whole.replace(r#""2024":"合格""#, "")), Verdict::Unknown);
    assert_eq!(judge(&whole.replace("3A", "2A")), Verdict::No);
    assert_eq!(judge(&whole.replace("2022-05-01", "2020-05-01")), Verdict::No);
    assert_eq!(judge(r#","type":"社区备案""#), Verdict::No);
}
