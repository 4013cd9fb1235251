//! The closed table of diagnostics: one row a code, and no other place to add one.
//!
//! The first two digits name the room: 01 source, 02 overlay, 03 openapi, 04 lower, 05 names, 06 output, 07 settings.
//! A number is never used for anything else once it was released, since people search for it and suppress it.

use std::fmt;

macro_rules! codes {
    ($($variant:ident $number:literal $title:literal,)*) => {
        /// Names a kind of finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $title] $variant,)*
        }

        impl Code {
            /// All rows, in the table's order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns the stable number, like `E0101`.
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
    Unreadable "E0101" "a file cannot be read",
    Encoding "E0102" "a text is not UTF-8",
    Syntax "E0103" "a text is not well-formed YAML or JSON",
    SeveralDocuments "E0104" "a YAML text holds more than one document",
    NotAnObject "E0105" "a document is not an object",
    KeyKind "E0106" "a key is neither text nor a number",
    DuplicateKey "E0107" "a key is written more than once in one object",
    TooDeep "E0108" "a document is nested too deep",
    TooLarge "E0109" "a document has too many nodes",
    MergeKey "E0110" "a `<<` key holds something that cannot be merged",
    NoEmbeddedDocument "E0111" "a page holds no OpenAPI document",
    SeveralEmbeddedDocuments "E0112" "a page holds OpenAPI documents that differ",
    Conflict "E0113" "two documents say different things under one key",
    StrippedExtension "E0114" "a document that is not trusted holds keys for the generator",
    NoInput "E0115" "there is no document to read",
    TooManyFiles "E0116" "more files or bytes are to be read than allowed",
    Root "E0117" "a root that references may lead to is not a folder",
    DanglingReference "E0120" "a reference leads nowhere",
    CyclicReference "E0121" "a reference leads back to itself",
    ForeignReference "E0122" "a reference leads where nothing is read from",
    ReferenceKind "E0123" "a reference is no JSON pointer",
    AmbiguousReference "E0124" "a reference means several schemas",

    // 02: overlay
    OverlayShape "E0201" "an overlay is not one of the Overlay Specification 1.0",
    OverlayField "E0202" "an overlay has a field that is unknown",
    OverlayTarget "E0203" "an overlay's target is not a JSONPath",
    OverlayNoMatch "E0204" "an overlay's target matches nothing",
    OverlayKind "E0205" "an overlay's update does not fit its target",
    OverlayExtends "E0206" "an overlay is written for another document",
    OverlayRoot "E0207" "an overlay removes the whole document",

    // 03: openapi
    UnknownVersion "E0301" "the document's version of OpenAPI is not understood",
    Malformed "E0302" "an object is not shaped as OpenAPI asks",
    NoResponses "E0303" "an operation documents no response",
    UnknownExtension "E0304" "a key for the generator is unknown or out of place",
    Selection "E0305" "a pattern that selects operations matches none",
    NothingLeft "E0306" "no operation of a document can be generated",
    UnknownField "E0307" "an object has a field that OpenAPI does not define",
    FieldKind "E0308" "a field holds another kind of value than OpenAPI asks for",
    BesideReference "E0309" "a field beside a `$ref` has no effect",
    SchemaDialect "E0310" "a dialect of JSON Schema is not supported",

    // 04: lower
    Parameter "E0401" "a parameter cannot be sent",
    PathParameter "E0402" "a path and its parameters do not fit together",
    PathTemplate "E0403" "a path is not well-formed",
    MediaType "E0404" "a media type cannot be written or read",
    Status "E0405" "a status key is not understood",
    SecurityScheme "E0406" "a security scheme cannot be used",
    UnknownScheme "E0407" "a security requirement names a scheme that is not declared",
    Extension "E0408" "a key for the generator holds something that is not understood",
    Schema "E0409" "a schema says something that is not understood",
    Dropped "E0410" "a keyword is not honoured",
    UndeclaredRequired "E0411" "a required property is never declared",
    CircularType "E0412" "a schema leads back to itself, and nothing stands between",
    Server "E0413" "a server cannot be called",
    Misfit "E0414" "a default or pattern does not fit its type",
    SchemeOverlap "E0415" "a signing profile writes the header of another security scheme",
    Webhook "E0416" "a webhook has no body that can be read",
    ParameterStyle "E0420" "a style does not fit its parameter",
    Contradiction "E0430" "the parts of an `allOf` contradict each other",
    Discriminator "E0431" "a discriminator and its union do not fit together",
    Ambiguous "E0432" "the alternatives of a union cannot be told apart",
    KeptAsAny "E0433" "a type is kept as any JSON though the document says more",
    Boxed "E0434" "a field that was released without a `Box` has grown too large for its type",

    // 05: names
    NameClash "E0501" "two things want one name",
    OutputChanged "E0502" "an operation returns another type than the one that was released",
    LockFormat "E0503" "a lock has an earlier format",
    LostName "E0504" "a released name cannot be kept",
    KeptForm "E0505" "a field keeps the form in which it was released",
    TagChanged "E0506" "an operation has another tag than the one that it was released with",
    ConstructorChanged "E0507" "a constructor takes other properties than the released one",

    // 07: settings
    CrateName "E0701" "a crate has a name or version that cargo or crates.io does not take",
    Unpublishable "E0702" "a crate is to be published that crates.io does not take",

    // 09: the generator itself
    Internal "E0901" "the generator made something that is not Rust; please report it",
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;
    use std::collections::BTreeSet;

    #[test]
    fn numbers_are_unique_and_in_order() {
        let numbers: Vec<_> = Code::ALL.iter().map(|code| code.number()).collect();
        let sorted: BTreeSet<_> = numbers.iter().copied().collect();
        assert_eq!(numbers, sorted.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn titles_are_unique() {
        let titles: BTreeSet<_> = Code::ALL.iter().map(|code| code.title()).collect();
        assert_eq!(titles.len(), Code::ALL.len());
    }
}
