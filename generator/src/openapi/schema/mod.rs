//! Schemas, typed: a view goes in, and what its keywords say comes out, each as its version of OpenAPI means it.
//!
//! Nothing is rewritten: a schema is still a place in its document, and its node tells it from all others.

mod children;
mod keywords;
mod says;
mod types;

pub use children::{Additional, Discriminator, SchemaList};
pub use keywords::{Keyword, Role};
pub use says::Side;
pub use types::{Type, TypeSet};

use crate::diagnostics::{Diagnostic, Diagnostics, Origin};
use crate::source::{Kind, Node, Tree, View};

use super::Dialect;
use super::reference::reference_name;
use super::shape::beside_reference;

/// A schema, or what stands where one is expected. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Schema<'a> {
    view: View<'a>,
    dialect: Dialect,
}

impl<'a> Schema<'a> {
    /// Reads a value as a schema of a version of OpenAPI.
    #[must_use]
    pub const fn new(view: View<'a>, dialect: Dialect) -> Self {
        Self { view, dialect }
    }

    /// Where it stands.
    #[must_use]
    pub const fn view(&self) -> &View<'a> {
        &self.view
    }

    /// The version of OpenAPI that it is written in.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The node, which is the same for whatever leads to this schema.
    #[must_use]
    pub fn node(&self) -> &'a Node {
        self.view.node()
    }

    /// Says whether this is the place of another schema too.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        std::ptr::eq(self.node(), other.node())
    }

    /// Where it came from.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.view.origin()
    }

    /// The kind of value that it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.view.kind()
    }

    /// Says whether it is an object, as schemas with keywords are.
    #[must_use]
    pub fn is_object(&self) -> bool {
        self.view.is_object()
    }

    /// The value of a keyword that this version of OpenAPI has.
    #[must_use]
    pub fn get(&self, keyword: Keyword) -> Option<View<'a>> {
        if keyword.role(self.dialect) == Role::Foreign { None } else { self.written(keyword) }
    }

    /// The value of a keyword, whether this version has it or not.
    fn written(&self, keyword: Keyword) -> Option<View<'a>> {
        self.view.get(keyword.name())
    }

    /// Says whether it has a keyword of this version.
    #[must_use]
    pub fn has(&self, keyword: Keyword) -> bool {
        self.get(keyword).is_some()
    }

    /// What is written in it, in the document's order: names, which may be no keywords, and values, which may be `null`.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, View<'a>)> + use<'a> {
        self.view.entries()
    }

    /// The keywords of this version that it has.
    pub fn keywords(&self) -> impl Iterator<Item = Keyword> + use<'a> {
        let dialect = self.dialect;
        let said = self.entries().filter(|(_, value)| !value.is_null());
        said.filter_map(|(name, _)| Keyword::named(name)).filter(move |keyword| keyword.role(dialect) != Role::Foreign)
    }

    /// Says whether a name is no keyword and a field of the schemas that 2.0 has in parameters and headers.
    #[must_use]
    pub fn is_field_of_items(&self, name: &str) -> bool {
        self.dialect == Dialect::V20 && name == "collectionFormat"
    }

    /// The value of an extension, whose name starts with `x-`.
    #[must_use]
    pub fn extension(&self, name: &str) -> Option<View<'a>> {
        self.view.value(name)
    }

    /// What `$ref` says. One that is no string is none: among `properties` it is the name of a property.
    #[must_use]
    pub fn reference(&self) -> Option<&'a str> {
        self.written(Keyword::Ref)?.as_str()
    }

    /// The name that its `$ref` gives to what it leads to.
    #[must_use]
    pub fn reference_name(&self) -> Option<String> {
        reference_name(self.reference()?)
    }

    /// The schema that it leads to; itself, where it is no reference.
    pub fn follow(&self, tree: &'a Tree) -> Result<Self, Diagnostic> {
        Ok(Self::new(tree.follow(&self.view)?, self.dialect))
    }

    /// Reports what stands beside its `$ref` without effect, unless that is for people.
    pub fn check_siblings(&self, diagnostics: &mut Diagnostics) {
        let is_for_people = |name: &str| name == "summary" || Keyword::named(name).is_some_and(Keyword::is_for_people);
        beside_reference(&self.view, |name| !is_for_people(name), diagnostics);
    }

    /// Says whether it is an item of an `allOf`.
    #[must_use]
    pub fn is_in_all_of(&self) -> bool {
        self.view.parent().is_some_and(|list| list.name() == Some(Keyword::AllOf.name()))
    }
}
