//! matchgraph matches organizations, resources and needs, says why, and names what nobody serves.
//!
//! The way through, one module after the other, never back:
//!
//! - **files** (feature `files`): tables, surveys and notes become rows.
//! - **[`import`]**: bytes become records and [problems](problem); every row has exactly one fate.
//! - **[`model`]**: the records of the data contract, and the types of their values.
//! - **[`text`]**, **[`index`]**: one spelling for all the ways in which a word is typed; which
//!   documents share words, and where these stand.
//! - **[`risk`]**: who may be in danger. Before any matching.
//! - **[`taxonomy`]**: what a text is about and for whom, whatever words it uses.
//! - **[`attributes`]**: what rules and features look at, whatever the kind of record.
//! - **[`graph`]**: who is tied to whom; how near, by which way, around which hubs.
//! - **[`rules`]**: may it? Yes, no, or unknown. **[`score`]**: how well does it fit? Exact sums.
//! - **[`route`]**: a direction of matching as data. **[`matching`]**: one query against all.
//! - **duplicates** (feature `files`): records that may be one, with reasons for and against.
//! - **[`handover`]**: what may leave a desk. **export** (feature `files`): workbooks for people.
//! - **duplicates** (feature `files`): records that may be one, with reasons for and against.
//! - **[`engine`]**: the facade. **[`catalogue`]**: looking through the data. **[`evaluate`]**:
//!   measuring against judgments.
//!
//! # Who can help with a need?
//!
//! ```
//! use matchgraph::engine::{Engine, MatchRequest};
//!
//! let organizations = r#"{"id":"a","name":"榕小伴儿童成长中心","service_area":["350102"],"skills":["放学托管"]}
//! {"id":"b","name":"巾帼手工坊","service_area":["350102"],"skills":["刺绣"]}"#;
//! let engine = Engine::load([("organizations.jsonl", organizations.as_bytes())])?;
//! let result = engine.find(&MatchRequest {
//!     route: "need-organization".into(),
//!     text: Some("放学后孩子没人管".into()),
//!     place: Some("福州市鼓楼区".into()),
//!     as_of: "2026-01-01".into(),
//!     ..MatchRequest::default()
//! })?;
//! assert_eq!(result.matches[0].id, "a");
//! assert_eq!(result.matches[0].parts[0].evidence[0].via, "children.childcare");
//! # Ok::<(), matchgraph::failure::Failure>(())
//! ```

#![deny(missing_docs)]
#![warn(rustdoc::broken_intra_doc_links)]

pub mod attributes;
pub mod catalogue;
pub mod declaration;
#[cfg(feature = "files")]
pub mod duplicates;
pub mod engine;
pub mod evaluate;
#[cfg(feature = "files")]
pub mod export;
pub mod failure;
#[cfg(feature = "files")]
pub mod files;
pub mod fixed;
pub mod graph;
pub mod handover;
pub mod hash;
pub mod import;
pub mod index;
pub mod matching;
pub mod message;
pub mod model;
pub mod order;
mod packed;
pub mod problem;
pub mod risk;
pub mod route;
pub mod rules;
pub mod score;
pub mod stored;
pub mod taxonomy;
pub mod text;
#[cfg(all(target_arch = "wasm32", not(feature = "files")))]
mod wasm;
#[cfg(all(target_arch = "wasm32", feature = "files"))]
mod wasm_files;
