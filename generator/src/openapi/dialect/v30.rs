//! OpenAPI 3.0: the fields of its objects.

use crate::openapi::objects::Holds::{Any, List, Map, One, Present, Spelled, Spellings, StringMap, Strings};
use crate::openapi::objects::{ARRAY, FLAG, Fields, NUMBER, OBJECT, Object, TEXT};

/// The fixed fields of an object, in groups, in the specification's order.
pub(super) fn fields(object: Object) -> &'static [Fields] {
    match object {
        Object::OpenApi => &[OPENAPI],
        Object::Info => &[INFO],
        Object::Contact => &[&[("name", TEXT), ("url", TEXT), ("email", TEXT)]],
        Object::License => &[&[("name", TEXT), ("url", TEXT)]],
        Object::Server => &[&[("url", TEXT), ("description", TEXT), ("variables", Map(Object::ServerVariable))]],
        Object::ServerVariable => &[&[("enum", Spellings), ("default", Spelled), ("description", TEXT)]],
        Object::Components => &[COMPONENTS],
        Object::PathItem => &[PATH_ITEM],
        Object::Operation => &[OPERATION],
        Object::ExternalDocs => &[&[("description", TEXT), ("url", TEXT)]],
        Object::Parameter => &[NAMED, VALUE],
        Object::RequestBody => &[&[("description", TEXT), ("content", Map(Object::MediaType)), ("required", FLAG)]],
        Object::MediaType => &[&[
            ("schema", Present),
            ("example", Any),
            ("examples", Map(Object::Example)),
            ("encoding", Map(Object::Encoding)),
        ]],
        Object::Encoding => &[ENCODING],
        Object::Response => &[&[
            ("description", TEXT),
            ("headers", Map(Object::Header)),
            ("content", Map(Object::MediaType)),
            ("links", Map(Object::Link)),
        ]],
        Object::Example => &[&[("summary", TEXT), ("description", TEXT), ("value", Any), ("externalValue", TEXT)]],
        Object::Link => &[LINK],
        Object::Header => &[VALUE],
        Object::Tag => &[&[("name", Spelled), ("description", TEXT), ("externalDocs", One(Object::ExternalDocs))]],
        Object::Schema => &[SCHEMA],
        Object::Discriminator => &[&[("propertyName", TEXT), ("mapping", StringMap)]],
        Object::Xml => {
            &[&[("name", TEXT), ("namespace", TEXT), ("prefix", TEXT), ("attribute", FLAG), ("wrapped", FLAG)]]
        }
        Object::SecurityScheme => &[SECURITY_SCHEME],
        Object::OAuthFlows => &[&[
            ("implicit", One(Object::OAuthFlow)),
            ("password", One(Object::OAuthFlow)),
            ("clientCredentials", One(Object::OAuthFlow)),
            ("authorizationCode", One(Object::OAuthFlow)),
        ]],
        Object::OAuthFlow => {
            &[&[("authorizationUrl", TEXT), ("tokenUrl", TEXT), ("refreshUrl", TEXT), ("scopes", StringMap)]]
        }
    }
}

const OPENAPI: Fields = &[
    ("openapi", Spelled),
    ("info", One(Object::Info)),
    ("servers", List(Object::Server)),
    ("paths", OBJECT),
    ("components", One(Object::Components)),
    ("security", ARRAY),
    ("tags", List(Object::Tag)),
    ("externalDocs", One(Object::ExternalDocs)),
];

const INFO: Fields = &[
    ("title", Spelled),
    ("description", TEXT),
    ("termsOfService", TEXT),
    ("contact", One(Object::Contact)),
    ("license", One(Object::License)),
    ("version", Spelled),
];

const COMPONENTS: Fields = &[
    ("schemas", OBJECT),
    ("responses", Map(Object::Response)),
    ("parameters", Map(Object::Parameter)),
    ("examples", Map(Object::Example)),
    ("requestBodies", Map(Object::RequestBody)),
    ("headers", Map(Object::Header)),
    ("securitySchemes", Map(Object::SecurityScheme)),
    ("links", Map(Object::Link)),
    ("callbacks", OBJECT),
];

const PATH_ITEM: Fields = &[
    ("$ref", TEXT),
    ("summary", TEXT),
    ("description", TEXT),
    ("get", OBJECT),
    ("put", OBJECT),
    ("post", OBJECT),
    ("delete", OBJECT),
    ("options", OBJECT),
    ("head", OBJECT),
    ("patch", OBJECT),
    ("trace", OBJECT),
    ("servers", List(Object::Server)),
    ("parameters", List(Object::Parameter)),
];

const OPERATION: Fields = &[
    ("tags", Spellings),
    ("summary", TEXT),
    ("description", TEXT),
    ("externalDocs", One(Object::ExternalDocs)),
    ("operationId", Spelled),
    ("parameters", List(Object::Parameter)),
    ("requestBody", One(Object::RequestBody)),
    ("responses", Map(Object::Response)),
    ("callbacks", OBJECT),
    ("deprecated", FLAG),
    ("security", ARRAY),
    ("servers", List(Object::Server)),
];

const NAMED: Fields = &[("name", TEXT), ("in", TEXT)];

/// The fields of a header, whose name is the key; a parameter has them too.
const VALUE: Fields = &[
    ("description", TEXT),
    ("required", FLAG),
    ("deprecated", FLAG),
    ("allowEmptyValue", FLAG),
    ("style", TEXT),
    ("explode", FLAG),
    ("allowReserved", FLAG),
    ("schema", Present),
    ("example", Any),
    ("examples", Map(Object::Example)),
    ("content", Map(Object::MediaType)),
];

const SCHEMA: Fields = &[
    ("title", TEXT),
    ("multipleOf", NUMBER),
    ("maximum", NUMBER),
    ("minimum", NUMBER),
    ("maxLength", NUMBER),
    ("minLength", NUMBER),
    ("pattern", TEXT),
    ("maxItems", NUMBER),
    ("minItems", NUMBER),
    ("uniqueItems", FLAG),
    ("maxProperties", NUMBER),
    ("minProperties", NUMBER),
    ("required", Strings),
    ("enum", ARRAY),
    ("allOf", ARRAY),
    ("oneOf", ARRAY),
    ("anyOf", ARRAY),
    ("type", Present),
    ("not", Present),
    ("items", Present),
    ("properties", OBJECT),
    ("additionalProperties", Present),
    ("description", TEXT),
    ("format", TEXT),
    ("default", Any),
    ("nullable", FLAG),
    ("discriminator", One(Object::Discriminator)),
    ("readOnly", FLAG),
    ("writeOnly", FLAG),
    ("xml", One(Object::Xml)),
    ("externalDocs", One(Object::ExternalDocs)),
    ("example", Any),
    ("deprecated", FLAG),
];

const SECURITY_SCHEME: Fields = &[
    ("type", TEXT),
    ("description", TEXT),
    ("name", TEXT),
    ("in", TEXT),
    ("scheme", TEXT),
    ("bearerFormat", TEXT),
    ("flows", One(Object::OAuthFlows)),
    ("openIdConnectUrl", TEXT),
];

const ENCODING: Fields = &[
    ("contentType", TEXT),
    ("headers", Map(Object::Header)),
    ("style", TEXT),
    ("explode", FLAG),
    ("allowReserved", FLAG),
];

const LINK: Fields = &[
    ("operationRef", TEXT),
    ("operationId", TEXT),
    ("parameters", OBJECT),
    ("requestBody", Any),
    ("description", TEXT),
    ("server", One(Object::Server)),
];
