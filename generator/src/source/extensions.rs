//! Removes the `x-signet-*` keys of untrusted documents.
//!
//! The keys decide what is signed, trusted and secret. The publisher of a document must not decide this: the user of the generator
//! does, by an overlay or by marking the document as trusted.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Origin, SourceId};

use super::node::{Node, Value};

/// What all keys for the generator begin with.
const PREFIX: &str = "x-signet-";

/// Tells whether a key is one for the generator.
pub(super) fn is_ours(key: &str) -> bool {
    key.starts_with(PREFIX)
}

/// Takes all keys for the generator out of a document, with a warning each.
pub(super) fn strip(root: &mut Node, source: SourceId, diagnostics: &mut Diagnostics) {
    let mut found = Vec::new();
    take(root, &Origin::root(source), &mut found);
    for origin in found {
        diagnostics.push(
            Diagnostic::new(Code::StrippedExtension, "an untrusted document contains an `x-signet-` key")
                .at_key(&origin, "ignored")
                .help("move the key into an overlay, or set `trust-extensions = true` for the document in signet.toml"),
        );
    }
}

/// The depth of documents is limited, so that this recursion is.
fn take(node: &mut Node, place: &Origin, found: &mut Vec<Origin>) {
    let own = node.origin.as_deref().cloned();
    let place = own.as_ref().unwrap_or(place);
    match &mut node.value {
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                take(item, &place.child(&index.to_string()), found);
            }
        }
        Value::Object(object) => {
            let ours: Vec<String> =
                object.iter().map(|(key, _)| key).filter(|key| is_ours(key)).map(str::to_owned).collect();
            for key in ours {
                let removed = object.remove(&key).and_then(|node| node.origin);
                found.push(removed.map_or_else(|| place.child(&key), |origin| *origin));
            }
            for (key, value) in object.iter_mut() {
                take(value, &place.child(key), found);
            }
        }
        _ => {}
    }
}
