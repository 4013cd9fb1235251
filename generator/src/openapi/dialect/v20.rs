//! Swagger 2.0: the fields of its objects.

use super::v30;
use crate::openapi::objects::Holds::{Any, List, Map, One, Present, Spelled, Spellings, StringMap, Strings};
use crate::openapi::objects::{ARRAY, FLAG, Fields, NUMBER, OBJECT, Object, TEXT};

/// The fixed fields of an object, in groups, in the specification's order; none of one that 2.0 does not have.
pub(super) fn fields(object: Object) -> &'static [Fields] {
    match object {
        Object::OpenApi => &[SWAGGER],
        Object::Info | Object::Contact | Object::License | Object::ExternalDocs | Object::Tag | Object::Xml => {
            v30::fields(object)
        }
        Object::PathItem => &[PATH_ITEM],
        Object::Operation => &[OPERATION],
        Object::Parameter => &[PARAMETER, VALUE, LIMITS],
        Object::Response => {
            &[&[("description", TEXT), ("schema", Present), ("headers", Map(Object::Header)), ("examples", OBJECT)]]
        }
        Object::Header => &[&[("description", TEXT)], VALUE, LIMITS],
        Object::Schema => &[SCHEMA, LIMITS],
        Object::SecurityScheme => &[SECURITY_SCHEME],
        Object::Server
        | Object::ServerVariable
        | Object::Components
        | Object::RequestBody
        | Object::MediaType
        | Object::Encoding
        | Object::Example
        | Object::Link
        | Object::Discriminator
        | Object::OAuthFlows
        | Object::OAuthFlow => &[],
    }
}

const SWAGGER: Fields = &[
    ("swagger", Spelled),
    ("info", One(Object::Info)),
    ("host", TEXT),
    ("basePath", TEXT),
    ("schemes", Strings),
    ("consumes", Strings),
    ("produces", Strings),
    ("paths", OBJECT),
    ("definitions", OBJECT),
    ("parameters", Map(Object::Parameter)),
    ("responses", Map(Object::Response)),
    ("securityDefinitions", Map(Object::SecurityScheme)),
    ("security", ARRAY),
    ("tags", List(Object::Tag)),
    ("externalDocs", One(Object::ExternalDocs)),
];

const PATH_ITEM: Fields = &[
    ("$ref", TEXT),
    ("get", OBJECT),
    ("put", OBJECT),
    ("post", OBJECT),
    ("delete", OBJECT),
    ("options", OBJECT),
    ("head", OBJECT),
    ("patch", OBJECT),
    ("parameters", List(Object::Parameter)),
];

const OPERATION: Fields = &[
    ("tags", Spellings),
    ("summary", TEXT),
    ("description", TEXT),
    ("externalDocs", One(Object::ExternalDocs)),
    ("operationId", Spelled),
    ("consumes", Strings),
    ("produces", Strings),
    ("parameters", List(Object::Parameter)),
    ("responses", Map(Object::Response)),
    ("schemes", Strings),
    ("deprecated", FLAG),
    ("security", ARRAY),
];

const PARAMETER: Fields = &[
    ("name", TEXT),
    ("in", TEXT),
    ("description", TEXT),
    ("required", FLAG),
    ("schema", Present),
    ("allowEmptyValue", FLAG),
];

/// What a parameter or a header says of its value.
const VALUE: Fields =
    &[("type", TEXT), ("format", TEXT), ("items", Present), ("collectionFormat", TEXT), ("default", Any)];

/// What limits a value, wherever it is described.
const LIMITS: Fields = &[
    ("maximum", NUMBER),
    ("exclusiveMaximum", FLAG),
    ("minimum", NUMBER),
    ("exclusiveMinimum", FLAG),
    ("maxLength", NUMBER),
    ("minLength", NUMBER),
    ("pattern", TEXT),
    ("maxItems", NUMBER),
    ("minItems", NUMBER),
    ("uniqueItems", FLAG),
    ("enum", ARRAY),
    ("multipleOf", NUMBER),
];

const SCHEMA: Fields = &[
    ("$ref", TEXT),
    ("format", TEXT),
    ("title", TEXT),
    ("description", TEXT),
    ("default", Any),
    ("maxProperties", NUMBER),
    ("minProperties", NUMBER),
    ("required", Strings),
    ("type", Present),
    ("items", Present),
    ("allOf", ARRAY),
    ("properties", OBJECT),
    ("additionalProperties", Present),
    ("discriminator", TEXT),
    ("readOnly", FLAG),
    ("xml", One(Object::Xml)),
    ("externalDocs", One(Object::ExternalDocs)),
    ("example", Any),
];

const SECURITY_SCHEME: Fields = &[
    ("type", TEXT),
    ("description", TEXT),
    ("name", TEXT),
    ("in", TEXT),
    ("flow", TEXT),
    ("authorizationUrl", TEXT),
    ("tokenUrl", TEXT),
    ("scopes", StringMap),
];
