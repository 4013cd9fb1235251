//! The packages that generated crates depend on, with the versions that the runtime is tested with.

/// A package that a generated crate depends on.
#[derive(Debug)]
pub struct Dependency {
    /// Its name.
    pub name: &'static str,
    /// The versions that do.
    pub version: &'static str,
    /// Whether its default features are wanted.
    pub default_features: bool,
    /// The features that are wanted.
    pub features: &'static [&'static str],
    /// Whether a cargo feature of the generated crate brings it in.
    pub optional: bool,
    /// Whether a generated module, which has no features, needs it.
    pub for_modules: bool,
    /// The features that such a module wants besides.
    pub module_features: &'static [&'static str],
}

impl Dependency {
    /// Writes the dependency as a line of a generated crate's `[dependencies]`.
    #[must_use]
    pub fn line(&self) -> String {
        self.write(self.features, self.optional)
    }

    /// Writes the dependency as a line for a program that has a generated module.
    #[must_use]
    pub fn line_for_modules(&self) -> String {
        self.write(&[self.features, self.module_features].concat(), false)
    }

    fn write(&self, features: &[&str], optional: bool) -> String {
        let mut entries = vec![format!("version = \"{}\"", self.version)];
        if !self.default_features {
            entries.push("default-features = false".to_owned());
        }
        if !features.is_empty() {
            let features: Vec<String> = features.iter().map(|feature| format!("\"{feature}\"")).collect();
            entries.push(format!("features = [{}]", features.join(", ")));
        }
        if optional {
            entries.push("optional = true".to_owned());
        }
        match entries.as_slice() {
            [_] => format!("{} = \"{}\"", self.name, self.version),
            entries => format!("{} = {{ {} }}", self.name, entries.join(", ")),
        }
    }
}

const fn plain(name: &'static str, version: &'static str) -> Dependency {
    Dependency {
        name,
        version,
        default_features: true,
        features: &[],
        optional: false,
        for_modules: true,
        module_features: &[],
    }
}

const fn bare(name: &'static str, version: &'static str, features: &'static [&'static str]) -> Dependency {
    Dependency {
        name,
        version,
        default_features: false,
        features,
        optional: false,
        for_modules: true,
        module_features: &[],
    }
}

/// All of them, by name.
pub const DEPENDENCIES: [Dependency; 25] = [
    bare("base64", "0.23", &["alloc"]),
    plain("bytes", "1.12"),
    bare("chrono", "0.4", &["now"]),
    bare("ed25519-dalek", "3.0", &["fast", "zeroize"]),
    Dependency { optional: true, for_modules: false, ..bare("futures-core", "0.3", &[]) },
    Dependency { optional: true, for_modules: false, ..bare("getrandom", "0.4", &[]) },
    Dependency { optional: true, for_modules: false, ..plain("h2", "0.4") },
    plain("http", "1.5"),
    Dependency { optional: true, ..plain("http-body", "1.1") },
    plain("httpdate", "1.0"),
    plain("itoa", "1.0"),
    Dependency { optional: true, for_modules: false, ..bare("k256", "0.13", &["ecdsa"]) },
    plain("memchr", "2.7"),
    Dependency { optional: true, for_modules: false, ..bare("pkcs8", "0.11", &["pem"]) },
    Dependency { optional: true, module_features: &["rustls-no-provider"], ..bare("reqwest", "0.13", &[]) },
    Dependency { optional: true, ..bare("rustls", "0.23", &["ring", "std", "tls12"]) },
    Dependency { optional: true, ..plain("rustls-platform-verifier", "0.7") },
    bare("serde_core", "1.0", &["std"]),
    Dependency { optional: true, for_modules: false, ..plain("serde_json", "1.0") },
    bare("sha2", "0.11", &[]),
    plain("subtle", "2.6"),
    Dependency { optional: true, ..bare("tokio", "1", &["rt", "time"]) },
    Dependency { optional: true, for_modules: false, ..bare("tracing", "0.1", &[]) },
    bare("uuid", "1.21", &[]),
    plain("zeroize", "1.9"),
];
