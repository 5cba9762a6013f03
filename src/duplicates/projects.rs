//! Projects that may be paid for twice: much the same plan under several funders.

use std::collections::BTreeMap;

use super::alignment::{Aligner, Weighted};
use super::blocking::{self, Frequencies, Key, bigram};
use super::compare::{Nearness, nearness, ratio};
use super::explain::of_places;
use super::name::numbers;
use super::vocabulary::Vocabulary;
use super::{Pair, rank};
use crate::failure::Failure;
use crate::fixed::Fixed;
use crate::hash::Fnv64;
use crate::message::Message;
use crate::model::{Dataset, Date, Divisions, Money, Place};
use crate::text::fold;

/// What would have to agree before anything is believed, in thousandths of a telling character.
const DOUBT: u32 = 900;
/// A character of a name that says what kind of thing it is: 项目, 计划.
const PLAIN: u32 = 100;
/// What descriptions weigh in all: as much as a name of so many thousandths.
const DESCRIPTION: u32 = 8_000;
/// The same organization carries both.
const SAME_CARRIER: u32 = 1_500;
/// Two organizations carry them.
const OTHER_CARRIER: u32 = 2_500;
/// The same county or closer.
const SAME_PLACE: u32 = 500;
/// The place of the one lies in that of the other.
const NEAR_PLACE: u32 = 250;
/// Two counties of one city.
const OTHER_COUNTY: u32 = 800;
/// Two cities.
const OTHER_CITY: u32 = 2_500;
/// They begin in the same year.
const SAME_YEAR: u32 = 500;
/// For each year between their beginnings after the first: the next year is how a repeat looks, and
/// how a long project paid year by year looks.
const EACH_YEAR: u32 = 800;
/// Years that are counted.
const YEARS: u32 = 4;
/// Budgets within a tenth of each other.
const SAME_BUDGET: u32 = 500;
/// 一期 and 二期: the one follows the other.
const OTHER_PHASE: u32 = 2_000;
/// Characters of a name, and of a description, that are looked at.
const LONGEST: [usize; 2] = [64, 2_000];
/// Pairs of characters of a name and of a description by which others are found: the rarest ones.
const RAREST: [usize; 2] = [4, 8];

/// What is known of a project that tells whether it is another.
#[derive(Clone, Debug, Default)]
pub struct Project<'a> {
    /// Its identity; pairs name it.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// What it does, in sentences.
    pub description: Option<&'a str>,
    /// Who carries it.
    pub organization: Option<&'a str>,
    /// Who pays: ids, ascending.
    pub funders: Vec<&'a str>,
    /// Where.
    pub place: Option<Place>,
    /// When it begins.
    pub start: Option<Date>,
    /// In all.
    pub budget: Option<Money>,
}

/// Pairs of projects of a dataset that may be paid for twice; see [`projects`]. Who pays stands in the
/// project, in its call, or in links `funds`.
pub fn projects_of(dataset: &Dataset, least: u32) -> Result<Vec<Pair>, Failure> {
    let mut paid: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for link in dataset.links.iter().filter(|link| link.rel == "funds") {
        paid.entry(&link.to).or_default().push(&link.from);
    }
    let calls: BTreeMap<&str, &str> = dataset
        .calls
        .iter()
        .filter_map(|call| Some((call.id.as_str(), call.funder.as_deref()?)))
        .collect();
    let projects: Vec<Project> = dataset
        .projects
        .iter()
        .map(|one| {
            let mut funders = paid.get(one.id.as_str()).cloned().unwrap_or_default();
            funders.extend(one.funder.as_deref());
            funders.extend(one.call.as_deref().and_then(|call| calls.get(call)));
            funders.sort_unstable();
            funders.dedup();
            Project {
                id: &one.id,
                name: &one.name,
                description: one.description.as_deref(),
                organization: one.organization.as_deref(),
                funders,
                place: one.division.or_else(|| one.service_area.first().copied()),
                start: one.start,
                budget: one.budget,
            }
        })
        .collect();
    self::projects(&projects, &dataset.divisions, least)
}

/// Pairs of projects with a score of at least `least` millionths
/// ([`PROJECTS_FROM`](super::PROJECTS_FROM) is a good choice), the surest first. Whether several pay is
/// said among the reasons: a pair with one funder is a row that stands there twice, or a project that
/// goes on. Fails only if `data/names.json` is broken.
pub fn projects(
    projects: &[Project],
    divisions: &Divisions,
    least: u32,
) -> Result<Vec<Pair>, Failure> {
    let vocabulary = Vocabulary::builtin()?;
    let mut projects: Vec<&Project> = projects.iter().collect();
    projects.sort_by(|a, b| (a.id, a.name).cmp(&(b.id, b.name)));
    let (prepared, keys) = prepare(&projects, &vocabulary);
    let mut aligner = Aligner::default();
    let mut found = Vec::new();
    for (first, second) in blocking::pairs(keys) {
        let (one, other) = (&prepared[first as usize], &prepared[second as usize]);
        let comparison = compare(one, other, &mut aligner);
        if comparison.score >= least && one.project.id != other.project.id {
            found.push(Pair {
                pair: [one.project.id.to_owned(), other.project.id.to_owned()],
                score: Fixed::millionths(comparison.score),
                why: explain(one.project, other.project, comparison, divisions),
            });
        }
    }
    rank(&mut found);
    Ok(found)
}

/// A project, ready.
struct Prepared<'a> {
    project: &'a Project<'a>,
    name: Vec<Weighted>,
    /// Pairs of characters of the description with their weights, ascending.
    description: Vec<(u64, u32)>,
    /// Numbers of phases in the name.
    phases: Vec<char>,
}

/// Makes projects ready, with the keys by which pairs are found.
fn prepare<'a>(
    projects: &[&'a Project<'a>],
    vocabulary: &Vocabulary,
) -> (Vec<Prepared<'a>>, Vec<Key>) {
    let texts: Vec<[Vec<char>; 2]> = projects
        .iter()
        .map(|one| {
            let letters = |text: &str, most: usize| {
                fold(text).chars().filter(|it| it.is_alphanumeric()).take(most).collect()
            };
            let description = one.description.unwrap_or_default();
            [letters(one.name, LONGEST[0]), letters(description, LONGEST[1])]
        })
        .collect();
    let mut frequencies = Frequencies::default();
    for text in &texts {
        let mut all: Vec<u64> = text.iter().flat_map(|text| bigrams(text)).collect();
        all.sort_unstable();
        all.dedup();
        frequencies.count(all);
    }
    let count = projects.len();
    let share = |key: u64| frequencies.share(key, count);
    let (mut prepared, mut keys) = (Vec::new(), Vec::new());
    for (record, (project, [name, description])) in (0..).zip(projects.iter().zip(&texts)) {
        for (text, most) in [name, description].into_iter().zip(RAREST) {
            let mut rare: Vec<u64> = bigrams(text).collect();
            frequencies.rarest(&mut rare, most);
            keys.extend(rare.into_iter().map(|value| Key { value, area: 0, record }));
        }
        for whole in [Some(project.name), project.organization].into_iter().flatten() {
            let mut hash = Fnv64::new();
            hash.write(whole.as_bytes());
            keys.push(Key { value: hash.finish() | 1 << 63, area: 0, record });
        }
        let mut description: Vec<(u64, u32)> =
            bigrams(description).map(|key| (key, share(key))).collect();
        description.sort_unstable();
        description.dedup();
        let phases = numbers(name, vocabulary);
        prepared.push(Prepared {
            project,
            name: weigh(name, vocabulary, share),
            description,
            phases,
        });
    }
    (prepared, keys)
}

/// The pairs of neighbouring characters of a text.
fn bigrams(text: &[char]) -> impl Iterator<Item = u64> + '_ {
    text.windows(2).map(|pair| bigram(pair[0], pair[1]))
}

/// The characters of a name with their weights: as rare as the rarer pair that they stand in, little
/// where they belong to a word that every other project has.
fn weigh(name: &[char], vocabulary: &Vocabulary, share: impl Fn(u64) -> u32) -> Vec<Weighted> {
    let pairs: Vec<u32> = bigrams(name).map(share).collect();
    let mut weighted: Vec<Weighted> = Vec::with_capacity(name.len());
    while let Some(rest) = name.get(weighted.len()..).filter(|rest| !rest.is_empty()) {
        let plain = vocabulary.plain_word(rest);
        for character in &rest[..plain.unwrap_or(1)] {
            let at = weighted.len();
            let around = [at.checked_sub(1).and_then(|before| pairs.get(before)), pairs.get(at)];
            let rarest = around.into_iter().flatten().max().copied().unwrap_or(1_000);
            let weight = if plain.is_some() { PLAIN } else { rarest };
            weighted.push(Weighted { character: *character, weight });
        }
    }
    weighted
}

/// What was found when two projects were compared.
#[derive(Clone, Copy)]
struct Comparison {
    /// How sure it is that they are one, in millionths.
    score: u32,
    /// How much of their names is the same, in thousandths of the weight,
    names: u32,
    /// and how much of their descriptions.
    descriptions: Option<u32>,
    nearness: Nearness,
    other_phase: bool,
}

/// Compares two projects.
fn compare(one: &Prepared, other: &Prepared, aligner: &mut Aligner) -> Comparison {
    let agreement = aligner.agreement(&one.name, &other.name);
    let (mut shared, mut against) = (agreement.shared, agreement.differing + DOUBT);
    let names = ratio(agreement.shared, agreement.differing) / 1_000;
    let descriptions = overlap(&one.description, &other.description);
    if let Some(overlap) = descriptions {
        shared += DESCRIPTION * overlap / 1_000;
        against += DESCRIPTION * (1_000 - overlap) / 1_000;
    }
    let other_phase = one.phases != other.phases;
    if other_phase {
        against += OTHER_PHASE;
    }
    let (one, other) = (one.project, other.project);
    match (one.organization, other.organization) {
        (Some(one), Some(other)) if one == other => shared += SAME_CARRIER,
        (Some(_), Some(_)) => against += OTHER_CARRIER,
        _ => {}
    }
    let nearness = nearness(one.place, other.place);
    match nearness {
        Nearness::Unknown => {}
        Nearness::Same => shared += SAME_PLACE,
        Nearness::Within => shared += NEAR_PLACE,
        Nearness::OtherCounty => against += OTHER_COUNTY,
        Nearness::OtherCity => against += OTHER_CITY,
    }
    match years_between(one, other) {
        Some(0) => shared += SAME_YEAR,
        Some(years) => against += EACH_YEAR * (years - 1).min(YEARS),
        None => {}
    }
    if is_same_budget(one, other) {
        shared += SAME_BUDGET;
    }
    Comparison { score: ratio(shared, against), names, descriptions, nearness, other_phase }
}

/// How much of two descriptions is the same, in thousandths of their weight (weighted Jaccard index);
/// `None` if one of them is empty.
fn overlap(one: &[(u64, u32)], other: &[(u64, u32)]) -> Option<u32> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let weight =
        |list: &[(u64, u32)]| list.iter().map(|(_, weight)| u64::from(*weight)).sum::<u64>();
    let (mut rest, mut shared) = (other, 0);
    for (key, weight) in one {
        rest = &rest[rest.partition_point(|(other, _)| other < key)..];
        if rest.first().is_some_and(|(other, _)| other == key) {
            shared += u64::from(*weight);
        }
    }
    let all = weight(one) + weight(other) - shared;
    (shared * 1_000).checked_div(all).map(|share| share as u32)
}

/// Years between the beginnings of two projects.
fn years_between(one: &Project, other: &Project) -> Option<u32> {
    Some(u32::from(one.start?.year().abs_diff(other.start?.year())))
}

/// Are the budgets within a tenth of each other?
fn is_same_budget(one: &Project, other: &Project) -> bool {
    let (Some(one), Some(other)) = (one.budget, other.budget) else { return false };
    let (one, other) = (one.fen(), other.fen());
    one > 0 && other > 0 && one.abs_diff(other) <= one.max(other).unsigned_abs() / 10
}

/// The reasons, those for it first.
fn explain(
    one: &Project,
    other: &Project,
    comparison: Comparison,
    divisions: &Divisions,
) -> Vec<Message> {
    let mut why = Vec::new();
    if one.name == other.name {
        why.push(Message::new("same-name"));
    } else {
        why.push(Message::new("names-alike").with("percent", comparison.names / 10));
    }
    if let Some(overlap) = comparison.descriptions {
        why.push(Message::new("descriptions-alike").with("percent", overlap / 10));
    }
    if let (Some(carrier), Some(another)) = (one.organization, other.organization) {
        why.push(if carrier == another {
            Message::new("same-carrier").with("id", carrier)
        } else {
            Message::new("other-carrier").with("one", carrier).with("other", another)
        });
    }
    why.extend(of_places(comparison.nearness, one.place, other.place, divisions));
    if let Some(years) = years_between(one, other) {
        why.push(match years {
            0 => Message::new("same-year"),
            years => Message::new("other-year").with("years", years),
        });
    }
    if is_same_budget(one, other) {
        why.push(Message::new("same-budget"));
    }
    if comparison.other_phase {
        why.push(Message::new("other-phase"));
    }
    let shared = one.funders.iter().find(|funder| other.funders.contains(funder));
    if let Some(funder) = shared {
        why.push(Message::new("same-funder").with("id", *funder));
    } else if !one.funders.is_empty() && !other.funders.is_empty() {
        let names =
            |funders: &[&str]| funders.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let message = Message::new("other-funder").with("one", names(&one.funders));
        why.push(message.with("other", names(&other.funders)));
    }
    why
}
