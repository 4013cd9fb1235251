//! What a schema says of its values: their types, which they are, their limits, and what is written for people.

use crate::source::View;

use super::super::Dialect;
use super::{Aspect, Keyword, Role, Schema, Type, TypeSet, Values};

/// The least or greatest value that fits.
#[derive(Clone, Debug)]
pub struct Bound<'a> {
    /// The value.
    pub value: View<'a>,
    /// Whether it is itself outside.
    pub exclusive: bool,
}

/// A side of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// `minimum` and `exclusiveMinimum`.
    Least,
    /// `maximum` and `exclusiveMaximum`.
    Greatest,
}

impl Side {
    /// The keyword of a bound that is itself inside.
    #[must_use]
    pub const fn inclusive(self) -> Keyword {
        match self {
            Self::Least => Keyword::Minimum,
            Self::Greatest => Keyword::Maximum,
        }
    }

    /// The keyword of a bound that is itself outside; in OpenAPI 3.0, whether the other one is.
    #[must_use]
    pub const fn exclusive(self) -> Keyword {
        match self {
            Self::Least => Keyword::ExclusiveMinimum,
            Self::Greatest => Keyword::ExclusiveMaximum,
        }
    }
}

/// Where more is written about a schema.
#[derive(Clone, Debug)]
pub struct ExternalDocs<'a> {
    /// The place.
    pub url: &'a str,
    /// The value.
    pub description: Option<&'a str>,
}

impl<'a> Schema<'a> {
    /// `type`: the types that it names. A file of 2.0 is sent as text is.
    #[must_use]
    pub fn types(&self) -> TypeSet<'a> {
        if let Aspect::Of(ty) = self.aspect {
            return ty.into();
        }
        if self.is_of_type_file() {
            return Type::String.into();
        }
        self.get(Keyword::Type).map(|ty| TypeSet::read(&ty)).unwrap_or_default()
    }

    /// Says whether it is that of a file in 2.0, which has a separate type for files.
    #[must_use]
    pub fn is_of_type_file(&self) -> bool {
        self.dialect == Dialect::V20 && self.text(Keyword::Type) == Some("file")
    }

    /// The type that its keywords are for, where they are for those of one; that of a number is the last to count.
    #[must_use]
    pub fn type_of_keywords(&self) -> Option<Type> {
        let types = [Type::Object, Type::Array, Type::String, Type::Number];
        types.into_iter().find(|ty| self.keywords().any(|keyword| keyword.of() == Some(*ty)))
    }

    /// `nullable`, or `null` among several types.
    #[must_use]
    pub fn is_nullable(&self) -> bool {
        let is_list = self.get(Keyword::Type).is_some_and(|ty| ty.is_array());
        let annotated = match self.values() {
            Some(Values::Annotated(list)) => list.items().any(|schema| schema.types().is_null()),
            _ => false,
        };
        is_list && self.types().has(Type::Null)
            || self.flag(Keyword::Nullable)
            || annotated
            || self.is_extended_by_null()
    }

    /// The extensions by which documents of 2.0 say that `null` is a value.
    fn is_extended_by_null(&self) -> bool {
        let says = |name: &&str| self.extension(name).and_then(|flag| flag.as_bool()) == Some(true);
        self.dialect == Dialect::V20 && ["x-nullable", "x-isnullable"].iter().any(says)
    }

    /// Says whether `null` is its only value.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.types().is_null() || self.values().is_some_and(|values| values.is_null())
    }

    /// Says whether it stands for `null` among the subschemas of a union. `{ nullable: true }` allows anything, by the letter;
    /// generators that write it for an option mean nothing but `null`.
    #[must_use]
    pub fn stands_for_null(&self) -> bool {
        let only = self.flag(Keyword::Nullable)
            && self.entries().all(|(name, _)| {
                matches!(Keyword::named(name), Some(Keyword::Nullable | Keyword::Title | Keyword::Description))
            });
        self.is_null() || only
    }

    /// Says whether text may be a value of it.
    #[must_use]
    pub fn may_be_string(&self) -> bool {
        let types = self.types();
        if self.has(Keyword::Type) {
            return types.has(Type::String);
        }
        self.keywords()
            .all(|keyword| keyword.role(self.dialect) != Role::Subschemas && keyword != Keyword::Discriminator)
    }

    /// `required`: the names of the properties that must be there.
    pub fn required(&self) -> impl Iterator<Item = View<'a>> + use<'a> {
        self.get(Keyword::Required).into_iter().flat_map(|names| names.items())
    }

    /// The bounds on one side.
    #[must_use]
    pub fn bounds(&self, side: Side) -> Vec<Bound<'a>> {
        let (inclusive, exclusive) = (side.inclusive(), side.exclusive());
        // A boolean in OpenAPI 3.0, and a separate number from 3.1 on; documents have either in all versions.
        let own = self.get(exclusive);
        let flag = own.as_ref().and_then(View::as_bool);
        let stated = self.get(inclusive).map(|value| Bound { value, exclusive: flag == Some(true) });
        let own = own.filter(|_| flag.is_none()).map(|value| Bound { value, exclusive: true });
        stated.into_iter().chain(own).collect()
    }

    /// The value of the discriminator that its values have, where that is not its name: an extension of 2.0.
    #[must_use]
    pub fn tag(&self) -> Option<&'a str> {
        self.extension("x-ms-discriminator-value").filter(|_| self.dialect == Dialect::V20)?.as_str()
    }

    /// `default`, which may be `null`.
    #[must_use]
    pub fn default_value(&self) -> Option<View<'a>> {
        self.view.value(Keyword::Default.name())
    }

    /// A value that the document shows, which may be `null`: `example`, or the first of `examples`.
    #[must_use]
    pub fn example(&self) -> Option<View<'a>> {
        self.view.value(Keyword::Example.name()).or_else(|| self.get(Keyword::Examples)?.item(0))
    }

    /// `format`
    #[must_use]
    pub fn format(&self) -> Option<&'a str> {
        self.text(Keyword::Format)
    }

    /// Says whether it is text that stands for bytes in the standard alphabet of base64. That for URLs is another one, which
    /// a server may insist on.
    #[must_use]
    pub fn is_base64(&self) -> bool {
        self.text(Keyword::ContentEncoding).is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64"))
    }

    /// Says whether it is the schema of a file: bytes as they are, not text that stands for them. Keywords of a version
    /// that the document is not written in count too, since no other says this.
    #[must_use]
    pub fn is_file(&self) -> bool {
        let written = |keyword| self.written(keyword)?.as_str();
        if self.is_of_type_file() {
            return true;
        }
        match self.format() {
            Some(format) => format == "binary",
            None => {
                written(Keyword::ContentEncoding).is_none()
                    && written(Keyword::ContentMediaType).is_some_and(|said| said != "text/plain")
            }
        }
    }

    /// `title`
    #[must_use]
    pub fn title(&self) -> Option<&'a str> {
        self.text(Keyword::Title)
    }

    /// `description`
    #[must_use]
    pub fn description(&self) -> Option<&'a str> {
        self.text(Keyword::Description)
    }

    /// `externalDocs`
    #[must_use]
    pub fn external_docs(&self) -> Option<ExternalDocs<'a>> {
        let docs = self.get(Keyword::ExternalDocs)?;
        let description = docs.get("description").and_then(|text| text.as_str());
        Some(ExternalDocs { url: docs.get("url")?.as_str()?, description })
    }

    /// A bound on how many there are of something, where it is a whole number.
    #[must_use]
    pub fn count(&self, keyword: Keyword) -> Option<u64> {
        self.get(keyword)?.as_u64()
    }

    /// Says whether a keyword of this version is `true`.
    #[must_use]
    pub fn flag(&self, keyword: Keyword) -> bool {
        self.get(keyword).and_then(|flag| flag.as_bool()) == Some(true)
    }

    fn text(&self, keyword: Keyword) -> Option<&'a str> {
        self.get(keyword)?.as_str()
    }
}
