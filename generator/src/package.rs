//! What a generated manifest says of its crate: what the settings say, and else what the document says.

use crate::diagnostics::{Code, Diagnostic};
use crate::openapi;
use crate::plan;
use crate::settings::{OLDEST_RUST, Package, Publish, check_license};
use crate::source::Tree;

/// Combines the settings and the document. The error is a crate that should be published and cannot be.
///
/// `contact` and `externalDocs` belong to the API, not to the crate.
pub(crate) fn chosen(package: &Package, info: &openapi::Info, tree: &Tree) -> Result<plan::Package, Box<Diagnostic>> {
    let license = package.license.as_ref().map(ToString::to_string).or_else(|| documented(info.license.as_ref()?));
    let crates_io = |registry: &String| registry == "crates-io";
    let publish = match &package.publish {
        Some(Publish::Nowhere) => plan::Publish::Nowhere,
        Some(Publish::In(registries)) => plan::Publish::In(registries.iter().map(ToString::to_string).collect()),
        None if license.is_none() => plan::Publish::Unlicensed,
        Some(Publish::Anywhere) | None => plan::Publish::Anywhere,
    };
    let needs_license = match &publish {
        plan::Publish::Anywhere => true,
        plan::Publish::In(registries) => registries.iter().any(crates_io),
        plan::Publish::Unlicensed | plan::Publish::Nowhere => false,
    };
    if needs_license && license.is_none() {
        return Err(Box::new(unlicensed(info, tree)));
    }
    let (major, minor) = OLDEST_RUST;
    Ok(plan::Package {
        description: package.description.as_ref().map(ToString::to_string),
        license,
        repository: package.repository.as_ref().map(ToString::to_string),
        homepage: package.homepage.as_ref().map(ToString::to_string),
        documentation: package.documentation.as_ref().map(ToString::to_string),
        authors: strings(&package.authors),
        keywords: strings(&package.keywords),
        categories: strings(&package.categories),
        rust_version: package.rust_version.as_ref().map_or(format!("{major}.{minor}"), ToString::to_string),
        include: strings(&package.include),
        exclude: strings(&package.exclude),
        publish,
    })
}

fn strings(list: &[impl ToString]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

/// Reads the license of a document: an expression of SPDX, or a name that means one license only.
fn documented(license: &openapi::License) -> Option<String> {
    let said = license.identifier.iter().chain(&license.name);
    if let Some(expression) = said.clone().find(|text| check_license(text).is_ok()) {
        return Some(expression.clone());
    }
    let name = license.name.as_ref()?.to_lowercase();
    let words = name.split(|letter: char| letter.is_whitespace() || ",()".contains(letter));
    let words: Vec<&str> = words.filter(|word| !FILLERS.contains(word)).collect();
    let name = words.join(" ");
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, identifier)| (*identifier).to_owned())
}

/// Words of a license's name that distinguish it from no other.
const FILLERS: [&str; 5] = ["", "the", "license", "licence", "version"];

/// Names of licenses without those words, in lower case. A name that may mean several (`BSD`, `GPL`) is not among them.
const NAMES: [(&str, &str); 14] = [
    ("apache 2.0", "Apache-2.0"),
    ("apache 2", "Apache-2.0"),
    ("apache v2.0", "Apache-2.0"),
    ("apache v2", "Apache-2.0"),
    ("apache-2.0", "Apache-2.0"),
    ("bsd 2-clause", "BSD-2-Clause"),
    ("bsd 3-clause", "BSD-3-Clause"),
    ("bsd-2-clause", "BSD-2-Clause"),
    ("bsd-3-clause", "BSD-3-Clause"),
    ("isc", "ISC"),
    ("mit", "MIT"),
    ("mozilla public 2.0", "MPL-2.0"),
    ("mpl 2.0", "MPL-2.0"),
    ("unlicense", "Unlicense"),
];

fn unlicensed(info: &openapi::Info, tree: &Tree) -> Diagnostic {
    let found = match info.license.as_ref().and_then(|license| license.identifier.as_ref().or(license.name.as_ref())) {
        Some(name) => format!("its license `{}` is not an SPDX expression", name.escape_debug()),
        None => "the document has no `license`".to_owned(),
    };
    let root = tree.root();
    let place = root.get("info").unwrap_or(root);
    Diagnostic::new(Code::Unpublishable, "`publish` is set, but crates.io requires a license")
        .at_key(&place.origin(), found)
        .help("set `license` below `[package]` in signet.toml, such as `license = \"MIT OR Apache-2.0\"`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: Option<&str>, identifier: Option<&str>) -> Option<String> {
        let license = openapi::License { name: name.map(str::to_owned), identifier: identifier.map(str::to_owned) };
        documented(&license)
    }

    #[test]
    fn a_document_names_its_license() {
        for (name, identifier, license) in [
            (Some("Ours"), Some("MIT OR Apache-2.0"), Some("MIT OR Apache-2.0")),
            (Some("MIT"), Some("MIT\"\n[dependencies]"), Some("MIT")),
            (Some("Apache 2.0"), None, Some("Apache-2.0")),
            (Some("The Apache License, Version 2.0"), None, Some("Apache-2.0")),
            (Some("Apache License 2.0"), None, Some("Apache-2.0")),
            (Some("mit license"), None, Some("MIT")),
            (Some("GPL-3.0"), None, Some("GPL-3.0")),
            (Some("BSD"), None, None),
            (Some("GNU GPL v2"), None, None),
            (Some("Proprietary"), None, None),
            (Some("LicenseRef-Proprietary"), None, None),
            (Some(""), None, None),
            (None, None, None),
        ] {
            assert_eq!(read(name, identifier).as_deref(), license, "{name:?} {identifier:?}");
        }
    }
}
