//! Renders a diagnostic with the texts it points into, in the style of rustc.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin as Position, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Label, Place, Severity, SourceId};

/// Labels of one text that are further apart than this many lines are shown as two snippets.
const APART: usize = 60;
/// Lines that are longer than this are named, not shown: one line may be a whole minified document.
const LONG_LINE: usize = 1_000;

/// Gives access to the texts that diagnostics point into.
pub trait Texts {
    /// Returns the name shown for a text: a path relative to where the work started, with `/`.
    fn name(&self, source: SourceId) -> &str;
    /// Returns the whole text: of a page all of it, not only the document inside.
    fn text(&self, source: SourceId) -> &str;
    /// Finds the bytes of the text that a node stands at, where there are any.
    fn span(&self, source: SourceId, pointer: &str, place: &Place) -> Option<Range<usize>>;
}

/// Renders one diagnostic: message, marked text, cost and help.
///
/// `width` is the number of columns of the terminal; without `color` the result is plain text.
pub fn render(diagnostic: &Diagnostic, texts: &dyn Texts, width: u16, color: bool) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.number()));
    for element in places(&diagnostic.labels, texts) {
        group = group.element(element);
    }
    if let Some(cost) = &diagnostic.cost {
        group = group.element(Level::NOTE.message(cost.as_str()));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut shown = renderer.decor_style(DecorStyle::Ascii).term_width(usize::from(width)).render(&[group]);
    shown.push('\n');
    shown
}

/// Renders all diagnostics in order, an empty line between them.
pub fn render_all(diagnostics: &Diagnostics, texts: &dyn Texts, width: u16, color: bool) -> String {
    let shown: Vec<_> = diagnostics.iter().map(|diagnostic| render(diagnostic, texts, width, color)).collect();
    shown.join("\n")
}

/// Lines of one text, with the labels inside.
struct Excerpt<'a> {
    source: SourceId,
    name: &'a str,
    /// The bytes of whole lines.
    bytes: Range<usize>,
    lines: Range<usize>,
    marks: Vec<(Range<usize>, &'a str, AnnotationKind)>,
}

fn places<'a>(labels: &'a [Label], texts: &'a dyn Texts) -> Vec<Element<'a>> {
    let mut excerpts: Vec<Excerpt<'a>> = Vec::new();
    let mut elements = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        let source = label.origin.source;
        let text = texts.text(source);
        let Some(span) = texts.span(source, &label.origin.pointer, &label.place) else {
            elements.push(Position::path(texts.name(source)).into());
            if !label.text.is_empty() {
                elements.push(Level::NOTE.message(label.text.as_str()).into());
            }
            continue;
        };
        let span = first_line(text, span);
        let bytes = line_start(text, span.start)..line_end(text, span.end);
        let line = 1 + text.get(..bytes.start).map_or(0, |before| before.bytes().filter(|byte| *byte == b'\n').count());
        if bytes.len() > LONG_LINE {
            let column = 1 + text.get(bytes.start..span.start).map_or(0, |before| before.chars().count());
            elements.push(Position::path(texts.name(source)).line(line).char_column(column).into());
            if !label.text.is_empty() {
                elements.push(Level::NOTE.message(label.text.as_str()).into());
            }
            continue;
        }
        let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let mark = (span, label.text.as_str(), kind);
        let near = excerpts.iter_mut().find(|excerpt| {
            excerpt.source == source && line + APART > excerpt.lines.end && line < excerpt.lines.start + APART
        });
        match near {
            Some(excerpt) => {
                excerpt.bytes = excerpt.bytes.start.min(bytes.start)..excerpt.bytes.end.max(bytes.end);
                excerpt.lines = excerpt.lines.start.min(line)..excerpt.lines.end.max(line);
                excerpt.marks.push(mark);
            }
            None => {
                excerpts.push(Excerpt {
                    source,
                    name: texts.name(source),
                    bytes,
                    lines: line..line,
                    marks: vec![mark],
                });
            }
        }
    }
    let mut shown: Vec<Element<'a>> = excerpts.into_iter().filter_map(|excerpt| snippet(excerpt, texts)).collect();
    shown.append(&mut elements);
    shown
}

fn snippet<'a>(excerpt: Excerpt<'a>, texts: &'a dyn Texts) -> Option<Element<'a>> {
    let text = texts.text(excerpt.source).get(excerpt.bytes.clone())?;
    let offset = excerpt.bytes.start;
    let mut snippet = Snippet::source(text).path(excerpt.name).line_start(excerpt.lines.start).fold(true);
    for (span, label, kind) in excerpt.marks {
        let span = span.start.saturating_sub(offset)..span.end.saturating_sub(offset);
        snippet = snippet.annotation(kind.span(span).label((!label.is_empty()).then_some(label)));
    }
    Some(snippet.into())
}

/// Cuts a span after its first line: a label on a whole block would hide what it says.
fn first_line(text: &str, span: Range<usize>) -> Range<usize> {
    let start = floor(text, span.start);
    let end = floor(text, span.end).max(start);
    let line = text.get(start..end).and_then(|marked| marked.split('\n').next()).unwrap_or_default();
    start..start + line.trim_end().len()
}

fn floor(text: &str, mut index: usize) -> usize {
    index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}

fn line_start(text: &str, index: usize) -> usize {
    text.get(..index).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

fn line_end(text: &str, index: usize) -> usize {
    let line = text.get(index..).and_then(|after| after.split('\n').next()).unwrap_or_default();
    index + line.strip_suffix('\r').unwrap_or(line).len()
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::super::{Code, Diagnostic, Origin, Place, SourceId};
    use super::{Texts, render};

    /// One text, in which pointers are what is looked for.
    struct Page(String);

    impl Texts for Page {
        fn name(&self, _source: SourceId) -> &'static str {
            "page.md"
        }

        fn text(&self, _source: SourceId) -> &str {
            &self.0
        }

        fn span(&self, _source: SourceId, pointer: &str, _place: &Place) -> Option<Range<usize>> {
            self.0.find(pointer).map(|start| start..start + pointer.len())
        }
    }

    fn at(pointer: &str) -> Origin {
        Origin { source: SourceId(0), pointer: pointer.to_owned() }
    }

    fn shown(text: &str, pointers: &[&str]) -> String {
        let diagnostic = Diagnostic::new(Code::FirstDocument, "two things differ").cost("nothing").help("choose one");
        let diagnostic = pointers.iter().fold(diagnostic, |diagnostic, pointer| diagnostic.at(&at(pointer), "here"));
        render(&diagnostic, &Page(text.to_owned()), 80, false)
    }

    #[test]
    fn shows_message_place_cost_and_help() {
        insta::assert_snapshot!(shown("one\r\ntwo ä three\r\n", &["three"]), @r"
        warning[W0113]: two things differ
         --> page.md:2:7
          |
        2 | two ä three
          |       ^^^^^ here
          |
          = note: nothing
          = help: choose one
        ");
    }

    #[test]
    fn shows_places_far_apart_on_their_own() {
        let text = format!("first\n{}second\n", "\n".repeat(100));
        insta::assert_snapshot!(shown(&text, &["second", "first"]), @r"
        warning[W0113]: two things differ
           --> page.md:102:1
            |
        102 | second
            | ^^^^^^ here
            |
           ::: page.md:1:1
            |
          1 | first
            | ----- here
            |
            = note: nothing
            = help: choose one
        ");
    }

    #[test]
    fn names_what_it_cannot_show() {
        let text = format!("[{}\"x\"]", "1,".repeat(1_000));
        insta::assert_snapshot!(shown(&text, &["\"x\"", "missing"]), @r"
        warning[W0113]: two things differ
        --> page.md:1:2002
         = note: here
        ::: page.md
         = note: here
         = note: nothing
         = help: choose one
        ");
    }
}
