//! The table of Swagger 2.0: what it says in another way than OpenAPI 3. The rest is in the table of that.

use super::constructs::{objects, since};
use super::{Construct, Fate, Object};
use crate::openapi::Dialect;

objects! {
    "The objects of Swagger 2.0 that OpenAPI 3 does not have, or has with other fields."
    SWAGGER V20
    "Swagger Object" {
        "swagger" Works "2.0; documents of other versions are refused" "valid/swagger2/bodies.yaml"
        "info" Works "" "valid/swagger2/bodies.yaml"
        "host" Works "with `schemes` and `basePath`, a server; without it, clients are given one" "valid/swagger2/servers.yaml"
        "basePath" Works "" "valid/swagger2/servers.yaml"
        "schemes" Works "`https` and `http`, in this order; none: `https`; others are not called" "valid/swagger2/servers.yaml"
        "consumes" Works "of all operations without their own; none: JSON" "valid/swagger2/bodies.yaml"
        "produces" Works "of all operations without their own; none: JSON, and any bytes for a file" "valid/swagger2/responses.yaml"
        "paths" Works "also those in `x-ms-paths`" "valid/swagger2/ms_paths.yaml"
        "definitions" Works "types of these names" "valid/swagger2/schemas.yaml"
        "parameters" Works "" "valid/swagger2/parameters.yaml"
        "responses" Works "" "valid/swagger2/bodies.yaml"
        "securityDefinitions" Works "" "valid/swagger2/security.yaml"
        "security" Works "of all operations that say nothing of their own" "valid/swagger2/security.yaml"
        "tags" Works "" "valid/swagger2/for_people.yaml"
        "externalDocs" Silent "for people" "valid/swagger2/for_people.yaml"
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
        "externalDocs" Silent "for people" "valid/swagger2/for_people.yaml"
        "operationId" Works "" "valid/swagger2/bodies.yaml"
        "consumes" Works "an empty list stands for none" "valid/swagger2/bodies.yaml"
        "produces" Works "an empty list stands for none" "valid/swagger2/responses.yaml"
        "parameters" Works "" "valid/swagger2/parameters.yaml"
        "responses" Works "" "valid/swagger2/responses.yaml"
        "schemes" Works "a server of this operation, if they are others than those of the document" "valid/swagger2/servers.yaml"
        "deprecated" Works "" "valid/swagger2/for_people.yaml"
        "security" Works "" "valid/swagger2/security.yaml"
        "no scheme that a client calls" Costs "" "invalid/swagger2-schemes.yaml"
    }
    "Parameter Object" {
        "name" Works "" "valid/swagger2/parameters.yaml"
        "in" Works "`path`, `query`, `header`, `formData`, `body`; anything else costs the operation" "valid/swagger2/forms.yaml"
        "description" Docs "" "valid/swagger2/parameters.yaml"
        "required" Works "" "valid/swagger2/parameters.yaml"
        "schema" Works "of a body" "valid/swagger2/bodies.yaml"
        "type" Works "`file` in a form: a part of the body" "valid/swagger2/forms.yaml"
        "format" Works "" "valid/swagger2/parameters.yaml"
        "allowEmptyValue" Silent "an empty text is sent as one" "valid/swagger2/parameters.yaml"
        "items" Works "lists in lists too, each with its `collectionFormat`" "wire_swagger2.yaml"
        "collectionFormat" Works "each in each place; none: `csv`" "valid/swagger2/collections.yaml"
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
        "two bodies, or a body beside a form" Costs "" "invalid/swagger2-bodies.yaml"
        "no type, a file outside of a form, a list of lists in a form" Costs "" "invalid/swagger2-parameters.yaml"
        "a `collectionFormat` that its place does not have" Reported "sent as `csv`" "invalid/swagger2-parameters.yaml"
    }
    "Response Object" {
        "description" Docs "" "valid/swagger2/responses.yaml"
        "schema" Works "in each media type that is produced; `type: file` is bytes" "valid/swagger2/responses.yaml"
        "headers" Works "lists with commas; others are reported" "valid/swagger2/parameters.yaml"
        "examples" Docs "" "valid/swagger2/bodies.yaml"
    }
    "Schema Object" {
        "discriminator" Works "its values are names of definitions, or `x-ms-discriminator-value`" "valid/swagger2/schemas.yaml"
        "`x-nullable` and `x-isnullable`" Works "as `nullable` in 3.0" "valid/swagger2/schemas.yaml"
        "x-ms-client-name" Works "the name of a property's field, or of a parameter's argument" "valid/swagger2/client_names.yaml"
        "x-ms-enum" Works "names and descriptions of values; all enumerations are open" "valid/swagger2/schemas.yaml"
        "a list in `items`" Works "a tuple, as `prefixItems` in 3.1" "valid/swagger2/schemas.yaml"
        "lists of types, `type: null`" Works "as in 3.1, and reported" "invalid/swagger2-types.yaml"
    }
    "Security Scheme Object" {
        "type" Works "`basic`, `apiKey`, `oauth2`; any other is reported" "valid/swagger2/security.yaml"
        "description" Docs "" "valid/swagger2/security.yaml"
        "name" Works "" "valid/swagger2/security.yaml"
        "in" Works "`query`, `header`" "valid/swagger2/security.yaml"
        "flow" Works "`accessCode`, `application`, `password`, `implicit`" "valid/swagger2/security.yaml"
        "authorizationUrl" Silent "a user's consent is the program's" "valid/swagger2/security.yaml"
        "tokenUrl" Works "as in OpenAPI 3" "valid/swagger2/security.yaml"
        "scopes" Silent "tokens are asked for with the scopes that the program says" "valid/swagger2/security.yaml"
    }
}
