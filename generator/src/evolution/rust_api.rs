//! The names and the orders of arguments that a program relies on.

use std::collections::BTreeMap;

use crate::ir::{Content, Kind, NOTHING, Object, Operation, STRING, TypeId};
use crate::names::{ArgumentSource, Constructor, Name, OperationNames};

use super::operation::Compared as Operations;
use super::types::Compared as Types;
use super::{Comparison, Rule, Side, errors, parameter};

/// Compares what programs see of an operation.
pub(super) fn operation(comparison: &mut Comparison<'_>, compared: &Operations<'_>) {
    let (old, new) = (comparison.old, comparison.new);
    let (one, other) = (old.names.operations.get(&compared.ids.0), new.names.operations.get(&compared.ids.1));
    let (Some(one), Some(other)) = (one, other) else { return };
    for tag in compared.old.tags.iter().filter(|tag| !compared.new.tags.contains(tag)) {
        compared.report(comparison, Rule::TagRemoved, Some(&format!("tag {tag}")), &["tags"], (Some(tag), None));
    }
    for tag in compared.new.tags.iter().filter(|tag| !compared.old.tags.contains(tag)) {
        compared.report(comparison, Rule::TagAdded, Some(&format!("tag {tag}")), &["tags"], (None, Some(tag)));
    }
    errors::operation(comparison, compared);
    let (was, is) = (items(one), items(other));
    for (item, was) in &was {
        if let Some(is) = is.get(item).filter(|is| *is != was) {
            compared.report(comparison, Rule::OperationRenamed, Some(item), &[], (Some(was), Some(is)));
        }
    }
    let (was, is) = (headers(compared.old, one), headers(compared.new, other));
    for (header, was) in &was {
        if let Some(is) = is.get(header).filter(|is| *is != was) {
            let part = format!("response header {header}");
            compared.report(comparison, Rule::OperationRenamed, Some(&part), &["responses"], (Some(was), Some(is)));
        }
    }
    let (was, is) = (setters(compared.old, one), setters(compared.new, other));
    for (key, was) in &was {
        if let Some(is) = is.get(key).filter(|is| *is != was) {
            compared.report(comparison, Rule::OperationRenamed, Some(key), &[], (Some(was), Some(is)));
        }
    }
    let (was, is) = (released_arguments(compared, one), arguments(compared.new, other));
    // Those that one version alone has are in the changes of parameters and bodies.
    if one.request.is_some() != other.request.is_some() || common(&was, &is) != common(&is, &was) {
        let texts = (shown(compared.old, one), shown(compared.new, other));
        compared.report(comparison, Rule::ArgumentsChanged, None, &[], (Some(&texts.0), Some(&texts.1)));
    }
    let (was, is) = (variants(old, compared.old, one), variants(new, compared.new, other));
    if !was.is_empty() && !is.is_empty() {
        for (key, was) in &was {
            let part = format!("output {was}");
            match is.get(key) {
                None => {
                    let rule = Rule::OutputVariantRemoved;
                    compared.report(comparison, rule, Some(&part), &["responses"], (Some(was), None));
                }
                Some(is) if is != was => {
                    let rule = Rule::OperationRenamed;
                    compared.report(comparison, rule, Some(&part), &["responses"], (Some(was), Some(is)));
                }
                Some(_) => {}
            }
        }
        for (_, is) in is.iter().filter(|(key, _)| !was.contains_key(*key)) {
            let part = format!("output {is}");
            compared.report(comparison, Rule::OutputVariantAdded, Some(&part), &["responses"], (None, Some(is)));
        }
    }
    let (was, is) = (output(old, compared.old, one), output(new, compared.new, other));
    if was != is {
        compared.report(comparison, Rule::OutputChanged, None, &["responses"], (Some(&was), Some(&is)));
    }
}

/// The names that a program may use for an operation, by what they name.
fn items(names: &OperationNames) -> BTreeMap<String, String> {
    let own = [
        ("method", Some(names.method.snake())),
        ("type of the operation", Some(names.marker.pascal())),
        ("error type", Some(names.error.pascal())),
        ("output type", names.output.several.as_ref().map(|several| several.name.pascal())),
        ("type of arguments", names.request.as_ref().map(Name::pascal)),
        ("type of the multipart body", names.parts.as_ref().map(|(name, _)| name.pascal())),
        ("type of required parts", names.required_parts.as_ref().map(Name::pascal)),
    ];
    let own = own.into_iter().filter_map(|(item, name)| Some((item.to_owned(), name?)));
    let forms = names.forms.iter().map(|form| (format!("method for a body of {}", form.word), form.method.snake()));
    own.chain(forms).collect()
}

/// The functions that read response headers, by the headers' names in lower case.
fn headers(operation: &Operation, names: &OperationNames) -> BTreeMap<String, String> {
    let headers = operation.responses.headers();
    headers.iter().zip(&names.headers).map(|(header, name)| (header.name.to_lowercase(), name.snake())).collect()
}

/// The variants of an output, by what each holds.
fn variants(side: Side<'_>, operation: &Operation, names: &OperationNames) -> BTreeMap<String, String> {
    let Some(several) = &names.output.several else { return BTreeMap::new() };
    let outputs = side.api.outputs(operation);
    let mut keyed = side.api.keyed(outputs.iter().flatten().copied()).into_keys();
    let keys = outputs.iter().filter_map(|output| match output {
        Some(_) => keyed.next(),
        None => Some(NOTHING.to_owned()),
    });
    keys.zip(several.variants.iter().map(Name::pascal)).collect()
}

fn key(operation: &Operation, source: ArgumentSource) -> String {
    match source {
        ArgumentSource::Body => "body".to_owned(),
        ArgumentSource::Parameter(position) => {
            operation.parameters.get(position).map(|own| parameter::key(operation, own)).unwrap_or_default()
        }
    }
}

fn arguments(operation: &Operation, names: &OperationNames) -> Vec<String> {
    names.arguments.iter().map(|(source, _)| key(operation, *source)).collect()
}

/// The arguments of the old version, called as the new one does.
fn released_arguments(compared: &Operations<'_>, names: &OperationNames) -> Vec<String> {
    let called = |source: &ArgumentSource| match source {
        ArgumentSource::Body => key(compared.old, *source),
        ArgumentSource::Parameter(position) => {
            let own = compared.old.parameters.get(*position);
            own.map(|own| parameter::released_key(compared, own)).unwrap_or_default()
        }
    };
    names.arguments.iter().map(|(source, _)| called(source)).collect()
}

fn setters(operation: &Operation, names: &OperationNames) -> BTreeMap<String, String> {
    names.setters.iter().map(|(source, name)| (key(operation, *source), name.snake())).collect()
}

/// The first of two lists without what the second does not have.
fn common<'l>(one: &'l [String], other: &[String]) -> Vec<&'l String> {
    one.iter().filter(|key| other.contains(key)).collect()
}

fn shown(operation: &Operation, names: &OperationNames) -> String {
    let form = if names.request.is_some() { "one struct of: " } else { "" };
    let label = |source: &ArgumentSource| match source {
        ArgumentSource::Body => Some("body"),
        ArgumentSource::Parameter(position) => operation.parameters.get(*position).map(|own| own.name.as_str()),
    };
    let arguments: Vec<&str> = names.arguments.iter().filter_map(|(source, _)| label(source)).collect();
    format!("{form}{}", arguments.join(", "))
}

/// What a method returns, without the names of types, which are compared with the types.
fn output(side: Side<'_>, operation: &Operation, names: &OperationNames) -> String {
    if let Some(stream) = operation.responses.stream() {
        let alone = if operation.responses.is_stream() { "" } else { " or more" };
        return format!("stream of {}{alone}", stream.codec.word());
    }
    let outputs = side.api.outputs(operation);
    let mut kinds: Vec<&str> = outputs
        .iter()
        .map(|output| match output {
            // A string of JSON is read as text is.
            Some(Content::Typed(ty)) if is_text(side, *ty) => "text",
            Some(Content::Typed(_)) => "value",
            Some(Content::Text) => "text",
            Some(Content::Bytes) => "bytes",
            None => "nothing",
        })
        .collect();
    if names.output.is_one() {
        return kinds.first().map_or("nothing", |kind| *kind).to_owned();
    }
    kinds.sort_unstable();
    kinds.dedup();
    let form = if names.output.several.is_some() { "one of several" } else { "optional" };
    if names.output.several.is_some() { form.to_owned() } else { format!("{form} {}", kinds.join(" or ")) }
}

fn is_text(side: Side<'_>, ty: TypeId) -> bool {
    side.api.keyed([Content::Typed(ty)]).keys().any(|key| key == STRING)
}

/// Compares what programs see of a type.
pub(super) fn types(comparison: &mut Comparison<'_>, compared: &Types<'_>) {
    let (old, new) = (comparison.old.names, comparison.new.names);
    let (was, is) = (old.types.get(&compared.old_id), new.types.get(&compared.new_id));
    let is_renamed = was.map(Name::pascal) != is.map(Name::pascal);
    if let (Some(was), Some(is)) = (was, is)
        && is_renamed
    {
        let former = new.former.get(&compared.new_id).into_iter().flatten();
        let is_kept = former.map(Name::pascal).any(|former| former == was.pascal());
        let rule = if is_kept { Rule::TypeAliased } else { Rule::TypeRenamed };
        compared.report(comparison, rule, None, Some(&was.pascal()), Some(&is.pascal()));
    }
    let was = members(comparison.old, compared.old_id);
    let is = members(comparison.new, compared.new_id);
    for (member, was) in &was {
        if let Some(is) = is.get(member).filter(|is| *is != was) {
            compared.report(comparison, Rule::MemberRenamed, Some(member), Some(was), Some(is));
        }
    }
    if let (Kind::Object(one), Kind::Object(other)) = (&compared.old.kind, &compared.new.kind) {
        let was = old.constructors.get(&compared.old_id).map(|own| constructor(one, own));
        let is = new.constructors.get(&compared.new_id).map(|own| constructor(other, own));
        let (Some(was), Some(is)) = (was, is) else { return };
        // The struct of a type is called after it. Those that take nothing in one version are in the changes of properties,
        // as are arguments that one version alone has.
        let is_struct = was.0.is_some() && is.0.is_some();
        let takes = |(form, fields): &(Option<String>, Vec<String>)| form.is_some() || !fields.is_empty();
        let is_other = was.0 != is.0 && !(is_struct && is_renamed) && takes(&was) && takes(&is);
        if is_other || common(&was.1, &is.1) != common(&is.1, &was.1) {
            let text = |(form, fields): &(Option<String>, Vec<String>)| match form {
                Some(name) => format!("struct {name}"),
                None => fields.join(", "),
            };
            compared.report(comparison, Rule::ConstructorChanged, None, Some(&text(&was)), Some(&text(&is)));
        }
    }
}

fn members(side: Side<'_>, id: TypeId) -> BTreeMap<String, String> {
    let kind = &side.api.types[id].kind;
    let is_object = matches!(kind, Kind::Object(_));
    let name = |name: &Name| if is_object { name.snake() } else { name.pascal() };
    let names = side.names.members.get(&id).into_iter().flatten().map(name);
    kind.members().into_iter().map(str::to_owned).zip(names).collect()
}

/// The struct that `new` takes, or the properties that are its arguments.
fn constructor(object: &Object, constructor: &Constructor) -> (Option<String>, Vec<String>) {
    match constructor {
        Constructor::Required(name) => (Some(name.pascal()), Vec::new()),
        Constructor::Arguments(order) => {
            let field = |position: &usize| object.fields.get_index(*position).map(|(name, _)| name.clone());
            (None, order.iter().filter_map(field).collect())
        }
    }
}
