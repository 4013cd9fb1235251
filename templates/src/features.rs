//! The cargo features that a generated crate has for its runtime.

/// A cargo feature of the runtime.
#[derive(Debug)]
pub struct Feature {
    /// Its name.
    pub name: &'static str,
    /// What it enables.
    pub enables: &'static [&'static str],
    /// What it is for, in one line.
    pub docs: &'static str,
}

/// All of them; a crate has those that its part of the runtime asks about.
pub(crate) const FEATURES: [Feature; 13] = [
    Feature {
        name: "reqwest",
        enables: &["dep:http-body", "dep:reqwest", "dep:tokio"],
        docs: "Sends requests with reqwest.",
    },
    Feature {
        name: "rustls",
        enables: &["reqwest", "dep:rustls", "dep:rustls-platform-verifier", "reqwest/rustls-no-provider"],
        docs: "TLS by rustls on ring.",
    },
    Feature {
        name: "native-tls",
        enables: &["reqwest", "reqwest/native-tls"],
        docs: "TLS by the operating system's library.",
    },
    Feature {
        name: "http2",
        enables: &["reqwest", "reqwest/http2", "dep:h2"],
        docs: "HTTP/2, if the server supports it.",
    },
    Feature { name: "socks", enables: &["reqwest", "reqwest/socks"], docs: "SOCKS proxies." },
    Feature {
        name: "blocking",
        enables: &["dep:tokio"],
        docs: "Blocking calls (`send_blocking`), without an async runtime.",
    },
    Feature {
        name: "stream",
        enables: &["dep:futures-core"],
        docs: "`futures_core::Stream` for paged lists and streamed bodies.",
    },
    Feature {
        name: "serde_json",
        enables: &["dep:serde_json"],
        docs: "Conversions between JSON and types with serde's traits: `RawJson::from_serialize`, `send_json`.",
    },
    Feature { name: "mock", enables: &[], docs: "A mock transport and a mock server, for tests." },
    Feature { name: "tracing", enables: &["dep:tracing"], docs: "`tracing` spans and events for calls and attempts." },
    Feature { name: "ecdsa-secp256k1", enables: &["dep:k256"], docs: "A signer for ECDSA on secp256k1." },
    Feature { name: "pem", enables: &["dep:pkcs8"], docs: "Reads private keys from PKCS#8 PEM." },
    Feature { name: "keygen", enables: &["dep:getrandom"], docs: "Generates private keys." },
];
