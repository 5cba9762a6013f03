//! The graph as `GraphML` (<http://graphml.graphdrawing.org>), for programs that draw and measure networks.

use std::fmt::Write as _;

use crate::graph::Graph;

/// Nodes with id, kind and name, edges with relation and source. Texts of needs are left out: a picture
/// of a network is shown to others.
pub fn write(graph: &Graph) -> String {
    let mut out = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
        "<key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n",
        "<key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n",
        "<key id=\"relation\" for=\"edge\" attr.name=\"relation\" attr.type=\"string\"/>\n",
        "<graph edgedefault=\"directed\">\n",
    ));
    for number in 0..graph.node_count() as u32 {
        let node = graph.node(number);
        let kind = node.kind.as_str();
        let name = if kind == "need" { "" } else { node.name.as_str() };
        let (id, name) = (escape(&node.id), escape(name));
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "<node id=\"{id}\"><data key=\"kind\">{kind}</data><data key=\"name\">{name}</data></node>"
        );
    }
    for number in 0..graph.edge_count() as u32 {
        let Some((from, to)) = graph.ends(number) else { continue };
        let (from, to) = (escape(&graph.node(from).id), escape(&graph.node(to).id));
        let relation = graph.edge(number).relation.name();
        let _ = writeln!(
            out,
            "<edge source=\"{from}\" target=\"{to}\"><data key=\"relation\">{relation}</data></edge>"
        );
    }
    out.push_str("</graph>\n</graphml>\n");
    out
}

/// Text inside an element or attribute; what XML cannot hold is left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            character if character.is_control() => {}
            character => escaped.push(character),
        }
    }
    escaped
}
