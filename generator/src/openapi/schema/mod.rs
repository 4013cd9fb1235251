//! Schemas, typed: a view goes in, and what its keywords say comes out, each as its version of OpenAPI means it.
//!
//! Nothing is rewritten: a schema is still a place in its document, and its node tells it from all others.

mod children;
mod keywords;
mod named_values;
mod says;
mod sorted;
mod types;
mod values;

pub use children::{Additional, Discriminator, SchemaList};
pub use keywords::{Keyword, Role};
pub(super) use named_values::client_name;
pub use says::Side;
pub use types::{Type, TypeSet};
pub use values::Values;

use crate::diagnostics::{Diagnostic, Diagnostics, Origin};
use crate::source::{Kind, Node, Tree, View};

use super::Dialect;
use super::reference::reference_name;
use super::shape::beside_reference;

/// A schema, or the value in its place. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Schema<'a> {
    view: View<'a>,
    dialect: Dialect,
    aspect: Aspect,
}

/// How much of what is written counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aspect {
    /// All of it.
    Whole,
    /// The `$ref`, without its siblings.
    Reference,
    /// What holds for values of one type.
    Of(Type),
}

impl<'a> Schema<'a> {
    /// Reads a value as a schema of a version of OpenAPI.
    #[must_use]
    pub const fn new(view: View<'a>, dialect: Dialect) -> Self {
        Self { view, dialect, aspect: Aspect::Whole }
    }

    /// The schema as it holds for values of one of its types.
    #[must_use]
    pub fn of_type(&self, ty: Type) -> Self {
        Self { aspect: Aspect::Of(ty), ..self.clone() }
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

    /// Says whether every value fits: `true`.
    #[must_use]
    pub fn always(&self) -> bool {
        self.dialect.has_json_schema() && self.view.as_bool() == Some(true)
    }

    /// Says whether no value fits: `false`.
    #[must_use]
    pub fn never(&self) -> bool {
        self.dialect.has_json_schema() && self.view.as_bool() == Some(false)
    }

    /// The value of a keyword that this version of OpenAPI has.
    #[must_use]
    pub fn get(&self, keyword: Keyword) -> Option<View<'a>> {
        if self.reads(keyword) { self.written(keyword) } else { None }
    }

    /// Says whether a keyword counts here, if it is written.
    fn reads(&self, keyword: Keyword) -> bool {
        let counts = match self.aspect {
            Aspect::Whole => true,
            Aspect::Reference => keyword == Keyword::Ref,
            Aspect::Of(ty) => keyword.of().is_none_or(|of| ty.is_within(of)),
        };
        counts && keyword.role(self.dialect) != Role::Foreign
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
        let schema = self.clone();
        let said = self.entries().filter(|(_, value)| !value.is_null());
        said.filter_map(|(name, _)| Keyword::named(name)).filter(move |keyword| schema.reads(*keyword))
    }

    /// Says whether a name is no keyword and a field of the schemas that 2.0 has in parameters and headers.
    #[must_use]
    pub fn is_field_of_items(&self, name: &str) -> bool {
        self.dialect == Dialect::V20 && name == "collectionFormat"
    }

    /// Says whether a name is no keyword and a field of the parameters and headers that are schemas themselves in 2.0.
    #[must_use]
    pub fn is_field_of_parameter(&self, name: &str) -> bool {
        self.dialect == Dialect::V20 && ["name", "in", "allowEmptyValue", "collectionFormat"].contains(&name)
    }

    /// Says whether it is a parameter of 2.0, which has the fields of its schema beside its own.
    #[must_use]
    pub fn is_parameter(&self) -> bool {
        let is_listed = || self.view.parent().and_then(|parent| parent.name()) == Some("parameters");
        self.dialect == Dialect::V20 && self.view.get("in").is_some_and(|place| place.is_string()) && is_listed()
    }

    /// The value of an extension, whose name starts with `x-`.
    #[must_use]
    pub fn extension(&self, name: &str) -> Option<View<'a>> {
        self.view.value(name)
    }

    /// What `$ref` says, where the schema is what that leads to. One that is no string is none: among `properties` it is the
    /// name of a property.
    #[must_use]
    pub fn reference(&self) -> Option<&'a str> {
        let reference = self.written(Keyword::Ref)?.as_str()?;
        let is_all = self.aspect == Aspect::Reference || !self.says_more_than_its_reference();
        is_all.then_some(reference)
    }

    /// Says whether it is a reference by any keyword, dynamic ones included.
    #[must_use]
    pub fn refers(&self) -> bool {
        let dynamic = [Keyword::DynamicRef, Keyword::RecursiveRef];
        self.reference().is_some()
            || dynamic.into_iter().any(|keyword| self.get(keyword).is_some_and(|to| to.is_string()))
    }

    /// The reference alone, where other keywords beside it say more of the value: both hold.
    pub(super) fn base(&self) -> Option<Self> {
        let is_base = self.aspect != Aspect::Reference && self.says_more_than_its_reference();
        is_base.then(|| Self { aspect: Aspect::Reference, ..self.clone() })
    }

    /// The reference alone, if its siblings describe this place.
    #[must_use]
    pub fn described_reference(&self) -> Option<Self> {
        let describes = |keyword: Keyword| matches!(keyword.role(self.dialect), Role::Words | Role::Annotation);
        let is_described = self.dialect.has_json_schema() && self.aspect != Aspect::Reference;
        (is_described && self.reference().is_some() && self.keywords().any(describes))
            .then(|| Self { aspect: Aspect::Reference, ..self.clone() })
    }

    /// Says whether keywords beside its `$ref` hold too, which OpenAPI 3.0 does not know.
    fn says_more_than_its_reference(&self) -> bool {
        let says = |keyword: Keyword| match keyword.role(self.dialect) {
            Role::Value | Role::Subschemas | Role::Modifier | Role::Constraint => keyword != Keyword::Ref,
            Role::Annotation | Role::Words | Role::Identity | Role::Silent | Role::Condition | Role::Foreign => false,
        };
        self.dialect.has_json_schema()
            && self.view.len() > 1
            && self.written(Keyword::Ref).is_some_and(|reference| reference.is_string())
            && self.keywords().any(says)
    }

    /// The name that its `$ref` gives to what it leads to.
    #[must_use]
    pub fn reference_name(&self) -> Option<String> {
        reference_name(self.reference()?)
    }

    /// The name of what it refers to and says more of.
    #[must_use]
    pub fn base_name(&self) -> Option<String> {
        self.base()?.reference_name()
    }

    /// The schema that it leads to; itself, where it is no reference or says more than one.
    pub fn follow(&self, tree: &'a Tree) -> Result<Self, Diagnostic> {
        let end = tree.follow(&self.view)?;
        if !self.dialect.has_json_schema() {
            return Ok(Self::new(end, self.dialect));
        }
        // The references end somewhere, so that this does.
        let mut current = self.clone();
        while current.reference().is_some() || !current.says_more_than_its_reference() {
            let Some(next) = tree.followed_once(&current.view, &self.view) else { break };
            current = Self::new(next?, self.dialect);
        }
        Ok(current)
    }

    /// Reports siblings of a `$ref` that have no effect, except documentation.
    pub fn check_siblings(&self, diagnostics: &mut Diagnostics) {
        if self.dialect.has_json_schema() {
            return;
        }
        let is_for_people = |name: &str| name == "summary" || Keyword::named(name).is_some_and(Keyword::is_for_people);
        beside_reference(&self.view, |name| !is_for_people(name), diagnostics);
    }

    /// Says whether it is an item of a `oneOf` or `anyOf`.
    #[must_use]
    pub fn is_choice(&self) -> bool {
        let lists = [Keyword::OneOf.name(), Keyword::AnyOf.name()];
        self.view.parent().and_then(|list| list.name()).is_some_and(|name| lists.contains(&name))
    }

    /// Says whether it is an item of an `allOf`.
    #[must_use]
    pub fn is_in_all_of(&self) -> bool {
        self.view.parent().is_some_and(|list| list.name() == Some(Keyword::AllOf.name()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Keyword, Schema, Type};
    use crate::diagnostics::Diagnostics;
    use crate::openapi::Dialect;
    use crate::source::{Input, Tree, load};

    const SCHEMAS: &str = "option: { type: [string, 'null'] }\nold: { type: string, nullable: true }\nunit: { type: 'null' }\n\
        const: { const: a }\nnone: { const: null }\nbeside: { $ref: '#/base', type: object }\nwords: { $ref: '#/base', title: T }\n\
        base: { properties: { a: {} } }\nlisted: { oneOf: [{ const: a }, { const: b }, { type: 'null' }] }\nyes: true\n\
        several: { type: [array, integer], items: {}, minimum: 1 }\nunknown: { type: [string, any] }\n";

    fn tree() -> Tree {
        load(&[Input::text("a.yaml", SCHEMAS)], &[], &mut Diagnostics::new()).1.unwrap()
    }

    fn schema<'a>(tree: &'a Tree, name: &str, dialect: Dialect) -> Schema<'a> {
        Schema::new(tree.at(&format!("/{name}")).unwrap(), dialect)
    }

    #[test]
    fn each_version_says_null_its_own_way() {
        let tree = tree();
        let schema = |name, dialect| schema(&tree, name, dialect);
        for dialect in [Dialect::V30, Dialect::V31, Dialect::V32] {
            assert!(schema("option", dialect).is_nullable());
            assert!(schema("old", dialect).is_nullable());
            assert!(schema("unit", dialect).is_null());
        }
        assert!(schema("none", Dialect::V31).is_null() && !schema("none", Dialect::V30).is_null());
        assert!(schema("listed", Dialect::V31).is_nullable() && !schema("listed", Dialect::V30).is_nullable());
    }

    #[test]
    fn keywords_of_other_versions_are_not_read() {
        let tree = tree();
        assert!(schema(&tree, "const", Dialect::V30).constant().is_none());
        assert_eq!(schema(&tree, "const", Dialect::V31).constant().unwrap().as_str(), Some("a"));
        assert_eq!(schema(&tree, "const", Dialect::V30).only_text(), Some("a"), "which names what it tags");
        assert!(schema(&tree, "yes", Dialect::V31).always() && !schema(&tree, "yes", Dialect::V30).always());
    }

    #[test]
    fn keywords_beside_a_reference_hold_since_3_1() {
        let tree = tree();
        let beside = |dialect| schema(&tree, "beside", dialect);
        assert_eq!(beside(Dialect::V30).follow(&tree).unwrap().view().pointer(), "/base");
        let own = beside(Dialect::V31).follow(&tree).unwrap();
        assert_eq!(own.view().pointer(), "/beside");
        let [base] = own.all_of().try_into().unwrap();
        assert_eq!(base.follow(&tree).unwrap().view().pointer(), "/base");
        let words = schema(&tree, "words", Dialect::V31);
        assert_eq!(words.follow(&tree).unwrap().view().pointer(), "/base");
        assert!(words.described_reference().is_some() && beside(Dialect::V31).described_reference().is_none());
    }

    #[test]
    fn types_are_a_set_and_each_has_its_keywords() {
        let tree = tree();
        let several = schema(&tree, "several", Dialect::V31);
        assert!(several.types().is_several() && several.types().only().is_none());
        assert!(
            several.of_type(Type::Array).has(Keyword::Items) && !several.of_type(Type::Array).has(Keyword::Minimum)
        );
        assert!(several.of_type(Type::Integer).has(Keyword::Minimum));
        let unknown = schema(&tree, "unknown", Dialect::V31).types();
        assert_eq!((unknown.foreign(), unknown.only()), (Some("any"), None));
        let narrowed = several.types().and(Type::Number.into());
        assert_eq!(narrowed.only(), Some(Type::Integer));
        assert!(narrowed.excludes(Type::String.into()) && !narrowed.excludes(Type::Number.into()));
    }
}
