//! The order of claims: what was released first, then components, then what stands inline.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::ir::{Content, Frozen, Hint, Kind, OperationId, RequestBody};
use crate::lock::{Lock, LockedOperation};

use super::table::{ArgumentSource, FormNames, GroupNames, OperationNames, Table, VariableNames};
use super::{Name, Scope, clashes, constructors, reserved};

/// How many arguments a method has at most; a call that needs more takes a struct.
const MOST_ARGUMENTS: usize = 5;

/// Names everything, old names first, and says what the lock should hold from now on.
#[must_use]
pub fn assign(api: &Frozen, lock: &Lock, diagnostics: &mut Diagnostics) -> (Table, Lock) {
    let mut table = Table::default();
    let mut types = Scope::with_reserved(&reserved::TYPES);
    let released = name_types(api, lock, &mut types, &mut table);
    table.constructors = constructors::of_types(api, lock, &table.types, released, &mut types);
    name_members(api, lock, &mut table);
    name_groups(api, lock, &mut table);
    name_operations(api, lock, &mut table);
    name_error_sets(api, &mut Scope::with_reserved(&reserved::ROOT), &mut table);
    let mut environments = Scope::default();
    table.environments = api.environments.iter().map(|each| environments.claim([each.name.as_str()])).collect();
    let mut schemes = Scope::with_reserved(&reserved::BUILDER);
    for name in api.security_schemes.keys() {
        table.schemes.insert(name.clone(), schemes.claim([name.as_str()]));
    }
    table.variables = name_variables(api, &mut schemes);
    clashes::report(api, &table, diagnostics);
    let lock = relock(api, lock, &table);
    (table, lock)
}

/// Says whether a type stands under a name of its own.
fn is_named(kind: &Kind, hint: &Hint) -> bool {
    matches!(kind, Kind::Object(_) | Kind::Enumeration(_) | Kind::Union(_)) || hint.is_given()
}

fn name_variables(api: &Frozen, builder: &mut Scope) -> Vec<VariableNames> {
    let mut types = Scope::with_reserved(&reserved::TYPES);
    let variables = api.default_server().into_iter().flat_map(|server| &server.variables);
    let names = variables.map(|variable| {
        let mut values = Scope::default();
        VariableNames {
            setter: builder.claim(["server", variable.name.as_str()]),
            choice: types.claim([variable.name.as_str()]),
            values: variable.values.iter().map(|value| values.claim([value.as_str()])).collect(),
        }
    });
    names.collect()
}

/// Names the types, and returns the released names of the structs of what they require.
fn name_types<'l>(api: &Frozen, lock: &'l Lock, scope: &mut Scope, table: &mut Table) -> BTreeMap<&'l str, Name> {
    let named = || api.types.iter().filter(|(_, ty)| ty.usage.is_carried() && is_named(&ty.kind, &ty.hint));
    // A name from the lock goes to the type that had it, and to nobody else while that type may come back.
    let mut locked: BTreeMap<&str, Name> =
        lock.types.iter().map(|(key, name)| (key.as_str(), scope.claim([name.as_str()]))).collect();
    let released = constructors::released_types(lock, scope);
    for (id, ty) in named() {
        if let Some(name) = locked.remove(ty.hint.key().as_str()) {
            table.types.insert(id, name);
        }
    }
    for component in [true, false] {
        for (id, ty) in named() {
            if ty.hint.is_given() == component && !table.types.contains_key(&id) {
                table.types.insert(id, scope.claim(ty.hint.words()));
            }
        }
    }
    released
}

fn name_members(api: &Frozen, lock: &Lock, table: &mut Table) {
    for (id, ty) in api.types.iter().filter(|(_, ty)| ty.usage.is_carried()) {
        let (mut scope, wire): (Scope, Vec<(&str, &str)>) = match &ty.kind {
            Kind::Object(object) => {
                let wire = object.fields.keys().map(|name| (name.as_str(), name.as_str())).collect();
                (Scope::with_reserved(&reserved::FIELDS), wire)
            }
            Kind::Enumeration(enumeration) => {
                let variants = enumeration.variants.iter();
                let wire =
                    variants.map(|each| (each.wire_name.as_str(), each.hint.as_deref().unwrap_or(&each.wire_name)));
                (Scope::with_reserved(&reserved::VARIANTS), wire.collect())
            }
            Kind::Union(union) => {
                let wire = union.variants.iter().map(|each| (each.hint.as_str(), each.hint.as_str())).collect();
                (Scope::with_reserved(&reserved::VARIANTS), wire)
            }
            _ => continue,
        };
        let locked = lock.members.get(&ty.hint.key());
        let locked = |wire: &str| locked.and_then(|members| members.get(wire));
        let mut claimed: BTreeMap<&str, Name> = BTreeMap::new();
        for with_lock in [true, false] {
            for (wire, text) in wire.iter().filter(|(wire, _)| locked(wire).is_some() == with_lock) {
                claimed.insert(wire, scope.claim([locked(wire).map_or(*text, String::as_str)]));
            }
        }
        if matches!(&ty.kind, Kind::Object(object) if object.additional.is_some()) {
            // After the properties, whose names are the document's.
            let words = [["additional", "properties"], ["additional", "property"]];
            table.additional.insert(id, words.map(|words| scope.claim(words)));
        }
        let names = wire.iter().filter_map(|(wire, _)| claimed.remove(wire)).collect();
        table.members.insert(id, names);
    }
}

fn name_groups(api: &Frozen, lock: &Lock, table: &mut Table) {
    let mut reserved: Vec<&str> = [&reserved::MODULES[..], &reserved::CLIENT, &reserved::FEATURES].concat();
    if api.webhooks.is_some() {
        reserved.extend(reserved::WEBHOOKS);
    }
    if api.operations.values().any(|operation| operation.tags.is_empty()) {
        reserved.push(reserved::UNTAGGED);
    }
    let mut modules = Scope::with_reserved(&reserved);
    for tag in &api.tags {
        let text = lock.tags.get(&tag.name).unwrap_or(&tag.name);
        let module = modules.claim([text.as_str()]);
        let view = Scope::with_reserved(&reserved::GROUP).claim([tag.name.as_str()]);
        table.groups.push(GroupNames { module, view });
    }
}

fn name_operations(api: &Frozen, lock: &Lock, table: &mut Table) {
    let mut methods = Scope::with_reserved(&["new"]);
    // Operations without a tag stand on the client, beside the methods that lead to tags.
    let mut client = Scope::with_reserved(&reserved::CLIENT);
    for group in &table.groups {
        client.reserve(&group.module);
    }
    let locked = |id: OperationId| lock.operations.get(&api.operations[id].key());
    let mut claimed: BTreeMap<OperationId, Name> = BTreeMap::new();
    let mut forms: BTreeMap<(OperationId, &str), Name> = BTreeMap::new();
    for with_lock in [true, false] {
        for (id, operation) in api.operations.iter() {
            let text = match locked(id) {
                Some(locked) => locked.name.as_str(),
                None => operation.id.as_str(),
            };
            if locked(id).is_some() == with_lock {
                let mut claim = |text: &str| {
                    let on_client = operation.tags.is_empty().then(|| client.claim([text]).words());
                    methods.claim([on_client.as_deref().unwrap_or(text)])
                };
                claimed.insert(id, claim(text));
                for (_, word) in operation.request_body.iter().flat_map(RequestBody::others) {
                    let locked = locked(id).and_then(|locked| locked.forms.get(word));
                    forms.extend(locked.map(|name| ((id, word), claim(name))));
                }
            }
        }
    }
    // What the document calls `None` must not hide the prelude's.
    let mut markers = Scope::with_reserved(&reserved::TYPES);
    let mut required =
        constructors::released(lock.required_parts.iter().map(|(key, name)| (key, name.as_str())), &mut markers);
    let claimed: Vec<_> =
        claimed.into_iter().map(|(id, method)| (id, markers.claim([method.words().as_str()]), method)).collect();
    for (id, marker, method) in claimed {
        let error = markers.claim([marker.words().as_str(), "error"]);
        let output = name_output(api, id, &marker, &mut markers);
        let parts = name_parts(api, id, locked(id), &marker, &mut markers);
        let key = api.operations[id].key();
        let declared = api.operations[id].request_body.as_ref().and_then(RequestBody::parts);
        let required_parts = parts.as_ref().zip(declared).and_then(|((form, _), declared)| {
            constructors::of_parts(api, declared, form, required.remove(key.as_str()), &mut markers)
        });
        let headers = name_headers(api, id);
        let (arguments, setters, body) = name_arguments(api, id, locked(id));
        let request = (arguments.len() > MOST_ARGUMENTS).then(|| markers.claim([marker.words().as_str(), "request"]));
        let others = api.operations[id].request_body.iter().flat_map(RequestBody::others);
        let forms = others.map(|(position, word)| {
            let method = forms.remove(&(id, word)).unwrap_or_else(|| {
                let text = [method.words(), word.to_owned()].join(" ");
                let on_client = api.operations[id].tags.is_empty().then(|| client.claim([text.as_str()]).words());
                methods.claim([on_client.as_deref().unwrap_or(&text)])
            });
            FormNames { position, word, method, body: body.clone() }
        });
        let forms = forms.collect();
        let names = OperationNames {
            method,
            marker,
            error,
            output,
            request,
            forms,
            parts,
            required_parts,
            headers,
            arguments,
            setters,
        };
        table.operations.insert(id, names);
    }
}

/// Names the outputs of an operation, where several of its successes have bodies that differ.
fn name_output(api: &Frozen, id: OperationId, marker: &Name, markers: &mut Scope) -> Option<(Name, Vec<Name>)> {
    let responses = &api.operations[id].responses;
    let outputs = responses.outputs();
    if responses.is_stream() || outputs.iter().flatten().count() < 2 {
        return None;
    }
    let name = markers.claim([marker.words().as_str(), "output"]);
    let mut variants = Scope::default();
    let variants = outputs.iter().map(|output| match output {
        Some(Content::Typed(body)) => variants.claim(api.types[*body].hint.words()),
        Some(Content::Text) => variants.claim(["text"]),
        Some(Content::Bytes) => variants.claim(["bytes"]),
        None => variants.claim(["empty"]),
    });
    Some((name, variants.collect()))
}

/// Names the struct of a body of parts and its parts, which are arguments and setters at once. The order of those that it
/// must have is released with it.
fn name_parts(
    api: &Frozen,
    id: OperationId,
    locked: Option<&LockedOperation>,
    marker: &Name,
    markers: &mut Scope,
) -> Option<(Name, Vec<(usize, Name)>)> {
    let parts = api.operations[id].request_body.as_ref()?.parts()?;
    let mut scope = Scope::with_reserved(&reserved::PARTS);
    let mut names: Vec<_> =
        parts.iter().enumerate().map(|(position, part)| (position, scope.claim([part.name.as_str()]))).collect();
    if let Some(locked) = locked {
        names.sort_by_key(|(_, name)| place(&locked.parts, name));
    }
    Some((markers.claim([marker.words().as_str(), "form"]), names))
}

/// Names what reads the headers of an operation's answers.
fn name_headers(api: &Frozen, id: OperationId) -> Vec<Name> {
    let mut scope = Scope::with_reserved(&reserved::MARKER);
    api.operations[id].responses.headers().iter().map(|header| scope.claim([header.name.as_str()])).collect()
}

/// Where a name stands in a released order; new ones come last.
fn place(released: &[String], name: &Name) -> usize {
    let name = name.snake();
    released.iter().position(|known| *known == name).unwrap_or(usize::MAX)
}

type Named = Vec<(ArgumentSource, Name)>;

/// Names what an operation takes: what it must be given, what it may be given, and a body in another form.
/// A released operation keeps the order of its arguments; new ones come last.
fn name_arguments(api: &Frozen, id: OperationId, locked: Option<&LockedOperation>) -> (Named, Named, Name) {
    let operation = &api.operations[id];
    let mut arguments = Scope::with_reserved(&reserved::ARGUMENTS);
    let mut setters = Scope::with_reserved(&reserved::CALL);
    let mut required = Vec::new();
    let mut optional = Vec::new();
    for (position, parameter) in operation.parameters.iter().enumerate() {
        let source = ArgumentSource::Parameter(position);
        if parameter.required {
            required.push((source, arguments.claim([parameter.name.as_str()])));
        } else {
            optional.push((source, setters.claim([parameter.name.as_str()])));
        }
    }
    let own = arguments.claim(["body"]);
    if let Some(body) = &operation.request_body {
        if body.required {
            required.push((ArgumentSource::Body, own.clone()));
        } else {
            optional.push((ArgumentSource::Body, setters.claim(["body"])));
        }
    }
    if let Some(locked) = locked {
        required.sort_by_key(|(_, name)| place(&locked.arguments, name));
    }
    (required, optional, own)
}

fn name_error_sets(api: &Frozen, scope: &mut Scope, table: &mut Table) {
    for (id, set) in api.error_sets.iter().filter(|(_, set)| set.bodies.len() > 1) {
        let users = api.operations.values().filter(|operation| operation.error_set == Some(id));
        let tags: BTreeSet<&str> = users.map(|operation| operation.tags.first().map_or("", String::as_str)).collect();
        let bodies: Vec<Vec<&str>> = set.bodies.iter().map(|body| api.types[*body].hint.words()).collect();
        let name = match tags.first() {
            Some(tag) if tags.len() == 1 && !tag.is_empty() => scope.claim([*tag, "error"]),
            _ => scope.claim(bodies.join(&"or")),
        };
        let mut variants = Scope::default();
        let variants = bodies.into_iter().map(|words| variants.claim(words)).collect();
        table.error_sets.insert(id, (name, variants));
    }
}

/// Writes down the names given; what the document no longer has stays, in case it comes back.
fn relock(api: &Frozen, lock: &Lock, table: &Table) -> Lock {
    let mut next = lock.clone();
    for (id, name) in &table.types {
        next.types.insert(api.types[*id].hint.key(), name.words());
    }
    for (id, names) in &table.members {
        let ty = &api.types[*id];
        let members = next.members.entry(ty.hint.key()).or_default();
        let wire: Vec<&String> = match &ty.kind {
            Kind::Object(object) => object.fields.keys().collect(),
            Kind::Enumeration(enumeration) => enumeration.variants.iter().map(|each| &each.wire_name).collect(),
            Kind::Union(union) => union.variants.iter().map(|each| &each.hint).collect(),
            _ => Vec::new(),
        };
        members.extend(wire.into_iter().cloned().zip(names.iter().map(Name::words)));
        let boxed = ty.kind.boxed();
        if !boxed.is_empty() {
            next.boxed.entry(ty.hint.key()).or_default().extend(boxed.into_iter().map(str::to_owned));
        }
    }
    constructors::lock(api, &table.constructors, &mut next);
    for (tag, group) in api.tags.iter().zip(&table.groups) {
        next.tags.insert(tag.name.clone(), group.module.words());
    }
    for (id, names) in &table.operations {
        let operation = &api.operations[*id];
        let arguments = names.arguments.iter().map(|(_, name)| name.snake()).collect();
        let forms = names.forms.iter().map(|form| (form.word.to_owned(), form.method.words())).collect();
        let declared = operation.request_body.as_ref().and_then(RequestBody::parts).unwrap_or_default();
        let is_required = |position: usize| declared.get(position).is_some_and(|part| part.required);
        let parts = names.parts.iter().flat_map(|(_, parts)| parts).filter(|(position, _)| is_required(*position));
        let parts = parts.map(|(_, name)| name.snake()).collect();
        let locked = LockedOperation { name: names.method.words(), arguments, forms, parts };
        let required = names.required_parts.iter().map(|name| (operation.key(), name.words()));
        next.required_parts.extend(required);
        next.operations.insert(operation.key(), locked);
    }
    next
}
