//! What a schema says as text, the same in whatever order it says it: schemas are equal where their texts are.

use crate::source::{Node, Value};

use super::{Keyword, Schema};

impl Schema<'_> {
    /// Writes all that the schema says, with its keys sorted, and the items of its lists whose order means nothing.
    #[must_use]
    pub fn sorted(&self) -> String {
        text(self.node(), Holds::Keywords)
    }
}

/// What a value holds.
#[derive(Clone, Copy)]
enum Holds {
    /// The keywords of a schema, or a list of schemas.
    Keywords,
    /// Schemas by their names.
    Names,
    /// A list whose order means nothing.
    Set,
    /// A value that no keyword is part of.
    Data,
}

impl Holds {
    fn under(self, key: &str) -> Self {
        match (self, Keyword::named(key)) {
            // What is no keyword is an extension.
            (Self::Data, _)
            | (
                Self::Keywords | Self::Set,
                None | Some(Keyword::Const | Keyword::Default | Keyword::Example | Keyword::Examples),
            ) => Self::Data,
            (Self::Names, _) => Self::Keywords,
            (_, Some(Keyword::Properties | Keyword::PatternProperties | Keyword::Defs | Keyword::Definitions)) => {
                Self::Names
            }
            (_, Some(Keyword::Type | Keyword::Enum | Keyword::Required | Keyword::OneOf | Keyword::AnyOf)) => Self::Set,
            (_, Some(_)) => Self::Keywords,
        }
    }

    const fn item(self) -> Self {
        match self {
            Self::Keywords | Self::Names | Self::Set => Self::Keywords,
            Self::Data => Self::Data,
        }
    }
}

fn text(node: &Node, holds: Holds) -> String {
    match &node.value {
        Value::Array(items) => {
            let mut items: Vec<String> = items.iter().map(|item| text(item, holds.item())).collect();
            if matches!(holds, Holds::Set) {
                items.sort_unstable();
            }
            format!("[{}]", items.join(","))
        }
        Value::Object(object) => {
            let entry = |(key, value): (&str, &Node)| format!("{key:?}:{}", text(value, holds.under(key)));
            let mut entries: Vec<String> = object.iter().map(entry).collect();
            entries.sort_unstable();
            format!("{{{}}}", entries.join(","))
        }
        Value::String(text) => format!("{text:?}"),
        Value::Null | Value::Bool(_) | Value::Number(_) => node.to_json().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::Diagnostics;
    use crate::openapi::Dialect;
    use crate::source::{Input, load};

    use super::Schema;

    fn sorted(schema: &str) -> String {
        let (_, tree) = load(&[Input::text("a.yaml", schema)], &[], &mut Diagnostics::new());
        let tree = tree.unwrap();
        Schema::new(tree.root(), Dialect::V31).sorted()
    }

    #[test]
    fn order_counts_where_it_means_something() {
        for (one, other) in [
            ("{ type: object, required: [a, b] }", "{ required: [b, a], type: object }"),
            ("{ oneOf: [{ enum: [x, y] }, { type: 'null' }] }", "{ oneOf: [{ type: 'null' }, { enum: [y, x] }] }"),
            ("{ properties: { enum: { title: T }, a: {} } }", "{ properties: { a: {}, enum: { title: T } } }"),
        ] {
            assert_eq!(sorted(one), sorted(other), "{one}");
        }
        for (one, other) in [
            ("{ default: [a, b] }", "{ default: [b, a] }"),
            ("{ default: { enum: [a, b] } }", "{ default: { enum: [b, a] } }"),
            ("{ prefixItems: [{ type: string }, {}] }", "{ prefixItems: [{}, { type: string }] }"),
            ("{ enum: [1] }", "{ enum: ['1'] }"),
        ] {
            assert_ne!(sorted(one), sorted(other), "{one}");
        }
    }
}
