//! The items of the `types` module, one for each type of the API that has a name.

use crate::ir::{Frozen, Kind, TypeId};
use crate::names::{Name, Table};

use super::docs::{self, Docs};
use super::enumeration::{Enumeration, enumerate};
use super::object::{ConstructorPlan, Struct, structure};
use super::rust_type::{RustType, expanded};
use super::union::{self, UnionPlan};

/// An item of the `types` module.
#[derive(Debug)]
pub enum TypeItem {
    /// An object with known keys.
    Struct(Struct),
    /// One of several known texts.
    Enumeration(Enumeration),
    /// Another name for a type.
    Alias(Alias),
    /// A value of one of several types.
    Union(UnionPlan),
}

impl TypeItem {
    /// Whether programs should no longer use the item.
    #[must_use]
    pub fn is_deprecated(&self) -> bool {
        match self {
            Self::Struct(item) => item.deprecated,
            Self::Enumeration(item) => item.deprecated,
            Self::Union(item) => item.deprecated,
            Self::Alias(item) => item.renamed,
        }
    }

    /// The name of an item beside it, in the same module: the struct of what an object requires.
    #[must_use]
    pub fn beside(&self) -> Option<&str> {
        match self {
            Self::Struct(Struct { constructor: ConstructorPlan::Required(name), .. }) => Some(name),
            Self::Struct(_) | Self::Enumeration(_) | Self::Alias(_) | Self::Union(_) => None,
        }
    }

    /// The name of the item.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Struct(item) => &item.name,
            Self::Enumeration(item) => &item.name,
            Self::Alias(item) => &item.name,
            Self::Union(item) => &item.name,
        }
    }
}

/// Another name for a type.
#[derive(Debug)]
pub struct Alias {
    /// Its name.
    pub name: String,
    /// Its docs.
    pub docs: Docs,
    /// What it stands for.
    pub ty: RustType,
    /// Whether it is the former name of a type, which programs should no longer use.
    pub renamed: bool,
}

/// Makes the item of a type.
pub(super) fn item(api: &Frozen, names: &Table, id: TypeId, name: &Name) -> TypeItem {
    let ty = &api.types[id];
    let members = names.members.get(&id).map(Vec::as_slice).unwrap_or_default();
    match &ty.kind {
        Kind::Object(object) => TypeItem::Struct(structure(api, names, (id, name), object, members)),
        Kind::Enumeration(enumeration) => TypeItem::Enumeration(enumerate(ty, name, enumeration, members)),
        Kind::Union(of) => TypeItem::Union(union::union(api, names, (id, name), of, members)),
        Kind::Primitive(_) | Kind::Array(_) | Kind::Tuple(_) | Kind::Map(_) | Kind::Newtype(_) | Kind::Any(_) => {
            let (docs, ty) = (docs::described(ty), expanded(api, names, id));
            TypeItem::Alias(Alias { name: name.pascal(), docs, ty, renamed: false })
        }
    }
}

/// Makes the items for the names that a type had in a released crate.
pub(super) fn former(names: &Table, id: TypeId) -> impl Iterator<Item = TypeItem> {
    let of = move |former: &Name| {
        let ty = RustType::Named(names.types.get(&id)?.pascal());
        Some(TypeItem::Alias(Alias { name: former.pascal(), docs: Docs::default(), ty, renamed: true }))
    };
    names.former.get(&id).into_iter().flatten().filter_map(of)
}
