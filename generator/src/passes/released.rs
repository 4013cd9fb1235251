//! What stays of a released crate: of operations, the tag whose module they are in, the content types that they send and read,
//! the arguments that they take, and what they send by themselves; of objects, which properties their constructors take and write.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Origin};
use crate::ir::{
    Api, Content, IndexVec, Kind, Location, MediaType, NOTHING, Operation, Parameter, Released, Response, STRING, TEXT,
    Type, TypeId, USUAL_CONTENT_TYPE, Value, Variant, essence,
};
use crate::lock::{Lock, LockedOperation};

/// Takes the tags, content types and arguments of released operations from the lock.
pub(super) fn keep_operations(api: &mut Api, lock: &Lock, diagnostics: &mut Diagnostics) {
    for operation in api.operations.values_mut() {
        let place = operation.place();
        let Some(locked) = lock.operations.get(&place) else { continue };
        operation.released_tag.clone_from(&locked.tag);
        if let Some(body) = &mut operation.request_body {
            body.released = Some(locked.content.clone().unwrap_or_else(|| USUAL_CONTENT_TYPE.to_owned()));
            body.taken = locked.arguments.iter().any(|argument| argument == BODY);
            if body.taken && !body.required {
                diagnostics.push(kept(&place, BODY, &operation.origin));
            }
            for part in body.media.iter_mut().flat_map(|media| &mut media.parts) {
                if locked.required_parts.contains(&part.name) {
                    part.constant = None;
                }
            }
        }
        keep_contents(operation, locked, diagnostics);
        let keys: Vec<String> =
            operation.parameters.iter().map(|parameter| operation.parameter_key(parameter)).collect();
        for (parameter, key) in operation.parameters.iter_mut().zip(keys) {
            if !locked.arguments.contains(&key) {
                if let Some(value) = locked.constants.get(&key) {
                    keep_constant(&api.types, parameter, value);
                }
                continue;
            }
            parameter.constant = None;
            parameter.taken = true;
            if !parameter.required {
                diagnostics.push(kept(&place, &key, &parameter.origin));
            }
        }
    }
}

/// Keeps the one type that the method of a released operation returns: other content types of a success are not asked for.
/// An enum of several types gets a variant for each.
fn keep_contents(operation: &mut Operation, locked: &LockedOperation, diagnostics: &mut Diagnostics) {
    // Programs read both as a `String`.
    let kind = |key: &'_ String| if key == STRING { TEXT.to_owned() } else { key.clone() };
    let bodies: BTreeSet<String> = locked.returns.iter().filter(|key| *key != NOTHING).map(kind).collect();
    if bodies.len() != 1 {
        return;
    }
    let usual = [USUAL_CONTENT_TYPE.to_owned()];
    let accepted = if locked.accepts.is_empty() { &usual[..] } else { &locked.accepts };
    let (place, origin) = (operation.place(), operation.origin.clone());
    for response in operation.responses.bodies_mut() {
        for left_out in keep_content(response, accepted) {
            let message = format!("the released method for `{place}` does not read `{left_out}`");
            let accepts: Vec<String> = accepted.iter().chain([&left_out]).map(|each| format!("{each:?}")).collect();
            let help = format!(
                "to read it too, which breaks programs that call the operation, set `accepts = [{}]` of the operation in signet.lock",
                accepts.join(", ")
            );
            let label = format!("released with `{}`", accepted.join("`, `"));
            diagnostics.push(Diagnostic::new(Code::KeptContent, message).at(&origin, label).help(help));
        }
    }
}

/// Leaves out what a released method did not read of a response, and returns the content types that are left out.
fn keep_content(response: &mut Response, accepted: &[String]) -> Vec<String> {
    let is_exact = |media: &MediaType| accepted.iter().any(|known| known.eq_ignore_ascii_case(&media.content_type));
    let all = || response.media.iter().chain(&response.unread);
    let has_exact = all().any(is_exact);
    let is_accepted = |media: &MediaType| {
        let is_same = |known: &String| essence(known) == essence(&media.content_type);
        is_exact(media) || !has_exact && accepted.iter().any(is_same)
    };
    let kept: Vec<&MediaType> = all().filter(|media| is_accepted(media)).collect();
    if kept.is_empty() {
        return Vec::new();
    }
    let contents: Vec<Content> = kept.iter().map(|media| media.content()).collect();
    let has_stream = kept.iter().any(|media| media.codec.is_stream());
    let is_read = |media: &MediaType| {
        // Another method reads a stream; another content type of the same type makes no difference.
        let is_beside = media.codec.is_stream() && !has_stream;
        is_accepted(media)
            || is_beside
            || matches!(media.content(), Content::Typed(_) if contents.contains(&media.content()))
    };
    let left_out: Vec<String> =
        response.media.iter().filter(|media| !is_read(media)).map(|media| media.content_type.clone()).collect();
    let (read, unread): (Vec<MediaType>, Vec<MediaType>) = all().cloned().partition(is_read);
    response.media = read;
    response.unread = unread.into_iter().map(|media| MediaType { ty: None, ..media }).collect();
    left_out
}

/// Keeps the value that each call of a released operation sends, where a setter can send another one in its place.
fn keep_constant(types: &IndexVec<TypeId, Type>, parameter: &mut Parameter, value: &str) {
    // The path is written at once.
    if parameter.constant.is_some() || parameter.location == Location::Path {
        return;
    }
    let mut id = parameter.ty;
    // A chain of other names is no longer than the list of types.
    for _ in 0..types.len() {
        let Kind::Newtype(inner) = types[id].kind else { break };
        id = inner;
    }
    let text = Value(value.to_owned()).as_single_text();
    let is_value = |variant: &Variant| variant.wire_name == value || text.as_ref() == Some(&variant.wire_name);
    let is_allowed = match &types[id].kind {
        Kind::Enumeration(known) => known.variants.iter().any(is_value),
        Kind::Primitive(_)
        | Kind::Array(_)
        | Kind::Tuple(_)
        | Kind::Map(_)
        | Kind::Object(_)
        | Kind::Union(_)
        | Kind::Newtype(_)
        | Kind::Any(_) => true,
    };
    if is_allowed {
        parameter.constant = Some(value.to_owned());
        parameter.replaceable = true;
    }
}

/// What the lock calls the body among the arguments.
const BODY: &str = "body";

fn kept(place: &str, argument: &str, origin: &Origin) -> Diagnostic {
    let message =
        format!("the released argument `{argument}` of `{place}` stays an argument, though it is optional now");
    let help = format!(
        "to make it a setter, which breaks programs that call the operation, remove \"{argument}\" from its `arguments` in signet.lock"
    );
    Diagnostic::new(Code::KeptArgument, message).at(origin, "released as an argument").help(help)
}

/// Takes what the constructors of released objects do with their properties from the lock.
pub(super) fn keep_constructors(api: &mut Api, lock: &Lock) {
    for ty in api.types.values_mut() {
        let Kind::Object(object) = &mut ty.kind else { continue };
        let key = ty.hint.key();
        let Some(constructor) = lock.constructors.get(&key) else { continue };
        let written = lock.constants.get(&key);
        for (name, field) in &mut object.fields {
            field.released = match written.and_then(|written| written.get(name)) {
                _ if constructor.properties().contains(name) => Released::Taken,
                Some(value) => Released::Written(value.clone()),
                None => Released::Nothing,
            };
        }
    }
}
