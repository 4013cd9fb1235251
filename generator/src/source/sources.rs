//! The texts that were read, kept for diagnostics.

use std::cell::OnceCell;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Place, SourceId, Texts};

use super::marks::{Marker, Marks};
use super::{json, yaml};

/// Owns the texts that were read, and finds places in them when diagnostics are shown.
#[derive(Debug, Default)]
pub struct Sources {
    sources: Vec<Source>,
}

#[derive(Debug)]
struct Source {
    name: String,
    /// The file that it was read from.
    path: Option<PathBuf>,
    text: String,
    /// The document in the text: all of it but a byte order mark, or the part of a page.
    body: Range<usize>,
    format: Format,
    /// Made when a diagnostic is shown, unless they were made while the text was read.
    marks: OnceCell<Marks>,
}

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Yaml,
}

impl Sources {
    /// Adds a text. The body and the format follow once the text was looked at.
    pub(super) fn add(&mut self, name: &str, text: String) -> SourceId {
        // There are fewer than four billion files.
        let id = SourceId(u32::try_from(self.sources.len()).unwrap_or(u32::MAX));
        let body = 0..text.len();
        self.sources.push(Source {
            name: name.to_owned(),
            text,
            path: None,
            body,
            format: Format::Yaml,
            marks: OnceCell::new(),
        });
        id
    }

    /// Adds a text that was read from a file, or was to be.
    pub(super) fn add_file(&mut self, name: &str, path: &Path, text: String) -> SourceId {
        let id = self.add(name, text);
        if let Some(source) = self.sources.last_mut() {
            source.path = Some(path.to_owned());
        }
        id
    }

    /// Goes through the files that were read, in order: the result depends on no others.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.sources.iter().filter_map(|source| source.path.as_deref())
    }

    pub(super) fn set_body(&mut self, id: SourceId, body: Range<usize>, format: Format) {
        if let Some(source) = usize::try_from(id.0).ok().and_then(|index| self.sources.get_mut(index)) {
            source.body = body;
            source.format = format;
        }
    }

    /// Keeps the marks of a document that was marked while it was read.
    pub(super) fn set_marks(&self, id: SourceId, marks: Marks) {
        if let Some(source) = self.get(id) {
            // The first ones are as good: a text does not change.
            let _ = source.marks.set(marks);
        }
    }

    /// Returns the document in a text, and how it is written.
    pub(super) fn body(&self, id: SourceId) -> (&str, usize, Format) {
        match self.get(id) {
            Some(source) => (source.body(), source.body.start, source.format),
            None => ("", 0, Format::Yaml),
        }
    }

    fn get(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(usize::try_from(id.0).ok()?)
    }
}

impl Source {
    fn body(&self) -> &str {
        self.text.get(self.body.clone()).unwrap_or_default()
    }

    fn marks(&self) -> &Marks {
        self.marks.get_or_init(|| {
            let mut marker = Marker::new(self.body());
            // A text that cannot be read to its end is marked as far as it goes; why was said when it was loaded.
            let _ = match self.format {
                Format::Json => json::read(self.body(), &mut marker),
                Format::Yaml => yaml::read(self.body(), &mut marker),
            };
            marker.finish()
        })
    }
}

impl Texts for Sources {
    fn name(&self, source: SourceId) -> &str {
        self.get(source).map_or("", |source| &source.name)
    }

    fn text(&self, source: SourceId) -> &str {
        self.get(source).map_or("", |source| &source.text)
    }

    fn span(&self, source: SourceId, pointer: &str, place: &Place) -> Option<Range<usize>> {
        let source = self.get(source)?;
        match place {
            Place::Bytes(bytes) => return Some(bytes.clone()),
            Place::Whole => return None,
            Place::Value | Place::Key | Place::FirstKey => {}
        }
        let span = source.marks().span(source.body(), pointer, place)?;
        Some(span.start + source.body.start..span.end + source.body.start)
    }
}
