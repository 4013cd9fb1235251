//! Things of a document that want one name: an API and its names go in, what was done about it is told.
//!
//! Nothing is merged and nothing is lost; but a number in a name is worth a word, since the document could do better.

use std::collections::HashMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Origin};
use crate::ir::Frozen;

use super::scope::{Name, wanted};
use super::table::{ArgumentSource, Table};

/// One thing that has a name.
struct Named<'a> {
    /// What the document calls it.
    text: &'a str,
    /// What it is called here.
    name: String,
    origin: &'a Origin,
}

/// Tells which operations, parameters and types want a name that another has.
pub(super) fn report(api: &Frozen, table: &Table, diagnostics: &mut Diagnostics) {
    let operations = table.operations.iter().map(|(id, names)| {
        let operation = &api.operations[*id];
        Named { text: &operation.id, name: names.marker.pascal(), origin: &operation.origin }
    });
    clashes("operations", operations, diagnostics);
    let types = table.types.iter().filter(|(id, _)| api.types[**id].hint.is_given()).filter_map(|(id, name)| {
        let ty = &api.types[*id];
        Some(Named { text: ty.hint.words().first().copied()?, name: name.pascal(), origin: &ty.origin })
    });
    clashes("types", types, diagnostics);
    for (id, names) in &table.operations {
        let operation = &api.operations[*id];
        for list in [&names.arguments, &names.setters] {
            let parameters = list.iter().filter_map(|(source, name): &(ArgumentSource, Name)| {
                let ArgumentSource::Parameter(position) = source else { return None };
                let parameter = operation.parameters.get(*position)?;
                Some(Named { text: &parameter.name, name: name.snake(), origin: &parameter.origin })
            });
            clashes("parameters", parameters, diagnostics);
        }
    }
}

fn clashes<'a>(kind: &str, all: impl Iterator<Item = Named<'a>>, diagnostics: &mut Diagnostics) {
    let mut known: HashMap<String, Named<'a>> = HashMap::new();
    for named in all {
        let key = wanted(&[named.text]);
        let Some(first) = known.get(&key) else {
            known.insert(key, named);
            continue;
        };
        let message = if first.text == named.text {
            format!("two {kind} are named `{}`", named.text)
        } else {
            format!("the {kind} `{}` and `{}` have the same Rust name", first.text, named.text)
        };
        diagnostics.push(
            Diagnostic::new(Code::NameClash, message)
                .at(named.origin, format!("becomes `{}`", named.name))
                .at(first.origin, format!("becomes `{}`", first.name)),
        );
    }
}
