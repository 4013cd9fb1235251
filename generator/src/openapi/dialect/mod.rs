//! The version of OpenAPI that a document is written in, and what each says differently.

mod schemas;
mod v20;
mod v30;
mod v31;
mod v32;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
pub use crate::source::Dialect;
use crate::source::{Tree, View};

use super::objects::{Holds, Object};

/// The fixed fields of an object in a version.
pub(super) fn fields(object: Object, dialect: Dialect) -> impl Iterator<Item = (&'static str, Holds)> {
    let later = [(Dialect::V31, v31::ADDED), (Dialect::V32, v32::ADDED)];
    let added = later.into_iter().filter(move |(version, _)| *version <= dialect).flat_map(|(_, added)| added);
    let own = added.filter(move |(owner, ..)| *owner == object).map(|(_, name, holds)| (*name, *holds));
    let base = if dialect == Dialect::V20 { v20::fields(object) } else { v30::fields(object) };
    base.iter().copied().flatten().copied().chain(own)
}

/// Reports a dialect of JSON Schema that is not read as it is meant, of a document or of one schema.
pub(crate) fn check_schema_dialect(declared: &View<'_>, diagnostics: &mut Diagnostics) {
    if declared.as_str().is_some_and(|uri| !schemas::is_read(uri)) {
        diagnostics.push(
            Diagnostic::new(Code::SchemaDialect, "unsupported dialect of JSON Schema")
                .at(
                    &declared.origin(),
                    "expected draft 4, 6, 7, 2019-09 or 2020-12, or the base dialect of OpenAPI 3.1 or 3.2",
                )
                .cost("schemas are read as draft 2020-12"),
        );
    }
}

/// Says whether a field changes what is sent and is not supported, which is reported.
pub(super) fn is_unsupported(object: Object, field: &str) -> bool {
    v32::UNSUPPORTED.contains(&(object, field))
}

impl Dialect {
    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::V20 => "Swagger",
            Self::V30 | Self::V31 | Self::V32 => "OpenAPI",
        }
    }

    /// Where documents declare security schemes.
    #[must_use]
    pub const fn security_schemes(self) -> &'static str {
        match self {
            Self::V20 => "securityDefinitions",
            Self::V30 | Self::V31 | Self::V32 => "components.securitySchemes",
        }
    }

    /// Says whether `type` may be `null` or a list of types. 2.0 has neither, and documents that say so mean what later
    /// versions mean.
    #[must_use]
    pub const fn reads_lists_of_types(self) -> bool {
        match self {
            Self::V30 => false,
            Self::V20 | Self::V31 | Self::V32 => true,
        }
    }

    /// Says whether a field beside a `$ref` replaces that of the object that the reference leads to; schemas aside.
    pub(super) fn overrides(self, field: &str) -> bool {
        self >= Self::V31 && ["summary", "description"].contains(&field)
    }

    /// Reads the version that a document declares; one that Signet does not read is reported.
    pub(super) fn read(tree: &Tree, diagnostics: &mut Diagnostics) -> Option<Self> {
        let root = tree.root();
        let dialect = match (root.get("swagger"), root.get("openapi")) {
            (None, Some(version)) => Self::of_field("openapi", &version),
            (Some(version), None) => Self::of_field("swagger", &version),
            (Some(swagger), Some(version)) => {
                let message = "the document has both `swagger` and `openapi`";
                Err(Diagnostic::new(Code::UnknownVersion, message)
                    .at(&version.origin(), "a version of OpenAPI 3")
                    .at(&swagger.origin(), "a version of Swagger")
                    .help("remove the field that does not match the rest of the document"))
            }
            (None, None) => {
                let message = "the document has neither `openapi` nor `swagger`";
                Err(Diagnostic::new(Code::UnknownVersion, message).at(&root.origin(), "expected an OpenAPI document"))
            }
        };
        dialect.map_err(|diagnostic| diagnostics.push(diagnostic)).ok()
    }

    /// Checks the dialect of JSON Schema that a document declares for its schemas.
    pub(super) fn check_schemas(self, root: &View<'_>, diagnostics: &mut Diagnostics) {
        if let Some(declared) = root.get("jsonSchemaDialect").filter(|_| self >= Self::V31) {
            check_schema_dialect(&declared, diagnostics);
        }
    }

    /// Finds the version that a field holds.
    fn of_field(field: &str, version: &View<'_>) -> Result<Self, Diagnostic> {
        Self::declared(field, version.node()).ok_or_else(|| {
            let known: Vec<Self> = Self::ALL.into_iter().filter(|dialect| dialect.field() == field).collect();
            let name = known.first().map_or("OpenAPI", |dialect| dialect.name());
            let text = Self::spelled(version.node());
            Diagnostic::new(Code::UnknownVersion, format!("unsupported version of {name}: {}", text.escape_debug()))
                .at(&version.origin(), "the version of the document")
                .help(format!(
                    "supported versions: {}",
                    known.into_iter().map(Self::number).collect::<Vec<_>>().join(", ")
                ))
        })
    }
}
