//! What goes back to people has every row that came in, at its place, and nothing that must not leave.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use matchgraph::engine::{Engine, MatchRequest};
use matchgraph::export::{Source, What, graphml};
use matchgraph::files::write::{self, Workbook};
use matchgraph::files::{self, Choices, Surroundings};
use matchgraph::graph::Graph;
use matchgraph::import::Importer;
use matchgraph::message::Language;
use serde_json::{Map, Value, json};

const REFERRED: &str = "已转个案，不外发";

fn engine(decisions: &Value) -> Engine {
    let mut importer = Importer::new();
    let folder = common::path("examples/sample");
    for name in
        ["organizations.jsonl", "calls.jsonl", "funders.jsonl", "projects.jsonl", "themes.json"]
    {
        importer.add(name, &std::fs::read(folder.join(name)).unwrap());
    }
    let survey = std::fs::read(folder.join("raw/survey_wjx.csv")).unwrap();
    let reading =
        files::read("survey_wjx.csv", &survey, &Choices::default(), &Surroundings::none());
    importer.add_prepared(reading.prepared);
    let aside = json!({"format": 1, "decisions": decisions}).to_string();
    importer.add("decisions.json", aside.as_bytes());
    Engine::new(importer.finish()).unwrap()
}

fn results(engine: &Engine, route: &str) -> Vec<Value> {
    let request = MatchRequest {
        route: route.into(),
        as_of: "2026-01-01".into(),
        top: Some(5),
        ..MatchRequest::default()
    };
    let mut job = engine.find_all(&request).unwrap();
    let mut results = Vec::new();
    while !job.progress().finished {
        for result in job.step(engine, 50) {
            results.push(serde_json::from_str(&result.to_json()).unwrap());
        }
    }
    results
}

fn workbook(engine: &Engine, what: What, results: &[Value]) -> Workbook {
    let problems = serde_json::to_value(engine.problems()).unwrap();
    let source = Source {
        dataset: engine.dataset(),
        results,
        problems: problems.as_array().unwrap(),
        language: Language::Chinese,
        contacts: false,
    };
    source.workbook(what)
}

#[test]
fn matches_have_every_row_in_its_order_and_say_nothing_of_a_critical_one() {
    let engine = engine(&json!([]));
    let need = engine.dataset().needs.iter().find(|need| need.rows == [2]).unwrap().id.clone();
    let organization = engine.dataset().organizations[0].clone();
    let decision = |decision: &str| {
        json!({
            "route": "need-organization", "query": need, "candidate": organization.id,
            "decision": decision, "on": "2026-01-02", "note": "电话说好了",
        })
    };
    let engine = self::engine(&json!([decision("accepted")]));
    let results = results(&engine, "need-organization");
    let book = workbook(&engine, What::Matches, &results);
    let sheet = &book.sheets[0];
    let numbers: Vec<u32> = sheet.rows.iter().map(|row| row[0].parse().unwrap()).collect();
    assert_eq!(numbers, (1..=372).collect::<Vec<u32>>(), "every row once, in its order");

    // Answer 196 speaks of violence that goes on.
    let critical = &sheet.rows[195];
    assert_eq!(critical[1], REFERRED);
    assert!(critical.iter().all(|cell| !cell.contains("掐")), "{critical:?}");
    assert!(critical[9..].iter().all(|cell| cell.is_empty() || cell == REFERRED), "{critical:?}");

    let records = serde_json::to_string(&workbook(&engine, What::Records, &[])).unwrap();
    assert!(!records.contains("掐我脖子") && records.contains(REFERRED));

    let decided = &sheet.rows[1];
    assert_eq!((decided[5].as_str(), decided[6].as_str()), ("已采用", organization.name.as_str()));
    assert_eq!(decided[8], "电话说好了");
    let merged = sheet.rows.iter().filter(|row| row[4].contains("重复")).count();
    assert!((5..=15).contains(&merged), "{merged} merged rows");

    let file = write::xlsx(&book).unwrap();
    assert_eq!(file, write::xlsx(&workbook(&engine, What::Matches, &results)).unwrap());
    // The same from the saved project, as the page does it.
    let project = engine.dataset().project_file();
    let again = Engine::load([("p.matchgraph.json", project.as_bytes())]).unwrap();
    assert_eq!(workbook(&again, What::Matches, &results), book);
}

#[test]
fn missing_facts_are_asked_for_and_fill_in_when_they_come_back() {
    let engine = engine(&json!([]));
    let results = results(&engine, "organization-call");
    let book = workbook(&engine, What::Supplement, &results);
    let sheet = &book.sheets[0];
    assert!(!sheet.rows.is_empty(), "nothing is missing in the sample?");
    let titles: Vec<&str> = sheet.columns.iter().map(|column| column.title.as_str()).collect();
    assert!(titles.contains(&"编号"), "{titles:?}");
    // What the page and the command line write is read again as what it is.
    let mut filled = sheet.clone();
    let staff =
        titles.iter().position(|title| title.contains("登记日期") || title.contains("成立登记"));
    let Some(at) = staff else { panic!("no column for the date of registration in {titles:?}") };
    let empty = filled.rows.iter().position(|row| row[at].is_empty()).unwrap();
    filled.rows[empty][at] = "2019-05-06".into();
    let id = filled.rows[empty].last().unwrap().clone();
    let bytes = write::xlsx(&Workbook { sheets: vec![filled, book.sheets[1].clone()] }).unwrap();
    let reading =
        files::read("补充信息表.xlsx", &bytes, &Choices::default(), &Surroundings::none());
    let mut importer = Importer::new();
    importer.add("p.matchgraph.json", engine.dataset().project_file().as_bytes());
    importer.add_prepared(reading.prepared);
    let import = importer.finish();
    assert_eq!(import.dataset.organizations.len(), engine.dataset().organizations.len());
    let one = import.dataset.organizations.iter().find(|one| one.id == id).unwrap();
    assert_eq!(one.registered_on.unwrap().to_string(), "2019-05-06");
    assert!(import.dataset.merges.iter().any(|merge| merge.why == "supplement"));
}

#[test]
fn contacts_leave_only_where_they_were_ticked_and_the_graph_has_no_words_of_needs() {
    let text =
        r#"{"id":"a","name":"榕小伴","contacts":{"电话":"000-0000-0029"},"division":"350102"}"#;
    let needs = r#"{"id":"n","text":"放学后孩子没人管","division":"350102"}"#;
    let engine =
        Engine::load([("organizations.jsonl", text.as_bytes()), ("needs.jsonl", needs.as_bytes())])
            .unwrap();
    for what in [What::Records, What::Directory] {
        let book = serde_json::to_string(&workbook(&engine, what, &[])).unwrap();
        assert!(!book.contains("0029"), "{what:?}");
        assert!(book.contains("福建省福州市鼓楼区"), "{what:?}");
    }
    let graph = graphml::write(&Graph::build(engine.dataset()).unwrap());
    assert!(graph.contains("<node id=\"a\">") && !graph.contains("没人管"));
    assert!(!engine.hand_over(&Map::new()).contains("0029"));
}
