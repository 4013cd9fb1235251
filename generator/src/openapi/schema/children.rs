//! The schemas that a schema holds: in lists, by name, or for what is left.

use crate::diagnostics::{Diagnostic, Origin};
use crate::source::{Node, Tree, View};

use super::super::Dialect;
use super::{Keyword, Schema};

/// A list of schemas: `allOf`, `oneOf`, `anyOf`.
#[derive(Clone, Debug)]
pub struct SchemaList<'a> {
    view: View<'a>,
    dialect: Dialect,
}

impl<'a> SchemaList<'a> {
    /// Reads a list of schemas.
    #[must_use]
    pub const fn new(view: View<'a>, dialect: Dialect) -> Self {
        Self { view, dialect }
    }

    /// The node of the list.
    #[must_use]
    pub fn node(&self) -> &'a Node {
        self.view.node()
    }

    /// The schemas, in the document's order.
    pub fn items(&self) -> impl Iterator<Item = Schema<'a>> + use<'a> {
        let dialect = self.dialect;
        self.view.items().map(move |view| Schema::new(view, dialect))
    }

    /// Counts the schemas.
    #[must_use]
    pub fn len(&self) -> usize {
        self.view.len()
    }

    /// Says whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.view.is_empty()
    }

    /// Says whether each schema has a `const`, or is `null`: they list values, and are no types to choose from.
    #[must_use]
    pub fn is_enumeration(&self) -> bool {
        let has_value = self.items().any(|schema| schema.constant().is_some_and(|value| !value.is_null()));
        has_value && self.items().all(|schema| schema.constant().is_some() || schema.types().is_null())
    }

    /// Where it came from.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.view.origin()
    }

    /// Says whether it stands under a keyword.
    #[must_use]
    pub fn is(&self, keyword: Keyword) -> bool {
        self.view.name() == Some(keyword.name())
    }
}

/// Schemas by name: `properties`.
#[derive(Clone, Debug)]
pub struct SchemaMap<'a> {
    view: View<'a>,
    dialect: Dialect,
}

impl<'a> SchemaMap<'a> {
    /// The map that a reference in its place leads to, which documents of several files have.
    pub fn follow(&self, tree: &'a Tree) -> Result<Self, Diagnostic> {
        Ok(Self { view: tree.follow(&self.view)?, dialect: self.dialect })
    }

    /// Names and schemas, in the document's order.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, Schema<'a>)> + use<'a> {
        let dialect = self.dialect;
        self.view.entries().map(move |(name, view)| (name, Schema::new(view, dialect)))
    }

    /// The schema of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Schema<'a>> {
        Some(Schema::new(self.view.get(name)?, self.dialect))
    }
}

/// What properties or elements hold that no other keyword describes.
#[derive(Clone, Debug)]
pub enum Additional<'a> {
    /// There are none: `false`.
    Never,
    /// Anything: `true`.
    Always,
    /// Values of a schema.
    Schema(Schema<'a>),
}

/// Which property tells the values of a union apart.
#[derive(Clone, Debug)]
pub struct Discriminator<'a> {
    view: View<'a>,
    dialect: Dialect,
}

impl<'a> Discriminator<'a> {
    /// The property.
    #[must_use]
    pub fn property(&self) -> Option<&'a str> {
        match self.dialect {
            // It is all that a discriminator says.
            Dialect::V20 => self.view.as_str(),
            Dialect::V30 | Dialect::V31 | Dialect::V32 => self.view.get("propertyName")?.as_str(),
        }
    }

    /// The values of the property, each with the name of a schema, or a reference to it.
    pub fn mapping(&self) -> impl Iterator<Item = (&'a str, View<'a>)> + use<'a> {
        self.view.get("mapping").into_iter().flat_map(|mapping| mapping.entries())
    }

    /// The name of the schema of values whose property is missing or has another value, or a reference to it; since 3.2.
    #[must_use]
    pub fn default_mapping(&self) -> Option<View<'a>> {
        self.view.get("defaultMapping").filter(View::is_string)
    }

    /// Where it stands.
    #[must_use]
    pub const fn view(&self) -> &View<'a> {
        &self.view
    }

    /// Where it came from.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.view.origin()
    }

    /// Says whether it is the one that stands at another place too.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        std::ptr::eq(self.view.node(), other.view.node())
    }
}

impl<'a> Schema<'a> {
    /// `properties`
    #[must_use]
    pub fn properties(&self) -> Option<SchemaMap<'a>> {
        Some(SchemaMap { view: self.get(Keyword::Properties)?, dialect: self.dialect })
    }

    /// `additionalProperties`, or else `unevaluatedProperties`, which counts what other schemas declare as well.
    #[must_use]
    pub fn additional(&self) -> Option<Additional<'a>> {
        self.rest(Keyword::AdditionalProperties).or_else(|| self.rest(Keyword::UnevaluatedProperties))
    }

    /// `patternProperties`: the schemas of properties by patterns of their names.
    #[must_use]
    pub fn pattern_properties(&self) -> Option<SchemaMap<'a>> {
        Some(SchemaMap { view: self.get(Keyword::PatternProperties)?, dialect: self.dialect })
    }

    /// `propertyNames`: the schema that the names of properties fit.
    #[must_use]
    pub fn property_names(&self) -> Option<Schema<'a>> {
        Some(Schema::new(self.get(Keyword::PropertyNames)?, self.dialect))
    }

    /// `contentSchema`: the schema of the value that a string holds as text.
    #[must_use]
    pub fn content_schema(&self) -> Option<Self> {
        Some(Self::new(self.get(Keyword::ContentSchema)?, self.dialect))
    }

    /// `prefixItems`: the schemas of the first elements of an array, by their positions. Some documents have a list in
    /// `items` instead, as earlier drafts of JSON Schema do.
    pub fn prefix_items(&self) -> impl Iterator<Item = Schema<'a>> + use<'a> {
        let list = self.list(if self.lists_items() { Keyword::Items } else { Keyword::PrefixItems });
        list.into_iter().flat_map(|list| list.items())
    }

    /// Says whether `items` is a list, beside which `additionalItems` is what `items` is beside `prefixItems`.
    #[must_use]
    pub fn lists_items(&self) -> bool {
        self.dialect.reads_lists_of_types() && self.get(Keyword::Items).is_some_and(|items| items.is_array())
    }

    /// What the elements behind `prefixItems` hold: `items`, or else `unevaluatedItems`; `additionalItems`, where `items` is a
    /// list.
    #[must_use]
    pub fn additional_items(&self) -> Option<Additional<'a>> {
        if self.lists_items() {
            return Some(self.additional_of(self.written(Keyword::AdditionalItems)?));
        }
        self.rest(Keyword::Items).or_else(|| self.rest(Keyword::UnevaluatedItems))
    }

    fn rest(&self, keyword: Keyword) -> Option<Additional<'a>> {
        Some(self.additional_of(self.get(keyword)?))
    }

    fn additional_of(&self, view: View<'a>) -> Additional<'a> {
        match view.as_bool() {
            Some(true) => Additional::Always,
            Some(false) => Additional::Never,
            None => Additional::Schema(Schema::new(view, self.dialect)),
        }
    }

    /// `items`
    #[must_use]
    pub fn items(&self) -> Option<Schema<'a>> {
        Some(Schema::new(self.get(Keyword::Items)?, self.dialect))
    }

    /// `allOf`, and a `$ref` that stands beside other keywords: the schemas that hold too.
    #[must_use]
    pub fn all_of(&self) -> Vec<Self> {
        self.base().into_iter().chain(self.list(Keyword::AllOf).iter().flat_map(SchemaList::items)).collect()
    }

    /// `oneOf` and `anyOf`: the lists of which a value fits one schema, or several.
    pub fn choices(&self) -> impl Iterator<Item = SchemaList<'a>> {
        [Keyword::OneOf, Keyword::AnyOf].into_iter().filter_map(|keyword| self.list(keyword))
    }

    /// Says whether it combines other schemas.
    #[must_use]
    pub fn combines(&self) -> bool {
        !self.all_of().is_empty() || self.choices().next().is_some()
    }

    /// `discriminator`
    #[must_use]
    pub fn discriminator(&self) -> Option<Discriminator<'a>> {
        let view = self.get(Keyword::Discriminator)?;
        // One of another kind is reported with the other fields.
        let is_readable = if self.dialect == Dialect::V20 { view.is_string() } else { view.is_object() };
        is_readable.then_some(Discriminator { view, dialect: self.dialect })
    }

    fn list(&self, keyword: Keyword) -> Option<SchemaList<'a>> {
        Some(SchemaList::new(self.get(keyword)?, self.dialect))
    }
}
