//! Lists that come in pages: how a request asks for the page after another, and where a page has its items.

use super::{Api, Content, Kind, Operation, TypeId};

/// What is known of the pages of an operation's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pages {
    /// Not declared; the pagination pass then looks for itself.
    Unsaid,
    /// There are none.
    None,
    /// They follow each other like this.
    By(Pagination),
}

impl Pages {
    /// How the pages follow each other, if there are any.
    #[must_use]
    pub const fn known(&self) -> Option<&Pagination> {
        match self {
            Self::By(pagination) => Some(pagination),
            Self::Unsaid | Self::None => None,
        }
    }
}

/// How the pages of an operation's list follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// How a request asks for the next page.
    pub convention: Convention,
    /// The way to the items in a page, by properties; an empty way: the page is the list. None: it holds several lists.
    pub items: Option<Vec<String>>,
    /// The way to the property that says whether there are more pages.
    pub more: Option<Vec<String>>,
}

/// How a request asks for the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Convention {
    /// A parameter of the query takes what a property of the page says.
    Cursor {
        /// The parameter.
        parameter: String,
        /// The way to the property.
        next: Vec<String>,
    },
    /// A parameter of the query takes a property of the last item of the page.
    LastItem {
        /// The parameter.
        parameter: String,
        /// The way to the property in an item.
        key: Vec<String>,
    },
    /// A parameter of the query takes the position of the page's first item.
    Offset {
        /// The parameter.
        parameter: String,
        /// The position of the first item of all: 0 where the parameter is a number of items to skip.
        first: u64,
    },
    /// A parameter of the query takes the number of the page.
    Page {
        /// The parameter.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
    /// The `Link` header has the URL of the next page.
    Link,
    /// A property of the page has the URL of the next one.
    NextUrl {
        /// The way to the property.
        next: Vec<String>,
    },
}

impl Api {
    /// The type of each success of an operation, if they have one and the same.
    #[must_use]
    pub fn page(&self, operation: &Operation) -> Option<TypeId> {
        match self.outputs(operation).as_slice() {
            [Some(Content::Typed(page))] if operation.responses.stream().is_none() && !self.types[*page].nullable => {
                Some(*page)
            }
            _ => None,
        }
    }

    /// Follows a way of properties.
    #[must_use]
    pub fn property(&self, of: TypeId, way: &[String]) -> Option<TypeId> {
        let mut found = of;
        for name in way {
            let Kind::Object(object) = &self.types[self.resolved(found)].kind else { return None };
            found = object.fields.get(name)?.ty;
        }
        Some(found)
    }
}
