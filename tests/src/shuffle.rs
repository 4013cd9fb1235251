//! Documents sorted in another way: objects, and the lists whose order says nothing.

use signet::Request;
use signet::diagnostics::Diagnostics;
use signet::source::{self, Input, View};

use crate::random::Random;

/// Lists that are sets; the other lists of a document keep their order.
const SETS: [&str; 6] = ["anyOf", "enum", "oneOf", "parameters", "required", "tags"];

/// Returns a document, with its overlays applied, in another order for each seed; `None` for one that is in several files,
/// refers to positions of lists, or has lists that go beside one another.
#[must_use]
pub fn document(request: &Request, seed: u64) -> Option<Input> {
    let mut diagnostics = Diagnostics::new();
    let Request { limits, inputs, overlays, roots, .. } = request;
    let (_, tree) = source::load_within(limits, inputs, overlays, roots, &mut diagnostics);
    let tree = tree?;
    let mut text = String::new();
    let mut order = Random::new(seed);
    write(&tree.root(), "", &mut order, &mut text);
    let is_fixed = tree.files().next().is_some()
        || text.contains("x-enum")
        || SETS.iter().any(|set| text.contains(&format!("/{set}/")))
        // Numbers that JSON does not write as they stand in YAML.
        || text.contains("340282366920938463463374607431768211456");
    (!is_fixed).then(|| Input { trust_extensions: true, ..Input::text("document.json", text) })
}

fn write(view: &View<'_>, key: &str, order: &mut Random, out: &mut String) {
    if view.is_object() {
        let mut entries: Vec<_> = view.entries().collect();
        order.shuffle(&mut entries);
        out.push('{');
        for (position, (key, value)) in entries.into_iter().enumerate() {
            out.push_str(if position > 0 { "," } else { "" });
            out.push_str(&serde_json::Value::from(key).to_string());
            out.push(':');
            write(&value, key, order, out);
        }
        out.push('}');
    } else if view.is_array() {
        let mut items: Vec<_> = view.items().collect();
        if SETS.contains(&key) {
            order.shuffle(&mut items);
        }
        out.push('[');
        for (position, value) in items.into_iter().enumerate() {
            out.push_str(if position > 0 { "," } else { "" });
            write(&value, "", order, out);
        }
        out.push(']');
    } else {
        out.push_str(&view.to_json().to_string());
    }
}
