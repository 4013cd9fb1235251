//! The limit on types, which is reported with the operations that it costs.

use crate::diagnostics::{Code, Diagnostic};
use crate::source::Limits;

use super::Lowering;

/// How many operations a report names.
const MOST_NAMED: usize = 10;

impl Lowering<'_, '_> {
    /// Reports that types were refused, and the operations that cannot be generated without them.
    pub(super) fn report_refused(&mut self, lost: &[String]) {
        if self.refused == 0 {
            return;
        }
        let named: Vec<String> = lost.iter().take(MOST_NAMED).map(|operation| format!("`{operation}`")).collect();
        let more = lost.len().saturating_sub(MOST_NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let schemas = self.tree.at("/components/schemas").unwrap_or_else(|| self.tree.root());
        self.diagnostics.push(
            Diagnostic::new(Code::TooLarge, format!("the document has more than {} types", self.limits.types))
                .at(&schemas.origin(), "the schemas, inline ones included")
                .help(Limits::help("types"))
                .cost(format!("the operations that need more types are skipped: {}{more}", named.join(", "))),
        );
    }
}
