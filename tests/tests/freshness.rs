//! What is committed under `generated/` is what `spec/` gives today.

use std::path::Path;

use signet::cli::{Console, Mode, generate_folders};

#[test]
fn generated_crates_are_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mode =
        Mode { check: true, strict: false, remedy: "run `cargo xtask generate` and commit the result".to_owned() };
    let (mut said, mut complaints) = (Vec::new(), Vec::new());
    let checked = generate_folders(&root, &[], &mode, &mut Console::new(&mut said, &mut complaints));
    assert!(checked.is_ok(), "{}{}", String::from_utf8_lossy(&said), String::from_utf8_lossy(&complaints));
}
