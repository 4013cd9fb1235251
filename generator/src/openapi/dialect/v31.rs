//! OpenAPI 3.1: the fields that it adds to those of 3.0.

use crate::openapi::objects::Holds::{Any, Present};
use crate::openapi::objects::{ARRAY, Added, FLAG, NUMBER, OBJECT, Object, TEXT};

pub(super) const ADDED: Added = &[
    (Object::OpenApi, "jsonSchemaDialect", TEXT),
    (Object::OpenApi, "webhooks", OBJECT),
    (Object::Info, "summary", TEXT),
    (Object::License, "identifier", TEXT),
    (Object::Components, "pathItems", OBJECT),
    // A field of 3.2, which frameworks write in documents of 3.1 too.
    (Object::MediaType, "itemSchema", Present),
    (Object::Schema, "$id", TEXT),
    (Object::Schema, "$schema", TEXT),
    (Object::Schema, "$anchor", TEXT),
    (Object::Schema, "$dynamicAnchor", TEXT),
    (Object::Schema, "$dynamicRef", TEXT),
    (Object::Schema, "$recursiveAnchor", FLAG),
    (Object::Schema, "$recursiveRef", TEXT),
    (Object::Schema, "$comment", TEXT),
    (Object::Schema, "$vocabulary", OBJECT),
    (Object::Schema, "$defs", OBJECT),
    (Object::Schema, "const", Any),
    (Object::Schema, "examples", ARRAY),
    (Object::Schema, "prefixItems", ARRAY),
    (Object::Schema, "unevaluatedItems", Present),
    (Object::Schema, "contains", Present),
    (Object::Schema, "minContains", NUMBER),
    (Object::Schema, "maxContains", NUMBER),
    (Object::Schema, "patternProperties", OBJECT),
    (Object::Schema, "propertyNames", Present),
    (Object::Schema, "unevaluatedProperties", Present),
    (Object::Schema, "dependentRequired", OBJECT),
    (Object::Schema, "dependentSchemas", OBJECT),
    (Object::Schema, "if", Present),
    (Object::Schema, "then", Present),
    (Object::Schema, "else", Present),
    (Object::Schema, "contentEncoding", TEXT),
    (Object::Schema, "contentMediaType", TEXT),
    (Object::Schema, "contentSchema", Present),
];
