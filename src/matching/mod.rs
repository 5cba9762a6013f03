//! One query against all candidates of a route: who, in which order, and why.

mod calls;
mod rank;
mod reason;
mod result;

pub use result::{BriefMatch, BriefResult, Match, MatchResult, Served};

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
use crate::rules::{self, Rule, Verdict};
use crate::score::{
    self, Buffers, ConceptTexts, OwnFeatures, Pair, Question, Scorer, Words, concept_evidence,
};
use crate::taxonomy::Axis;
use calls::Calls;
use rank::{Best, Promising, Ranked};

/// Candidates that are looked at to say why nobody serves.
const SEARCHED: usize = 20;

/// Under which name those are counted that no rule is against.
const OTHERS: &str = "limit";

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

/// Where candidates of a route come from.
enum Source {
    All,
    Concept,
    Text,
    Place,
    Fields,
    Wanted,
}

/// From which value of a feature on a query counts as served.
struct Mark {
    /// Position of the feature in the route.
    feature: usize,
    weak: u32,
    yes: u32,
}

/// A route, ready to be asked.
pub struct Matcher<'a> {
    route: &'a Route,
    /// The candidates.
    side: &'a Side,
    divisions: &'a Divisions,
    /// "Today" for the rules.
    as_of: Date,
    /// What the route names, looked up once.
    sources: Vec<Source>,
    rules: Vec<&'static Rule>,
    scorer: Scorer<'a>,
    weights: Vec<u32>,
    /// Name and version of the route.
    label: String,
    marks: Vec<Mark>,
    /// Position in the route of the feature `wanted`.
    wanted: Option<usize>,
    /// The features that are the route's own.
    own: Option<&'a OwnFeatures>,
    /// Where the route judges by calls.
    calls: Option<Calls<'a>>,
    /// Where the route looks at the web of past work.
    ties: Option<(&'a Graph, &'a Rows)>,
}

/// One query and what is looked up for it once.
struct Asking<'q> {
    query: &'q Attributes,
    words: score::Asked,
    /// Raw scores of words in common, by candidate.
    shared: Vec<u32>,
    question: Question<'q>,
    near: Option<Near<'q>>,
    concepts: ConceptTexts<'q>,
}

/// All candidates in short: the best in order, and what the whole list comes to.
struct Ranking {
    best: Vec<Ranked>,
    /// How many there are, by the first rule that is against them, and under `limit` the others.
    counts: BTreeMap<&'static str, usize>,
    /// Those that no rule is against and that reach a mark; and whether a ticked service speaks for them.
    graded: Vec<(Reverse<Served>, Ranked, bool)>,
    /// The best of those that reach a mark and are ruled out.
    fitting: Vec<Ranked>,
}

impl<'a> Matcher<'a> {
    /// Prepares to ask a route about the candidates of a side. `as_of` is "today" for the rules.
    pub fn new(route: &'a Route, side: &'a Side, dataset: &'a Dataset, as_of: Date) -> Self {
        let by_calls = route.rules.iter().any(|rule| rule == rules::CALL);
        let position = |id: &str| route.features.iter().position(|feature| feature.id == id);
        let sources = route.candidates.iter().filter_map(|source| match source.as_str() {
            "all" => Some(Source::All),
            "shares:concept" => Some(Source::Concept),
            "text" => Some(Source::Text),
            "serves:place" => Some(Source::Place),
            "fields" => Some(Source::Fields),
            "wanted" => Some(Source::Wanted),
            _ => None,
        });
        let marks = route.served.iter().filter_map(|mark| {
            let feature = position(&mark.feature)?;
            Some(Mark { feature, weak: mark.weak, yes: mark.yes })
        });
        Self {
            route,
            side,
            divisions: &dataset.divisions,
            as_of,
            sources: sources.collect(),
            rules: rules::named(&route.rules),
            scorer: Scorer::new(&route.features, route.missing),
            weights: route.features.iter().map(|feature| feature.weight).collect(),
            label: route.label(),
            marks: marks.collect(),
            wanted: position("wanted"),
            own: None,
            calls: by_calls.then(|| Calls::new(dataset, as_of)),
            ties: None,
        }
    }

    /// Lets the route look at the web of past work, if it has that feature, with whatever weight.
    #[must_use]
    pub fn with_ties(mut self, graph: &'a Graph, rows: &'a Rows) -> Self {
        self.ties = self.route.asks_for("graph").then_some((graph, rows));
        self
    }

    /// Brings the features that are the route's own.
    #[must_use]
    pub fn with_own(mut self, own: Option<&'a OwnFeatures>) -> Self {
        self.own = own;
        self
    }

    /// Finds the best `limit` candidates for a query. Takes time in proportion to the number of
    /// candidates that come into question; words are made only for those that are shown.
    pub fn find(&self, query: &Attributes, limit: usize) -> MatchResult {
        let asking = self.ask(query);
        let ranking = self.rank(&asking, limit);
        let served = self.served(&asking, &ranking);
        let shown = ranking.best.iter().take(limit);
        let matches: Vec<Match> = shown.map(|one| self.write(&asking, one.number)).collect();
        let mut excluded = ranking.counts.clone();
        for one in &matches {
            let against = one.rules.iter().find(|outcome| outcome.is_against());
            if let Some(count) = excluded.get_mut(against.map_or(OTHERS, |outcome| outcome.rule)) {
                *count -= 1;
            }
        }
        excluded.retain(|_, count| *count > 0);
        let cause = self.cause(served, &asking, &ranking, &matches);
        MatchResult {
            query: query.id.clone(),
            route: self.label.clone(),
            route_hash: self.route.hash(),
            as_of: self.as_of.to_string(),
            served,
            cause,
            risk: query.risk.clone(),
            excluded,
            matches,
        }
    }

    /// The same in short: who, with which score and verdict, and nothing that explains it.
    pub fn find_brief(
        &self,
        query: &Attributes,
        limit: usize,
        buffers: &mut Buffers,
    ) -> BriefResult {
        let best = self.pruned(query, limit, buffers).unwrap_or_else(|| {
            let asking = self.ask(query);
            let best = self.rank(&asking, limit).best.into_iter();
            best.map(|one| (one, self.verdict(&asking, one.number).0)).collect()
        });
        let matches = best.into_iter().take(limit).map(|(one, verdict)| BriefMatch {
            id: self.side.attributes[one.number as usize].id.clone(),
            score: one.score.0,
            verdict,
        });
        BriefResult {
            query: query.id.clone(),
            route: self.label.clone(),
            risk: query.risk.clone(),
            matches: matches.collect(),
        }
    }

    /// The best candidates, found by comparing whole columns, where the route allows it: everybody is a
    /// candidate, no rule is asked, and all features are the route's own.
    fn pruned(
        &self,
        query: &Attributes,
        limit: usize,
        buffers: &mut Buffers,
    ) -> Option<Vec<(Ranked, Verdict)>> {
        let everybody = self.sources.iter().any(|source| matches!(source, Source::All));
        let own = self.own.filter(|_| everybody && self.rules.is_empty())?;
        let mut promising = Promising::new(limit);
        own.meet_all(
            query,
            &self.weights,
            self.route.missing.value(),
            buffers,
            |number, score| {
                if limit > 0 && !is_same(query, &self.side.attributes[number as usize]) {
                    promising.push(number, score);
                }
                promising.floor()
            },
        )?;
        let mut best = Best::new(limit);
        for (score, number) in promising.left() {
            let candidate = &self.side.attributes[number as usize];
            let pair = Pair { query, candidate, shared_words: 0, nearness: 0 };
            best.push(ranked(pair, number, score, false));
        }
        Some(best.sorted().into_iter().map(|one| (one, Verdict::Yes)).collect())
    }

    /// Looks up what is asked of all candidates at once.
    fn ask<'q>(&'q self, query: &'q Attributes) -> Asking<'q> {
        let violence = query.risk.as_ref().is_some_and(|risk| risk.violence);
        let hushed = if violence { risk::mediation_words() } else { &[] };
        let words = self.side.words.ask(query, hushed);
        let near = self
            .ties
            .and_then(|(graph, rows)| Near::measure(graph, rows, &query.id, self.route.to));
        Asking {
            query,
            shared: self.side.words.scores(&words),
            words,
            question: self.own.map(|own| own.ask(query)).unwrap_or_default(),
            near,
            concepts: ConceptTexts::of(query),
        }
    }

    /// The pair of the query and a candidate.
    fn pair<'p>(&'p self, asking: &Asking<'p>, number: u32) -> Pair<'p> {
        let raw = asking.shared.get(number as usize).copied().unwrap_or(0);
        Pair {
            query: asking.query,
            candidate: &self.side.attributes[number as usize],
            shared_words: self.side.words.value(raw, &asking.words),
            nearness: asking.near.as_ref().map_or(0, |near| near.value(number)),
        }
    }

    /// Goes through all candidates once. Words are not made here: most of them are not shown.
    fn rank(&self, asking: &Asking<'_>, limit: usize) -> Ranking {
        // One at least: it tells why the answer is not a plain yes.
        let (mut best, mut fitting) = (Best::new(limit.max(1)), Best::new(SEARCHED));
        let (mut counts, mut graded) = (BTreeMap::new(), Vec::new());
        let mut values: Vec<u32> = Vec::new();
        for (number, candidate) in (0_u32..).zip(&self.side.attributes) {
            let shares_words = asking.shared.get(number as usize).is_some_and(|raw| *raw > 0);
            if !self.is_candidate(asking.query, candidate, shares_words) {
                continue;
            }
            let pair = self.pair(asking, number);
            let (verdict, against) = self.verdict(asking, number);
            let ruled_out = verdict == Verdict::No;
            let score = self.scorer.measure(pair, &asking.question, number, &mut values);
            *counts.entry(against.unwrap_or(OTHERS)).or_insert(0) += 1;
            let grade = self.grade(&values);
            let (taken, fits) = (best.may_take(ruled_out, score), grade > Served::No);
            if !taken && !fits {
                continue;
            }
            let one = ranked(pair, number, score, ruled_out);
            if taken {
                best.push(one);
            }
            if fits && ruled_out {
                fitting.push(one);
            } else if fits {
                let ticked = self.wanted.is_some_and(|at| values[at] > 0);
                graded.push((Reverse(grade), one, ticked));
            }
        }
        Ranking { best: best.sorted(), counts, graded, fitting: fitting.sorted() }
    }

    /// All rules together, and the first that is against the candidate.
    fn verdict(&self, asking: &Asking<'_>, number: u32) -> (Verdict, Option<&'static str>) {
        let (query, candidate) = (asking.query, &self.side.attributes[number as usize]);
        let pair = self.judged(query, candidate, false);
        let (verdict, against) = rules::quick_verdict(&self.rules, pair);
        let conditions = self.calls.as_ref().and_then(|calls| calls.best(query, candidate));
        let Some((_, conditions)) = conditions else { return (verdict, against) };
        let other = conditions.iter().find(|outcome| outcome.is_against());
        let against = against.or(other.map(|outcome| outcome.rule));
        (verdict.max(rules::verdict(&conditions)), against)
    }

    /// A pair as rules see it.
    fn judged<'p>(
        &'p self,
        query: &'p Attributes,
        candidate: &'p Attributes,
        explain: bool,
    ) -> rules::Pair<'p> {
        let as_of = Some(self.as_of);
        rules::Pair { query, candidate, divisions: self.divisions, as_of, explain }
    }

    /// How well a candidate serves, by the route's own marks.
    fn grade(&self, values: &[u32]) -> Served {
        let grades = self.marks.iter().map(|mark| {
            let measured = values[mark.feature];
            if measured >= mark.yes {
                Served::Yes
            } else if measured >= mark.weak {
                Served::Weak
            } else {
                Served::No
            }
        });
        grades.max().unwrap_or(Served::No)
    }

    /// Is there somebody that no rule is against and that shows a reason? Single characters in common
    /// may raise a score; they are nothing to show a person, so alone they serve nobody.
    fn served(&self, asking: &Asking<'_>, ranking: &Ranking) -> Served {
        let mut graded: Vec<&(Reverse<Served>, Ranked, bool)> = ranking.graded.iter().collect();
        order::sort(&mut graded);
        let shows = |(_, one, ticked): &(Reverse<Served>, Ranked, bool)| {
            let candidate = &self.side.attributes[one.number as usize];
            *ticked
                || !self.side.words.evidence(&asking.words, candidate, 1).is_empty()
                || self.shows_concepts(asking, candidate)
        };
        let best = graded.into_iter().find(|one| shows(one));
        best.map_or(Served::No, |(grade, ..)| grade.0)
    }

    /// Does the route look at kinds of help, and is there one to show?
    fn shows_concepts(&self, asking: &Asking<'_>, candidate: &Attributes) -> bool {
        let offered = ConceptTexts::of(candidate);
        self.route.asks_for("concepts")
            && !concept_evidence(&asking.concepts, &offered, Axis::Service, 1).is_empty()
    }

    /// Does a candidate come into question, by the sources that the route names?
    fn is_candidate(&self, query: &Attributes, candidate: &Attributes, shares_words: bool) -> bool {
        // Nobody is matched with itself.
        if is_same(query, candidate) {
            return false;
        }
        self.sources.iter().any(|source| match source {
            Source::All => true,
            Source::Concept => score::share_concepts(query, candidate),
            Source::Text => shares_words,
            Source::Place => {
                let (places, areas) = (query.areas(), candidate.areas());
                areas.is_empty()
                    || places.iter().any(|place| {
                        areas.iter().any(|area| area.covers(*place) || place.covers(*area))
                    })
            }
            Source::Fields => query.fields.iter().any(|field| candidate.fields.contains(field)),
            Source::Wanted => {
                query.wanted.iter().any(|wanted| candidate.fields.contains(&wanted.field))
            }
        })
    }

    /// Writes a candidate out, with its rules, facts and evidence, and its sentence.
    fn write(&self, asking: &Asking<'_>, number: u32) -> Match {
        let pair = self.pair(asking, number);
        let Pair { query, candidate, .. } = pair;
        let mut rules = rules::judge(&self.rules, self.judged(query, candidate, true));
        let judged = self.calls.as_ref().and_then(|calls| calls.best(query, candidate));
        let call = judged.map(|(call, conditions)| {
            rules.extend(conditions);
            call.to_owned()
        });
        let mut parts = self.scorer.parts(pair, &asking.question, number);
        let offered = ConceptTexts::of(candidate);
        for (part, weighted) in parts.iter_mut().zip(&self.route.features) {
            let concepts =
                |axis| concept_evidence(&asking.concepts, &offered, axis, SHOWN_EVIDENCE);
            part.evidence = match weighted.id.as_str() {
                _ if weighted.finds_words() => {
                    self.side.words.evidence(&asking.words, candidate, SHOWN_EVIDENCE)
                }
                "concepts" => concepts(Axis::Service),
                "beneficiaries" => concepts(Axis::People),
                _ => Vec::new(),
            };
            if let ("graph", Some(near)) = (weighted.id.as_str(), &asking.near) {
                part.facts = near.way(&candidate.id);
            }
        }
        let verdict = rules::verdict(&rules);
        let reason = reason::of_match(query, verdict, &parts, &rules, self.divisions);
        Match {
            id: candidate.id.clone(),
            // A need has no name, and its words are not for every list.
            name: if candidate.name.is_empty() { &candidate.id } else { &candidate.name }.clone(),
            score: score::total(&parts),
            verdict,
            call,
            parts,
            rules,
            reason,
        }
    }

    /// Why the answer is not a plain yes.
    fn cause(
        &self,
        served: Served,
        asking: &Asking<'_>,
        ranking: &Ranking,
        matches: &[Match],
    ) -> Option<crate::message::Message> {
        if served == Served::Yes {
            return None;
        }
        let best = ranking.best.first().filter(|best| !best.ruled_out);
        let written =
            best.filter(|_| matches.is_empty()).map(|best| self.write(asking, best.number));
        let ruled_out = ranking.fitting.iter().map(|one| self.write(asking, one.number));
        let ruled_out: Vec<Match> = ruled_out.filter(reason::shows).collect();
        let outlook = reason::Outlook {
            candidates: self.side.attributes.len(),
            terms: asking.words.terms(),
            best: written.as_ref().or(matches.first().filter(|_| best.is_some())),
            ruled_out: ruled_out.iter().collect(),
        };
        reason::of_list(served, &outlook)
    }
}

/// A candidate in its order.
fn ranked(pair: Pair<'_>, number: u32, score: Fixed, ruled_out: bool) -> Ranked {
    let mut hash = Fnv64::new();
    for bytes in [pair.query.id.as_bytes(), b"\0", pair.candidate.id.as_bytes()] {
        hash.write(bytes);
    }
    let specificity = Reverse(score::specificity(pair));
    Ranked { ruled_out, score: Reverse(score), specificity, lot: hash.finish(), number }
}

/// Are both the same record?
fn is_same(query: &Attributes, candidate: &Attributes) -> bool {
    (query.kind, &query.id) == (candidate.kind, &candidate.id)
}
