//! Path templates.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{PathSegment, PathTemplate};
use crate::source::View;

use super::Lowering;

impl Lowering<'_, '_> {
    /// Splits a path into text and the places of parameters; braces must pair.
    pub(super) fn path_template(&mut self, path: &str, view: &View<'_>) -> Option<PathTemplate> {
        let mut segments = Vec::new();
        let mut rest = path;
        while let Some((literal, after)) = rest.split_once('{') {
            let Some((name, tail)) = after.split_once('}') else {
                return self.broken(path, view, "a brace is opened and never closed");
            };
            if literal.contains('}') || name.is_empty() || name.contains('{') {
                return self.broken(path, view, "braces must pair around a name");
            }
            push_literal(&mut segments, literal);
            segments.push(PathSegment::Parameter(name.to_owned()));
            rest = tail;
        }
        if rest.contains('}') {
            return self.broken(path, view, "a brace is closed and never opened");
        }
        push_literal(&mut segments, rest);
        if !path.starts_with('/') {
            return self.broken(path, view, "a path starts with a slash");
        }
        Some(PathTemplate(segments))
    }

    fn broken(&mut self, path: &str, view: &View<'_>, why: &str) -> Option<PathTemplate> {
        self.diagnostics.push(
            Diagnostic::error(Code::PathTemplate, format!("`{path}` is no path template: {why}"))
                .at(&view.origin(), "an operation of this path")
                .cost("the operation cannot be generated"),
        );
        None
    }
}

fn push_literal(segments: &mut Vec<PathSegment>, text: &str) {
    if !text.is_empty() {
        segments.push(PathSegment::Literal(text.to_owned()));
    }
}
