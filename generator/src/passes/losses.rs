//! Types that keep less than the document says: each is told where it stands, since nothing in the code shows it.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Kind, Why};

pub(super) fn report(api: &Api, diagnostics: &mut Diagnostics) {
    for ty in api.types.values().filter(|ty| ty.usage.is_carried()) {
        if let Kind::Any(Why::Lost(reason)) = &ty.kind {
            diagnostics.push(
                Diagnostic::new(Code::KeptAsAny, format!("a schema becomes `RawJson`: {reason}"))
                    .at(&ty.origin, "this schema"),
            );
        }
    }
}
