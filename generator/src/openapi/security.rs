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

/// Reads the declared schemes; a broken one is reported and left out.
pub(super) fn schemes<'a>(tree: &'a Tree, diagnostics: &mut Diagnostics) -> Vec<(String, SecurityScheme<'a>)> {
    const HEAD: [&str; 8] =
        ["type", "description", "name", "in", "scheme", "bearerFormat", "flows", "openIdConnectUrl"];
    const COST: &str = "the operations that ask for it cannot be generated";
    let Some(schemes) = tree.root().get("components").and_then(|components| components.get("securitySchemes")) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (name, entry) in schemes.entries() {
        let view = match tree.follow(&entry) {
            Ok(view) => view,
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                continue;
            }
        };
        if let Some(head) = typed::typed(&view, &HEAD, "a security scheme", Some(COST), diagnostics) {
            found.push((name.to_owned(), SecurityScheme { head, view }));
        }
    }
    found
}

/// Reads `security` of the document or of an operation: alternatives, each a set of scheme names.
pub(super) fn requirements(view: &View<'_>) -> Option<Vec<Vec<String>>> {
    let list = view.get("security")?;
    Some(list.items().map(|alternative| alternative.entries().map(|(name, _)| name.to_owned()).collect()).collect())
}
