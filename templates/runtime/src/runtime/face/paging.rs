//! Lists that a server returns in pages: walks over their pages and items, and places to continue them from.

pub use crate::runtime::paging::continuation::Continuation;
pub use crate::runtime::paging::pager::Paging;
pub use crate::runtime::paging::pages::{Items, Listed, Paged, Pages};
