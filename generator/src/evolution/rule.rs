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
        "an operation has another method or path" "The released crate sends its requests to the old path. The `operationId` is the same, or the tag and the name of the method, so that the method of the crate can stay.";
    Deprecated "deprecated" wire(Compatible Compatible) rust(Compatible Compatible)
        "something is deprecated now" "It still works. Rust warns where a program uses it.";
    Undeprecated "no-longer-deprecated" wire(Compatible Compatible) rust(Compatible Compatible)
        "something is no longer deprecated" "Rust no longer warns where a program uses it.";
    OperationIdChanged "operation-id-changed" wire(Compatible Compatible) rust(Compatible Compatible)
        "an `operationId` changed" "It is not sent, and the lock keeps the name of the method.";
    TagAdded "tag-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "an operation has another tag" "Its method is found under that tag, too.";
    TagRemoved "tag-removed" wire(Compatible Compatible) rust(Breaking Breaking)
        "an operation lost a tag" "Its method is no longer found under the tag.";
    FeatureAdded "cargo-feature-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "the crate has a new cargo feature" "It is enabled by default.";
    FeatureRemoved "cargo-feature-removed" wire(Compatible Compatible) rust(Breaking Breaking)
        "the crate no longer has a cargo feature" "Cargo refuses a program whose manifest names it.";
    PaginationAdded "pagination-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "a list is paged" "The crate gets methods that walk the pages.";
    PaginationRemoved "pagination-removed" wire(Risky Risky) rust(Breaking Breaking)
        "a list is no longer paged" "The released crate asks for a next page that may not come, and the methods that walk the pages go.";
    PaginationChanged "pagination-changed" wire(Risky Risky) rust(Risky Risky)
        "a list is paged otherwise" "The released crate asks for the next page in the old way. The methods that walk the pages do it in the new one, and their items may be others.";
    IdempotencyAdded "idempotency-key-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "an operation has an idempotency key" "Calls are retried with the same key.";
    IdempotencyRemoved "idempotency-key-removed" wire(Risky Risky) rust(Risky Risky)
        "an operation no longer has an idempotency key" "The released crate retries a call with a key that the server may ignore, so that it may be carried out twice. The new crate retries it less often.";
    IdempotencyChanged "idempotency-key-changed" wire(Risky Risky) rust(Risky Risky)
        "an operation has another idempotency key" "The released crate sends the old key, which the server may ignore, so that a retried call may be carried out twice.";
    SecurityChanged "security-changed" wire(Breaking Breaking) rust(Compatible Compatible)
        "credentials that were accepted no longer are" "A client with the old credentials is rejected.";
    SecurityAdded "security-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "an operation accepts more credentials, or asks for fewer" "The old credentials are still accepted.";
    ScopeAdded "scope-added" wire(Breaking Breaking) rust(Compatible Compatible)
        "an operation requires another scope" "A client whose token does not have the scope is rejected.";
    ScopeRemoved "scope-removed" wire(Compatible Compatible) rust(Compatible Compatible)
        "an operation requires fewer scopes, or accepts others" "Tokens with the old scopes are still accepted.";
    ScopesChanged "scopes-changed" wire(Docs Docs) rust(Docs Docs)
        "the document lists other scopes of a security scheme, or describes them otherwise" "What operations require is in other changes.";
    SchemeChanged "security-scheme-changed" wire(Breaking Breaking) rust(Breaking Breaking)
        "a security scheme sends the credential differently" "The released crate proves who sends a request in the old way, and the client takes another credential.";
    CredentialAdded "credential-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "the client takes another credential" "The builder gets a method for it.";
    CredentialRemoved "credential-removed" wire(Compatible Compatible) rust(Breaking Breaking)
        "the client no longer takes a credential" "No operation asks for it, and the builder no longer has a method for it.";
    SigningChanged "signing-changed" wire(Breaking Breaking) rust(Compatible Compatible)
        "requests are signed otherwise" "The server refuses the signatures of the released crate.";
    SigningAlgorithmAdded "signing-algorithm-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "the server accepts another algorithm of signatures" "The old ones are still accepted.";
    SigningAlgorithmRemoved "signing-algorithm-removed" wire(Breaking Breaking) rust(Breaking Breaking)
        "the server no longer accepts an algorithm of signatures" "A program whose key is of this algorithm is refused, and no longer compiles.";
    TokenUrlChanged "token-url-changed" wire(Risky Risky) rust(Compatible Compatible)
        "tokens are issued at another URL" "The released crate asks for tokens at the old one.";
    TokenSourceChanged "token-source-changed" wire(Risky Risky) rust(Breaking Breaking)
        "other operations issue tokens" "The released crate calls the old ones, or reads another property of what they return.";
    ResponseCheckAdded "response-check-added" wire(Compatible Compatible) rust(Risky Risky)
        "responses are signed" "The released crate does not look at signatures. The new client asks for the server's key when it is built.";
    ResponseCheckRemoved "response-check-removed" wire(Breaking Breaking) rust(Breaking Breaking)
        "responses are no longer signed" "The released crate refuses responses without a signature, and the builder no longer takes the server's key.";
    ResponseCheckChanged "response-check-changed" wire(Breaking Breaking) rust(Compatible Compatible)
        "responses are signed otherwise" "The released crate refuses the new signatures.";
    ReadingChanged "reading-changed" wire(Compatible Compatible) rust(Risky Risky)
        "responses that do not match the document are read otherwise" "What was an error is a value with something left out, or the reverse.";
    ServerAdded "server-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "a server was added" "The old servers are still published.";
    ServerRemoved "server-removed" wire(Risky Risky) rust(Risky Risky)
        "a server is no longer published" "The released crate may call a server that goes away, and the crate's default server may change.";
    DefaultServerChanged "default-server-changed" wire(Risky Risky) rust(Risky Risky)
        "another server is called unless a program says which" "The same program calls another server, or must say which to call.";
    OperationServerChanged "operation-server-changed" wire(Risky Risky) rust(Risky Risky)
        "an operation is served by another server" "The released crate calls the old one.";
    VariableDefaultChanged "server-variable-default-changed" wire(Risky Risky) rust(Risky Risky)
        "a variable of a server has another default" "The same program calls another server.";
    VariableValueAdded "server-variable-value-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "a variable of a server may have another value" "The old values are still published.";
    VariableValueRemoved "server-variable-value-removed" wire(Risky Risky) rust(Breaking Breaking)
        "a variable of a server lost a value" "The server that it leads to may go away, and the Rust enum no longer has the variant.";
    EnvironmentAdded "environment-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "an environment was added" "`Environment` gets a variant.";
    EnvironmentRemoved "environment-removed" wire(Risky Risky) rust(Breaking Breaking)
        "an environment was removed" "Its server may go away, and `Environment` no longer has the variant.";
    EnvironmentChanged "environment-changed" wire(Risky Risky) rust(Risky Risky)
        "an environment is on another server" "The released crate calls the old one.";
    ResponseKeyChanged "response-key-changed" wire(Breaking Breaking) rust(Compatible Compatible)
        "the responses of an environment are signed with another key" "The released crate refuses them.";

    WebhooksAdded "webhooks-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "the API has webhooks" "The crate gets a module for them.";
    WebhooksRemoved "webhooks-removed" wire(Risky Risky) rust(Breaking Breaking)
        "the API no longer has webhooks" "A program waits for them in vain, and the crate no longer has the module.";
    WebhookAdded "webhook-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "a webhook was added" "The released crate keeps unknown events unchanged.";
    WebhookRemoved "webhook-removed" wire(Risky Risky) rust(Breaking Breaking)
        "a webhook was removed" "A program waits for it in vain, and the enum of events no longer has the variant.";
    WebhookVerificationChanged "webhook-verification-changed" wire(Breaking Breaking) rust(Breaking Breaking)
        "webhooks are signed otherwise, or no longer, or signed now" "The released crate refuses them or does not verify them.";

    RequiredParameterAdded "required-parameter-added" wire(Breaking Breaking) rust(Breaking Breaking)
        "a required parameter was added" "The released crate does not send it, and the method gets an argument.";
    OptionalParameterAdded "optional-parameter-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "an optional parameter was added" "Requests without it are still valid.";
    ParameterRemoved "parameter-removed" wire(Risky Risky) rust(Breaking Breaking)
        "a parameter was removed" "The server ignores or rejects it, and the crate no longer takes it.";
    ParameterBecameRequired "parameter-became-required" wire(Breaking Breaking) rust(Breaking Breaking)
        "a parameter became required" "Requests without it were valid. The method takes it as an argument.";
    ParameterBecameOptional "parameter-became-optional" wire(Compatible Compatible) rust(Compatible Compatible)
        "a parameter became optional" "Requests with it are still valid. The method goes on to take it while signet.lock lists it as an argument; without, a setter takes it and calls no longer compile.";
    ParameterStyleChanged "parameter-style-changed" wire(Breaking Breaking) rust(Compatible Compatible)
        "a parameter is written otherwise" "The server reads the value of the released crate as another one.";
    ReservedCharactersChanged "reserved-characters-changed" wire(Risky Risky) rust(Compatible Compatible)
        "reserved characters of a parameter are sent otherwise" "They are sent as they are, or escaped: a server that does not decode them reads another value.";
    ParameterMoved "parameter-moved" wire(Breaking Breaking) rust(Breaking Breaking)
        "a parameter is in another place" "The released crate sends it where the server no longer looks. Its setter may have another name, since the old one stays with the old place.";
    FixedParameterChanged "fixed-parameter-changed" wire(Breaking Breaking) rust(Compatible Compatible)
        "a parameter with one value has another one" "The released crate sends the old value.";
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
    BodyBecameOptional "request-body-became-optional" wire(Compatible Compatible) rust(Compatible Compatible)
        "a request body became optional" "Requests with it are still valid. The method goes on to take it while signet.lock lists it as an argument; without, a setter takes it and calls no longer compile.";
    RequestMediaTypeAdded "request-media-type-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "a request may have another media type" "The old media types are still accepted.";
    RequestMediaTypeRemoved "request-media-type-removed" wire(Breaking Breaking) rust(Breaking Breaking)
        "a media type is no longer accepted" "The server rejects what the released crate sends, and the crate no longer has a method for it.";
    FormEncodingChanged "form-encoding-changed" wire(Breaking Breaking) rust(Compatible Compatible)
        "a property of a form is written otherwise" "The server reads the value of the released crate as another one.";
    PartChanged "part-changed" wire(Risky Risky) rust(Breaking Breaking)
        "a part of a multipart body is written otherwise" "The server may not read what the released crate sends, and the setter may take another type.";

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
    ResponseBodyAdded "response-body-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "a response has a body" "The released crate does not read it.";
    ResponseBodyRemoved "response-body-removed" wire(Breaking Breaking) rust(Compatible Compatible)
        "a response no longer has a body" "The released crate cannot read a value.";
    ErrorVariantAdded "error-variant-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "the errors of a tag have another body" "The released crate keeps unknown bodies unchanged. The Rust enum gets a variant.";
    ErrorVariantRemoved "error-variant-removed" wire(Compatible Compatible) rust(Breaking Breaking)
        "the errors of a tag no longer have a body" "The Rust enum no longer has the variant.";
    ErrorTypeChanged "error-type-changed" wire(Compatible Compatible) rust(Breaking Breaking)
        "the errors of an operation are of another type" "Each tag has an error type, and the operation is defined under another tag.";
    OutputVariantAdded "output-variant-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "a method may return another kind of value" "The Rust enum gets a variant.";
    OutputVariantRemoved "output-variant-removed" wire(Compatible Compatible) rust(Breaking Breaking)
        "a method no longer returns a kind of value" "The Rust enum no longer has the variant.";
    OutputChanged "output-changed" wire(Compatible Compatible) rust(Breaking Breaking)
        "a method returns another kind of value" "A success is one value, one of several, text, bytes, a stream or nothing, and it is another of these now.";
    ResponseHeaderAdded "response-header-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "a response header was added" "Headers that are not documented are ignored.";
    ResponseHeaderRemoved "response-header-removed" wire(Risky Risky) rust(Breaking Breaking)
        "a response header was removed" "A program that reads it finds none, and the crate no longer has its method.";

    TypeChanged "type-changed" wire(Breaking Breaking) rust(Breaking Breaking)
        "a value has another type" "The other side cannot read the value, and the Rust type is another one.";
    TypeWidened "type-widened" wire(Compatible Breaking) rust(Breaking Breaking)
        "a type accepts more values" "What the released crate sends is still valid, but it cannot read all that it receives. The Rust type is another one.";
    TypeNarrowed "type-narrowed" wire(Breaking Compatible) rust(Breaking Breaking)
        "a type accepts fewer values" "The released crate reads all that it receives, but may send what is no longer valid. The Rust type is another one.";
    TypeReplaced "type-replaced" wire(Compatible Compatible) rust(Breaking Breaking)
        "a place refers to another type" "The property or response now has the new Rust type; the old type is still defined. What differs on the wire is in the other changes.";
    BecameNullable "became-nullable" wire(Compatible Breaking) rust(Breaking Breaking)
        "a value may be null now" "The released crate does not expect `null` in a response. The Rust type becomes optional.";
    NoLongerNullable "no-longer-nullable" wire(Breaking Compatible) rust(Breaking Breaking)
        "a value may no longer be null" "The released crate may send `null`. The Rust type is no longer optional.";
    BecameSecret "became-secret" wire(Compatible Compatible) rust(Breaking Breaking)
        "a value is secret" "It is not shown by `Debug`, and the Rust type is another one.";
    NoLongerSecret "no-longer-secret" wire(Compatible Compatible) rust(Breaking Breaking)
        "a value is no longer secret" "The Rust type is another one.";
    NullableFormChanged "nullable-form-changed" wire(Compatible Compatible) rust(Breaking Breaking)
        "an optional field that may be null is held otherwise" "`Patch` tells a missing value from `null`, `Option` does not: the Rust type is the other one.";

    RequiredPropertyAdded "required-property-added" wire(Breaking Compatible) rust(Breaking Breaking)
        "a required property was added" "In a request, the released crate does not send it. `new` takes another argument, also for a type that is only received, of which a program makes values in tests.";
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
    BecameReadOnly "property-became-read-only" wire(Risky Compatible) rust(Compatible Compatible)
        "a property is read-only" "The server ignores or rejects it in requests.";
    NoLongerReadOnly "property-no-longer-read-only" wire(Compatible Compatible) rust(Compatible Compatible)
        "a property is no longer read-only" "Requests may have it.";
    BecameWriteOnly "property-became-write-only" wire(Compatible Risky) rust(Compatible Compatible)
        "a property is write-only" "Responses no longer have it.";
    NoLongerWriteOnly "property-no-longer-write-only" wire(Compatible Compatible) rust(Compatible Compatible)
        "a property is no longer write-only" "Responses may have it.";
    UndeclaredRequired "undeclared-property-required" wire(Breaking Compatible) rust(Compatible Compatible)
        "a property that is not declared is required" "The server rejects requests without it, which were valid.";
    UndeclaredOptional "undeclared-property-optional" wire(Compatible Compatible) rust(Compatible Compatible)
        "a property that is not declared is no longer required" "Requests with it are still valid.";
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
    UnionOpened "union-opened" wire(Compatible Compatible) rust(Compatible Compatible)
        "a union may have values of other types" "The released crate keeps unknown values unchanged.";
    UnionClosed "union-closed" wire(Risky Compatible) rust(Compatible Compatible)
        "a union may no longer have values of other types" "The server rejects them, if a program sends such.";
    ConversionAdded "conversion-added" wire(Compatible Compatible) rust(Risky Risky)
        "a value becomes a variant of a union by `From`" "A call of `into` whose type is not known may need one.";
    ConversionRemoved "conversion-removed" wire(Compatible Compatible) rust(Breaking Breaking)
        "a value no longer becomes a variant of a union by `From`" "It could become several variants now, so that a program must name the one.";
    DiscriminatorAdded "discriminator-added" wire(Risky Risky) rust(Compatible Compatible)
        "the variants of a union are told apart by a property" "The released crate tells them apart by what they look like.";
    DiscriminatorRemoved "discriminator-removed" wire(Risky Risky) rust(Compatible Compatible)
        "the variants of a union are no longer told apart by a property" "The released crate looks for the old tags.";
    DiscriminatorValueAdded "discriminator-value-added" wire(Compatible Risky) rust(Compatible Compatible)
        "a variant of a union has another tag" "The released crate keeps a value with this tag as an unknown one.";
    DiscriminatorValueRemoved "discriminator-value-removed" wire(Breaking Compatible) rust(Compatible Compatible)
        "a variant of a union lost a tag" "The released crate may write it.";
    DiscriminatorValueMoved "discriminator-value-moved" wire(Breaking Breaking) rust(Risky Risky)
        "a tag of a union names another variant" "The released crate reads and writes values with this tag as the old variant. A program that compiles handles them as the new one.";
    DiscriminatorChanged "discriminator-changed" wire(Breaking Breaking) rust(Compatible Compatible)
        "the variants of a union are told apart by another property" "The released crate writes and looks for the old one.";

    ConstraintTightened "constraint-tightened" wire(Risky Compatible) rust(Compatible Compatible)
        "a value has a new or stricter limit" "In a request, the server rejects values that were valid, if a program sends such. In a response, the released crate does not check limits.";
    ConstraintLoosened "constraint-loosened" wire(Compatible Compatible) rust(Compatible Compatible)
        "a limit of a value was dropped or widened" "Values that were valid still are, and the released crate does not check the limits of responses.";
    ConstraintChanged "constraint-changed" wire(Risky Compatible) rust(Compatible Compatible)
        "a limit of a value is another one" "In a request, the server may reject values that were valid, if a program sends such. In a response, the released crate does not check limits.";
    FormatChanged "format-changed" wire(Risky Risky) rust(Compatible Compatible)
        "a string has another format" "The Rust type is the same, but what it holds is written otherwise.";
    EncodingChanged "content-encoding-changed" wire(Risky Risky) rust(Compatible Compatible)
        "the content of a string has another encoding or media type" "The Rust type is the same, but what it holds is written otherwise.";
    ConstantChanged "constant-changed" wire(Breaking Compatible) rust(Risky Risky)
        "the only value of something is another one" "The released crate sends the old one. `new` puts the new one in its place.";
    DefaultAdded "default-added" wire(Compatible Compatible) rust(Compatible Compatible)
        "the document says what the server assumes where no value is sent" "Nothing that is sent changes.";
    DefaultRemoved "default-removed" wire(Risky Risky) rust(Risky Risky)
        "the document no longer says what the server assumes where no value is sent" "The same request may mean something else.";
    DefaultChanged "default-changed" wire(Risky Risky) rust(Risky Risky)
        "the server assumes another value where none is sent" "The same request means something else.";

    OperationRenamed "operation-renamed" wire(Compatible Compatible) rust(Breaking Breaking)
        "a method, or a type that belongs to it, has another name" "A program that uses the old name no longer compiles.";
    TypeRenamed "type-renamed" wire(Compatible Compatible) rust(Breaking Breaking)
        "a type has another name" "A program that uses the old name no longer compiles.";
    TypeAliased "type-aliased" wire(Compatible Compatible) rust(Risky Risky)
        "a type has another name, and the old one is a deprecated alias" "A program that uses the old name compiles with a warning. Where two types became one, implementations of a trait for both conflict.";
    MemberRenamed "member-renamed" wire(Compatible Compatible) rust(Breaking Breaking)
        "a field or variant has another name" "A program that uses the old name no longer compiles.";
    ClientRenamed "client-renamed" wire(Compatible Compatible) rust(Breaking Breaking)
        "a module, credential or environment of the client has another name" "A program that uses the old name no longer compiles.";
    ErrorRenamed "error-renamed" wire(Compatible Compatible) rust(Breaking Breaking)
        "an error type, or a variant of it, has another name" "A program that uses the old name no longer compiles.";
    ConstructorChanged "constructor-changed" wire(Compatible Compatible) rust(Breaking Breaking)
        "`new` takes its arguments in another order or form" "A call no longer compiles, or it compiles and swaps the values of two properties.";
    BoxingChanged "boxing-changed" wire(Compatible Compatible) rust(Breaking Breaking)
        "a value moved to the heap, or from it" "The Rust type is another one: `Box<T>` instead of `T`, or the reverse.";

    ApiVersionChanged "api-version-changed" wire(Docs Docs) rust(Docs Docs)
        "the API has another version" "The document says so; what that means is in the other changes.";
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
