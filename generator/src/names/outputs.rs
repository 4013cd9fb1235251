//! The outputs of operations: the enumeration of several bodies, and what a new document changes of a released output.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Content, Frozen, NOTHING, Operation, STREAM, STRING, TEXT};
use crate::lock::Names;

use super::losses::Losses;
use super::table::{OutputEnumNames, OutputNames, Table};
use super::{Name, Scope, bodies};

/// The keys of what an operation returns. `released` are those of what it returned before: once it was an enum or optional,
/// it stays so.
pub(super) fn returned(api: &Frozen, operation: &Operation, released: &[String]) -> Vec<String> {
    if operation.responses.is_stream() {
        return vec![STREAM.to_owned()];
    }
    let outputs = api.outputs(operation);
    let mut keys: BTreeSet<String> = keys(api, &outputs).into_iter().collect();
    if let Form::Optional(_) | Form::Several(_) = Form::of(released) {
        keys.extend(released.iter().cloned());
    }
    keys.into_iter().collect()
}

/// Calls what successes hold.
pub(super) fn keys(api: &Frozen, outputs: &[Option<Content>]) -> Vec<String> {
    let mut keyed = api.keyed(outputs.iter().flatten().copied()).into_keys();
    let key = |output: &Option<Content>| if output.is_some() { keyed.next() } else { Some(NOTHING.to_owned()) };
    outputs.iter().filter_map(key).collect()
}

/// Says whether an operation that returns this has an enum for it.
pub(super) fn is_enum(returned: &[String]) -> bool {
    matches!(Form::of(returned), Form::Several(_))
}

/// Names the output of an operation by the keys of what it returns; `name` is that of the enum, if it has one, and `released`
/// has its variants by their keys.
pub(super) fn name_output(
    api: &Frozen,
    operation: &Operation,
    (keys, name): (Vec<String>, Option<Name>),
    (table, released): (&Table, &Names),
    losses: &mut Losses,
) -> OutputNames {
    let is_optional = matches!(Form::of(&keys), Form::Optional(_));
    let outputs = api.outputs(operation);
    let several = name.map(|name| {
        let contents = api.keyed(outputs.iter().flatten().copied());
        let mut variants = bodies::variants(api, table, &contents, released, losses).into_iter();
        let empty = bodies::Fixed::claim(&mut Scope::default()).empty;
        let of = |output: &Option<Content>| if output.is_some() { variants.next() } else { Some(empty.clone()) };
        let variants = outputs.iter().filter_map(of).collect();
        let empty = keys.iter().any(|key| key == NOTHING).then_some(empty);
        OutputEnumNames { name, variants, empty }
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
    let message = format!("the result of the operation `{}` has changed", operation.key());
    diagnostics.push(
        Diagnostic::new(Code::OutputChanged, message)
            .at(&operation.origin, format!("returned {before}, now returns {after}"))
            .help(format!("programs that call `{}` may no longer compile: release a breaking version", method.snake())),
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
