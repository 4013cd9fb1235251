//! `SUPPORT.md` and `docs/diagnostics.md` say what the code says, and each of its rows names a document that has the construct.

use std::fs;
use std::path::Path;

use signet::support::{Fate, OBJECTS, SWAGGER, markdown};
use signet_tests::documents;

#[test]
fn the_pages_are_fresh() {
    for (path, text) in [("SUPPORT.md", markdown()), ("docs/diagnostics.md", signet::diagnostics::page())] {
        let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap();
        assert!(page == text, "{path} is stale: run `cargo xtask support` and commit the result");
    }
}

#[test]
fn every_row_names_a_document_that_proves_it() {
    for object in OBJECTS.iter().chain(SWAGGER) {
        for construct in object.fields {
            let row = format!("{}, {}", object.name, construct.field);
            let text = fs::read_to_string(documents::corpus().join(construct.proof)).unwrap_or_default();
            assert!(!text.is_empty(), "{row}: there is no `{}`", construct.proof);
            let is_field = construct.field.chars().all(|letter| letter.is_alphanumeric() || letter == '$');
            // In JSON and some YAML, keys stand in quotes.
            let has = [":", "\":", "':"].iter().any(|end| text.contains(&format!("{}{end}", construct.field)));
            assert!(!is_field || has, "{row}: `{}` does not have it", construct.proof);
            assert!(
                !matches!(construct.fate, Fate::Reported | Fate::Costs) || construct.proof.starts_with("invalid/"),
                "{row}: nobody sees what is said of it"
            );
        }
    }
}

/// Every link of the page, also of the sections that are made from lists of the code.
#[test]
fn every_link_leads_to_a_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = markdown();
    let links: Vec<&str> = page.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert!(links.len() > 100);
    for link in links {
        assert!(root.join(link).exists(), "{link}");
    }
}
