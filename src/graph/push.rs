//! How near is everything to one node? Personalised `PageRank` by forward push.

use std::collections::VecDeque;

use super::Rows;

/// Chance to begin again at the source before each step (a damping factor of 0.85).
pub const RESTART: f64 = 0.15;

/// How much chance a node may keep back, for each of its edges.
pub const EPSILON: f64 = 1e-5;

/// Personalised `PageRank` by forward push (Andersen, Chung, Lang 2006): the chance that a walk which
/// begins at the source, and before each step stops with chance `restart`, stops at a node.
///
/// A node that holds chance keeps `restart` of it and pushes the rest to its neighbours, as long as
/// some node holds at least `epsilon` for each of its edges. Nodes wait in line, first come first
/// served, and all sums run in that order, in `f64` without fused operations: the same bytes on every
/// machine. Estimates are never above the true chance; what all of them lack together is what is still
/// held. The work is at most 1 / (`restart` × `epsilon`) steps, whatever the size of the graph.
///
/// The value can be used again for other sources: it goes back over the nodes it touched only.
#[derive(Clone, Debug, Default)]
pub struct Pusher {
    held: Vec<Held>,
    estimates: Vec<f64>,
    line: VecDeque<u32>,
    touched: Vec<u32>,
}

/// What a node holds. Neighbours are met in no order, so it is small and stands together.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    /// The chance that it has not passed on.
    chance: f64,
    /// From how much on it gets in line to pass it on: 0 while chance has not reached it, and infinite
    /// while it is in line.
    limit: f64,
}

impl Pusher {
    /// Measures from a source. Where no step from it has a weight, all chance stays with it. `restart`
    /// is between 0 and 1; `epsilon` is taken to be at least 2⁻⁵².
    pub fn run(&mut self, rows: &Rows, source: u32, restart: f64, epsilon: f64) {
        let epsilon = epsilon.max(f64::EPSILON);
        for node in self.touched.drain(..) {
            self.held[node as usize] = Held::default();
            self.estimates[node as usize] = 0.0;
        }
        self.held.resize(rows.node_count(), Held::default());
        self.estimates.resize(rows.node_count(), 0.0);
        if source as usize >= self.held.len() {
            return;
        }
        self.touched.push(source);
        self.held[source as usize] = Held { chance: 1.0, limit: f64::INFINITY };
        self.line.push_back(source);
        while let Some(node) = self.line.pop_front() {
            let limit = epsilon * f64::from(rows.degree(node).max(1));
            let held =
                std::mem::replace(&mut self.held[node as usize], Held { chance: 0.0, limit });
            let steps = rows.steps(node);
            if steps.clone().all(|(_, share)| share == 0.0) {
                self.estimates[node as usize] += held.chance;
                continue;
            }
            self.estimates[node as usize] += restart * held.chance;
            let pushed = (1.0 - restart) * held.chance;
            for (neighbour, share) in steps {
                let held = &mut self.held[neighbour as usize];
                if held.limit == 0.0 {
                    if share == 0.0 {
                        continue;
                    }
                    held.limit = epsilon * f64::from(rows.degree(neighbour));
                    self.touched.push(neighbour);
                }
                held.chance += pushed * share;
                if held.chance >= held.limit {
                    held.limit = f64::INFINITY;
                    self.line.push_back(neighbour);
                }
            }
        }
    }

    /// The chance of a node, never above the true one.
    pub fn estimate(&self, node: u32) -> f64 {
        self.estimates.get(node as usize).copied().unwrap_or(0.0)
    }

    /// The nodes that chance has reached, in the order in which it did, with the chance of each.
    pub fn estimates(&self) -> impl Iterator<Item = (u32, f64)> {
        self.touched.iter().map(|node| (*node, self.estimates[*node as usize]))
    }

    /// What is still held by nodes: the sum of what all estimates lack.
    pub fn missing(&self) -> f64 {
        self.touched.iter().map(|node| self.held[*node as usize].chance).sum()
    }
}
