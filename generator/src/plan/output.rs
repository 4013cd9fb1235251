//! What successes are read as: nothing, one kind of body, or an enumeration of several.

use crate::ir::{Content, Frozen, Operation, Response};
use crate::names::{OperationNames, Table};

use super::operation::{StatusPlan, status};
use super::types::{RustType, reference};

/// What a success holds.
#[derive(Clone, Debug)]
pub enum OutputPlan {
    /// One of these, or nothing where it may be missing.
    One(ContentPlan, bool),
    /// Nothing.
    Nothing,
    /// One of several.
    Several(OutputEnum),
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

pub(super) fn output(api: &Frozen, names: &Table, operation: &Operation, own: &OperationNames) -> OutputPlan {
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
