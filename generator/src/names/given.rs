//! The names that overlays give: what is wrong with them, and which released names they replace.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Frozen, Given, Kind, Named, RequestBody};
use crate::lock::Lock;

use super::keys::Keys;
use super::operations::source_key;
use super::scope::wanted;
use super::table::{ArgumentSource, Table};
use super::{Name, is_keyword};

/// What is called a type, whose released name becomes an alias.
const TYPE: &str = "type";

/// A name that an overlay gives, and what became of it.
struct Outcome<'a> {
    /// What is named.
    kind: &'static str,
    given: &'a Given,
    /// What it is called.
    name: &'a Name,
    /// Whether it is a type or a variant.
    is_type: bool,
    /// What it was called when it was released.
    released: Option<&'a String>,
}

/// Reports names that cannot be given, and released names that become others.
pub(super) fn report(api: &Frozen, keys: &Keys, lock: &Lock, table: &Table, diagnostics: &mut Diagnostics) {
    let mut outcomes = of_operations(api, keys, lock, table);
    outcomes.extend(of_client(api, lock, table));
    outcomes.extend(of_types(api, keys, lock, table));
    outcomes.sort_by_key(|outcome| outcome.given.origin.clone());
    for outcome in outcomes {
        report_one(&outcome, diagnostics);
    }
    for (_, ty) in api.types.iter().filter(|(_, ty)| ty.usage.is_carried() && !ty.is_named()) {
        if let Some(given) = api.given.get(&Named::Type(ty.hint.key())) {
            let message = format!("cannot name `{}`: this schema has no separate type", given.name);
            let help = "an inline schema has a separate type if it is an object, a union or an enum";
            diagnostics.push(Diagnostic::new(Code::Extension, message).at(&given.origin, "this name").help(help));
        }
    }
}

fn report_one(outcome: &Outcome<'_>, diagnostics: &mut Diagnostics) {
    let Outcome { kind, given, name, is_type, released } = outcome;
    let text = if *is_type { name.pascal() } else { name.snake() };
    if wanted(&[&given.name]) != wanted(&[&name.words()]) {
        diagnostics.push(
            Diagnostic::new(Code::GivenName, format!("cannot name the {kind} `{}`: the name is taken", given.name))
                .at(&given.origin, "this name")
                .help("another item in the same scope has the name or was released with it, or signet reserves it"),
        );
    } else if is_keyword(text.trim_end_matches('_')) {
        let message = format!("cannot name the {kind} `{}`: this is a Rust keyword", given.name);
        diagnostics.push(Diagnostic::new(Code::GivenName, message).at(&given.origin, "this name"));
    } else if let Some(old) = released.filter(|old| wanted(&[old.as_str()]) != wanted(&[&given.name])) {
        diagnostics.push(
            Diagnostic::new(Code::LostName, format!("the released {kind} `{old}` becomes `{text}`"))
                .at(&given.origin, "named by the overlay")
                .help(if *kind == TYPE {
                    "the old name stays as a deprecated alias, until `signet lock --prune` removes it"
                } else {
                    "programs that use the old name no longer compile: release a breaking version"
                }),
        );
    }
}

fn of_client<'a>(api: &'a Frozen, lock: &'a Lock, table: &'a Table) -> Vec<Outcome<'a>> {
    let tags = api.tags.iter().zip(&table.groups).filter_map(|(tag, group)| {
        let given = api.given.get(&Named::Tag(tag.name.clone()))?;
        let released = lock.tags.get(&tag.name).map(|names| &names.module);
        Some(Outcome { kind: "tag", given, name: &group.module, is_type: false, released })
    });
    let schemes = table.schemes.iter().filter_map(|(scheme, name)| {
        let given = api.given.get(&Named::Scheme(scheme.clone()))?;
        let released = lock.schemes.get(scheme);
        Some(Outcome { kind: "security scheme", given, name, is_type: false, released })
    });
    tags.chain(schemes).collect()
}

fn of_operations<'a>(api: &'a Frozen, keys: &Keys, lock: &'a Lock, table: &'a Table) -> Vec<Outcome<'a>> {
    let mut outcomes = Vec::new();
    for (id, names) in &table.operations {
        let operation = &api.operations[*id];
        let place = operation.place();
        let locked = keys.operations.get(id).and_then(|key| lock.operations.get(key));
        if let Some(given) = api.given.get(&Named::Operation(place.clone())) {
            let released = locked.map(|locked| &locked.method);
            outcomes.push(Outcome { kind: "operation", given, name: &names.method, is_type: false, released });
        }
        for (source, name) in names.arguments.iter().chain(&names.setters) {
            let ArgumentSource::Parameter(position) = source else { continue };
            let Some(parameter) = operation.parameters.get(*position) else { continue };
            let named = Named::parameter(&place, parameter.location.key(), &parameter.name);
            if let Some(given) = api.given.get(&named) {
                let key = source_key(operation, *source);
                let released = locked.and_then(|own| own.parameters.get(&key).or_else(|| own.setters.get(&key)));
                outcomes.push(Outcome { kind: "parameter", given, name, is_type: false, released });
            }
        }
        let parts = operation.request_body.as_ref().and_then(RequestBody::parts).unwrap_or_default();
        for (position, name) in names.parts.iter().flat_map(|(_, parts)| parts) {
            let Some(part) = parts.get(*position) else { continue };
            if let Some(given) = &part.given {
                let released = locked.and_then(|own| own.parts.get(&part.name));
                outcomes.push(Outcome { kind: "part", given, name, is_type: false, released });
            }
        }
        for (header, name) in operation.responses.headers().into_iter().zip(&names.headers) {
            if let Some(given) = api.given.get(&Named::header(&place, &header.name)) {
                let released = locked.and_then(|own| own.headers.get(&header.name.to_lowercase()));
                outcomes.push(Outcome { kind: "header", given, name, is_type: false, released });
            }
        }
    }
    outcomes
}

fn of_types<'a>(api: &'a Frozen, keys: &Keys, lock: &'a Lock, table: &'a Table) -> Vec<Outcome<'a>> {
    let mut outcomes = Vec::new();
    for (id, name) in &table.types {
        if let Some(given) = api.given.get(&Named::Type(api.types[*id].hint.key())) {
            let released = lock.types.get(&keys.of_type(api, *id));
            outcomes.push(Outcome { kind: TYPE, given, name, is_type: true, released });
        }
    }
    for (id, names) in &table.members {
        let (ty, place) = (&api.types[*id], api.types[*id].hint.key());
        let locked = lock.members.get(&keys.of_type(api, *id));
        let is_type = !matches!(ty.kind, Kind::Object(_));
        for (member, name) in ty.kind.members().into_iter().zip(names) {
            if let Some(given) = api.given.get(&Named::member(&place, member)) {
                let kind = if is_type { "variant" } else { "field" };
                let released = locked.and_then(|locked| locked.get(member));
                outcomes.push(Outcome { kind, given, name, is_type, released });
            }
        }
    }
    outcomes
}
