//! Arguments and setters: what a call is given, its Rust type, and where it goes in the request.

use crate::ir::{Codec, Frozen, Kind, Location, MediaType, Operation, Parameter, RequestBody, Style, TypeId, Values};
use crate::names::{ArgumentSource, Name, OperationNames, Table};

use super::docs::{self, Docs};
use super::rust_type::{Format, RustType, Scalar, item, reference, scalar};
use super::style::{self, StylePlan};

/// What a method takes and where it goes.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Where it goes.
    pub target: Target,
}

/// What a setter takes and where it goes.
#[derive(Clone, Debug)]
pub struct Setter {
    /// The argument; the setter has its name.
    pub argument: Argument,
    /// The docs of the setter.
    pub docs: Docs,
    /// Whether programs should no longer use it.
    pub deprecated: bool,
}

/// A parameter of which there is only one value.
#[derive(Clone, Debug)]
pub struct FixedParameter {
    /// Where it goes.
    pub target: Target,
    /// The value as text.
    pub text: String,
}

/// Where an argument goes.
#[derive(Clone, Debug)]
pub enum Target {
    /// Into the path, at the place of this name.
    Path(String, TextForm),
    /// Into the query, under this name; whether it must be there.
    Query(String, TextForm, bool),
    /// Into a header of this name.
    Header(String, TextForm),
    /// To where the runtime spells it.
    Styled(Styled),
    /// Into the body.
    Body(BodyPlan),
}

impl Argument {
    /// What it is on the wire, in words.
    #[must_use]
    pub fn docs(&self) -> Docs {
        match self.target.wire_name() {
            Some(name) => Docs::from("The parameter ").code(name).text("."),
            None => Docs::from("The request body."),
        }
    }
}

impl Target {
    /// Returns its name on the wire, where it has one.
    #[must_use]
    pub fn wire_name(&self) -> Option<&str> {
        match self {
            Self::Path(name, _) | Self::Query(name, _, _) | Self::Header(name, _) => Some(name),
            Self::Styled(styled) => Some(&styled.wire_name),
            Self::Body(_) => None,
        }
    }

    /// Says whether it is taken as a reference.
    #[must_use]
    pub fn is_borrowed(&self) -> bool {
        match self {
            Self::Path(_, form) | Self::Query(_, form, _) | Self::Header(_, form) => form.is_borrowed(),
            Self::Styled(styled) => match &styled.values {
                ValuesForm::Text(form) => form.is_borrowed(),
                ValuesForm::Texts | ValuesForm::List(_) | ValuesForm::Parts(_) | ValuesForm::Json(_) => true,
            },
            Self::Body(body) => !matches!(body.form, BodyForm::Bytes(_)),
        }
    }

    /// Says whether it is written with the path, at its place there.
    #[must_use]
    pub fn is_in_path(&self) -> bool {
        match self {
            Self::Path(..) => true,
            Self::Styled(styled) => styled.place == Location::Path,
            Self::Query(..) | Self::Header(..) | Self::Body(_) => false,
        }
    }
}

/// A parameter that the runtime spells: anything but one text in the usual style of its place.
#[derive(Clone, Debug)]
pub struct Styled {
    /// Its name on the wire.
    pub wire_name: String,
    /// Where it is sent.
    pub place: Location,
    /// How its values are written.
    pub style: StylePlan,
    /// Whether it must be there.
    pub required: bool,
    /// Whether reserved characters stay as they are.
    pub reserved: bool,
    /// The separators between the items of nested lists, outermost first.
    pub nested: Vec<char>,
    /// What it holds.
    pub values: ValuesForm,
}

/// How values become texts.
#[derive(Clone, Debug)]
pub enum ValuesForm {
    /// They are one text.
    Text(TextForm),
    /// They are a list of texts.
    Texts,
    /// They are a list of others.
    List(RustType),
    /// They are what a value of this type consists of.
    Parts(RustType),
    /// They are written as JSON.
    Json(RustType),
}

/// How a single value becomes text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextForm {
    /// It is text.
    Text,
    /// It is a secret text.
    Secret,
    /// It is shown: the scalar's type.
    Shown(Scalar),
    /// It has a format.
    Formatted(Format),
    /// It is one of several strings: the type of the `types` module.
    Enumeration(String),
    /// It is one of several integers: the type of the `types` module.
    Integers(String),
}

impl TextForm {
    pub(super) const fn is_borrowed(&self) -> bool {
        match self {
            Self::Text | Self::Secret | Self::Enumeration(_) | Self::Formatted(Format::Base64) => true,
            Self::Shown(_) | Self::Integers(_) | Self::Formatted(Format::Date | Format::DateTime | Format::Uuid) => {
                false
            }
        }
    }
}

/// A body that is sent.
#[derive(Clone, Debug)]
pub struct BodyPlan {
    /// Its content type.
    pub content_type: String,
    /// What it holds and how that is written.
    pub form: BodyForm,
}

/// What a body holds and how that is written.
#[derive(Clone, Debug)]
pub enum BodyForm {
    /// A value as JSON.
    Json(RustType),
    /// The properties of a value as a form; those with a style of their own, or JSON where there is none, and with whether
    /// reserved characters stay as they are.
    Pairs(RustType, Vec<(String, Option<StylePlan>, bool)>),
    /// Parts: those of a struct of the `ops` module, with their names on the wire in the document's order, or any.
    Multipart(Option<(String, Vec<String>)>),
    /// Text.
    Text,
    /// Bytes, of any of these media types or ranges.
    Bytes(Vec<String>),
}

pub(super) fn argument(
    api: &Frozen,
    names: &Table,
    (operation, own): (&Operation, &OperationNames),
    (source, name): &(ArgumentSource, Name),
) -> Option<Argument> {
    let target = match source {
        ArgumentSource::Parameter(position) => {
            let parameter = operation.parameters.get(*position)?;
            target(parameter, values(api, names, parameter))
        }
        ArgumentSource::Body => {
            let body = operation.request_body.as_ref()?;
            return Some(form(api, names, own, (body, body.preferred()?), name));
        }
    };
    Some(Argument { name: name.snake(), target })
}

/// A body in one of its forms.
pub(super) fn form(
    api: &Frozen,
    names: &Table,
    own: &OperationNames,
    (body, media): (&RequestBody, &MediaType),
    name: &Name,
) -> Argument {
    let ty = || media.ty.map_or(RustType::Raw, |ty| reference(api, names, ty));
    let form = match media.codec {
        Codec::Json => BodyForm::Json(match media.ty {
            Some(ty) if !matches!(api.types[api.resolved(ty)].kind, Kind::Any(_)) => item(api, names, ty),
            // `null` is one of its values.
            Some(_) | None => ty(),
        }),
        Codec::Form => {
            let style = |style, explode| match style {
                Style::Json => None,
                style => Some(style::planned(style, explode, Location::Query)),
            };
            let own = media.encoding.iter();
            let own = own.map(|own| (own.name.clone(), style(own.style, own.explode), own.allow_reserved));
            BodyForm::Pairs(ty(), own.collect())
        }
        Codec::Multipart => {
            let order = || media.parts.iter().map(|part| part.name.clone()).collect();
            BodyForm::Multipart(own.parts.as_ref().map(|(name, _)| (name.pascal(), order())))
        }
        Codec::Text | Codec::EventStream => BodyForm::Text,
        Codec::Bytes | Codec::JsonLines => {
            let alike = body.media.iter().filter(|other| other.codec == media.codec);
            BodyForm::Bytes(alike.map(|other| other.content_type.clone()).collect())
        }
    };
    // A range says what may be sent, and what is sent is one of it.
    let content_type = match (&media.codec, media.content_type.contains('*')) {
        (Codec::Multipart, true) => "multipart/form-data".to_owned(),
        (Codec::Multipart, false) => without_boundary(&media.content_type),
        (_, false) => media.content_type.clone(),
        (Codec::Json, true) => "application/json".to_owned(),
        (Codec::Text, true) => "text/plain".to_owned(),
        (Codec::Form | Codec::Bytes | Codec::EventStream | Codec::JsonLines, true) => {
            "application/octet-stream".to_owned()
        }
    };
    Argument { name: name.snake(), target: Target::Body(BodyPlan { content_type, form }) }
}

/// A media type of parts whose boundary each request chooses anew.
fn without_boundary(content_type: &str) -> String {
    let is_boundary = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or_default();
        name.trim().eq_ignore_ascii_case("boundary")
    };
    content_type.split(';').filter(|parameter| !is_boundary(parameter)).collect::<Vec<_>>().join(";")
}

/// The end of the sentence that names a parameter.
const fn kind(location: Location) -> &'static str {
    match location {
        Location::Path => " path parameter.",
        Location::Query | Location::QueryString => " query parameter.",
        Location::Header => " header.",
        Location::Cookie => " cookie.",
    }
}

pub(super) fn setter(
    api: &Frozen,
    names: &Table,
    (operation, own): (&Operation, &OperationNames),
    source: &(ArgumentSource, Name),
) -> Option<Setter> {
    let argument = argument(api, names, (operation, own), source)?;
    let (sets, docs, deprecated) = match source.0 {
        ArgumentSource::Parameter(position) => {
            let parameter = operation.parameters.get(position)?;
            let sets = Docs::from("Sets the ").code(&parameter.name).text(kind(parameter.location));
            (sets, docs::parameter(parameter), parameter.deprecated)
        }
        ArgumentSource::Body => {
            let description = operation.request_body.as_ref()?.description.as_deref();
            (Docs::from("Sets the request body."), Docs::description(description), false)
        }
    };
    let docs = sets.and(docs);
    Some(Setter { argument, docs, deprecated })
}

/// What each call of an operation sends, by place and name: the order of the document does not change what is sent.
pub(super) fn fixed(operation: &Operation) -> Vec<FixedParameter> {
    let fixed = operation.parameters.iter().filter_map(|parameter| Some((parameter, parameter.constant.clone()?)));
    let mut fixed: Vec<_> = fixed.collect();
    fixed.sort_by_key(|(parameter, _)| (parameter.location.key(), &parameter.name));
    fixed
        .into_iter()
        .map(|(parameter, text)| FixedParameter { target: target(parameter, ValuesForm::Text(TextForm::Text)), text })
        .collect()
}

/// Where a parameter goes that holds such values.
fn target(parameter: &Parameter, values: ValuesForm) -> Target {
    let name = parameter.name.clone();
    match (values, parameter.location, parameter.style) {
        (ValuesForm::Text(form), Location::Path, Style::Simple) => Target::Path(name, form),
        (ValuesForm::Text(form), Location::Header, Style::Simple) => Target::Header(name, form),
        (ValuesForm::Text(form), Location::Query, Style::Form) if !parameter.allow_reserved => {
            Target::Query(name, form, parameter.is_argument())
        }
        (values, location, style) => Target::Styled(Styled {
            wire_name: name,
            place: location,
            style: style::planned(style, parameter.explode, location),
            required: parameter.is_argument() && matches!(location, Location::Query | Location::QueryString),
            reserved: parameter.allow_reserved,
            nested: parameter.nested.clone(),
            values,
        }),
    }
}

fn values(api: &Frozen, names: &Table, parameter: &Parameter) -> ValuesForm {
    let id = api.resolved(parameter.ty);
    if parameter.style == Style::Json {
        return ValuesForm::Json(reference(api, names, parameter.ty));
    }
    match &api.types[id].kind {
        Kind::Array(items) => match item(api, names, *items) {
            RustType::String => ValuesForm::Texts,
            ty => ValuesForm::List(ty),
        },
        Kind::Primitive(_)
        | Kind::Tuple(_)
        | Kind::Map(_)
        | Kind::Object(_)
        | Kind::Enumeration(_)
        | Kind::Union(_)
        | Kind::Newtype(_)
        | Kind::Any(_) => match text_form(api, names, id) {
            Some(form) => ValuesForm::Text(form),
            None => ValuesForm::Parts(reference(api, names, parameter.ty)),
        },
    }
}

/// How a single value becomes text; none: it is more than that.
pub(super) fn text_form(api: &Frozen, names: &Table, id: TypeId) -> Option<TextForm> {
    let ty = &api.types[id];
    match &ty.kind {
        Kind::Enumeration(known) => {
            let name = names.types.get(&id)?.pascal();
            match known.values {
                Values::Texts => Some(TextForm::Enumeration(name)),
                Values::Integers => Some(TextForm::Integers(name)),
                Values::Literals => None,
            }
        }
        Kind::Primitive(primitive) => match scalar(*primitive, ty.secret) {
            RustType::String => Some(TextForm::Text),
            RustType::Secret => Some(TextForm::Secret),
            RustType::Scalar(scalar) => Some(TextForm::Shown(scalar)),
            RustType::Formatted(format) => Some(TextForm::Formatted(format)),
            RustType::Null
            | RustType::List(_)
            | RustType::Tuple(..)
            | RustType::Map(_)
            | RustType::Nullable(_)
            | RustType::Patch(_)
            | RustType::Boxed(_)
            | RustType::Named(_)
            | RustType::Raw => None,
        },
        Kind::Array(_)
        | Kind::Tuple(_)
        | Kind::Map(_)
        | Kind::Object(_)
        | Kind::Union(_)
        | Kind::Newtype(_)
        | Kind::Any(_) => None,
    }
}
