//! What stays of a released crate: of operations, the tag whose module they are in, the content types that they send and read,
//! the arguments that they take, and what they send by themselves; of objects, which properties their constructors take and write.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Origin};
use crate::ir::{
    Api, Content, IndexVec, Kind, Location, MediaType, NOTHING, Operation, Parameter, Primitive, Released, Response,
    STRING, Style, TEXT, Type, TypeId, USUAL_CONTENT_TYPE, essence,
};
use crate::lock::Lock;

/// Takes the tags, content types and arguments of released operations from the lock.
pub(super) fn keep_operations(api: &mut Api, lock: &Lock, diagnostics: &mut Diagnostics) {
    keep_contents(api, lock, diagnostics);
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
        let keys: Vec<String> =
            operation.parameters.iter().map(|parameter| operation.parameter_key(parameter)).collect();
        for (parameter, key) in operation.parameters.iter_mut().zip(keys) {
            if !locked.arguments.contains(&key) {
                let given_up = locked.constants.get(&key).filter(|value| !keep_constant(&api.types, parameter, value));
                if let Some(value) = given_up {
                    diagnostics.push(not_sent(&place, &key, value, &parameter.origin));
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
/// An enum of several types gets a variant for each, and so does what can no longer be one type.
fn keep_contents(api: &mut Api, lock: &Lock, diagnostics: &mut Diagnostics) {
    let mut kept = Vec::new();
    for (id, operation) in api.operations.iter() {
        let Some(locked) = lock.operations.get(&operation.place()) else { continue };
        if bodies(&locked.returns, lock).len() != 1 {
            continue;
        }
        let usual = [USUAL_CONTENT_TYPE.to_owned()];
        let accepted = if locked.accepts.is_empty() { &usual[..] } else { &locked.accepts };
        let mut reduced = operation.clone();
        let left_out: Vec<String> =
            reduced.responses.bodies_mut().flat_map(|response| keep_content(response, accepted)).collect();
        let contents = api.keyed(api.outputs(&reduced).into_iter().flatten());
        if bodies(contents.keys(), lock).len() != 1 {
            continue;
        }
        for content_type in left_out {
            diagnostics.push(not_read(operation, accepted, &content_type));
        }
        kept.push((id, reduced.responses));
    }
    for (id, responses) in kept {
        api.operations[id].responses = responses;
    }
}

/// The types that programs get of some bodies, by their keys.
fn bodies<'k>(keys: impl IntoIterator<Item = &'k String>, lock: &'k Lock) -> BTreeSet<&'k str> {
    let keys = keys.into_iter().filter(|key| *key != NOTHING);
    // `STRING` and `TEXT` are both a `String` in Rust.
    keys.map(|key| if key == STRING { TEXT } else { lock.home(key).unwrap_or(key) }).collect()
}

fn not_read(operation: &Operation, accepted: &[String], left_out: &String) -> Diagnostic {
    let message = format!("the released method for `{}` does not read `{left_out}`", operation.place());
    let accepts: Vec<String> = accepted.iter().chain([left_out]).map(|each| format!("{each:?}")).collect();
    let help = format!(
        "to read it too, which breaks programs that call the operation, set `accepts = [{}]` of the operation in signet.lock",
        accepts.join(", ")
    );
    let label = format!("released with `{}`", accepted.join("`, `"));
    Diagnostic::new(Code::KeptContent, message).at(&operation.origin, label).help(help)
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

/// Keeps the value that each call of a released operation sends, where a setter can send another one in its place. Says whether
/// one is still sent.
fn keep_constant(types: &IndexVec<TypeId, Type>, parameter: &mut Parameter, value: &str) -> bool {
    if parameter.constant.is_some() {
        return true;
    }
    // A path has no setters, and JSON is another text.
    if parameter.location == Location::Path || parameter.style == Style::Json {
        return false;
    }
    let is_allowed = match &types[types.resolved(parameter.ty)].kind {
        Kind::Enumeration(known) => known.variants.iter().any(|variant| variant.wire_name == value),
        Kind::Primitive(primitive) => is_value(*primitive, value),
        Kind::Array(_)
        | Kind::Tuple(_)
        | Kind::Map(_)
        | Kind::Object(_)
        | Kind::Union(_)
        | Kind::Newtype(_)
        | Kind::Any(_) => false,
    };
    if is_allowed {
        parameter.constant = Some(value.to_owned());
        parameter.replaceable = true;
    }
    is_allowed
}

/// Says whether a text that was the only value is surely one of a primitive.
fn is_value(primitive: Primitive, text: &str) -> bool {
    match primitive {
        Primitive::Boolean => text.parse::<bool>().is_ok(),
        Primitive::Int8 => text.parse::<i8>().is_ok(),
        Primitive::Int16 => text.parse::<i16>().is_ok(),
        Primitive::Int32 => text.parse::<i32>().is_ok(),
        Primitive::Int64 => text.parse::<i64>().is_ok(),
        Primitive::Uint8 => text.parse::<u8>().is_ok(),
        Primitive::Uint16 => text.parse::<u16>().is_ok(),
        Primitive::Uint32 => text.parse::<u32>().is_ok(),
        Primitive::Uint64 => text.parse::<u64>().is_ok(),
        Primitive::Double => text.parse::<f64>().is_ok_and(f64::is_finite),
        // It may have been JSON when it was released.
        Primitive::String => !text.starts_with(['"', '[', '{']),
        Primitive::Null | Primitive::Date | Primitive::DateTime | Primitive::Uuid | Primitive::Base64 => false,
    }
}

fn not_sent(place: &str, key: &str, value: &str, origin: &Origin) -> Diagnostic {
    let message = format!("the released method for `{place}` no longer sends `{}` as `{key}`", value.escape_debug());
    Diagnostic::new(Code::ConstructorChanged, message)
        .at(origin, "released with this as its only value")
        .help("programs that call the operation may no longer compile, or no longer send the value: release a breaking version")
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
