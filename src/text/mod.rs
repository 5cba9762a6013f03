//! What does the program see of a text?
//!
//! Pure functions, the same for indexing and for asking: [`fold()`] turns a text into a matching key
//! that remembers where each character stood, [`tokens`] cuts the key into terms, [`stop`] knows
//! the words that say nothing about what is needed or offered.

pub mod fold;
pub mod stop;
pub mod tokens;
pub(crate) mod words;

pub use fold::{Folded, fold};
pub use tokens::{Term, Token};
