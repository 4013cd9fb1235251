//! One of several known values.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Enumeration, Hint, Kind, Primitive, Values, Variant};
use crate::openapi::schema::{Type, TypeSet};
use crate::openapi::{self, Schema};
use crate::source::View;

use super::Lowering;

/// Keys of other generators that name the values, in the order of the values.
const NAMES: [&str; 2] = ["x-enum-varnames", "x-enumNames"];

/// Keys of other generators that describe the values: a list in their order, or an object by value.
const DESCRIPTIONS: [&str; 3] = ["x-enum-descriptions", "x-enumDescriptions", "x-enum-varnames-descriptions"];

impl<'a> Lowering<'a, '_> {
    /// `enum`, of a type that is no list and no object. `null` is said by the type itself.
    ///
    /// Without a `type`, the values say what they are.
    pub(super) fn enumeration(&mut self, schema: &Schema<'a>, hint: &Hint) -> Kind {
        let Some(list) = schema.values() else { return Kind::Any(crate::ir::Why::Unsaid) };
        let Some(values) = kind_of_values(&list, schema.types()) else {
            // All there is to know of a boolean is known without the list, which goes to the docs.
            return Kind::Primitive(Primitive::Boolean);
        };
        let mut enumeration = Enumeration { values, variants: Vec::new() };
        for (position, value) in list.items().into_iter().enumerate().filter(|(_, value)| !value.is_null()) {
            let wire_name = self.wire_name(&value, values);
            if enumeration.variants.iter().any(|known| known.wire_name == wire_name) {
                continue;
            }
            let name = NAMES.iter().find_map(|key| schema.extension(key)?.item(position)?.as_str().map(str::to_owned));
            let (named, annotation) = (schema.named_value(&value), list.annotation(position));
            let name = name.or_else(|| named.as_ref()?.name().map(str::to_owned));
            // Texts name themselves.
            let title = annotation.as_ref().and_then(Schema::title).filter(|_| values != Values::Texts);
            let name = name.or_else(|| title.map(str::to_owned));
            if let Some(annotation) = &annotation {
                self.take_member_name(annotation, hint, &wire_name);
            }
            let proposed = name.or_else(|| (values == Values::Literals).then(|| proposed(&value)).flatten());
            let description = DESCRIPTIONS.iter().find_map(|key| {
                let all = schema.extension(key)?;
                all.item(position).or_else(|| all.get(&wire_name))?.as_str().map(str::to_owned)
            });
            let description = description.or_else(|| named?.description().map(str::to_owned));
            let description = description.or_else(|| annotation.as_ref().and_then(annotated));
            enumeration.variants.push(Variant { wire_name, hint: proposed, description });
        }
        let known: Vec<&str> = enumeration.variants.iter().map(|variant| variant.wire_name.as_str()).collect();
        self.take_value_names(schema, hint, &known);
        if enumeration.variants.is_empty() {
            return Kind::Any(crate::ir::Why::Unsaid);
        }
        Kind::Enumeration(enumeration)
    }

    /// A value as it is on the wire; a value of another type than declared is read as its own type.
    fn wire_name(&mut self, value: &View<'a>, values: Values) -> String {
        match values {
            Values::Texts => {
                if let Some(text) = value.as_str() {
                    return text.to_owned();
                }
                self.diagnostics.push(
                    Diagnostic::new(Code::Schema, "a value of `enum` is not a string")
                        .at(&value.origin(), "expected a string")
                        .cost("the value is read as a string"),
                );
                text_of(value)
            }
            Values::Integers => integer(value).map_or_else(|| text_of(value), |number| number.to_string()),
            Values::Literals => text_of(value),
        }
    }
}

/// What a schema says of the only value that it has.
fn annotated(schema: &Schema<'_>) -> Option<String> {
    let said: Vec<&str> = [schema.title(), schema.description()].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join("\n\n"))
}

/// What the values are; none: booleans.
fn kind_of_values(list: &openapi::schema::Values<'_>, types: TypeSet<'_>) -> Option<Values> {
    let values: Vec<View<'_>> = list.items().into_iter().filter(|value| !value.is_null()).collect();
    match types.only() {
        Some(Type::String) => Some(Values::Texts),
        Some(Type::Boolean) => None,
        Some(Type::Integer) if values.iter().all(|value| integer(value).is_some()) => Some(Values::Integers),
        None if values.iter().all(View::is_string) => Some(Values::Texts),
        None if values.iter().all(|value| value.as_i64().is_some()) => Some(Values::Integers),
        None if values.iter().all(|value| value.as_bool().is_some()) => None,
        Some(_) | None => Some(Values::Literals),
    }
}

/// A whole number of 64 bits, also where the document puts it in quotes.
fn integer(value: &View<'_>) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// The JSON of a value; whole numbers stand as their digits, however long.
fn text_of(value: &View<'_>) -> String {
    let Some(number) = value.number() else { return value.to_json().to_string() };
    let literal = number.to_string();
    match number.as_i128() {
        Some(whole) => whole.to_string(),
        None if serde_json::from_str::<f64>(&literal).is_ok() => literal,
        None => value.to_json().to_string(),
    }
}

/// A text that a name is made of, where the JSON of a value has more than that.
fn proposed(value: &View<'_>) -> Option<String> {
    value.as_str().map(str::to_owned)
}
