//! Format 1 of the lock: keys made from the words of names, which two things could share.
//!
//! Read only. `names` finds out which thing of the document each key meant, where that is one, and the file is rewritten
//! in the present format.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Names;

/// A lock of format 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Format1 {
    /// The version, always 1.
    #[serde(rename = "version")]
    _version: u32,
    /// Operations by method and path, without what follows a `#`.
    pub(crate) operations: BTreeMap<String, Operation1>,
    /// Types by the words of their place.
    pub(crate) types: Names,
    /// The modules of tags.
    pub(crate) tags: Names,
    /// Fields and variants by their type's key and their own name.
    pub(crate) members: BTreeMap<String, Names>,
}

/// An operation in a lock of format 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Operation1 {
    /// The method's name.
    pub(crate) name: String,
    /// The names of the positional arguments, in their order.
    #[serde(default)]
    pub(crate) arguments: Vec<String>,
    /// The methods for other forms of its body, by the word for each form.
    #[serde(default)]
    pub(crate) forms: Names,
    /// The names of the required parts of its multipart body, in their order.
    #[serde(default)]
    pub(crate) parts: Vec<String>,
}
