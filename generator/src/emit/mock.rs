//! What a mock server knows of the API: its operations with examples of their answers, and how it signs, as data.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::plan::{
    Algorithm, CheckPlan, Crate, ExamplePlan, Group, OperationPlan, Piece, ProfilePlan, ProofValue, RequestValue,
    ResponseValue,
};

use super::format::{File, gate, ident};
use super::signing;

pub(super) fn file(plan: &Crate) -> File {
    let mut file =
        File::new("A mock transport and a mock server, which respond by rules or with the examples of the document.");
    let operations =
        plan.groups.iter().flat_map(|group| group.operations.iter().map(move |each| operation(group, each)));
    file.item(quote! {
        pub use crate::runtime::testing::{
            MockDocument, MockExample, MockFault, MockFaults, MockOperation, MockPhase, MockRequest, MockResponse,
            MockRules, MockSeal, MockServer, MockTransport, Sealing,
        };
    });
    let is_signed = signing::is_needed(plan);
    let seal = if is_signed {
        quote! { Some(&SEALS) }
    } else {
        quote! { None }
    };
    file.item(quote! {
        static DOCUMENT: MockDocument = MockDocument {
            operations: &[#(#operations),*],
            seal: #seal,
        };
        impl MockServer {
            /// Starts a server on a free local port, which responds with the examples of the document.
            pub fn start() -> std::io::Result<Self> {
                Self::serve(&DOCUMENT)
            }
        }
    });
    if is_signed {
        file.import_from("crate::runtime::testing::seal", &["SealPiece", "Seals"]);
        if !plan.profiles.is_empty() {
            file.import("crate::runtime::testing::seal::RequestSeal");
        }
        if plan.check.is_some() {
            file.import("crate::runtime::testing::seal::ResponseSeal");
        }
        file.item(seals(plan));
    }
    file
}

fn operation(group: &Group, plan: &OperationPlan) -> TokenStream {
    let (gate, marker) = (gate(&group.compiled_with), ident(&plan.marker));
    let examples = plan.examples.iter().map(example);
    quote! {
        #gate
        MockOperation::of::<crate::ops::#marker>(&[#(#examples),*])
    }
}

fn example(plan: &ExamplePlan) -> TokenStream {
    let ExamplePlan { status, content_type, body } = plan;
    let status = Literal::u16_unsuffixed(*status);
    quote! { MockExample::new(#status, #content_type, #body) }
}

fn seals(plan: &Crate) -> TokenStream {
    let requests = plan.profiles.iter().map(request);
    let responses = match &plan.check {
        Some(check) => {
            let rule = response(check);
            quote! { Some(&#rule) }
        }
        None => quote! { None },
    };
    quote! {
        static SEALS: Seals = Seals { requests: &[#(#requests),*], responses: #responses };
    }
}

fn request(plan: &ProfilePlan) -> TokenStream {
    let ProfilePlan { scheme, hashes, .. } = plan;
    let hashes = Literal::usize_unsuffixed(*hashes);
    let message = pieces(&plan.message, request_value);
    let headers = plan.headers.iter().map(|header| {
        let (name, value) = (&header.name, pieces(&header.value, proof_value));
        quote! { (#name, #value) }
    });
    let checkers = plan.algorithms.iter().map(|algorithm| match algorithm {
        Algorithm::Ed25519 => quote! { crate::runtime::testing::ed25519::check },
        Algorithm::EcdsaSecp256k1 => {
            quote! { #[cfg(feature = "ecdsa-secp256k1")] crate::runtime::testing::secp256k1::check }
        }
    });
    quote! {
        RequestSeal {
            scheme: #scheme,
            message: #message,
            hashes: #hashes,
            headers: &[#(#headers),*],
            checkers: &[#(#checkers),*],
        }
    }
}

fn response(plan: &CheckPlan) -> TokenStream {
    let (message, hashes) = (pieces(&plan.message, response_value), Literal::usize_unsuffixed(plan.hashes));
    let signature = plan.signature_headers.first();
    let timestamp = plan.timestamp_headers.first();
    quote! {
        ResponseSeal {
            message: #message,
            hashes: #hashes,
            signature_header: #signature,
            timestamp_header: #timestamp,
            sign: crate::runtime::testing::ed25519::sign,
            public_key: crate::runtime::testing::ed25519::public_key,
        }
    }
}

fn pieces<V: Copy>(pieces: &[Piece<V>], value: impl Fn(V) -> TokenStream) -> TokenStream {
    let pieces = pieces.iter().map(|piece| match piece {
        Piece::Literal(text) => quote! { SealPiece::Text(#text) },
        Piece::Value(of) => {
            let value = value(*of);
            quote! { SealPiece::#value }
        }
    });
    quote! { &[#(#pieces),*] }
}

fn request_value(value: RequestValue) -> TokenStream {
    match value {
        RequestValue::Method => quote! { Method },
        RequestValue::Path => quote! { Path },
        RequestValue::Query => quote! { Query },
        RequestValue::Body => quote! { Body },
        RequestValue::Timestamp => quote! { Timestamp },
    }
}

fn proof_value(value: ProofValue) -> TokenStream {
    match value {
        ProofValue::Key => quote! { Key },
        ProofValue::Timestamp => quote! { Timestamp },
        ProofValue::Signature => quote! { Signature },
    }
}

fn response_value(value: ResponseValue) -> TokenStream {
    match value {
        ResponseValue::Body => quote! { Body },
        ResponseValue::Timestamp => quote! { Timestamp },
    }
}
