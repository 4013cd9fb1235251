//! Types of a generated crate, tried one value at a time: JSON goes in, what the crate makes of it comes out.
//!
//! The crate's code runs in a program of its own that answers line by line.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

const MAIN: &str = r#"
//! Reads lines of a type and JSON, and answers with the JSON that is made of it, or with what is wrong.

use std::fmt::Debug;
use std::io::BufRead;

use CRATE::RawJson;
use CRATE::json::Json;
use CRATE::types;

/// Reads, writes and reads again what `change` makes of a value, and says its type or variant.
fn again<T: Json + PartialEq + Debug>(text: &str, change: impl Fn(T) -> T) -> Result<String, String> {
    let value: T = RawJson::new(text).and_then(|raw| raw.parse()).map_err(|error| error.to_string())?;
    let value = change(value);
    let written = RawJson::from_value(&value).map_err(|error| error.to_string())?;
    let back: T = written.parse().map_err(|error| format!("what was written is not read: {error}"))?;
    let shown = format!("{value:?}");
    let variant = shown.split(|sign: char| !sign.is_alphanumeric()).next().unwrap_or_default();
    if back == value { Ok(format!("{variant} {}", written.as_str())) } else { Err("another value comes back".to_owned()) }
}

fn main() {
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let (ty, text) = line.split_once(' ').unwrap();
        let answer = match ty {
ARMS
            _ => Err(format!("no type {ty}")),
        };
        println!("{}", answer.unwrap_or_else(|error| format!("! {error}")));
    }
}
"#;

/// The text of the program, for a crate and the types it is asked about.
#[must_use]
pub fn main(package: &str, arms: &str) -> String {
    MAIN.replace("CRATE", package).replace("ARMS\n", arms)
}

/// The arm of a type.
#[must_use]
pub fn arm(ty: &str) -> String {
    format!("            \"{ty}\" => again::<types::{ty}>(text, |value| value),\n")
}

/// The program, running.
pub struct Codec {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Codec {
    /// Starts a program made of [`main`].
    #[must_use]
    pub fn start(binary: &Path) -> Self {
        let mut child = Command::new(binary).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, input, output }
    }

    /// Returns the variant or type that a value is read as and what is written of it, or what is wrong.
    pub fn again(&mut self, ty: &str, value: &Value) -> Result<(String, Value), String> {
        writeln!(self.input, "{ty} {value}").unwrap();
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        let (variant, written) = line.trim_end_matches('\n').split_once(' ').unwrap();
        if variant == "!" {
            return Err(written.to_owned());
        }
        Ok((variant.to_owned(), serde_json::from_str(written).unwrap()))
    }

    /// Ends it.
    pub fn end(mut self) {
        drop(self.input);
        assert!(self.child.wait().unwrap().success());
    }
}

/// What a value means: numbers by value, and a property that is `null` is as good as missing.
#[must_use]
pub fn meaning(value: &Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => {
            let number = number.as_f64().unwrap();
            #[allow(clippy::cast_possible_truncation, reason = "only whole numbers that fit are taken")]
            if number.fract() == 0.0 && number.abs() < 9e15 { json!(number as i64) } else { json!(number) }
        }
        Value::Array(items) => items.iter().map(meaning).collect(),
        Value::Object(members) => {
            let there = members.iter().filter(|(_, member)| !member.is_null());
            Value::Object(there.map(|(name, member)| (name.clone(), meaning(member))).collect())
        }
        other => other.clone(),
    }
}
