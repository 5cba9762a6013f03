//! Which relations there are, and between which kinds of records each may go.

use super::Kind;

/// One end of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A record of a kind.
    Record(Kind),
    /// A word of the vocabulary, written `theme:CODE`.
    Theme,
}

/// Every relation with the pairs of kinds it may join, from → to.
#[rustfmt::skip]
const RELATIONS: &[(&str, &[(Kind, End)])] = {
    use Kind::{Federation, Funder, Need, Organization, Project, Resource};
    use End::{Record, Theme};
    &[
        ("runs",           &[(Organization, Record(Project))]),
        ("funds",          &[(Funder, Record(Project))]),
        ("addresses",      &[(Project, Theme), (Project, Record(Need))]),
        ("answers",        &[(Project, Record(Need))]),
        ("provides",       &[(Organization, Record(Resource)), (Federation, Record(Resource))]),
        ("incubated_by",   &[(Organization, Record(Organization))]),
        ("hosted_by",      &[(Organization, Record(Organization))]),
        ("leads",          &[(Organization, Record(Organization))]),
        ("operates",       &[(Organization, Record(Organization))]),
        ("partners_with",  &[(Organization, Record(Organization))]),
        ("member_of",      &[(Organization, Record(Federation))]),
        ("supervised_by",  &[(Organization, Record(Federation))]),
        ("contacted_by",   &[(Organization, Record(Federation))]),
        ("part_of",        &[(Federation, Record(Federation))]),
        ("same_as",        &[(Federation, Record(Organization)), (Funder, Record(Federation))]),
        ("shortlisted_by", &[(Project, Record(Funder))]),
        ("co_funds",       &[(Funder, Record(Funder))]),
        ("supports",       &[(Funder, Record(Organization))]),
        ("refers_to",      &[(Organization, Record(Organization)), (Organization, Record(Resource))]),
    ]
};

/// Is this the name of a relation?
pub fn is_relation(name: &str) -> bool {
    RELATIONS.iter().any(|(known, _)| *known == name)
}

/// May the relation go from a record of one kind to that end? `same_as` also joins two records of any
/// one kind.
pub fn may_join(name: &str, from: Kind, to: End) -> bool {
    let listed =
        RELATIONS.iter().any(|(known, pairs)| *known == name && pairs.contains(&(from, to)));
    listed || (name == "same_as" && to == End::Record(from))
}
