//! Names that are taken before the document says a word.

/// Keywords of the editions 2015 to 2024, reserved ones included.
const KEYWORDS: [&str; 53] = [
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while",
    "yield",
];

pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Names that clippy takes for placeholders.
pub(super) const PLACEHOLDERS: [&str; 3] = ["baz", "foo", "quux"];

/// The prelude, which types must not hide, and other names that are used unqualified.
pub(super) const TYPES: [&str; 27] = [
    "AsRef",
    "BTreeMap",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Display",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "From",
    "FromStr",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "RawJson",
    "Result",
    "Secret",
    "Some",
    "String",
    "Vec",
];

/// What a generated crate has at its root, beside error types.
pub(super) const ROOT: [&str; 25] = [
    "AnyError",
    "ApiError",
    "Base64",
    "Call",
    "Client",
    "ClientBuilder",
    "EcdsaSecp256k1Signer",
    "Ed25519Signer",
    "Environment",
    "Error",
    "HeaderError",
    "Multipart",
    "Part",
    "Patch",
    "RawJson",
    "Reading",
    "RequestBody",
    "Response",
    "Retry",
    "RetryBudget",
    "Secret",
    "SignedText",
    "Unknown",
    "UnknownInteger",
    "Verification",
];

/// What the module of a tag imports.
pub(super) const GROUP: [&str; 10] =
    ["BTreeMap", "Call", "Client", "Op", "Option", "RawCall", "RawJson", "Secret", "String", "Vec"];

/// The module of operations that have no tag, where there are any.
pub(crate) const UNTAGGED: &str = "untagged";

/// The module and feature of an API that has webhooks.
pub(super) const WEBHOOKS: [&str; 1] = ["webhook"];

/// Methods of `Client`.
pub(super) const CLIENT: [&str; 15] = [
    "builder",
    "clone",
    "new",
    "into",
    "from",
    "settings",
    "api",
    "base_url",
    "schemes_for",
    "credential",
    "for_other_server",
    "token_source",
    "with_credential",
    "with_oauth2",
    "with_tokens",
];

/// What a view has beside the methods of its operations.
pub(super) const VIEW: [&str; 1] = ["new"];

/// What a method is not called for the sake of a shorter name: these words mean something else in Rust.
pub(super) const MISLEADING: [&str; 9] =
    ["as_mut", "as_ref", "borrow", "borrow_mut", "clone", "cmp", "from", "into", "new"];

/// Methods of the client's builder, beside those for security schemes.
pub(super) const BUILDER: [&str; 46] = [
    "allow_plain_http",
    "attempt_policy",
    "attempt_timeout",
    "base_url",
    "bearer_schemes",
    "build",
    "call_policy",
    "clock",
    "clone",
    "connect_timeout",
    "contested",
    "credential",
    "default_header",
    "default_verifier",
    "environment",
    "fail",
    "for_api",
    "idle_timeout",
    "increasing_timestamps",
    "keep_alive",
    "learn_clock_skew",
    "max_response_bytes",
    "new",
    "proxy",
    "published",
    "random",
    "reading",
    "requirements",
    "response_key",
    "responses_signed",
    "retry",
    "retry_budget",
    "root_certificates",
    "scheme_headers",
    "server",
    "signer",
    "sleep",
    "timeout",
    "token_for_every_call",
    "transport",
    "unauthenticated",
    "unverified",
    "user_agent",
    "variable",
    "verifier",
    "without_response_verification",
];

/// Methods of a call beside its setters, and the local name in these.
pub(super) const CALL: [&str; 34] = [
    "ask_for_stream",
    "call",
    "clone",
    "from_raw",
    "into_parts",
    "into_request",
    "items",
    "items_blocking",
    "items_from",
    "new",
    "pages",
    "pages_blocking",
    "pages_from",
    "raw_mut",
    "send",
    "send_blocking",
    "send_events",
    "send_events_blocking",
    "send_json",
    "send_json_blocking",
    "send_raw",
    "send_raw_blocking",
    "send_stream",
    "send_stream_blocking",
    "send_with_response",
    "send_with_response_blocking",
    "with_attempt_timeout",
    "with_base_url",
    "with_body",
    "with_header",
    "with_json_body",
    "with_reading",
    "with_retry",
    "with_timeout",
];

/// Local names in what is emitted for an operation.
pub(super) const ARGUMENTS: [&str; 3] = ["call", "self", "value"];

/// Methods and local names of a body of parts, beside its parts.
pub(super) const PARTS: [&str; 7] = ["clone", "default", "fmt", "form", "item", "new", "self"];

/// What a marker has, beside what reads headers.
pub(super) const MARKER: [&str; 6] = ["absent", "clone", "decode", "fmt", "headers", "new"];

/// Methods of a struct, beside its setters.
pub(super) const FIELDS: [&str; 4] = ["new", "default", "read", "write"];

/// Variants and methods of an enumeration.
pub(super) const VARIANTS: [&str; 1] = ["Unknown"];

/// Cargo features that are not tags.
pub(super) const FEATURES: [&str; 14] = [
    "default",
    "mock",
    "blocking",
    "tracing",
    "reqwest",
    "rustls",
    "native-tls",
    "http2",
    "socks",
    "ecdsa-secp256k1",
    "pem",
    "keygen",
    "serde_json",
    "stream",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The methods that the runtime gives a type itself. Private ones count: what is emitted stands in the same crate.
    fn methods(ty: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for (path, text) in signet_templates::RUNTIME {
            let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            for item in file.items {
                let syn::Item::Impl(block) = item else { continue };
                let syn::Type::Path(own) = &*block.self_ty else { continue };
                let is_own = own.path.segments.last().is_some_and(|segment| segment.ident == ty);
                if !is_own || block.trait_.is_some() {
                    continue;
                }
                found.extend(block.items.iter().filter_map(|item| match item {
                    syn::ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                    _ => None,
                }));
            }
        }
        assert!(found.len() > 3, "{ty}: {found:?}");
        found
    }

    #[test]
    fn the_methods_of_the_runtime_are_reserved() {
        for (ty, reserved) in [("Call", &CALL[..]), ("Client", &CLIENT), ("ClientBuilder", &BUILDER)] {
            let missing: Vec<String> =
                methods(ty).into_iter().filter(|name| !reserved.contains(&name.as_str())).collect();
            assert!(missing.is_empty(), "`{ty}` has methods that are not reserved: {missing:?}");
        }
    }

    #[test]
    fn the_face_of_the_runtime_is_reserved() {
        let text = signet_templates::RUNTIME.iter().find(|(path, _)| *path == "face/mod.rs").unwrap().1;
        let mut names = Vec::new();
        for item in syn::parse_file(text).unwrap().items {
            if let syn::Item::Use(item) = item {
                leaves(&item.tree, &mut names);
            }
        }
        names.retain(|name| name.starts_with(char::is_uppercase) && !ROOT.contains(&name.as_str()));
        assert!(names.is_empty(), "{names:?}");
    }

    fn leaves(tree: &syn::UseTree, names: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => leaves(&path.tree, names),
            syn::UseTree::Name(name) => names.push(name.ident.to_string()),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
            syn::UseTree::Rename(_) | syn::UseTree::Glob(_) => panic!("the names are not known"),
        }
    }

    #[test]
    fn no_name_is_reserved_twice() {
        for names in [&TYPES[..], &ROOT, &GROUP, &CLIENT, &BUILDER, &CALL, &PARTS, &MARKER, &FEATURES] {
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
        }
    }
}
