//! What is wrong with a document is shown in a way that helps: each document of `corpus/invalid`, with the overlay of the
//! same name and the lock if there are any, and everything said about it.

use std::path::Path;

use signet::diagnostics::{Diagnostics, render_all};
use signet::source::Input;
use signet::{Lock, Request};

/// Wide enough for a terminal, and the same everywhere.
const WIDTH: u16 = 80;

/// Names a file as seen from the corpus, so that snapshots hold no path of this machine.
fn input(path: &Path) -> Input {
    let mut input = Input::file(path);
    input.name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    input
}

#[test]
fn diagnostics() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../corpus/invalid/snapshots" }, {
        insta::glob!("../corpus/invalid", "*.{yaml,json,md}", |path| {
            if path.to_string_lossy().ends_with(".overlay.yaml") {
                return;
            }
            let overlay = path.with_extension("overlay.yaml");
            let overlays = if overlay.exists() { vec![input(&overlay)] } else { Vec::new() };
            let mut found = Diagnostics::new();
            let lock = Lock::read("signet.lock", &path.with_extension("lock")).unwrap();
            let request = Request { inputs: vec![input(path)], overlays, lock, ..Request::default() };
            let (sources, generated) = signet::generate(&request, &mut found);
            assert!(!found.is_empty(), "nothing was said about {}", path.display());
            assert_eq!(generated.is_none(), found.stop(), "nothing is generated if and only if an error stops the run");
            let skipped = generated.map_or(0, |generated| generated.summary.skipped);
            assert!(skipped == 0 || found.has_errors(), "an operation is skipped for no reason");
            insta::assert_snapshot!(render_all(&found, &sources, WIDTH, false));
        });
    });
}
