//! The parts of the runtime: a crate has those that its API needs.

/// Modules of the runtime that come together, with what they need.
#[derive(Debug)]
pub struct Part {
    /// What it is called in a plan.
    pub name: &'static str,
    /// Its modules.
    pub modules: &'static [&'static str],
    /// The packages it needs, by name.
    pub dependencies: &'static [&'static str],
    /// The cargo features it adds.
    pub features: &'static [Feature],
}

/// A cargo feature of a part.
#[derive(Debug)]
pub struct Feature {
    /// Its name.
    pub name: &'static str,
    /// What it enables.
    pub enables: &'static [&'static str],
    /// What it is for, in one line.
    pub docs: &'static str,
}

/// All parts.
pub const PARTS: [Part; 26] = [
    Part {
        name: "core",
        modules: &[
            "api",
            "attempts",
            "base_url",
            "bearer",
            "blocking",
            "budget",
            "builder",
            "call",
            "client",
            "clock",
            "connections",
            "content",
            "credential",
            "credentials",
            "documented",
            "encoding",
            "error",
            "http2",
            "idempotency",
            "json",
            "media_type",
            "mock",
            "operation",
            "own_types",
            "policy",
            "random",
            "request_body",
            "reqwest",
            "response",
            "retry",
            "secret",
            "send",
            "stream",
            "timestamps",
            "tls",
            "trace",
            "transport",
            "unknown",
        ],
        dependencies: &[
            "bytes",
            "futures-core",
            "h2",
            "http",
            "http-body",
            "httpdate",
            "itoa",
            "reqwest",
            "rustls",
            "rustls-platform-verifier",
            "serde_core",
            "serde_json",
            "subtle",
            "tokio",
            "tracing",
            "zeroize",
        ],
        features: &[
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
                docs: "HTTP/2 where the server offers it.",
            },
            Feature { name: "socks", enables: &["reqwest", "reqwest/socks"], docs: "Proxies that speak SOCKS." },
            Feature {
                name: "blocking",
                enables: &["dep:tokio"],
                docs: "Calls that wait, without an async runtime of the program's: `send_blocking`.",
            },
            Feature {
                name: "stream",
                enables: &["dep:futures-core"],
                docs: "Lists in pages and bodies that arrive in pieces as `futures_core::Stream`.",
            },
            Feature {
                name: "serde_json",
                enables: &["dep:serde_json"],
                docs: "Values of the program's own types in JSON: `RawJson::from_serialize`, `send_json`.",
            },
            Feature { name: "mock", enables: &[], docs: "A transport and a server that answer by rule, for tests." },
            Feature {
                name: "tracing",
                enables: &["dep:tracing"],
                docs: "Spans and events of calls and their tries, for `tracing`.",
            },
        ],
    },
    Part { name: "digests", modules: &["digest", "hex"], dependencies: &["sha2"], features: &[] },
    Part { name: "signing", modules: &["signing"], dependencies: &[], features: &[] },
    Part { name: "ed25519", modules: &["ed25519"], dependencies: &["ed25519-dalek"], features: &[] },
    Part {
        name: "secp256k1",
        modules: &["mock_secp256k1", "secp256k1"],
        dependencies: &["k256"],
        features: &[Feature {
            name: "ecdsa-secp256k1",
            enables: &["dep:k256"],
            docs: "A signer for ECDSA on secp256k1.",
        }],
    },
    Part {
        name: "key-files",
        modules: &["pem"],
        dependencies: &["getrandom", "pkcs8"],
        features: &[
            Feature { name: "pem", enables: &["dep:pkcs8"], docs: "Reads private keys from PKCS#8 PEM." },
            Feature { name: "keygen", enables: &["dep:getrandom"], docs: "Makes private keys." },
        ],
    },
    Part { name: "verification", modules: &["verification"], dependencies: &["ed25519-dalek"], features: &[] },
    Part { name: "mock seal", modules: &["mock_seal"], dependencies: &[], features: &[] },
    Part { name: "mock ed25519", modules: &["mock_ed25519"], dependencies: &["ed25519-dalek"], features: &[] },
    Part { name: "webhook events", modules: &["webhook_event"], dependencies: &[], features: &[] },
    Part { name: "webhooks", modules: &["webhook"], dependencies: &[], features: &[] },
    Part { name: "parameters", modules: &["form", "parameter", "values"], dependencies: &[], features: &[] },
    Part { name: "multipart", modules: &["multipart"], dependencies: &[], features: &[] },
    Part { name: "dates", modules: &["dates"], dependencies: &["chrono"], features: &[] },
    Part { name: "uuids", modules: &["uuids"], dependencies: &["uuid"], features: &[] },
    Part { name: "base64", modules: &["base64"], dependencies: &["base64"], features: &[] },
    Part { name: "typed streams", modules: &["typed_stream"], dependencies: &[], features: &[] },
    Part { name: "events", modules: &["event_stream"], dependencies: &[], features: &[] },
    Part { name: "lines", modules: &["json_lines"], dependencies: &[], features: &[] },
    Part { name: "response headers", modules: &["response_header"], dependencies: &[], features: &[] },
    Part { name: "patch", modules: &["patch"], dependencies: &[], features: &[] },
    Part {
        name: "pager",
        modules: &["continuation", "link", "page_iterators", "pager", "pages"],
        dependencies: &[],
        features: &[],
    },
    Part { name: "keys", modules: &["api_key"], dependencies: &[], features: &[] },
    Part {
        name: "tokens",
        modules: &["flight", "refusal", "token_calls", "token_credential", "token_source", "token_state", "tokens"],
        dependencies: &[],
        features: &[],
    },
    Part { name: "oauth2", modules: &["oauth2"], dependencies: &[], features: &[] },
    Part { name: "basic", modules: &["basic"], dependencies: &["base64"], features: &[] },
];
