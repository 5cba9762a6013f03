//! The graph frozen to compressed rows: for every node its neighbours, in one piece.

use std::ops::Range;

/// One step that can be taken from a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it leads.
    pub neighbour: u32,
    /// Number of the edge.
    pub edge: u32,
    /// Is it taken against the direction of the relation?
    pub inward: bool,
}

/// Compressed rows of an undirected weighted graph: every edge stands in the row of both its ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// Where the row of each node begins; one more for the end of the last.
    starts: Vec<u32>,
    /// For each place in a row, where it leads.
    neighbours: Vec<u32>,
    /// The chance of the step: its weight over the sum of the weights of its row.
    shares: Vec<f64>,
    /// Twice the number of the edge, and one more if the step is against its direction. Walks by
    /// chance do not read it, so it stands apart.
    edges: Vec<u32>,
}

impl Rows {
    /// Rows of `nodes` nodes from edges `(number, from, to, weight)`. Weights must not be negative; an
    /// edge of weight 0 is there but never walked by chance. A row has its edges in the order given.
    pub fn new(nodes: usize, edges: &[(u32, u32, u32, f64)]) -> Self {
        let mut starts = vec![0_u32; nodes + 1];
        for (_, from, to, _) in edges {
            starts[*from as usize + 1] += 1;
            starts[*to as usize + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut sums = vec![0.0; nodes];
        let places = edges.len() * 2;
        let mut rows = Self {
            starts,
            neighbours: vec![0; places],
            shares: vec![0.0; places],
            edges: vec![0; places],
        };
        for &(edge, from, to, weight) in edges {
            for (node, neighbour, inward) in [(from, to, 0), (to, from, 1)] {
                let place = next[node as usize] as usize;
                next[node as usize] += 1;
                rows.neighbours[place] = neighbour;
                rows.edges[place] = edge * 2 + inward;
                rows.shares[place] = weight;
                sums[node as usize] += weight;
            }
        }
        for (node, sum) in (0_u32..).zip(&sums) {
            let range = rows.range(node);
            for share in &mut rows.shares[range] {
                *share = if *sum > 0.0 { *share / sum } else { 0.0 };
            }
        }
        rows
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// How many edges a node has.
    pub fn degree(&self, node: u32) -> u32 {
        self.starts[node as usize + 1] - self.starts[node as usize]
    }

    /// Where the row of a node lies.
    fn range(&self, node: u32) -> Range<usize> {
        self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize
    }

    /// The steps from a node.
    pub fn of(&self, node: u32) -> impl Iterator<Item = Entry> {
        (0..self.degree(node)).map(move |position| self.at(node, position))
    }

    /// The step from a node at a position of its row, below its [degree](Self::degree).
    pub fn at(&self, node: u32, position: u32) -> Entry {
        let place = (self.starts[node as usize] + position) as usize;
        let edge = self.edges[place];
        Entry { neighbour: self.neighbours[place], edge: edge / 2, inward: edge % 2 == 1 }
    }

    /// The steps from a node, with the chance of each: together 1, or 0 where no step has a weight.
    pub fn steps(&self, node: u32) -> impl Iterator<Item = (u32, f64)> + Clone {
        let range = self.range(node);
        let neighbours = self.neighbours[range.clone()].iter();
        neighbours.zip(&self.shares[range]).map(|(neighbour, share)| (*neighbour, *share))
    }
}
