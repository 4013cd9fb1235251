//! `x-signet-name`, `x-signet-type-name` and `x-signet-value-names`: the names that an overlay gives.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Given, Hint, Named, Operation};
use crate::openapi::{self, Schema, is_member};
use crate::source::View;

use super::Lowering;

/// Names what it stands in.
const NAME: &str = "x-signet-name";
/// Names the type of a schema that is a member of another one.
const TYPE_NAME: &str = "x-signet-type-name";
/// Names the values of an enumeration.
const VALUE_NAMES: &str = "x-signet-value-names";

/// How long a name may be: longer ones are cut where names are made.
const LONGEST: usize = 100;

impl<'a> Lowering<'a, '_> {
    /// Takes the given name of this node.
    pub(super) fn take_name(&mut self, named: Named, view: &View<'a>) {
        if let Some(name) = view.value(NAME) {
            self.give(named, &name);
        }
    }

    /// Takes the names of an operation, its parameters and the headers of its responses.
    pub(super) fn take_names(&mut self, source: &openapi::Operation<'a>, operation: &Operation) {
        let place = operation.place();
        self.take_name(Named::Operation(place.clone()), &source.view);
        for parameter in &source.parameters {
            match parameter.view.value(NAME) {
                Some(name) if parameter.is_ignored() => {
                    self.refuse_name(&name, "this parameter is not an argument: clients send the header automatically");
                }
                Some(name) => {
                    self.give(Named::parameter(&place, parameter.location.name(), parameter.name), &name);
                }
                None => {}
            }
        }
        for header in source.responses.iter().flat_map(|(_, response)| &response.headers) {
            self.take_name(Named::header(&place, header.name), &header.view);
        }
    }

    /// Takes the name of a schema's type, which stands in the schema that has the type, not in one that refers to it.
    pub(super) fn take_type_name(&mut self, schema: &Schema<'a>, hint: &Hint) {
        let key = if is_member(schema.view()) || schema.is_parameter() { TYPE_NAME } else { NAME };
        if let Some(name) = schema.extension(TYPE_NAME).or_else(|| schema.extension(key)) {
            self.give(Named::Type(hint.key()), &name);
        }
    }

    /// Takes the name of a property of an object, or of a variant of a union.
    pub(super) fn take_member_name(&mut self, schema: &Schema<'a>, hint: &Hint, member: &str) {
        if let Some(name) = schema.extension(NAME) {
            self.give(Named::member(&hint.key(), member), &name);
        }
    }

    /// Takes the names of the values of an enumeration, which are known by their texts.
    pub(super) fn take_value_names(&mut self, schema: &Schema<'a>, hint: &Hint, values: &[&str]) {
        let Some(names) = schema.extension(VALUE_NAMES) else { return };
        if !names.is_object() {
            self.refuse_name(&names, &format!("`{VALUE_NAMES}` is not an object of names by value"));
        }
        for (value, name) in names.entries() {
            if values.contains(&value) {
                self.give(Named::member(&hint.key(), value), &name);
            } else {
                self.refuse_name(&name, &format!("`{}` is not one of the values in `enum`", value.escape_debug()));
            }
        }
    }

    fn give(&mut self, named: Named, view: &View<'a>) {
        let is_name = |name: &&str| {
            name.starts_with(|first: char| first.is_ascii_alphabetic())
                && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
                && name.len() <= LONGEST
        };
        match view.as_str().filter(is_name) {
            Some(name) => {
                let given = Given { name: name.to_owned(), origin: view.origin() };
                self.api.given.entry(named).or_insert(given);
            }
            None => self.refuse_name(
                view,
                &format!("invalid name: expected at most {LONGEST} ASCII letters, digits and underscores, beginning with a letter"),
            ),
        }
    }

    fn refuse_name(&mut self, view: &View<'a>, wrong: &str) {
        self.diagnostics.push(Diagnostic::new(Code::Extension, wrong).at(&view.origin(), "this name"));
    }
}
