//! Who holds others together: organizations with plain reasons, each worth a plain number of points.

use std::cmp::Reverse;

use serde::Serialize;

use super::{Graph, Rows, level};
use crate::hash::Fnv64;
use crate::message::Message;
use crate::model::{Dataset, Kind, PlaceLevel};
use crate::order;

/// Most hubs that are listed.
const MOST: usize = 20;
/// Names that one reason gives.
const NAMED: usize = 4;

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HubReason {
    /// What it adds.
    pub points: u32,
    /// One sentence: `hub.CODE`.
    pub reason: Message,
}

/// An organization that holds others together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hub {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The sum of the points of its reasons.
    pub points: u32,
    /// Why, in a fixed order: declared, members, projects, resources, area.
    pub reasons: Vec<HubReason>,
}

impl Graph {
    /// The organizations with most points, at most 20; what is worth how many points, and how many are
    /// needed, stands in data/graph.json. Equals are in an order that favours nobody for its id.
    pub fn hubs(&self, dataset: &Dataset, rows: &Rows) -> Vec<Hub> {
        let organizations = self.records_of(Kind::Organization).iter();
        let mut hubs = Vec::new();
        for (node, organization) in organizations.zip(&dataset.organizations) {
            let hub = self.hub(rows, *node, organization.hub == Some(true));
            if hub.points >= self.settings.hub.least {
                hubs.push(hub);
            }
        }
        order::sort_by_key(&mut hubs, |hub| {
            let mut lot = Fnv64::new();
            lot.write(hub.id.as_bytes());
            (Reverse(hub.points), lot.finish())
        });
        hubs.truncate(MOST);
        hubs
    }

    /// What speaks for one organization.
    fn hub(&self, rows: &Rows, node: u32, declared: bool) -> Hub {
        let points = self.settings.hub;
        let mut reasons = Vec::new();
        if declared {
            reasons.push(HubReason { points: points.declared, reason: Message::new("declared") });
        }
        let [mut members, mut projects, mut resources, mut areas] = [const { Vec::new() }; 4];
        for entry in rows.of(node) {
            let list = match (self.relation(entry).name(), entry.inward) {
                ("leads", false) | ("hosted_by" | "incubated_by", true) => &mut members,
                ("runs", false) => &mut projects,
                ("provides", false) => &mut resources,
                ("service_area", false) => &mut areas,
                // The members of the unit that it is.
                ("same_as", true) => {
                    self.members(rows, entry.neighbour, node, &mut members);
                    continue;
                }
                _ => continue,
            };
            add(list, entry.neighbour);
        }
        for (code, worth, nodes) in [
            ("members", points.members, members),
            ("projects", points.projects, projects),
            ("resources", points.resources, resources),
        ] {
            if !nodes.is_empty() {
                let reason = Message::new(code).with("count", nodes.len());
                let reason = reason.with("names", self.names(&nodes));
                reasons.push(HubReason { points: worth * nodes.len() as u32, reason });
            }
        }
        if !areas.is_empty() {
            let sizes = areas.iter().map(|area| match level(self.node(*area)) {
                PlaceLevel::Nation | PlaceLevel::Province => 3,
                PlaceLevel::Prefecture => 2,
                PlaceLevel::County => 1,
                PlaceLevel::Town | PlaceLevel::Village => 0,
            });
            let points = points.area * sizes.max().unwrap_or(0);
            let reason = Message::new("area").with("names", self.names(&areas));
            reasons.push(HubReason { points, reason });
        }
        let (id, name) = (self.node(node).id.clone(), self.node(node).name.clone());
        let points = reasons.iter().map(|reason| reason.points).sum();
        Hub { id, name, points, reasons }
    }

    /// Adds the organizations that are members of a federation unit, which is the organization `node`.
    fn members(&self, rows: &Rows, unit: u32, node: u32, members: &mut Vec<u32>) {
        for step in rows.of(unit) {
            let member = step.inward && self.relation(step).name() == "member_of";
            if member && step.neighbour != node {
                add(members, step.neighbour);
            }
        }
    }

    /// The first names of some nodes.
    fn names(&self, nodes: &[u32]) -> Vec<String> {
        nodes.iter().take(NAMED).map(|node| self.node(*node).label()).collect()
    }
}

/// Adds a node that is not there yet.
fn add(nodes: &mut Vec<u32>, node: u32) {
    if !nodes.contains(&node) {
        nodes.push(node);
    }
}
