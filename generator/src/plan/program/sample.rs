//! Values in a program, made from their types: what is required, and nothing else.

use std::collections::HashMap;

use crate::plan::argument::{Argument, BodyForm, Target, TextForm, ValuesForm};
use crate::plan::object::{Accepts, ConstructorPlan, FieldPlan, Holding, Struct};
use crate::plan::rust_type::{Format, RustType, Scalar};
use crate::plan::type_file::TypeFile;
use crate::plan::types::TypeItem;

/// How deep a value is at most, so that it can be read, and ends where types lead back to themselves.
const DEEPEST: usize = 4;

/// A value in a program.
#[derive(Clone, Debug, PartialEq)]
pub enum Sample {
    /// A string literal.
    Text(String),
    /// A string literal that becomes a `String`.
    String(String),
    /// A string literal that becomes a value by `into`.
    Into(String),
    /// A string that becomes a value by `parse`.
    Parsed(&'static str),
    /// A whole number.
    Integer,
    /// A number.
    Float,
    /// `true`
    Boolean,
    /// `None`
    Nothing,
    /// A value that is borrowed.
    Borrowed(Box<Self>),
    /// A value on the heap.
    Boxed(Box<Self>),
    /// A list.
    List(Box<Self>),
    /// A list that is borrowed.
    Slice(Box<Self>),
    /// A tuple.
    Tuple(Vec<Self>),
    /// A map without entries.
    EmptyMap,
    /// A variant of an enumeration of the `types` module.
    Variant(String, String),
    /// A variant of a union of the `types` module, with what it holds.
    Holding(String, String, Box<Self>),
    /// A struct of the `types` module that is made from arguments.
    New(String, Vec<Self>),
    /// A struct of the `types` module that is made from the struct beside it, with its fields.
    Required(String, String, Vec<(String, Self)>),
}

impl Sample {
    /// Returns the number of values that it is made from.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Borrowed(inner) | Self::Boxed(inner) => inner.size(),
            Self::List(inner) | Self::Slice(inner) | Self::Holding(_, _, inner) => 1 + inner.size(),
            Self::Tuple(values) | Self::New(_, values) => 1 + values.iter().map(Self::size).sum::<usize>(),
            Self::Required(_, _, fields) => 2 + fields.iter().map(|(_, value)| value.size()).sum::<usize>(),
            _ => 1,
        }
    }

    /// Says whether it names the `types` module.
    #[must_use]
    pub fn is_of_types(&self) -> bool {
        match self {
            Self::Variant(..) | Self::Holding(..) | Self::New(..) | Self::Required(..) => true,
            Self::Borrowed(inner) | Self::Boxed(inner) | Self::List(inner) | Self::Slice(inner) => inner.is_of_types(),
            Self::Tuple(values) => values.iter().any(Self::is_of_types),
            Self::Text(_)
            | Self::String(_)
            | Self::Into(_)
            | Self::Parsed(_)
            | Self::Integer
            | Self::Float
            | Self::Boolean
            | Self::Nothing
            | Self::EmptyMap => false,
        }
    }

    fn borrowed(self) -> Self {
        Self::Borrowed(Box::new(self))
    }
}

/// Makes samples of the types of a crate.
pub(super) struct Samples<'p> {
    types: HashMap<&'p str, &'p TypeItem>,
}

impl<'p> Samples<'p> {
    pub(super) fn new(types: &'p [TypeFile]) -> Self {
        let items = types.iter().flat_map(|file| &file.items);
        Self { types: items.map(|item| (item.name(), item)).collect() }
    }

    /// What is passed for an argument of an operation; none: the value would be too large for a program.
    pub(super) fn argument(&self, argument: &Argument) -> Option<Sample> {
        let name = &argument.name;
        match &argument.target {
            Target::Path(_, form) | Target::Query(_, form, _) | Target::Header(_, form) => self.text(form, name),
            Target::Styled(styled) => match &styled.values {
                ValuesForm::Text(form) => self.text(form, name),
                ValuesForm::Texts => Some(Sample::Slice(Box::new(Sample::Text(name.clone())))),
                ValuesForm::List(inner) => Some(Sample::Slice(Box::new(self.owned(inner, name, 0)?))),
                ValuesForm::Parts(ty) | ValuesForm::Json(ty) => Some(self.owned(ty, name, 0)?.borrowed()),
            },
            Target::Body(body) => match &body.form {
                BodyForm::Json(RustType::Nullable(_)) => Some(Sample::Nothing),
                BodyForm::Json(RustType::String) | BodyForm::Text => Some(Sample::Text(name.clone())),
                BodyForm::Json(RustType::List(inner)) => Some(Sample::Slice(Box::new(self.owned(inner, name, 0)?))),
                BodyForm::Json(ty) | BodyForm::Pairs(ty, _) => Some(self.owned(ty, name, 0)?.borrowed()),
                BodyForm::Bytes(_) => Some(Sample::Into(name.clone())),
                BodyForm::Multipart(_) => None,
            },
        }
    }

    fn text(&self, form: &TextForm, name: &str) -> Option<Sample> {
        match form {
            TextForm::Text => Some(Sample::Text(name.to_owned())),
            TextForm::Secret => Some(Sample::Into(name.to_owned()).borrowed()),
            TextForm::Shown(each) => Some(scalar(*each)),
            TextForm::Formatted(format) => formatted(*format),
            TextForm::Enumeration(ty) => Some(self.named(ty, name, 0)?.borrowed()),
            TextForm::Integers(ty) => self.named(ty, name, 0),
        }
    }

    /// A value that is not borrowed.
    fn owned(&self, ty: &RustType, name: &str, depth: usize) -> Option<Sample> {
        if depth > DEEPEST {
            return None;
        }
        let inside = |inner: &RustType| self.owned(inner, name, depth + 1);
        match ty {
            RustType::Scalar(each) => Some(scalar(*each)),
            RustType::String => Some(Sample::String(name.to_owned())),
            RustType::Secret | RustType::Raw => Some(Sample::Into(name.to_owned())),
            RustType::Formatted(format) => formatted(*format),
            RustType::List(inner) => Some(Sample::List(Box::new(inside(inner)?))),
            RustType::Tuple(elements, None) => Some(Sample::Tuple(elements.iter().map(inside).collect::<Option<_>>()?)),
            RustType::Map(_) => Some(Sample::EmptyMap),
            RustType::Nullable(_) => Some(Sample::Nothing),
            RustType::Boxed(inner) => Some(Sample::Boxed(Box::new(inside(inner)?))),
            RustType::Named(ty) => self.named(ty, name, depth),
            // No program has a use for them.
            RustType::Null | RustType::Patch(_) | RustType::Tuple(_, Some(_)) => None,
        }
    }

    fn named(&self, ty: &str, name: &str, depth: usize) -> Option<Sample> {
        match self.types.get(ty)? {
            item if item.is_deprecated() => None,
            TypeItem::Enumeration(item) => {
                Some(Sample::Variant(item.name.clone(), item.variants.first()?.name.clone()))
            }
            TypeItem::Alias(item) => self.owned(&item.ty, name, depth + 1),
            TypeItem::Union(item) => item.variants.iter().find_map(|variant| {
                let inner = self.owned(&variant.ty, name, depth + 1)?;
                Some(Sample::Holding(item.name.clone(), variant.name.clone(), Box::new(inner)))
            }),
            TypeItem::Struct(item) => self.structure(item, depth),
        }
    }

    fn structure(&self, item: &Struct, depth: usize) -> Option<Sample> {
        let name = item.name.clone();
        match &item.constructor {
            ConstructorPlan::Arguments(order) => {
                let required = order.iter().filter_map(|position| item.fields.get(*position));
                let alone = order.len() == 1;
                let arguments = required.map(|field| self.accepted(field, alone, depth)).collect::<Option<_>>()?;
                Some(Sample::New(name, arguments))
            }
            ConstructorPlan::Required(required) => {
                let own = item.fields.iter().filter(|field| field.is_argument());
                let field = |field: &FieldPlan| {
                    let value = match field.holding {
                        _ if field.deprecated => return None,
                        Holding::Nullable => Sample::Nothing,
                        _ => self.owned(&field.ty, &field.name, depth + 1)?,
                    };
                    Some((field.name.clone(), value))
                };
                Some(Sample::Required(name, required.clone(), own.map(field).collect::<Option<_>>()?))
            }
        }
    }

    /// What a constructor takes for a field.
    fn accepted(&self, field: &FieldPlan, alone: bool, depth: usize) -> Option<Sample> {
        if field.holding == Holding::Nullable {
            return Some(Sample::Nothing);
        }
        // A constructor puts it on the heap by itself.
        let ty = if let RustType::Boxed(inner) = &field.ty { inner } else { &field.ty };
        let is_converted = match field.accepts {
            Accepts::Value => false,
            Accepts::Into => true,
            Accepts::IntoAlone => alone,
        };
        match ty {
            RustType::String | RustType::Secret | RustType::Raw if is_converted => {
                Some(Sample::Text(field.name.clone()))
            }
            ty => self.owned(ty, &field.name, depth + 1),
        }
    }
}

const fn scalar(scalar: Scalar) -> Sample {
    match scalar {
        Scalar::Bool => Sample::Boolean,
        Scalar::F64 => Sample::Float,
        Scalar::I8 | Scalar::I16 | Scalar::I32 | Scalar::I64 | Scalar::U8 | Scalar::U16 | Scalar::U32 | Scalar::U64 => {
            Sample::Integer
        }
    }
}

/// A text of a format; none of what is bytes, which say little in a program.
fn formatted(format: Format) -> Option<Sample> {
    match format {
        Format::Date => Some(Sample::Parsed("2026-01-31")),
        Format::DateTime => Some(Sample::Parsed("2026-01-31T12:00:00Z")),
        Format::Uuid => Some(Sample::Parsed("67e55044-10b1-426f-9247-bb680e5fe0c8")),
        Format::Base64 => None,
    }
}
