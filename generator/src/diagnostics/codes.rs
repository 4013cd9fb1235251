//! The closed table of diagnostics: one row for each code, with its title and what to do, and no other place to add one.
//!
//! The letter says the severity: `E` is an error, `W` a warning, `N` a note. The first two digits name the stage: 01 source,
//! 02 overlay, 03 openapi, 04 lower, 05 names, 07 settings, 09 the generator itself. A released number is never reused, since
//! people search for it.

use std::fmt;

use super::Severity;

macro_rules! codes {
    ($($severity:ident $variant:ident $number:literal $title:literal $help:literal,)*) => {
        /// Names a kind of diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = concat!("`", $number, "`: ", $title, ".")] $variant,)*
        }

        impl Code {
            /// All codes, in the table's order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns the severity of every diagnostic with this code.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)*
                }
            }

            /// Returns the stable number, like `E0101` or `W0107`.
            pub fn number(self) -> &'static str {
                match self {
                    $(Self::$variant => $number,)*
                }
            }

            /// Returns what the code stands for, in one line.
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$variant => $title,)*
                }
            }

            /// Returns what to do about every diagnostic with this code; one may say more.
            pub fn help(self) -> &'static str {
                match self {
                    $(Self::$variant => $help,)*
                }
            }
        }
    };
}

codes! {
    // 01: source
    Error Unreadable "E0101" "a file cannot be read"
        "check the path and the permissions of the file",
    Error Encoding "E0102" "a file is not valid UTF-8"
        "save the file as UTF-8",
    Error Syntax "E0103" "a file is not well-formed YAML or JSON"
        "correct the file at the place that is shown",
    Error SeveralDocuments "E0104" "a file contains more than one YAML document"
        "move each document to a separate file",
    Error NotAnObject "E0105" "a document is not an object"
        "check that the file is an OpenAPI document",
    Error KeyKind "E0106" "a key is neither a string nor a number"
        "write the key as a string",
    Warning DuplicateKey "W0107" "an object contains a key more than once"
        "remove or rename the key; the last one is used",
    Error TooDeep "E0108" "a document is nested too deeply"
        "if the nesting is intended, set `--limit depth=N`, or `depth` in `[limits]` of signet.toml",
    Error TooLarge "E0109" "a document is too large"
        "raise the limit that the message names, or select fewer operations",
    Error MergeKey "E0110" "the value of a `<<` key cannot be merged"
        "quote the key if it is not a merge key",
    Error NoEmbeddedDocument "E0111" "a page contains no OpenAPI document"
        "name the page of an operation, which contains the document in a fenced code block",
    Error SeveralEmbeddedDocuments "E0112" "a page contains several OpenAPI documents that differ"
        "name a page with one document",
    Error Conflict "E0113" "merged documents contradict each other"
        "make the items equal, or rename or remove one of them in an overlay",
    Warning FirstDocument "W0113" "merged documents differ in a field of the whole API"
        "nothing, if the field of the first document is the right one; otherwise change the order of the documents",
    Warning StrippedExtension "W0114" "an untrusted document contains an `x-signet-` key"
        "move the key into an overlay, or set `trust-extensions = true` for the document in signet.toml",
    Error NoInput "E0115" "no document was given"
        "name a document with `--input`, or in signet.toml",
    Error TooManyFiles "E0116" "the limit for files or bytes is exceeded"
        "if the size is intended, set `--limit files=N` or `--limit bytes=N`, or `files` or `bytes` in `[limits]` of signet.toml",
    Error Root "E0117" "a root for references is not a folder"
        "name a folder that exists by `--root` or by `roots` in signet.toml",
    Error DanglingReference "E0120" "the target of a reference does not exist"
        "correct the reference, or add its target",
    Error CyclicReference "E0121" "a reference leads back to itself"
        "replace one of the references by what it should lead to",
    Error ForeignReference "E0122" "a reference leads to a file that may not be read"
        "allow the folder of the file by `--root` or by `roots` in signet.toml",
    Error ReferenceKind "E0123" "a reference is not a JSON pointer"
        "refer to the target by its JSON pointer, such as `#/components/schemas/Pet`",
    Error AmbiguousReference "E0124" "a reference has several targets"
        "make each `$id`, and each anchor below an `$id`, unique",
    Warning BrokenReference "W0125" "a reference cannot be followed, and only what it describes is missing"
        "correct the reference, or remove it in an overlay",

    // 02: overlay
    Error OverlayShape "E0201" "an overlay does not follow the Overlay Specification 1.0"
        "correct the overlay: docs/overlay.md lists its fields",
    Error OverlayField "E0202" "an overlay has an unknown field"
        "correct the name of the field, or begin it with `x-`",
    Error OverlayTarget "E0203" "the target of an overlay action is not a JSONPath"
        "write a JSONPath (RFC 9535), such as `$.paths['/pets'].get`",
    Error OverlayNoMatch "E0204" "the target of an overlay action matches nothing"
        "correct the target, or remove the action if the document no longer needs it",
    Error OverlayKind "E0205" "an overlay cannot update its target"
        "target the object that contains the value, or remove the old value in an earlier action",
    Warning OverlayExtends "W0206" "an overlay extends another document"
        "remove `extends`, or name the document that the overlay is applied to",
    Error OverlayRoot "E0207" "an overlay removes the whole document"
        "target a part of the document",

    // 03: openapi
    Error UnknownVersion "E0301" "the version of OpenAPI is not supported"
        "use a document of Swagger 2.0 or of OpenAPI 3.0, 3.1 or 3.2",
    Error Malformed "E0302" "an object does not have the fields that OpenAPI requires"
        "correct the object in an overlay: the operations that need it are skipped",
    Warning Incomplete "W0302" "an object lacks a field that OpenAPI requires"
        "add the field in an overlay if what is assumed is wrong",
    Warning NoResponses "W0303" "an operation has no responses"
        "describe the responses in an overlay; without them, their bodies are ignored",
    Error UnknownExtension "E0304" "an `x-signet-` key is unknown or misplaced"
        "correct the key, or move it to where it belongs: see docs/overlay.md",
    Error Selection "E0305" "a pattern selects no operation"
        "correct the pattern in `include` or `exclude`",
    Error NothingLeft "E0306" "every operation of a document is skipped"
        "resolve the other errors, which say why each operation is skipped",
    Warning UnknownField "W0307" "an object has a field that OpenAPI does not define"
        "correct the name of the field; it is ignored",
    Warning FieldKind "W0308" "a field has a value of the wrong type"
        "correct the value in an overlay; the message says how it is read",
    Warning BesideReference "W0309" "a field beside `$ref` has no effect"
        "change the target of the reference, or replace the reference",
    Warning SchemaDialect "W0310" "a dialect of JSON Schema is not supported"
        "declare a dialect that is supported; the schemas are read as draft 2020-12",

    // 04: lower
    Error Parameter "E0401" "a parameter is not supported"
        "describe the parameter differently in an overlay: its operations are skipped",
    Warning PathParameter "W0402" "a path and its parameters do not match"
        "correct the path, or add or remove the parameter in an overlay",
    Error PathTemplate "E0403" "a path template is malformed"
        "close each `{` of the path: its operations are skipped",
    Warning Fragment "W0403" "a path has a fragment"
        "nothing, if the server does not read the fragment, which is not sent",
    Error MediaType "E0404" "a media type is malformed"
        "write a media type such as `application/json`",
    Warning MediaTypeIgnored "W0404" "a malformed media type is ignored"
        "write a media type such as `application/json`",
    Error Status "E0405" "a status code is invalid"
        "write three digits, a class such as `4XX`, or `default`",
    Error SecurityScheme "E0406" "a security scheme is not supported"
        "describe the scheme in an overlay, or require another one",
    Error UnknownScheme "E0407" "a security scheme is not declared"
        "declare the scheme, or remove the requirement in an overlay",
    Error Extension "E0408" "an `x-signet-` key has an invalid value"
        "correct the value: docs/overlay.md describes the key",
    Warning UnusedExtension "W0408" "an `x-signet-` key has no effect"
        "remove the key, or move it to where it has an effect: see docs/overlay.md",
    Warning Schema "W0409" "a schema is invalid"
        "correct the schema in an overlay; the message says how it is read",
    Warning Dropped "W0410" "a field or keyword is ignored"
        "check whether the generated code lacks something that you need",
    Warning UndeclaredRequired "W0411" "a required property is not declared"
        "declare the property in an overlay, or remove it from `required`",
    Warning CircularType "W0412" "a schema refers to itself without an object in between"
        "correct the reference, or put an object in between; the schema becomes `RawJson`",
    Error NoScheme "E0413" "an operation has no scheme that is supported"
        "require a scheme that is supported, or describe the scheme by `x-signet-signing`",
    Warning Server "W0413" "a server is ignored or incomplete"
        "correct the server in an overlay, or set another one by `base_url` in the client",
    Note RelativeServer "N0413" "no server has an absolute URL"
        "set the server by `base_url` in the client, or by `x-signet-environments` in an overlay",
    Warning Misfit "W0414" "a default or pattern does not match its schema"
        "correct the default or pattern in an overlay; it appears in the documentation only",
    Warning SchemeOverlap "W0415" "a signing profile writes the header of another security scheme"
        "remove the other scheme from the security requirements in an overlay",
    Warning Webhook "W0416" "a webhook has no JSON body"
        "describe a JSON body in an overlay; the webhook is left out",
    Warning ParameterStyle "W0420" "a style is not allowed for a parameter, header or property"
        "correct the style in an overlay; the message says which one is used",
    Warning Contradiction "W0430" "the parts of a schema contradict each other"
        "correct the schema in an overlay; the message says which part of it is used",
    Warning Discriminator "W0431" "a discriminator does not match its union"
        "correct the `discriminator`, or the property in the variants, in an overlay",
    Warning Ambiguous "W0432" "the variants of a union cannot be told apart"
        "add a `discriminator`, or required properties that differ, in an overlay",
    Warning KeptAsAny "W0433" "a schema becomes `RawJson`, although the document says more"
        "describe the schema differently in an overlay if you need a type",
    Warning Boxed "W0434" "a released field becomes a `Box`"
        "release a breaking version: programs that use the field no longer compile",

    // 05: names
    Error GivenName "E0501" "a name in an overlay cannot be used"
        "choose another name in the overlay",
    Note NameClash "N0501" "two items would have the same name"
        "nothing; choose other names in an overlay if you prefer them",
    Warning OutputChanged "W0502" "a released operation returns another type"
        "release a breaking version: programs that use the method may no longer compile",
    Warning LockFormat "W0503" "an earlier format of signet.lock does not identify a name"
        "compare the generated names before you release",
    Note LockUpgraded "N0503" "signet.lock is converted from an earlier format"
        "commit signet.lock; earlier versions of Signet cannot read it",
    Warning LostName "W0504" "a released name cannot be kept"
        "release a breaking version: programs that use the name no longer compile",
    Warning KeptForm "W0505" "a field keeps the type with which it was released"
        "nothing; for another type, which breaks programs, change the line of signet.lock that is named",
    Warning TagChanged "W0506" "a released operation has another tag"
        "release a breaking version: programs that name the error type no longer compile",
    Warning ConstructorChanged "W0507" "a released constructor or call takes other arguments"
        "release a breaking version: programs that create a value or call the operation may no longer compile",
    Warning TypeSplit "W0508" "a released type becomes several types"
        "release a breaking version: programs that use the type may no longer compile",
    Note ReleasedApart "N0509" "equal types keep the names with which they were released"
        "nothing; to share a type, which breaks programs, remove a line of `types` from signet.lock",
    Note KeptArgument "N0510" "an argument that became optional stays an argument"
        "nothing; for a setter, which breaks programs, remove the argument from signet.lock",
    Note KeptContent "N0511" "a released method does not read another content type of a response"
        "nothing; to read it too, which breaks programs, add it to `accepts` of the operation in signet.lock",

    // 07: settings
    Error CrateName "E0701" "cargo or crates.io does not accept the name or version of a crate"
        "choose a name of letters, digits, `-` and `_`, and a version such as `1.2.3`",
    Error Unpublishable "E0702" "crates.io does not accept a crate that is to be published"
        "complete `[package]` in signet.toml, or set `publish = false`",
    Warning UnusedAcceptance "W0703" "an accepted change is no change of the update"
        "remove the entry, or correct its rule, pointer or fingerprint",
    Warning PastAcceptance "W0704" "a change is no longer accepted"
        "set a later `until`, or remove the entry",

    // 09: the generator itself
    Error Internal "E0901" "generated code is not valid Rust; please report this bug"
        "report the bug with the document",
}

impl Code {
    /// Finds a code by its number.
    pub fn named(number: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.number() == number)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Severity};
    use std::collections::BTreeSet;

    #[test]
    fn numbers_are_unique_and_in_order() {
        let digits = |code: &Code| (&code.number()[1..], code.severity());
        let listed: Vec<_> = Code::ALL.iter().map(digits).collect();
        let sorted: BTreeSet<_> = listed.iter().copied().collect();
        assert_eq!(listed, sorted.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn letters_say_the_severity() {
        for code in Code::ALL {
            let letter = match code.severity() {
                Severity::Error => 'E',
                Severity::Warning => 'W',
                Severity::Note => 'N',
            };
            assert!(code.number().starts_with(letter), "{code}");
        }
    }

    #[test]
    fn codes_are_found_by_their_numbers() {
        assert!(Code::ALL.iter().all(|code| Code::named(code.number()) == Some(*code)));
        assert_eq!(Code::named("E0000"), None);
    }

    #[test]
    fn titles_are_unique() {
        let titles: BTreeSet<_> = Code::ALL.iter().map(|code| code.title()).collect();
        assert_eq!(titles.len(), Code::ALL.len());
    }
}
