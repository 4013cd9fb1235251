//! `signet.lock`: the public names and orders that a generated crate has released.
//!
//! `names` claims what the lock holds before it makes new names, so that a document that changes does not rename or
//! reorder what callers already use. The file has one name per line: a reviewer sees what a new document adds, and two
//! branches merge.

mod format_1;
mod missing;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub(crate) use format_1::{Format1, Operation1};
pub(crate) use text::LOCK;

/// Names by what they name.
pub type Names = BTreeMap<String, String>;

/// Holds the names and orders that were released.
///
/// A key names one thing, by what it is or where it stands, never by its position in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lock {
    /// The version of the format.
    pub(crate) version: text::Format,
    /// What was called when nothing else was said: the URL of the server that a second server must not take away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// The version of the crate, if `signet update` counts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub package: Option<LockedPackage>,
    /// Tags by their name in the document.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, LockedTag>,
    /// Operations by method and path: `GET /oauth/token`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub operations: BTreeMap<String, LockedOperation>,
    /// The error types of tags, by the tag's name in the document.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub errors: BTreeMap<String, LockedErrors>,
    /// The error type of operations without a tag, if there is one.
    #[serde(rename = "untagged-errors", skip_serializing_if = "Option::is_none")]
    pub untagged_errors: Option<LockedErrors>,
    /// Types by their place in the document.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub types: Names,
    /// Places of inline schemas that are one type with another place, by the key of the type in `types`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub shared: Names,
    /// A place at which each type stands that the document names, by its key in `types`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub places: Names,
    /// Released names of types that are called otherwise now, by the key of the type.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub former: BTreeMap<String, BTreeSet<String>>,
    /// Fields and variants, by the key of their type in `types` and by their own name or value.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub members: BTreeMap<String, Names>,
    /// The field for additional properties and its setter, by the key of their type.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub additional: BTreeMap<String, Additional>,
    /// The fields and variants whose values are held on the heap, by their type's key and their own.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub boxed: BTreeMap<String, BTreeSet<String>>,
    /// How objects are made, by their type's key.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub constructors: BTreeMap<String, LockedConstructor>,
    /// The values that constructors write by themselves, by the key of their type and by property.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub constants: BTreeMap<String, Names>,
    /// Optional fields that may be `null`, by the key of their type: whether a missing value and `null` are told apart.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub nullable: BTreeMap<String, BTreeMap<String, Nullable>>,
    /// Security schemes by their name in the document.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub schemes: Names,
    /// Environments by their name in the overlay.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub environments: Names,
    /// Variables of the default server, by their name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: BTreeMap<String, LockedVariable>,
    /// The content of a lock of format 1, whose keys can be read only beside the document.
    #[serde(skip)]
    pub(crate) format_1: Option<Format1>,
}

/// Holds the version of the crate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedPackage {
    /// The version.
    pub version: String,
    /// The version of signet that generated it.
    pub signet: String,
}

/// Holds the names of a tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedTag {
    /// Its module, the method of the client that leads there, and the feature.
    pub module: String,
    /// The type that has its methods.
    pub view: String,
}

/// Holds what callers of an operation rely on. Parameters are called by their place and name: `query limit`; those of the
/// path by their position in it, `path 1`; the body is `body`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedOperation {
    /// The method that calls it.
    pub method: String,
    /// Its marker type.
    pub marker: String,
    /// Its `operationId`, where the marker is not called after that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its error type.
    pub error: String,
    /// The tag in whose module it is defined, and whose error type it has; none: it has no tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// The enum of what it returns, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// What its successes return: types by their keys in `types`, or other kinds of bodies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returns: Vec<String>,
    /// The struct of its required parameters, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// The struct of its multipart body, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// The struct of the parts that its multipart body requires, if there is one.
    #[serde(default, rename = "form-required", skip_serializing_if = "Option::is_none")]
    pub form_required: Option<String>,
    /// The content type that its method sends, where it is not `application/json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The content types that its method reads of a success, where it reads one type and these are not `application/json`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepts: Vec<String>,
    /// The positional arguments, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<String>,
    /// The required parts of its multipart body, in order, by their names on the wire.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub required_parts: Vec<String>,
    /// The names of required parameters.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: Names,
    /// The setters of optional parameters.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub setters: Names,
    /// The setters and arguments of its multipart body, by the parts' names on the wire.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parts: Names,
    /// The methods for other forms of its body, by the word for each form.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub bodies: Names,
    /// The variants of `output`, by what each holds.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub outputs: Names,
    /// The parameters that each call sends by itself, with their values.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub constants: Names,
    /// The functions that read response headers, by the headers' names in lower case.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: Names,
}

impl LockedOperation {
    /// Calls parameters otherwise; what is called nothing, or as another one is, is dropped.
    pub(crate) fn rename_parameters(&mut self, called: impl Fn(&str) -> Option<String>) {
        let maps = [&self.parameters, &self.setters, &self.constants];
        let keys: BTreeSet<String> = maps.into_iter().flat_map(Names::keys).chain(&self.arguments).cloned().collect();
        // Those that stay come first.
        let (stay, go): (Vec<_>, Vec<_>) =
            keys.into_iter().filter_map(|key| Some((called(&key)?, key))).partition(|(new, key)| new == key);
        let mut taken = BTreeSet::new();
        let new = stay.into_iter().chain(go).filter(|(new, _)| taken.insert(new.clone()));
        let new: Names = new.map(|(new, key)| (key, new)).collect();
        let renamed = |key: &String| new.get(key).cloned();
        self.arguments = self.arguments.iter().filter_map(&renamed).collect();
        for names in [&mut self.parameters, &mut self.setters, &mut self.constants] {
            let old = std::mem::take(names);
            names.extend(old.into_iter().filter_map(|(key, name)| Some((renamed(&key)?, name))));
        }
    }
}

/// Says how an object is made from what it requires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LockedConstructor {
    /// From arguments: the properties, in order.
    Arguments(Vec<String>),
    /// From a struct.
    Required(LockedRequired),
}

impl LockedConstructor {
    /// The properties that it takes.
    #[must_use]
    pub fn properties(&self) -> &[String] {
        match self {
            Self::Arguments(properties) | Self::Required(LockedRequired { properties, .. }) => properties,
        }
    }
}

/// Holds the struct of what an object requires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedRequired {
    /// Its name.
    pub name: String,
    /// The properties in it.
    pub properties: Vec<String>,
}

/// Holds the names of an error type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedErrors {
    /// The enum.
    pub name: String,
    /// Its variants, by the keys of the bodies.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variants: Names,
}

/// Holds the names of a server variable.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedVariable {
    /// The method of the builder that sets it.
    pub setter: String,
    /// The type of its values, and the argument of the method.
    pub choice: String,
    /// Its values.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: Names,
}

/// Holds the names of what keeps properties that a schema does not declare.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Additional {
    /// The field.
    pub field: String,
    /// The setter of one property.
    pub setter: String,
}

/// Says how an optional field that may be `null` is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nullable {
    /// In an `Option`: a missing value and `null` are one.
    Option,
    /// In a `Patch`: absent, `null` and a value are three things.
    Patch,
}

impl Lock {
    /// The key of the type that a place was released with.
    pub(crate) fn home<'l>(&'l self, place: &str) -> Option<&'l str> {
        let home = if self.types.contains_key(place) { None } else { self.shared.get(place) };
        self.types.get_key_value(home.map_or(place, String::as_str)).map(|(key, _)| key.as_str())
    }

    /// Moves what is locked of an operation, and of the types inline in it, to another key.
    pub(crate) fn move_operation(&mut self, old: &str, new: &str) {
        rename(&mut self.operations, old, new);
        self.move_type_with_inner(&format!("{old} "), &format!("{new} "));
    }

    /// Moves what is locked of a type, and of the types inline in it, to another key.
    pub(crate) fn move_type_with_inner(&mut self, old: &str, new: &str) {
        let inside = format!("{old}/");
        let keys = self.types.keys().chain(self.shared.keys());
        let place = |key: &String| Some((key.clone(), format!("{new}/{}", key.strip_prefix(&inside)?)));
        let inner: Vec<(String, String)> = keys.filter_map(place).collect();
        self.move_type(old, new);
        for (old, new) in inner {
            if self.home(&new).is_none() {
                self.move_type(&old, &new);
            }
        }
        for place in self.places.values_mut() {
            if let Some(rest) = place.strip_prefix(&inside) {
                *place = format!("{new}/{rest}");
            }
        }
    }

    /// Makes the name of a type one of the former names of another, which stands in its place now. Its line stays, so that
    /// it has the name again if it comes back.
    pub(crate) fn replace_type(&mut self, old: &str, new: &str) {
        let former = self.former.remove(old).unwrap_or_default();
        let names = former.into_iter().chain(self.types.get(old).cloned());
        let own = self.types.get(new).cloned();
        let names = names.filter(|name| Some(name) != own.as_ref());
        self.former.entry(new.to_owned()).or_default().extend(names);
    }

    /// Moves what is locked of a type to another key.
    pub(crate) fn move_type(&mut self, old: &str, new: &str) {
        rename(&mut self.types, old, new);
        rename(&mut self.places, old, new);
        rename(&mut self.former, old, new);
        rename(&mut self.shared, old, new);
        for home in self.shared.values_mut().filter(|home| *home == old) {
            new.clone_into(home);
        }
        rename(&mut self.members, old, new);
        rename(&mut self.additional, old, new);
        rename(&mut self.boxed, old, new);
        rename(&mut self.constructors, old, new);
        rename(&mut self.constants, old, new);
        rename(&mut self.nullable, old, new);
        for operation in self.operations.values_mut() {
            rename_bodies(&mut operation.outputs, old, new);
            for body in &mut operation.returns {
                if let Some(renamed) = renamed_body(body, old, new) {
                    *body = renamed;
                }
            }
        }
        for errors in self.errors.values_mut().chain(&mut self.untagged_errors) {
            rename_bodies(&mut errors.variants, old, new);
        }
    }

    /// Moves the name of a field or variant to another key.
    pub(crate) fn move_member(&mut self, ty: &str, old: &str, new: &str) {
        if let Some(members) = self.members.get_mut(ty) {
            rename(members, old, new);
        }
    }
}

/// Renames the type of bodies, which are called by the key of the type.
fn rename_bodies(names: &mut Names, old: &str, new: &str) {
    let keys: Vec<(String, String)> =
        names.keys().filter_map(|key| Some((key.clone(), renamed_body(key, old, new)?))).collect();
    for (key, renamed) in keys {
        rename(names, &key, &renamed);
    }
}

/// The key of a body of another type than before: a list or map of it, or what may be `null` as well, has signs around
/// the type's key.
fn renamed_body(key: &str, old: &str, new: &str) -> Option<String> {
    let (before, rest) = key.split_at(key.find(old)?);
    let after = rest.strip_prefix(old)?;
    let is_body = before.chars().all(|sign| "[{".contains(sign)) && after.chars().all(|sign| "]}?".contains(sign));
    is_body.then(|| format!("{before}{new}{after}"))
}

fn rename<T>(table: &mut BTreeMap<String, T>, old: &str, new: &str) {
    if let Some(entry) = table.remove(old) {
        table.insert(new.to_owned(), entry);
    }
}
