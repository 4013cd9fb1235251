//! The names of operations: the types that belong to each, and what they take.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::ir::{self, Frozen, GivenNames, Location, Operation, OperationId, Parameter, RequestBody};
use crate::lock::{Lock, LockedOperation, Names};

use super::keys::Keys;
use super::losses::Losses;
use super::methods::{self, Methods};
use super::scope::{Wish, wanted};
use super::table::{ArgumentSource, FormNames, OperationNames, Table};
use super::{Name, Scope, constructors, outputs, reserved};

/// How many arguments a method has at most; a call that needs more takes a struct.
const MOST_ARGUMENTS: usize = 5;

/// The types that belong to an operation beside its marker, by the word that each name ends in.
const TYPES: [&str; 5] = ["error", "output", "request", "form", REQUIRED];

/// The struct of the parts that a multipart body requires.
const REQUIRED: &str = "form_required";

/// Names all operations.
pub(super) fn name_operations(
    api: &Frozen,
    keys: &Keys,
    lock: &Lock,
    table: &mut Table,
    losses: &mut Losses,
    diagnostics: &mut Diagnostics,
) {
    let full = methods::full_names(api, keys);
    let Methods { main, mut bodies } = methods::name_methods(api, keys, lock, (table, &full), losses);
    let mut known = BTreeMap::new();
    for ((id, key), method) in keys.operations.iter().zip(main) {
        let operation = &api.operations[*id];
        let locked = lock.operations.get(key);
        let (arguments, setters, body) = name_arguments(operation, locked, &api.given, losses);
        let others = operation.request_body.iter().flat_map(RequestBody::others);
        let forms = others.filter_map(|(position, word)| {
            let method = bodies.remove(&(*id, word))?;
            Some(FormNames { position, word, method, body: body.clone() })
        });
        known.insert(*id, (method, forms.collect::<Vec<_>>(), arguments, setters));
    }
    let mut types = name_types(api, keys, lock, (&known, &full), losses);
    let nothing = Names::new();
    for (id, (method, forms, arguments, setters)) in known {
        let operation = &api.operations[id];
        let locked = keys.operations.get(&id).and_then(|key| lock.operations.get(key));
        let mut own = |part: &'static str| types.remove(&(id, part));
        let (Some(marker), Some(error)) = (own(MARKER), own("error")) else { continue };
        let released = locked.map_or(&[][..], |locked| &locked.returns);
        let returned = outputs::returned(api, operation, released);
        outputs::report(operation, &method, (released, &returned), diagnostics);
        let variants = locked.map_or(&nothing, |locked| &locked.outputs);
        let output = outputs::name_output(api, operation, (returned, own("output")), (table, variants), losses);
        let parts = own("form").map(|name| (name, name_parts(operation, locked, losses)));
        let required_parts = own(REQUIRED);
        let request = own("request");
        let headers = name_headers(operation, locked, &api.given, losses);
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

/// What the types of operations call a marker among them.
const MARKER: &str = "";

type Known = (Name, Vec<FormNames>, Named, Named);

/// Names the marker of each operation and the types beside it.
fn name_types(
    api: &Frozen,
    keys: &Keys,
    lock: &Lock,
    (known, full): (&BTreeMap<OperationId, Known>, &[Vec<String>]),
    losses: &mut Losses,
) -> BTreeMap<(OperationId, &'static str), Name> {
    let part_key = |key: &str, part: &str| format!("{key}\n{part}");
    let mut released = Names::new();
    for (key, operation) in &lock.operations {
        let LockedOperation { marker, error, output, request, form, form_required, .. } = operation;
        released.insert(part_key(key, MARKER), marker.clone());
        let optional = [output, request, form, form_required].map(Option::as_ref);
        for (part, name) in TYPES.into_iter().zip([Some(error)].into_iter().chain(optional)) {
            released.extend(name.map(|name| (part_key(key, part), name.clone())));
        }
    }
    // What the document calls `None` must not hide the prelude's.
    let mut scope = Scope::with_reserved(&reserved::TYPES);
    scope.keep(&released);
    losses.of("type", &scope);
    let full: Vec<String> = full.iter().map(|words| words.join("_")).collect();
    let operations = || keys.operations.iter().map(|(id, key)| (*id, key));
    let wishes = operations().zip(&full).map(|((_, key), full)| Wish::new(part_key(key, MARKER), full));
    let wishes: Vec<Wish<'_>> = wishes.collect();
    let markers = scope.claim_all(&wishes);
    let words: Vec<String> = markers.iter().map(Name::words).collect();
    let mut owners = Vec::new();
    let mut wishes = Vec::new();
    for ((id, key), marker) in operations().zip(&words) {
        let operation = &api.operations[id];
        let arguments = known.get(&id).map_or(0, |(_, _, arguments, _)| arguments.len());
        let parts = operation.request_body.as_ref().and_then(RequestBody::parts);
        let released_by_name = lock.operations.get(key).is_some_and(|locked| locked.form_required.is_some());
        let by_name = parts.is_some_and(|parts| released_by_name || constructors::are_parts_by_name(api, parts));
        let released = lock.operations.get(key).map_or(&[][..], |locked| &locked.returns);
        let has_output = outputs::is_enum(&outputs::returned(api, operation, released));
        let needed = [true, has_output, arguments > MOST_ARGUMENTS, parts.is_some(), by_name];
        for (part, _) in TYPES.into_iter().zip(needed).filter(|(_, needed)| *needed) {
            owners.push((id, part));
            let instead = vec![marker.as_str(), "operation", part];
            wishes.push(Wish { instead, ..Wish::of(part_key(key, part), vec![marker, part]) });
        }
    }
    let mut names: BTreeMap<_, _> = owners.into_iter().zip(scope.claim_all(&wishes)).collect();
    names.extend(operations().map(|(id, _)| (id, MARKER)).zip(markers));
    names
}

/// Names the parts of a multipart body, which are arguments and setters at once. The order of the required ones is released.
fn name_parts(operation: &Operation, locked: Option<&LockedOperation>, losses: &mut Losses) -> Vec<(usize, Name)> {
    let parts = operation.request_body.as_ref().and_then(RequestBody::parts).unwrap_or_default();
    let mut scope = Scope::with_reserved(&reserved::PARTS);
    scope.keep(locked.iter().flat_map(|locked| &locked.parts));
    losses.of("part", &scope);
    let free: Vec<_> = parts.iter().enumerate().filter(|(_, part)| part.constant.is_none()).collect();
    let wishes = free.iter().map(|(_, part)| {
        Wish::new(part.name.as_str(), part.hint.as_ref().unwrap_or(&part.name)).given(part.given.as_ref())
    });
    let wishes: Vec<Wish<'_>> = wishes.collect();
    let mut names: Vec<_> = free.iter().zip(scope.claim_all(&wishes)).collect();
    if let Some(locked) = locked {
        names.sort_by_key(|((_, part), _)| place(&locked.required_parts, &part.name));
    }
    names.into_iter().map(|((position, _), name)| (*position, name)).collect()
}

/// Names what reads the headers of an operation's responses.
fn name_headers<'o>(
    operation: &'o Operation,
    locked: Option<&LockedOperation>,
    given: &'o GivenNames,
    losses: &mut Losses,
) -> Vec<Name> {
    let mut scope = Scope::with_reserved(&reserved::MARKER);
    scope.keep(locked.iter().flat_map(|locked| &locked.headers));
    losses.of("response header", &scope);
    let headers = operation.responses.headers();
    let own_place = operation.place();
    let given = |name: &str| given.get(&ir::Named::header(&own_place, name));
    let wish = |name: &'o String| Wish::new(name.to_lowercase(), name).given(given(name));
    let wishes: Vec<Wish<'_>> = headers.iter().map(|header| wish(&header.name)).collect();
    scope.claim_all(&wishes)
}

/// Where a key stands in a released order; new ones come last.
fn place(released: &[String], key: &str) -> usize {
    released.iter().position(|known| known == key).unwrap_or(usize::MAX)
}

type Named = Vec<(ArgumentSource, Name)>;

/// Calls what an operation takes: parameters of the path by their position in it, since their names are not sent.
pub(super) fn source_key(operation: &Operation, source: ArgumentSource) -> String {
    match source {
        ArgumentSource::Body => "body".to_owned(),
        ArgumentSource::Parameter(position) => {
            let parameter = operation.parameters.get(position);
            parameter.map(|parameter| operation.parameter_key(parameter)).unwrap_or_default()
        }
    }
}

/// Names what an operation takes: what it must be given, what it may be given, and a body in another form.
/// A released operation keeps the order of its arguments; new ones come last.
fn name_arguments(
    operation: &Operation,
    locked: Option<&LockedOperation>,
    given: &GivenNames,
    losses: &mut Losses,
) -> (Named, Named, Name) {
    let own_place = operation.place();
    let mut arguments = Scope::with_reserved(&reserved::ARGUMENTS);
    let mut setters = Scope::with_reserved(&reserved::CALL);
    arguments.keep(locked.iter().flat_map(|locked| &locked.parameters));
    setters.keep(locked.iter().flat_map(|locked| &locked.setters));
    losses.of("argument", &arguments);
    losses.of("setter", &setters);
    let mut required: Vec<(ArgumentSource, Wish<'_>)> = Vec::new();
    let mut optional = Vec::new();
    let free = operation.parameters.iter().enumerate().filter(|(_, parameter)| !parameter.is_fixed());
    for (position, parameter) in free {
        let source = ArgumentSource::Parameter(position);
        let named = ir::Named::parameter(&own_place, parameter.location.key(), &parameter.name);
        let wish = Wish::of(source_key(operation, source), texts(operation, parameter)).given(given.get(&named));
        if parameter.is_argument() { required.push((source, wish)) } else { optional.push((source, wish)) }
    }
    let body = Wish { rank: 1, ..Wish::new(source_key(operation, ArgumentSource::Body), "body") };
    match &operation.request_body {
        Some(given) if !given.is_argument() => optional.push((ArgumentSource::Body, body.clone())),
        Some(_) | None => {}
    }
    // A body in another form is an argument, whatever the preferred one is.
    required.push((ArgumentSource::Body, body));
    let claim = |scope: &mut Scope, wishes: Vec<(ArgumentSource, Wish<'_>)>| -> Named {
        let (sources, wishes): (Vec<_>, Vec<_>) = wishes.into_iter().unzip();
        sources.into_iter().zip(scope.claim_all(&wishes)).collect()
    };
    let mut required = claim(&mut arguments, required);
    let own = required.last().map_or_else(|| arguments.claim(["body"]), |(_, name)| name.clone());
    if operation.request_body.as_ref().is_none_or(|body| !body.is_argument()) {
        required.pop();
    }
    if let Some(locked) = locked {
        required.sort_by_key(|(source, _)| place(&locked.arguments, &source_key(operation, *source)));
    }
    (required, claim(&mut setters, optional), own)
}

/// What the name of a parameter is made of. Where several want one name, those whose place comes later say it too, so that
/// a new header does not change the name of a query parameter.
fn texts<'o>(operation: &'o Operation, parameter: &'o Parameter) -> Vec<&'o str> {
    let rank = |parameter: &Parameter| Location::ALL.iter().position(|location| *location == parameter.location);
    let own = |parameter: &'o Parameter| parameter.hint.as_deref().unwrap_or(&parameter.name);
    let name = wanted(&[own(parameter)]);
    let mut others = operation.parameters.iter().filter(|other| wanted(&[own(other)]) == name);
    if others.any(|other| rank(other) < rank(parameter)) {
        vec![parameter.location.key(), own(parameter)]
    } else {
        vec![own(parameter)]
    }
}
