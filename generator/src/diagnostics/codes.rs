//! The closed table of diagnostics: one row for each code, and no other place to add one.
//!
//! The letter says the severity: `E` is an error, `W` a warning, `N` a note. The first two digits name the stage: 01 source,
//! 02 overlay, 03 openapi, 04 lower, 05 names, 07 settings, 09 the generator itself. A released number is never reused, since
//! people search for it.

use std::fmt;

use super::Severity;

macro_rules! codes {
    ($($severity:ident $variant:ident $number:literal $title:literal,)*) => {
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
        }
    };
}

codes! {
    // 01: source
    Error Unreadable "E0101" "a file cannot be read",
    Error Encoding "E0102" "a file is not valid UTF-8",
    Error Syntax "E0103" "a file is not well-formed YAML or JSON",
    Error SeveralDocuments "E0104" "a file contains more than one YAML document",
    Error NotAnObject "E0105" "a document is not an object",
    Error KeyKind "E0106" "a key is neither a string nor a number",
    Warning DuplicateKey "W0107" "an object contains a key more than once",
    Error TooDeep "E0108" "a document is nested too deeply",
    Error TooLarge "E0109" "a document is too large",
    Error MergeKey "E0110" "the value of a `<<` key cannot be merged",
    Error NoEmbeddedDocument "E0111" "a page contains no OpenAPI document",
    Error SeveralEmbeddedDocuments "E0112" "a page contains several OpenAPI documents that differ",
    Error Conflict "E0113" "merged documents contradict each other",
    Warning FirstDocument "W0113" "merged documents differ in a field of the whole API",
    Warning StrippedExtension "W0114" "an untrusted document contains an `x-signet-` key",
    Error NoInput "E0115" "no document was given",
    Error TooManyFiles "E0116" "the limit for files or bytes is exceeded",
    Error Root "E0117" "a root for references is not a folder",
    Error DanglingReference "E0120" "the target of a reference does not exist",
    Error CyclicReference "E0121" "a reference leads back to itself",
    Error ForeignReference "E0122" "a reference leads to a file that may not be read",
    Error ReferenceKind "E0123" "a reference is not a JSON pointer",
    Error AmbiguousReference "E0124" "a reference has several targets",
    Warning BrokenReference "W0125" "a reference cannot be followed, and only what it describes is missing",

    // 02: overlay
    Error OverlayShape "E0201" "an overlay does not follow the Overlay Specification 1.0",
    Error OverlayField "E0202" "an overlay has an unknown field",
    Error OverlayTarget "E0203" "the target of an overlay action is not a JSONPath",
    Error OverlayNoMatch "E0204" "the target of an overlay action matches nothing",
    Error OverlayKind "E0205" "an overlay cannot update its target",
    Warning OverlayExtends "W0206" "an overlay extends another document",
    Error OverlayRoot "E0207" "an overlay removes the whole document",

    // 03: openapi
    Error UnknownVersion "E0301" "the version of OpenAPI is not supported",
    Error Malformed "E0302" "an object does not have the fields that OpenAPI requires",
    Warning Incomplete "W0302" "an object lacks a field that OpenAPI requires",
    Warning NoResponses "W0303" "an operation has no responses",
    Error UnknownExtension "E0304" "an `x-signet-` key is unknown or misplaced",
    Error Selection "E0305" "a pattern selects no operation",
    Error NothingLeft "E0306" "every operation of a document is skipped",
    Warning UnknownField "W0307" "an object has a field that OpenAPI does not define",
    Warning FieldKind "W0308" "a field has a value of the wrong type",
    Warning BesideReference "W0309" "a field beside `$ref` has no effect",
    Warning SchemaDialect "W0310" "a dialect of JSON Schema is not supported",

    // 04: lower
    Error Parameter "E0401" "a parameter is not supported",
    Warning PathParameter "W0402" "a path and its parameters do not match",
    Error PathTemplate "E0403" "a path template is malformed",
    Warning Fragment "W0403" "a path has a fragment",
    Error MediaType "E0404" "a media type is malformed",
    Warning MediaTypeIgnored "W0404" "a malformed media type is ignored",
    Error Status "E0405" "a status code is invalid",
    Error SecurityScheme "E0406" "a security scheme is not supported",
    Error UnknownScheme "E0407" "a security scheme is not declared",
    Error Extension "E0408" "an `x-signet-` key has an invalid value",
    Warning UnusedExtension "W0408" "an `x-signet-` key has no effect",
    Warning Schema "W0409" "a schema is invalid",
    Warning Dropped "W0410" "a field or keyword is ignored",
    Warning UndeclaredRequired "W0411" "a required property is not declared",
    Warning CircularType "W0412" "a schema refers to itself without an object in between",
    Error NoScheme "E0413" "an operation has no scheme that is supported",
    Warning Server "W0413" "a server is ignored or incomplete",
    Note RelativeServer "N0413" "no server has an absolute URL",
    Warning Misfit "W0414" "a default or pattern does not match its schema",
    Warning SchemeOverlap "W0415" "a signing profile writes the header of another security scheme",
    Warning Webhook "W0416" "a webhook has no JSON body",
    Warning ParameterStyle "W0420" "a style is not allowed for a parameter, header or property",
    Warning Contradiction "W0430" "the parts of a schema contradict each other",
    Warning Discriminator "W0431" "a discriminator does not match its union",
    Warning Ambiguous "W0432" "the variants of a union cannot be told apart",
    Warning KeptAsAny "W0433" "a schema becomes `RawJson`, although the document says more",
    Warning Boxed "W0434" "a released field becomes a `Box`",

    // 05: names
    Error GivenName "E0501" "a name in an overlay cannot be used",
    Note NameClash "N0501" "two items would have the same name",
    Warning OutputChanged "W0502" "a released operation returns another type",
    Warning LockFormat "W0503" "an earlier format of signet.lock does not identify a name",
    Note LockUpgraded "N0503" "signet.lock is converted from an earlier format",
    Warning LostName "W0504" "a released name cannot be kept",
    Warning KeptForm "W0505" "a field keeps the type with which it was released",
    Warning TagChanged "W0506" "a released operation has another tag",
    Warning ConstructorChanged "W0507" "a released constructor takes other arguments",
    Warning TypeSplit "W0508" "a released type becomes several types",
    Note ReleasedApart "N0509" "equal types keep the names with which they were released",
    Note KeptArgument "N0510" "an argument that became optional stays an argument",

    // 07: settings
    Error CrateName "E0701" "cargo or crates.io does not accept the name or version of a crate",
    Error Unpublishable "E0702" "crates.io does not accept a crate that is to be published",
    Warning UnusedAcceptance "W0703" "an accepted change is no change of the update",
    Warning PastAcceptance "W0704" "a change is no longer accepted",

    // 09: the generator itself
    Error Internal "E0901" "generated code is not valid Rust; please report this bug",
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
    fn titles_are_unique() {
        let titles: BTreeSet<_> = Code::ALL.iter().map(|code| code.title()).collect();
        assert_eq!(titles.len(), Code::ALL.len());
    }
}
