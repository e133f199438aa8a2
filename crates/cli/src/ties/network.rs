//! Who stands with whom.

use super::output::View;
use super::rows::{self, Days};
use super::sheet::{Sheet, count, number};
use super::{Args, Desk};
use anyhow::Result;
use chancery_chart::{Link, Picture, Point, graph};
use chancery_ties::iso;
use chancery_ties::network::{Network, NetworkQuery, network};
use serde_json::{Value, json};

/// Nodes drawn and listed at most; the file formats hold all.
const SHOWN: usize = 40;

/// Compute and show the network of the year (or of the time asked for) before a day.
pub fn view(desk: &mut Desk, args: &Args) -> Result<View> {
    let days = desk.days(args.from.as_deref(), args.to.as_deref())?;
    let days = if args.from.is_none() { Days { from: days.to - 364, ..days } } else { days };
    let named = desk.sides(&args.among)?;
    let among = if named.is_empty() { rows::everybody(desk.db())?.into_iter().collect() } else { desk.names(&named) };
    let mut pairs = rows::Pairs::new();
    for a in &among {
        pairs.extend(among.iter().filter(|b| *b != a).map(|b| (a.clone(), b.clone())));
    }
    let origin = args.counting.origin.as_deref();
    let (db, kinds, codes) = (desk.store.connection(), &desk.kinds, &mut desk.codes);
    let cells = rows::cells(db, &pairs, origin, days, kinds, codes)?;
    let query = NetworkQuery { from: days.from, to: days.to, count_by: args.counting.by(), least: args.least };
    let found = network(&cells, kinds, codes, query, |_| true);
    let title = format!("Ties as of {} (since {})", iso(days.to), iso(days.from));
    Ok(View {
        text: text(&found, &title),
        sheet: edges(&found),
        json: to_json(&found, days),
        picture: args.output.draws().then(|| picture(&found, &title)),
        graph: Some([graphml(&found), dot(&found)]),
    })
}

/// Nodes by strength, the strongest first.
fn strongest(n: &Network) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n.nodes.len()).collect();
    order.sort_by(|&a, &b| (n.nodes[b].warm + n.nodes[b].cold).total_cmp(&(n.nodes[a].warm + n.nodes[a].cold)));
    order
}

fn text(n: &Network, title: &str) -> String {
    let mut sheet = Sheet::new(&["who", "community", "ties", "cooperation", "conflict", "PageRank", "between"]);
    for i in strongest(n).into_iter().take(SHOWN) {
        let node = &n.nodes[i];
        let scores =
            [number(Some(node.warm), 1), number(Some(node.cold), 1), number(Some(node.pagerank), 3), number(Some(node.betweenness), 3)];
        let mut row = vec![node.code.clone(), (node.community + 1).to_string(), node.degree.to_string()];
        row.extend(scores);
        sheet.rows.push(row);
    }
    let mut pairs = edges(n);
    pairs.rows.truncate(SHOWN);
    format!("{title}\n\nSTATES AND BODIES\n{}\nTIES\n{}\n{}", sheet.table(), pairs.table(), balance_text(n))
}

fn balance_text(n: &Network) -> String {
    let b = &n.balance;
    let [friends, one, two, three] = b.triangles;
    let degree = b.degree().map_or("no triangle".to_owned(), |d| format!("{:.0} % of triangles balanced", 100.0 * d));
    format!(
        "Balance: {degree} ({friends} of three friends, {two} of two against one, {one} with one hostile tie, {three} of three foes);\n\
         {} of {} ties run against the best two camps found. Modularity of the communities {:.2}.\n",
        b.frustrated, b.edges, n.modularity
    )
}

fn edges(n: &Network) -> Sheet {
    let mut sheet = Sheet::new(&["a", "b", "cooperation", "conflict", "weight"]);
    let mut order: Vec<_> = n.edges.iter().collect();
    order.sort_by(|x, y| (y.warm + y.cold).total_cmp(&(x.warm + x.cold)));
    for e in order {
        let ends = [n.nodes[e.a].code.clone(), n.nodes[e.b].code.clone()];
        sheet.rows.push([&ends[..], &[count(e.cooperation), count(e.conflict), number(Some(e.weight()), 1)]].concat());
    }
    sheet
}

fn to_json(n: &Network, days: Days) -> Value {
    let nodes = n.nodes.iter().zip(&n.balance.factions).map(|(v, faction)| {
        json!({ "code": v.code, "community": v.community, "degree": v.degree, "warm": v.warm, "cold": v.cold, "pagerank": v.pagerank,
            "betweenness": v.betweenness, "camp": u8::from(*faction) })
    });
    let edges = n.edges.iter().map(|e| {
        json!({ "a": n.nodes[e.a].code, "b": n.nodes[e.b].code, "cooperation": e.cooperation, "conflict": e.conflict, "warm": e.warm,
            "cold": e.cold, "weight": e.weight() })
    });
    json!({ "from": iso(days.from), "to": iso(days.to), "nodes": nodes.collect::<Vec<_>>(), "edges": edges.collect::<Vec<_>>(),
        "modularity": n.modularity, "balance": { "triangles_by_hostile_ties": n.balance.triangles, "balanced": n.balance.degree(),
        "frustrated": n.balance.frustrated, "signed_ties": n.balance.edges } })
}

fn picture(n: &Network, title: &str) -> Picture {
    let shown: Vec<usize> = strongest(n).into_iter().take(SHOWN).collect();
    let most = |values: Vec<f64>| values.into_iter().fold(f64::MIN_POSITIVE, f64::max);
    let strength = |i: usize| (n.nodes[i].warm + n.nodes[i].cold).sqrt();
    let top = most(shown.iter().map(|&i| strength(i)).collect());
    let points: Vec<Point> =
        shown.iter().map(|&i| Point { label: n.nodes[i].code.clone(), size: strength(i) / top, group: n.nodes[i].community }).collect();
    let at = |node: usize| shown.iter().position(|&s| s == node);
    let heaviest = most(n.edges.iter().map(|e| e.weight().abs()).collect());
    let links: Vec<Link> =
        n.edges.iter().filter_map(|e| Some(Link { a: at(e.a)?, b: at(e.b)?, weight: signed_root(e.weight() / heaviest) })).collect();
    graph(title, &points, &links)
}

/// Square root that keeps the sign: weights span orders of magnitude.
fn signed_root(w: f64) -> f64 {
    w.signum() * w.abs().sqrt()
}

fn graphml(n: &Network) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    for (id, of, kind) in [
        ("community", "node", "int"),
        ("warm", "node", "double"),
        ("cold", "node", "double"),
        ("pagerank", "node", "double"),
        ("betweenness", "node", "double"),
        ("weight", "edge", "double"),
        ("cooperation", "edge", "double"),
        ("conflict", "edge", "double"),
    ] {
        out += &format!("<key id=\"{of}-{id}\" for=\"{of}\" attr.name=\"{id}\" attr.type=\"{kind}\"/>\n");
    }
    out += "<graph edgedefault=\"undirected\">\n";
    for v in &n.nodes {
        let data = [
            ("community", v.community as f64),
            ("warm", v.warm),
            ("cold", v.cold),
            ("pagerank", v.pagerank),
            ("betweenness", v.betweenness),
        ];
        out +=
            &format!("<node id=\"{}\">{}</node>\n", xml(&v.code), data.map(|(k, x)| format!("<data key=\"node-{k}\">{x}</data>")).concat());
    }
    for e in &n.edges {
        let data = [("weight", e.weight()), ("cooperation", e.cooperation), ("conflict", e.conflict)];
        let data = data.map(|(k, x)| format!("<data key=\"edge-{k}\">{x}</data>")).concat();
        out += &format!("<edge source=\"{}\" target=\"{}\">{data}</edge>\n", xml(&n.nodes[e.a].code), xml(&n.nodes[e.b].code));
    }
    out + "</graph>\n</graphml>\n"
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn dot(n: &Network) -> String {
    let name = |i: usize| format!("\"{}\"", n.nodes[i].code.replace('\\', "\\\\").replace('"', "\\\""));
    let mut out = String::from("graph ties {\n");
    for (i, v) in n.nodes.iter().enumerate() {
        out += &format!("  {} [group={}];\n", name(i), v.community);
    }
    for e in &n.edges {
        let style = if e.weight() < 0.0 { ", style=dashed, color=red" } else { "" };
        out += &format!("  {} -- {} [weight={}, label=\"{:.1}\"{style}];\n", name(e.a), name(e.b), e.weight().abs().ceil(), e.weight());
    }
    out + "}\n"
}
