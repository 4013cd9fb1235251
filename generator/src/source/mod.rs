//! Bytes go in, one tree comes out: documents read, cut out of pages, merged, stripped of keys they may not carry, overlays
//! applied, the files that they refer to beside it.
//!
//! The tree is what YAML and JSON have in common. It keeps every literal as written and knows of each node where it came
//! from; positions in texts are found by a second pass, only when a diagnostic is shown.

mod brackets;
mod build;
mod dialect;
mod dynamic;
mod events;
mod extensions;
mod files;
mod gather;
mod input;
mod json;
mod limits;
mod load;
mod marks;
mod merge;
mod nearest;
mod node;
mod number;
mod object;
mod overlay;
pub mod page;
mod reference;
mod resources;
mod roots;
mod scalar;
mod sources;
mod tree;
mod uri;
mod view;
mod yaml;

pub use dialect::Dialect;
pub use dynamic::Scope;
pub use input::Input;
pub use limits::Limits;
pub use load::{load, load_matching, load_within};
pub(crate) use nearest::nearest;
pub use node::{Kind, Node, Value};
pub use number::Number;
pub use object::Object;
pub use overlay::Match;
pub use reference::percent_decode;
pub use roots::Root;
pub use sources::Sources;
pub use tree::Tree;
pub(crate) use tree::unescape;
pub(crate) use uri::resolve as resolve_uri;
pub use view::View;
