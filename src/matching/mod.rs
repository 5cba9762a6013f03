//! One query against all candidates of a route: who, in which order, and why.

mod calls;
mod reason;
mod result;

pub use result::{Match, MatchResult, Served};

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::attributes::{self, Attributes};
use crate::failure::Failure;
use crate::fixed::Fixed;
use crate::graph::{Graph, Near, Rows};
use crate::hash::Fnv64;
use crate::model::{Dataset, Date, Divisions, Kind};
use crate::order;
use crate::risk;
use crate::route::Route;
use crate::rules::{self, RuleOutcome, Verdict};
use crate::score::{self, Part, Words, concept_evidence};
use crate::taxonomy::Axis;
use calls::Calls;

/// Candidates that are looked at to say why nobody serves.
const SEARCHED: usize = 20;

/// Pieces of evidence that one match shows.
const SHOWN_EVIDENCE: usize = 8;

/// All records of one kind, ready to be asked.
#[derive(Clone, Debug)]
pub struct Side {
    /// Their attributes, in the order of the dataset.
    pub attributes: Vec<Attributes>,
    words: Words,
}

impl Side {
    /// Prepares all records of a kind. Takes time in proportion to their text.
    pub fn build(dataset: &Dataset, kind: Kind) -> Result<Self, Failure> {
        let attributes = attributes::of_kind(dataset, kind);
        let words = Words::build(&attributes)?;
        Ok(Self { attributes, words })
    }

    /// The same from a stored index. `None` if it is not an index of these records.
    pub fn read(dataset: &Dataset, kind: Kind, bytes: &[u8]) -> Option<Self> {
        let attributes = attributes::of_kind(dataset, kind);
        let words = Words::read(&attributes, bytes)?;
        Some(Self { attributes, words })
    }

    /// The index over the records, to be stored.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.words.write(&mut bytes);
        bytes
    }
}

/// A candidate with its rules and parts, before it is written out.
struct Scored {
    number: u32,
    score: Fixed,
    verdict: Verdict,
    parts: Vec<Part>,
    rules: Vec<RuleOutcome>,
    /// The call under which it stands best.
    call: Option<String>,
    /// How closely its area fits: breaks ties before the hash does.
    specificity: Fixed,
    /// FNV-1a 64 of both ids: breaks the remaining ties, and favours nobody for its id.
    lot: u64,
}

impl Scored {
    /// The value of a feature in millionths.
    fn value(&self, feature: &str) -> u32 {
        let part = self.parts.iter().find(|part| part.feature == feature);
        part.map_or(0, |part| (part.value.to_f64() * 1e6 + 0.5) as u32)
    }

    /// The first rule that is against it.
    fn against(&self) -> Option<&'static str> {
        self.rules.iter().find(|outcome| outcome.is_against()).map(|outcome| outcome.rule)
    }
}

/// A route, ready to be asked.
pub struct Matcher<'a> {
    route: &'a Route,
    /// The candidates.
    side: &'a Side,
    divisions: &'a Divisions,
    /// "Today" for the rules.
    as_of: Date,
    /// Where the route judges by calls.
    calls: Option<Calls<'a>>,
    /// Where the route looks at the web of past work.
    ties: Option<(&'a Graph, &'a Rows)>,
}

impl<'a> Matcher<'a> {
    /// Prepares to ask a route about the candidates of a side. `as_of` is "today" for the rules.
    pub fn new(route: &'a Route, side: &'a Side, dataset: &'a Dataset, as_of: Date) -> Self {
        let by_calls = route.rules.iter().any(|rule| rule == rules::CALL);
        let calls = by_calls.then(|| Calls::new(dataset, as_of));
        Self { route, side, divisions: &dataset.divisions, as_of, calls, ties: None }
    }

    /// Lets the route look at the web of past work, if it has that feature, with whatever weight.
    #[must_use]
    pub fn with_ties(mut self, graph: &'a Graph, rows: &'a Rows) -> Self {
        self.ties = self.route.asks_for("graph").then_some((graph, rows));
        self
    }

    /// Finds the best `limit` candidates for a query. Takes time in proportion to the number of
    /// candidates that come into question.
    pub fn find(&self, query: &Attributes, limit: usize) -> MatchResult {
        let violence = query.risk.as_ref().is_some_and(|risk| risk.violence);
        let hushed = if violence { risk::mediation_words() } else { &[] };
        let asked = self.side.words.ask(query, hushed);
        let shared = order::map(self.side.words.values(&asked));
        let near = self
            .ties
            .and_then(|(graph, rows)| Near::measure(graph, rows, &query.id, self.route.to));
        let near = near.as_ref();
        let mut scored: Vec<Scored> = (0_u32..)
            .zip(&self.side.attributes)
            .filter(|(number, candidate)| self.is_candidate(query, candidate, shared.get(number)))
            .map(|(number, candidate)| {
                let shared_words = shared.get(&number).copied().unwrap_or(0);
                let nearness = near.map_or(0, |near| near.value(number));
                let pair = score::Pair { query, candidate, shared_words, nearness };
                self.score(number, pair)
            })
            .collect();
        order::sort_by_key(&mut scored, |one| {
            let ruled_out = one.verdict == Verdict::No;
            (ruled_out, Reverse(one.score), Reverse(one.specificity), one.lot, one.number)
        });
        let served = self.served(query, &asked, &scored);
        let mut excluded = BTreeMap::new();
        for one in scored.iter().skip(limit) {
            *excluded.entry(one.against().unwrap_or("limit")).or_insert(0) += 1;
        }
        let write = |one: &Scored| self.write(query, &asked, near, one);
        let cause = self.cause(served, asked.terms(), &scored, &write);
        MatchResult {
            query: query.id.clone(),
            route: self.route.label(),
            route_hash: self.route.hash(),
            as_of: self.as_of.to_string(),
            served,
            cause,
            risk: query.risk.clone(),
            excluded,
            matches: scored.iter().take(limit).map(write).collect(),
        }
    }

    /// Is there somebody that no rule is against and that shows a reason? Single characters in common
    /// may raise a score; they are nothing to show a person, so alone they serve nobody.
    fn served(&self, query: &Attributes, asked: &score::Asked, scored: &[Scored]) -> Served {
        let mut graded: Vec<(Served, &Scored)> = scored
            .iter()
            .filter(|one| one.verdict != Verdict::No)
            .map(|one| (reason::grade(self.route, one), one))
            .filter(|(grade, _)| *grade > Served::No)
            .collect();
        order::sort_by_key(&mut graded, |(grade, _)| Reverse(*grade));
        let shows = |one: &Scored| {
            let candidate = &self.side.attributes[one.number as usize];
            one.value("wanted") > 0
                || !self.side.words.evidence(asked, candidate, 1).is_empty()
                || self.shows_concepts(query, candidate)
        };
        let best = graded.into_iter().find(|(_, one)| shows(one));
        best.map_or(Served::No, |(grade, _)| grade)
    }

    /// Does the route look at kinds of help, and is there one to show?
    fn shows_concepts(&self, query: &Attributes, candidate: &Attributes) -> bool {
        self.route.features.iter().any(|feature| feature.id == "concepts")
            && !concept_evidence(query, candidate, Axis::Service, 1).is_empty()
    }

    /// Does a candidate come into question, by the sources that the route names?
    fn is_candidate(
        &self,
        query: &Attributes,
        candidate: &Attributes,
        shared_words: Option<&u32>,
    ) -> bool {
        // Nobody is matched with itself.
        if (query.kind, &query.id) == (candidate.kind, &candidate.id) {
            return false;
        }
        self.route.candidates.iter().any(|source| match source.as_str() {
            "shares:concept" => score::share_concepts(query, candidate),
            "text" => shared_words.is_some(),
            "serves:place" => {
                let (places, areas) = (query.areas(), candidate.areas());
                areas.is_empty()
                    || places.iter().any(|place| {
                        areas.iter().any(|area| area.covers(*place) || place.covers(*area))
                    })
            }
            "fields" => query.fields.iter().any(|field| candidate.fields.contains(field)),
            "wanted" => query.wanted.iter().any(|wanted| candidate.fields.contains(&wanted.field)),
            _ => false,
        })
    }

    /// Judges and measures one candidate.
    fn score(&self, number: u32, pair: score::Pair<'_>) -> Scored {
        let score::Pair { query, candidate, .. } = pair;
        let divisions = self.divisions;
        let as_of = Some(self.as_of);
        let judged = rules::Pair { query, candidate, divisions, as_of };
        let mut rules = rules::judge(&self.route.rules, judged);
        let judged = self.calls.as_ref().and_then(|calls| calls.best(query, candidate));
        let call = judged.map(|(call, conditions)| {
            rules.extend(conditions);
            call.to_owned()
        });
        let parts = score::parts(&self.route.features, self.route.missing, pair);
        let mut hash = Fnv64::new();
        for bytes in [query.id.as_bytes(), b"\0", candidate.id.as_bytes()] {
            hash.write(bytes);
        }
        let place = score::feature("place").and_then(|feature| (feature.measure)(pair).value);
        Scored {
            number,
            score: score::total(&parts),
            verdict: rules::verdict(&rules),
            call,
            specificity: Fixed::millionths(place.unwrap_or(0)),
            lot: hash.finish(),
            parts,
            rules,
        }
    }

    /// Writes a candidate out, with its evidence and its sentence.
    fn write(
        &self,
        query: &Attributes,
        asked: &score::Asked,
        near: Option<&Near<'_>>,
        one: &Scored,
    ) -> Match {
        let candidate = &self.side.attributes[one.number as usize];
        let mut parts = one.parts.clone();
        for part in &mut parts {
            part.evidence = match part.feature {
                "text" => self.side.words.evidence(asked, candidate, SHOWN_EVIDENCE),
                "concepts" => concept_evidence(query, candidate, Axis::Service, SHOWN_EVIDENCE),
                "beneficiaries" => concept_evidence(query, candidate, Axis::People, SHOWN_EVIDENCE),
                _ => Vec::new(),
            };
            if let ("graph", Some(near)) = (part.feature, near) {
                part.facts = near.way(&candidate.id);
            }
        }
        let reason = reason::of_match(query, one.verdict, &parts, &one.rules, self.divisions);
        Match {
            id: candidate.id.clone(),
            // A need has no name, and its words are not for every list.
            name: if candidate.name.is_empty() { &candidate.id } else { &candidate.name }.clone(),
            score: one.score,
            verdict: one.verdict,
            call: one.call.clone(),
            parts,
            rules: one.rules.clone(),
            reason,
        }
    }

    /// Why the answer is not a plain yes.
    fn cause(
        &self,
        served: Served,
        terms: usize,
        scored: &[Scored],
        write: &impl Fn(&Scored) -> Match,
    ) -> Option<crate::message::Message> {
        if served == Served::Yes {
            return None;
        }
        let best = scored.iter().find(|one| one.verdict != Verdict::No).map(write);
        let fits = |one: &&Scored| {
            one.verdict == Verdict::No && reason::grade(self.route, one) > Served::No
        };
        let ruled_out = scored.iter().filter(fits).take(SEARCHED).map(write);
        let ruled_out: Vec<Match> = ruled_out.filter(reason::shows).collect();
        let outlook = reason::Outlook {
            candidates: self.side.attributes.len(),
            terms,
            best: best.as_ref(),
            ruled_out: ruled_out.iter().collect(),
        };
        reason::of_list(served, &outlook)
    }
}
