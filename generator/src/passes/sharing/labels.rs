//! What the document calls inline types: by their title, or by what holds them.

use std::collections::HashMap;

use crate::ir::{Api, Content, Enumeration, Index, Kind, MediaType, Named, TypeId};

use super::super::components::components;

/// The words by which each type is called, by its position; none: nothing but its place says what it is.
pub(super) struct Labels {
    words: Vec<Option<Vec<String>>>,
    /// The types that lead to themselves by inline types alone.
    circular: Vec<bool>,
    /// All types, each after those that it is made of by inline types.
    pub(super) order: Vec<TypeId>,
}

impl Labels {
    pub(super) fn of(api: &Api) -> Self {
        let edges: Vec<Vec<usize>> = api
            .types
            .values()
            .map(|ty| ty.kind.children().into_iter().filter(|child| !api.types[*child].hint.is_given()))
            .map(|children| children.map(Index::position).collect())
            .collect();
        let mut labels =
            Self { words: vec![None; api.types.len()], circular: vec![false; api.types.len()], order: Vec::new() };
        for component in components(&edges) {
            let is_circle = component.len() > 1
                || component.iter().any(|only| edges.get(*only).is_some_and(|edges| edges.contains(only)));
            for position in component {
                labels.order.push(TypeId::from_position(position));
                if let Some(circular) = labels.circular.get_mut(position) {
                    *circular = is_circle;
                }
            }
        }
        labels.roots(api);
        for id in labels.order.clone().into_iter().rev() {
            labels.settle(api, id);
        }
        labels
    }

    /// The words by which a type is called.
    pub(super) fn get(&self, id: TypeId) -> Option<&[String]> {
        self.words.get(id.position())?.as_deref()
    }

    /// Says whether a type leads to itself by inline types alone.
    pub(super) fn is_circular(&self, id: TypeId) -> bool {
        self.circular.get(id.position()).copied().unwrap_or_default()
    }

    /// Calls what operations carry: parameters, headers and parts by their names, and the bodies of errors.
    fn roots(&mut self, api: &Api) {
        let bodies = |media: &MediaType| match media.content() {
            Content::Typed(ty) => Some(ty),
            Content::Text | Content::Bytes => None,
        };
        let mut errors: HashMap<TypeId, bool> = HashMap::new();
        for operation in api.operations.values() {
            for parameter in &operation.parameters {
                self.call(parameter.ty, vec![parameter.name.clone()]);
            }
            for header in operation.responses.all().flat_map(|response| &response.headers) {
                self.call(header.ty, vec![header.name.clone()]);
            }
            let media = operation.request_body.iter().flat_map(|body| &body.media);
            for part in media.flat_map(|media| &media.parts) {
                self.call(part.ty, vec![part.name.clone()]);
            }
            let successes = operation.responses.successes().flat_map(|(_, response)| &response.media);
            errors.extend(successes.filter_map(bodies).map(|ty| (ty, false)));
            for ty in operation.responses.errors().flat_map(|(_, response)| &response.media).filter_map(bodies) {
                errors.entry(ty).or_insert(true);
            }
        }
        for (ty, _) in errors.into_iter().filter(|(_, is_error)| *is_error) {
            self.call(ty, ["error", "body"].map(str::to_owned).into());
        }
    }

    /// Calls a type so; of several words for one type, the first by letters.
    fn call(&mut self, id: TypeId, words: Vec<String>) {
        if let Some(known) = self.words.get_mut(id.position())
            && known.as_ref().is_none_or(|known| words < *known)
        {
            *known = Some(words);
        }
    }

    /// Settles what a type is called, when all that holds it is, and calls what it holds.
    fn settle(&mut self, api: &Api, id: TypeId) {
        let ty = &api.types[id];
        let own = if ty.hint.is_given() {
            Some(ty.hint.words().into_iter().map(str::to_owned).collect())
        } else {
            let given = api.given.get(&Named::Type(ty.hint.key())).map(|given| &given.name);
            let title = given.or_else(|| ty.title.as_ref().filter(|title| is_name(title)));
            title.map(|title| vec![title.clone()]).or_else(|| self.get(id).map(<[String]>::to_vec))
        };
        if let Some(words) = self.words.get_mut(id.position()) {
            words.clone_from(&own);
        }
        if let Kind::Object(object) = &ty.kind {
            for (name, field) in &object.fields {
                self.call(field.ty, vec![name.clone()]);
            }
        }
        let Some(own) = own.filter(|own| own.len() < MOST_STEPS) else { return };
        for (child, word) in structural(&ty.kind) {
            // The only value of a variant says what it is, whatever the union is for.
            let value = match &api.types[child].kind {
                Kind::Enumeration(known) if matches!(ty.kind, Kind::Union(_)) => only(known),
                _ => None,
            };
            let mut words = value.map_or_else(|| own.clone(), |value| vec![value]);
            words.extend(word);
            self.call(child, words);
        }
    }
}

/// The only value of an enumeration that has one.
fn only(known: &Enumeration) -> Option<String> {
    match known.variants.as_slice() {
        [only] => Some(only.wire_name.clone()),
        _ => None,
    }
}

/// What a type holds beside properties, each with the word for it.
fn structural(kind: &Kind) -> Vec<(TypeId, Option<String>)> {
    let word = |word: &str| Some(word.to_owned());
    match kind {
        Kind::Primitive(_) | Kind::Enumeration(_) | Kind::Any(_) => Vec::new(),
        Kind::Array(items) => vec![(*items, word("item"))],
        Kind::Map(values) => vec![(*values, word("value"))],
        Kind::Newtype(inner) => vec![(*inner, None)],
        Kind::Object(object) => object.additional.map(|values| (values, word("value"))).into_iter().collect(),
        Kind::Tuple(tuple) => {
            let numbered = tuple.elements.iter().enumerate();
            let elements = numbered.map(|(position, element)| (*element, Some(format!("item {}", position + 1))));
            elements.chain(tuple.rest.map(|rest| (rest, word("item")))).collect()
        }
        Kind::Union(union) => union.variants.iter().map(|each| (each.ty, Some(each.key.clone()))).collect(),
    }
}

/// How many steps a type is away from what it is called after, at most: longer names are not readable.
const MOST_STEPS: usize = 16;

/// How many words a title has at most that is a name.
const MOST_WORDS: usize = 6;

/// Says whether a title is a name, and not a sentence or a sign.
fn is_name(title: &str) -> bool {
    let ends = title.trim_end().ends_with(['.', '!', '?', ':', ';']) || title.contains(". ");
    title.chars().any(char::is_alphabetic) && title.split_whitespace().count() <= MOST_WORDS && !ends
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn sentences_and_signs_are_no_names() {
        for title in ["Address", "postal address", "v2", "A list of two names more"] {
            assert!(is_name(title), "{title:?}");
        }
        for title in ["", "=>", "404", "What is wrong.", "One. Two", "one two three four five six seven"] {
            assert!(!is_name(title), "{title:?}");
        }
    }
}
