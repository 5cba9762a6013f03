//! Routes of a user's own: the quick way gives what the slow one explains.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::fmt::Write as _;
use std::sync::LazyLock;

use matchgraph::engine::{Engine, MatchRequest};
use matchgraph::matching::{BriefResult, MatchResult};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A route with every measure there is.
fn route() -> Value {
    let words =
        json!({"keys": ["name", "fields", "description"], "k1": 1200, "b": 750, "half": 3000});
    let levels = json!({"query": "division", "candidate": "division",
        "province": 400_000, "prefecture": 800_000, "county": 1_000_000});
    let values = json!({"1": {"初创": 200_000, "成熟": 900_000}, "2": {"初创": 333_333}});
    let feature = |id: &str, weight: u32, measure: Value| json!({"id": id, "weight": weight, "measure": measure});
    json!({
        "id": "mine", "version": 3, "from": "need", "to": "organization", "title": {"en": "Mine"},
        "candidates": ["all"], "rules": [], "missing": "neutral", "answers": [], "limit": 3,
        "features": [
            feature("words", 300_001, json!({"words": words})),
            feature("both", 199_999, json!({"shared": {"query": "wanted", "candidate": "fields"}})),
            feature("near", 150_000, json!({"levels": levels})),
            feature("room", 100_000, json!({"covers": {"query": "respondents", "candidate": "capacity.max_projects"}})),
            feature("ready", 100_000, json!({"table": {"query": "urgency", "candidate": "stage", "values": values}})),
            feature("grade", 100_000, json!({"scale": {"candidate": "rating.grade", "from": 1, "to": 5}})),
            feature("marks", 50_000, json!({"stated": {"query": "marks"}})),
        ],
        "served": [{"feature": "words", "weak": 100_000, "yes": 300_000}],
    })
}

/// An engine with these lines and this route.
fn engine(organizations: &str, needs: &str, route: &Value) -> Engine {
    let files = [("organizations.jsonl", organizations), ("needs.jsonl", needs)];
    let files = files.map(|(name, text)| (name, text.as_bytes()));
    let mut engine = Engine::load(files).unwrap();
    engine.add_routes(&route.to_string()).unwrap();
    engine
}

fn request(route: &str, top: u32) -> MatchRequest {
    MatchRequest {
        route: route.into(),
        as_of: "2026-01-01".into(),
        top: Some(top),
        ..MatchRequest::default()
    }
}

/// All answers, explained and in short.
fn answers(engine: &Engine, request: &MatchRequest) -> Vec<(MatchResult, BriefResult)> {
    let mut explained = engine.find_all(request).unwrap();
    let mut brief = engine.find_all(request).unwrap();
    let mut all = Vec::new();
    while !explained.progress().finished {
        // The buffers of the short way go from query to query.
        all.extend(explained.step(engine, 7).into_iter().zip(brief.step_brief(engine, 7)));
    }
    all
}

/// Does the short answer say what the explained one says?
fn assert_same(explained: &MatchResult, brief: &BriefResult) {
    assert_eq!((&explained.query, &explained.risk), (&brief.query, &brief.risk));
    let long = explained.matches.iter().map(|one| (&one.id, one.score, one.verdict));
    let short = brief.matches.iter().map(|one| (&one.id, one.score, one.verdict));
    assert!(long.eq(short), "{}\n{}", explained.to_json(), brief.to_json());
}

/// One of some values, or nothing.
fn maybe(values: &'static [&'static str]) -> impl Strategy<Value = Option<&'static str>> {
    prop::option::weighted(0.8, prop::sample::select(values))
}

const PLACES: &[&str] = &["350102", "350103", "350200", "350000", "430102", "469021", "000000"];

/// Lists of fields, out of so many words that they do not all fit into 64 bits.
fn fields(words: u32) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec((0..words).prop_map(|number| format!("业务{number}")), 0..4)
}

fn text() -> impl Strategy<Value = String> {
    let words = ["托管", "儿童", "妇女", "就业", "法律援助", "的", "，", "hpv", "管"];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..8)
        .prop_map(|words| words.concat())
}

/// The lines of some organizations.
fn organizations() -> impl Strategy<Value = String> {
    let one = (
        (fields(70), text(), maybe(PLACES)),
        (
            prop::option::of(0_u32..9),
            maybe(&["初创", "发展", "成熟"]),
            maybe(&["1A", "3A", "5A", "未评估"]),
        ),
    );
    prop::collection::vec(one, 0..40).prop_map(|rows| {
        let mut lines = String::new();
        for (number, ((fields, text, place), (capacity, stage, rating))) in rows.iter().enumerate() {
            let mut line = json!({"id": format!("o{number}"), "name": format!("组织{number}"), "fields": fields,
                "description": text});
            let known = [("division", place), ("stage", stage), ("rating", rating)];
            for (key, value) in known.into_iter().filter_map(|(key, value)| Some((key, (*value)?))) {
                line[key] = value.into();
            }
            if let Some(capacity) = capacity {
                line["capacity"] = json!({"max_projects": capacity});
            }
            writeln!(lines, "{line}").unwrap();
        }
        lines
    })
}

/// The lines of some needs.
fn needs() -> impl Strategy<Value = String> {
    let marks = prop::collection::btree_map(
        (0_u32..50).prop_map(|number| format!("o{number}")),
        0_u32..101,
        0..5,
    );
    let one = (
        text(),
        fields(70),
        maybe(PLACES),
        prop::option::of(0_u32..9),
        maybe(&["1", "2", "3"]),
        marks,
    );
    prop::collection::vec(one, 1..12).prop_map(|rows| {
        let mut lines = String::new();
        for (number, (text, wanted, place, respondents, urgency, marks)) in rows.iter().enumerate()
        {
            let mut line =
                json!({"id": format!("n{number}"), "text": format!("{text}。"), "wanted": wanted});
            for (key, value) in [("division", place), ("urgency", urgency)] {
                if let Some(value) = value {
                    line[key] = (*value).into();
                }
            }
            if let Some(respondents) = respondents {
                line["respondents"] = (*respondents).into();
            }
            for (id, mark) in marks {
                line["marks"][id] = json!(f64::from(*mark) / 100.0);
            }
            writeln!(lines, "{line}").unwrap();
        }
        lines
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_quick_way_ranks_and_scores_as_the_slow_one_explains(
        organizations in organizations(),
        needs in needs(),
        top in prop::sample::select(vec![0, 1, 3, 20, u32::MAX]),
        missing in prop::sample::select(vec!["neutral", "zero"]),
        typed in text(),
    ) {
        let mut route = route();
        route["missing"] = missing.into();
        let engine = engine(&organizations, &needs, &route);
        let mut request = request("mine", top);
        for (explained, brief) in answers(&engine, &request) {
            assert_same(&explained, &brief);
        }
        request.text = Some(format!("{typed}。"));
        assert_same(&engine.find(&request).unwrap(), &engine.find_brief(&request).unwrap());
    }
}

static SAMPLE: LazyLock<Engine> = LazyLock::new(common::sample);

#[test]
fn every_built_in_route_gives_the_same_in_short() {
    for route in SAMPLE.summary().routes {
        for top in [1, 5, u32::MAX] {
            for (explained, brief) in answers(&SAMPLE, &request(&route.route.id, top)) {
                assert_same(&explained, &brief);
            }
        }
    }
}

/// Enough organizations for several blocks of postings, one of which is the best.
#[test]
fn the_best_is_found_in_whatever_block_it_stands() {
    let mut lines = String::new();
    for number in 0..20_000 {
        let (text, place) =
            if number == 17_000 { ("法律援助", "350102") } else { ("儿童托管", "430102") };
        let line = json!({"id": format!("o{number:05}"), "name": "甲", "description": text, "division": place});
        writeln!(lines, "{line}").unwrap();
    }
    let need = r#"{"id":"n","text":"想找法律援助","division":"350102"}"#;
    let engine = engine(&lines, need, &route());
    let request = MatchRequest { query: Some("n".into()), ..request("mine", 2) };
    let (explained, brief) = (engine.find(&request).unwrap(), engine.find_brief(&request).unwrap());
    assert_same(&explained, &brief);
    assert_eq!(brief.matches[0].id, "o17000");
}

#[test]
fn scores_are_what_the_route_says() {
    let organization = r#"{"id":"a","name":"甲","fields":["x","y"],"division":"350102","stage":"初创","rating":"3A","capacity":{"max_projects":2}}"#;
    let need = r#"{"id":"n","text":"嗯","wanted":["y","z"],"division":"350103","urgency":"2","respondents":3,"marks":{"a":0.5,"b":1}}"#;
    let engine = engine(organization, need, &route());
    let request = MatchRequest { query: Some("n".into()), ..request("mine", 1) };
    let result = engine.find(&request).unwrap();
    assert_eq!(result.route, "mine@3");
    let values: Vec<String> =
        result.matches[0].parts.iter().map(|part| part.value.to_string()).collect();
    let expected =
        ["0.000000", "0.333333", "0.800000", "0.666667", "0.333333", "0.500000", "0.500000"];
    assert_eq!(values, expected);
}

#[test]
fn weights_of_an_own_route_can_be_changed_and_its_name_must_be_new() {
    let mut engine = engine("", r#"{"id":"n","text":"嗯"}"#, &route());
    let weights = [("words".to_owned(), 1_000_000)].into();
    engine.find_all(&MatchRequest { weights, ..request("mine", 1) }).unwrap();
    // The same name again replaces the route.
    let mut other = route();
    other["version"] = 4.into();
    engine.add_routes(&other.to_string()).unwrap();
    let mine = engine.summary().routes.into_iter().filter(|one| one.route.id == "mine");
    assert_eq!(mine.map(|one| one.route.version).collect::<Vec<_>>(), [4]);
    other["id"] = "need-organization".into();
    assert_eq!(engine.add_routes(&other.to_string()).unwrap_err().code(), "route_exists");
}
