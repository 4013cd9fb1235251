//! Dialects of JSON Schema, by the URIs that `$schema` and `jsonSchemaDialect` hold.

/// Says whether schemas of a dialect are read as they are meant.
pub(crate) fn is_read(uri: &str) -> bool {
    let uri = uri.trim_end_matches('#');
    let uri = uri.strip_prefix("https://").or_else(|| uri.strip_prefix("http://")).unwrap_or(uri);
    READ.contains(&uri) || OPENAPI.iter().any(|base| uri.starts_with(base))
}

/// The drafts whose keywords have the meaning that they have in OpenAPI.
const READ: [&str; 5] = [
    "json-schema.org/draft-04/schema",
    "json-schema.org/draft-06/schema",
    "json-schema.org/draft-07/schema",
    "json-schema.org/draft/2019-09/schema",
    "json-schema.org/draft/2020-12/schema",
];

/// The dialects of OpenAPI itself: `base`, or a date.
const OPENAPI: [&str; 2] = ["spec.openapis.org/oas/3.1/dialect/", "spec.openapis.org/oas/3.2/dialect/"];

#[cfg(test)]
mod tests {
    use super::is_read;

    #[test]
    fn drafts_are_known_by_their_uris() {
        for uri in [
            "https://json-schema.org/draft/2020-12/schema",
            "http://json-schema.org/draft-07/schema#",
            "https://json-schema.org/draft/2019-09/schema",
            "https://spec.openapis.org/oas/3.1/dialect/base",
            "https://spec.openapis.org/oas/3.2/dialect/2025-09-17",
        ] {
            assert!(is_read(uri), "{uri}");
        }
        for uri in ["https://json-schema.org/draft/next/schema", "https://example.com/dialect", ""] {
            assert!(!is_read(uri), "{uri}");
        }
    }
}
