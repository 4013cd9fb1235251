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
        "openapi" Works "3.0, 3.1 and 3.2, with any patch version; other versions are an error" "valid/docs/for_people.yaml"
        "$self" @V32 Works "the base of references" "valid/versions/v32.yaml"
        "info" Works "the title is the default name of the crate; without `info` it is `API`, with a warning" "valid/docs/for_people.yaml"
        "servers" Works "the default server, if it is the only one; an overlay can name several" "valid/servers/servers.yaml"
        "jsonSchemaDialect" @V31 Works "drafts 4, 6, 7 and 2020-12, and the dialects of OpenAPI; others are reported" "invalid/schema-dialect.yaml"
        "paths" Works "" "valid/petstore.yaml"
        "webhooks" @V31 Works "types of their JSON bodies, and a union with a variant for each body; an overlay declares how they are verified" "valid/webhooks/declared.yaml"
        "components" Works "components that operations need; others are not generated" "valid/petstore.yaml"
        "security" Works "for operations without `security`" "valid/security/keys_and_tokens.yaml"
        "tags" Works "views of the client, modules and cargo features" "valid/tags/several.yaml"
        "externalDocs" Silent "documentation" "valid/docs/for_people.yaml"
    }
    "Info Object" {
        "title" Docs "also the default name of the crate" "valid/docs/for_people.yaml"
        "summary" @V31 Docs "" "valid/versions/v31.yaml"
        "description" Docs "" "valid/docs/for_people.yaml"
        "termsOfService" Silent "documentation" "valid/docs/for_people.yaml"
        "contact" Silent "documentation; `name`, `url` and `email` with it" "valid/docs/for_people.yaml"
        "license" Works "also of the crate, where it is an SPDX expression or a well-known name and `signet.toml` sets none; `url` is for people" "valid/docs/for_people.yaml"
        "version" Docs "the version of the document, not of the crate" "valid/docs/for_people.yaml"
    }
    "Server Object" {
        "name" @V32 Silent "an overlay names environments" "valid/versions/v32.yaml"
        "url" Works "with a host; a relative URL is reported: the document's location is unknown" "valid/servers/servers.yaml"
        "description" Silent "documentation" "valid/docs/for_people.yaml"
        "variables" Works "a method of the builder for each; servers of paths and operations use the defaults" "valid/servers/servers.yaml"
        "an invalid URL" Reported "also a URL with an undeclared variable" "invalid/servers.yaml"
    }
    "Server Variable Object" {
        "enum" Works "an enum" "valid/servers/servers.yaml"
        "default" Works "" "valid/servers/servers.yaml"
        "description" Docs "" "valid/servers/servers.yaml"
    }
    "Components Object" {
        "schemas" Works "types of these names" "valid/schemas/objects.yaml"
        "responses" Works "" "valid/operations/shared_parts.yaml"
        "parameters" Works "" "valid/operations/styles.yaml"
        "examples" Silent "not needed to send or read" "valid/docs/for_people.yaml"
        "requestBodies" Works "" "valid/operations/bodies.yaml"
        "headers" Works "" "valid/bodies/headers.yaml"
        "securitySchemes" Works "" "valid/security/keys_and_tokens.yaml"
        "links" Reported "where a response has them" "invalid/callbacks-links.yaml"
        "callbacks" Reported "where an operation has them" "invalid/callbacks-links.yaml"
        "pathItems" @V31 Works "" "valid/versions/v31.yaml"
        "mediaTypes" @V32 Works "" "valid/versions/v32.yaml"
    }
    "Paths Object" {
        "/{path}" Works "several parameters in a segment, between literals; a query after `?`" "valid/operations/path-query.yaml"
        "a path parameter without a placeholder, or the reverse" Reported "an undeclared placeholder becomes a required string parameter; a parameter without a placeholder is ignored" "invalid/path-parameter-missing.yaml"
        "an invalid path template" Costs "" "invalid/path-template.yaml"
    }
    "Path Item Object" {
        "$ref" Works "fields beside it are ignored" "valid/files/files.yaml"
        "summary" Silent "only those of operations are documented" "valid/docs/for_people.yaml"
        "description" Silent "only those of operations are documented" "valid/docs/for_people.yaml"
        "get" Works "" "valid/operations/methods.yaml"
        "put" Works "" "valid/operations/methods.yaml"
        "post" Works "" "valid/operations/methods.yaml"
        "delete" Works "" "valid/operations/methods.yaml"
        "options" Works "" "valid/operations/methods.yaml"
        "head" Works "its responses have no body" "valid/operations/methods.yaml"
        "patch" Works "" "valid/operations/methods.yaml"
        "trace" Works "" "valid/operations/methods.yaml"
        "query" @V32 Works "" "valid/versions/v32.yaml"
        "additionalOperations" @V32 Works "any other method" "valid/versions/v32.yaml"
        "servers" Works "the first valid server, for its operations" "valid/servers/servers.yaml"
        "parameters" Works "those of an operation take precedence" "valid/operations/parameters.yaml"
    }
    "Operation Object" {
        "tags" Works "the operation is in the client's view of each; without any, in that of `untagged`" "valid/tags/several.yaml"
        "summary" Docs "" "valid/docs/markdown.yaml"
        "description" Docs "" "valid/docs/markdown.yaml"
        "externalDocs" Silent "documentation" "valid/docs/for_people.yaml"
        "operationId" Works "the name of the method; derived from method and path if missing" "valid/operations/parameters.yaml"
        "parameters" Works "required parameters are arguments, others setters" "valid/operations/parameters.yaml"
        "requestBody" Works "" "valid/operations/bodies.yaml"
        "responses" Works "without responses, every success is accepted and its body ignored; reported in 3.0" "valid/operations/statuses.yaml"
        "callbacks" Reported "requests by the server" "invalid/callbacks-links.yaml"
        "deprecated" Works "`#[deprecated]`" "valid/operations/parameters.yaml"
        "security" Works "" "valid/security/keys_and_tokens.yaml"
        "servers" Works "the first valid server" "valid/servers/servers.yaml"
    }
    "Parameter Object" {
        "name" Works "" "valid/operations/parameters.yaml"
        "in" Works "`path`, `query`, `header`, `cookie`, and since 3.2 `querystring`; other values skip the operation" "valid/operations/styles.yaml"
        "description" Docs "" "valid/operations/parameters.yaml"
        "required" Works "" "valid/operations/parameters.yaml"
        "deprecated" Works "`#[deprecated]` where it is optional" "valid/operations/parameters.yaml"
        "allowEmptyValue" Silent "an empty string is always sent" "valid/docs/for_people.yaml"
        "style" Works "one a row of this table" "valid/operations/styles.yaml"
        "explode" Works "" "valid/operations/styles.yaml"
        "allowReserved" Works "in the query; reported elsewhere" "valid/operations/styles.yaml"
        "schema" Works "" "valid/operations/styles.yaml"
        "example" Docs "also that of its schema" "valid/docs/markdown.yaml"
        "examples" Silent "documentation" "valid/docs/for_people.yaml"
        "content" Works "one media type: JSON or text, for a whole query also a form" "valid/operations/styles.yaml"
        "neither `schema` nor `content`" Costs "" "invalid/parameter-kinds.yaml"
        "a parameter of one value (`const`, `enum`) that is required" Works "no argument: each call sends it" "valid/schemas/one_value.yaml"
        "a style that its place does not have" Reported "the usual one of the place is sent" "invalid/parameter-style.yaml"
        "a whole query beside other query parameters" @V32 Costs "" "invalid/query-string.yaml"
    }
    "Request Body Object" {
        "description" Docs "" "valid/operations/bodies.yaml"
        "content" Works "of several media types, the one that says most is an argument or setter, and the others have methods" "valid/operations/bodies.yaml"
        "required" Works "" "valid/operations/bodies.yaml"
    }
    "Media Type Object" {
        "schema" Works "" "valid/operations/bodies.yaml"
        "itemSchema" @V31 Works "of event streams, by the `contentSchema` of `data` and the names of events, and of JSON Lines; a field of 3.2 that is also read in 3.1" "valid/responses/streams.yaml"
        "example" Works "of a response, in the responses of the mock server; that of a schema is also documented" "valid/operations/examples.yaml"
        "examples" Works "the first example, as `example`" "valid/operations/examples.yaml"
        "encoding" Works "in `application/x-www-form-urlencoded` and `multipart` bodies" "valid/operations/forms.yaml"
        "a part of one value (`const`, `enum`) that is required" Works "no argument: each body has it" "valid/bodies/constant_parts.yaml"
        "prefixEncoding" @V32 Reported "" "invalid/positional-encoding.yaml"
        "itemEncoding" @V32 Reported "" "invalid/positional-encoding.yaml"
        "a name that is no media type" Costs "left out where the body has another, or is that of an error" "invalid/media-type.yaml"
    }
    "Encoding Object" {
        "contentType" Works "of a part; in a form, JSON only" "valid/bodies/multipart.yaml"
        "headers" Works "of a part, as strings that the program sets" "valid/bodies/multipart.yaml"
        "style" Works "in a form" "valid/operations/forms.yaml"
        "explode" Works "in a form" "valid/operations/forms.yaml"
        "allowReserved" Works "in a form" "valid/operations/shared_parts.yaml"
        "encoding" @V32 Reported "the program supplies the encoded part" "invalid/positional-encoding.yaml"
        "prefixEncoding" @V32 Reported "" "invalid/positional-encoding.yaml"
        "itemEncoding" @V32 Reported "" "invalid/positional-encoding.yaml"
        "a style that is not allowed in a form" Reported "the style `form` is used" "invalid/form-style.yaml"
    }
    "Responses Object" {
        "default" Works "each undeclared status; without a body also a 204" "valid/responses/default.yaml"
        "{status}" Works "also classes, such as `4XX`" "valid/operations/statuses.yaml"
        "an invalid status code" Costs "" "invalid/status-key.yaml"
    }
    "Response Object" {
        "summary" @V32 Docs "before the description" "valid/versions/v32.yaml"
        "description" Docs "of errors, and of bodies without a description" "valid/operations/statuses.yaml"
        "headers" Works "a function of the operation for each, except `Content-Type`" "valid/bodies/headers.yaml"
        "content" Works "read by status and content type" "valid/responses/content_types.yaml"
        "links" Reported "operations to call next" "invalid/callbacks-links.yaml"
    }
    "Callback Object" {
        "{expression}" Reported "where an operation has callbacks" "invalid/callbacks-links.yaml"
    }
    "Example Object" {
        "summary" Silent "documentation" "valid/docs/for_people.yaml"
        "description" Silent "documentation" "valid/docs/for_people.yaml"
        "value" Silent "documentation" "valid/docs/for_people.yaml"
        "dataValue" @V32 Works "as `value`" "valid/versions/v32.yaml"
        "serializedValue" @V32 Silent "documentation" "valid/versions/v32.yaml"
        "externalValue" Silent "never fetched" "valid/docs/for_people.yaml"
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
        "required" Silent "a missing header is always `None`" "valid/docs/for_people.yaml"
        "deprecated" Works "`#[deprecated]`" "valid/bodies/headers.yaml"
        "style" Silent "headers have only the style `simple`" "valid/docs/for_people.yaml"
        "explode" Silent "objects are strings, and arrays are the same either way" "valid/docs/for_people.yaml"
        "allowReserved" Silent "not defined for headers" "valid/docs/for_people.yaml"
        "schema" Works "primitive values and arrays; an object is a string" "valid/bodies/headers.yaml"
        "example" Silent "documentation" "valid/docs/for_people.yaml"
        "content" Works "as a string, which the program parses" "valid/bodies/headers.yaml"
    }
    "Tag Object" {
        "name" Works "" "valid/tags/several.yaml"
        "summary" @V32 Docs "before the description" "valid/versions/v32.yaml"
        "description" Docs "" "valid/tags/several.yaml"
        "parent" @V32 Silent "documentation" "valid/versions/v32.yaml"
        "kind" @V32 Silent "documentation" "valid/versions/v32.yaml"
        "externalDocs" Silent "documentation" "valid/docs/for_people.yaml"
    }
    "Reference Object" {
        "$ref" Works "in the document, and to files below its folder and below the given roots; also where OpenAPI does not allow a reference" "valid/files/v1/above.yaml"
        "a reference without a target, or to itself" Reported "a schema becomes `RawJson`, the body of an error is not decoded, a header is ignored; anything else skips the operation" "invalid/one-part-only.yaml"
        "a reference that leaves the folders, or to a URL" Reported "the same" "invalid/error-elsewhere.yaml"
        "a `$dynamicRef` that names no schema, or several" @V31 Reported "becomes `RawJson`" "invalid/dynamic-references.yaml"
        "a `$recursiveRef` without a schema with `$id` or `$recursiveAnchor` around it" @V31 Reported "becomes `RawJson`" "invalid/recursive-references.yaml"
        "`summary` and `description` beside `$ref`" @V31 Docs "replace those of the component" "valid/versions/v31.yaml"
        "a field beside `$ref`" Reported "in schemas, except documentation" "invalid/beside-reference.yaml"
    }
    "Schema Object" {
        "title" Docs "also the name of an inline variant" "valid/schemas/objects.yaml"
        "multipleOf" Docs "not checked: the server does this" "valid/schemas/limits.yaml"
        "maximum" Docs "" "valid/schemas/limits.yaml"
        "exclusiveMaximum" Docs "" "valid/schemas/limits.yaml"
        "minimum" Docs "" "valid/schemas/limits.yaml"
        "exclusiveMinimum" Docs "" "valid/schemas/limits.yaml"
        "maxLength" Docs "" "valid/schemas/limits.yaml"
        "minLength" Docs "" "valid/schemas/limits.yaml"
        "pattern" Docs "reported if the schema is not a string" "invalid/misfit.yaml"
        "maxItems" Docs "" "valid/schemas/limits.yaml"
        "minItems" Docs "" "valid/schemas/limits.yaml"
        "uniqueItems" Docs "" "valid/schemas/limits.yaml"
        "maxProperties" Docs "" "valid/schemas/object_limits.yaml"
        "minProperties" Docs "" "valid/schemas/object_limits.yaml"
        "required" Works "checked in responses, for properties of that direction; an undeclared name is reported, and its value preserved" "valid/schemas/undeclared.yaml"
        "enum" Works "strings, numbers, values of several types; unknown values are preserved; one value alone is a constant; `x-enum-varnames` names the variants; arrays and objects are reported" "valid/schemas/enumerations.yaml"
        "type" Works "derived from the other keywords if missing; an unknown type becomes `RawJson`, with a warning" "valid/schemas/without_type.yaml"
        "a list of types" @V31 Works "a union by JSON type; `null` becomes an `Option`; in 3.0, a list of several types becomes `RawJson`, with a warning" "valid/schemas31/types.yaml"
        "const" @V31 Works "no argument of a constructor, and written by itself; an unknown value is preserved; a `oneOf` of constants becomes an enum with documentation" "valid/schemas31/constants.yaml"
        "a schema that is `true` or `false`" @V31 Works "`RawJson`; a property that is `false` is not generated" "valid/schemas31/types.yaml"
        "`$id`, `$anchor`, `$dynamicAnchor` and `$dynamicRef`" @V31 Works "within the document and its files; a name with no target, or several, is reported" "valid/references/dynamic.yaml"
        "`$recursiveRef` and `$recursiveAnchor`" @V31 Works "of draft 2019-09" "valid/references/recursive.yaml"
        "keywords beside `$ref`" @V31 Works "all apply, as in `allOf`; documentation describes the place" "valid/schemas31/references.yaml"
        "prefixItems" @V31 Works "a tuple of up to 8 elements, and a list of further elements; those beyond `minItems` may be missing; of more than 8, a list of a union" "valid/schemas31/tuples.yaml"
        "unevaluatedItems" @V31 Works "the elements after `prefixItems`, if `items` is missing" "valid/schemas31/tuples.yaml"
        "patternProperties" @V31 Works "a map, or the values of undeclared properties; several patterns become a union" "valid/schemas31/maps.yaml"
        "propertyNames" @V31 Docs "an `enum` or `pattern`, or whatever else it says" "valid/schemas31/maps.yaml"
        "unevaluatedProperties" @V31 Works "as `additionalProperties`" "valid/schemas31/maps.yaml"
        "contentEncoding" @V31 Works "`base64` becomes bytes; others are documented strings" "valid/schemas31/contents.yaml"
        "contentMediaType" @V31 Works "a file in a multipart body; in JSON, documentation of a string" "valid/schemas31/contents.yaml"
        "contentSchema" @V31 Works "the type of an event's data; elsewhere the value is a string" "valid/schemas31/contents.yaml"
        "allOf" Works "merged; a number and an integer become an integer; a contradiction becomes `RawJson`, with a warning" "valid/schemas/all_of.yaml"
        "oneOf" Works "by discriminator, by shape, or the variant that declares most of a value; unknown values are preserved" "valid/schemas/one_of_tagged.yaml"
        "anyOf" Works "as `oneOf`; an object that matches several subschemas is preserved whole" "valid/schemas/any_of.yaml"
        "not" Reported "" "invalid/schema-keyword.yaml"
        "if" @V31 Reported "" "invalid/schemas31.yaml"
        "then" @V31 Reported "" "invalid/schemas31.yaml"
        "else" @V31 Reported "" "invalid/schemas31.yaml"
        "contains" @V31 Reported "" "invalid/schemas31.yaml"
        "minContains" @V31 Reported "" "invalid/schemas31.yaml"
        "maxContains" @V31 Reported "" "invalid/schemas31.yaml"
        "dependentRequired" @V31 Reported "" "invalid/schemas31.yaml"
        "dependentSchemas" @V31 Reported "" "invalid/schemas31.yaml"
        "items" Works "elements are `RawJson` if missing" "valid/schemas/lists_and_maps.yaml"
        "a list in `items`" @V31 Works "a tuple, as `prefixItems`, and reported" "invalid/schemas31.yaml"
        "`$schema` of a dialect that is not supported" @V31 Reported "the schema is read as draft 2020-12" "invalid/schemas31.yaml"
        "properties" Works "" "valid/schemas/objects.yaml"
        "additionalProperties" Works "`true`, `false` or a schema; preserved beside properties, and sent back" "valid/schemas/additional_properties.yaml"
        "description" Docs "" "valid/schemas/objects.yaml"
        "format" Works "one a row of this table" "valid/schemas/formats.yaml"
        "default" Docs "never sent; reported if it does not match the schema" "valid/schemas/objects.yaml"
        "nullable" Works "`null` and absent are distinct where both are allowed; also read in later versions, with a warning" "valid/schemas/presence.yaml"
        "discriminator" Works "of `oneOf` and `anyOf`; on a parent schema, a union of it and the schemas that extend it by `allOf`" "valid/schemas/parent.yaml"
        "readOnly" Works "not required in requests" "valid/schemas/direction.yaml"
        "writeOnly" Works "not required in responses" "valid/schemas/direction.yaml"
        "xml" Silent "XML bodies are bytes" "valid/docs/for_people.yaml"
        "externalDocs" Docs "" "valid/docs/for_people.yaml"
        "example" Docs "" "valid/schemas/objects.yaml"
        "examples" @V31 Docs "the first example" "valid/schemas31/contents.yaml"
        "deprecated" Works "`#[deprecated]`" "valid/schemas/deprecated_types.yaml"
        "a recursive schema" Works "in a `Box` where the cycle closes" "valid/schemas/recursion.yaml"
        "a schema that refers to itself without an object in between" Reported "becomes `RawJson`" "invalid/circular-type.yaml"
        "an unknown keyword" Reported "" "invalid/schema-keywords.yaml"
    }
    "Discriminator Object" {
        "propertyName" Works "values with an unknown tag are preserved" "valid/schemas/one_of_tagged.yaml"
        "mapping" Works "by name or reference, beside the names of the schemas; a tag without a subschema is reported" "valid/schemas/parent.yaml"
        "defaultMapping" @V32 Works "the variant of values with a missing or unknown tag; reported without a subschema" "valid/versions/default_mapping.yaml"
        "a discriminator without `propertyName`" Reported "the discriminator is ignored" "invalid/discriminator.yaml"
    }
    "XML Object" {
        "name" Silent "XML bodies are bytes" "valid/docs/for_people.yaml"
        "namespace" Silent "the same" "valid/docs/for_people.yaml"
        "prefix" Silent "the same" "valid/docs/for_people.yaml"
        "attribute" Silent "the same" "valid/docs/for_people.yaml"
        "wrapped" Silent "the same" "valid/docs/for_people.yaml"
        "nodeType" @V32 Silent "the same" "valid/versions/v32.yaml"
    }
    "Security Scheme Object" {
        "type" Works "`apiKey`, `http`, `oauth2`, `openIdConnect`" "valid/security/keys_and_tokens.yaml"
        "the type `mutualTLS`" @V31 Works "the transport presents the certificate; requests have no credential" "valid/versions/v31.yaml"
        "description" Docs "" "valid/security/keys_and_tokens.yaml"
        "name" Works "" "valid/security/keys_and_tokens.yaml"
        "in" Works "`query`, `header`, `cookie`" "valid/security/keys_and_tokens.yaml"
        "scheme" Works "`bearer` and `basic`; others skip the operations that require them" "invalid/http-scheme.yaml"
        "bearerFormat" Silent "a token is sent unchanged" "valid/security/tokens_from_elsewhere.yaml"
        "flows" Works "tokens are obtained for the program's own credentials or a refresh token" "valid/security/tokens_from_elsewhere.yaml"
        "openIdConnectUrl" Silent "the program supplies the token" "valid/security/tokens_from_elsewhere.yaml"
        "oauth2MetadataUrl" @V32 Silent "never fetched" "valid/versions/v32.yaml"
        "deprecated" @V32 Silent "documentation" "valid/versions/v32.yaml"
    }
    "OAuth Flows Object" {
        "implicit" Silent "the program supplies the token" "valid/security/tokens_from_elsewhere.yaml"
        "password" Works "for its refresh token; the password of a user is not sent" "valid/security/tokens_from_elsewhere.yaml"
        "clientCredentials" Works "preferred over the other flows" "valid/security/tokens_from_elsewhere.yaml"
        "authorizationCode" Works "for its refresh token" "valid/security/tokens_from_elsewhere.yaml"
        "deviceAuthorization" @V32 Works "for its refresh token" "valid/versions/v32.yaml"
    }
    "OAuth Flow Object" {
        "deviceAuthorizationUrl" @V32 Silent "the program asks the user for consent" "valid/versions/v32.yaml"
        "authorizationUrl" Silent "the program asks the user for consent" "valid/security/tokens_from_elsewhere.yaml"
        "tokenUrl" Works "absolute, or relative to the server" "valid/security/tokens_from_elsewhere.yaml"
        "refreshUrl" Works "the same" "valid/security/tokens_from_elsewhere.yaml"
        "scopes" Silent "the server checks them" "valid/security/tokens_from_elsewhere.yaml"
    }
    "Security Requirement Object" {
        "{name}" Works "all schemes of one requirement, any of several requirements, or none; the server checks scopes and roles" "valid/security/keys_and_tokens.yaml"
        "an undeclared scheme" Costs "unless the operation accepts another requirement" "invalid/unknown-scheme.yaml"
    }
}
