//! The names of everything in an API, as they were handed out.

use std::collections::BTreeMap;

use crate::ir::{ErrorSetId, OperationId, TypeId};
use crate::lock::Nullable;

use super::{Name, reserved};

/// The names of everything in an API.
#[derive(Debug, Default)]
pub struct Table {
    /// Types that need a name.
    pub types: BTreeMap<TypeId, Name>,
    /// Names that types had in a released crate, and that are deprecated now.
    pub former: BTreeMap<TypeId, Vec<Name>>,
    /// The fields of objects and the variants of enumerations, in order.
    pub members: BTreeMap<TypeId, Vec<Name>>,
    /// The field that keeps properties beside the declared ones, and the setter of one of them.
    pub additional: BTreeMap<TypeId, [Name; 2]>,
    /// The optional fields that may be `null`, by their names on the wire: whether a missing value and `null` are told apart.
    pub nullable: BTreeMap<TypeId, BTreeMap<String, Nullable>>,
    /// How objects are made.
    pub constructors: BTreeMap<TypeId, Constructor>,
    /// Operations.
    pub operations: BTreeMap<OperationId, OperationNames>,
    /// Tags, in the API's order.
    pub groups: Vec<GroupNames>,
    /// The error types of tags.
    pub error_sets: BTreeMap<ErrorSetId, ErrorNames>,
    /// Environments, in the API's order.
    pub environments: Vec<Name>,
    /// Security schemes, by the name that the document gives them.
    pub schemes: BTreeMap<String, Name>,
    /// The variables of the server that is called when nothing else is said, in its order.
    pub variables: Vec<VariableNames>,
}

/// How an object is made from what it requires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constructor {
    /// From arguments: the positions of the fields, in order.
    Arguments(Vec<usize>),
    /// From a struct of this name.
    Required(Name),
}

/// The names of a server's variable.
#[derive(Debug)]
pub struct VariableNames {
    /// The builder's method that chooses its value, which has an argument of this name.
    pub setter: Name,
    /// The argument of the method, and the type of its values.
    pub choice: Name,
    /// The values.
    pub values: Vec<Name>,
}

/// The names of an operation.
#[derive(Debug)]
pub struct OperationNames {
    /// The method that calls it.
    pub method: Name,
    /// Its marker type.
    pub marker: Name,
    /// The alias of its error type.
    pub error: Name,
    /// What its successes are read as.
    pub output: OutputNames,
    /// The struct of what it must be given, where that is too much for arguments.
    pub request: Option<Name>,
    /// The methods for the other forms of its body.
    pub forms: Vec<FormNames>,
    /// The struct of its body of parts, with the position and name of each part, in the order in which they are given.
    pub parts: Option<(Name, Vec<(usize, Name)>)>,
    /// The struct of the parts that the body requires, where they are no arguments.
    pub required_parts: Option<Name>,
    /// The functions that read the headers of its answers.
    pub headers: Vec<Name>,
    /// What it must be given, in the order of the method's arguments.
    pub arguments: Vec<(ArgumentSource, Name)>,
    /// The setters of what it may be given.
    pub setters: Vec<(ArgumentSource, Name)>,
}

/// The names of the error type of a tag.
#[derive(Debug)]
pub struct ErrorNames {
    /// The enumeration.
    pub name: Name,
    /// The variant of each body, in the order of the set; bodies that are read as one type share one.
    pub variants: Vec<Name>,
}

/// The names of an output.
#[derive(Debug)]
pub struct OutputNames {
    /// The keys of what it may be, in order, with what it was when it was released.
    pub keys: Vec<String>,
    /// Whether it is one kind of body or nothing.
    pub is_optional: bool,
    /// The enumeration, where it is one of several kinds of bodies.
    pub several: Option<OutputEnumNames>,
}

impl OutputNames {
    /// Says whether it is of one type, and always there.
    #[must_use]
    pub const fn is_one(&self) -> bool {
        self.several.is_none() && !self.is_optional
    }
}

/// The names of the enumeration of an output.
#[derive(Debug)]
pub struct OutputEnumNames {
    /// The enumeration.
    pub name: Name,
    /// The variant of each of the operation's outputs; bodies that are read as one type share one.
    pub variants: Vec<Name>,
    /// The variant of a success without a body, where there is or was one.
    pub empty: Option<Name>,
}

/// The names of a method for another form of a body.
#[derive(Debug)]
pub struct FormNames {
    /// The position of the form.
    pub position: usize,
    /// The word that tells it from the others.
    pub word: &'static str,
    /// The method.
    pub method: Name,
    /// The argument that is the body.
    pub body: Name,
}

/// What an argument becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentSource {
    /// The parameter at this position.
    Parameter(usize),
    /// The body, in the form that is preferred.
    Body,
}

/// The names of a tag.
#[derive(Debug)]
pub struct GroupNames {
    /// Its module, and the method of the client that leads there.
    pub module: Name,
    /// The type that has its methods.
    pub view: Name,
}

impl Table {
    /// Says whether an optional field that may be `null` tells that from a missing value.
    #[must_use]
    pub fn nullable(&self, ty: TypeId, wire_name: &str) -> Nullable {
        self.nullable.get(&ty).and_then(|fields| fields.get(wire_name)).copied().unwrap_or(Nullable::Option)
    }

    /// Says whether all names are in ASCII; rustc has an eye on letters that look like others.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.all().all(Name::is_ascii)
    }

    /// Says whether a name is one that clippy takes for a placeholder (`disallowed_names`).
    #[must_use]
    pub fn has_placeholders(&self) -> bool {
        self.all().any(|name| reserved::PLACEHOLDERS.contains(&name.snake().as_str()))
    }

    fn all(&self) -> impl Iterator<Item = &Name> {
        let members = self.members.values().flatten().chain(self.additional.values().flatten());
        let errors = self.error_sets.values().flat_map(|names| names.variants.iter().chain([&names.name]));
        let constructors = self.constructors.values().filter_map(|constructor| match constructor {
            Constructor::Required(name) => Some(name),
            Constructor::Arguments(_) => None,
        });
        let operations = self.operations.values().flat_map(OperationNames::all);
        let groups = self.groups.iter().flat_map(|group| [&group.module, &group.view]);
        let variables = self
            .variables
            .iter()
            .flat_map(|variable| variable.values.iter().chain([&variable.setter, &variable.choice]));
        let client = self.environments.iter().chain(self.schemes.values()).chain(variables);
        self.types
            .values()
            .chain(members)
            .chain(errors)
            .chain(constructors)
            .chain(operations)
            .chain(groups)
            .chain(client)
    }
}

impl OperationNames {
    fn all(&self) -> impl Iterator<Item = &Name> {
        let own = [&self.method, &self.marker, &self.error]
            .into_iter()
            .chain(&self.request)
            .chain(&self.required_parts)
            .chain(&self.headers);
        let arguments = self.arguments.iter().chain(&self.setters).map(|(_, name)| name);
        let output = self.output.several.iter().flat_map(|names| names.variants.iter().chain([&names.name]));
        let forms = self.forms.iter().flat_map(|form| [&form.method, &form.body]);
        let parts = self.parts.iter().flat_map(|(name, parts)| parts.iter().map(|(_, part)| part).chain([name]));
        own.chain(arguments).chain(output).chain(forms).chain(parts)
    }
}
