//! How near the candidates of a route are to one query, in the web of past work.

use std::collections::BTreeMap;

use super::{EPSILON, Graph, NodeKind, Pusher, RESTART, Rows};
use crate::model::Kind;

/// What everything is measured against.
const WHOLE: f64 = 1e6;

/// The candidates of one kind that are near to one query. Made once a query.
#[derive(Clone, Debug)]
pub struct Near<'a> {
    graph: &'a Graph,
    rows: &'a Rows,
    source: u32,
    values: BTreeMap<u32, u32>,
}

impl<'a> Near<'a> {
    /// Measures from the record `id` to all records of a kind. `None` where the query is no record, or
    /// one that no relation ties to another record: what it says of itself is not past work.
    ///
    /// The value of a candidate is its personalised `PageRank` (restart 0.15, forward push with 10⁻⁵)
    /// over the largest of any record other than the query, in millionths, rounded to the nearest.
    pub fn measure(graph: &'a Graph, rows: &'a Rows, id: &str, kind: Kind) -> Option<Self> {
        let source = graph.find(id)?;
        if rows.of(source).all(|entry| graph.relation(entry).is_of_itself()) {
            return None;
        }
        let mut pusher = Pusher::default();
        pusher.run(rows, source, RESTART, EPSILON);
        let others = pusher.estimates().filter(|(node, _)| {
            *node != source && matches!(graph.node(*node).kind, NodeKind::Record(_))
        });
        let largest = others.map(|(_, chance)| chance).fold(0.0, f64::max);
        let mut values = BTreeMap::new();
        for (number, node) in (0_u32..).zip(graph.records_of(kind)) {
            let chance = pusher.estimate(*node);
            if *node != source && chance > 0.0 {
                values.insert(number, (chance / largest * WHOLE + 0.5) as u32);
            }
        }
        Some(Self { graph, rows, source, values })
    }

    /// How near the candidate at a position of the dataset's list is, in millionths.
    pub fn value(&self, number: u32) -> u32 {
        self.values.get(&number).copied().unwrap_or(0)
    }

    /// The ids of the records on the way from the query to a candidate, the candidate last; empty if
    /// there is no way that says anything.
    pub fn way(&self, candidate: &str) -> Vec<String> {
        let path = self.graph.find(candidate);
        let path = path.and_then(|node| self.graph.path(self.rows, self.source, node));
        path.into_iter().flat_map(|path| path.steps).map(|step| step.to.id).collect()
    }
}
