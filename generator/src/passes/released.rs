//! What stays of a released crate: of operations, the tag whose module they are in, the content type that they send, and the
//! arguments that they take; of objects, which properties their constructors take and write.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Origin};
use crate::ir::{Api, Kind, Released, USUAL_CONTENT_TYPE};
use crate::lock::Lock;

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
        let keys: Vec<String> =
            operation.parameters.iter().map(|parameter| operation.parameter_key(parameter)).collect();
        for (parameter, key) in operation.parameters.iter_mut().zip(keys) {
            if !locked.arguments.contains(&key) {
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
