//! What is around one node: as much as fits into a list and a small picture.

use std::cmp::Reverse;

use serde::Serialize;

use super::path::Direction;
use super::{EPSILON, Graph, Node, NodeKind, Pusher, RESTART, Rows};
use crate::model::Kind;
use crate::order;

/// Most nodes of a neighbourhood, beside its centre.
const MOST: usize = 60;

/// One node around another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Neighbour {
    /// What it is.
    pub kind: NodeKind,
    /// Its id.
    pub id: String,
    /// Its name; empty for a need.
    pub name: String,
    /// Name of the relation that leads to it: `relation.NAME.out` or `.in` by the direction.
    pub relation: &'static str,
    /// Along the relation, or against it.
    pub direction: Direction,
    /// Id of the node that the relation leads from, where that is not the centre.
    pub via: Option<String>,
    /// 1, or 2 where there is a node between.
    pub step: u32,
}

/// A node with what is around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Neighbourhood {
    /// The node.
    pub center: Node,
    /// How many nodes there are around it.
    pub total: usize,
    /// The best of them, at most 60. A node between always comes before what it leads to.
    pub nodes: Vec<Neighbour>,
}

impl Graph {
    /// What is within two steps of a node, most telling first: by the cost of the cheapest way, then by
    /// personalised `PageRank`, then by number. Needs that only share a place or concept with it are left
    /// out: that somebody else asks for the same is no tie.
    pub fn neighbourhood(&self, rows: &Rows, center: u32) -> Neighbourhood {
        let mut pusher = Pusher::default();
        pusher.run(rows, center, RESTART, EPSILON);
        let reach = self.reach(rows, center, false);
        let mut around = Vec::new();
        for &node in &reach.nodes {
            let Some(reached) = reach.get(node).filter(|reached| reached.steps > 0) else {
                continue;
            };
            let need = self.node(node).kind == NodeKind::Record(Kind::Need);
            if !(need && reached.steps > 1 && self.node(reached.via).kind.is_shared()) {
                around.push((node, reached));
            }
        }
        order::sort_by_key(&mut around, |(node, reached)| {
            // Estimates are not negative, so their bits are in the order of their values.
            (reached.cost, Reverse(pusher.estimate(*node).to_bits()), *node)
        });
        let mut nodes = Vec::new();
        for &(node, reached) in around.iter().take(MOST) {
            let entry = Self::last(rows, reached);
            let Node { kind, id, name } = self.node(node).clone();
            nodes.push(Neighbour {
                kind,
                id,
                name,
                relation: self.relation(entry).name(),
                direction: Direction::of(entry),
                via: (reached.steps > 1).then(|| self.node(reached.via).id.clone()),
                step: reached.steps,
            });
        }
        Neighbourhood { center: self.node(center).clone(), total: around.len(), nodes }
    }
}
