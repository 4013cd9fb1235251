//! Finds the schema at a place of the document, through references to components.

use std::collections::BTreeMap;

use crate::ir::{Api, TypeId};

use super::keys::Keys;

/// How many references lead from a place to a schema at most: a response refers to headers.
const MOST_STEPS: usize = 4;

/// The types by the places at which they stand.
pub(super) struct Standing<'a> {
    types: BTreeMap<&'a str, TypeId>,
    parts: &'a BTreeMap<String, String>,
}

impl<'a> Standing<'a> {
    pub(super) fn of(api: &'a Api, keys: &'a Keys) -> Self {
        let inline = keys.types.iter().filter(|(id, _)| !api.types[**id].hint.is_given());
        let mut types: BTreeMap<&str, TypeId> = inline.map(|(id, key)| (key.as_str(), *id)).collect();
        types.extend(api.references.iter().map(|(place, id)| (place.as_str(), *id)));
        Self { types, parts: &api.parts }
    }

    /// Finds the type at a place.
    pub(super) fn at(&self, place: &str) -> Option<TypeId> {
        let mut place = place.to_owned();
        for _ in 0..MOST_STEPS {
            if let Some(id) = self.types.get(place.as_str()) {
                return Some(*id);
            }
            place = place.rmatch_indices('/').find_map(|(at, _)| {
                let (part, rest) = place.split_at_checked(at)?;
                Some(format!("{}{rest}", self.parts.get(part)?))
            })?;
        }
        None
    }

    /// Lists a place for each type that stands in a part to which the document refers: the first place of the part.
    pub(super) fn in_parts(&self) -> impl Iterator<Item = (String, TypeId)> {
        let mut first: BTreeMap<&str, &str> = BTreeMap::new();
        for (place, part) in self.parts {
            first.entry(part).or_insert(place);
        }
        self.types.iter().filter_map(move |(place, id)| {
            let found = place.rmatch_indices('/').find_map(|(at, _)| {
                let (part, rest) = place.split_at_checked(at)?;
                Some(format!("{}{rest}", first.get(part)?))
            });
            Some((found?, *id))
        })
    }
}
