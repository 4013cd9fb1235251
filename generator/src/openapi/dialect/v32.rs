//! OpenAPI 3.2: the fields that it adds to those of 3.1.

use crate::openapi::objects::Holds::{Any, List, Map, One};
use crate::openapi::objects::{Added, FLAG, OBJECT, Object, TEXT};

/// Fields that change what is sent and are not supported.
pub(super) const UNSUPPORTED: &[(Object, &str)] = &[
    (Object::MediaType, "prefixEncoding"),
    (Object::MediaType, "itemEncoding"),
    (Object::Encoding, "encoding"),
    (Object::Encoding, "prefixEncoding"),
    (Object::Encoding, "itemEncoding"),
];

pub(super) const ADDED: Added = &[
    (Object::OpenApi, "$self", TEXT),
    (Object::Server, "name", TEXT),
    (Object::Components, "mediaTypes", Map(Object::MediaType)),
    (Object::PathItem, "query", OBJECT),
    (Object::PathItem, "additionalOperations", OBJECT),
    (Object::MediaType, "prefixEncoding", List(Object::Encoding)),
    (Object::MediaType, "itemEncoding", One(Object::Encoding)),
    (Object::Encoding, "encoding", Map(Object::Encoding)),
    (Object::Encoding, "prefixEncoding", List(Object::Encoding)),
    (Object::Encoding, "itemEncoding", One(Object::Encoding)),
    (Object::Response, "summary", TEXT),
    (Object::Example, "dataValue", Any),
    (Object::Example, "serializedValue", TEXT),
    (Object::Tag, "summary", TEXT),
    (Object::Tag, "parent", TEXT),
    (Object::Tag, "kind", TEXT),
    (Object::Discriminator, "defaultMapping", TEXT),
    (Object::Xml, "nodeType", TEXT),
    (Object::SecurityScheme, "deprecated", FLAG),
    (Object::SecurityScheme, "oauth2MetadataUrl", TEXT),
    (Object::OAuthFlows, "deviceAuthorization", One(Object::OAuthFlow)),
    (Object::OAuthFlow, "deviceAuthorizationUrl", TEXT),
];
