//! What programs read of the body of a response.

use indexmap::IndexMap;

use super::{Api, Index as _, Kind, Operation, TypeId};

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
/// The key of bytes.
pub const BYTES: &str = "<bytes>";
/// The key of any JSON.
pub const JSON: &str = "<json>";
/// The key of a JSON string without a format, which programs read as the same type as a text.
pub const STRING: &str = "<string>";

impl Api {
    /// Gives each of some bodies a key, which names it for as long as the document keeps it. Bodies of inline types that are built
    /// alike are one.
    #[must_use]
    pub fn keyed(&self, contents: impl IntoIterator<Item = Content>) -> IndexMap<String, Content> {
        let mut keyed: IndexMap<String, Content> = IndexMap::new();
        for content in contents {
            if keyed.values().any(|known| self.is_same(*known, content)) {
                continue;
            }
            let key = self.described(content, |id| self.types[id].hint.key());
            // Inline types of several responses may stand in places of one name.
            let numbered = (2_usize..).map(|number| format!("{key} {number}"));
            let free = std::iter::once(key.clone()).chain(numbered).find(|key| !keyed.contains_key(key));
            keyed.insert(free.unwrap_or(key), content);
        }
        keyed
    }

    /// Says whether programs read two bodies in the same way, as the same type.
    #[must_use]
    pub fn is_same(&self, one: Content, other: Content) -> bool {
        let identity = |content| self.described(content, |id| format!("#{}", id.position()));
        one == other || identity(one) == identity(other)
    }

    /// Describes how the type of a body is built of types that have names.
    fn described(&self, content: Content, name: impl Fn(TypeId) -> String) -> String {
        let mut id = match content {
            Content::Typed(id) => id,
            Content::Text => return TEXT.to_owned(),
            Content::Bytes => return BYTES.to_owned(),
        };
        let (mut before, mut after) = (String::new(), Vec::new());
        // A chain of types without names is no longer than the list of types.
        for _ in 0..self.types.len() {
            let ty = &self.types[id];
            // Another name for a type that may be `null` may be `null` as that is.
            if ty.nullable && !matches!(ty.kind, Kind::Newtype(inner) if self.types[inner].nullable) {
                after.push('?');
            }
            match ty.kind {
                _ if ty.is_named() => break,
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
                Kind::Primitive(_)
                | Kind::Tuple(_)
                | Kind::Any(_)
                | Kind::Object(_)
                | Kind::Enumeration(_)
                | Kind::Union(_) => break,
            }
        }
        let ty = &self.types[id];
        let inner = match &ty.kind {
            _ if ty.is_named() => name(id),
            Kind::Tuple(_) => name(id),
            Kind::Primitive(primitive) if ty.secret && primitive.is_text() => "<secret>".to_owned(),
            Kind::Primitive(primitive) => format!("<{primitive:?}>").to_lowercase(),
            _ => JSON.to_owned(),
        };
        before + &inner + &after.into_iter().rev().collect::<String>()
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
        outputs.iter().position(|known| match (known, content) {
            (Some(known), Some(content)) => self.is_same(*known, content),
            (known, content) => known.is_none() && content.is_none(),
        })
    }
}
