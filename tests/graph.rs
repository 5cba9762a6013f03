//! The graph against graphs of others with known values, and what it says of the sample.

#![allow(clippy::expect_used, reason = "a test that cannot read its data has failed")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use matchgraph::engine::Engine;
use matchgraph::fixed::Fixed;
use matchgraph::graph::{Graph, Pusher, RESTART, Rows};
use matchgraph::matching::{Match, Matcher, Side};
use matchgraph::model::{Date, Kind};
use matchgraph::route::Route;
use matchgraph::score::WeightedFeature;
use serde_json::Value;

/// A file of the repository.
fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(path).expect("a readable file")
}

/// A weighted edge list with the names of its nodes.
fn edge_list(name: &str) -> (Vec<String>, Rows) {
    let text = read(&format!("tests/data/graphs/{name}.csv"));
    let mut numbers = BTreeMap::new();
    let mut names = Vec::new();
    let mut number = |name: &str| {
        *numbers.entry(name.to_owned()).or_insert_with(|| {
            names.push(name.to_owned());
            names.len() as u32 - 1
        })
    };
    let lines = (0_u32..).zip(text.lines().skip(1));
    let edges: Vec<(u32, u32, u32, f64)> = lines
        .map(|(line, text)| {
            let cells: Vec<&str> = text.split(',').collect();
            (line, number(cells[0]), number(cells[1]), cells[2].parse().expect("a weight"))
        })
        .collect();
    let rows = Rows::new(names.len(), &edges);
    (names, rows)
}

#[test]
fn personalised_pagerank_is_that_of_networkx() {
    let reference: Value =
        serde_json::from_str(&read("tests/data/graphs/pagerank_reference.json")).expect("JSON");
    for name in ["karate", "lesmis", "davis_women_events"] {
        let (names, rows) = edge_list(name);
        let reference = &reference[name];
        assert_eq!(reference["nodes"], names.len());
        let seed = names.iter().position(|name| reference["ppr_seed"] == name.as_str());
        let mut pusher = Pusher::default();
        pusher.run(&rows, seed.expect("the seed is a node") as u32, RESTART, 1e-12);
        for (number, node) in (0_u32..).zip(&names) {
            let exact = reference["ppr"][node].as_f64().expect("a value");
            let found = pusher.estimate(number);
            assert!((found - exact).abs() < 1e-9, "{name} {node}: {found} for {exact}");
        }
    }
}

/// The sample.
fn sample() -> Engine {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/sample");
    let lists = ["organizations", "needs", "funders", "calls", "projects", "resources"];
    let lists = lists.into_iter().chain(["federations", "events", "links"]);
    let mut files: Vec<String> = lists.map(|list| format!("{list}.jsonl")).collect();
    files.push("themes.json".to_owned());
    let read = |name: &String| (name.clone(), fs::read(folder.join(name)).expect("a sample file"));
    let files: Vec<(String, Vec<u8>)> = files.iter().map(read).collect();
    let files = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    Engine::load(files).expect("the sample loads")
}

#[test]
fn the_sample_as_it_is_told() {
    let engine = sample();
    insta::assert_json_snapshot!("hubs", engine.hubs());
    let around = engine.neighbourhood("org-031").expect("a record");
    insta::assert_json_snapshot!("neighbourhood", around);
    let pairs = [
        ("org-010", "org-011"),
        ("org-032", "org-054"),
        ("org-008", "fund-01"),
        ("org-016", "org-021"),
        ("need-002", "org-029"),
        ("org-029", "org-037"),
    ];
    let paths = pairs.map(|(from, to)| engine.path(from, to).expect("records"));
    insta::assert_json_snapshot!("paths", paths);
    let unknown = engine.path("org-010", "org-999").expect_err("no record");
    assert_eq!(unknown.code(), "unknown_record");
}

#[test]
fn no_neighbourhood_is_larger_than_a_picture() {
    let engine = sample();
    for need in &engine.dataset().needs {
        let around = engine.neighbourhood(&need.id).expect("a record");
        assert!(around.nodes.len() <= 60);
        assert!(
            around.nodes.iter().all(|node| !node.id.starts_with("need-") || node.name.is_empty())
        );
    }
}

#[test]
fn ties_stand_beside_a_match_and_add_nothing_without_weight() {
    let engine = sample();
    let dataset = engine.dataset();
    let side = |kind| Side::build(dataset, kind).expect("a side");
    let (needs, organizations) = (side(Kind::Need), side(Kind::Organization));
    let graph = Graph::build(dataset).expect("the declarations are whole");
    let rows = graph.freeze(&[]);
    let mut plain = Route::builtin().expect("routes").remove(0);
    plain.features.retain(|weighted| weighted.id != "graph");
    let mut tied = plain.clone();
    tied.features.push(WeightedFeature { id: "graph".to_owned(), weight: 0, measure: None });
    let as_of = Date::parse("2026-01-01").expect("a date");
    let need = |id: &str| needs.attributes.iter().find(|need| need.id == id).expect("a need");
    let find = |route: &Route, id: &str| {
        let matcher = Matcher::new(route, &organizations, dataset, as_of);
        matcher.with_ties(&graph, &rows).find(need(id), 100).matches
    };
    // A project of org-029 answers this need.
    let (with, without) = (find(&tied, "need-002"), find(&plain, "need-002"));
    let ranking = |matches: &[Match]| -> Vec<_> {
        matches.iter().map(|one| (one.id.clone(), one.score)).collect()
    };
    assert_eq!(ranking(&with), ranking(&without));
    let part = |matches: &[Match], id: &str| {
        let found = matches.iter().find(|one| one.id == id).expect("a match");
        found.parts.iter().find(|part| part.feature == "graph").cloned()
    };
    assert_eq!(part(&without, "org-029"), None);
    let tie = part(&with, "org-029").expect("a part");
    assert_eq!(tie.facts, ["proj-030", "org-029"]);
    assert!(tie.value > Fixed::default() && tie.points == Fixed::default());
    // Nothing ties need-001 to anybody: that it ticked a service and lives somewhere is no past work.
    assert!(find(&tied, "need-001").iter().all(|one| {
        one.parts.iter().all(|part| part.feature != "graph" || part.value == Fixed::default())
    }));
}
