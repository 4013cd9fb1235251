//! Where a node stands: its name, line and column, as diagnostics show them.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::diagnostics::{Origin, Place, SourceId, Texts};
use crate::source::Sources;

/// Finds places in the texts of one version.
pub(in crate::cli) struct Positions<'a> {
    sources: &'a Sources,
    /// Where the lines of each text start: a large document has many changes.
    lines: RefCell<HashMap<SourceId, Vec<usize>>>,
}

/// A place in a text.
pub(super) struct Position {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl<'a> Positions<'a> {
    pub(in crate::cli) fn of(sources: &'a Sources) -> Self {
        Self { sources, lines: RefCell::default() }
    }

    /// Finds a node, or the nearest that contains it, since a schema may be put together from several, and one version may
    /// lack what the other has.
    pub(super) fn find(&self, origin: &Origin) -> Position {
        let origin = if self.sources.name(origin.source).is_empty() {
            &Origin { source: SourceId(0), pointer: origin.pointer.clone() }
        } else {
            origin
        };
        let name = self.sources.name(origin.source).to_owned();
        let text = self.sources.text(origin.source);
        let mut pointer = origin.pointer.as_str();
        let start = loop {
            if let Some(span) = self.sources.span(origin.source, pointer, &Place::Value) {
                break span.start;
            }
            match pointer.rfind('/').and_then(|end| pointer.get(..end)) {
                Some(outer) => pointer = outer,
                None => break 0,
            }
        };
        let mut lines = self.lines.borrow_mut();
        let lines = lines.entry(origin.source).or_insert_with(|| {
            std::iter::once(0).chain(text.match_indices('\n').map(|(newline, _)| newline + 1)).collect()
        });
        let line = lines.partition_point(|line| *line <= start);
        let line_start = lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let column = text.get(line_start..start).map_or(0, |before| before.chars().count());
        Position { name, line, column: column + 1 }
    }
}
