use proptest::prelude::*;

use super::*;
use crate::import::Importer;

const ORGANIZATIONS: &str = r#"{"id":"hub","name":"枢纽","service_area":["350100"],"hub":true}
{"id":"a","name":"甲社","division":"350102","fields":["儿童托管"],"incubation":{"state":"在孵","base":"枢纽"}}
{"id":"b","name":"乙社","division":"350102003","fields":["兒童託管"],"incubation":{"state":"申请","base":"枢纽"}}
{"id":"c","name":"丙社"}"#;
const PROJECTS: &str = r#"{"id":"p","name":"四点半","organization":"a","funder":"f","call":"k"}
{"id":"q","name":"暑期班","organization":"b","fields":["childcare"]}"#;
const NEEDS: &str = r#"{"id":"n","text":"孩子没人管","wanted":["放学后托管"]}"#;
const LINKS: &str = r#"{"from":"a","rel":"runs","to":"p"}
{"from":"hub","rel":"leads","to":"b"}
{"from":"hub","rel":"leads","to":"c"}
{"from":"c","rel":"partners_with","to":"b"}
{"from":"b","rel":"partners_with","to":"c"}
{"from":"p","rel":"addresses","to":"theme:care"}
{"from":"q","rel":"addresses","to":"theme:care"}
{"from":"p","rel":"answers","to":"n"}"#;
const OTHERS: [(&str, &str); 4] = [
    ("funders.jsonl", r#"{"id":"f","name":"基金"}"#),
    ("calls.jsonl", r#"{"id":"k","name":"征集","funder":"f"}"#),
    (
        "themes.json",
        r#"[{"code":"care","zh":"儿童托管","zh_hant":"兒童託管","en":"childcare","survey_option":"放学后托管"}]"#,
    ),
    ("events.jsonl", r#"{"organization":"b","date":"2024-05-01","text":"走访"}"#),
];

/// A dataset from files, with the lines of each in the order that `arrange` gives them.
fn dataset(arrange: fn(&mut Vec<&str>)) -> Dataset {
    let mut importer = Importer::new();
    let lists = [
        ("organizations.jsonl", ORGANIZATIONS),
        ("projects.jsonl", PROJECTS),
        ("needs.jsonl", NEEDS),
        ("links.jsonl", LINKS),
    ];
    for (name, text) in lists.into_iter().chain(OTHERS) {
        let mut lines: Vec<&str> = text.lines().collect();
        arrange(&mut lines);
        importer.add(name, lines.join("\n").as_bytes());
    }
    let import = importer.finish();
    assert!(
        import.problems.iter().all(|problem| problem.code != crate::problem::Code::UnknownId),
        "{:?}",
        import.problems
    );
    import.dataset
}

fn graph() -> Graph {
    Graph::build(&dataset(|_| {})).unwrap()
}

/// Every edge as `from relation to`.
fn edges(graph: &Graph) -> Vec<String> {
    let ends = (0..graph.edge_count() as u32).filter_map(|edge| {
        let (from, to) = graph.ends(edge)?;
        let relation = graph.edge(edge).relation.name();
        Some(format!("{} {relation} {}", graph.node(from).id, graph.node(to).id))
    });
    ends.collect()
}

#[test]
fn short_forms_and_links_make_one_edge() {
    let graph = graph();
    let edges = edges(&graph);
    let count = |edge: &str| edges.iter().filter(|one| *one == edge).count();
    for edge in [
        "a runs p",
        "f funds p",
        "p call k",
        "k funder f",
        "a incubated_by hub",
        "hub leads b",
        "b partners_with c",
        "p answers n",
        "b event event:b:0001",
        "b division place:350102003",
        "place:350102003 within place:350102",
        "place:350102 within place:350100",
        "place:350100 within place:350000",
        // Every spelling of a field is one concept.
        "a fields theme:care",
        "b fields theme:care",
        "q fields theme:care",
        "p addresses theme:care",
        "n wanted theme:care",
    ] {
        assert_eq!(count(edge), 1, "{edge}\n{edges:#?}");
    }
    // An application is no incubation, and a partnership is one edge from whichever end it is said.
    assert_eq!(count("b incubated_by hub") + count("c partners_with b"), 0);
}

#[test]
fn edges_know_their_row() {
    let graph = graph();
    let source = |from: &str, relation: &str| {
        let edge = (0..graph.edge_count() as u32).find(|edge| {
            let (start, _) = graph.ends(*edge).unwrap();
            graph.node(start).id == from && graph.edge(*edge).relation.name() == relation
        });
        graph.edge(edge.unwrap()).source
    };
    let both = source("a", "runs");
    assert_eq!((both.list, both.key, both.origin.row), ("links", "", 1));
    let key = source("k", "funder");
    assert_eq!((key.list, key.key, key.origin.row), ("calls", "funder", 1));
}

#[test]
fn the_order_of_the_input_does_not_matter() {
    let (forward, backward) = (graph(), Graph::build(&dataset(|lines| lines.reverse())).unwrap());
    assert_eq!(edges(&forward), edges(&backward));
    let nodes = |graph: &Graph| -> Vec<Node> {
        (0..graph.node_count() as u32).map(|node| graph.node(node).clone()).collect()
    };
    assert_eq!(nodes(&forward), nodes(&backward));
    assert_eq!(forward.freeze(&[]), backward.freeze(&[]));
}

#[test]
fn nodes_are_found_by_id() {
    let graph = graph();
    for node in 0..graph.node_count() as u32 {
        assert_eq!(graph.find(&graph.node(node).id), Some(node));
    }
    assert_eq!(graph.find("nobody"), None);
    let need = graph.find("n").unwrap();
    assert_eq!((graph.node(need).name.as_str(), graph.node(need).label().as_str()), ("", "n"));
    assert_eq!(graph.records_of(Kind::Need), [need]);
}

#[test]
fn rows_are_the_edges_of_petgraph_in_both_directions() {
    let graph = graph();
    let rows = graph.freeze(&[]);
    for node in 0..graph.node_count() as u32 {
        let mut ours: Vec<(u32, u32, bool)> =
            rows.of(node).map(|entry| (entry.edge, entry.neighbour, entry.inward)).collect();
        let mut theirs = Vec::new();
        for direction in [petgraph::Direction::Outgoing, petgraph::Direction::Incoming] {
            use petgraph::visit::EdgeRef as _;
            let inward = direction == petgraph::Direction::Incoming;
            for edge in graph.net.edges_directed(NodeIndex::new(node as usize), direction) {
                let other = if inward { edge.source() } else { edge.target() };
                theirs.push((edge.id().index() as u32, other.index() as u32, inward));
            }
        }
        ours.sort_unstable();
        theirs.sort_unstable();
        assert_eq!(ours, theirs);
        let chance: f64 = rows.steps(node).map(|(_, share)| share).sum();
        let walked = rows.steps(node).any(|(_, share)| share > 0.0);
        assert!(!walked || (chance - 1.0).abs() < 1e-12, "{chance}");
    }
}

#[test]
fn a_hidden_relation_is_gone_in_both_forms() {
    let graph = graph();
    let rows = graph.freeze(&[Relation::from_name("runs").unwrap()]);
    let project = graph.find("p").unwrap();
    assert!(rows.of(project).all(|entry| graph.relation(entry).name() != "runs"));
    assert!(
        graph
            .path(&rows, graph.find("a").unwrap(), project)
            .is_some_and(|path| { path.steps.iter().all(|step| step.relation != "runs") })
    );
}

#[test]
fn paths_say_what_a_person_would_say() {
    let graph = graph();
    let rows = graph.freeze(&[]);
    let path = |from: &str, to: &str| {
        graph.path(&rows, graph.find(from).unwrap(), graph.find(to).unwrap())
    };
    let code = |from: &str, to: &str| path(from, to).map(|path| path.reason.code);
    assert_eq!(code("a", "p"), Some("runs"));
    assert_eq!(code("p", "a"), Some("runs"));
    assert_eq!(code("b", "c"), Some("partners_with"));
    assert_eq!(code("a", "f"), Some("funded-before"));
    assert_eq!(code("f", "a"), Some("funded-before"));
    assert_eq!(code("n", "a"), Some("answered-need"));
    assert_eq!(code("a", "a"), None);
    // Incubated by the hub and led by it: nearer than a field they share.
    assert_eq!(code("a", "b"), Some("same-hub-member"));
    assert_eq!(code("c", "p"), Some("linked"));
    let path = path("c", "p").unwrap();
    assert_eq!(path.reason.args["via"], vec!["枢纽".to_owned(), "甲社".to_owned()].into());
}

#[test]
fn without_ties_there_are_fields_and_then_nothing() {
    let graph = graph();
    let code = |from: &str, to: &str, hidden: &[&str]| {
        let hidden: Vec<_> = hidden.iter().filter_map(|name| Relation::from_name(name)).collect();
        let rows = graph.freeze(&hidden);
        let path = graph.path(&rows, graph.find(from).unwrap(), graph.find(to).unwrap());
        path.map(|path| path.reason.code)
    };
    let ties = ["leads", "incubated_by"];
    assert_eq!(code("a", "q", &ties), Some("ran-project-like"));
    assert_eq!(code("a", "b", &["leads", "incubated_by", "addresses"]), Some("same-field"));
    assert_eq!(code("a", "b", &ties), Some("ran-similar-project"));
    assert_eq!(code("a", "b", &["leads", "incubated_by", "runs"]), Some("same-field"));
    assert_eq!(code("a", "b", &["leads", "incubated_by", "runs", "fields"]), None);
}

#[test]
fn the_way_back_is_the_same() {
    let graph = graph();
    let rows = graph.freeze(&[]);
    for from in 0..graph.node_count() as u32 {
        for to in 0..from {
            let (there, back) = (graph.path(&rows, from, to), graph.path(&rows, to, from));
            assert_eq!(there.is_some(), back.is_some());
            let (Some(there), Some(back)) = (there, back) else { continue };
            let mut edges: Vec<_> = back.steps.iter().map(|step| step.relation).collect();
            edges.reverse();
            assert_eq!(there.steps.iter().map(|step| step.relation).collect::<Vec<_>>(), edges);
            assert!(there.steps.len() <= 4);
            assert_eq!(there.steps.last().map(|step| &step.to), Some(graph.node(to)));
        }
    }
}

#[test]
fn only_ties_make_a_query_near() {
    let dataset = dataset(|_| {});
    let graph = Graph::build(&dataset).unwrap();
    let rows = graph.freeze(&[]);
    let near = Near::measure(&graph, &rows, "n", Kind::Organization).unwrap();
    let position = |id: &str| dataset.find(id).unwrap().position;
    assert!(near.value(position("a")) > near.value(position("b")));
    assert_eq!(near.way("a"), ["p", "a"]);
    // Without the link that answers it, the need has only its own words; typed texts have no node.
    let hidden = graph.freeze(&[Relation::from_name("answers").unwrap()]);
    assert!(Near::measure(&graph, &hidden, "n", Kind::Organization).is_none());
    assert!(Near::measure(&graph, &rows, "text-1", Kind::Organization).is_none());
    // The nearest record of all is worth one.
    let near = Near::measure(&graph, &rows, "n", Kind::Project).unwrap();
    assert_eq!(near.value(position("p")), 1_000_000);
}

#[test]
fn hubs_have_reasons_that_sum_to_their_points() {
    let dataset = dataset(|_| {});
    let graph = Graph::build(&dataset).unwrap();
    let hubs = graph.hubs(&dataset, &graph.freeze(&[]));
    assert_eq!(hubs.iter().map(|hub| hub.id.as_str()).collect::<Vec<_>>(), ["hub"]);
    let codes: Vec<&str> = hubs[0].reasons.iter().map(|reason| reason.reason.code).collect();
    assert_eq!(codes, ["declared", "members", "area"]);
    assert_eq!(hubs[0].points, hubs[0].reasons.iter().map(|reason| reason.points).sum::<u32>());
    for code in ["declared", "members", "projects", "resources", "area"] {
        let table = crate::message::Language::Chinese.table();
        assert!(table.contains_key(&format!("hub.{code}")), "{code}");
    }
}

#[test]
fn a_neighbourhood_names_what_lies_between_first() {
    let graph = graph();
    let rows = graph.freeze(&[]);
    for center in 0..graph.node_count() as u32 {
        let around = graph.neighbourhood(&rows, center);
        assert!(around.nodes.len() <= 60 && around.nodes.len() <= around.total);
        let mut seen = vec![&around.center.id];
        for node in &around.nodes {
            assert_eq!(node.step == 2, node.via.is_some());
            assert!(node.via.as_ref().is_none_or(|via| seen.contains(&via)), "{node:?}");
            assert!(!seen.contains(&&node.id));
            seen.push(&node.id);
        }
    }
}

/// Personalised `PageRank` by power iteration, to the last digits.
fn power(rows: &Rows, source: u32) -> Vec<f64> {
    let nodes = rows.node_count();
    let mut chance = vec![0.0; nodes];
    chance[source as usize] = 1.0;
    for _ in 0..400 {
        let mut next = vec![0.0; nodes];
        next[source as usize] += RESTART;
        for node in 0..nodes as u32 {
            let moving = chance[node as usize] * (1.0 - RESTART);
            if rows.steps(node).all(|(_, share)| share == 0.0) {
                next[source as usize] += moving;
            }
            for (neighbour, share) in rows.steps(node) {
                next[neighbour as usize] += moving * share;
            }
        }
        chance = next;
    }
    chance
}

proptest! {
    #[test]
    fn pushing_loses_no_chance_and_never_says_too_much(
        edges in proptest::collection::vec((0_u32..20, 0_u32..20, 1_u32..9), 0..60),
        source in 0_u32..20,
        digits in 2_i32..9,
    ) {
        let numbered = (0..).zip(edges).filter(|(_, (from, to, _))| from != to);
        let edges: Vec<_> =
            numbered.map(|(number, (from, to, weight))| (number, from, to, f64::from(weight))).collect();
        let rows = Rows::new(20, &edges);
        let exact = power(&rows, source);
        let epsilon = libm::pow(10.0, -f64::from(digits));
        let mut pusher = Pusher::default();
        // Used before for another source, it forgets.
        pusher.run(&rows, (source + 1) % 20, RESTART, 1e-3);
        pusher.run(&rows, source, RESTART, epsilon);
        let found: f64 = pusher.estimates().map(|(_, chance)| chance).sum();
        prop_assert!((found + pusher.missing() - 1.0).abs() < 1e-9);
        let held_at_most: usize = (0..20).map(|node| rows.of(node).count()).sum();
        prop_assert!(pusher.missing() <= epsilon * held_at_most as f64 + 1e-12);
        for (node, exact) in (0_u32..).zip(&exact) {
            prop_assert!(pusher.estimate(node) <= exact + 1e-12);
            prop_assert!(exact - pusher.estimate(node) <= pusher.missing() + 1e-9);
        }
    }
}
