//! Lists that a server returns in pages: walks over their pages and items.

pub mod continuation;
pub mod link;
pub mod pager;
pub mod pages;
