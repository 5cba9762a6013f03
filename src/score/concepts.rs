//! What a query and a candidate are about and for whom, whatever words they use.

use super::Pair;
use std::cell::OnceCell;

use super::text::{Evidence, EvidenceKind, Location};
use crate::attributes::{Attributes, TextPiece};
use crate::risk;
use crate::taxonomy::{Axis, ConceptHit, Taxonomy};
use crate::text::Folded;

/// The features `concepts` and `beneficiaries`. A query that names no concept of the axis says nothing
/// against anybody: all get nothing. A candidate whose texts name none is unknown.
pub(super) fn value(pair: Pair<'_>, axis: Axis) -> Option<u32> {
    let (query, candidate) = (pair.query.profile.axis(axis), pair.candidate.profile.axis(axis));
    if query.is_empty() {
        return Some(0);
    }
    (!candidate.is_empty()).then(|| Taxonomy::builtin().similarity(query, candidate))
}

/// Whether a query and a candidate share a kind of help, or two that are close.
pub fn share_concepts(query: &Attributes, candidate: &Attributes) -> bool {
    Taxonomy::builtin().similarity(&query.profile.service, &candidate.profile.service) > 0
}

/// A record and the concepts that its texts name, found when they are first asked for.
pub struct ConceptTexts<'a> {
    record: &'a Attributes,
    tagged: OnceCell<Vec<Tagged>>,
}

impl<'a> ConceptTexts<'a> {
    /// Those of a record.
    pub fn of(record: &'a Attributes) -> Self {
        Self { record, tagged: OnceCell::new() }
    }

    fn tagged(&self) -> &[Tagged] {
        self.tagged.get_or_init(|| tagged(self.record))
    }
}

/// Where the concepts stand that a query and a candidate share on an axis, most telling first, at
/// most `limit`.
pub fn concept_evidence(
    query: &ConceptTexts<'_>,
    candidate: &ConceptTexts<'_>,
    axis: Axis,
    limit: usize,
) -> Vec<Evidence> {
    let taxonomy = Taxonomy::builtin();
    let (of_query, of_candidate) = (&query.record.profile, &candidate.record.profile);
    let shared = taxonomy.shared(of_query.axis(axis), of_candidate.axis(axis));
    if shared.is_empty() {
        return Vec::new();
    }
    let (asked, offered) = (query.tagged(), candidate.tagged());
    let (query, candidate) = (query.record, candidate.record);
    let mut found: Vec<Evidence> = Vec::new();
    let mut seen: Vec<u16> = Vec::new();
    for pair in shared {
        if found.len() == limit {
            break;
        }
        // Each concept of the query is shown by its best counterpart.
        if seen.contains(&pair.one) {
            continue;
        }
        let (from, to) = (strongest(asked, pair.one), strongest(offered, pair.other));
        let is_named = from.is_some() && to.is_some();
        // Where words of danger brought the concept, they are what there is to show.
        let from = from.or_else(|| danger(taxonomy, query, pair.one));
        let to = to.or_else(|| danger(taxonomy, candidate, pair.other));
        let Some((from, to)) = from.zip(to) else { continue };
        seen.push(pair.one);
        let name = |number: u16| taxonomy.concept(number).id.clone();
        let same = pair.one == pair.other;
        found.push(Evidence {
            from,
            to,
            via: name(pair.one),
            near: (!same).then(|| name(pair.other)),
            kind: if same && is_named { EvidenceKind::Shown } else { EvidenceKind::Inferred },
        });
    }
    found
}

/// The words of danger in a need, if it is violence that they speak of and the concept is that: those
/// that say so by themselves before those that only do together, the longest of them.
fn danger(taxonomy: &Taxonomy, record: &Attributes, concept: u16) -> Option<Location> {
    let risk = record.risk.as_ref().filter(|risk| risk.violence)?;
    if taxonomy.number("violence") != Some(concept) {
        return None;
    }
    let text = &record.texts.first()?.text;
    let alone = |[start, end]: [u32; 2]| {
        let words = text.chars().skip(start as usize).take((end - start) as usize);
        risk::assess(&words.collect::<String>(), false).is_some_and(|risk| risk.violence)
    };
    let longest = risk.spans.iter().max_by_key(|span| (alone(**span), span[1] - span[0]));
    longest.map(|span| Location { field: "text".to_owned(), span: *span })
}

/// A text of a record with the concepts that it names.
struct Tagged {
    path: String,
    folded: Folded,
    hits: Vec<ConceptHit>,
}

/// All texts of a record.
fn tagged(record: &Attributes) -> Vec<Tagged> {
    let tag = |piece: &TextPiece| {
        let folded = Folded::new(&piece.text);
        let hits = Taxonomy::builtin().tag(&folded);
        Tagged { path: piece.path(), folded, hits }
    };
    record.texts.iter().map(tag).collect()
}

/// Where a concept stands with the most weight; of equals the first, since the texts of a record are
/// in order of their importance.
fn strongest(texts: &[Tagged], concept: u16) -> Option<Location> {
    let mut best: Option<(&Tagged, &ConceptHit)> = None;
    for text in texts {
        for hit in text.hits.iter().filter(|hit| hit.concept == concept) {
            if best.is_none_or(|(_, best)| hit.weight > best.weight) {
                best = Some((text, hit));
            }
        }
    }
    let (text, hit) = best?;
    let span = text.folded.span(hit.span[0] as usize, hit.span[1] as usize);
    Some(Location { field: text.path.clone(), span })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Engine, MatchRequest};
    use crate::matching::Match;
    use crate::message::Language;

    /// How an organization with these skills matches a need.
    fn matched(need: &str, skills: &str) -> Match {
        let line =
            format!(r#"{{"id":"a","name":"甲","service_area":["350102"],"skills":["{skills}"]}}"#);
        let engine = Engine::load([("organizations.jsonl", line.as_bytes())]).unwrap();
        let request = MatchRequest {
            route: "need-organization".into(),
            text: Some(need.into()),
            place: Some("350102".into()),
            as_of: "2026-01-01".into(),
            ..MatchRequest::default()
        };
        engine.find(&request).unwrap().matches.remove(0)
    }

    fn sentence(one: &Match) -> String {
        Language::Chinese.sentence(&format!("reason.{}", one.reason.code), &one.reason.args)
    }

    #[test]
    fn what_both_are_about_is_shown_where_it_stands() {
        let one = matched("放学后孩子没人管", "四点半课堂");
        let evidence = &one.parts[0].evidence[0];
        assert_eq!(
            (one.parts[0].feature.as_str(), evidence.kind),
            ("concepts", EvidenceKind::Shown)
        );
        assert_eq!((evidence.via.as_str(), &evidence.near), ("children.after-school", &None));
        assert_eq!((evidence.from.span, evidence.to.span), ([0, 7], [0, 3]));
        assert_eq!(sentence(&one), "两边都和“课后托管”有关，服务范围包括鼓楼区。");
    }

    #[test]
    fn what_is_close_is_called_inferred() {
        let one = matched("想读点书", "暑期夏令营");
        assert!(one.parts[0].evidence.is_empty());
        let one = matched("下午四点半接不了娃", "七彩假期");
        let evidence = &one.parts[0].evidence[0];
        assert_eq!(evidence.kind, EvidenceKind::Inferred);
        assert_eq!(evidence.near.as_deref(), Some("children.holiday-care"));
        assert_eq!(one.reason.code, "near-here");
        assert!(sentence(&one).contains("假期托管"));
    }

    #[test]
    fn nothing_asked_is_nothing_gained_and_nothing_told_is_unknown() {
        let text = |text: &str| Attributes::of_text("x".into(), text, None);
        let (empty, asked) = (text("嗯"), text("托管"));
        let value = |query: &Attributes, candidate: &Attributes| {
            super::value(Pair { query, candidate, shared_words: 0, nearness: 0 }, Axis::Service)
        };
        assert_eq!(value(&empty, &asked), Some(0));
        assert_eq!(value(&asked, &empty), None);
        assert!(value(&asked, &asked) > Some(999_000));
    }

    #[test]
    fn violence_meets_no_mediation() {
        let one = matched("老公又动手打我，家里天天吵", "婚姻家庭调解");
        let concepts = one.parts.iter().find(|part| part.feature == "concepts").unwrap();
        assert!(concepts.evidence.is_empty() && concepts.value.to_f64() == 0.0);
    }
}
