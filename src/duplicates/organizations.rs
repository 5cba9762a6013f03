//! Organizations that may be the same.

use super::alignment::Aligner;
use super::compare::{compare, strictness};
use super::explain::explain;
use super::gazetteer::Gazetteer;
use super::prepared::prepare;
use super::vocabulary::Vocabulary;
use super::{Pair, blocking, rank};
use crate::failure::Failure;
use crate::fixed::Fixed;
use crate::model::choice::OrganizationType;
use crate::model::{Dataset, Divisions, Place};

/// What is known of an organization that tells whether it is another.
#[derive(Clone, Copy, Debug, Default)]
pub struct Organization<'a> {
    /// Its identity; pairs name it.
    pub id: &'a str,
    /// Registered or usual name.
    pub name: &'a str,
    /// Short and former names.
    pub aliases: &'a [String],
    /// Where its office is.
    pub place: Option<Place>,
    /// 统一社会信用代码, as written.
    pub credit_code: Option<&'a str>,
    /// What it is in law.
    pub r#type: Option<OrganizationType>,
}

/// Pairs of organizations of a dataset that may be the same; see [`organizations`].
pub fn organizations_of(dataset: &Dataset, least: u32) -> Result<Vec<Pair>, Failure> {
    let organizations: Vec<Organization> = dataset
        .organizations
        .iter()
        .map(|one| Organization {
            id: &one.id,
            name: &one.name,
            aliases: &one.aliases,
            place: one.division,
            credit_code: one.credit_code.as_deref(),
            r#type: one.r#type,
        })
        .collect();
    self::organizations(&organizations, &dataset.divisions, least)
}

/// Pairs of organizations with a score of at least `least` millionths
/// ([`ORGANIZATIONS_FROM`](super::ORGANIZATIONS_FROM) is a good choice), the surest first. Fails only if
/// `data/names.json` is broken.
///
/// ```
/// use matchgraph::duplicates::{self, Organization};
/// use matchgraph::model::Divisions;
///
/// let names = ["长沙县满天星社会工作服务中心", "長沙縣滿天星社工服務中心", "长沙县开慧女红中心"];
/// let organizations: Vec<Organization> = ["a", "b", "c"]
///     .into_iter()
///     .zip(names)
///     .map(|(id, name)| Organization { id, name, ..Organization::default() })
///     .collect();
/// let least = duplicates::ORGANIZATIONS_FROM;
/// let pairs = duplicates::organizations(&organizations, &Divisions::builtin(), least)?;
/// assert_eq!(pairs.len(), 1);
/// assert_eq!(pairs[0].pair, ["a", "b"]);
/// # Ok::<(), matchgraph::failure::Failure>(())
/// ```
pub fn organizations(
    organizations: &[Organization],
    divisions: &Divisions,
    least: u32,
) -> Result<Vec<Pair>, Failure> {
    let vocabulary = Vocabulary::builtin()?;
    // In the order of their ids, whatever the order of the rows.
    let mut organizations = organizations.to_vec();
    organizations.sort_by(|a, b| (a.id, a.name).cmp(&(b.id, b.name)));
    let homes = organizations.iter().filter_map(|one| one.place);
    let gazetteer = Gazetteer::new(divisions, homes);
    let (prepared, keys) = prepare(&organizations, &vocabulary, &gazetteer);
    let strictness = strictness(prepared.len());
    let mut aligner = Aligner::default();
    let mut found: Vec<Pair> = Vec::new();
    for (first, second) in blocking::pairs(keys) {
        let (one, other) = (&prepared[first as usize], &prepared[second as usize]);
        if one.id == other.id {
            continue;
        }
        if let Some(comparison) = compare(one, other, strictness, least, &mut aligner) {
            found.push(Pair {
                pair: [one.id.to_owned(), other.id.to_owned()],
                score: Fixed::millionths(comparison.score),
                why: explain(one, other, comparison, divisions, &mut aligner),
            });
        }
    }
    rank(&mut found);
    Ok(found)
}
