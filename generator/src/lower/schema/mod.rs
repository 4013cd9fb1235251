//! Schemas: one goes in, a type comes out. One keyword a function.

mod all_of;
mod anything;
mod array;
mod check;
mod choice;
mod constraints;
mod describe;
mod enumeration;
mod fit;
mod hint;
mod implied;
mod keywords;
mod object;
mod parent;
mod parts;
mod primitive;
mod several;
mod subschema;
mod union;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Hint, Kind, PART, Primitive, Type, TypeId, Why};
use crate::openapi::schema::Type as JsonType;
use crate::openapi::{Keyword, Schema, SchemaList};
use crate::source;

use super::Lowering;

pub(super) use describe::value;
pub(super) use parent::Children;
pub(crate) use primitive::{FORMATS, base};
pub(super) use subschema::Called;

/// What becomes of a schema that cannot be understood.
const ANY: &str = "the schema becomes `RawJson`";

impl<'a> Lowering<'a, '_> {
    /// Lowers a schema, or finds the type that it already became.
    pub(super) fn schema(&mut self, schema: &Schema<'a>, inline: Hint) -> Option<TypeId> {
        if let Some(reference) = schema.described_reference() {
            return self.described_place(schema, &reference, inline);
        }
        let target = match self.followed(schema) {
            Some(target) if target.is_object() => target,
            Some(target) if target.always() => return Some(self.any(&[target], inline)),
            Some(other) => {
                self.not_a_schema(&other);
                return Some(self.reported(schema, inline));
            }
            None => return Some(self.reported(schema, inline)),
        };
        let key = (std::ptr::from_ref(target.node()), target.view().scope().cloned());
        if let Some(known) = self.known.get(&key).copied() {
            self.note_reference(schema, &target, known);
            return Some(known);
        }
        if self.api.types.len() >= self.limits.types {
            self.refused += 1;
            return None;
        }
        let hint = self.hint(schema, &target, inline);
        // The place is taken before the children are lowered, so that a schema that contains itself finds it.
        self.keywords(&target);
        let described = self.described(&target, hint.clone());
        let id = self.api.types.push(described);
        self.known.insert(key, id);
        self.check_fit(&target);
        self.depth += 1;
        let kind =
            if self.depth > self.limits.schemas { self.too_deep(&target) } else { self.kind(id, &target, &hint) };
        self.depth -= 1;
        let Some(kind) = kind else {
            self.failed.insert(id);
            return None;
        };
        self.api.types[id].kind = kind;
        self.note_reference(schema, &target, id);
        Some(id)
    }

    /// Notes where a type stands that the document names: the place by which it is found again under another name.
    fn note_reference(&mut self, schema: &Schema<'a>, target: &Schema<'a>, id: TypeId) {
        if schema.is_same(target) || !self.api.types[id].hint.is_given() {
            return;
        }
        let list = schema.view().parent().filter(|_| schema.is_choice());
        let place = match list {
            None => self.place(schema.view()).key,
            // What may be `null` as well stands where the list does; other alternatives have no place of their own.
            Some(list) => {
                let is_only = self.valued(&SchemaList::new(list.clone(), self.dialect)).count() == 1;
                let Some(outer) = list.parent().filter(|_| is_only) else { return };
                self.place(&outer).key
            }
        };
        let place = place.strip_suffix(&format!("/{PART}")).map_or(place.clone(), str::to_owned);
        let types = &self.api.types;
        let known = self.api.references.entry(place).or_insert(id);
        // Of several that are one there, always the same.
        if types[id].hint.key() < types[*known].hint.key() {
            *known = id;
        }
    }

    /// A reference beside which its place is described: another name for what it leads to, with these words.
    fn described_place(&mut self, schema: &Schema<'a>, reference: &Schema<'a>, inline: Hint) -> Option<TypeId> {
        let key = (std::ptr::from_ref(schema.node()), schema.view().scope().cloned());
        if let Some(known) = self.known.get(&key) {
            return Some(*known);
        }
        let hint = self.hint(schema, schema, inline);
        self.keywords(schema);
        let described = self.described(schema, hint.clone());
        let id = self.api.types.push(described);
        self.known.insert(key, id);
        let Some(inner) = self.schema(reference, hint.inside("value")) else {
            self.failed.insert(id);
            return None;
        };
        self.api.types[id].secret |= self.api.types[inner].secret;
        self.api.types[id].kind = Kind::Newtype(inner);
        Some(id)
    }

    fn kind(&mut self, id: TypeId, schema: &Schema<'a>, hint: &Hint) -> Option<Kind> {
        if let Some(discriminator) = self.inherited_discriminator(schema) {
            return self.family(schema, hint, &discriminator);
        }
        if let Some(ignored) = schema.discriminator().filter(|_| schema.choices().next().is_none()) {
            self.ignored(Keyword::Discriminator, ignored.view());
        }
        self.own_kind(id, schema, hint)
    }

    /// What a schema is without the ones that build on it.
    fn own_kind(&mut self, id: TypeId, schema: &Schema<'a>, hint: &Hint) -> Option<Kind> {
        if schema.combines() { self.composed(id, schema, hint) } else { self.single(schema, hint) }
    }

    /// What a schema says without others that it combines.
    fn single(&mut self, schema: &Schema<'a>, hint: &Hint) -> Option<Kind> {
        if is_unreadable(schema) {
            return Some(Kind::Any(Why::Reported));
        }
        if is_only_null(schema) {
            return Some(Kind::Primitive(Primitive::Null));
        }
        let types = schema.types();
        if let Some(values) = schema.values() {
            let lists = matches!(types.only(), Some(JsonType::Object | JsonType::Array));
            let items = values.items();
            if lists || items.iter().any(|value| value.is_object() || value.is_array()) {
                let message = "values that are arrays or objects do not change the generated type";
                self.diagnostics.push(Diagnostic::new(Code::Dropped, message).at(&values.origin(), "ignored"));
            } else if !items.is_empty() && types.foreign().is_none() {
                return Some(self.enumeration(schema, hint));
            }
        }
        // OpenAPI 3.0 has no type `null`.
        if let Some(foreign) = types.foreign().or(types.is_null().then_some("null")) {
            return Some(self.incomprehensible(schema, &format!("unknown type `{}`", foreign.escape_debug())));
        }
        if types.is_several() {
            return self.of_each_type(schema, hint);
        }
        match implied::type_of(schema) {
            Some(JsonType::Object) => self.object(std::slice::from_ref(schema), hint),
            Some(JsonType::Array) => self.array(schema, hint),
            Some(JsonType::Boolean | JsonType::Integer | JsonType::Number | JsonType::String) => {
                primitive::primitive(schema).map(Kind::Primitive)
            }
            Some(JsonType::Null) | None => Some(anything::anything(std::slice::from_ref(schema))),
        }
    }

    fn too_deep(&mut self, schema: &Schema<'a>) -> Option<Kind> {
        self.diagnostics.push(
            Diagnostic::new(Code::TooDeep, format!("more than {} schemas are nested", self.limits.schemas))
                .at(&schema.origin(), "this schema exceeds the limit")
                .help(source::Limits::help("schemas"))
                .cost("the operations that need this schema are skipped"),
        );
        None
    }

    /// Reports a schema that says what cannot be understood: that costs its type, and not what holds a value of it.
    fn incomprehensible(&mut self, schema: &Schema<'a>, why: &str) -> Kind {
        let diagnostic = Diagnostic::new(Code::Schema, why).at(&schema.origin(), "in this schema");
        self.diagnostics.push(diagnostic.cost(ANY));
        Kind::Any(Why::Reported)
    }

    /// Reports a value that is not a schema where one is expected.
    fn not_a_schema(&mut self, schema: &Schema<'a>) {
        let (message, label) = match schema.kind() {
            source::Kind::Boolean if schema.never() => ("no value matches this schema", "this is `false`".to_owned()),
            source::Kind::Boolean => {
                ("a schema is not an object", "OpenAPI 3.1 and later support `true` and `false`".to_owned())
            }
            source::Kind::Null => ("a schema is not an object", "expected an object, found `null`".to_owned()),
            found => ("a schema is not an object", format!("expected an object, found a value of type `{found}`")),
        };
        self.diagnostics.push(Diagnostic::new(Code::Schema, message).at(&schema.origin(), label).cost(ANY));
    }

    /// A type that holds anything in place of one that could not be made, which is reported.
    fn reported(&mut self, schema: &Schema<'a>, hint: Hint) -> TypeId {
        self.api.types.push(Type { kind: Kind::Any(Why::Reported), ..Type::any(hint, schema.origin()) })
    }
}

/// Says whether a version without lists of types has a list of several, or whether a list is empty: its values are any JSON.
fn is_unreadable(schema: &Schema<'_>) -> bool {
    let is_list = schema.get(Keyword::Type).is_some_and(|ty| ty.is_array());
    let types = schema.types();
    is_list && (types.is_empty() || !schema.dialect().reads_lists_of_types() && types.only().is_none())
}

/// Says whether `null` is the only value of a schema; OpenAPI 3.0 has no type for it, but an `enum` of `null` alone.
fn is_only_null(schema: &Schema<'_>) -> bool {
    schema.values().is_some_and(|values| values.is_null())
        || schema.dialect().reads_lists_of_types() && schema.is_null()
}
