//! The facade: everything that a door may ask, and nothing else.
//!
//! Both doors ([`wasm`](crate) and the command line) hold an [`Engine`], pass requests in and write
//! what comes back. They add nothing to an answer.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::attributes::Attributes;
use crate::catalogue::{
    self, NeedFilter, NeedList, PlaceRow, RecordFilter, RecordList, RecordView, Summary,
};
use crate::declaration::Object;
use crate::failure::Failure;
use crate::graph::{Graph, Hub, Neighbourhood, Path, Relation, Rows};
use crate::handover;
use crate::hash::Fnv64;
use crate::import::{Import, Importer};
use crate::matching::{BriefResult, MatchResult, Matcher, Side};
use crate::model::choice::Delivery;
use crate::model::{Dataset, Date, Kind, Place};
use crate::problem::Problem;
use crate::route::Route;
use crate::rules;
use crate::score::{Buffers, OwnFeatures};
use crate::stored::{self, Stored};

/// What to match, and how.
#[derive(Clone, Debug, Default)]
pub struct MatchRequest {
    /// Name of the route.
    pub route: String,
    /// Id of the query; or
    pub query: Option<String>,
    /// a text that a person typed,
    pub text: Option<String>,
    /// and the code or name of its place.
    pub place: Option<String>,
    /// Ways of delivery that suit a typed need, such as `线上`; in person if empty.
    pub delivery: Vec<String>,
    /// How many matches; the route's own limit if absent.
    pub top: Option<u32>,
    /// "Today" for the rules, as ISO date.
    pub as_of: String,
    /// Other weights in millionths, by feature.
    pub weights: BTreeMap<String, u32>,
    /// Rules to leave out.
    pub without_rules: Vec<String>,
    /// Relations to leave out of the graph, in whichever form the data has them.
    pub without_links: Vec<String>,
    /// Hide the keys that declare the answer, as evaluation does.
    pub hide_answers: bool,
    /// Only ids, scores and verdicts, for programs that ask very many queries.
    pub brief: bool,
}

impl MatchRequest {
    /// Reads a request from JSON: `route` and `as_of` must be there, and nothing that is not known.
    pub fn read(value: Value) -> Result<Self, Failure> {
        let read = |mut object: Object| {
            let request = Self {
                route: object.text("route")?,
                query: object.optional_text("query")?,
                text: object.optional_text("text")?,
                place: object.optional_text("place")?,
                delivery: object.texts("delivery")?,
                top: object.optional_number("top", u32::MAX)?,
                as_of: object.text("as_of")?,
                weights: object.numbers("weights")?,
                without_rules: object.texts("without_rules")?,
                without_links: object.texts("without_links")?,
                hide_answers: object.flag("hide_answers", false)?,
                brief: object.flag("brief", false)?,
            };
            object.finish()?;
            Ok(request)
        };
        Object::new(value, "$").and_then(read).map_err(|fault| Failure::bad_request(&fault))
    }
}

/// Loaded data, ready to be asked.
pub struct Engine {
    import: Import,
    routes: Vec<Route>,
    /// With the name of the route, where it has features of its own. They are few.
    own: Vec<(String, OwnFeatures)>,
    sides: BTreeMap<Kind, Side>,
    graph: Graph,
    rows: Rows,
}

impl Engine {
    /// Takes in what an import gave and prepares every side of every route. Fails only if the
    /// declarations compiled in are broken.
    pub fn new(import: Import) -> Result<Self, Failure> {
        Self::with_sides(import, Side::build)
    }

    /// Prepares the sides in one way or another.
    fn with_sides(
        import: Import,
        side: impl Fn(&Dataset, Kind) -> Result<Side, Failure>,
    ) -> Result<Self, Failure> {
        let routes = Route::builtin()?;
        let mut sides = BTreeMap::new();
        for kind in Kind::ALL {
            sides.insert(kind, side(&import.dataset, kind)?);
        }
        let graph = Graph::build(&import.dataset)?;
        let rows = graph.freeze(&[]);
        Ok(Self { import, routes, own: Vec::new(), sides, graph, rows })
    }

    /// Adds routes of a user's own from JSON: one, or `{"routes": […]}`. A fault names its JSON path. One
    /// that was added before is replaced; the built-in ones stay as they are.
    pub fn add_routes(&mut self, json: &str) -> Result<(), Failure> {
        let builtin = Route::builtin()?;
        for route in Route::parse_own(json)? {
            if builtin.iter().any(|known| known.id == route.id) {
                return Err(Failure::new("route_exists").with("route", route.id.as_str()));
            }
            let kinds = (route.from, route.to);
            let sides = (self.attributes(route.from), self.attributes(route.to));
            let own = OwnFeatures::build(&route.features, self.dataset(), kinds, sides)?;
            self.routes.retain(|known| known.id != route.id);
            self.own.retain(|(name, _)| *name != route.id);
            self.own.extend(own.map(|own| (route.id.clone(), own)));
            self.routes.push(route);
        }
        Ok(())
    }

    /// Reads a stored engine, as [`store`](Self::store) writes it.
    pub fn open(bytes: &[u8]) -> Result<Self, Failure> {
        let stored = Stored::read(bytes)?;
        let mut importer = Importer::new();
        importer.add("stored.matchgraph.json", stored.project);
        Self::with_sides(importer.finish(), |dataset, kind| {
            let bytes = stored.sides.get(kind.as_str()).copied().unwrap_or_default();
            Side::read(dataset, kind, bytes).ok_or_else(|| Failure::new("damaged_index"))
        })
    }

    /// The records and all indexes as bytes, so that they need not be built again.
    pub fn store(&self) -> Vec<u8> {
        let sides = self.sides.iter().map(|(kind, side)| (kind.as_str(), side.write()));
        stored::write(&self.dataset().project_file(), sides)
    }

    /// Reads files by name and content; or one stored engine, whatever its name.
    pub fn load<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<Self, Failure> {
        let mut importer = Importer::new();
        for (name, bytes) in files {
            if stored::is_stored(bytes) {
                return Self::open(bytes);
            }
            importer.add(name, bytes);
        }
        Self::new(importer.finish())
    }

    /// The records.
    pub fn dataset(&self) -> &Dataset {
        &self.import.dataset
    }

    /// The project file without original answers, contacts and free notes: what may leave a desk.
    pub fn hand_over(&self, aside: &Map<String, Value>) -> String {
        handover::project_file(self.dataset(), self.attributes(Kind::Need), aside)
    }

    /// What could not be taken over as written.
    pub fn problems(&self) -> &[Problem] {
        &self.import.problems
    }

    /// What is loaded.
    pub fn summary(&self) -> Summary {
        catalogue::summary(&self.import, &self.routes, self.attributes(Kind::Need))
    }

    /// Needs by words, place and group.
    pub fn needs(&self, filter: &NeedFilter) -> Result<NeedList, Failure> {
        let place = filter.place.as_deref().map(|text| self.place(text)).transpose()?;
        Ok(catalogue::needs(self.dataset(), self.attributes(Kind::Need), filter, place))
    }

    /// Records of a kind by words, place and category.
    pub fn records(&self, filter: &RecordFilter) -> Result<RecordList, Failure> {
        let kind = Kind::from_word(&filter.kind)
            .ok_or_else(|| Failure::new("unknown_kind").with("kind", filter.kind.as_str()))?;
        let place = filter.place.as_deref().map(|text| self.place(text)).transpose()?;
        let attributes = self.attributes(kind);
        Ok(catalogue::records(self.dataset(), kind, attributes, filter, place))
    }

    /// One record as it is written back.
    pub fn record(&self, id: &str) -> Result<RecordView, Failure> {
        catalogue::record(self.dataset(), id)
            .ok_or_else(|| Failure::new("unknown_record").with("id", id))
    }

    /// Places to suggest while a name is being typed.
    pub fn places(&self, text: &str, limit: usize) -> Vec<PlaceRow> {
        let divisions = &self.dataset().divisions;
        let found = divisions.suggest(text, limit).into_iter();
        found.map(|place| PlaceRow::new(divisions, place)).collect()
    }

    /// What is around a record, a place (`place:CODE`) or a concept (`theme:CODE`, `field:WORD`).
    pub fn neighbourhood(&self, id: &str) -> Result<Neighbourhood, Failure> {
        Ok(self.graph.neighbourhood(&self.rows, self.node(id)?))
    }

    /// How two of these hang together; `None` if no way of at most four steps says anything.
    pub fn path(&self, from: &str, to: &str) -> Result<Option<Path>, Failure> {
        Ok(self.graph.path(&self.rows, self.node(from)?, self.node(to)?))
    }

    /// The organizations that hold others together, with reasons.
    pub fn hubs(&self) -> Vec<Hub> {
        self.graph.hubs(self.dataset(), &self.rows)
    }

    /// The node with an id.
    fn node(&self, id: &str) -> Result<u32, Failure> {
        self.graph.find(id).ok_or_else(|| Failure::new("unknown_record").with("id", id))
    }

    /// Answers one query.
    pub fn find(&self, request: &MatchRequest) -> Result<MatchResult, Failure> {
        let prepared = self.prepare(request)?;
        let query = self.query(request, &prepared)?;
        Ok(prepared.matcher(self).find(&prepared.hidden(&query), prepared.limit))
    }

    /// The same in short.
    pub fn find_brief(&self, request: &MatchRequest) -> Result<BriefResult, Failure> {
        let prepared = self.prepare(request)?;
        let query = self.query(request, &prepared)?;
        let (query, limit) = (prepared.hidden(&query), prepared.limit);
        Ok(prepared.matcher(self).find_brief(&query, limit, &mut Buffers::default()))
    }

    /// Answers one query in the form that the request asks for: a line of JSON.
    pub fn answer(&self, request: &MatchRequest) -> Result<String, Failure> {
        if request.brief {
            Ok(self.find_brief(request)?.to_json())
        } else {
            Ok(self.find(request)?.to_json())
        }
    }

    /// Begins to answer every query of a route; the request's own query and text are not looked at.
    pub fn find_all(&self, request: &MatchRequest) -> Result<MatchJob, Failure> {
        let prepared = self.prepare(request)?;
        let queries = (0_u32..).zip(self.attributes(prepared.route.from));
        let queries = queries.filter(|(_, query)| prepared.route.may_ask(query));
        let queries = queries.map(|(number, _)| number).collect();
        Ok(MatchJob { queries, next: 0, prepared, buffers: Buffers::default() })
    }

    /// The attributes of all records of a kind that a route uses.
    fn attributes(&self, kind: Kind) -> &[Attributes] {
        self.sides.get(&kind).map_or(&[], |side| &side.attributes)
    }

    /// Checks a request and applies its weights and rules.
    fn prepare(&self, request: &MatchRequest) -> Result<Prepared, Failure> {
        let Some(route) = self.routes.iter().find(|route| route.id == request.route) else {
            let known: Vec<String> = self.routes.iter().map(|route| route.id.clone()).collect();
            let failure = Failure::new("unknown_route").with("route", request.route.as_str());
            return Err(failure.with("known", known));
        };
        let mut route = route.without_rules(&request.without_rules)?;
        if !request.weights.is_empty() {
            // Who applies under a published call must be judged as it was published.
            let published = || self.dataset().calls.iter().any(|call| call.deadline.is_some());
            if route.rules.iter().any(|rule| rule == rules::CALL) && published() {
                return Err(Failure::new("frozen_weights"));
            }
            route = route.with_weights(&request.weights)?;
        }
        let as_of = Date::parse(&request.as_of)
            .filter(|date| date.is_day())
            .ok_or_else(|| Failure::new("bad_date").with("text", request.as_of.as_str()))?;
        let limit = request.top.unwrap_or(route.limit) as usize;
        let rows = self.rows_without(request, &route)?;
        let (hide_answers, brief) = (request.hide_answers, request.brief);
        Ok(Prepared { route, as_of, limit, hide_answers, brief, rows })
    }

    /// The graph without what a request hides; `None` if it hides nothing, or nobody asks.
    fn rows_without(&self, request: &MatchRequest, route: &Route) -> Result<Option<Rows>, Failure> {
        let mut hidden = Vec::new();
        for name in &request.without_links {
            let Some(relation) = Relation::from_name(name) else {
                let known: Vec<String> = Relation::all().map(|it| it.name().to_owned()).collect();
                let failure = Failure::new("unknown_relation").with("relation", name.as_str());
                return Err(failure.with("known", known));
            };
            hidden.push(relation);
        }
        if request.hide_answers {
            for answer in &route.answers {
                hidden.extend(Relation::declaring(answer));
            }
        }
        let needed = !hidden.is_empty() && route.asks_for("graph");
        Ok(needed.then(|| self.graph.freeze(&hidden)))
    }

    /// The query that a request names or brings.
    fn query(
        &self,
        request: &MatchRequest,
        prepared: &Prepared,
    ) -> Result<Cow<'_, Attributes>, Failure> {
        if let Some(id) = &request.query {
            let kind = prepared.route.from;
            let found = self.dataset().find(id).filter(|found| found.kind == kind);
            let found = found.and_then(|it| self.attributes(kind).get(it.position as usize));
            let allowed = found.filter(|one| prepared.route.may_ask(one));
            return allowed.map(Cow::Borrowed).ok_or_else(|| {
                Failure::new("unknown_query").with("id", id.as_str()).with("kind", kind.as_str())
            });
        }
        let text = request.text.as_deref().filter(|text| !text.trim().is_empty());
        let text = text.ok_or_else(|| Failure::new("no_query"))?;
        if prepared.route.from != Kind::Need {
            return Err(Failure::new("only_ids").with("kind", prepared.route.from.as_str()));
        }
        let place = request.place.as_deref().filter(|place| !place.trim().is_empty());
        let place = place.map(|place| self.place(place)).transpose()?;
        let mut hash = Fnv64::new();
        hash.write(text.as_bytes());
        let id = format!("text-{}", hash.hexadecimal());
        let mut query = if prepared.route.reads_profiles() {
            Attributes::of_text(id, text, place)
        } else {
            Attributes::of_text_without_profile(id, text, place)
        };
        for word in &request.delivery {
            let known = || Delivery::ALL.iter().map(|way| way.as_str().to_owned()).collect();
            query.delivery.push(Delivery::from_word(word).ok_or_else(|| {
                let known: Vec<String> = known();
                Failure::new("unknown_delivery").with("text", word.as_str()).with("known", known)
            })?);
        }
        Ok(Cow::Owned(query))
    }

    /// The one place that a code or name means.
    fn place(&self, text: &str) -> Result<Place, Failure> {
        let divisions = &self.dataset().divisions;
        match divisions.find(text).as_slice() {
            [place] => Ok(*place),
            [] => Err(Failure::new("unknown_place").with("text", text)),
            several => {
                let names = several.iter().map(|place| divisions.full_name(*place)).collect();
                let names: Vec<String> = names;
                Err(Failure::new("ambiguous_place").with("text", text).with("candidates", names))
            }
        }
    }
}

/// A request that was checked.
struct Prepared {
    route: Route,
    as_of: Date,
    limit: usize,
    hide_answers: bool,
    brief: bool,
    /// The graph without some relations, where the request hides any.
    rows: Option<Rows>,
}

impl Prepared {
    /// The route, ready to be asked.
    fn matcher<'a>(&'a self, engine: &'a Engine) -> Matcher<'a> {
        let rows = self.rows.as_ref().unwrap_or(&engine.rows);
        let side = &engine.sides[&self.route.to];
        let own = engine.own.iter().find(|(name, _)| *name == self.route.id);
        Matcher::new(&self.route, side, engine.dataset(), self.as_of)
            .with_ties(&engine.graph, rows)
            .with_own(own.map(|(_, own)| own))
    }

    /// A query without what declares the answer, if that is to be hidden.
    fn hidden<'q>(&self, query: &'q Attributes) -> Cow<'q, Attributes> {
        let answers = &self.route.answers;
        if self.hide_answers && answers.iter().any(|answer| answer == "wanted") {
            Cow::Owned(Attributes { wanted: Vec::new(), ..query.clone() })
        } else {
            Cow::Borrowed(query)
        }
    }
}

/// How far long work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Queries answered.
    pub done: usize,
    /// Queries in all.
    pub total: usize,
    /// Is it over?
    pub finished: bool,
}

/// Answering every query of a route, in steps: no clock inside, so that whoever drives it can show
/// progress, stop, or do something else in between.
pub struct MatchJob {
    prepared: Prepared,
    /// Positions of the queries that are asked.
    queries: Vec<u32>,
    next: usize,
    buffers: Buffers,
}

impl MatchJob {
    /// Answers the next `units` queries, at least one.
    pub fn step(&mut self, engine: &Engine, units: usize) -> Vec<MatchResult> {
        let queries = self.take(units);
        let (prepared, all) = (&self.prepared, engine.attributes(self.prepared.route.from));
        let matcher = prepared.matcher(engine);
        let queries = self.queries[queries].iter().filter_map(|one| all.get(*one as usize));
        queries.map(|query| matcher.find(&prepared.hidden(query), prepared.limit)).collect()
    }

    /// The same in short.
    pub fn step_brief(&mut self, engine: &Engine, units: usize) -> Vec<BriefResult> {
        let queries = self.take(units);
        let (prepared, all) = (&self.prepared, engine.attributes(self.prepared.route.from));
        let matcher = prepared.matcher(engine);
        let queries = self.queries[queries].iter().filter_map(|one| all.get(*one as usize));
        let buffers = &mut self.buffers;
        queries
            .map(|query| matcher.find_brief(&prepared.hidden(query), prepared.limit, buffers))
            .collect()
    }

    /// The same in the form that the request asked for: lines of JSON, each with its line break.
    pub fn step_lines(&mut self, engine: &Engine, units: usize) -> String {
        let mut lines = String::new();
        let mut push = |line: String| {
            lines.push_str(&line);
            lines.push('\n');
        };
        if self.prepared.brief {
            self.step_brief(engine, units).iter().for_each(|one| push(one.to_json()));
        } else {
            self.step(engine, units).iter().for_each(|one| push(one.to_json()));
        }
        lines
    }

    /// Which queries come next.
    fn take(&mut self, units: usize) -> std::ops::Range<usize> {
        let start = self.next;
        self.next = start.saturating_add(units.max(1)).min(self.queries.len());
        start..self.next
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        let total = self.queries.len();
        Progress { done: self.next, total, finished: self.next >= total }
    }
}
