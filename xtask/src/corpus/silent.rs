//! Finds unreported losses: types that are `RawJson` although the document describes the value.
//!
//! This does not use the generator's tables of keywords, since it looks for keywords that they lack.

use std::collections::BTreeMap;

use signet::diagnostics::{Diagnostics, Origin};
use signet::source::{Input, Limits, Root, View, load_within};

/// Keywords that say what single values are.
const TELLING: [&str; 20] = [
    "$dynamicRef",
    "$recursiveRef",
    "$ref",
    "anyOf",
    "const",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxLength",
    "maximum",
    "minLength",
    "minimum",
    "multipleOf",
    "oneOf",
    "pattern",
    "prefixItems",
];

/// Keywords beside which any JSON is what is left of an object or a list.
const HOLDING: [&str; 6] =
    ["additionalProperties", "items", "patternProperties", "prefixItems", "properties", "unevaluatedProperties"];

/// Lists the places at which the document says more than any JSON, by the keyword that does.
pub fn losses(document: Input, root: Option<Root>, open: &[Origin]) -> BTreeMap<String, Vec<String>> {
    let roots: Vec<Root> = root.into_iter().collect();
    let (_, tree) = load_within(&Limits::default(), &[document], &[], &roots, &mut Diagnostics::new());
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for origin in open {
        let told = tree.as_ref().and_then(|tree| telling(&tree.placed(origin)?));
        if let Some(keyword) = told {
            found.entry(format!("`{keyword}` is not read, and not reported")).or_default().push(origin.to_string());
        }
    }
    found
}

/// The keyword by which a schema says what its values are.
fn telling(schema: &View<'_>) -> Option<String> {
    if schema.entries().any(|(key, _)| HOLDING.contains(&key)) {
        return None;
    }
    let is_telling = |key: &str, value: &View<'_>| match key {
        "type" => names_single_values(value),
        "anyOf" | "oneOf" | "enum" | "prefixItems" => !value.is_empty(),
        _ => TELLING.contains(&key),
    };
    schema.entries().find(|(key, value)| is_telling(key, value)).map(|(key, _)| key.to_owned())
}

/// Says whether a `type` names neither objects nor lists, which may hold any JSON themselves.
fn names_single_values(ty: &View<'_>) -> bool {
    let mut names = ty.as_str().into_iter().chain(ty.items().filter_map(|item| item.as_str())).peekable();
    names.peek().is_some() && names.all(|name| !["array", "object"].contains(&name))
}

#[cfg(test)]
mod tests {
    use signet::diagnostics::{Origin, SourceId};
    use signet::source::Input;

    use super::losses;

    #[test]
    fn what_a_document_says_of_single_values_is_not_any_json() {
        let document = "none: {}\nmap: { type: object }\nrest: { properties: {}, format: a }\ntext: { type: string }\n\
                        likely: { $recursiveRef: '#' }\noption: { type: [object, 'null'] }\nempty: { oneOf: [] }\n";
        let pointers = ["/none", "/map", "/rest", "/text", "/likely", "/option", "/empty", "/nowhere"];
        let open = pointers.map(|pointer| Origin { source: SourceId(0), pointer: pointer.to_owned() });
        let found = losses(Input::text("a.yaml", document), None, &open);
        let places: Vec<&String> = found.values().flatten().collect();
        assert_eq!(places, ["#/likely", "#/text"]);
    }
}
