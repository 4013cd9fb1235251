//! Signing profiles and checks of what is received as straight-line code: nothing is interpreted per request.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{
    Algorithm, CheckPlan, Crate, Docs, HeaderPlan, Piece, ProfilePlan, ProofValue, RequestValue, ResponseValue,
    Timestamp,
};

use super::format::{File, docs, ident};

/// Says whether the API signs anything.
pub(super) fn is_needed(plan: &Crate) -> bool {
    !plan.profiles.is_empty() || plan.check.is_some()
}

pub(super) fn file(plan: &Crate) -> File {
    let mut file = File::new("How requests are signed and responses are verified.");
    if plan.profiles.iter().any(|each| each.hashes > 0) {
        file.import("crate::runtime::sign::digest::sha256");
    }
    for each in &plan.profiles {
        for path in
            ["std::time::SystemTime", "bytes::Bytes", "crate::runtime::sign::signing", "crate::runtime::SigningError"]
        {
            file.import(path);
        }
        file.import_from("crate::runtime::sign::signing", &["Algorithm", "Parts", "Sealed", "SigningProfile"]);
        file.import("crate::runtime::auth::credential::set_header");
        file.import("crate::runtime::sign::hex");
        file.item(profile(each));
    }
    if let Some(check) = &plan.check {
        rule(check, &RESPONSES, &mut file);
    }
    file
}

fn profile(plan: &ProfilePlan) -> TokenStream {
    let marker = ident(&plan.marker);
    let text = docs(&Docs::from("Signs requests as the security scheme ").code(&plan.scheme).text(" declares."));
    let algorithms = plan.algorithms.iter().map(|algorithm| match algorithm {
        Algorithm::Ed25519 => quote! { Algorithm::Ed25519 },
        Algorithm::EcdsaSecp256k1 => quote! { Algorithm::EcdsaSecp256k1 },
    });
    let timestamp = match plan.timestamp {
        Timestamp::UnixMilliseconds => quote! { unix_millis },
        Timestamp::UnixSeconds => quote! { unix_seconds },
    };
    let message = message(&plan.message, |value| match value {
        RequestValue::Method => Variable::Text(quote! { parts.method }),
        RequestValue::Path => Variable::Text(quote! { parts.path }),
        RequestValue::Query => Variable::Text(quote! { parts.query }),
        RequestValue::Body => Variable::Bytes(quote! { parts.body }),
        RequestValue::Timestamp => Variable::Text(quote! { parts.timestamp }),
    });
    let payload = hashed(quote! { message }, plan.hashes);
    let headers = plan.headers.iter().map(header);
    quote! {
        #text
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct #marker;
        impl SigningProfile for #marker {
            fn algorithms(&self) -> &'static [Algorithm] {
                &[#(#algorithms),*]
            }
            fn timestamp(&self, now: SystemTime) -> String {
                signing::#timestamp(now)
            }
            fn message(&self, parts: &Parts<'_>) -> Vec<u8> {
                #message
            }
            fn payload(&self, message: &[u8]) -> Vec<u8> {
                #payload.to_vec()
            }
            fn place(&self, request: &mut http::Request<Bytes>, sealed: &Sealed<'_>) -> Result<(), SigningError> {
                #(#headers)*
                Ok(())
            }
        }
    }
}

/// The expression for a value of a template.
enum Variable {
    Text(TokenStream),
    Bytes(TokenStream),
}

/// Writes a template into a buffer of the right size; `variable` returns the expression of a value.
fn message<V: Copy>(pieces: &[Piece<V>], variable: impl Fn(V) -> Variable) -> TokenStream {
    let literals = pieces.iter().map(|piece| if let Piece::Literal(text) = piece { text.len() } else { 0 }).sum();
    let literals = proc_macro2::Literal::usize_unsuffixed(literals);
    let lengths = pieces.iter().filter_map(|piece| match piece {
        Piece::Literal(_) => None,
        Piece::Value(value) => {
            let (Variable::Text(variable) | Variable::Bytes(variable)) = variable(*value);
            Some(quote! { #variable.len() })
        }
    });
    let writes = pieces.iter().map(|piece| match piece {
        Piece::Literal(text) if text.len() == 1 => {
            let byte = proc_macro2::Literal::byte_character(text.as_bytes().first().copied().unwrap_or_default());
            quote! { text.push(#byte); }
        }
        Piece::Literal(text) => {
            let bytes = proc_macro2::Literal::byte_string(text.as_bytes());
            quote! { text.extend_from_slice(#bytes); }
        }
        Piece::Value(value) => match variable(*value) {
            Variable::Text(text) => quote! { text.extend_from_slice(#text.as_bytes()); },
            Variable::Bytes(bytes) => quote! { text.extend_from_slice(#bytes); },
        },
    });
    quote! {
        let mut text = Vec::with_capacity(#(#lengths +)* #literals);
        #(#writes)*
        text
    }
}

fn hashed(bytes: TokenStream, times: usize) -> TokenStream {
    match times {
        0 => bytes,
        1 => quote! { sha256(#bytes) },
        more => {
            let inner = hashed(bytes, more - 1);
            quote! { sha256(&#inner) }
        }
    }
}

/// Writes a header: one piece as it is, several put together.
fn header(plan: &HeaderPlan) -> TokenStream {
    let name = &plan.name;
    let written = |piece: &Piece<ProofValue>| match piece {
        Piece::Literal(text) => quote! { #text },
        Piece::Value(ProofValue::Key) => quote! { &hex::encode(sealed.public_key) },
        Piece::Value(ProofValue::Timestamp) => quote! { sealed.timestamp },
        Piece::Value(ProofValue::Signature) => quote! { &hex::encode(sealed.signature) },
    };
    let value = if let [only] = plan.value.as_slice() {
        written(only)
    } else {
        let pieces = plan.value.iter().map(written);
        quote! { &[#(#pieces),*].concat() }
    };
    quote! { set_header(request, #name, #value)?; }
}

/// What the rule of a check is called, and its functions.
pub(super) struct RuleNames {
    rule: &'static str,
    docs: &'static str,
    message: &'static str,
    payload: &'static str,
}

/// Those of responses.
const RESPONSES: RuleNames = RuleNames {
    rule: "RESPONSES",
    docs: "How responses are verified.",
    message: "response_message",
    payload: "response_payload",
};
/// Those of webhooks.
pub(super) const WEBHOOKS: RuleNames = RuleNames {
    rule: "WEBHOOKS",
    docs: "How webhooks are verified.",
    message: "webhook_message",
    payload: "webhook_payload",
};

/// Writes a check as a rule, with what it needs imported.
pub(super) fn rule(plan: &CheckPlan, names: &RuleNames, file: &mut File) {
    let (rule, text) = (ident(names.rule), docs(&names.docs.into()));
    let (to_message, to_payload) = (ident(names.message), ident(names.payload));
    let (signature, timestamp, unsigned) = (&plan.signature_headers, &plan.timestamp_headers, &plan.unsigned);
    let message = message(&plan.message, |value| match value {
        ResponseValue::Body => Variable::Bytes(quote! { body }),
        ResponseValue::Timestamp => Variable::Text(quote! { timestamp }),
    });
    let payload = hashed(quote! { message }, plan.hashes);
    let unsigned = unsigned.iter().copied().map(proc_macro2::Literal::u16_unsuffixed);
    file.import("crate::runtime::sign::verification::ResponseRule");
    if plan.hashes > 0 {
        file.import("crate::runtime::sign::digest::sha256");
    }
    file.item(quote! {
        #text
        pub(crate) static #rule: ResponseRule = ResponseRule {
            signature_headers: &[#(#signature),*],
            timestamp_headers: &[#(#timestamp),*],
            may_be_unsigned: &[#(#unsigned),*],
            message: #to_message,
            payload: #to_payload,
        };
        fn #to_message(body: &[u8], timestamp: &str) -> Vec<u8> {
            #message
        }
        fn #to_payload(message: &[u8]) -> Vec<u8> {
            #payload.to_vec()
        }
    });
}
