//! Lists and tuples.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Hint, ITEMS, Kind, Tuple, TypeId, Why};
use crate::openapi::schema::Additional;
use crate::openapi::{Keyword, Schema};

use super::Lowering;

impl<'a> Lowering<'a, '_> {
    /// `items`; a list without it holds anything.
    pub(super) fn array(&mut self, schema: &Schema<'a>, hint: &Hint) -> Option<Kind> {
        let first: Vec<Schema<'a>> = schema.prefix_items().collect();
        if !first.is_empty() {
            return self.tuple(schema, &first, hint);
        }
        let inline = hint.inside("item");
        let items = match schema.items() {
            Some(items) => self.schema(&items, inline)?,
            None => self.any(std::slice::from_ref(schema), inline),
        };
        Some(Kind::Array(items))
    }

    /// `prefixItems`, and `items` for the elements behind them.
    fn tuple(&mut self, schema: &Schema<'a>, first: &[Schema<'a>], hint: &Hint) -> Option<Kind> {
        let additional = schema.additional_items();
        let most = schema.count(Keyword::MaxItems);
        let length = u64::try_from(first.len()).unwrap_or(u64::MAX);
        let is_closed = matches!(additional, Some(Additional::Never)) || most == Some(length);
        if self.contradicts(schema, length, is_closed) {
            return Some(Kind::Any(Why::Reported));
        }
        if first.len() > Tuple::MOST {
            return self.long_tuple(first, if is_closed { None } else { additional }, hint);
        }
        let mut elements = Vec::new();
        for (position, element) in first.iter().enumerate() {
            let number = position + 1;
            elements.push(self.schema(element, hint.at(&format!("item {number}"), &number.to_string()))?);
        }
        // A tuple holds its elements in place, and so those of the tuples among them.
        if elements.iter().map(|element| self.held_in_place(*element)).sum::<usize>() > Tuple::MOST_IN_PLACE {
            let lost = format!("nested `prefixItems` have more than {} elements together", Tuple::MOST_IN_PLACE);
            return Some(Kind::Any(Why::Lost(lost)));
        }
        let rest = if is_closed { None } else { Some(self.rest(additional, schema, hint.inside("item"))?) };
        // `prefixItems` does not say how many there are.
        let least = schema.count(Keyword::MinItems).unwrap_or_default();
        let least = usize::try_from(least).map_or(elements.len(), |least| least.min(elements.len()));
        Some(Kind::Tuple(Tuple { elements, least, rest }))
    }

    /// A list of all that elements of a tuple may be which has too many of them for one.
    fn long_tuple(&mut self, first: &[Schema<'a>], additional: Option<Additional<'a>>, hint: &Hint) -> Option<Kind> {
        let mut schemas: Vec<(String, Schema<'a>)> =
            first.iter().enumerate().map(|(position, schema)| ((position + 1).to_string(), schema.clone())).collect();
        match additional {
            Some(Additional::Schema(items)) => schemas.push((ITEMS.to_owned(), items)),
            Some(Additional::Always) => {
                let lost = format!("`prefixItems` has more than {} items", Tuple::MOST);
                return Some(Kind::Any(Why::Lost(lost)));
            }
            Some(Additional::Never) | None => {}
        }
        Some(Kind::Array(self.any_of(&schemas, &hint.inside("item"))?))
    }

    /// How many values a type holds in place, those of tuples counted one by one; each tuple that is made is bounded.
    fn held_in_place(&self, ty: TypeId) -> usize {
        match &self.api.types[self.api.resolved(ty)].kind {
            Kind::Tuple(tuple) => tuple.elements.iter().map(|element| self.held_in_place(*element)).sum(),
            _ => 1,
        }
    }

    /// What elements behind the first ones hold.
    fn rest(&mut self, additional: Option<Additional<'a>>, schema: &Schema<'a>, inline: Hint) -> Option<TypeId> {
        match additional {
            Some(Additional::Schema(items)) => self.schema(&items, inline),
            Some(Additional::Always | Additional::Never) | None => {
                Some(self.without_schema(schema.view(), Why::Unsaid, inline))
            }
        }
    }

    /// Reports bounds that no array with these elements keeps.
    fn contradicts(&mut self, schema: &Schema<'a>, length: u64, is_closed: bool) -> bool {
        let short = schema.count(Keyword::MaxItems).filter(|most| *most < length).map(|_| Keyword::MaxItems);
        let long = schema.count(Keyword::MinItems).filter(|least| is_closed && *least > length);
        let Some(keyword) = short.or(long.map(|_| Keyword::MinItems)) else { return false };
        let message = format!("`{}` contradicts `prefixItems`", keyword.name());
        let origin = schema.get(keyword).map_or_else(|| schema.origin(), |bound| bound.origin());
        let label = format!("`prefixItems` has {length} elements");
        self.diagnostics.push(Diagnostic::new(Code::Contradiction, message).at(&origin, label).cost(super::ANY));
        true
    }
}
