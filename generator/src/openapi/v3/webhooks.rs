//! Webhooks of a document, which 3.1 has first.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::openapi::fields::entries;
use crate::openapi::objects::Object;
use crate::openapi::selection::Selector;
use crate::openapi::shape::Shapes;
use crate::openapi::{Dialect, Webhook};

use super::Reader;

impl<'a> Reader<'a> {
    /// Reads the webhooks that are wanted; one that cannot be read is reported and left out.
    pub(super) fn webhooks(
        self,
        selector: &mut Selector<'_>,
        shapes: &mut Shapes<'a>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Webhook<'a>> {
        let mut webhooks = Vec::new();
        if self.dialect < Dialect::V31 {
            return webhooks;
        }
        for (name, entry) in entries(&self.tree.root(), "webhooks").filter(|(name, _)| !name.starts_with("x-")) {
            let item = match self.tree.follow(&entry) {
                Ok(item) => item,
                Err(diagnostic) => {
                    diagnostics.push(left_out(diagnostic));
                    continue;
                }
            };
            shapes.check(&item, Object::PathItem, diagnostics);
            for (method, operation) in self.methods(&item, diagnostics) {
                let view = self.tree.follow(&operation);
                // Webhooks that are not selected are not read, so that nothing in them is reported.
                if !selector.wants_webhook(view.as_ref().unwrap_or(&operation)) {
                    continue;
                }
                let webhook = view.and_then(|view| {
                    shapes.check(&view, Object::Operation, diagnostics);
                    Ok(Webhook { name, method, request_body: self.request_body(&view)?, view })
                });
                match webhook {
                    Ok(webhook) => webhooks.push(webhook),
                    Err(diagnostic) => diagnostics.push(left_out(diagnostic)),
                }
            }
        }
        webhooks
    }
}

fn left_out(diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.cost("the webhook is skipped")
}
