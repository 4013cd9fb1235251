//! What clippy calls a very complex type: an item's types in, the attribute that allows them out, where one is needed.
//!
//! A document nests its lists and maps as deep as it likes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{Argument, BodyForm, Format, PartPlan, PartValue, RustType, Target, ValuesForm};

/// The score up to which clippy does not warn.
const THRESHOLD: usize = 250;

/// For fields, and for a map of further properties.
pub(super) fn of_fields<'a>(
    types: impl Iterator<Item = &'a RustType>,
    additional: Option<&RustType>,
) -> Option<TokenStream> {
    // A value that may be missing is one level deeper, and one in a map stands beside its key.
    let fields = types.map(|ty| 10 + score(ty, 2));
    let map = additional.map(|values| 30 + score(values, 2));
    allowance(fields.chain(map))
}

/// For types as they are, such as those that variants hold.
pub(super) fn of_types<'a>(types: impl Iterator<Item = &'a RustType>) -> Option<TokenStream> {
    allowance(types.map(|ty| score(ty, 1)))
}

/// For what methods and setters take.
pub(super) fn of_arguments<'a>(arguments: impl Iterator<Item = &'a Argument>) -> Option<TokenStream> {
    allowance(arguments.map(|argument| match &argument.target {
        Target::Styled(styled) => match &styled.values {
            ValuesForm::List(item) => borrowed_list(item),
            ValuesForm::Parts(ty) | ValuesForm::Json(ty) => borrowed(ty),
            ValuesForm::Text(_) | ValuesForm::Texts => 0,
        },
        Target::Body(body) => match &body.form {
            BodyForm::Json(ty) | BodyForm::Pairs(ty, _) => borrowed(ty),
            BodyForm::Multipart(_) | BodyForm::Text | BodyForm::Bytes(_) => 0,
        },
        Target::Path(..) | Target::Query(..) | Target::Header(..) => 0,
    }))
}

/// For what the parts of a body are made from.
pub(super) fn of_parts<'a>(parts: impl Iterator<Item = &'a PartPlan>) -> Option<TokenStream> {
    allowance(parts.map(|part| match &part.value {
        PartValue::Json(ty) => borrowed(ty),
        PartValue::JsonList(item) | PartValue::JsonItems(item) => borrowed_list(item),
        PartValue::Part | PartValue::Parts | PartValue::Text(_) | PartValue::Texts(_) | PartValue::Joined(..) => 0,
    }))
}

fn allowance(mut scores: impl Iterator<Item = usize>) -> Option<TokenStream> {
    scores
        .any(|score| score > THRESHOLD)
        .then(|| quote! { #[allow(clippy::type_complexity, reason = "the document nests arrays and maps")] })
}

fn borrowed(ty: &RustType) -> usize {
    1 + score(ty, 1)
}

/// A slice, which counts as a type that holds its items.
fn borrowed_list(item: &RustType) -> usize {
    11 + score(item, 2)
}

/// The score of a type that stands inside of others, the outermost at level 1.
fn score(ty: &RustType, level: usize) -> usize {
    10 * level
        + match ty {
            RustType::List(inner) | RustType::Nullable(inner) | RustType::Patch(inner) | RustType::Boxed(inner) => {
                score(inner, level + 1)
            }
            RustType::Tuple(elements, rest) => {
                elements.iter().chain(rest.as_deref()).map(|element| score(element, level + 1)).sum()
            }
            RustType::Map(inner) => 10 * (level + 1) + score(inner, level + 1),
            // Its time zone is another level.
            RustType::Formatted(Format::DateTime) => 10 * (level + 1),
            RustType::Formatted(Format::Date | Format::Uuid | Format::Base64)
            | RustType::Null
            | RustType::Scalar(_)
            | RustType::String
            | RustType::Secret
            | RustType::Named(_)
            | RustType::Raw => 0,
        }
}
