//! What successes are read as: nothing, one kind of body, or an enumeration of several.

use crate::ir::{Codec, Content, Frozen, Kind, MediaType, Operation, Primitive, TypeId};
use crate::names::{Name, OperationNames, Table};

use super::operation::{DocumentedPlan, status};
use super::rust_type::{RustType, reference};

/// What a success holds.
#[derive(Clone, Debug)]
pub enum OutputPlan {
    /// One type, or nothing where it may be missing; more contents are other ways to read that type.
    One(Vec<ContentPlan>, bool),
    /// Nothing.
    Nothing,
    /// One of several.
    Several(OutputEnum),
    /// A stream.
    Stream(StreamPlan),
}

/// What is read while it arrives.
#[derive(Clone, Debug)]
pub enum StreamPlan {
    /// Server-sent events with data of this type; none: with texts.
    Events(Option<RustType>),
    /// Lines of JSON.
    Lines(RustType),
}

/// What is read of a body.
#[derive(Clone, Debug)]
pub enum ContentPlan {
    /// A value.
    Value(RustType),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// An enumeration of what an operation answers.
#[derive(Clone, Debug)]
pub struct OutputEnum {
    /// Its name.
    pub name: String,
    /// Its variants with what they hold; none: nothing.
    pub variants: Vec<(String, Option<ContentPlan>)>,
    /// How each of the operation's outputs is read: as which variant, by its position, and from what.
    pub readers: Vec<(usize, Option<ContentPlan>)>,
}

pub(super) fn stream(api: &Frozen, names: &Table, media: &MediaType) -> StreamPlan {
    let ty = media.ty.map(|ty| reference(api, names, ty));
    if media.codec == Codec::JsonLines {
        return StreamPlan::Lines(ty.unwrap_or(RustType::Raw));
    }
    let is_text = |ty: TypeId| matches!(api.types[api.resolved(ty)].kind, Kind::Primitive(Primitive::String));
    StreamPlan::Events(ty.filter(|_| !media.ty.is_some_and(is_text)))
}

pub(super) fn output(api: &Frozen, names: &Table, operation: &Operation, own: &OperationNames) -> OutputPlan {
    if let Some(media) = operation.responses.stream().filter(|_| operation.responses.is_stream()) {
        return OutputPlan::Stream(stream(api, names, media));
    }
    let plan = |content: &Content| content_plan(api, names, *content);
    let outputs = api.outputs(operation);
    let Some(several) = &own.output.several else {
        let contents: Vec<ContentPlan> = outputs.iter().flatten().map(plan).collect();
        return if contents.is_empty() {
            OutputPlan::Nothing
        } else {
            OutputPlan::One(contents, own.output.is_optional)
        };
    };
    let mut variants: Vec<(String, Option<ContentPlan>)> = Vec::new();
    let mut readers = Vec::new();
    for (name, output) in several.variants.iter().zip(&outputs) {
        let (name, content) = (name.pascal(), output.as_ref().map(plan));
        let position = variants.iter().position(|(known, _)| *known == name).unwrap_or(variants.len());
        if position == variants.len() {
            variants.push((name, content.clone()));
        }
        readers.push((position, content));
    }
    // A success without a body that was released and is no longer documented.
    if let Some(empty) = several.empty.as_ref().map(Name::pascal)
        && !variants.iter().any(|(_, content)| content.is_none())
    {
        variants.push((empty, None));
    }
    OutputPlan::Several(OutputEnum { name: several.name.pascal(), variants, readers })
}

/// What is read of a body.
pub(super) fn content_plan(api: &Frozen, names: &Table, content: Content) -> ContentPlan {
    match content {
        Content::Typed(ty) => ContentPlan::Value(reference(api, names, ty)),
        Content::Text => ContentPlan::Text,
        Content::Bytes => ContentPlan::Bytes,
    }
}

/// The documented successes with the position of each one's body among the outputs.
pub(super) fn successes(api: &Frozen, operation: &Operation) -> Vec<DocumentedPlan> {
    let outputs = api.outputs(operation);
    let position = |content| api.output_position(&outputs, content).unwrap_or_default();
    let mut documented = Vec::new();
    for (pattern, response) in operation.responses.successes() {
        let status = status(pattern);
        let readable = response.readable();
        if readable.is_empty() {
            documented.push(DocumentedPlan { status, content_type: String::new(), body: position(None) });
        }
        documented.extend(readable.into_iter().map(|media| DocumentedPlan {
            status,
            content_type: media.content_type.clone(),
            body: position(Some(media.content())),
        }));
    }
    documented
}
