//! Closing brackets that begin a line left of where YAML wants them.
//!
//! YAML wants a flow collection indented deeper than its key, up to the bracket that closes it. Documents close it in the
//! column of the key, as JSON is written, and libyaml and js-yaml accept that; the parser here does not. So it is given a copy
//! in which such lines are indented more.

use std::ops::Range;

/// The brackets that close a flow collection.
pub(super) const CLOSING: [char; 2] = ['}', ']'];

/// A text in which closing brackets at the start of lines stand deeper than in the original.
pub(super) struct Indented {
    pub(super) text: String,
    pub(super) shifts: Shifts,
}

impl Indented {
    /// Indents each line that begins with a closing bracket and follows `from`, which is in a flow collection, deeper than
    /// the key of the line before. At most doubles the text.
    pub(super) fn new(original: &str, from: usize) -> Self {
        let start = original.get(..from).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let (head, tail) = original.split_at_checked(start).unwrap_or(("", original));
        let mut copy = Self { text: head.to_owned(), shifts: Shifts::default() };
        let mut before = head.lines().rev().find(|line| !line.trim().is_empty()).map_or(0, key_column);
        // The indentation of the line that introduces the block scalar in which the next line may stand.
        let mut block = None;
        for line in tail.split_inclusive('\n') {
            let own = indentation(line);
            let content = line.trim();
            if !content.is_empty() {
                block = block.filter(|header| own > *header);
                if block.is_none() {
                    if content.starts_with(CLOSING) {
                        copy.shift(before.saturating_sub(own) + 1);
                    }
                    block = introduces_block(content).then_some(own);
                }
                before = key_column(line);
            }
            copy.text.push_str(line);
        }
        copy
    }

    fn shift(&mut self, spaces: usize) {
        let total = self.shifts.0.last().map_or(0, |last| last.total) + spaces;
        self.text.extend(std::iter::repeat_n(' ', spaces));
        self.shifts.0.push(Shift { line: self.text.len() - total, total });
    }
}

/// Where a copy has more spaces than the original.
#[derive(Default)]
pub(super) struct Shifts(Vec<Shift>);

struct Shift {
    /// The byte of the original at which the line begins.
    line: usize,
    /// The spaces that the copy has more up to there.
    total: usize,
}

impl Shifts {
    /// Finds the byte of the original that a byte of the copy was.
    pub(super) fn original(&self, byte: usize) -> usize {
        let passed = self.0.partition_point(|shift| shift.line + shift.total <= byte);
        let total = passed.checked_sub(1).and_then(|last| self.0.get(last)).map_or(0, |last| last.total);
        let end = self.0.get(passed).map_or(usize::MAX, |next| next.line);
        byte.saturating_sub(total).min(end)
    }

    /// Finds the first line that was indented and begins inside of a range of the original.
    pub(super) fn line_within(&self, range: &Range<usize>) -> Option<usize> {
        let next = self.0.partition_point(|shift| shift.line <= range.start);
        self.0.get(next).map(|shift| shift.line).filter(|line| *line < range.end)
    }
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The column of a key that begins a line, also that of an item of a list.
fn key_column(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '-']).len()
}

/// Tells whether the lines below, as far as they are indented deeper, are the text of a block scalar: `key: |-`. It may
/// say so of other lines, which leaves the brackets below where they are.
fn introduces_block(line: &str) -> bool {
    let line = line.split(" #").next().unwrap_or_default();
    let last = line.split_whitespace().next_back().unwrap_or_default();
    last.strip_prefix(['|', '>']).is_some_and(|rest| rest.chars().all(|mark| "+-123456789".contains(mark)))
}

#[cfg(test)]
mod tests {
    use super::super::{Input, Sources, Tree, load};
    use crate::diagnostics::{Code, Diagnostics, Place, Texts as _};

    fn read(text: &str) -> (Sources, Option<Tree>, Vec<Code>) {
        let mut diagnostics = Diagnostics::new();
        let (sources, tree) = load(&[Input::text("a.yaml", text)], &[], &mut diagnostics);
        (sources, tree, diagnostics.iter().map(|diagnostic| diagnostic.code).collect())
    }

    fn value(text: &str) -> serde_json::Value {
        let (_, tree, said) = read(text);
        assert!(said.is_empty(), "{said:?}");
        tree.unwrap().root().to_json()
    }

    #[test]
    fn a_bracket_closes_in_the_column_of_its_key_or_left_of_it() {
        let text = "ä:\n  - a: {\n      x: {\n        y: [\n          1\n        ],\n      }\n  }\n  - {\n    b: 2\n  }\n  - [\n    3\n]\n";
        let expected = serde_json::json!({"ä": [{"a": {"x": {"y": [1]}}}, {"b": 2}, [3]]});
        assert_eq!(value(text), expected);
        assert_eq!(value(&text.replace('\n', "\r\n")), expected);
    }

    #[test]
    fn positions_are_those_of_the_original() {
        let text = "a: {\n  ö: ü\n}\nb: {\n  c: [\n    é\n  ], d: 'x\n  } y'\n}\ne: f\n";
        let (sources, tree, said) = read(text);
        assert!(said.is_empty(), "{said:?}");
        let tree = tree.unwrap();
        for (pointer, expected) in
            [("/a/ö", "ü"), ("/b/c/0", "é"), ("/b/d", "'x\n  } y'"), ("/e", "f"), ("/b", "b"), ("/b/c", "c")]
        {
            let origin = tree.at(pointer).unwrap().origin();
            let span = sources.span(origin.source, &origin.pointer, &Place::Value).unwrap();
            assert_eq!(&text[span], expected, "{pointer}");
        }
        assert_eq!(tree.at("/b/d").unwrap().as_str(), Some("x } y"));
        let text = format!("{text}g: [\n]\nh: }}\n");
        let mut diagnostics = Diagnostics::new();
        let (sources, tree) = load(&[Input::text("a.yaml", &text)], &[], &mut diagnostics);
        assert!(tree.is_none());
        let shown = crate::diagnostics::render_all(&diagnostics, &sources, 80, false);
        assert!(shown.contains("a.yaml:13:4"), "{shown}");
    }

    #[test]
    fn block_scalars_stay_as_they_are() {
        for header in ["key: |", "key: >-  # why", "- key: |2", "- |+", "- ? |"] {
            let block = "      } a\n\n        }\n       ]\n";
            let text = format!("a: {{\n}}\nb:\n  {header}\n{block}c: {{\n}}\n");
            let plain = text.replace("{\n}", "{ }");
            assert_eq!(value(&text), value(&plain), "{header}");
        }
    }

    #[test]
    fn a_scalar_that_would_change_is_refused() {
        for scalar in ["|\n    }\n    ]", "x\n      } y"] {
            let text = format!("a: {{\n}}\nb:\n    {scalar}\n");
            assert_eq!(read(&text).2, [Code::Syntax], "{scalar}");
        }
        assert_eq!(read("a: {\n}\nb: x\n} y\n").2, [Code::Syntax]);
    }

    #[test]
    fn the_bracket_that_cannot_be_read_is_the_one_that_is_shown() {
        let brackets = "a:\n  - b: {\n  }\n  - c: [ ö |\n   ]\n";
        let scalar = "a: {\n}\nb:\n    x\n      } y\n";
        for text in [brackets, scalar] {
            let mut diagnostics = Diagnostics::new();
            let (sources, tree) = load(&[Input::text("a.yaml", text)], &[], &mut diagnostics);
            assert!(tree.is_none(), "{text}");
            let shown = crate::diagnostics::render_all(&diagnostics, &sources, 80, false);
            assert!(shown.contains("a.yaml:5:"), "{shown}");
        }
    }

    /// Another pass for each of them would take an hour.
    #[test]
    fn many_brackets_are_read_in_two_passes() {
        let (flows, nested) = ("- a: {\n}\n".repeat(20_000), "  {\n},\n".repeat(20_000));
        let text = format!("a:\n{flows}b: [\n{nested}]\n");
        let (_, tree, said) = read(&text);
        assert!(said.is_empty(), "{said:?}");
        assert_eq!(
            [tree.as_ref().unwrap().at("/a").unwrap().len(), tree.unwrap().at("/b").unwrap().len()],
            [20_000; 2]
        );
    }

    #[test]
    fn the_copy_is_no_larger_than_twice_the_text() {
        let text = format!("a: {{\n{}b: 1\n{}", " ".repeat(1000), "}\n".repeat(1000));
        let copy = super::Indented::new(&text, text.find('}').unwrap());
        assert!(copy.text.len() <= 2 * text.len());
    }
}
