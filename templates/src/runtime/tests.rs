//! What code names of the runtime, and what follows from that.

use super::mention::{Mentions, leaves};
use super::*;

fn named(text: &str) -> (Vec<Vec<String>>, Vec<String>) {
    let mentions = Mentions::of(text, &["http", "chrono"]);
    let paths = mentions.runtime.iter().flat_map(|path| leaves(path));
    let mut paths: Vec<Vec<String>> = paths.map(|path| path.into_iter().map(str::to_owned).collect()).collect();
    let mut packages: Vec<String> = mentions.packages.into_iter().map(str::to_owned).collect();
    paths.sort();
    packages.sort();
    (paths, packages)
}

fn needed_by(code: &str) -> Runtime {
    let mut runtime = Runtime::default();
    runtime.add(code);
    runtime
}

fn packages(runtime: &Runtime) -> Vec<&str> {
    runtime.dependencies().map(|each| each.name).collect()
}

fn features(runtime: &Runtime) -> Vec<&str> {
    runtime.features().map(|each| each.name).collect()
}

#[test]
fn paths_are_found_in_code_only() {
    let code = r#"
//! runtime::A
use crate::runtime::{B, c::{self, D}, e::F as G};
/// [`H`](crate::runtime::H)
#[doc = "runtime::I"]
fn f(j: runtime::j::J<runtime::K>, l: tokio::runtime::L) { "runtime::M \" runtime::M"; runtime::N("}") }
use http::HeaderMap;
fn g(a: ::chrono::NaiveDate, b: crate::http::A) { a.http::<u8>() } // chrono
"#;
    let (paths, packages) = named(code);
    let paths: Vec<String> = paths.iter().map(|path| path.join("::")).collect();
    assert_eq!(paths, ["B", "K", "N", "c", "c::D", "e::F", "j::J"]);
    assert_eq!(packages, ["chrono", "http"]);
}

#[test]
fn a_client_of_plain_json_has_no_cryptography() {
    let runtime = needed_by("use crate::runtime::{Call, Client, ClientBuilder};");
    assert_eq!(
        packages(&runtime),
        [
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
            "zeroize"
        ]
    );
    assert_eq!(
        features(&runtime),
        ["reqwest", "rustls", "native-tls", "http2", "socks", "blocking", "stream", "serde_json", "tracing"]
    );
    for file in ["sign/signing.rs", "tokens/cache.rs", "values/dates.rs", "paging/pages.rs", "auth/basic.rs"] {
        assert!(!runtime.has(file), "{file}");
    }
}

#[test]
fn what_is_named_brings_what_it_names() {
    let runtime = needed_by("use crate::runtime::sign::ed25519::Ed25519Signer;");
    assert!(runtime.has("sign/pem.rs") && runtime.has("sign/signing.rs") && !runtime.has("sign/digest.rs"));
    assert!(["ed25519-dalek", "getrandom", "pkcs8"].iter().all(|name| packages(&runtime).contains(name)));
    assert!(["pem", "keygen"].iter().all(|name| features(&runtime).contains(name)));
    // Children of a module come with it, and what belongs to a package by its name.
    assert!(needed_by("runtime::Paged").has("paging/pages/iterators.rs"));
    assert!(needed_by("fn f(date: chrono::NaiveDate) {}").has("values/dates.rs"));
    let runtime = needed_by("runtime::testing::secp256k1::check");
    assert!(features(&runtime).contains(&"mock") && packages(&runtime).contains(&"k256"));
}

#[test]
fn an_index_has_the_lines_of_what_is_there() {
    let runtime = needed_by("use crate::runtime::{Call, sign::hex};");
    let files: BTreeMap<_, _> = runtime.files().collect();
    assert_eq!(
        files["sign/mod.rs"],
        "//! Signatures: of requests by a key, and of responses by the API's.\n\npub mod hex;\n"
    );
    assert!(!files.contains_key("tokens/mod.rs") && !files["mod.rs"].contains("tokens"));
    assert!(files["mod.rs"].contains("pub use sign::hex::KeyError;") && !files["mod.rs"].contains("Signer"));
    assert!(!files["face/mod.rs"].contains("pub mod paging;") && files["face/sign.rs"].contains("KeyError"));
    assert!(files.values().all(|text| !text.contains("\n\n\n")));
}

#[test]
fn every_path_of_the_runtime_leads_somewhere() {
    for (path, text) in SOURCES {
        for mention in Mentions::of(text, &[]).runtime {
            for steps in leaves(mention).iter().filter(|steps| steps.len() > 1) {
                assert!(GRAPH.file("", steps).is_some(), "{path}: {}", steps.join("::"));
            }
        }
        assert!(!text.contains("super::"), "{path} has a path that is not followed");
    }
}

#[test]
fn names_that_are_passed_on_together_are_of_one_module() {
    for index in GRAPH.indexes.values() {
        for targets in index.targets() {
            let files: BTreeSet<_> = targets.iter().map(|target| GRAPH.named(index, target, "", &[])).collect();
            assert_eq!(files.len(), 1, "{targets:?}");
        }
    }
}
