//! The TOML files of a spec folder. Text in, a typed value out, or an error that points at the place.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use serde::de::DeserializeOwned;

/// Says why a TOML file could not be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TomlError {
    name: String,
    place: Option<Place>,
    message: String,
    help: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    line: usize,
    column: usize,
    width: usize,
    text: String,
}

impl TomlError {
    /// Makes an error about the whole file.
    pub(crate) fn new(name: &str, message: impl Into<String>) -> Self {
        Self { name: name.to_owned(), place: None, message: message.into(), help: None }
    }

    /// Adds what to do about it.
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Returns the line and the column, both from 1, if the error has a place.
    pub fn position(&self) -> Option<(usize, usize)> {
        self.place.as_ref().map(|place| (place.line, place.column))
    }

    fn located(name: &str, text: &str, error: &toml::de::Error) -> Self {
        // What is missing in the file as a whole has no place in it, though a span is given.
        let nowhere = error.message().starts_with("missing field");
        let place = error.span().filter(|span| span.start > 0 || !nowhere).map(|span| {
            let before = text.get(..span.start).unwrap_or(text);
            let start = before.rfind('\n').map_or(0, |end| end + 1);
            let line = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
            let column = before.get(start..).unwrap_or_default().chars().count() + 1;
            let left = line.chars().count().saturating_sub(column - 1);
            let width = text.get(span).unwrap_or_default().lines().next().unwrap_or_default().chars().count();
            Place {
                line: before.matches('\n').count() + 1,
                column,
                width: width.min(left).max(1),
                text: line.to_owned(),
            }
        });
        Self { name: name.to_owned(), place, message: error.message().trim_end().replace('\n', "; "), help: None }
    }

    fn located_text(&self, place: &Place, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { line, column, width, text } = place;
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        writeln!(f, "{}:{line}:{column}: {}", self.name, self.message)?;
        writeln!(f, "{margin} |")?;
        writeln!(f, "{number} | {}", text.replace('\t', " "))?;
        write!(f, "{margin} | {}{}", " ".repeat(column - 1), "^".repeat(*width))
    }
}

impl fmt::Display for TomlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => self.located_text(place, f)?,
            None => write!(f, "{}: {}", self.name, self.message)?,
        }
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "\n  {help}"))
    }
}

impl std::error::Error for TomlError {}

/// Reads a value from the text; `name` is what errors call the file.
pub(crate) fn parse<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, TomlError> {
    toml::from_str(text).map_err(|error| TomlError::located(name, text, &error))
}

/// Reads the text of a file, or nothing when it does not exist.
pub(crate) fn text(name: &str, path: &Path) -> Result<Option<String>, TomlError> {
    match fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(TomlError::new(name, "not valid UTF-8")),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(TomlError::new(name, format!("cannot read the file: {error}"))),
    }
}
