//! What comes in: the cells that are read, without characters that nobody sees. Of other columns nothing is
//! taken along, neither addresses nor what was not understood.

use crate::files::safety;
use crate::files::table::Table;
use crate::problem::Problem;

use super::Source;

/// The rows with answers. Columns that are not used are blank.
pub(in crate::files) fn cleaned(
    source: &Source,
    uses: impl Fn(usize) -> bool,
    problems: &mut Vec<Problem>,
) -> Table {
    let header = source.table.row(source.header);
    let used: Vec<bool> = (0..header.len()).map(uses).collect();
    let mut table = Table::new("");
    for at in source.body {
        let row = source.table.row(*at);
        for (column, used) in used.iter().enumerate() {
            let text = if *used { row.cell(column) } else { "" };
            let text = safety::clean(text, |problem| {
                let problem = problem.at(header.cell(column).trim());
                let file = source.place.to_owned();
                problems.push(Problem { row: Some(row.number), file, ..problem });
            });
            // It is smaller than the table it comes from, which fitted.
            table.push(&text, row.kind(column));
        }
        table.end_row(row.number);
    }
    table
}
