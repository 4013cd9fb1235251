//! How callers prove who they are: schemes and requirements.

use crate::diagnostics::Diagnostics;
use crate::source::{Tree, View};

use super::typed;

/// One declared scheme.
#[derive(Debug)]
pub struct SecurityScheme<'a> {
    /// What the document says of it.
    pub head: openapiv3::SecurityScheme,
    /// The scheme itself, for what overlays add.
    pub view: View<'a>,
}

/// Reads the declared schemes; of a broken one, which is reported, the name is left.
pub(super) fn schemes<'a>(tree: &'a Tree, diagnostics: &mut Diagnostics) -> Vec<(String, Option<SecurityScheme<'a>>)> {
    const HEAD: [&str; 8] =
        ["type", "description", "name", "in", "scheme", "bearerFormat", "flows", "openIdConnectUrl"];
    const COST: &str = "the operations that accept nothing else cannot be generated";
    let Some(schemes) = tree.root().get("components").and_then(|components| components.get("securitySchemes")) else {
        return Vec::new();
    };
    let mut scheme = |entry: &View<'a>| {
        let view = tree.follow(entry).map_err(|diagnostic| diagnostics.push(diagnostic)).ok()?;
        let head = typed::typed(&view, &HEAD, "a security scheme", COST, diagnostics)?;
        Some(SecurityScheme { head, view })
    };
    schemes.entries().map(|(name, entry)| (name.to_owned(), scheme(&entry))).collect()
}

/// Reads `security` of the document or of an operation: alternatives, each a set of scheme names.
pub(super) fn requirements(view: &View<'_>) -> Option<Vec<Vec<String>>> {
    let list = view.get("security")?;
    Some(list.items().map(|alternative| alternative.entries().map(|(name, _)| name.to_owned()).collect()).collect())
}
