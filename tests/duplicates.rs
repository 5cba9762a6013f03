//! Which organizations and projects are taken for one: laws, cases of the field, and floors.
#![allow(clippy::unwrap_used, clippy::panic)]
#![cfg(feature = "files")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use matchgraph::duplicates::{
    ORGANIZATIONS_FROM, Organization, PROJECTS_FROM, Pair, Project, organizations,
    organizations_of, projects, projects_of,
};
use matchgraph::fixed::Fixed;
use matchgraph::message::Language;
use matchgraph::model::choice::OrganizationType;
use matchgraph::model::{Date, Decimal, Divisions, Money, Place, PlaceLevel};
use proptest::prelude::*;

/// An organization with a name, a place and a code.
fn organization<'a>(id: &'a str, name: &'a str, place: &str, code: &'a str) -> Organization<'a> {
    Organization {
        id,
        name,
        place: Place::parse(place),
        credit_code: Some(code).filter(|code| !code.is_empty()),
        ..Organization::default()
    }
}

fn pairs(list: &[Organization]) -> Vec<Pair> {
    organizations(list, &Divisions::builtin(), ORGANIZATIONS_FROM).unwrap()
}

/// The one pair of two organizations, if they may be the same.
fn pair(one: Organization, other: Organization) -> Option<Pair> {
    pairs(&[one, other]).pop()
}

/// The same for two names in one place.
fn named(one: &str, other: &str, place: &str) -> Option<Pair> {
    pair(organization("a", one, place, ""), organization("b", other, place, ""))
}

fn codes(pair: &Pair) -> Vec<&'static str> {
    pair.why.iter().map(|reason| reason.code).collect()
}

#[test]
fn reasons_say_what_differs() {
    let name = "长沙县满天星社会工作服务中心";
    for (other, code) in [
        (name, "same-name"),
        ("長沙縣滿天星 社工服務中心", "same-spelling"),
        ("满天星社会工作服务中心", "without-division"),
        ("长沙县满天星", "left-out"),
        ("长沙县满天星社工中心", "other-form"),
        ("长沙县满天星社会工作服务中心（筹）", "note"),
        ("长沙县满夭星社会工作服务中心", "slip"),
    ] {
        let pair = named(name, other, "430121").unwrap_or_else(|| panic!("{other}"));
        assert!(codes(&pair).contains(&code), "{other}: {:?}", codes(&pair));
        assert!(codes(&pair).contains(&"same-place"));
        assert!(pair.score < Fixed::ONE);
    }
}

#[test]
fn the_more_differs_the_lower_the_score() {
    let score = |other| {
        let list = [
            organization("a", "长沙县满天星社会工作服务中心", "430121", ""),
            organization("b", other, "430121", ""),
        ];
        organizations(&list, &Divisions::builtin(), 0).unwrap().pop().unwrap().score
    };
    let names = [
        "长沙县满天星社会工作服务中心",
        "长沙县满天星社工中心",
        "满天星社工中心",
        "满夭星社工中心",
        "满夭星协会",
    ];
    let scores = names.map(score);
    assert!(scores.is_sorted_by(|one, next| one > next), "{scores:?}");
}

#[test]
fn units_are_not_their_organization() {
    for (one, other) in [
        ("漳州市台商投资企业协会", "漳州市台商投资企业协会妇联"),
        ("余姚市旗袍协会", "余姚市旗袍协会阳明分会"),
        ("福州市晋安区巾帼志愿服务一队", "福州市晋安区巾帼志愿服务二队"),
        ("福州市晋安区巾帼志愿服务队", "福州市晋安区巾帼志愿服务二队"),
        ("金石榴女律师服务站", "金石榴女律师服务站第二分站"),
    ] {
        assert_eq!(named(one, other, "350100"), None, "{one} {other}");
    }
}

#[test]
fn one_brand_in_two_cities_is_two_organizations_unless_the_codes_agree() {
    let code = "524301007123456789";
    let one = organization("a", "满天星社会工作服务中心", "430100", "");
    let other = organization("b", "满天星社会工作服务中心", "350100", "");
    assert_eq!(pair(one, other), None);
    let with = |one, code| Organization { credit_code: Some(code), ..one };
    let found = pair(with(one, code), with(other, " 52４３01007123456789 ")).unwrap();
    assert_eq!(codes(&found), ["same-code", "same-name", "other-place"]);
    // The spreadsheet kept fifteen digits.
    let here = organization("b", "满天星中心", "430100", "524301007123456000");
    assert_eq!(codes(&pair(with(one, code), here).unwrap())[0], "near-code");
}

#[test]
fn two_codes_are_two_organizations() {
    let name = "长沙市阳光服务中心";
    let one = organization("a", name, "430100", "5243010071T3ENLL10");
    let other = organization("b", name, "430100", "52430100500000000K");
    assert_eq!(pair(one, other), None);
}

#[test]
fn chambers_of_different_homes_and_other_forms_stay_apart() {
    assert_eq!(named("上海市福建商会", "上海市浙江商会", "310000"), None);
    assert_eq!(named("扬州市阳光协会", "扬州市阳光基金会", "321000"), None);
    assert_eq!(named("余姚市旗袍协会", "余姚市家庭教育协会", "330281"), None);
}

#[test]
fn a_city_of_county_rank_is_found_inside_its_prefecture() {
    let pair = pair(
        organization("a", "宁波市余姚市心港湾心理服务中心", "330281", ""),
        organization("b", "余姚心港湾心理服务中心", "330200", ""),
    );
    assert!(codes(&pair.unwrap()).contains(&"near-place"));
}

#[test]
fn an_alias_is_a_name() {
    let aliases = ["榕姐律师团".to_owned()];
    let one = organization("a", "福州市榕姐女律师公益服务团", "350100", "");
    let one = Organization { aliases: &aliases, ..one };
    let found = pair(one, organization("b", "榕姐律师团", "350100", "")).unwrap();
    assert!(codes(&found).contains(&"other-name"));
    let typed = |one, r#type| Organization { r#type: Some(r#type), ..one };
    let institution = typed(one, OrganizationType::ServiceAgency);
    let other = typed(organization("b", "榕姐律师团", "350100", ""), OrganizationType::Company);
    assert!(pair(institution, other).unwrap().score < found.score);
}

#[test]
fn the_sample_has_no_organization_twice() {
    let engine = common::sample();
    assert_eq!(organizations_of(engine.dataset(), ORGANIZATIONS_FROM).unwrap(), []);
}

/// Names that people wrote for organizations of the sample: recall and precision of the pairs.
#[test]
fn written_variants_are_found() {
    let engine = common::sample();
    let dataset = engine.dataset();
    let text = fs::read_to_string(common::path("tests/data/dev/name_variants.jsonl")).unwrap();
    let variants: Vec<(String, String, String)> = (0..)
        .zip(text.lines())
        .map(|(number, line)| {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let word = |key: &str| row[key].as_str().unwrap().to_owned();
            (format!("variant-{number:02}"), word("variant"), word("id"))
        })
        .collect();
    let mut list: Vec<Organization> = dataset
        .organizations
        .iter()
        .map(|one| Organization {
            aliases: &one.aliases,
            place: one.division,
            ..organization(&one.id, &one.name, "", one.credit_code.as_deref().unwrap_or_default())
        })
        .collect();
    list.extend(variants.iter().map(|(id, name, _)| organization(id, name, "", "")));
    let truth: BTreeSet<[&str; 2]> =
        variants.iter().map(|(id, _, of)| [of.as_str(), id.as_str()]).collect();
    let found = organizations(&list, &dataset.divisions, ORGANIZATIONS_FROM).unwrap();
    let found: Vec<[&str; 2]> = found
        .iter()
        .map(|pair| [pair.pair[0].as_str(), pair.pair[1].as_str()])
        .filter(|[one, other]| one.starts_with("org") && other.starts_with("variant"))
        .collect();
    let right = found.iter().filter(|pair| truth.contains(*pair)).count() as f64;
    let (recall, precision) = (right / truth.len() as f64, right / found.len() as f64);
    println!("name variants: recall {recall:.3}, precision {precision:.3}");
    assert!(recall >= 0.85 && precision >= 0.95, "recall {recall:.3}, precision {precision:.3}");
}

/// Draws that are the same on every machine (Lehmer's generator, Park and Miller 1988).
struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        self.0 as usize % bound
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Which ids are one.
type Truth = BTreeSet<[String; 2]>;

/// A list of names like those of the sample in other counties, some of them a second time with noise as
/// lists have it. Returns the rows (id, name, place) and which ids are one.
fn noisy_names(count: usize) -> (Vec<(String, String, Place)>, Truth) {
    let engine = common::sample();
    let divisions = Divisions::builtin();
    let county = |place: &Place| place.level() == PlaceLevel::County;
    let counties: Vec<Place> =
        divisions.iter().map(|(place, _)| place).filter(county).step_by(9).collect();
    let brands: Vec<String> = engine
        .dataset()
        .organizations
        .iter()
        .flat_map(|one| &one.aliases)
        .filter(|alias| (2..=5).contains(&alias.chars().count()))
        .cloned()
        .collect();
    let forms = [
        "服务中心",
        "服务中心",
        "社会工作服务中心",
        "协会",
        "志愿者协会",
        "促进会",
        "工作室",
        "服务队",
        "基金会",
        "发展中心",
    ];
    let fields =
        ["", "", "儿童成长", "家庭教育", "女性心理援助", "居家养老", "法律援助", "手工", "阅读"];
    let traditional: BTreeMap<char, char> = fs::read_to_string(common::path("data/t2s.tsv"))
        .unwrap()
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(to, from)| Some((to.chars().next()?, from.chars().next()?)))
        .collect();
    let mut draws = Draws(7);
    let mut rows: Vec<(String, String, Place)> = Vec::new();
    let mut truth = Truth::new();
    for number in 0..count {
        let place = *draws.of(&counties);
        let own = divisions.name(place).unwrap().to_owned();
        let outer = divisions.parent(place).and_then(|it| divisions.name(it)).unwrap().to_owned();
        let geo = match draws.below(4) {
            0 => outer.clone(),
            1 => own.clone(),
            _ => format!("{outer}{own}"),
        };
        let core = format!("{}{}", draws.of(&brands), draws.of(&fields));
        let form = *draws.of(&forms);
        let name = format!("{geo}{core}{form}");
        let id = format!("{number:05}");
        if number % 20 == 0 {
            let mut noisy = match draws.below(7) {
                0 => name.chars().map(|it| *traditional.get(&it).unwrap_or(&it)).collect(),
                1 => format!("{core}{form}"),
                2 => format!("{}{core}{form}", geo.replace(['市', '县', '区'], "")),
                3 => format!("{geo}{core}"),
                4 => name.replace("社会工作", "社工").replace("服务中心", "中心"),
                5 => format!("{name}（筹备）"),
                _ => name.clone(),
            };
            if draws.below(4) == 0 {
                // One slip, somewhere.
                let mut letters: Vec<char> = noisy.chars().collect();
                let at = draws.below(letters.len() - 1);
                match draws.below(3) {
                    0 => letters[at] = '和',
                    1 => letters.swap(at, at + 1),
                    _ => drop(letters.remove(at)),
                }
                noisy = letters.into_iter().collect();
            }
            let other = format!("{number:05}-again");
            truth.insert([id.clone(), other.clone()]);
            rows.push((other, noisy, place));
        }
        rows.push((id, name, place));
    }
    (rows, truth)
}

/// F1 of the pairs from a score on.
fn f1(pairs: &[Pair], truth: &Truth, least: u32) -> f64 {
    let least = Fixed::millionths(least);
    let shown: Vec<&Pair> = pairs.iter().filter(|pair| pair.score >= least).collect();
    let right = shown.iter().filter(|pair| truth.contains(&pair.pair)).count() as f64;
    2.0 * right / (shown.len() + truth.len()) as f64
}

#[test]
fn the_threshold_is_near_the_best_on_names_with_noise_of_our_own() {
    let (rows, truth) = noisy_names(6_000);
    let list: Vec<Organization> = rows
        .iter()
        .map(|(id, name, place)| Organization {
            place: Some(*place),
            ..organization(id, name, "", "")
        })
        .collect();
    let found = organizations(&list, &Divisions::builtin(), 400_000).unwrap();
    let at = f1(&found, &truth, ORGANIZATIONS_FROM);
    let best = (400_000..950_000)
        .step_by(10_000)
        .map(|least| f1(&found, &truth, least))
        .fold(0.0, f64::max);
    println!("own noise: F1 {at:.4}, best {best:.4}");
    assert!(at >= 0.90 && best - at <= 0.02, "F1 {at:.4}, best {best:.4}");
    // A person who looks at the first ones needs an order: scores do not pile up.
    let highest = found.iter().filter(|pair| pair.score == found[0].score).count();
    assert!(highest * 20 < found.len(), "{highest} of {} share the highest score", found.len());
}

/// A project with a name, a description, a carrier, funders, a place and a year.
fn project<'a>(id: &'a str, name: &'a str, description: &'a str, funder: &'a str) -> Project<'a> {
    Project {
        id,
        name,
        description: Some(description),
        organization: Some("org-1"),
        funders: vec![funder],
        place: Place::parse("350100"),
        start: Date::parse("2026-03"),
        budget: Decimal::read("180000").and_then(|yuan| Money::from_yuan(&yuan)),
    }
}

fn project_pair(one: Project, other: Project) -> Option<Pair> {
    projects(&[one, other], &Divisions::builtin(), PROJECTS_FROM).unwrap().pop()
}

const CARE: &str = "再增四个社区点，放学后看护到傍晚七点，补贴困难家庭。";
const CARE_REWORDED: &str = "再增设四个社区点，放学后看护到晚上七点，补贴困难家庭。";

#[test]
fn one_plan_under_two_funders_is_found() {
    let one = || project("a", "榕城四点半课堂扩容", CARE, "fund-1");
    let other = || project("b", "“四点半课堂”扩容项目", CARE_REWORDED, "fund-2");
    let found = project_pair(one(), other()).unwrap();
    assert!(codes(&found).ends_with(&["same-budget", "other-funder"]), "{:?}", codes(&found));
    let same = project_pair(one(), Project { funders: vec!["fund-1"], ..other() }).unwrap();
    assert!(codes(&same).contains(&"same-funder") && same.score == found.score);
    // Another organization in another city two years later has the same idea.
    let elsewhere = Project {
        organization: Some("org-2"),
        place: Place::parse("430100"),
        start: Date::parse("2028-03"),
        ..other()
    };
    assert_eq!(project_pair(one(), elsewhere), None);
}

#[test]
fn the_second_phase_is_not_the_first() {
    let phase = |id, name, year: &str| Project {
        start: Date::parse(year),
        ..project(id, name, CARE, "fund-1")
    };
    let same = project_pair(phase("a", "四点半驿站", "2025"), phase("b", "四点半驿站", "2025"));
    let later =
        project_pair(phase("a", "四点半驿站一期", "2025"), phase("b", "四点半驿站二期", "2027"));
    assert!(later.is_none_or(
        |pair| codes(&pair).contains(&"other-phase") && pair.score < same.unwrap().score
    ));
}

#[test]
fn a_project_of_the_sample_that_is_funded_again_is_found_and_nothing_else() {
    let engine = common::sample();
    assert_eq!(projects_of(engine.dataset(), PROJECTS_FROM).unwrap(), []);
    let dataset = engine.dataset();
    let again: Vec<(String, String, String)> = dataset
        .projects
        .iter()
        .map(|one| {
            let description = one.description.clone().unwrap_or_default();
            // The first half of what it does, and a sentence that every application has.
            let half = description.chars().count().div_ceil(2);
            let half: String = description.chars().take(half).collect();
            let name = format!("“{}”公益项目", one.name.replace('·', ""));
            (format!("{}-again", one.id), name, format!("{half}，服务妇女儿童和家庭。"))
        })
        .collect();
    let mut list: Vec<Project> = Vec::new();
    for (one, (id, name, description)) in dataset.projects.iter().zip(&again) {
        let known = Project {
            id: &one.id,
            name: &one.name,
            description: one.description.as_deref(),
            organization: one.organization.as_deref(),
            funders: one.funder.as_deref().into_iter().collect(),
            place: one.division,
            start: one.start,
            budget: one.budget,
        };
        list.push(Project {
            id,
            name,
            description: Some(description),
            funders: vec!["fund-new"],
            ..known.clone()
        });
        list.push(known);
    }
    let found = projects(&list, &dataset.divisions, PROJECTS_FROM).unwrap();
    let right = |pair: &&Pair| pair.pair[1] == format!("{}-again", pair.pair[0]);
    let right = found.iter().filter(right).count();
    let (recall, precision) =
        (right as f64 / again.len() as f64, right as f64 / found.len() as f64);
    println!("projects funded again: recall {recall:.3}, precision {precision:.3}");
    assert!(recall >= 0.9 && precision >= 0.9, "recall {recall:.3}, precision {precision:.3}");
}

#[test]
fn every_reason_has_a_sentence() {
    let mut written = 0;
    for file in fs::read_dir(common::path("src/duplicates")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for piece in code.split("Message::new(\"").chain(code.split("both(\"")).skip(1) {
            let Some((code, _)) = piece.split_once('"') else { continue };
            if !code.chars().all(|it| it.is_ascii_lowercase() || it == '-') {
                continue;
            }
            for language in [Language::Chinese, Language::English] {
                let key = format!("duplicate.{code}");
                assert!(language.table().contains_key(&key), "{key}");
            }
            written += 1;
        }
    }
    assert!(written >= 25, "only {written} reasons were found");
}

#[test]
fn sentences_are_filled_in() {
    let one = organization("a", "漳州市台商投资企业协会", "350600", "51350602100000001A");
    let aliases = ["台商协会".to_owned(), "第一分站".to_owned()];
    let other =
        organization("b", "漳州台商投资企业联合会（筹）妇联", "350602", "51350602100000001B");
    let list = [Organization { aliases: &aliases, ..one }, other];
    let found = organizations(&list, &Divisions::builtin(), 0).unwrap();
    assert!(!found.is_empty());
    for language in [Language::Chinese, Language::English] {
        for reason in &found[0].why {
            let sentence = language.sentence(&format!("duplicate.{}", reason.code), &reason.args);
            assert!(!sentence.contains(['{', '}']), "{sentence}");
        }
    }
}

/// Pieces of which names are made in the properties.
const PIECES: &str = "长沙市|余姚|福州市鼓楼区|满天星|阳光|东江|妇女|儿童|服务中心|协会|妇联|一队|（筹）| |第二|安康|x1|會";

fn any_name() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = PIECES.split('|').collect();
    prop::collection::vec(prop::sample::select(pieces), 0..6).prop_map(|pieces| pieces.concat())
}

fn any_place() -> impl Strategy<Value = Option<Place>> {
    let codes = ["430100", "430121", "330281", "350102", "000000", "350000", ""];
    prop::sample::select(codes.to_vec()).prop_map(Place::parse)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_score_is_the_same_from_both_sides(
        one in any_name(), other in any_name(), place in any_place(), another in any_place(),
        alias in any_name(),
    ) {
        let aliases = [alias];
        let score = |ids: [&str; 2]| {
            let list = [
                Organization { id: ids[0], name: &one, aliases: &aliases, place, ..Organization::default() },
                Organization { id: ids[1], name: &other, place: another, ..Organization::default() },
            ];
            organizations(&list, &Divisions::builtin(), 0).unwrap().pop().map(|pair| pair.score)
        };
        prop_assert_eq!(score(["a", "b"]), score(["b", "a"]));
    }

    #[test]
    fn the_order_of_the_rows_changes_nothing(
        rows in prop::collection::vec((any_name(), any_place()), 2..12).prop_flat_map(|rows| {
            let numbered: Vec<(usize, (String, Option<Place>))> =
                rows.into_iter().enumerate().collect();
            (Just(numbered.clone()), Just(numbered).prop_shuffle())
        })
    ) {
        let found = |rows: &[(usize, (String, Option<Place>))]| {
            let ids: Vec<String> = rows.iter().map(|(number, _)| format!("{number:02}")).collect();
            let list: Vec<Organization> = rows
                .iter()
                .zip(&ids)
                .map(|((_, (name, place)), id)| Organization {
                    id,
                    name,
                    place: *place,
                    ..Organization::default()
                })
                .collect();
            organizations(&list, &Divisions::builtin(), 300_000).unwrap()
        };
        prop_assert_eq!(found(&rows.0), found(&rows.1));
    }

    #[test]
    fn any_bytes_are_a_name(names in prop::collection::vec(any::<String>(), 0..6)) {
        let ids = ["a", "b", "c", "d", "e", "f"];
        let list: Vec<Organization> =
            ids.iter().zip(&names).map(|(id, name)| organization(id, name, "", name)).collect();
        for pair in organizations(&list, &Divisions::builtin(), 0).unwrap() {
            prop_assert!(pair.pair[0] < pair.pair[1] && pair.score < Fixed::ONE);
        }
        let list: Vec<Project> =
            ids.iter().zip(&names).map(|(id, name)| project(id, name, name, name)).collect();
        for pair in projects(&list, &Divisions::builtin(), 0).unwrap() {
            prop_assert!(pair.pair[0] < pair.pair[1] && pair.score < Fixed::ONE);
        }
    }
}
