//! From the dataset to nodes and edges.

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;

use super::relation::{Relation, Settings};
use super::{Edge, Graph, Node, NodeKind, Source};
use crate::model::choice::IncubationState;
use crate::model::relation::{End, may_join};
use crate::model::{Dataset, Kind, Organization, Origin, Place, Reference};
use crate::order;
use crate::text::fold;

/// The nodes of records by kind, at the positions of their lists.
type Records = [Vec<u32>; Kind::ALL.len()];

/// One end of an edge, before all nodes have numbers.
enum Tip {
    /// A record by the number of its node.
    Record(u32),
    /// A concept, event or place by its id.
    Other(String),
}

/// An edge before all nodes have numbers.
struct Draft {
    from: Tip,
    relation: Relation,
    to: Tip,
    source: Source,
}

/// What the graph takes from a record, whatever its kind: the same for all, so that there is one way
/// through.
struct Row<'a> {
    reference: Reference,
    id: &'a str,
    name: &'a str,
    list: &'static str,
    origin: Origin,
    division: Option<Place>,
    areas: &'a [Place],
    words: (&'static str, &'a [String]),
    keys: Vec<Key<'a>>,
}

/// A key that names another record: the key, the relation it stands for, and the other's id.
type Key<'a> = (&'static str, &'static str, Option<&'a String>);

/// Relations that begin at the record that a key names, and not at the record that has the key.
const INWARD: [&str; 3] = ["funds", "provides", "runs"];

/// Reads all records, list after list.
fn rows(dataset: &Dataset) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    macro_rules! read {
        ($list:ident, $kind:ident, |$one:ident| $name:expr, $division:expr, $areas:expr, $words:expr, $keys:expr) => {
            for (position, $one) in dataset.$list.iter().enumerate() {
                rows.push(Row {
                    reference: Reference { kind: Kind::$kind, position: position as u32 },
                    id: &$one.id,
                    name: $name,
                    list: stringify!($list),
                    origin: $one.origin,
                    division: $division,
                    areas: $areas,
                    words: $words,
                    keys: $keys,
                });
            }
        };
    }
    read!(
        organizations,
        Organization,
        |one| &one.name,
        one.division,
        &one.service_area,
        ("fields", &one.fields),
        vec![("incubation", "incubated_by", base(dataset, one))]
    );
    read!(
        needs,
        Need,
        |one| "",
        one.division,
        &[],
        ("wanted", &one.wanted),
        vec![("subject", "subject", one.subject.as_ref())]
    );
    read!(
        funders,
        Funder,
        |one| &one.name,
        one.division,
        &one.service_area,
        ("fields", &one.fields),
        Vec::new()
    );
    read!(
        calls,
        Call,
        |one| &one.name,
        None,
        &one.service_area,
        ("fields", &one.fields),
        vec![("funder", "funder", one.funder.as_ref())]
    );
    read!(
        projects,
        Project,
        |one| &one.name,
        one.division,
        &one.service_area,
        ("fields", &one.fields),
        vec![
            ("organization", "runs", one.organization.as_ref()),
            ("funder", "funds", one.funder.as_ref()),
            ("call", "call", one.call.as_ref())
        ]
    );
    read!(
        resources,
        Resource,
        |one| &one.name,
        one.division,
        &one.service_area,
        ("fields", &one.fields),
        vec![("provider", "provides", one.provider.as_ref())]
    );
    read!(
        federations,
        Federation,
        |one| &one.name,
        one.division,
        &[],
        ("fields", &[]),
        vec![
            ("parent", "part_of", one.parent.as_ref()),
            ("organization", "same_as", one.organization.as_ref())
        ]
    );
    rows
}

/// The id of the base that an organization is or was in, which may be given by name. Who has only
/// applied is in none.
fn base<'a>(dataset: &'a Dataset, organization: &'a Organization) -> Option<&'a String> {
    let incubation = organization.incubation.as_ref()?;
    let base = incubation.base.as_ref()?;
    if incubation.state == Some(IncubationState::Applied) {
        return None;
    }
    let named = dataset.organizations.iter().find(|other| other.name == *base);
    Some(named.map_or(base, |other| &other.id))
}

/// May the relation lead from a record of one kind to one of another?
fn fits(relation: &str, from: Kind, to: Kind) -> bool {
    match (relation, from, to) {
        ("call", Kind::Project, Kind::Call)
        | ("funder", Kind::Call, Kind::Funder)
        | ("subject", Kind::Need, Kind::Organization) => true,
        _ => may_join(relation, from, End::Record(to)),
    }
}

/// What is being collected.
struct Builder<'a> {
    dataset: &'a Dataset,
    records: Records,
    drafts: Vec<Draft>,
    /// From a folded word to the id of its concept.
    words: BTreeMap<String, String>,
    /// Names of concepts, events and places by id.
    others: BTreeMap<String, String>,
}

/// Builds the graph.
#[inline(never)]
pub(super) fn build(dataset: &Dataset, settings: Settings) -> Graph {
    let rows = rows(dataset);
    let mut builder = Builder {
        dataset,
        records: Records::default(),
        drafts: Vec::new(),
        words: BTreeMap::new(),
        others: BTreeMap::new(),
    };
    let sorted = builder.number(&rows);
    builder.themes();
    for row in &rows {
        builder.row(row);
    }
    builder.events();
    builder.links();
    builder.finish(&sorted, settings)
}

impl Builder<'_> {
    /// Numbers the records by id, and gives them in that order.
    fn number<'r>(&mut self, rows: &'r [Row<'r>]) -> Vec<&'r Row<'r>> {
        let mut sorted: Vec<&Row<'_>> = rows.iter().collect();
        order::sort_by(&mut sorted, |one, other| {
            one.id.cmp(other.id).then(one.reference.cmp(&other.reference))
        });
        for row in rows {
            self.records[row.reference.kind as usize].push(0);
        }
        for (number, row) in (0_u32..).zip(&sorted) {
            let reference = row.reference;
            self.records[reference.kind as usize][reference.position as usize] = number;
        }
        sorted
    }

    /// The node of a record.
    fn node(&self, reference: Reference) -> u32 {
        self.records[reference.kind as usize][reference.position as usize]
    }

    /// The vocabulary of the dataset: every name of a theme means its node.
    fn themes(&mut self) {
        for theme in &self.dataset.themes {
            let id = format!("theme:{}", theme.code);
            let others = [&theme.zh_hant, &theme.en, &theme.survey_option].into_iter().flatten();
            for name in [&theme.zh, &theme.code].into_iter().chain(others) {
                self.words.insert(fold(name), id.clone());
            }
            self.others.insert(id, theme.zh.clone());
        }
    }

    /// What a record says of itself, and which others it names.
    fn row(&mut self, row: &Row<'_>) {
        let source = |key| Source { list: row.list, key, origin: row.origin };
        let own = self.node(row.reference);
        let areas = row.areas.iter().map(|place| ("service_area", *place));
        let division = row.division.iter().map(|place| ("division", *place));
        for (key, place) in division.chain(areas) {
            let to = self.place(place);
            self.draft(Tip::Record(own), key, Tip::Other(to), source(key));
        }
        let (key, words) = row.words;
        for word in words {
            let folded = fold(word);
            let known = self.words.get(&folded).cloned();
            let id = known.unwrap_or_else(|| format!("field:{folded}"));
            if !self.others.contains_key(&id) {
                self.others.insert(id.clone(), word.clone());
            }
            self.draft(Tip::Record(own), key, Tip::Other(id), source(key));
        }
        for (key, relation, other) in &row.keys {
            let Some(other) = other.and_then(|id| self.dataset.find(id)) else { continue };
            let inward = INWARD.contains(relation);
            let (from, to) = if inward { (other, row.reference) } else { (row.reference, other) };
            self.join(relation, from, to, source(key));
        }
    }

    /// The id of the node of a place; it hangs on the place above it, and so on up.
    fn place(&mut self, place: Place) -> String {
        let divisions = &self.dataset.divisions;
        let id = |place: Place| format!("place:{place}");
        let mut next = Some(place);
        while let Some(place) = next.filter(|place| !self.others.contains_key(&id(*place))) {
            self.others.insert(id(place), divisions.label(place));
            next = divisions.parent(place);
            if let Some(parent) = next {
                let source = Source { list: "divisions", key: "parent", origin: Origin::default() };
                self.draft(Tip::Other(id(place)), "within", Tip::Other(id(parent)), source);
            }
        }
        id(place)
    }

    /// The growth records, numbered within each organization in the order of the dataset.
    fn events(&mut self) {
        let (mut before, mut number) = ("", 0);
        for event in &self.dataset.events {
            number = if event.organization == before { number + 1 } else { 1 };
            before = &event.organization;
            let whose = self.dataset.find(&event.organization);
            let Some(whose) = whose.filter(|it| it.kind == Kind::Organization) else { continue };
            let date = event.date.map(|date| format!("{date} ")).unwrap_or_default();
            let id = format!("event:{}:{number:04}", event.organization);
            self.others.insert(id.clone(), date + &event.text);
            let source = Source { list: "events", key: "organization", origin: event.origin };
            self.draft(Tip::Record(self.node(whose)), "event", Tip::Other(id), source);
        }
    }

    /// Links between records, and from records to themes.
    fn links(&mut self) {
        for link in &self.dataset.links {
            let Some(from) = self.dataset.find(&link.from) else { continue };
            let source = Source { list: "links", key: "", origin: link.origin };
            if let Some(code) = link.to.strip_prefix("theme:") {
                if may_join(&link.rel, from.kind, End::Theme) {
                    if !self.others.contains_key(&link.to) {
                        self.others.insert(link.to.clone(), code.to_owned());
                    }
                    let to = Tip::Other(link.to.clone());
                    self.draft(Tip::Record(self.node(from)), &link.rel, to, source);
                }
            } else if let Some(to) = self.dataset.find(&link.to) {
                self.join(&link.rel, from, to, source);
            }
        }
    }

    /// An edge between two records, if the relation may join them.
    fn join(&mut self, relation: &str, from: Reference, to: Reference, source: Source) {
        let (mut one, mut other) = (self.node(from), self.node(to));
        if !fits(relation, from.kind, to.kind) || one == other {
            return;
        }
        // Said from both ends, it is one edge.
        if MUTUAL.contains(&relation) && from.kind == to.kind && other < one {
            (one, other) = (other, one);
        }
        self.draft(Tip::Record(one), relation, Tip::Record(other), source);
    }

    fn draft(&mut self, from: Tip, relation: &str, to: Tip, source: Source) {
        if let Some(relation) = Relation::from_name(relation) {
            self.drafts.push(Draft { from, relation, to, source });
        }
    }

    /// Numbers all nodes, sorts the edges, and leaves out those said twice.
    fn finish(self, rows: &[&Row<'_>], settings: Settings) -> Graph {
        let mut net =
            petgraph::Graph::with_capacity(rows.len() + self.others.len(), self.drafts.len());
        for row in rows {
            let kind = NodeKind::Record(row.reference.kind);
            net.add_node(Node { kind, id: row.id.to_owned(), name: row.name.to_owned() });
        }
        for (id, name) in self.others {
            let kind = match id.split(':').next() {
                Some("event") => NodeKind::Event,
                Some("place") => NodeKind::Place,
                _ => NodeKind::Concept,
            };
            net.add_node(Node { kind, id, name });
        }
        let nodes = net.raw_nodes();
        let number = |tip: &Tip| match tip {
            Tip::Record(number) => *number,
            Tip::Other(id) => {
                let others = &nodes[rows.len()..];
                (rows.len() + others.partition_point(|node| node.weight.id < *id)) as u32
            }
        };
        let drafts = self.drafts.iter();
        let mut edges: Vec<(u32, u32, Relation, Source)> = drafts
            .map(|draft| (number(&draft.from), number(&draft.to), draft.relation, draft.source))
            .collect();
        order::sort_by(&mut edges, |one, other| {
            // A link comes before a key that says the same.
            let key = |source: &Source| (source.list != "links", *source);
            (one.0, one.1, one.2, key(&one.3)).cmp(&(other.0, other.1, other.2, key(&other.3)))
        });
        edges.dedup_by_key(|edge| (edge.0, edge.1, edge.2));
        for (from, to, relation, source) in edges {
            let (from, to) = (NodeIndex::new(from as usize), NodeIndex::new(to as usize));
            net.add_edge(from, to, Edge { relation, source });
        }
        let (first, files) = (rows.len() as u32, self.dataset.files.clone());
        Graph { net, first, records: self.records, files, settings }
    }
}

/// Relations that are the same from both ends.
const MUTUAL: [&str; 3] = ["co_funds", "partners_with", "same_as"];
