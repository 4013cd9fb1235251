//! The closed table of rules: one row for each kind of change, and no other place to add one.

use crate::ir::Usage;

use super::{Verdict, Verdicts};

macro_rules! rules {
    ($($rule:ident $id:literal wire($wire_in:ident $wire_out:ident) rust($rust_in:ident $rust_out:ident) $title:literal $why:literal;)*) => {
        /// Names a kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Rule {
            $(#[doc = concat!("`", $id, "`: ", $title, ".")] $rule,)*
        }

        impl Rule {
            /// All rules, in the table's order.
            pub const ALL: &[Self] = &[$(Self::$rule,)*];

            /// Returns the name that is written in reports and settings, and never changes.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$rule => $id,)*
                }
            }

            /// Returns what happened, in one line.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$rule => $title,)*
                }
            }

            /// Returns why it matters.
            #[must_use]
            pub const fn why(self) -> &'static str {
                match self {
                    $(Self::$rule => $why,)*
                }
            }

            /// Returns the verdicts of a change in requests.
            #[must_use]
            pub const fn in_requests(self) -> Verdicts {
                match self {
                    $(Self::$rule => Verdicts { wire: Verdict::$wire_in, rust: Verdict::$rust_in },)*
                }
            }

            /// Returns the verdicts of a change in responses.
            #[must_use]
            pub const fn in_responses(self) -> Verdicts {
                match self {
                    $(Self::$rule => Verdicts { wire: Verdict::$wire_out, rust: Verdict::$rust_out },)*
                }
            }
        }
    };
}

impl Rule {
    /// Finds a rule by its id.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.id() == id)
    }

    /// The verdicts of a change to something that travels these ways.
    pub(super) fn verdicts(self, usage: Usage) -> Verdicts {
        match (usage.request, usage.response) {
            (true, true) => self.in_requests().worse(self.in_responses()),
            (false, true) => self.in_responses(),
            (true | false, false) => self.in_requests(),
        }
    }
}

// wire(request response) rust(request response)
rules! {
    OperationRemoved "operation-removed" wire(Breaking Breaking) rust(Breaking Breaking)
        "an operation was removed" "The server no longer serves the operation, and the crate no longer has its method.";
    OperationAdded "operation-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "an operation was added" "The crate gets a method.";
    OperationMoved "operation-moved" wire(Breaking Breaking) rust(Compatible Compatible)
        "an operation has another method or path" "The released crate sends its requests to the old path. The `operationId` is the same, so that the method of the crate can stay.";
    Deprecated "deprecated" wire(Compatible Compatible) rust(Compatible Compatible)
        "something is deprecated now" "It still works. Rust warns where a program uses it.";
    TagRemoved "tag-removed" wire(Compatible Compatible) rust(Breaking Breaking)
        "an operation lost a tag" "Its method is no longer found under the tag.";
    PaginationChanged "pagination-changed" wire(Risky Risky) rust(Breaking Breaking)
        "a list is paged otherwise" "The released crate asks for the next page in the old way, and methods that walk the pages appear or go.";
    SecurityChanged "security-changed" wire(Breaking Breaking) rust(Compatible Compatible)
        "credentials that were accepted no longer are" "A client with the old credentials is rejected.";
    SecurityAdded "security-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "an operation accepts more credentials" "The old credentials are still accepted.";
    SchemeChanged "security-scheme-changed" wire(Breaking Breaking) rust(Breaking Breaking)
        "a security scheme works otherwise" "The released crate proves who sends a request in the old way, and the client takes another credential.";
    ServerAdded "server-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "a server was added" "The old servers are still published.";
    ServerRemoved "server-removed" wire(Risky Risky) rust(Risky Risky)
        "a server is no longer published" "The released crate may call a server that goes away, and the crate's default server may change.";

    RequiredParameterAdded "required-parameter-added" wire(Breaking Breaking) rust(Breaking Breaking)
        "a required parameter was added" "The released crate does not send it, and the method gets an argument.";
    OptionalParameterAdded "optional-parameter-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "an optional parameter was added" "Requests without it are still valid.";
    ParameterRemoved "parameter-removed" wire(Risky Risky) rust(Breaking Breaking)
        "a parameter was removed" "The server ignores or rejects it, and the crate no longer takes it.";
    ParameterBecameRequired "parameter-became-required" wire(Breaking Breaking) rust(Breaking Breaking)
        "a parameter became required" "Requests without it were valid. The method takes it as an argument.";
    ParameterBecameOptional "parameter-became-optional" wire(Compatible Compatible) rust(Breaking Breaking)
        "a parameter became optional" "Requests with it are still valid. A setter takes it instead of the method.";
    ParameterStyleChanged "parameter-style-changed" wire(Breaking Breaking) rust(Compatible Compatible)
        "a parameter is written otherwise" "The server reads the value of the released crate as another one.";
    ArgumentsChanged "arguments-changed" wire(Compatible Compatible) rust(Breaking Breaking)
        "a method takes its arguments in another order or form" "A call no longer compiles, or it compiles and sends each value under another name.";

    RequiredBodyAdded "required-request-body-added" wire(Breaking Breaking) rust(Breaking Breaking)
        "a required request body was added" "The released crate does not send it, and the method gets an argument.";
    OptionalBodyAdded "optional-request-body-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "an optional request body was added" "Requests without it are still valid.";
    BodyRemoved "request-body-removed" wire(Risky Risky) rust(Breaking Breaking)
        "a request body was removed" "The server ignores or rejects it, and the method no longer takes it.";
    BodyBecameRequired "request-body-became-required" wire(Breaking Breaking) rust(Breaking Breaking)
        "a request body became required" "Requests without it were valid. The method takes it as an argument.";
    BodyBecameOptional "request-body-became-optional" wire(Compatible Compatible) rust(Breaking Breaking)
        "a request body became optional" "Requests with it are still valid. A setter takes it instead of the method.";
    RequestMediaTypeAdded "request-media-type-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "a request may have another media type" "The old media types are still accepted.";
    RequestMediaTypeRemoved "request-media-type-removed" wire(Breaking Breaking) rust(Breaking Breaking)
        "a media type is no longer accepted" "The server rejects what the released crate sends, and the crate no longer has a method for it.";

    SuccessStatusAdded "success-status-added" wire(Risky Risky) rust(Compatible Compatible)
        "a success has a new status" "The released crate may take the response for an unexpected one.";
    SuccessStatusRemoved "success-status-removed" wire(Compatible Compatible) rust(Compatible Compatible)
        "a status of success is no longer documented" "The server sends another one of those that are documented.";
    ErrorStatusAdded "error-status-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "an error has a new status" "Each status of an error is an error of the call, documented or not.";
    ErrorStatusRemoved "error-status-removed" wire(Compatible Compatible) rust(Compatible Compatible)
        "a status of an error is no longer documented" "The released crate no longer meets it.";
    ResponseMediaTypeAdded "response-media-type-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "a response may have another media type" "The released crate asks for the media types that it knows.";
    ResponseMediaTypeRemoved "response-media-type-removed" wire(Breaking Breaking) rust(Compatible Compatible)
        "a response no longer has a media type" "The released crate asks for it and can't read another one.";
    OutputChanged "output-changed" wire(Compatible Compatible) rust(Breaking Breaking)
        "a method returns another kind of value" "A success is one value, one of several, text, bytes, a stream or nothing, and it is another of these now.";
    ResponseHeaderAdded "response-header-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "a response header was added" "Headers that are not documented are ignored.";
    ResponseHeaderRemoved "response-header-removed" wire(Risky Risky) rust(Breaking Breaking)
        "a response header was removed" "A program that reads it finds none, and the crate no longer has its method.";

    TypeChanged "type-changed" wire(Breaking Breaking) rust(Breaking Breaking)
        "a value has another type" "The other side cannot read the value, and the Rust type is another one.";
    TypeWidened "type-widened" wire(Compatible Breaking) rust(Breaking Breaking)
        "a value may be more than it was" "What the released crate sends is still valid, but it cannot read all that it receives. The Rust type is another one.";
    TypeNarrowed "type-narrowed" wire(Breaking Compatible) rust(Breaking Breaking)
        "a value may be less than it was" "The released crate reads all that it receives, but may send what is no longer valid. The Rust type is another one.";
    BecameNullable "became-nullable" wire(Compatible Breaking) rust(Breaking Breaking)
        "a value may be null now" "The released crate does not expect `null` in a response. The Rust type becomes optional.";
    NoLongerNullable "no-longer-nullable" wire(Breaking Compatible) rust(Breaking Breaking)
        "a value may no longer be null" "The released crate may send `null`. The Rust type is no longer optional.";

    RequiredPropertyAdded "required-property-added" wire(Breaking Compatible) rust(Breaking Risky)
        "a required property was added" "In a request, the released crate does not send it. `new` takes another argument, which matters for a type that is only received where a program makes values of it, as in tests.";
    OptionalPropertyAdded "optional-property-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "an optional property was added" "Objects without it are still valid.";
    RequiredPropertyRemoved "required-property-removed" wire(Risky Breaking) rust(Breaking Breaking)
        "a required property was removed" "In a request, the server ignores or rejects it. In a response, the released crate expects it. The struct no longer has the field.";
    OptionalPropertyRemoved "optional-property-removed" wire(Risky Risky) rust(Breaking Breaking)
        "an optional property was removed" "In a request, the server ignores or rejects it. In a response, it is missing from now on. The struct no longer has the field.";
    PropertyBecameRequired "property-became-required" wire(Breaking Compatible) rust(Breaking Breaking)
        "a property became required" "Requests without it were valid. The Rust type is no longer optional, and `new` takes it.";
    PropertyBecameOptional "property-became-optional" wire(Compatible Breaking) rust(Breaking Breaking)
        "a property became optional" "The released crate expects it in responses. The Rust type becomes optional.";
    AdditionalPropertiesAdded "additional-properties-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "an object may have properties that are not declared" "The struct gets a field for them.";
    AdditionalPropertiesRemoved "additional-properties-removed" wire(Risky Compatible) rust(Breaking Breaking)
        "an object may no longer have properties that are not declared" "The server ignores or rejects them, and the struct no longer has the field for them.";

    EnumValueAdded "enum-value-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "an enumeration has a new value" "The released crate keeps unknown values unchanged.";
    EnumValueRemoved "enum-value-removed" wire(Breaking Compatible) rust(Breaking Breaking)
        "an enumeration lost a value" "In a request, the server rejects it. The Rust enum no longer has the variant.";
    VariantAdded "union-variant-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "a union has a new variant" "The released crate keeps unknown values unchanged.";
    VariantRemoved "union-variant-removed" wire(Breaking Compatible) rust(Breaking Breaking)
        "a union lost a variant" "In a request, the server rejects it. The Rust enum no longer has the variant.";
    DiscriminatorChanged "discriminator-changed" wire(Breaking Breaking) rust(Compatible Compatible)
        "the variants of a union are told apart otherwise" "The released crate writes and looks for the old tags.";

    ConstraintTightened "constraint-tightened" wire(Risky Compatible) rust(Compatible Compatible)
        "a value has a new or stricter limit" "The server rejects values that were valid, if a program sends such.";
    ConstraintLoosened "constraint-loosened" wire(Compatible Compatible) rust(Compatible Compatible)
        "a limit of a value was dropped or widened" "Values that were valid still are, and the released crate does not check the limits of responses.";
    ConstraintChanged "constraint-changed" wire(Risky Compatible) rust(Compatible Compatible)
        "a limit of a value is another one" "The server may reject values that were valid, if a program sends such.";
    DefaultChanged "default-changed" wire(Risky Risky) rust(Risky Risky)
        "the server assumes another value where none is sent" "The same request means something else.";

    Renamed "renamed" wire(Compatible Compatible) rust(Breaking Breaking)
        "an item of the crate has another name" "A program that uses the old name no longer compiles.";
    ConstructorChanged "constructor-changed" wire(Compatible Compatible) rust(Breaking Breaking)
        "`new` takes its arguments in another order or form" "A call no longer compiles, or it compiles and swaps the values of two properties.";
    BoxingChanged "boxing-changed" wire(Compatible Compatible) rust(Breaking Breaking)
        "a value moved to the heap, or from it" "The Rust type is another one: `Box<T>` instead of `T`, or the reverse.";

    DocsChanged "docs-changed" wire(Docs Docs) rust(Docs Docs)
        "only the documentation differs" "Nothing that is sent or compiled changes.";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Rule;

    #[test]
    fn ids_are_found_and_differ() {
        let ids: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert_eq!(ids.len(), Rule::ALL.len());
        assert!(Rule::ALL.iter().all(|rule| Rule::named(rule.id()) == Some(*rule)));
        assert_eq!(Rule::named("none"), None);
    }
}
