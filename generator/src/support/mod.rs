//! Writes `SUPPORT.md`: how each construct of OpenAPI is supported.
//!
//! Keywords, styles and formats come from the tables of the stages. Everything else is a row of `constructs`; tests compare
//! the rows with the code and with the documents that prove them.

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

/// How a construct is supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// As specified, within the limits of the note.
    Works,
    /// It appears in the documentation of the crate only.
    Docs,
    /// It does not change what a client sends and reads, and is ignored without a warning.
    Silent,
    /// It is ignored, with a warning that names its place.
    Reported,
    /// The operations that need it are skipped, with an error that names its place.
    Costs,
}

impl Fate {
    const fn word(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Docs => "docs only",
            Self::Silent => "ignored",
            Self::Reported => "reported",
            Self::Costs => "skips the operation",
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
    /// The first version that has it.
    pub since: Dialect,
    /// How it is supported.
    pub fate: Fate,
    /// Details, in a few words.
    pub note: &'static str,
    /// The document below `tests/corpus` that proves it.
    pub proof: &'static str,
}

const HEAD: &str = "\
<!-- Made by `cargo xtask support`. Do not edit. -->

# Supported constructs of OpenAPI

All fixed fields of the objects of Swagger 2.0 and OpenAPI 3.0 to 3.2, the keywords of schemas, and the styles, formats and media
types. Each row names a document in `tests/corpus` that has the construct. Documents in `valid` are generated and compile
without warnings, with a snapshot of the output; documents in `invalid` have a snapshot of the diagnostics; tests send and read
the values of the others.

- **works**: as specified, within the limits of the note.
- **docs only**: appears in the documentation of the crate only.
- **ignored**: does not change what a client sends and reads; there is no warning.
- **reported**: ignored, with a warning that names file, line and column.
- **skips the operation**: the operations that need it are skipped, with an error; with `--strict`, nothing is written.
- –: not part of this version; reported if a document has it.

`x-…` fields are ignored, except `x-enum-varnames` and similar ones (Schema Object, `enum`), the `x-…` fields of 2.0 in the table, and
[the keys of overlays](docs/overlay.md). Fields of the wrong type are reported; `null` is read as absent.

| object | construct | 2.0 | 3.0 | 3.1 | 3.2 | note | document |
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

    /// The table has the keywords that the generator reads, and no others.
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

    /// The table has the fields that documents may have, and no others.
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
