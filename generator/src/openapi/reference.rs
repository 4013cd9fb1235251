//! What a reference calls what it leads to: its text goes in, a name comes out.

use crate::source::{percent_decode, unescape};

/// Keywords below which a schema has no name.
const INLINE: [&str; 6] = ["allOf", "anyOf", "items", "oneOf", "paths", "properties"];

/// The name that a reference gives: the component's; in another file also that of an entry near its root, or the file's own.
pub(crate) fn reference_name(reference: &str) -> Option<String> {
    let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
    let pointer = percent_decode(pointer);
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    match steps.as_slice() {
        ["components", _, name] | ["definitions" | "responses", name] => Some(unescape(name)),
        _ if file.is_empty() => None,
        [] | [""] => {
            let name = percent_decode(file.rsplit('/').next().unwrap_or_default());
            let stem = name.split_once('.').map_or(name.as_str(), |(stem, _)| stem);
            (!stem.is_empty()).then(|| stem.to_owned())
        }
        [name] => Some(unescape(name)),
        [kind, name] if !INLINE.contains(kind) => Some(unescape(name)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::reference_name;

    #[test]
    fn components_entries_and_files_give_names() {
        for (reference, name) in [
            ("#/components/schemas/A~1B%20C", Some("A/B C")),
            ("#/definitions/A", Some("A")),
            ("#/responses/A", Some("A")),
            ("#/definitions/A/properties/b", None),
            ("#/paths/~1a/get", None),
            ("#/components/schemas/A/properties/b", None),
            ("models/droplet.v2.yml", Some("droplet")),
            ("a.yaml#/Pet", Some("Pet")),
            ("a.yaml#/definitions/Pet", Some("Pet")),
            ("a.yaml#/components/schemas/Pet", Some("Pet")),
            ("a.yaml#/properties/name", None),
            ("a.yaml#/Pet/properties/name", None),
            ("", None),
        ] {
            assert_eq!(reference_name(reference).as_deref(), name, "{reference}");
        }
    }
}
