//! OpenAPI 3.1: the fields that it adds to those of 3.0.

use crate::openapi::objects::Holds::Present;
use crate::openapi::objects::{Added, OBJECT, Object, TEXT};

pub(super) const ADDED: Added = &[
    (Object::OpenApi, "jsonSchemaDialect", TEXT),
    (Object::OpenApi, "webhooks", OBJECT),
    (Object::Info, "summary", TEXT),
    (Object::License, "identifier", TEXT),
    (Object::Components, "pathItems", OBJECT),
    // A field of 3.2, which frameworks write in documents of 3.1 too.
    (Object::MediaType, "itemSchema", Present),
];
