//! The outputs of operations: the enumeration of several bodies, and what a new document changes of a released output.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Content, Frozen, NOTHING, Operation, STREAM, STRING, TEXT};

use super::table::{OutputEnumNames, OutputNames, Table};
use super::{Name, Scope, bodies};

/// Names the output of an operation. `released` are the keys of what it returned before: once it was an enumeration or
/// optional, it stays so.
pub(super) fn name_output(
    api: &Frozen,
    operation: &Operation,
    released: &[String],
    table: &Table,
    claim: impl FnOnce() -> Name,
) -> OutputNames {
    if operation.responses.is_stream() {
        return OutputNames { keys: vec![STREAM.to_owned()], is_optional: false, several: None };
    }
    let outputs = api.outputs(operation);
    let contents = api.keyed(outputs.iter().flatten().copied());
    let mut keys: BTreeSet<String> = contents.keys().cloned().collect();
    keys.extend(outputs.contains(&None).then(|| NOTHING.to_owned()));
    if let Form::Optional(_) | Form::Several(_) = Form::of(released) {
        keys.extend(released.iter().cloned());
    }
    let keys: Vec<String> = keys.into_iter().collect();
    let is_optional = matches!(Form::of(&keys), Form::Optional(_));
    let several = matches!(Form::of(&keys), Form::Several(_)).then(|| {
        let mut variants = bodies::variants(api, table, &contents, &BTreeMap::new()).into_iter();
        let empty = bodies::Fixed::claim(&mut Scope::default()).empty;
        let of = |output: &Option<Content>| if output.is_some() { variants.next() } else { Some(empty.clone()) };
        let variants = outputs.iter().filter_map(of).collect();
        let empty = keys.iter().any(|key| key == NOTHING).then_some(empty);
        OutputEnumNames { name: claim(), variants, empty }
    });
    OutputNames { keys, is_optional, several }
}

/// Reports operations that no longer return the type that they were released with.
pub(super) fn report(
    operation: &Operation,
    method: &Name,
    (released, now): (&[String], &[String]),
    diagnostics: &mut Diagnostics,
) {
    let (before, after) = (Form::of(released), Form::of(now));
    let is_same = match (&before, &after) {
        (Form::Several(_), Form::Several(_)) => true,
        _ => before == after,
    };
    if released.is_empty() || is_same {
        return;
    }
    let message = format!("the operation `{}` returns another type than before", operation.key());
    diagnostics.push(
        Diagnostic::warning(Code::OutputChanged, message)
            .at(&operation.origin, format!("it returned {before}, and returns {after} now"))
            .help(format!("programs that call `{}` have to be changed: release a breaking version", method.snake())),
    );
}

/// The form of an output, by the keys of what it may be.
#[derive(Debug, PartialEq, Eq)]
enum Form<'k> {
    Nothing,
    One(&'k str),
    Optional(&'k str),
    Several(Vec<&'k str>),
}

impl<'k> Form<'k> {
    fn of(keys: &'k [String]) -> Self {
        // Programs read both as a `String`.
        let kind = |key: &'k String| if key == STRING { TEXT } else { key.as_str() };
        let bodies: BTreeSet<&str> = keys.iter().filter(|key| *key != NOTHING).map(kind).collect();
        let bodies: Vec<&str> = bodies.into_iter().collect();
        match bodies.as_slice() {
            [] => Self::Nothing,
            [only] if keys.iter().any(|key| key == NOTHING) => Self::Optional(only),
            [only] => Self::One(only),
            _ => Self::Several(bodies),
        }
    }
}

impl std::fmt::Display for Form<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::One(key) => write!(f, "`{key}`"),
            Self::Optional(key) => write!(f, "`{key}` or nothing"),
            Self::Several(keys) => write!(f, "one of `{}`", keys.join("`, `")),
        }
    }
}
