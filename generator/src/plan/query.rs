//! The order of an operation's query: the names that its parameters have on the wire.

use crate::ir::{Frozen, Kind, Location, Operation, Parameter, Style};

/// The names in a query, in the document's order; empty where there is no order to keep.
pub(super) fn names(api: &Frozen, operation: &Operation) -> Vec<String> {
    let parameters = operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
    let names: Vec<String> = parameters.flat_map(|parameter| on_the_wire(api, parameter)).collect();
    if names.len() > 1 { names } else { Vec::new() }
}

/// The properties of an exploded object are separate parameters on the wire.
fn on_the_wire(api: &Frozen, parameter: &Parameter) -> Vec<String> {
    match &api.types[api.resolved(parameter.ty)].kind {
        Kind::Object(object) if parameter.style == Style::Form && parameter.explode => {
            object.fields.keys().cloned().collect()
        }
        Kind::Object(_)
        | Kind::Primitive(_)
        | Kind::Array(_)
        | Kind::Tuple(_)
        | Kind::Map(_)
        | Kind::Enumeration(_)
        | Kind::Union(_)
        | Kind::Newtype(_)
        | Kind::Any(_) => vec![parameter.name.clone()],
    }
}
