//! Which records may be one and the same: organizations under other names, projects paid for twice.
//!
//! Nothing is merged here. A pair says how sure it is and why, for and against; a person decides.
//!
//! Organizations: a name is read into division, 字号, field and form; pairs that share something rare in
//! one city are compared character by character, each with the weight of its part; then place, credit
//! code and type speak. Projects: names, descriptions, carriers, places and years.

mod alignment;
mod blocking;
mod compare;
mod explain;
mod gazetteer;
mod name;
mod organizations;
mod prepared;
mod projects;
mod vocabulary;
mod weights;

use serde::Serialize;

use crate::fixed::Fixed;
use crate::message::Message;

pub use organizations::{Organization, organizations, organizations_of};
pub use projects::{Project, projects, projects_of};

/// From which score on two organizations are shown as perhaps the same, in millionths. Chosen on names
/// of the sample with noise of its own (`tests/duplicates.rs`).
pub const ORGANIZATIONS_FROM: u32 = 650_000;

/// From which score on two projects are shown as perhaps paid for twice, in millionths. Chosen on the
/// projects of the sample, funded again in other words (`tests/duplicates.rs`).
pub const PROJECTS_FROM: u32 = 580_000;

/// Two records that may be one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// Their ids, the lower first.
    pub pair: [String; 2],
    /// How sure it is, between 0 and 1 and never quite 1.
    pub score: Fixed,
    /// Why, and what speaks against it. The sentences are `duplicate.CODE` in the message tables.
    pub why: Vec<Message>,
}

/// Puts pairs in order: the surest first, equals by id.
fn rank(pairs: &mut [Pair]) {
    pairs.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.pair.cmp(&b.pair)));
}
