//! How do two nodes hang together? The least far-fetched way of at most four steps.

use serde::Serialize;

use super::{Entry, Graph, Node, NodeKind, Rows, Source, reason};
use crate::message::Message;
use crate::model::Kind;

/// Every organization of a county is tied to its federation.
const FEDERATION: NodeKind = NodeKind::Record(Kind::Federation);

/// In which direction of its relation a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Along it.
    Out,
    /// Against it.
    In,
}

impl Direction {
    /// The direction of a step from a row.
    pub(super) fn of(entry: Entry) -> Self {
        if entry.inward { Self::In } else { Self::Out }
    }
}

/// The row that says that there is a relation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// Name of the file; empty where it is no file of the user (places above a place).
    pub file: String,
    /// Row in it.
    pub row: u32,
    /// The list that the row stands in: `links`, `projects`.
    pub list: &'static str,
    /// The key that says it; empty for a link.
    pub key: &'static str,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Name of the relation: `relation.NAME.out` or `.in` by the direction.
    pub relation: &'static str,
    /// Along the relation, or against it.
    pub direction: Direction,
    /// Where it leads.
    pub to: Node,
    /// What says so.
    pub source: Origin,
}

/// How two nodes hang together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Path {
    /// Where it begins.
    pub from: Node,
    /// The steps, one to four.
    pub steps: Vec<Step>,
    /// One sentence: `path.CODE`.
    pub reason: Message,
}

/// A node within two steps of another, by the cheapest way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reached {
    pub cost: u32,
    /// How many steps there are.
    pub steps: u32,
    /// Node between, where there are two.
    pub via: u32,
    /// The first and second step, as positions in their rows.
    places: [u32; 2],
}

/// Where nothing leads.
const NOWHERE: Reached = Reached { cost: u32::MAX, steps: 0, via: 0, places: [0, 0] };

/// What is within two steps of a node.
pub(super) struct Reach {
    /// By node.
    best: Vec<Reached>,
    /// The nodes reached, in the order in which they were.
    pub nodes: Vec<u32>,
}

impl Reach {
    /// How a node was reached, if it was.
    pub(super) fn get(&self, node: u32) -> Option<Reached> {
        Some(self.best[node as usize]).filter(|reached| reached.cost < u32::MAX)
    }

    /// Takes a way to a node if it is cheaper than those before.
    fn offer(&mut self, node: u32, way: Reached) {
        let best = &mut self.best[node as usize];
        if best.cost == u32::MAX {
            self.nodes.push(node);
        }
        if way.cost < best.cost {
            *best = way;
        }
    }
}

impl Graph {
    /// Everything within two steps of a node, itself at cost 0; each by its cheapest way, of equals the
    /// first. Costs are those of the relations in data/graph.json, and of the node between.
    ///
    /// Where it is to be `half` of a path, what many share is only where two halves meet, not passed
    /// on the way: a place or a federation next to the start, a concept next to it or to a project of
    /// it. What is further off (that a partner's county has the same federation) explains nothing.
    pub(super) fn reach(&self, rows: &Rows, start: u32, half: bool) -> Reach {
        let mut reach = Reach { best: vec![NOWHERE; self.node_count()], nodes: Vec::new() };
        reach.offer(start, Reached { cost: 0, ..NOWHERE });
        for first in 0..rows.degree(start) {
            let one = rows.at(start, first);
            let (via, cost) = (one.neighbour, self.settings.cost(self.relation(one)));
            reach.offer(via, Reached { cost, steps: 1, via: start, places: [first, 0] });
            let between = self.node(via).kind;
            let Some(passing) = self.passing(rows, via) else { continue };
            if half && (between.is_shared() || between == FEDERATION) {
                continue;
            }
            for second in 0..rows.degree(via) {
                let other = rows.at(via, second);
                let far = match self.node(other.neighbour).kind {
                    NodeKind::Concept => between != NodeKind::Record(Kind::Project),
                    kind => kind == NodeKind::Place || kind == FEDERATION,
                };
                if !(half && far) {
                    let cost = cost + passing + self.settings.cost(self.relation(other));
                    let way = Reached { cost, steps: 2, via, places: [first, second] };
                    reach.offer(other.neighbour, way);
                }
            }
        }
        reach
    }

    /// The cheapest way of at most four steps between two nodes; `None` where there is none, or only
    /// through what nearly everybody shares. The way back is the same.
    ///
    /// Takes time in proportion to the number of nodes within two steps of either.
    pub fn path(&self, rows: &Rows, from: u32, to: u32) -> Option<Path> {
        let ends = [from.min(to), from.max(to)];
        let sides = ends.map(|end| self.reach(rows, end, true));
        let mut best = None;
        for &node in &sides[0].nodes {
            let (Some(one), Some(other)) = (sides[0].get(node), sides[1].get(node)) else {
                continue;
            };
            let passing = if ends.contains(&node) { Some(0) } else { self.passing(rows, node) };
            let Some(passing) = passing else { continue };
            let rank = (one.cost + passing + other.cost, one.steps + other.steps, node);
            if best.is_none_or(|least| rank < least) {
                best = Some(rank);
            }
        }
        let (_, _, node) = best.filter(|_| from != to)?;
        let mut walk = steps(rows, ends[0], sides[0].get(node)?);
        let mut rest = steps(rows, ends[1], sides[1].get(node)?);
        turn(&mut rest);
        walk.append(&mut rest);
        if from != ends[0] {
            turn(&mut walk);
        }
        Some(self.write(&walk, from))
    }

    /// The last step to a node that was reached.
    pub(super) fn last(rows: &Rows, reached: Reached) -> Entry {
        rows.at(reached.via, reached.places[reached.steps as usize - 1])
    }

    /// Writes a walk out.
    fn write(&self, walk: &[(u32, Entry)], from: u32) -> Path {
        let steps: Vec<Step> = walk
            .iter()
            .map(|(_, entry)| Step {
                relation: self.relation(*entry).name(),
                direction: Direction::of(*entry),
                to: self.node(entry.neighbour).clone(),
                source: self.origin(self.edge(entry.edge).source),
            })
            .collect();
        let from = self.node(from).clone();
        let reason = reason::of_path(&from, &steps);
        Path { from, steps, reason }
    }

    /// A source with the name of its file.
    fn origin(&self, source: Source) -> Origin {
        let known = source.list != "divisions";
        let file = self.files.get(source.origin.file as usize).filter(|_| known);
        let (row, list, key) = (source.origin.row, source.list, source.key);
        Origin { file: file.cloned().unwrap_or_default(), row, list, key }
    }
}

/// The steps from a start to what was reached from it.
fn steps(rows: &Rows, start: u32, reached: Reached) -> Vec<(u32, Entry)> {
    [start, reached.via]
        .into_iter()
        .zip(reached.places)
        .take(reached.steps as usize)
        .map(|(node, place)| (node, rows.at(node, place)))
        .collect()
}

/// Turns a walk round, to be taken from its other end.
fn turn(walk: &mut [(u32, Entry)]) {
    walk.reverse();
    for (node, entry) in walk {
        std::mem::swap(node, &mut entry.neighbour);
        entry.inward = !entry.inward;
    }
}
