//! What becomes of each construct of OpenAPI: the table in, `SUPPORT.md` out.
//!
//! What the stages keep as lists of their own (keywords, styles, formats) is taken from there; the rest is a row of
//! `constructs`, and tests hold it against the code and against the documents that prove it.

mod codecs;
mod constructs;
mod formats;
mod rows;
mod styles;
mod swagger;

use std::fmt::Write as _;

use crate::openapi::Dialect;

pub use constructs::OBJECTS;
pub use swagger::SWAGGER;

/// What becomes of a construct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It does what the specification says, in the limits of the note.
    Works,
    /// It is for people: it goes to the docs of the crate, and nowhere else.
    Docs,
    /// It does not change what a client sends and reads, and is ignored without a warning.
    Silent,
    /// It is ignored, with a warning that names its place.
    Reported,
    /// The operations that need it are left out, with an error that names its place.
    Costs,
}

impl Fate {
    const fn word(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Docs => "docs only",
            Self::Silent => "ignored",
            Self::Reported => "reported",
            Self::Costs => "costs the operation",
        }
    }
}

/// An object of the specification.
#[derive(Debug)]
pub struct Object {
    /// Its name there.
    pub name: &'static str,
    /// Its fields, in the specification's order.
    pub fields: &'static [Construct],
}

/// A field of an object, or a rule of it.
#[derive(Debug)]
pub struct Construct {
    /// The field.
    pub field: &'static str,
    /// The version that has it first.
    pub since: Dialect,
    /// What becomes of it.
    pub fate: Fate,
    /// That in a few words.
    pub note: &'static str,
    /// The document below `tests/corpus` that proves it.
    pub proof: &'static str,
}

const HEAD: &str = "\
<!-- Made by `cargo xtask support`. Do not edit. -->

# What becomes of each construct of OpenAPI

All fixed fields of the objects of Swagger 2.0 and OpenAPI 3.0 to 3.2, the keywords of schemas, and the styles, formats and media types. Each row names a
document of `tests/corpus` that has the construct: those under `valid` generate, compile without a warning, and their output is a snapshot beside them; the
snapshots of those under `invalid` are what is said of them; the others are sent and read by tests.

- **works**: as the specification says, within what the note tells.
- **docs only**: for people; it stands in the docs of the crate.
- **ignored**: it does not change what a client sends and reads; there is no warning.
- **reported**: ignored, with a warning that names file, line and column.
- **costs the operation**: the operations that need it are left out, with an error; with `--strict` nothing is written.
- –: the version does not have it; a field that stands there all the same is reported.

`x-…` fields are ignored anywhere, but for `x-enum-varnames` and the like (Schema Object, `enum`), those of 2.0 that the table has, and
[those of overlays](docs/overlay.md). Fields that hold another kind of value than the specification says are reported; `null` counts as absent.

| object | construct | 2.0 | 3.0 | 3.1 | 3.2 | | proof |
|---|---|---|---|---|---|---|---|
";

/// Writes `SUPPORT.md`.
#[must_use]
pub fn markdown() -> String {
    let mut text = HEAD.to_owned();
    for row in rows::all() {
        let fates: Vec<&str> = row.fates.iter().map(|fate| fate.map_or("–", Fate::word)).collect();
        let proofs: Vec<String> = row.proofs.iter().map(|proof| format!("[{proof}](tests/corpus/{proof})")).collect();
        let (object, fates, proofs) = (row.object.trim_end_matches(" Object"), fates.join(" | "), proofs.join(", "));
        let _ = writeln!(text, "| {object} | {} | {fates} | {} | {proofs} |", row.construct, row.note);
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::openapi::{Keyword, Role};

    /// Whoever teaches the generator a keyword says so in the table, and the reverse.
    #[test]
    fn the_keywords_of_schemas_are_those_of_the_code() {
        let schema = OBJECTS.iter().find(|object| object.name == "Schema Object").unwrap();
        let with = |fates: &[Fate]| -> BTreeSet<&str> {
            let fields = schema.fields.iter().filter(|construct| fates.contains(&construct.fate));
            fields.map(|construct| construct.field).filter(|field| !field.contains([' ', '$'])).collect()
        };
        let of = |roles: &[Role]| -> BTreeSet<&str> {
            let keywords = Keyword::ALL.iter().filter(|keyword| roles.contains(&keyword.role(Dialect::V32)));
            keywords.map(|keyword| keyword.name()).filter(|name| !name.contains('$')).collect()
        };
        let read = [Role::Value, Role::Subschemas, Role::Modifier, Role::Constraint, Role::Annotation, Role::Words];
        assert_eq!(with(&[Fate::Works, Fate::Docs]), of(&read));
        assert_eq!(with(&[Fate::Silent]), of(&[Role::Silent]));
        assert_eq!(with(&[Fate::Reported]), of(&[Role::Condition]));
        for construct in schema.fields {
            let keyword = Keyword::named(construct.field);
            let is_known = |dialect| keyword.is_none_or(|keyword| keyword.role(dialect) != Role::Foreign);
            let since = Dialect::ALL.into_iter().find(|dialect| *dialect >= Dialect::V30 && is_known(*dialect));
            assert!(keyword.is_none() || since == Some(construct.since), "{}", construct.field);
        }
    }

    /// Each field of the table is one that documents may have.
    #[test]
    fn the_fields_of_objects_are_those_of_the_code() {
        for table in OBJECTS {
            let (name, Some(object)) = (table.name, rows::counterpart(table.name)) else { continue };
            let fields = table.fields.iter().map(|construct| construct.field).filter(|field| !field.contains(' '));
            let known: BTreeSet<&str> = object.fields(Dialect::V32).map(|(field, _)| field).collect();
            assert_eq!(fields.collect::<BTreeSet<_>>(), known, "{name}");
        }
    }

    /// Each field of the table of 2.0 is one that its documents may have.
    #[test]
    fn the_fields_of_swagger_are_those_of_the_code() {
        use crate::openapi::Object;
        for (name, object) in [
            ("Swagger Object", Object::OpenApi),
            ("Path Item Object", Object::PathItem),
            ("Operation Object", Object::Operation),
            ("Parameter Object", Object::Parameter),
            ("Response Object", Object::Response),
            ("Security Scheme Object", Object::SecurityScheme),
        ] {
            let table = SWAGGER.iter().find(|object| object.name == name).unwrap();
            let fields = table.fields.iter().map(|construct| construct.field).filter(|field| !field.contains(' '));
            let known: BTreeSet<&str> = object.fields(Dialect::V20).map(|(field, _)| field).collect();
            assert_eq!(fields.collect::<BTreeSet<_>>(), known, "{name}");
        }
    }

    #[test]
    fn no_field_stands_twice() {
        for object in OBJECTS.iter().chain(SWAGGER) {
            let fields: BTreeSet<&str> = object.fields.iter().map(|construct| construct.field).collect();
            assert_eq!(fields.len(), object.fields.len(), "{}", object.name);
        }
    }
}
