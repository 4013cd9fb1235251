//! Unions that no `oneOf` lists: of several types, or of what properties hold by patterns of their names.

use crate::ir::{Alternative, Hint, Kind, SUBSCHEMA, TagPlace, Type, TypeId, Union, Why, escaped};
use crate::openapi::Schema;

use super::{Lowering, union};

impl<'a> Lowering<'a, '_> {
    /// A union of the types that a schema names, told apart by the kind of JSON value.
    pub(super) fn of_each_type(&mut self, schema: &Schema<'a>, hint: &Hint) -> Option<Kind> {
        let mut union = Union::new();
        for ty in schema.types().values() {
            let own = schema.of_type(ty);
            let word = union::word(&own);
            let inline = hint.at(word, &format!("{SUBSCHEMA}{word}"));
            let kind = self.single(&own, &inline)?;
            let ty = self.api.types.push(Type { kind, ..Type::any(inline, schema.origin()) });
            union.variants.push(variant(ty, word.to_owned(), word, None));
        }
        Some(Kind::Union(union))
    }

    /// A union of schemas, each with what tells it from the others.
    pub(super) fn any_of(&mut self, schemas: &[(impl AsRef<str>, Schema<'a>)], hint: &Hint) -> Option<TypeId> {
        let origin = schemas.first().map_or_else(|| self.tree.root().origin(), |(_, schema)| schema.origin());
        let id = self.api.types.push(Type::any(hint.clone(), origin));
        let mut union = Union { several: true, ..Union::new() };
        for (key, schema) in schemas {
            let key = key.as_ref();
            let Some(target) = self.followed(schema) else {
                self.api.types[id].kind = Kind::Any(Why::Reported);
                return Some(id);
            };
            let name = schema.reference_name();
            let word = name.as_deref().or(target.title()).unwrap_or_else(|| union::word(&target)).to_owned();
            let is_taken = union.variants.iter().any(|known| known.hint == word);
            let word = if is_taken { format!("{word} {key}") } else { word };
            let ty = self.schema(schema, hint.at(&word, &format!("{SUBSCHEMA}{}", escaped(key))))?;
            if !union.variants.iter().any(|known| known.ty == ty) {
                union.variants.push(variant(ty, word, key, name));
            }
        }
        self.api.types[id].kind = match union.variants.as_slice() {
            [only] => Kind::Newtype(only.ty),
            _ => Kind::Union(union),
        };
        Some(id)
    }
}

fn variant(ty: TypeId, word: String, key: &str, name: Option<String>) -> Alternative {
    Alternative { ty, hint: word, key: key.to_owned(), name, tag: TagPlace::Declared, boxed: false }
}
