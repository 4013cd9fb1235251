//! YAML text goes in, events come out.
//!
//! One parser serves the tree and the marks: two would disagree about some document. It keeps every literal (a key `+1`, a
//! version `1.10`, an address `0x…`), streams, and needs no recursion.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, Tag};

use crate::diagnostics::Code;

use super::brackets::{self, Indented, Shifts};
use super::events::{Fault, Key, Receiver, Scalar};
use super::scalar;

/// What the parser says of a closing bracket that begins a line in the column of its key, or left of it.
const INDENTATION: &str = "invalid indentation";

/// Reads a whole text, which must be one YAML document.
pub(super) fn read<R: Receiver>(text: &str, receiver: &mut R) -> Result<(), Fault> {
    let mut reader = Reader { offsets: Offsets::new(text, None), open: Vec::new(), documents: 0, passed: 0 };
    let refused = match reader.read(receiver) {
        Ok(()) => return Ok(()),
        Err(Stop::Fault(fault)) => return Err(fault),
        Err(Stop::Bracket(at)) => at,
    };
    let copy = Indented::new(text, refused);
    let mut reader = Reader { offsets: Offsets::new(&copy.text, Some(&copy.shifts)), ..reader };
    reader.read(receiver).map_err(|stop| match stop {
        Stop::Fault(fault) => fault,
        Stop::Bracket(at) => malformed(INDENTATION, at),
    })
}

/// Why the reader does not reach the end.
enum Stop {
    Fault(Fault),
    /// A closing bracket is not indented far enough.
    Bracket(usize),
}

fn malformed(why: &str, at: usize) -> Fault {
    let message = format!("invalid YAML: {why}");
    Fault::new(Code::Syntax, message, "reading stopped here", at..at + 1)
}

/// What is open, and what it expects next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Array,
    ObjectBeforeKey,
    ObjectBeforeValue,
}

struct Reader<'t> {
    offsets: Offsets<'t>,
    open: Vec<Open>,
    documents: usize,
    /// The number of events that the receiver had.
    passed: usize,
}

impl Reader<'_> {
    /// Passes on the events that the receiver did not have yet.
    fn read<R: Receiver>(&mut self, receiver: &mut R) -> Result<(), Stop> {
        for event in Parser::new_from_str(self.offsets.text).skip(self.passed) {
            let (event, span) = event.map_err(|error| self.stop(&error))?;
            self.check(&event, span)?;
            self.event(event, span, receiver).map_err(|fault| Stop::Fault(self.place::<R>(fault)))?;
            self.passed += 1;
        }
        Ok(())
    }

    fn stop(&mut self, error: &ScanError) -> Stop {
        let character = error.marker().index();
        let is_bracket = self.offsets.rest(character).starts_with(brackets::CLOSING);
        let at = self.offsets.byte(character);
        if is_bracket && error.info() == INDENTATION {
            Stop::Bracket(at)
        } else {
            Stop::Fault(malformed(error.info(), at))
        }
    }

    /// Makes sure that indenting lines changed no scalar. Between quotes, indentation has no meaning.
    fn check(&mut self, event: &Event<'_>, span: Span) -> Result<(), Stop> {
        let Some(shifts) = self.offsets.shifts else { return Ok(()) };
        let Event::Scalar(_, ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded, ..) = event else {
            return Ok(());
        };
        let bytes = self.bytes(&(span.start.index()..span.end.index()));
        shifts.line_within(&bytes).map_or(Ok(()), |line| Err(Stop::Bracket(line)))
    }

    fn event<R: Receiver>(&mut self, event: Event<'_>, span: Span, receiver: &mut R) -> Result<(), Fault> {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    let at = self.span::<R>(span);
                    return Err(Fault::new(
                        Code::SeveralDocuments,
                        "the file contains more than one YAML document",
                        "the second document begins here",
                        at,
                    )
                    .help("move each document to a separate file"));
                }
                Ok(())
            }
            Event::MappingStart(anchor, _) => {
                let at = self.value::<R>(span)?;
                self.open.push(Open::ObjectBeforeKey);
                receiver.object(anchor, at)
            }
            Event::SequenceStart(anchor, _) => {
                let at = self.value::<R>(span)?;
                self.open.push(Open::Array);
                receiver.array(anchor, at)
            }
            Event::MappingEnd | Event::SequenceEnd => {
                self.open.pop();
                receiver.end()
            }
            Event::Scalar(text, style, anchor, tag) => {
                if let Some(open @ Open::ObjectBeforeKey) = self.open.last_mut() {
                    *open = Open::ObjectBeforeValue;
                    let key = if style == ScalarStyle::Plain && text == "<<" { Key::Merge } else { Key::Text(&text) };
                    let at = self.span::<R>(span);
                    return receiver.key(key, at);
                }
                let at = self.value::<R>(span)?;
                receiver.scalar(resolve(&text, style, tag.as_deref()), anchor, at)
            }
            Event::Alias(anchor) => {
                let at = self.value::<R>(span)?;
                receiver.alias(anchor, at)
            }
        }
    }

    /// Notes that a value stands here, which must not be where a key is expected.
    fn value<R: Receiver>(&mut self, span: Span) -> Result<Range<usize>, Fault> {
        match self.open.last_mut() {
            Some(Open::ObjectBeforeKey) => {
                let at = self.span::<R>(span);
                Err(Fault::new(
                    Code::KeyKind,
                    "a key is neither a string nor a number",
                    "expected a string or a number",
                    at,
                ))
            }
            Some(open @ Open::ObjectBeforeValue) => {
                *open = Open::ObjectBeforeKey;
                Ok(self.span::<R>(span))
            }
            Some(Open::Array) | None => Ok(self.span::<R>(span)),
        }
    }

    fn span<R: Receiver>(&mut self, span: Span) -> Range<usize> {
        let characters = span.start.index()..span.end.index();
        if R::SPANS { self.bytes(&characters) } else { characters }
    }

    /// Gives a fault its bytes, where the spans of events were left in characters.
    fn place<R: Receiver>(&mut self, mut fault: Fault) -> Fault {
        if !R::SPANS {
            fault.at = self.bytes(&fault.at);
        }
        fault
    }

    fn bytes(&mut self, characters: &Range<usize>) -> Range<usize> {
        let start = self.offsets.byte(characters.start);
        start..self.offsets.byte(characters.end).max(start)
    }
}

fn resolve<'t>(text: &'t str, style: ScalarStyle, tag: Option<&Tag>) -> Scalar<'t> {
    match tag {
        Some(tag) if tag.is_yaml_core_schema() => match tag.suffix.as_str() {
            "int" | "float" | "bool" | "null" => scalar::plain(text),
            _ => Scalar::Text(text),
        },
        // `!` alone says: a text.
        Some(tag) if tag.suffix.is_empty() => Scalar::Text(text),
        _ if style == ScalarStyle::Plain => scalar::plain(text),
        _ => Scalar::Text(text),
    }
}

/// Turns the parser's positions, counted in characters, into bytes. They go forward nearly always, so it walks.
struct Offsets<'t> {
    text: &'t str,
    /// Where the text has more spaces than the one that positions are wanted of.
    shifts: Option<&'t Shifts>,
    ascii: bool,
    character: usize,
    byte: usize,
}

impl<'t> Offsets<'t> {
    fn new(text: &'t str, shifts: Option<&'t Shifts>) -> Self {
        Self { text, shifts, ascii: text.is_ascii(), character: 0, byte: 0 }
    }

    /// The text from a character on.
    fn rest(&mut self, wanted: usize) -> &'t str {
        let byte = self.walk(wanted);
        self.text.get(byte..).unwrap_or_default()
    }

    fn byte(&mut self, wanted: usize) -> usize {
        let byte = self.walk(wanted);
        self.shifts.map_or(byte, |shifts| shifts.original(byte))
    }

    fn walk(&mut self, wanted: usize) -> usize {
        if self.ascii {
            return wanted.min(self.text.len());
        }
        while self.character > wanted
            && let Some(before) = self.text.get(..self.byte).and_then(|before| before.chars().next_back())
        {
            self.character -= 1;
            self.byte -= before.len_utf8();
        }
        while self.character < wanted
            && let Some(after) = self.text.get(self.byte..).and_then(|after| after.chars().next())
        {
            self.character += 1;
            self.byte += after.len_utf8();
        }
        self.byte
    }
}
