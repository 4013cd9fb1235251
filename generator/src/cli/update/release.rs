//! The version of the crate: what was released and what is new in; the next version by cargo's rules out.
//!
//! It is counted from the state that was published, not from the last update: ten updates before a release are one step.

use std::path::Path;

use semver::Version;
use serde::Deserialize;

use crate::cli::diff::{self, git};
use crate::cli::{Console, summary};
use crate::compiled::Compiled;
use crate::diagnostics::{Code, Diagnostics};
use crate::evolution::{self, Change, Verdict, Verdicts};
use crate::files::LISTING;
use crate::job::{join, normalized, show};
use crate::output;
use crate::request::Request;
use crate::settings::{self, Settings};
use crate::spec_folder::SpecFolder;

use super::Failure;

/// The version of signet.
const SIGNET: &str = env!("CARGO_PKG_VERSION");

/// What was published, and what changed since.
pub(super) struct Release {
    /// The version that was published.
    pub(super) version: Version,
    pub(super) changes: Vec<Change>,
    /// The least version that the new state may have.
    pub(super) next: Version,
}

/// The part of a manifest that says which version was published.
#[derive(Deserialize)]
struct Manifest {
    package: Package,
}

#[derive(Deserialize)]
struct Package {
    version: String,
}

impl Release {
    /// Compares with what was published, if the settings name it. The folder is relative to `root`; the version of `new` is not
    /// the final one.
    pub(super) fn since(
        root: &Path,
        folder: &Path,
        settings: &Settings,
        request: &Request,
        new: &mut Compiled,
        console: &mut Console<'_>,
    ) -> Result<Option<Self>, Failure> {
        let Some(revision) = &settings.released else { return Ok(None) };
        let failed = |reason: String| Failure(format!("`released = \"{revision}\"` in signet.toml: {reason}"));
        let place = join(root, folder);
        let read = |path: &Path| {
            let name = format!("{revision}:{}", show(&join(folder, path)));
            git::read_beside(&place, revision.as_str(), &show(path))
                .map_err(|reason| failed(format!("cannot read `{name}`: {reason}")))
        };
        let text = |path: &Path| match read(path)? {
            git::Found::Document(text) => Ok(text),
            git::Found::Folder(_) => Err(failed(format!("`{}` is a folder", show(path)))),
        };
        let files = tempfile::tempdir().map_err(|error| failed(error.to_string()))?;
        let copied = |path: &str| {
            git::copy_beside(&place, revision.as_str(), path, files.path())
                .map_err(|reason| failed(format!("cannot read `{revision}:{}`: {reason}", show(&join(folder, path)))))
        };
        let home = copied(".")?;
        let spec = SpecFolder::find(files.path(), Path::new(&home))?;
        let mut released = spec.settings()?;
        // Documents of the folder refer to files there. A folder that git does not have may hold nothing that they need.
        let (kept, missing): (Vec<_>, Vec<_>) =
            released.roots.into_iter().partition(|root| copied(root.as_str()).is_ok());
        released.roots = kept;
        let job = spec.job(&released)?;
        let output = normalized(released.output.as_str());
        let manifest: Result<Manifest, _> = toml::from_str(&text(&output.join("Cargo.toml"))?);
        let manifest = manifest.map_err(|error| failed(format!("its Cargo.toml: {}", error.message())))?;
        let version = Version::parse(&manifest.package.version);
        let version = version.map_err(|error| failed(format!("the version in its Cargo.toml: {error}")))?;
        if !version.pre.is_empty() {
            return Err(failed(format!("`{version}` is a pre-release, from which no version follows")));
        }

        let mut diagnostics = Diagnostics::new();
        let (sources, old) = crate::compile(&job.request, &mut diagnostics);
        // A schema that is missing would be one that changed.
        let is_less = !missing.is_empty()
            && diagnostics.iter().any(|one| matches!(one.code, Code::BrokenReference | Code::ForeignReference));
        let Some(old) = old.filter(|_| !is_less) else {
            console.show(&diagnostics, &sources);
            let names: Vec<_> = missing.iter().map(|root| format!("`{}`", root.as_str())).collect();
            let without = format!(" without {} of `roots`, which git does not have there", names.join(", "));
            let without = if names.is_empty() { "" } else { without.as_str() };
            return Err(failed(format!("it cannot be generated{without}")));
        };
        let changes = evolution::compare(diff::side(&old), diff::side(new))?;
        let verdict = changes.iter().map(|change| change.verdicts).reduce(Verdicts::worse).map(|worst| worst.rust);
        let verdict = verdict.max(signets(old.lock.package.as_ref().map(|package| package.signet.as_str())));
        let verdict = match verdict {
            None | Some(Verdict::Docs) => {
                let same = listing(new, request, &version)? == text(&output.join(LISTING))?;
                if same { None } else { Some(Verdict::Docs) }
            }
            known => known,
        };
        let next = next(&version, verdict);
        Ok(Some(Self { version, changes, next }))
    }

    /// Returns the version that the crate gets; a fixed one that is too low is refused.
    pub(super) fn chosen(&self, settings: &Settings) -> Result<String, Failure> {
        let fixed = match &settings.version {
            Some(settings::Version::Auto) => return Ok(self.next.to_string()),
            Some(settings::Version::Fixed(version)) => version,
            None => crate::DEFAULT_VERSION,
        };
        if Version::parse(fixed).is_ok_and(|fixed| fixed >= self.next) {
            return Ok(fixed.to_owned());
        }
        let (released, next, changes) = (&self.version, &self.next, summary::count(self.changes.len(), "change"));
        Err(Failure(format!(
            "the version {fixed} is too low after {changes} since {released}: write `version = \"{next}\"` or \
             `version = \"auto\"` in signet.toml"
        )))
    }
}

/// Lists the files that the new state has with the version that was published: if they are the same, nothing changed.
fn listing(new: &mut Compiled, request: &Request, version: &Version) -> Result<String, Failure> {
    new.set_version(&version.to_string());
    let files = crate::write(new, request, &mut Diagnostics::new());
    let files = files.ok_or_else(|| Failure("the new documents cannot be generated".to_owned()))?;
    Ok(output::listing(&files))
}

/// What another version of signet means for programs: the runtime of the crate may have changed as signet did.
fn signets(before: Option<&str>) -> Option<Verdict> {
    let (before, now) = (Version::parse(before?).ok()?, Version::parse(SIGNET).ok()?);
    (next(&before, Some(Verdict::Breaking)) <= now).then_some(Verdict::Breaking)
}

/// Counts by cargo's rules, where the first number that is not zero is the one that breaks.
fn next(released: &Version, verdict: Option<Verdict>) -> Version {
    let Version { major, minor, patch, .. } = *released;
    let (major, minor, patch) = match (verdict, major, minor) {
        (None, _, _) => (major, minor, patch),
        (Some(Verdict::Breaking), 0, 0) => (0, 0, patch.saturating_add(1)),
        (Some(Verdict::Breaking), 0, _) => (0, minor.saturating_add(1), 0),
        (Some(Verdict::Breaking), _, _) => (major.saturating_add(1), 0, 0),
        (Some(Verdict::Risky | Verdict::Compatible), 1.., _) => (major, minor.saturating_add(1), 0),
        (Some(Verdict::Risky | Verdict::Compatible | Verdict::Docs), _, _) => (major, minor, patch.saturating_add(1)),
    };
    Version::new(major, minor, patch)
}

/// Returns what the lock records of a version that was counted.
pub(super) fn locked(version: &str) -> crate::lock::LockedPackage {
    crate::lock::LockedPackage { version: version.to_owned(), signet: SIGNET.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_by_the_rules_of_cargo() {
        use Verdict::{Breaking, Compatible, Docs, Risky};
        for (released, expected) in [
            ("0.0.3", ["0.0.3", "0.0.4", "0.0.4", "0.0.4", "0.0.4"]),
            ("0.3.1", ["0.3.1", "0.3.2", "0.3.2", "0.3.2", "0.4.0"]),
            ("1.2.3", ["1.2.3", "1.2.4", "1.3.0", "1.3.0", "2.0.0"]),
            ("1.2.3+build", ["1.2.3", "1.2.4", "1.3.0", "1.3.0", "2.0.0"]),
        ] {
            let verdicts = [None, Some(Docs), Some(Compatible), Some(Risky), Some(Breaking)];
            let found = verdicts.map(|verdict| next(&Version::parse(released).unwrap(), verdict).to_string());
            assert_eq!(found, expected, "{released}");
        }
    }

    #[test]
    fn another_signet_counts() {
        assert_eq!(signets(None), None);
        assert_eq!(signets(Some(SIGNET)), None);
        assert_eq!(signets(Some("0.0.1")), Some(Verdict::Breaking));
        assert_eq!(signets(Some("999.0.0")), None);
    }
}
