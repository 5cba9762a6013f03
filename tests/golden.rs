//! Explanations as they are, word for word: a change of any must be looked at by a person.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use matchgraph::engine::{Engine, MatchRequest};
use matchgraph::matching::MatchResult;
use matchgraph::message::Language;
use matchgraph::rules::Verdict;

fn request(top: u32) -> MatchRequest {
    MatchRequest {
        route: "need-organization".into(),
        top: Some(top),
        as_of: "2026-01-01".into(),
        ..MatchRequest::default()
    }
}

fn typed(engine: &Engine, text: &str, place: &str, top: u32) -> MatchResult {
    let request =
        MatchRequest { text: Some(text.into()), place: Some(place.into()), ..request(top) };
    engine.find(&request).unwrap()
}

fn of_need(engine: &Engine, row: u32, top: u32) -> MatchResult {
    let need = engine.dataset().needs.iter().find(|need| need.rows.contains(&row)).unwrap();
    engine.find(&MatchRequest { query: Some(need.id.clone()), ..request(top) }).unwrap()
}

/// A need whose words stand in the profile of the organization that it is for.
const SHARED: &str = "孩子四点半放学没人接，想找晚间看护和作业辅导";

/// The result as a person reads it.
fn read(result: &MatchResult) -> String {
    let say = |key: &str, args| Language::Chinese.sentence(key, args);
    let mut lines = Vec::new();
    if let Some(risk) = &result.risk {
        lines.push(format!("{} {:?} {:?}", risk.level.label(), risk.kinds, risk.help));
    }
    let cause = result.cause.as_ref();
    let cause = cause.map(|cause| say(&format!("cause.{}", cause.code), &cause.args));
    lines.push(format!("{:?} {}", result.served, cause.unwrap_or_default()));
    for one in &result.matches {
        let against = one.rules.iter().find(|outcome| outcome.is_against());
        let reason = match against {
            Some(rule) => {
                say(&format!("rule.{}.{}", rule.rule, rule.reason.code), &rule.reason.args)
            }
            None => say(&format!("reason.{}", one.reason.code), &one.reason.args),
        };
        lines.push(format!("{} {} {:?} {reason}", one.score, one.name, one.verdict));
    }
    lines.join("\n")
}

#[test]
fn words_in_common_find_the_after_school_centre() {
    let engine = common::sample();
    let result = typed(&engine, SHARED, "鼓楼区", 4);
    insta::assert_json_snapshot!(result);
    assert_eq!(result.matches[0].name, "福州市鼓楼区榕小伴儿童成长服务中心");
    let long = typed(&engine, SHARED, "鼓楼区", u32::MAX);
    let elsewhere: Vec<bool> = long
        .matches
        .iter()
        .map(|one| one.name.starts_with("长沙") && one.verdict != Verdict::No)
        .collect();
    assert!(!elsewhere.contains(&true), "organizations of Changsha are outside their area");
}

#[test]
fn everyday_words_find_the_after_school_centre() {
    let engine = common::sample();
    let result = typed(&engine, "放学后孩子没人管,奶奶带不动", "鼓楼区", u32::MAX);
    assert_eq!(result.matches[0].name, "福州市鼓楼区榕小伴儿童成长服务中心");
    let changsha = result.matches.iter().filter(|one| one.name.starts_with("长沙"));
    for one in changsha {
        let against = one.rules.iter().find(|outcome| outcome.is_against()).unwrap();
        assert_eq!(against.rule, "serves-place", "{} is not there", one.name);
    }
    let shown = MatchResult { matches: result.matches[..6].to_vec(), ..result };
    insta::assert_snapshot!(read(&shown));
}

#[test]
fn the_list_of_words_in_common() {
    let engine = common::sample();
    insta::assert_snapshot!(read(&typed(&engine, SHARED, "鼓楼区", 8)));
}

#[test]
fn violence_brings_the_card_and_never_mediation() {
    let engine = common::sample();
    let results: Vec<String> = [196, 281, 327].map(|row| read(&of_need(&engine, row, 40))).into();
    for result in &results {
        assert!(result.starts_with("危急") && result.contains("110") && result.contains("12338"));
    }
    let first = |result: &str| result.lines().nth(2).unwrap_or_default().to_owned();
    assert!(first(&results[0]).contains("暖巢妇女支援中心 Yes"), "{}", results[0]);
    assert!(first(&results[1]).contains("运河姐妹"), "{}", results[1]);
    let mediator = results[2].lines().find(|line| line.contains("茉语家事")).unwrap();
    assert!(mediator.contains(" No ") && mediator.contains("涉暴力"), "{mediator}");
    insta::assert_snapshot!(results.join("\n\n"));
}

#[test]
fn danger_is_seen_in_what_was_ticked_and_mediation_in_a_name() {
    let files = [
        (
            "needs.jsonl".to_owned(),
            r#"{"id":"n","text":"想找点活干","division":"350102","situations":["遭受家庭暴力"],"wanted":["婚姻家庭调解"]}"#
                .as_bytes()
                .to_vec(),
        ),
        (
            "organizations.jsonl".to_owned(),
            r#"{"id":"a","name":"和谐婚姻调解中心","type":"社会服务机构","service_area":["350102"],"fields":["婚姻家庭调解"]}
{"id":"b","name":"街道姐妹社","type":"社会服务机构","service_area":["350102"],"description":"调解家庭纠纷"}
{"id":"c","name":"就业互助社","registered":false,"service_area":["350102"],"skills":["找活"]}"#
                .as_bytes()
                .to_vec(),
        ),
    ];
    let engine = common::engine(&files);
    let result = engine.find(&MatchRequest { query: Some("n".into()), ..request(9) }).unwrap();
    let risk = result.risk.as_ref().unwrap();
    assert!(risk.violence && risk.spans.is_empty() && risk.help.contains(&"12338".to_owned()));
    let verdict = |id: &str| result.matches.iter().find(|one| one.id == id).unwrap().verdict;
    assert_eq!(
        [verdict("a"), verdict("b"), verdict("c")],
        [Verdict::No, Verdict::Unknown, Verdict::No]
    );
    assert!(result.matches.iter().all(|one| one.parts.iter().all(|part| {
        part.facts
            .iter()
            .chain(part.evidence.iter().map(|evidence| &evidence.via))
            .all(|word| !word.contains("调解"))
    })));
}

#[test]
fn nobody_serves_is_an_answer() {
    let engine = common::sample();
    insta::assert_snapshot!(read(&typed(&engine, "家里水管漏了想换电表", "永泰县", 3)));
}

#[test]
fn faults_of_a_request_have_codes() {
    let engine = common::sample();
    let code = |change: fn(&mut MatchRequest)| {
        let mut request = MatchRequest { text: Some("x".into()), ..request(1) };
        change(&mut request);
        engine.find(&request).map_or_else(|failure| failure.code(), |_| "")
    };
    assert_eq!(code(|_| ()), "");
    assert_eq!(code(|r| r.route = "x".into()), "unknown_route");
    assert_eq!(code(|r| r.query = Some("x".into())), "unknown_query");
    assert_eq!(code(|r| r.text = None), "no_query");
    assert_eq!(code(|r| r.place = Some("火星".into())), "unknown_place");
    assert_eq!(code(|r| r.place = Some("朝阳区".into())), "ambiguous_place");
    assert_eq!(code(|r| r.as_of = "soon".into()), "bad_date");
    assert_eq!(code(|r| r.weights.extend([("x".into(), 1)])), "unknown_feature");
    assert_eq!(code(|r| r.without_rules = vec!["x".into()]), "unknown_rule");
}
