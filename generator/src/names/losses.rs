//! Released names that cannot stay.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};

use super::Scope;

/// Collects what the scopes could not keep.
#[derive(Debug, Default)]
pub(super) struct Losses {
    lost: Vec<(&'static str, String)>,
}

impl Losses {
    /// Takes what a scope could not keep; `kind` says what the names are of.
    pub(super) fn of(&mut self, kind: &'static str, scope: &Scope) {
        self.add(kind, scope.lost().to_vec());
    }

    /// Takes names that could not be kept.
    pub(super) fn add(&mut self, kind: &'static str, names: Vec<String>) {
        self.lost.extend(names.into_iter().map(|name| (kind, name)));
    }

    /// Reports each.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        for (kind, name) in self.lost {
            diagnostics.push(
                Diagnostic::new(
                    Code::LostName,
                    format!("the {kind} `{name}` in signet.lock is renamed: the name is taken"),
                )
                .help("this version of signet reserves the name, or two lines of signet.lock contain it"),
            );
        }
    }
}
