//! What successes are read as: nothing, one kind of body, or an enumeration of several.

use crate::ir::{Codec, Content, Frozen, Kind, MediaType, Operation, Primitive, Response, TypeId};
use crate::names::{OperationNames, Table};

use super::operation::{StatusPlan, status};
use super::rust_type::{RustType, reference};

/// What a success holds.
#[derive(Clone, Debug)]
pub enum OutputPlan {
    /// One of these, or nothing where it may be missing.
    One(ContentPlan, bool),
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
    /// The statuses with the position of the variant that each means, the most specific first.
    pub statuses: Vec<(StatusPlan, usize)>,
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
    let outputs = operation.responses.outputs();
    let plan = |content: &Content| match content {
        Content::Typed(ty) => ContentPlan::Value(reference(api, names, *ty)),
        Content::Text => ContentPlan::Text,
        Content::Bytes => ContentPlan::Bytes,
    };
    let Some((name, variants)) = &own.output else {
        let is_optional = outputs.contains(&None);
        return outputs
            .iter()
            .flatten()
            .next()
            .map_or(OutputPlan::Nothing, |one| OutputPlan::One(plan(one), is_optional));
    };
    let position = |response: &Response| outputs.iter().position(|output| *output == response.content());
    let successes = operation.responses.successes();
    let mut statuses: Vec<(StatusPlan, usize)> =
        successes.filter_map(|(pattern, response)| Some((status(pattern), position(response)?))).collect();
    statuses.sort_by_key(|(pattern, _)| match pattern {
        StatusPlan::Exact(_) => 0,
        StatusPlan::Class(_) => 1,
        StatusPlan::Any => 2,
    });
    let variants = variants.iter().zip(&outputs);
    OutputPlan::Several(OutputEnum {
        name: name.pascal(),
        variants: variants.map(|(name, output)| (name.pascal(), output.as_ref().map(plan))).collect(),
        statuses,
    })
}
