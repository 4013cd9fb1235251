//! The `x-signet-*` keys: finds them, and refuses misplaced ones.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Tree, View};

use super::METHODS;

/// What overlays add at the root of the document.
#[derive(Debug, Default)]
pub struct Extensions<'a> {
    /// `x-signet-environments`
    pub environments: Option<View<'a>>,
    /// `x-signet-idempotency`
    pub idempotency: Option<View<'a>>,
    /// `x-signet-pagination`
    pub pagination: Option<View<'a>>,
    /// `x-signet-reading`
    pub reading: Option<View<'a>>,
    /// `x-signet-response-check`
    pub response_check: Option<View<'a>>,
    /// `x-signet-webhooks`
    pub webhooks: Option<View<'a>>,
}

/// Each key, where it may stand, and how that place is called.
const KEYS: [(&str, Place, &str); 12] = [
    ("x-signet-environments", Place::Root, "at the root of the document"),
    ("x-signet-idempotency", Place::RootOrOperation, "at the root of the document or in an operation"),
    (
        "x-signet-name",
        Place::Named,
        "in an operation, a tag, a parameter, a response header, a security scheme, or in a schema that a type, field or variant is made from",
    ),
    ("x-signet-pagination", Place::RootOrOperation, "at the root of the document or in an operation"),
    ("x-signet-reading", Place::Root, "at the root of the document"),
    ("x-signet-response-check", Place::Root, "at the root of the document"),
    ("x-signet-signing", Place::SecurityScheme, "in a security scheme"),
    ("x-signet-token-source", Place::SecurityScheme, "in a security scheme"),
    ("x-signet-secret", Place::Schema, "in a schema, and not beside a reference to one"),
    ("x-signet-type-name", Place::Schema, "in a schema, and not beside a reference to one"),
    ("x-signet-value-names", Place::Schema, "in a schema with `enum`, and not beside a reference to one"),
    ("x-signet-webhooks", Place::Root, "at the root of the document"),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    RootOrOperation,
    SecurityScheme,
    Schema,
    Named,
}

impl<'a> Extensions<'a> {
    /// Finds the keys of the root, and reports each one of the document that is unknown or stands where it means nothing.
    pub(super) fn read(tree: &'a Tree, diagnostics: &mut Diagnostics) -> Self {
        let root = tree.root();
        check(&root, 0, diagnostics);
        // Of keys that stand in other files only those in schemas are understood.
        tree.files().for_each(|file| check(&file, 1, diagnostics));
        Self {
            environments: root.value("x-signet-environments"),
            idempotency: root.value("x-signet-idempotency"),
            pagination: root.value("x-signet-pagination"),
            reading: root.value("x-signet-reading"),
            response_check: root.value("x-signet-response-check"),
            webhooks: root.value("x-signet-webhooks"),
        }
    }
}

fn check(view: &View<'_>, depth: usize, diagnostics: &mut Diagnostics) {
    for (key, child) in view.entries() {
        if key.starts_with("x-signet-") {
            check_key(view, depth, key, diagnostics);
        } else {
            check(&child, depth + 1, diagnostics);
        }
    }
    for child in view.items() {
        check(&child, depth + 1, diagnostics);
    }
}

fn check_key(view: &View<'_>, depth: usize, key: &str, diagnostics: &mut Diagnostics) {
    let Some((_, place, name)) = KEYS.iter().find(|(known, ..)| *known == key) else {
        let nearest = KEYS.iter().map(|(known, ..)| *known).max_by(|a, b| {
            strsim::normalized_damerau_levenshtein(a, key).total_cmp(&strsim::normalized_damerau_levenshtein(b, key))
        });
        diagnostics.push(
            Diagnostic::new(Code::UnknownExtension, format!("unknown key `{key}`"))
                .at_key(&view.key_origin(key), "not a key of signet")
                .help(format!("did you mean `{}`?", nearest.unwrap_or("x-signet-signing"))),
        );
        return;
    };
    let fits = match place {
        Place::Root => depth == 0,
        Place::RootOrOperation => depth == 0 || is_operation(view),
        Place::SecurityScheme => is_security_scheme(view, depth),
        Place::Schema => view.get("$ref").is_none() && is_schema(view),
        Place::Named => is_named(view, depth),
    };
    if !fits {
        diagnostics.push(
            Diagnostic::new(Code::UnknownExtension, format!("`{key}` is not allowed here"))
                .at_key(&view.key_origin(key), format!("expected {name}")),
        );
    }
}

/// Says whether a view stands where OpenAPI has security schemes.
fn is_security_scheme(view: &View<'_>, depth: usize) -> bool {
    let holder = view.parent().and_then(|parent| parent.name());
    [(2, Some("securityDefinitions")), (3, Some("securitySchemes"))].contains(&(depth, holder))
}

/// Says whether something is named after what a view describes. Beside a reference that is only a member of a schema.
fn is_named(view: &View<'_>, depth: usize) -> bool {
    let (parent, is_reference) = (view.parent(), view.get("$ref").is_some());
    let holder = parent.as_ref().and_then(View::name);
    let above = parent.as_ref().and_then(View::parent);
    let is_among = |names: &[&str]| holder.is_some_and(|name| names.contains(&name));
    let is_argument = || {
        let sent = ["path", "query", "header", "cookie", "querystring"];
        view.get("in").and_then(|place| place.as_str()).is_some_and(|place| sent.contains(&place))
    };
    // Headers of a part are the program's.
    let is_of_part = || above.as_ref().and_then(View::parent).and_then(|holder| holder.name()) == Some("encoding");
    let is_whole = !is_reference
        && (is_operation(view)
            || is_security_scheme(view, depth)
            || (depth == 2 && is_among(&["tags"]))
            || (is_among(&["parameters"]) && is_argument())
            || (is_among(&["headers"]) && !is_of_part())
            || (is_schema(view) && !is_among(&["allOf"]) && view.name() != Some("not")));
    is_whole || is_member(view)
}

/// Says whether a schema is a property of another one, or one of its `oneOf` or `anyOf`.
pub(crate) fn is_member(view: &View<'_>) -> bool {
    const MEMBERS: [&str; 3] = ["anyOf", "oneOf", "properties"];
    view.parent().and_then(|parent| parent.name()).is_some_and(|name| MEMBERS.contains(&name))
}

/// Says whether a view stands where OpenAPI has operations.
fn is_operation(view: &View<'_>) -> bool {
    let parent = view.parent();
    let is_additional = parent.as_ref().and_then(View::name) == Some("additionalOperations");
    let item = if is_additional { parent.and_then(|methods| methods.parent()) } else { parent };
    let holder = item.and_then(|item| item.parent());
    let is_in_item = holder
        .and_then(|holder| holder.name())
        .is_some_and(|name| ["paths", "pathItems", "x-ms-paths"].contains(&name));
    is_in_item && (is_additional || view.name().is_some_and(|name| METHODS.contains(&name)))
}

/// Says whether a view stands where OpenAPI has schemas.
fn is_schema(view: &View<'_>) -> bool {
    const SCHEMAS: [&str; 8] = [
        "additionalProperties",
        "contentSchema",
        "itemSchema",
        "items",
        "not",
        "schema",
        "unevaluatedItems",
        "unevaluatedProperties",
    ];
    const HOLDERS: [&str; 9] = [
        "$defs",
        "allOf",
        "anyOf",
        "definitions",
        "oneOf",
        "patternProperties",
        "prefixItems",
        "properties",
        "schemas",
    ];
    /// Parameters and headers of Swagger 2.0 describe their values themselves.
    const VALUES: [&str; 2] = ["headers", "parameters"];
    let is = |view: &View<'_>, names: &[&str]| view.name().is_some_and(|name| names.contains(&name));
    let Some(parent) = view.parent() else { return true };
    is(view, &SCHEMAS) || is(&parent, &HOLDERS) || is(&parent, &VALUES) && is_swagger(view)
}

/// Says whether the document that a view stands in is one of Swagger 2.0.
fn is_swagger(view: &View<'_>) -> bool {
    let mut root = view.clone();
    while let Some(parent) = root.parent() {
        root = parent;
    }
    root.get("swagger").is_some()
}
