//! Parts of a document that may be references to components.

use crate::diagnostics::Diagnostic;
use crate::openapi::fields::text;
use crate::source::View;

use super::Reader;

/// An object, references followed.
pub(super) struct Part<'a> {
    /// The object itself.
    pub(super) view: View<'a>,
    /// Its description, in Markdown: from 3.1 on, one beside a reference replaces that of the object.
    pub(super) description: Option<&'a str>,
}

impl<'a> Reader<'a> {
    /// Follows an object that may be a reference.
    pub(super) fn part(self, entry: &View<'a>) -> Result<Part<'a>, Diagnostic> {
        let view = self.tree.follow(entry)?;
        let mut description = None;
        let mut step = entry.clone();
        // Following found an end, so that there is one.
        while let (None, Some(reference)) = (description, step.get("$ref").filter(View::is_string)) {
            description = text(&step, "description").filter(|_| self.dialect.overrides("description"));
            step = self.tree.resolve(reference.as_str().unwrap_or_default(), &reference)?;
        }
        Ok(Part { description: description.or_else(|| text(&view, "description")), view })
    }
}
