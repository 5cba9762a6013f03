//! How much of an article is read, and how much of what is read is there: own articles of the kinds that
//! people paste, with what a careful reader finds in them.
#![allow(clippy::unwrap_used, clippy::panic)]
#![cfg(feature = "files")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use matchgraph::files::article::{Article, Entity, read};
use serde_json::Value;

/// Articles that are measured.
const ARTICLES: [&str; 6] =
    ["clean_centre", "clean_network", "clean_incubation", "traditional_noise", "spun", "minutes"];

/// What was found and what should be, by kind.
type Sets = BTreeMap<&'static str, BTreeSet<String>>;

fn gold(file: &Value) -> Sets {
    let mut sets = Sets::new();
    for kind in ["organizations", "funders", "projects", "figures", "dates", "places", "links"] {
        let items = file[kind].as_array().unwrap().iter();
        let words = items.map(|item| match item {
            Value::Array(parts) => {
                parts.iter().map(|part| part.as_str().unwrap()).collect::<Vec<_>>().join(" ")
            }
            item => item.as_str().unwrap().to_owned(),
        });
        sets.insert(kind, words.collect());
    }
    sets
}

fn read_sets(article: &Article) -> Sets {
    let names = |list: &[Entity]| list.iter().map(|one| one.name.clone()).collect();
    let links = article.links.iter().map(|one| format!("{} {} {}", one.rel, one.from, one.to));
    Sets::from([
        ("organizations", names(&article.organizations)),
        ("funders", names(&article.funders)),
        ("projects", names(&article.projects)),
        ("figures", article.figures.iter().map(|one| one.text.clone()).collect()),
        ("dates", article.dates.iter().map(|one| one.date.clone()).collect()),
        ("places", article.places.iter().map(|one| one.text.clone()).collect()),
        ("links", links.collect()),
    ])
}

fn load(name: &str) -> (Article, Value) {
    let text =
        fs::read_to_string(common::path(&format!("tests/data/articles/{name}.txt"))).unwrap();
    let file = fs::read(common::path(&format!("tests/data/articles/{name}.json"))).unwrap();
    (read(&text, None), serde_json::from_slice(&file).unwrap())
}

#[test]
fn enough_is_found_and_enough_of_it_is_right() {
    // Right, found, wanted.
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for name in ARTICLES {
        let (article, file) = load(name);
        let (found, wanted) = (read_sets(&article), gold(&file));
        for (kind, wanted) in &wanted {
            let found = &found[kind];
            let right = found.intersection(wanted).count();
            let count = counts.entry(kind).or_default();
            for (sum, one) in count.iter_mut().zip([right, found.len(), wanted.len()]) {
                *sum += one;
            }
            if found != wanted {
                println!(
                    "{name} {kind}: missing {:?}",
                    wanted.difference(found).collect::<Vec<_>>()
                );
                println!(
                    "{name} {kind}: too many {:?}",
                    found.difference(wanted).collect::<Vec<_>>()
                );
            }
        }
    }
    for (kind, [right, found, wanted]) in counts {
        let (precision, recall) = (right as f64 / found as f64, right as f64 / wanted as f64);
        println!("{kind}: precision {precision:.3}, recall {recall:.3} of {wanted}");
        assert!(precision >= 0.8 && recall >= 0.8, "{kind}: {precision:.3} {recall:.3}");
    }
}

#[test]
fn every_item_has_its_stretch_and_no_person_comes_out() {
    for name in ARTICLES {
        let (article, file) = load(name);
        let chars: Vec<char> = article.text.chars().collect();
        let at = |[start, end]: [u32; 2]| -> String {
            chars[start as usize..end as usize].iter().collect()
        };
        for list in [&article.organizations, &article.funders, &article.projects] {
            for one in list {
                for (span, sentence) in one.spans.iter().zip(&one.sentences) {
                    assert_eq!(at(*span), one.name);
                    assert!(at(*sentence).contains(&one.name));
                }
            }
        }
        assert!(article.figures.iter().all(|one| at(one.span) == one.text));
        assert!(article.places.iter().all(|one| at(one.span) == one.text));
        assert!(article.dates.iter().all(|one| at(one.span) == one.text));
        for link in &article.links {
            let evidence = at(link.span);
            assert!(evidence.contains(&link.from) && evidence.contains(&link.to), "{evidence}");
            assert!(link.sentence[0] <= link.span[0] && link.span[1] <= link.sentence[1]);
        }
        let written = serde_json::to_string(&article).unwrap();
        for secret in file["never"].as_array().unwrap() {
            assert!(!written.contains(secret.as_str().unwrap()), "{name}: {secret}");
        }
    }
}

#[test]
fn known_records_are_recognised_under_every_name() {
    let engine = common::sample();
    let article = read(
        "满天星社工与长沙市妇联合作。闽侯县乐志社会作业效劳中心展开社会作业，女人安排协助窘境儿童。",
        Some(engine.dataset()),
    );
    let found: Vec<(Option<&str>, &str)> =
        article.organizations.iter().map(|one| (one.id.as_deref(), one.name.as_str())).collect();
    assert!(found.contains(&(Some("org-002"), "长沙县满天星社会工作服务中心")), "{found:?}");
    assert!(found.contains(&(Some("org-023"), "闽侯县乐志社会工作服务中心")), "{found:?}");
    assert!(
        found.iter().any(|(id, name)| id.is_some() && *name == "长沙市妇女联合会"),
        "{found:?}"
    );
    assert_eq!(article.links[0].from_id.as_deref(), Some("org-002"));
}

#[test]
fn long_and_strange_texts_end_in_time() {
    for piece in ["服务中心", "由", "“甲”", "1234", "福州市", "（记者", "中心\n", "二三四五六百"]
    {
        let article = read(&piece.repeat(100_000 / piece.chars().count()), None);
        assert!(article.text.chars().count() <= 200_000);
    }
}
