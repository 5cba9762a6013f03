//! The steps of a command: each prints its title, and its time when it is done.

#![expect(
    clippy::disallowed_methods,
    reason = "the core has no clock; people who wait for a build want to know how long it took"
)]

use std::time::Instant;

use anyhow::Result;

/// Does one step of a command.
///
/// Fails as the work fails.
pub(crate) fn step<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("== {title}");
    let start = Instant::now();
    let result = work();
    println!("   {:.1} s", start.elapsed().as_secs_f64());
    result
}
