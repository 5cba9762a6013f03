//! Files as people have them, read as far as rows of the contract: tables, surveys, notes, texts.
//!
//! The way through, one module after the other: what a file is and how its characters are written;
//! cells ([`table`]); where the header is; which column means what; values; what is personal is taken
//! out. What comes out is [`Prepared`](crate::import::Prepared), which the import takes like JSON lines.
//!
//! This module is a wasm of its own (feature `files`), loaded when the first such file is opened.

pub mod credit_code;
pub mod privacy;
pub mod repair;
pub mod table;
pub mod traced;
mod word_list;
