//! Bodies of parts: a struct for each, with what makes a part of each of its properties.

use crate::ir::{FormPart, Frozen, Kind, Operation, PartContent};
use crate::names::{Name, OperationNames, Table};

use super::argument::{TextForm, text_form};
use super::docs::{self, Docs};
use super::rust_type::{RustType, item, reference};

/// The struct of a body of parts.
#[derive(Clone, Debug)]
pub struct PartsPlan {
    /// Its name.
    pub name: String,
    /// The parts that it is made from, in order.
    pub required: Vec<PartPlan>,
    /// The parts that it always has.
    pub fixed: Vec<FixedPart>,
    /// The struct of these parts, where they are no arguments.
    pub constructor: Option<String>,
    /// The parts that it may have.
    pub optional: Vec<PartPlan>,
}

impl PartsPlan {
    /// Says whether the required parts are made from something borrowed.
    #[must_use]
    pub fn is_borrowed(&self) -> bool {
        self.required.iter().any(|part| match &part.value {
            PartValue::Part | PartValue::Parts => false,
            PartValue::Text(form) => form.is_borrowed(),
            PartValue::Texts(_)
            | PartValue::Joined(..)
            | PartValue::Json(_)
            | PartValue::JsonList(_)
            | PartValue::JsonItems(_) => true,
        })
    }
}

/// A property that becomes one part or several.
#[derive(Clone, Debug)]
pub struct PartPlan {
    /// Its place among the parts that the document declares.
    pub position: usize,
    /// Its name; a setter has it too.
    pub name: String,
    /// Its name on the wire.
    pub wire_name: String,
    /// Its docs.
    pub docs: Docs,
    /// Whether programs should no longer send it.
    pub deprecated: bool,
    /// What it is made from.
    pub value: PartValue,
    /// The default content type.
    pub content_type: Option<String>,
}

/// A part that a body always has.
#[derive(Clone, Debug)]
pub struct FixedPart {
    /// Its place among the parts that the document declares.
    pub position: usize,
    /// Its name on the wire.
    pub wire_name: String,
    /// Its only value, as it is sent.
    pub text: String,
    /// Its content type, if it is not plain text.
    pub content_type: Option<String>,
}

/// What parts are made from.
#[derive(Clone, Debug)]
pub enum PartValue {
    /// A part that the program makes.
    Part,
    /// Parts that the program makes.
    Parts,
    /// A text.
    Text(TextForm),
    /// Texts, each in a part.
    Texts(TextForm),
    /// Texts in one part, with this between them.
    Joined(TextForm, char),
    /// A value as JSON.
    Json(RustType),
    /// A list as one JSON.
    JsonList(RustType),
    /// Values as JSON, each in a part.
    JsonItems(RustType),
}

pub(super) fn parts(api: &Frozen, names: &Table, operation: &Operation, own: &OperationNames) -> Option<PartsPlan> {
    let (name, order) = own.parts.as_ref()?;
    let declared = operation.request_body.as_ref()?.parts()?;
    let planned: Vec<(bool, PartPlan)> = order
        .iter()
        .filter_map(|(position, name)| {
            let source = declared.get(*position)?;
            Some((source.required, part(api, names, (*position, source), name)))
        })
        .collect();
    let (required, optional): (Vec<_>, Vec<_>) = planned.into_iter().partition(|(required, _)| *required);
    let plans = |parts: Vec<(bool, PartPlan)>| parts.into_iter().map(|(_, part)| part).collect();
    Some(PartsPlan {
        name: name.pascal(),
        required: plans(required),
        fixed: declared.iter().enumerate().filter_map(fixed).collect(),
        constructor: own.required_parts.as_ref().map(Name::pascal),
        optional: plans(optional),
    })
}

fn fixed((position, part): (usize, &FormPart)) -> Option<FixedPart> {
    let usual = (part.content == PartContent::Json).then(|| "application/json".to_owned());
    Some(FixedPart {
        position,
        wire_name: part.name.clone(),
        text: part.constant.clone()?,
        content_type: part.content_type.clone().or(usual),
    })
}

fn part(api: &Frozen, names: &Table, (position, part): (usize, &FormPart), name: &Name) -> PartPlan {
    let ty = &api.types[part.ty];
    let value = value(api, names, part);
    let is_json = matches!(value, PartValue::Json(_) | PartValue::JsonList(_) | PartValue::JsonItems(_));
    PartPlan {
        position,
        name: name.snake(),
        wire_name: part.name.clone(),
        docs: docs::part(ty, &part.headers),
        deprecated: ty.deprecated,
        value,
        // What the runtime says of JSON is not said again.
        content_type: part.content_type.clone().filter(|said| !is_json || said != "application/json"),
    }
}

fn value(api: &Frozen, names: &Table, part: &FormPart) -> PartValue {
    let id = api.resolved(part.ty);
    let items = if let Kind::Array(items) = api.types[id].kind { Some(items) } else { None };
    let as_text = |id| text_form(api, names, api.resolved(id)).filter(|_| !api.types[id].nullable);
    match (part.content, items) {
        (PartContent::File, _) => PartValue::Part,
        (PartContent::Files, _) => PartValue::Parts,
        (PartContent::Json, Some(items)) => PartValue::JsonList(item(api, names, items)),
        (PartContent::Joined(style), Some(items)) => match as_text(items) {
            Some(form) => PartValue::Joined(form, style.separator()),
            None => PartValue::JsonList(item(api, names, items)),
        },
        (PartContent::Value, Some(items)) => match as_text(items) {
            Some(form) => PartValue::Texts(form),
            None => PartValue::JsonItems(item(api, names, items)),
        },
        (PartContent::Value | PartContent::Joined(_), None) if text_form(api, names, id).is_some() => {
            text_form(api, names, id).map_or(PartValue::Part, PartValue::Text)
        }
        (PartContent::Json | PartContent::Value | PartContent::Joined(_), None) => {
            PartValue::Json(reference(api, names, part.ty))
        }
    }
}
