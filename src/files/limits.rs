//! How much is read. What is larger becomes a problem that names the limit.

/// Largest file, in bytes.
pub const FILE: usize = 256 * 1024 * 1024;
/// The same in words.
pub const FILE_WORDS: &str = "256 MB";
/// Most rows of one table: what a spreadsheet shows.
pub const ROWS: u32 = 1_048_576;
/// Most columns of one table: what a spreadsheet shows.
pub const COLUMNS: u32 = 16_384;
/// Largest cell, in bytes.
pub const CELL: usize = 10 * 1024 * 1024;
/// Problems of one code in one file that are listed singly; the rest is counted in the last of them.
pub const PROBLEMS_OF_A_CODE: usize = 10_000;
