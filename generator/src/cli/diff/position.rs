//! Where a node stands: its name, line and column, as diagnostics show them.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::diagnostics::{Origin, Place, SourceId, Texts};
use crate::source::Sources;

/// How many lines of a text are shown before and behind a place.
const AROUND: (usize, usize) = (1, 5);
/// How many characters of a line are shown: one line may be a whole document.
const LONGEST_LINE: usize = 200;

/// Finds places in the texts of one version.
pub(in crate::cli) struct Positions<'a> {
    sources: &'a Sources,
    /// Where the lines of each text start: a large document has many changes.
    lines: RefCell<HashMap<SourceId, Vec<usize>>>,
}

/// A place in a text.
pub(in crate::cli) struct Position {
    pub(in crate::cli) name: String,
    pub(in crate::cli) line: usize,
    pub(in crate::cli) column: usize,
}

impl<'a> Positions<'a> {
    pub(in crate::cli) fn of(sources: &'a Sources) -> Self {
        Self { sources, lines: RefCell::default() }
    }

    /// Finds a node, or the nearest that contains it, since a schema may be put together from several, and one version may
    /// lack what the other has.
    pub(in crate::cli) fn find(&self, origin: &Origin) -> Position {
        let origin = &Origin { source: self.source(origin), pointer: origin.pointer.clone() };
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
        let lines = lines.entry(origin.source).or_insert_with(|| starts(text));
        let line = lines.partition_point(|line| *line <= start);
        let line_start = lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let column = text.get(line_start..start).map_or(0, |before| before.chars().count());
        Position { name, line, column: column + 1 }
    }

    /// The numbers and texts of the lines around a place.
    pub(super) fn lines(&self, origin: &Origin, position: &Position) -> Vec<(usize, String)> {
        let source = self.source(origin);
        let text = self.sources.text(source);
        let mut lines = self.lines.borrow_mut();
        let starts = lines.entry(source).or_insert_with(|| starts(text));
        let (before, behind) = AROUND;
        let first = position.line.saturating_sub(before).max(1);
        let shown = |number: usize| {
            let start = *starts.get(number.checked_sub(1)?)?;
            let end = starts.get(number).copied().unwrap_or(text.len());
            let line = text.get(start..end)?.trim_end();
            let skipped = if line.chars().nth(LONGEST_LINE).is_some() { position.column.saturating_sub(20) } else { 0 };
            let mut shown: String = line.chars().skip(skipped).take(LONGEST_LINE).collect();
            if skipped > 0 {
                shown.insert(0, '…');
            }
            Some((number, shown))
        };
        (first..=position.line + behind).filter_map(shown).collect()
    }

    /// The text that an origin names, or the first one, where this version has less of them.
    fn source(&self, origin: &Origin) -> SourceId {
        if self.sources.name(origin.source).is_empty() { SourceId(0) } else { origin.source }
    }
}

/// Where the lines of a text start.
fn starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(newline, _)| newline + 1)).collect()
}
