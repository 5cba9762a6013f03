//! What there is: the records of the data contract, and the types their values have.
//!
//! Nothing here reads files. [`Dataset`] is what [`import`](crate::import) makes of them, and what
//! every later step works on.

pub mod choice;
mod compound;
mod dataset;
mod date;
mod decimal;
mod divisions;
pub mod field;
mod merge;
mod money;
mod other_row;
mod place;
mod record;
mod records;
pub mod relation;

pub use compound::{Capacity, Eligibility, Incubation, Quantity, Rating, RuleCard};
pub use dataset::{Dataset, Kind, Reference};
pub use date::Date;
pub use decimal::Decimal;
pub use divisions::Divisions;
pub use merge::Merge;
pub use money::Money;
pub use other_row::OtherRow;
pub use place::{Place, PlaceLevel};
pub use record::{Origin, Provenance, Record, WrittenRecord};
pub use records::{
    Call, Division, Event, Federation, Funder, Link, Need, Organization, Project, Resource, Theme,
};
