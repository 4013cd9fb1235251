//! Links of an operation's docs: to what it returns, to its errors and to its options.

use super::Docs;
use crate::plan::operation::OperationPlan;
use crate::plan::output::{ContentPlan, OutputPlan, StreamPlan};
use crate::plan::rust_type::{Format, RustType};

/// Lists what an operation returns, its errors and its options, for the docs of its method. `root` is the path from there to
/// the root of the crate.
pub(in crate::plan) fn links(plan: &OperationPlan, root: &str) -> Docs {
    let mut rows: Vec<(&'static str, Docs)> = Vec::new();
    rows.extend(returned(plan, root).map(|docs| ("Returns: ", docs)));
    rows.push(("Errors: ", Docs::default().named_link(&plan.error, &format!("{root}::{}", plan.error))));
    if !plan.setters.is_empty() {
        let options = plan.setters.iter().map(|setter| setter.argument.name.as_str());
        let page = Docs::default().named_link(&plan.marker, &format!("{root}::ops::{}", plan.marker)).text(": ");
        rows.push(("Options of ", page.codes(options, ", ")));
    }
    Docs::default().rows(rows)
}

fn returned(plan: &OperationPlan, root: &str) -> Option<Docs> {
    match &plan.output {
        OutputPlan::Nothing => None,
        OutputPlan::Several(several) => {
            Some(Docs::default().named_link(&several.name, &format!("{root}::ops::{}", several.name)))
        }
        OutputPlan::One(contents, _) => match contents.first()? {
            ContentPlan::Value(ty) => Some(shown(Docs::default(), ty, root)),
            ContentPlan::Text => Some("a string".into()),
            ContentPlan::Bytes => Some("bytes".into()),
        },
        OutputPlan::Stream(StreamPlan::Events(Some(ty))) => Some(shown("a stream of events with ".into(), ty, root)),
        OutputPlan::Stream(StreamPlan::Events(None)) => Some("a stream of events".into()),
        OutputPlan::Stream(StreamPlan::Lines(ty)) => Some(shown("a stream of ".into(), ty, root)),
    }
}

/// A type in words, in which what has a name is a link.
fn shown(before: Docs, ty: &RustType, root: &str) -> Docs {
    match ty {
        RustType::Named(name) => before.named_link(name, &format!("{root}::types::{name}")),
        RustType::List(inner) => shown(before.text("a list of "), inner, root),
        RustType::Map(inner) => shown(before.text("a map of "), inner, root),
        RustType::Nullable(inner) | RustType::Patch(inner) | RustType::Boxed(inner) => shown(before, inner, root),
        RustType::Tuple(..) => before.text("a tuple"),
        RustType::Null => before.text("`null`"),
        RustType::Scalar(scalar) => before.code(scalar.name()),
        RustType::String => before.text("a string"),
        RustType::Secret => before.text("a secret"),
        RustType::Formatted(Format::Date) => before.text("a date"),
        RustType::Formatted(Format::DateTime) => before.text("a time"),
        RustType::Formatted(Format::Uuid) => before.text("a UUID"),
        RustType::Formatted(Format::Base64) => before.text("bytes"),
        RustType::Raw => before.text("JSON"),
    }
}
