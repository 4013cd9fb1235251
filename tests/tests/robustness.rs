//! Documents that are damaged anywhere: they generate, or something is said about them, and nothing panics.

use std::fs;

use proptest::prelude::*;
use signet::Request;
use signet::diagnostics::{Diagnostics, render_all};
use signet::source::Input;
use signet_tests::documents;

/// One damage: where, how much is taken out, and what is put there instead.
type Damage = (prop::sample::Index, usize, &'static str);

fn damage() -> impl Strategy<Value = Damage> {
    const PUT: [&str; 16] = [
        "",
        " ",
        "\n",
        ": ",
        "- ",
        "{",
        "}",
        "[",
        "]",
        "'",
        "\"",
        "null",
        "$ref: '#/paths'",
        "99999999999999999999",
        "é",
        "\t",
    ];
    (any::<prop::sample::Index>(), 0..12_usize, prop::sample::select(&PUT[..]))
}

/// Damages a text at the boundaries of its characters.
fn damaged(mut text: String, damages: &[Damage]) -> String {
    for (place, length, put) in damages {
        let boundaries: Vec<usize> = text.char_indices().map(|(position, _)| position).collect();
        if boundaries.is_empty() {
            return text;
        }
        let first = place.index(boundaries.len());
        let boundary = |position: usize| boundaries.get(position).copied().unwrap_or(text.len());
        text.replace_range(boundary(first)..boundary(first + length), put);
    }
    text
}

proptest! {
    #[test]
    fn a_damaged_document_never_panics(
        document in any::<prop::sample::Index>(),
        damages in prop::collection::vec(damage(), 1..5),
        in_overlay in any::<bool>(),
    ) {
        let documents = documents::valid();
        let path = document.get(&documents);
        let overlay = fs::read_to_string(path.with_extension("overlay.yaml")).ok();
        let damages_overlay = in_overlay && overlay.is_some();
        let text = fs::read_to_string(path).unwrap();
        let text = if damages_overlay { text } else { damaged(text, &damages) };
        let overlay = overlay.map(|overlay| if damages_overlay { damaged(overlay, &damages) } else { overlay });
        let request = Request {
            inputs: vec![Input::text("document.yaml", text)],
            overlays: overlay.map(|overlay| Input::text("overlay.yaml", overlay)).into_iter().collect(),
            ..Request::default()
        };
        let mut diagnostics = Diagnostics::new();
        let (sources, generated) = signet::generate(&request, &mut diagnostics);
        let shown = render_all(&diagnostics, &sources, 80, false);
        prop_assert!(generated.is_some() || diagnostics.has_errors(), "nothing was generated, and nobody says why");
        prop_assert_eq!(shown.is_empty(), diagnostics.is_empty());
    }
}
