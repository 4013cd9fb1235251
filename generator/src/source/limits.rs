//! How large a document may be: what is beyond them is a mistake or an attack.

use std::str::FromStr;

use serde::Deserialize;

/// The largest document that is generated from. The same names are those of `[limits]` in a `signet.toml` and of
/// `--limit NAME=NUMBER`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// How many nodes one text has, with what anchors repeat: a few bytes of YAML can repeat themselves into billions.
    pub nodes: usize,
    /// How many levels of objects and arrays one text has. No more than [`Limits::DEEPEST`], whatever is said.
    pub depth: usize,
    /// How many files are read: documents, overlays, and what they refer to.
    pub files: usize,
    /// How many bytes they have together.
    pub bytes: u64,
    /// How many schemas lead to each other in a row. No more than [`Limits::DEEPEST`], whatever is said.
    pub schemas: usize,
    /// How many types there are, those without a name among them.
    pub types: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            nodes: 10_000_000,
            depth: 512,
            files: 10_000,
            bytes: 256 * 1024 * 1024,
            schemas: Self::DEEPEST,
            types: 1_000_000,
        }
    }
}

impl Limits {
    /// The deepest that is walked: levels are walked by recursion, and a stack has an end.
    pub const DEEPEST: usize = 10_000;

    /// Lowers the limits to what a stack holds that is this deep.
    #[must_use]
    pub fn clamped(mut self, deepest: usize) -> Self {
        self.depth = self.depth.min(deepest);
        self.schemas = self.schemas.min(deepest);
        self
    }

    /// Tells how a limit is raised.
    pub(crate) fn help(name: &str) -> String {
        format!(
            "raise the limit `{name}` if this is intended: under `[limits]` in signet.toml, or by `--limit {name}=…`"
        )
    }

    /// Sets a limit by its name.
    pub(crate) fn set(&mut self, text: &str) -> Result<(), String> {
        let Some((name, number)) = text.split_once('=') else { return Err("expected `NAME=NUMBER`".to_owned()) };
        match name {
            "nodes" => self.nodes = parse(number)?,
            "depth" => self.depth = parse(number)?,
            "files" => self.files = parse(number)?,
            "bytes" => self.bytes = parse(number)?,
            "schemas" => self.schemas = parse(number)?,
            "types" => self.types = parse(number)?,
            _ => {
                return Err(format!("unknown limit `{name}`: expected nodes, depth, files, bytes, schemas or types"));
            }
        }
        Ok(())
    }
}

fn parse<T: FromStr>(number: &str) -> Result<T, String> {
    number.parse().map_err(|_| format!("`{number}` is not a whole number in range"))
}
