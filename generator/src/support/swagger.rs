//! The table of Swagger 2.0: the objects that differ from OpenAPI 3.

use super::constructs::{objects, since};
use super::{Construct, Fate, Object};
use crate::openapi::Dialect;

objects! {
    "The objects of Swagger 2.0 that OpenAPI 3 lacks, or has with other fields."
    SWAGGER V20
    "Swagger Object" {
        "swagger" Works "2.0; other versions are an error" "valid/swagger2/bodies.yaml"
        "info" Works "" "valid/swagger2/bodies.yaml"
        "host" Works "with `schemes` and `basePath`, the server; without it, the program sets one; a scheme in it is reported" "valid/swagger2/servers.yaml"
        "basePath" Works "" "valid/swagger2/servers.yaml"
        "schemes" Works "`https` and `http`, in this order; `https` if empty; others are not supported" "valid/swagger2/servers.yaml"
        "consumes" Works "for operations without `consumes`; by default JSON" "valid/swagger2/bodies.yaml"
        "produces" Works "for operations without `produces`; by default JSON, for a file any bytes" "valid/swagger2/responses.yaml"
        "paths" Works "also those in `x-ms-paths`" "valid/swagger2/ms_paths.yaml"
        "definitions" Works "types of these names" "valid/swagger2/schemas.yaml"
        "parameters" Works "" "valid/swagger2/parameters.yaml"
        "responses" Works "" "valid/swagger2/bodies.yaml"
        "securityDefinitions" Works "" "valid/swagger2/security.yaml"
        "security" Works "for operations without `security`" "valid/swagger2/security.yaml"
        "tags" Works "" "valid/swagger2/for_people.yaml"
        "externalDocs" Silent "documentation" "valid/swagger2/for_people.yaml"
    }
    "Path Item Object" {
        "$ref" Works "" "valid/files/files.yaml"
        "get" Works "" "valid/swagger2/collections.yaml"
        "put" Works "" "valid/swagger2/bodies.yaml"
        "post" Works "" "valid/swagger2/bodies.yaml"
        "delete" Works "" "valid/swagger2/for_people.yaml"
        "options" Works "" "valid/swagger2/for_people.yaml"
        "head" Works "" "valid/swagger2/for_people.yaml"
        "patch" Works "" "valid/swagger2/bodies.yaml"
        "parameters" Works "" "valid/swagger2/parameters.yaml"
    }
    "Operation Object" {
        "tags" Works "" "valid/swagger2/for_people.yaml"
        "summary" Docs "" "valid/swagger2/for_people.yaml"
        "description" Docs "" "valid/swagger2/for_people.yaml"
        "externalDocs" Silent "documentation" "valid/swagger2/for_people.yaml"
        "operationId" Works "" "valid/swagger2/bodies.yaml"
        "consumes" Works "an empty array overrides that of the document" "valid/swagger2/bodies.yaml"
        "produces" Works "an empty array overrides that of the document" "valid/swagger2/responses.yaml"
        "parameters" Works "" "valid/swagger2/parameters.yaml"
        "responses" Works "" "valid/swagger2/responses.yaml"
        "schemes" Works "the server of this operation, if they differ from those of the document" "valid/swagger2/servers.yaml"
        "deprecated" Works "" "valid/swagger2/for_people.yaml"
        "security" Works "" "valid/swagger2/security.yaml"
        "no supported scheme" Costs "" "invalid/swagger2-schemes.yaml"
    }
    "Parameter Object" {
        "name" Works "" "valid/swagger2/parameters.yaml"
        "in" Works "`path`, `query`, `header`, `formData`, `body`; other values skip the operation" "valid/swagger2/forms.yaml"
        "description" Docs "" "valid/swagger2/parameters.yaml"
        "required" Works "" "valid/swagger2/parameters.yaml"
        "schema" Works "of a body" "valid/swagger2/bodies.yaml"
        "type" Works "`file` in a form: a part of the body" "valid/swagger2/forms.yaml"
        "format" Works "" "valid/swagger2/parameters.yaml"
        "allowEmptyValue" Silent "an empty string is always sent" "valid/swagger2/parameters.yaml"
        "items" Works "lists in lists too, each with its `collectionFormat`" "wire_swagger2.yaml"
        "collectionFormat" Works "all, in each place; `csv` by default" "valid/swagger2/collections.yaml"
        "default" Docs "" "valid/swagger2/parameters.yaml"
        "maximum" Docs "" "valid/swagger2/parameters.yaml"
        "exclusiveMaximum" Docs "" "valid/swagger2/limits.yaml"
        "minimum" Docs "" "valid/swagger2/parameters.yaml"
        "exclusiveMinimum" Docs "" "valid/swagger2/limits.yaml"
        "maxLength" Docs "" "valid/swagger2/limits.yaml"
        "minLength" Docs "" "valid/swagger2/limits.yaml"
        "pattern" Docs "" "valid/swagger2/parameters.yaml"
        "maxItems" Docs "" "valid/swagger2/limits.yaml"
        "minItems" Docs "" "valid/swagger2/limits.yaml"
        "uniqueItems" Docs "" "valid/swagger2/limits.yaml"
        "enum" Works "" "valid/swagger2/parameters.yaml"
        "multipleOf" Docs "" "valid/swagger2/limits.yaml"
        "a parameter of one value (`const`, `enum`) that is required" Works "also a field of a form" "valid/swagger2/constant_fields.yaml"
        "two bodies, or a body beside a form" Costs "" "invalid/swagger2-bodies.yaml"
        "no type, or a file outside a form" Costs "" "invalid/swagger2-parameters.yaml"
        "an array of arrays in a form" Costs "one that is optional is ignored, with a warning" "invalid/swagger2-parameters.yaml"
        "a `collectionFormat` that is not allowed in its place" Reported "sent as `csv`" "invalid/swagger2-parameters.yaml"
    }
    "Response Object" {
        "description" Docs "" "valid/swagger2/responses.yaml"
        "schema" Works "in each media type of `produces`; `type: file` is bytes" "valid/swagger2/responses.yaml"
        "headers" Works "arrays with commas; others are reported" "valid/swagger2/parameters.yaml"
        "examples" Docs "" "valid/swagger2/bodies.yaml"
    }
    "Schema Object" {
        "discriminator" Works "the values are names of definitions, or `x-ms-discriminator-value`" "valid/swagger2/schemas.yaml"
        "`x-nullable` and `x-isnullable`" Works "as `nullable` in 3.0" "valid/swagger2/schemas.yaml"
        "x-ms-client-name" Works "names a field, or the argument or setter of a parameter, where it can be an identifier; `x-signet-name` takes precedence" "valid/swagger2/client_names.yaml"
        "x-ms-enum" Works "names and descriptions of values; all enums are open" "valid/swagger2/schemas.yaml"
        "a list in `items`" Works "not reported" "valid/swagger2/schemas.yaml"
        "a list of types" Works "as in 3.1, also `type: null`, and reported" "invalid/swagger2-types.yaml"
        "a recursive schema" Works "" "valid/swagger2/recursion.yaml"
        "a schema that refers to itself without an object in between" Reported "" "invalid/swagger2-schemas.yaml"
        "an unknown keyword" Reported "" "invalid/swagger2-schemas.yaml"
    }
    "Security Scheme Object" {
        "type" Works "`basic`, `apiKey`, `oauth2`; others are reported" "valid/swagger2/security.yaml"
        "description" Docs "" "valid/swagger2/security.yaml"
        "name" Works "" "valid/swagger2/security.yaml"
        "in" Works "`query`, `header`" "valid/swagger2/security.yaml"
        "flow" Works "`accessCode`, `application`, `password`, `implicit`" "valid/swagger2/security.yaml"
        "authorizationUrl" Silent "the program asks the user for consent" "valid/swagger2/security.yaml"
        "tokenUrl" Works "as in OpenAPI 3" "valid/swagger2/security.yaml"
        "scopes" Silent "the program sets the scopes of its tokens" "valid/swagger2/security.yaml"
    }
}
