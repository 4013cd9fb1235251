//! The rows of the table: what the versions say of one construct stands in one row.

use crate::openapi::{self, Dialect, Keyword, Role};

use super::{Construct, Fate, OBJECTS, Object, SWAGGER, codecs, formats, styles};

/// A construct, and what becomes of it in each version.
pub(super) struct Row {
    pub(super) object: &'static str,
    pub(super) construct: String,
    /// In the versions from the oldest to the newest; none: the version does not have it.
    pub(super) fates: [Option<Fate>; 4],
    pub(super) note: String,
    pub(super) proofs: Vec<&'static str>,
}

impl Row {
    /// A row of what is the same since a version.
    pub(super) fn since(first: Dialect, object: &'static str, construct: String, fate: Fate, note: &str) -> Self {
        let fates = Dialect::ALL.map(|dialect| (dialect >= first).then_some(fate));
        Self { object, construct, fates, note: note.to_owned(), proofs: Vec::new() }
    }

    /// The same with a document that proves it.
    pub(super) fn proved(mut self, proof: &'static str) -> Self {
        self.proofs.push(proof);
        self
    }
}

/// All rows: the objects of OpenAPI 3 in its order, each with what 2.0 says of it in another way, then that of 2.0 alone.
pub(super) fn all() -> Vec<Row> {
    let mut rows = Vec::new();
    for object in OBJECTS {
        let swagger = SWAGGER.iter().find(|other| other.name == object.name);
        rows.extend(object.fields.iter().map(|construct| row(object, construct, swagger)));
        let is_shared = |construct: &&Construct| object.fields.iter().any(|own| own.field == construct.field);
        let own = swagger.iter().flat_map(|swagger| swagger.fields).filter(|construct| !is_shared(construct));
        rows.extend(own.map(|construct| only_in_swagger(object.name, construct)));
        match object.name {
            "Parameter Object" => rows.extend(styles::rows()),
            "Media Type Object" => rows.extend(codecs::rows()),
            "Schema Object" => rows.extend(foreign().chain(formats::rows())),
            _ => {}
        }
    }
    let is_new = |object: &&Object| OBJECTS.iter().all(|known| known.name != object.name);
    for object in SWAGGER.iter().filter(is_new) {
        rows.extend(object.fields.iter().map(|construct| only_in_swagger(object.name, construct)));
    }
    rows
}

fn row(object: &Object, construct: &Construct, swagger: Option<&Object>) -> Row {
    let Construct { field, since, fate, note, proof } = construct;
    let mut row = Row::since(*since, object.name, code(field), *fate, note).proved(proof);
    if let Some(keyword) = keyword(object.name, field) {
        for (known, dialect) in row.fates.iter_mut().zip(Dialect::ALL) {
            *known = Some(if keyword.role(dialect) == Role::Foreign { Fate::Reported } else { *fate });
        }
    }
    let own = swagger.and_then(|swagger| swagger.fields.iter().find(|own| own.field == *field));
    let [oldest, ..] = &mut row.fates;
    match own {
        Some(own) => *oldest = Some(own.fate),
        None if keyword(object.name, field).is_some() => {}
        None => *oldest = is_in_swagger(object.name, field, swagger.is_some()).then_some(*fate),
    }
    if let Some(own) = own {
        if !own.note.is_empty() && own.note != *note {
            let separator = if note.is_empty() { "" } else { "; " };
            row.note = format!("{note}{separator}in 2.0: {}", own.note);
        }
        if own.proof != *proof {
            row.proofs.push(own.proof);
        }
    }
    row
}

fn only_in_swagger(object: &'static str, construct: &Construct) -> Row {
    let Construct { field, fate, note, proof, .. } = construct;
    let fates = [Some(*fate), None, None, None];
    Row { object, construct: code(field), fates, note: (*note).to_owned(), proofs: vec![proof] }
}

/// Keywords of JSON Schema that no version of OpenAPI has.
fn foreign() -> impl Iterator<Item = Row> {
    let foreign = Keyword::ALL.iter().filter(|keyword| keyword.role(Dialect::V32) == Role::Foreign);
    foreign.map(|keyword| {
        let construct = code(keyword.name());
        let note = if *keyword == Keyword::AdditionalItems {
            "works beside an `items` that is an array, as in earlier drafts of JSON Schema"
        } else {
            "a keyword of earlier drafts of JSON Schema"
        };
        Row::since(Dialect::V20, "Schema Object", construct, Fate::Reported, note)
            .proved("invalid/schema-keywords.yaml")
    })
}

fn keyword(object: &str, field: &str) -> Option<Keyword> {
    if object == "Schema Object" { Keyword::named(field) } else { None }
}

/// Says whether 2.0 has a field, or follows a rule, as OpenAPI 3 does.
fn is_in_swagger(object: &str, field: &str, has_own_table: bool) -> bool {
    match (counterpart(object), object) {
        (_, "Schema Object") => !has_own_table || Keyword::named(field).is_some(),
        (Some(counterpart), _) => counterpart.fields(Dialect::V20).any(|(known, _)| known == field),
        (None, "Paths Object" | "Responses Object" | "Security Requirement Object") => true,
        (None, "Reference Object") => !field.contains("summary"),
        (None, _) => false,
    }
}

/// The object of the code that a table is about.
pub(super) fn counterpart(name: &str) -> Option<openapi::Object> {
    use openapi::Object;
    Some(match name {
        "OpenAPI Object" => Object::OpenApi,
        "Info Object" => Object::Info,
        "Server Object" => Object::Server,
        "Server Variable Object" => Object::ServerVariable,
        "Components Object" => Object::Components,
        "Path Item Object" => Object::PathItem,
        "Operation Object" => Object::Operation,
        "Parameter Object" => Object::Parameter,
        "Request Body Object" => Object::RequestBody,
        "Media Type Object" => Object::MediaType,
        "Encoding Object" => Object::Encoding,
        "Response Object" => Object::Response,
        "Example Object" => Object::Example,
        "Link Object" => Object::Link,
        "Tag Object" => Object::Tag,
        "Discriminator Object" => Object::Discriminator,
        "XML Object" => Object::Xml,
        "Security Scheme Object" => Object::SecurityScheme,
        "OAuth Flows Object" => Object::OAuthFlows,
        "OAuth Flow Object" => Object::OAuthFlow,
        _ => return None,
    })
}

/// Fields are code, rules are prose.
fn code(field: &str) -> String {
    if field.contains(' ') { field.to_owned() } else { format!("`{field}`") }
}
