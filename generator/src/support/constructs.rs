//! The table: one row a construct, one block an object of the specification, and no other place to add one.

use super::{Construct, Fate, Object};
use crate::openapi::Dialect;

/// The version that has a construct first: that of the table unless its row says another.
macro_rules! since {
    ($first:ident) => {
        Dialect::$first
    };
    ($first:ident $version:ident) => {
        Dialect::$version
    };
}

macro_rules! objects {
    ($about:literal $table:ident $first:ident
     $($name:literal { $($field:literal $(@ $since:ident)? $fate:ident $note:literal $proof:literal)* })*) => {
        #[doc = $about]
        pub const $table: &[Object] = &[$(Object {
            name: $name,
            fields: &[$(Construct {
                field: $field,
                since: since!($first $($since)?),
                fate: Fate::$fate,
                note: $note,
                proof: $proof,
            },)*],
        },)*];
    };
}

pub(super) use {objects, since};

objects! {
    "All objects of OpenAPI 3, in its order."
    OBJECTS V30
    "OpenAPI Object" {
        "openapi" Works "3.0, 3.1 and 3.2, with any third number; documents of other versions are refused" "valid/docs/for_people.yaml"
        "$self" @V32 Works "the base of references" "valid/versions/v32.yaml"
        "info" Works "names the crate; a document without it is called `API`, with a warning" "valid/docs/for_people.yaml"
        "servers" Works "the one a client calls, if it is the only one; an overlay names several" "valid/servers/servers.yaml"
        "jsonSchemaDialect" @V31 Works "drafts 4, 6, 7 and 2020-12, and those of OpenAPI; any other is reported" "invalid/schema-dialect.yaml"
        "paths" Works "" "valid/petstore.yaml"
        "webhooks" @V31 Works "types of their JSON bodies, and a union with a variant for each body; an overlay says how they are verified" "valid/webhooks/declared.yaml"
        "components" Works "what operations need of it; the rest is left out" "valid/petstore.yaml"
        "security" Works "of all operations that say nothing of their own" "valid/security/keys_and_tokens.yaml"
        "tags" Works "views of the client, modules and cargo features" "valid/tags/several.yaml"
        "externalDocs" Silent "for people" "valid/docs/for_people.yaml"
    }
    "Info Object" {
        "title" Docs "also the name of the crate, unless one is given" "valid/docs/for_people.yaml"
        "summary" @V31 Docs "" "valid/versions/v31.yaml"
        "description" Docs "" "valid/docs/for_people.yaml"
        "termsOfService" Silent "for people" "valid/docs/for_people.yaml"
        "contact" Silent "for people; `name`, `url` and `email` with it" "valid/docs/for_people.yaml"
        "license" Works "also of the crate, where it is an SPDX expression or a well-known name and `signet.toml` sets none; `url` is for people" "valid/docs/for_people.yaml"
        "version" Docs "of the document, not of the crate" "valid/docs/for_people.yaml"
    }
    "Server Object" {
        "name" @V32 Silent "an overlay names environments" "valid/versions/v32.yaml"
        "url" Works "with a host; a relative URL is reported: the document's location is unknown" "valid/servers/servers.yaml"
        "description" Silent "for people" "valid/docs/for_people.yaml"
        "variables" Works "a method of the builder each; those of paths and operations at their defaults" "valid/servers/servers.yaml"
        "a URL that cannot be called" Reported "also one with a variable that is not declared" "invalid/servers.yaml"
    }
    "Server Variable Object" {
        "enum" Works "an enumeration" "valid/servers/servers.yaml"
        "default" Works "" "valid/servers/servers.yaml"
        "description" Docs "" "valid/servers/servers.yaml"
    }
    "Components Object" {
        "schemas" Works "types of these names" "valid/schemas/objects.yaml"
        "responses" Works "" "valid/operations/shared_parts.yaml"
        "parameters" Works "" "valid/operations/styles.yaml"
        "examples" Silent "nothing that is sent or read needs one" "valid/docs/for_people.yaml"
        "requestBodies" Works "" "valid/operations/bodies.yaml"
        "headers" Works "" "valid/bodies/headers.yaml"
        "securitySchemes" Works "" "valid/security/keys_and_tokens.yaml"
        "links" Reported "where a response has them" "invalid/callbacks-links.yaml"
        "callbacks" Reported "where an operation has them" "invalid/callbacks-links.yaml"
        "pathItems" @V31 Works "" "valid/versions/v31.yaml"
        "mediaTypes" @V32 Works "" "valid/versions/v32.yaml"
    }
    "Paths Object" {
        "/{path}" Works "several parameters in a segment, with text around; a query after `?`" "valid/operations/path-query.yaml"
        "a parameter that the path lacks, or the reverse" Reported "an undeclared placeholder becomes a required string parameter; a parameter that the path lacks is left out" "invalid/path-parameter-missing.yaml"
        "a path that is not well-formed" Costs "" "invalid/path-template.yaml"
    }
    "Path Item Object" {
        "$ref" Works "what stands beside it is ignored" "valid/files/files.yaml"
        "summary" Silent "for people; those of operations are in the docs" "valid/docs/for_people.yaml"
        "description" Silent "for people; those of operations are in the docs" "valid/docs/for_people.yaml"
        "get" Works "" "valid/operations/methods.yaml"
        "put" Works "" "valid/operations/methods.yaml"
        "post" Works "" "valid/operations/methods.yaml"
        "delete" Works "" "valid/operations/methods.yaml"
        "options" Works "" "valid/operations/methods.yaml"
        "head" Works "its responses have no body" "valid/operations/methods.yaml"
        "patch" Works "" "valid/operations/methods.yaml"
        "trace" Works "" "valid/operations/methods.yaml"
        "query" @V32 Works "" "valid/versions/v32.yaml"
        "additionalOperations" @V32 Works "any method that is not one of these" "valid/versions/v32.yaml"
        "servers" Works "the first one that can be called, for its operations" "valid/servers/servers.yaml"
        "parameters" Works "those of an operation win" "valid/operations/parameters.yaml"
    }
    "Operation Object" {
        "tags" Works "the operation is in the client's view of each; without any, in that of `untagged`" "valid/tags/several.yaml"
        "summary" Docs "" "valid/docs/markdown.yaml"
        "description" Docs "" "valid/docs/markdown.yaml"
        "externalDocs" Silent "for people" "valid/docs/for_people.yaml"
        "operationId" Works "the name of the method; without one it is made of method and path" "valid/operations/parameters.yaml"
        "parameters" Works "required ones are arguments, others setters" "valid/operations/parameters.yaml"
        "requestBody" Works "" "valid/operations/bodies.yaml"
        "responses" Works "without any, each success is one, and nothing is read; in 3.0 that is reported" "valid/operations/statuses.yaml"
        "callbacks" Reported "requests that a server makes" "invalid/callbacks-links.yaml"
        "deprecated" Works "`#[deprecated]`" "valid/operations/parameters.yaml"
        "security" Works "" "valid/security/keys_and_tokens.yaml"
        "servers" Works "the first one that can be called" "valid/servers/servers.yaml"
    }
    "Parameter Object" {
        "name" Works "" "valid/operations/parameters.yaml"
        "in" Works "`path`, `query`, `header`, `cookie`, and since 3.2 `querystring`; anything else costs the operation" "valid/operations/styles.yaml"
        "description" Docs "" "valid/operations/parameters.yaml"
        "required" Works "" "valid/operations/parameters.yaml"
        "deprecated" Works "`#[deprecated]` where it is optional" "valid/operations/parameters.yaml"
        "allowEmptyValue" Silent "an empty text is sent as it is, whatever this says" "valid/docs/for_people.yaml"
        "style" Works "one a row of this table" "valid/operations/styles.yaml"
        "explode" Works "" "valid/operations/styles.yaml"
        "allowReserved" Works "in the query; elsewhere it is reported" "valid/operations/styles.yaml"
        "schema" Works "" "valid/operations/styles.yaml"
        "example" Docs "also that of its schema" "valid/docs/markdown.yaml"
        "examples" Silent "for people" "valid/docs/for_people.yaml"
        "content" Works "JSON, or text; a whole query also as a form; one media type" "valid/operations/styles.yaml"
        "neither `schema` nor `content`" Costs "" "invalid/parameter-kinds.yaml"
        "a parameter of one value (`const`) that is required" @V31 Works "no argument: each call sends it" "valid/operations/constant_parameters.yaml"
        "a style that its place does not have" Reported "the usual one of the place is sent" "invalid/parameter-style.yaml"
        "a whole query beside other parameters of the query" @V32 Costs "" "invalid/query-string.yaml"
    }
    "Request Body Object" {
        "description" Docs "" "valid/operations/bodies.yaml"
        "content" Works "of several media types, the one that says most is an argument or setter, and the others have methods" "valid/operations/bodies.yaml"
        "required" Works "" "valid/operations/bodies.yaml"
    }
    "Media Type Object" {
        "schema" Works "" "valid/operations/bodies.yaml"
        "itemSchema" @V31 Works "of event streams, by the `contentSchema` of `data` and the names of events, and of JSON Lines; a field of 3.2 that is read in 3.1 too" "valid/responses/streams.yaml"
        "example" Works "of an answer, in what the mock server answers; that of a schema is in the docs too" "valid/operations/examples.yaml"
        "examples" Works "the first one, as `example`" "valid/operations/examples.yaml"
        "encoding" Works "in forms and forms of parts" "valid/operations/forms.yaml"
        "prefixEncoding" @V32 Reported "" "invalid/positional-encoding.yaml"
        "itemEncoding" @V32 Reported "" "invalid/positional-encoding.yaml"
        "a name that is no media type" Costs "left out where the body has another, or is that of an error" "invalid/media-type.yaml"
    }
    "Encoding Object" {
        "contentType" Works "of a part; in a form, JSON is" "valid/bodies/multipart.yaml"
        "headers" Works "of a part, as texts that a program gives" "valid/bodies/multipart.yaml"
        "style" Works "in a form" "valid/operations/forms.yaml"
        "explode" Works "in a form" "valid/operations/forms.yaml"
        "allowReserved" Works "in a form" "valid/operations/shared_parts.yaml"
        "encoding" @V32 Reported "a part that has parts is given as one" "invalid/positional-encoding.yaml"
        "prefixEncoding" @V32 Reported "" "invalid/positional-encoding.yaml"
        "itemEncoding" @V32 Reported "" "invalid/positional-encoding.yaml"
        "a style that no form has" Reported "the property is sent in the style `form`" "invalid/form-style.yaml"
    }
    "Responses Object" {
        "default" Works "each status that is not declared; without a body, a 204 too" "valid/responses/default.yaml"
        "{status}" Works "and classes, such as `4XX`" "valid/operations/statuses.yaml"
        "a key that is no status" Costs "" "invalid/status-key.yaml"
    }
    "Response Object" {
        "summary" @V32 Docs "before the description" "valid/versions/v32.yaml"
        "description" Docs "of errors, and of bodies that say nothing of themselves" "valid/operations/statuses.yaml"
        "headers" Works "a function of the operation each; of `Content-Type` none" "valid/bodies/headers.yaml"
        "content" Works "read by status and content type" "valid/responses/content_types.yaml"
        "links" Reported "what could be called next" "invalid/callbacks-links.yaml"
    }
    "Callback Object" {
        "{expression}" Reported "where an operation has callbacks" "invalid/callbacks-links.yaml"
    }
    "Example Object" {
        "summary" Silent "for people" "valid/docs/for_people.yaml"
        "description" Silent "for people" "valid/docs/for_people.yaml"
        "value" Silent "for people" "valid/docs/for_people.yaml"
        "dataValue" @V32 Works "as `value`" "valid/versions/v32.yaml"
        "serializedValue" @V32 Silent "for people" "valid/versions/v32.yaml"
        "externalValue" Silent "never loaded" "valid/docs/for_people.yaml"
    }
    "Link Object" {
        "operationRef" Reported "where a response has links" "invalid/callbacks-links.yaml"
        "operationId" Silent "the same" "invalid/callbacks-links.yaml"
        "parameters" Silent "the same" "invalid/callbacks-links.yaml"
        "requestBody" Silent "the same" "invalid/callbacks-links.yaml"
        "description" Silent "the same" "invalid/callbacks-links.yaml"
        "server" Silent "the same" "invalid/callbacks-links.yaml"
    }
    "Header Object" {
        "description" Docs "" "valid/bodies/headers.yaml"
        "required" Silent "a header that is missing is `None`, whatever this says" "valid/docs/for_people.yaml"
        "deprecated" Works "`#[deprecated]`" "valid/bodies/headers.yaml"
        "style" Silent "headers have one, `simple`" "valid/docs/for_people.yaml"
        "explode" Silent "objects are handed out as text, and lists are the same either way" "valid/docs/for_people.yaml"
        "allowReserved" Silent "means nothing in headers" "valid/docs/for_people.yaml"
        "schema" Works "single values and lists; an object is handed out as text" "valid/bodies/headers.yaml"
        "example" Silent "for people" "valid/docs/for_people.yaml"
        "content" Works "as text, which a program takes apart" "valid/bodies/headers.yaml"
    }
    "Tag Object" {
        "name" Works "" "valid/tags/several.yaml"
        "summary" @V32 Docs "before the description" "valid/versions/v32.yaml"
        "description" Docs "" "valid/tags/several.yaml"
        "parent" @V32 Silent "for people" "valid/versions/v32.yaml"
        "kind" @V32 Silent "for people" "valid/versions/v32.yaml"
        "externalDocs" Silent "for people" "valid/docs/for_people.yaml"
    }
    "Reference Object" {
        "$ref" Works "in the document, to files in its folder and below, and in the roots that the caller names; also where OpenAPI does not allow it" "valid/files/v1/above.yaml"
        "a reference that leads nowhere, or back to itself" Reported "a schema is any JSON, the body of an error is kept as received, a header is left out; anything else costs the operation" "invalid/one-part-only.yaml"
        "a reference that leaves the folder, or to a URL" Reported "likewise" "invalid/error-elsewhere.yaml"
        "a `$dynamicRef` that names no schema, or several" @V31 Reported "it is any JSON" "invalid/dynamic-references.yaml"
        "`summary` and `description` beside `$ref`" @V31 Docs "in place of those of the component" "valid/versions/v31.yaml"
        "a field beside `$ref`" Reported "in schemas, unless it is for people" "invalid/beside-reference.yaml"
    }
    "Schema Object" {
        "title" Docs "also the name of an alternative that has no other" "valid/schemas/objects.yaml"
        "multipleOf" Docs "limits are not checked: the server does" "valid/schemas/limits.yaml"
        "maximum" Docs "" "valid/schemas/limits.yaml"
        "exclusiveMaximum" Docs "" "valid/schemas/limits.yaml"
        "minimum" Docs "" "valid/schemas/limits.yaml"
        "exclusiveMinimum" Docs "" "valid/schemas/limits.yaml"
        "maxLength" Docs "" "valid/schemas/limits.yaml"
        "minLength" Docs "" "valid/schemas/limits.yaml"
        "pattern" Docs "one that does not fit its type is reported" "invalid/misfit.yaml"
        "maxItems" Docs "" "valid/schemas/limits.yaml"
        "minItems" Docs "" "valid/schemas/limits.yaml"
        "uniqueItems" Docs "" "valid/schemas/limits.yaml"
        "maxProperties" Docs "" "valid/schemas/object_limits.yaml"
        "minProperties" Docs "" "valid/schemas/object_limits.yaml"
        "required" Works "reading, of what the direction carries; a name that is never declared is reported, and its value preserved" "valid/schemas/undeclared.yaml"
        "enum" Works "texts, numbers, values of several kinds; unknown values are kept; `x-enum-varnames` names them; lists and objects are reported" "valid/schemas/enumerations.yaml"
        "type" Works "where it is missing, what the other keywords leave; an unknown one is any JSON, with a warning" "valid/schemas/without_type.yaml"
        "a list of types" @V31 Works "a union by the kind of JSON value; `null` makes an option; in 3.0, a list of several is any JSON, with a warning" "valid/schemas31/types.yaml"
        "const" @V31 Works "no argument of a constructor, and written by itself; an unknown value is preserved; a list of them in `oneOf` is an enumeration with docs" "valid/schemas31/constants.yaml"
        "a schema that is `true` or `false`" @V31 Works "any JSON; a property that is `false` is none" "valid/schemas31/types.yaml"
        "`$id`, `$anchor`, `$dynamicAnchor` and `$dynamicRef`" @V31 Works "within the document and its files; a name that leads nowhere, or to several, is reported" "valid/references/dynamic.yaml"
        "keywords beside `$ref`" @V31 Works "all apply, as in `allOf`; words describe the place" "valid/schemas31/references.yaml"
        "prefixItems" @V31 Works "a tuple of up to 8 elements, and a list of what may follow; those beyond `minItems` may be missing, unless the tuple is closed and says no `minItems`; of more than 8, a list of a union" "valid/schemas31/tuples.yaml"
        "unevaluatedItems" @V31 Works "what follows `prefixItems`, without `items`" "valid/schemas31/tuples.yaml"
        "patternProperties" @V31 Works "a map, or what properties hold beside declared ones; several patterns are a union" "valid/schemas31/maps.yaml"
        "propertyNames" @V31 Docs "an `enum` or `pattern`, or whatever else it says" "valid/schemas31/maps.yaml"
        "unevaluatedProperties" @V31 Works "as `additionalProperties`" "valid/schemas31/maps.yaml"
        "contentEncoding" @V31 Works "`base64` is bytes; others are strings, with the encoding in the docs" "valid/schemas31/contents.yaml"
        "contentMediaType" @V31 Works "a file in a body of parts; in JSON, in the docs of a string" "valid/schemas31/contents.yaml"
        "contentSchema" @V31 Works "the type of an event's data; elsewhere a string stays one" "valid/schemas31/contents.yaml"
        "allOf" Works "merged; of a number and an integer, the integer; a contradiction is any JSON, with a warning" "valid/schemas/all_of.yaml"
        "oneOf" Works "by discriminator, by shape, or as what knows most of a value; what is unknown is kept" "valid/schemas/one_of_tagged.yaml"
        "anyOf" Works "as `oneOf`; an object of several subschemas at once is preserved whole" "valid/schemas/any_of.yaml"
        "not" Reported "" "invalid/schema-keyword.yaml"
        "if" @V31 Reported "" "invalid/schemas31.yaml"
        "then" @V31 Reported "" "invalid/schemas31.yaml"
        "else" @V31 Reported "" "invalid/schemas31.yaml"
        "contains" @V31 Reported "" "invalid/schemas31.yaml"
        "minContains" @V31 Reported "" "invalid/schemas31.yaml"
        "maxContains" @V31 Reported "" "invalid/schemas31.yaml"
        "dependentRequired" @V31 Reported "" "invalid/schemas31.yaml"
        "dependentSchemas" @V31 Reported "" "invalid/schemas31.yaml"
        "items" Works "without it a list holds anything" "valid/schemas/lists_and_maps.yaml"
        "a list in `items`" @V31 Works "a tuple, as `prefixItems`, and reported" "invalid/schemas31.yaml"
        "`$schema` of a dialect that is not supported" @V31 Reported "the schema is read as one of draft 2020-12" "invalid/schemas31.yaml"
        "properties" Works "" "valid/schemas/objects.yaml"
        "additionalProperties" Works "`true`, `false`, a schema; kept beside properties, and sent back" "valid/schemas/additional_properties.yaml"
        "description" Docs "" "valid/schemas/objects.yaml"
        "format" Works "one a row of this table" "valid/schemas/formats.yaml"
        "default" Docs "never sent; one that does not fit is reported" "valid/schemas/objects.yaml"
        "nullable" Works "`null` and absent are told apart where both can be; read in later versions too, with a warning" "valid/schemas/presence.yaml"
        "discriminator" Works "of `oneOf` and `anyOf`; on a parent schema, a union of it and the schemas that build on it by `allOf`" "valid/schemas/parent.yaml"
        "readOnly" Works "not demanded of requests" "valid/schemas/direction.yaml"
        "writeOnly" Works "not demanded of responses" "valid/schemas/direction.yaml"
        "xml" Silent "bodies of XML are bytes" "valid/docs/for_people.yaml"
        "externalDocs" Docs "" "valid/docs/for_people.yaml"
        "example" Docs "" "valid/schemas/objects.yaml"
        "examples" @V31 Docs "the first one" "valid/schemas31/contents.yaml"
        "deprecated" Works "`#[deprecated]`" "valid/schemas/deprecated_types.yaml"
        "a schema that contains itself" Works "boxed where the cycle closes" "valid/schemas/recursion.yaml"
        "a schema that is nothing but itself" Reported "it is any JSON" "invalid/circular-type.yaml"
        "a field that is no keyword" Reported "" "invalid/schema-keywords.yaml"
    }
    "Discriminator Object" {
        "propertyName" Works "values with an unknown tag are kept" "valid/schemas/one_of_tagged.yaml"
        "mapping" Works "by name or reference, beside the names of the schemas; a tag that leads to no subschema is reported" "valid/schemas/parent.yaml"
        "defaultMapping" @V32 Works "the variant of values whose tag is missing or unknown; one that leads to no subschema is reported" "valid/versions/default_mapping.yaml"
        "a discriminator without `propertyName`" Reported "the subschemas are told apart without it" "invalid/discriminator.yaml"
    }
    "XML Object" {
        "name" Silent "bodies of XML are bytes" "valid/docs/for_people.yaml"
        "namespace" Silent "the same" "valid/docs/for_people.yaml"
        "prefix" Silent "the same" "valid/docs/for_people.yaml"
        "attribute" Silent "the same" "valid/docs/for_people.yaml"
        "wrapped" Silent "the same" "valid/docs/for_people.yaml"
        "nodeType" @V32 Silent "the same" "valid/versions/v32.yaml"
    }
    "Security Scheme Object" {
        "type" Works "`apiKey`, `http`, `oauth2`, `openIdConnect`" "valid/security/keys_and_tokens.yaml"
        "the type `mutualTLS`" @V31 Works "the transport presents the certificate; requests carry nothing" "valid/versions/v31.yaml"
        "description" Docs "" "valid/security/keys_and_tokens.yaml"
        "name" Works "" "valid/security/keys_and_tokens.yaml"
        "in" Works "`query`, `header`, `cookie`" "valid/security/keys_and_tokens.yaml"
        "scheme" Works "`bearer` and `basic`; any other costs the operations that accept nothing else" "invalid/http-scheme.yaml"
        "bearerFormat" Silent "a token is sent as it is" "valid/security/tokens_from_elsewhere.yaml"
        "flows" Works "tokens are had for the program's own credentials, or a refresh token" "valid/security/tokens_from_elsewhere.yaml"
        "openIdConnectUrl" Silent "a program brings its token, and fetches it itself" "valid/security/tokens_from_elsewhere.yaml"
        "oauth2MetadataUrl" @V32 Silent "never loaded" "valid/versions/v32.yaml"
        "deprecated" @V32 Silent "for people" "valid/versions/v32.yaml"
    }
    "OAuth Flows Object" {
        "implicit" Silent "a program brings its token, and fetches it itself" "valid/security/tokens_from_elsewhere.yaml"
        "password" Works "for a refresh token that came of it; a user's password is not asked for" "valid/security/tokens_from_elsewhere.yaml"
        "clientCredentials" Works "the one whose server is asked, before the others" "valid/security/tokens_from_elsewhere.yaml"
        "authorizationCode" Works "for a refresh token that came of it" "valid/security/tokens_from_elsewhere.yaml"
        "deviceAuthorization" @V32 Works "for a refresh token that came of it" "valid/versions/v32.yaml"
    }
    "OAuth Flow Object" {
        "deviceAuthorizationUrl" @V32 Silent "a program asks the user for consent itself" "valid/versions/v32.yaml"
        "authorizationUrl" Silent "a program asks the user for consent itself" "valid/security/tokens_from_elsewhere.yaml"
        "tokenUrl" Works "with a host, or a path of the server" "valid/security/tokens_from_elsewhere.yaml"
        "refreshUrl" Works "likewise" "valid/security/tokens_from_elsewhere.yaml"
        "scopes" Silent "the server checks them" "valid/security/tokens_from_elsewhere.yaml"
    }
    "Security Requirement Object" {
        "{name}" Works "all of one, any of several, or none; the scopes or roles of it are the server's to check" "valid/security/keys_and_tokens.yaml"
        "a scheme that is not declared" Costs "unless the operation accepts another" "invalid/unknown-scheme.yaml"
    }
}
