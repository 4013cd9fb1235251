//! The items of the `types` module: the types of the API that have a name go in, sorted items come out.

use crate::ir::{Frozen, Kind};
use crate::names::Table;

use super::docs::{self, Docs};
use super::enumeration::{Enumeration, enumerate};
use super::object::{ConstructorPlan, Struct, structure};
use super::reach::Reach;
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
    /// The module that holds the item alone.
    #[must_use]
    pub fn module(&self) -> &str {
        match self {
            Self::Struct(item) => &item.module,
            Self::Enumeration(item) => &item.module,
            Self::Alias(item) => &item.module,
            Self::Union(item) => &item.module,
        }
    }

    /// The features that compile the item; none: it always is.
    #[must_use]
    pub fn features(&self) -> &[String] {
        match self {
            Self::Struct(item) => &item.features,
            Self::Enumeration(item) => &item.features,
            Self::Alias(item) => &item.features,
            Self::Union(item) => &item.features,
        }
    }

    /// Whether programs should no longer use the item.
    #[must_use]
    pub fn is_deprecated(&self) -> bool {
        match self {
            Self::Struct(item) => item.deprecated,
            Self::Enumeration(item) => item.deprecated,
            Self::Union(item) => item.deprecated,
            Self::Alias(_) => false,
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
    /// Its module.
    pub module: String,
    /// The features that compile it; none: it always is.
    pub features: Vec<String>,
    /// Its docs.
    pub docs: Docs,
    /// What it stands for.
    pub ty: RustType,
}

pub(super) fn items(api: &Frozen, names: &Table, reach: &Reach) -> Vec<TypeItem> {
    let mut items: Vec<TypeItem> = Vec::new();
    for (id, ty) in api.types.iter() {
        let Some(name) = names.types.get(&id) else { continue };
        let members = names.members.get(&id).map(Vec::as_slice).unwrap_or_default();
        let features = reach.features(id);
        items.push(match &ty.kind {
            Kind::Object(object) => TypeItem::Struct(structure(api, names, (id, name), object, (members, features))),
            Kind::Enumeration(enumeration) => {
                TypeItem::Enumeration(enumerate(ty, name, enumeration, (members, features)))
            }
            Kind::Union(of) => TypeItem::Union(union::union(api, names, (id, name), of, (members, features))),
            Kind::Primitive(_) | Kind::Array(_) | Kind::Tuple(_) | Kind::Map(_) | Kind::Newtype(_) | Kind::Any(_) => {
                TypeItem::Alias(Alias {
                    name: name.pascal(),
                    module: name.module_in("types"),
                    features,
                    docs: docs::described(ty),
                    ty: expanded(api, names, id),
                })
            }
        });
    }
    items.sort_by(|a, b| a.module().cmp(b.module()));
    items
}
