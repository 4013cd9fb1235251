//! What programs read of the body of a response.

use super::{Api, Kind, Operation, TypeId};

/// What a program reads of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A value.
    Typed(TypeId),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// The key of a success without a body.
pub const NOTHING: &str = "<nothing>";
/// The key of a body that is read while it arrives.
pub const STREAM: &str = "<stream>";
/// The key of a text.
pub const TEXT: &str = "<text>";
/// The key of any JSON.
pub const JSON: &str = "<json>";
/// The key of a JSON string without a format, which programs read as the same type as a text.
pub const STRING: &str = "<string>";

impl Api {
    /// Names what a body holds, for as long as the document keeps it. Bodies of inline types that are built alike have one key.
    #[must_use]
    pub fn content_key(&self, content: Content) -> String {
        let mut id = match content {
            Content::Typed(id) => id,
            Content::Text => return TEXT.to_owned(),
            Content::Bytes => return "<bytes>".to_owned(),
        };
        let (mut before, mut after) = (String::new(), Vec::new());
        // A chain of types without names is no longer than the list of types.
        for _ in 0..self.types.len() {
            let ty = &self.types[id];
            if ty.nullable {
                after.push('?');
            }
            if ty.is_named() {
                break;
            }
            match ty.kind {
                Kind::Array(inner) => {
                    before.push('[');
                    after.push(']');
                    id = inner;
                }
                Kind::Map(inner) => {
                    before.push('{');
                    after.push('}');
                    id = inner;
                }
                Kind::Newtype(inner) => id = inner,
                Kind::Primitive(_) | Kind::Any(_) | Kind::Object(_) | Kind::Enumeration(_) | Kind::Union(_) => break,
            }
        }
        let ty = &self.types[id];
        let name = match &ty.kind {
            _ if ty.is_named() => ty.hint.key(),
            Kind::Primitive(primitive) if ty.secret && primitive.is_text() => "<secret>".to_owned(),
            Kind::Primitive(primitive) => format!("<{primitive:?}>").to_lowercase(),
            _ => JSON.to_owned(),
        };
        before + &name + &after.into_iter().rev().collect::<String>()
    }

    /// Lists what successes of an operation hold, each once, in the document's order; none: a success without a body.
    #[must_use]
    pub fn outputs(&self, operation: &Operation) -> Vec<Option<Content>> {
        let mut outputs: Vec<Option<Content>> = Vec::new();
        for (_, response) in operation.responses.successes() {
            let contents: Vec<_> = response.readable().into_iter().map(|media| Some(media.content())).collect();
            for content in if contents.is_empty() { vec![None] } else { contents } {
                if self.output_position(&outputs, content).is_none() {
                    outputs.push(content);
                }
            }
        }
        outputs
    }

    /// Returns where a content is among outputs.
    #[must_use]
    pub fn output_position(&self, outputs: &[Option<Content>], content: Option<Content>) -> Option<usize> {
        let key = |content: Option<Content>| content.map(|content| self.content_key(content));
        outputs.iter().position(|known| key(*known) == key(content))
    }
}
