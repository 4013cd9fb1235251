//! The objects of OpenAPI that have fixed fields: which fields each has, and what a field holds.

use crate::source::Kind;

/// An object with fixed fields (OpenAPI 3.0.4, section 4.8). Other fields start with `x-`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Object {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Example,
    Link,
    Header,
    Tag,
    /// Its fields are looked at where a schema is needed; those that are no keywords are reported there.
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
}

/// What a fixed field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Any value, `null` too.
    Any,
    /// Any value but `null`: a schema, which is checked where it is read.
    Present,
    /// A value of this kind, whose inside is looked at elsewhere or not at all.
    A(Kind),
    /// A string; a number is read as its digits, since YAML makes one of `1.0` without quotes.
    Spelled,
    /// A list of strings.
    Strings,
    /// A list of such strings or numbers.
    Spellings,
    /// A map of strings.
    StringMap,
    One(Object),
    List(Object),
    Map(Object),
}

use Holds::{A, Any, List, Map, One, Present, Spelled, Spellings, StringMap, Strings};

const TEXT: Holds = A(Kind::String);
const FLAG: Holds = A(Kind::Boolean);
const NUMBER: Holds = A(Kind::Number);
/// Objects that are walked through where they are needed: paths, schemas, callbacks.
const OBJECT: Holds = A(Kind::Object);
const ARRAY: Holds = A(Kind::Array);

type Fields = &'static [(&'static str, Holds)];

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

const PARAMETER: Fields = &[
    ("name", TEXT),
    ("in", TEXT),
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

/// As a parameter, whose name is the key and whose place is the header.
const HEADER: Fields = &[
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

impl Object {
    /// Its name in the middle of a sentence, with its article.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::OpenApi => "an OpenAPI document",
            Self::Info => "`info`",
            Self::Contact => "a contact",
            Self::License => "a license",
            Self::Server => "a server",
            Self::ServerVariable => "a server variable",
            Self::Components => "`components`",
            Self::PathItem => "a path item",
            Self::Operation => "an operation",
            Self::ExternalDocs => "`externalDocs`",
            Self::Parameter => "a parameter",
            Self::RequestBody => "a request body",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Response => "a response",
            Self::Example => "an example",
            Self::Link => "a link",
            Self::Header => "a header",
            Self::Tag => "a tag",
            Self::Schema => "a schema",
            Self::Discriminator => "a discriminator",
            Self::Xml => "`xml`",
            Self::SecurityScheme => "a security scheme",
            Self::OAuthFlows => "`flows`",
            Self::OAuthFlow => "an OAuth flow",
        }
    }

    /// Its fixed fields, in the specification's order.
    pub(crate) fn fields(self) -> Fields {
        match self {
            Self::OpenApi => OPENAPI,
            Self::Info => INFO,
            Self::Contact => &[("name", TEXT), ("url", TEXT), ("email", TEXT)],
            Self::License => &[("name", TEXT), ("url", TEXT)],
            Self::Server => &[("url", TEXT), ("description", TEXT), ("variables", Map(Self::ServerVariable))],
            Self::ServerVariable => &[("enum", Spellings), ("default", Spelled), ("description", TEXT)],
            Self::Components => COMPONENTS,
            Self::PathItem => PATH_ITEM,
            Self::Operation => OPERATION,
            Self::ExternalDocs => &[("description", TEXT), ("url", TEXT)],
            Self::Parameter => PARAMETER,
            Self::RequestBody => &[("description", TEXT), ("content", Map(Self::MediaType)), ("required", FLAG)],
            Self::MediaType => &[
                ("schema", Present),
                ("example", Any),
                ("examples", Map(Self::Example)),
                ("encoding", Map(Self::Encoding)),
            ],
            Self::Encoding => ENCODING,
            Self::Response => &[
                ("description", TEXT),
                ("headers", Map(Self::Header)),
                ("content", Map(Self::MediaType)),
                ("links", Map(Self::Link)),
            ],
            Self::Example => &[("summary", TEXT), ("description", TEXT), ("value", Any), ("externalValue", TEXT)],
            Self::Link => LINK,
            Self::Header => HEADER,
            Self::Tag => &[("name", Spelled), ("description", TEXT), ("externalDocs", One(Self::ExternalDocs))],
            Self::Schema => SCHEMA,
            Self::Discriminator => &[("propertyName", TEXT), ("mapping", StringMap)],
            Self::Xml => {
                &[("name", TEXT), ("namespace", TEXT), ("prefix", TEXT), ("attribute", FLAG), ("wrapped", FLAG)]
            }
            Self::SecurityScheme => SECURITY_SCHEME,
            Self::OAuthFlows => &[
                ("implicit", One(Self::OAuthFlow)),
                ("password", One(Self::OAuthFlow)),
                ("clientCredentials", One(Self::OAuthFlow)),
                ("authorizationCode", One(Self::OAuthFlow)),
            ],
            Self::OAuthFlow => {
                &[("authorizationUrl", TEXT), ("tokenUrl", TEXT), ("refreshUrl", TEXT), ("scopes", StringMap)]
            }
        }
    }

    /// What one of its fields holds.
    pub(super) fn field(self, name: &str) -> Option<Holds> {
        self.fields().iter().find(|(known, _)| *known == name).map(|(_, holds)| *holds)
    }
}
