//! Who is tied to whom: every record, place and concept as a node, every relation as an edge.
//!
//! - [`Graph`] is built once from the dataset. A relation that a record names in a key of its own and
//!   one that stands among the links make one edge; every edge knows the row it came from.
//! - [`Rows`] are its frozen form for walking, in both directions, with or without some relations.
//! - [`Pusher`] measures how near everything is to one node: personalised `PageRank` by forward push.
//! - [`Graph::path`] explains how two nodes hang together, [`Graph::neighbourhood`] lists what is
//!   around one, [`Graph::hubs`] finds the organizations that hold others together.
//!
//! Nodes are numbered by id, records before all others, whatever the order of the input.

mod build;
mod hub;
mod near;
mod neighbourhood;
mod path;
mod push;
mod reason;
mod relation;
mod rows;

pub use hub::{Hub, HubReason};
pub use near::Near;
pub use neighbourhood::{Neighbour, Neighbourhood};
pub use path::{Direction, Path, Step};
pub use push::{EPSILON, Pusher, RESTART};
pub use relation::Relation;
pub use rows::{Entry, Rows};

use petgraph::graph::{EdgeIndex, NodeIndex};
use serde::{Serialize, Serializer};

use crate::failure::Failure;
use crate::model::{Dataset, Kind, Origin, Place, PlaceLevel, Reference};

use relation::Settings;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeKind {
    /// A record that has an id.
    Record(Kind),
    /// A word of the vocabulary of fields (`theme:CODE`), or a field in other words (`field:WORD`).
    Concept,
    /// One entry of a growth record: `event:ORGANIZATION:NUMBER`.
    Event,
    /// A place: `place:CODE`.
    Place,
}

impl NodeKind {
    /// The word for it in results: the kind of a record, or `concept`, `event`, `place`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Record(kind) => kind.as_str(),
            Self::Concept => "concept",
            Self::Event => "event",
            Self::Place => "place",
        }
    }

    /// Is it something that many share, and no actor or work?
    fn is_shared(self) -> bool {
        matches!(self, Self::Concept | Self::Place)
    }
}

impl Serialize for NodeKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Id of the record, or `theme:CODE`, `field:WORD`, `event:ORGANIZATION:NUMBER`, `place:CODE`.
    pub id: String,
    /// Its name. Empty for a need: what somebody said of her troubles is not repeated here.
    pub name: String,
}

impl Node {
    /// The name, or the id of what has none.
    fn label(&self) -> String {
        if self.name.is_empty() { self.id.clone() } else { self.name.clone() }
    }
}

/// Where an edge comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The list that the row stands in. Where a link and the key of a record say the same, it is
    /// `links`.
    pub list: &'static str,
    /// The key that names the other end; empty for a link.
    pub key: &'static str,
    /// File and row.
    pub origin: Origin,
}

/// An edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// What it says.
    pub relation: Relation,
    /// Where it comes from.
    pub source: Source,
}

/// All nodes and edges. Numbers of nodes and edges are dense and begin at 0.
#[derive(Clone, Debug)]
pub struct Graph {
    net: petgraph::Graph<Node, Edge>,
    /// The first node that is no record.
    first: u32,
    /// For each kind of record, the node at each position in its list.
    records: [Vec<u32>; Kind::ALL.len()],
    files: Vec<String>,
    settings: Settings,
}

impl Graph {
    /// Builds the graph of a settled dataset, in time in proportion to its size (and the logarithm of
    /// it). Fails only if data/graph.json is broken.
    pub fn build(dataset: &Dataset) -> Result<Self, Failure> {
        Ok(build::build(dataset, Settings::builtin()?))
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.net.node_count()
    }

    /// How many edges there are.
    pub fn edge_count(&self) -> usize {
        self.net.edge_count()
    }

    /// A node by its number.
    pub fn node(&self, node: u32) -> &Node {
        &self.net[NodeIndex::new(node as usize)]
    }

    /// An edge by its number.
    pub fn edge(&self, edge: u32) -> &Edge {
        &self.net[EdgeIndex::new(edge as usize)]
    }

    /// From which node to which an edge leads.
    pub fn ends(&self, edge: u32) -> Option<(u32, u32)> {
        let (from, to) = self.net.edge_endpoints(EdgeIndex::new(edge as usize))?;
        Some((from.index() as u32, to.index() as u32))
    }

    /// The node with an id. Records come first, should a record have the id of another node.
    pub fn find(&self, id: &str) -> Option<u32> {
        let (records, others) = self.net.raw_nodes().split_at(self.first as usize);
        [(0, records), (self.first, others)].into_iter().find_map(|(start, nodes)| {
            let position = nodes.partition_point(|node| node.weight.id.as_str() < id);
            let found = nodes.get(position).is_some_and(|node| node.weight.id == id);
            found.then_some(start + position as u32)
        })
    }

    /// The node of a record.
    pub fn record(&self, reference: Reference) -> Option<u32> {
        self.records_of(reference.kind).get(reference.position as usize).copied()
    }

    /// The nodes of all records of a kind, in the order of the dataset.
    pub fn records_of(&self, kind: Kind) -> &[u32] {
        &self.records[kind as usize]
    }

    /// The frozen form for walking, without some relations.
    ///
    /// An edge weighs what data/graph.json says of its relation, divided by the square root of the
    /// number of edges at each of its ends that is a place or a concept: what many share ties little.
    pub fn freeze(&self, hidden: &[Relation]) -> Rows {
        let mut edges: Vec<(u32, u32, u32, f64)> = Vec::with_capacity(self.edge_count());
        let mut degrees = vec![0_u32; self.node_count()];
        for number in 0..self.edge_count() as u32 {
            let (Some((from, to)), relation) = (self.ends(number), self.edge(number).relation)
            else {
                continue;
            };
            if !hidden.contains(&relation) {
                degrees[from as usize] += 1;
                degrees[to as usize] += 1;
                edges.push((number, from, to, f64::from(self.settings.weight(relation))));
            }
        }
        for (_, from, to, weight) in &mut edges {
            for node in [*from, *to] {
                if self.node(node).kind.is_shared() {
                    *weight /= f64::from(degrees[node as usize]).sqrt();
                }
            }
        }
        Rows::new(self.node_count(), &edges)
    }

    /// The relation of an entry of a row.
    fn relation(&self, entry: Entry) -> Relation {
        self.edge(entry.edge).relation
    }

    /// What it costs to explain something through a node: the more edges, the less it says. `None` for
    /// what so many share that it says nothing, and for provinces and the country.
    fn passing(&self, rows: &Rows, node: u32) -> Option<u32> {
        let found = self.node(node);
        let degree = rows.degree(node);
        let records: usize = self.records.iter().map(Vec::len).sum();
        let common = degree >= self.settings.common_least
            && u64::from(degree) * 1000 > records as u64 * u64::from(self.settings.common_share);
        match found.kind {
            NodeKind::Event => return None,
            kind if kind.is_shared() && common => return None,
            NodeKind::Place if level(found) <= PlaceLevel::Province => return None,
            _ => {}
        }
        Some(3 * (u32::BITS - degree.leading_zeros()))
    }
}

/// How deep a place lies.
fn level(node: &Node) -> PlaceLevel {
    let place = node.id.strip_prefix("place:").and_then(Place::parse);
    place.map_or(PlaceLevel::Village, Place::level)
}

#[cfg(test)]
mod tests;
