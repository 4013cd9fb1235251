//! The names of everything in an API, as they were handed out.

use std::collections::BTreeMap;

use crate::ir::{ErrorSetId, OperationId, TypeId};

use super::{Name, reserved};

/// The names of everything in an API.
#[derive(Debug, Default)]
pub struct Table {
    /// Types that need a name.
    pub types: BTreeMap<TypeId, Name>,
    /// The fields of objects and the variants of enumerations, in order.
    pub members: BTreeMap<TypeId, Vec<Name>>,
    /// The field that keeps properties beside the declared ones, and the setter of one of them.
    pub additional: BTreeMap<TypeId, [Name; 2]>,
    /// Operations.
    pub operations: BTreeMap<OperationId, OperationNames>,
    /// Tags, in the API's order.
    pub groups: Vec<GroupNames>,
    /// Sets of two and more error bodies, with a variant for each.
    pub error_sets: BTreeMap<ErrorSetId, (Name, Vec<Name>)>,
    /// Environments, in the API's order.
    pub environments: Vec<Name>,
    /// Security schemes, by the name that the document gives them.
    pub schemes: BTreeMap<String, Name>,
    /// The variables of the server that is called when nothing else is said, in its order.
    pub variables: Vec<VariableNames>,
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
    /// The enumeration of what it answers, with a variant for each of its responses' outputs, where several have a body.
    pub output: Option<(Name, Vec<Name>)>,
    /// The struct of what it must be given, where that is too much for arguments.
    pub request: Option<Name>,
    /// The methods for the other forms of its body.
    pub forms: Vec<FormNames>,
    /// The struct of its body of parts, with the position and name of each part, in the order in which they are given.
    pub parts: Option<(Name, Vec<(usize, Name)>)>,
    /// The functions that read the headers of its answers.
    pub headers: Vec<Name>,
    /// What it must be given, in the order of the method's arguments.
    pub arguments: Vec<(ArgumentSource, Name)>,
    /// The setters of what it may be given.
    pub setters: Vec<(ArgumentSource, Name)>,
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
        let errors = self.error_sets.values().flat_map(|(name, variants)| variants.iter().chain([name]));
        let operations = self.operations.values().flat_map(OperationNames::all);
        let groups = self.groups.iter().flat_map(|group| [&group.module, &group.view]);
        let variables = self
            .variables
            .iter()
            .flat_map(|variable| variable.values.iter().chain([&variable.setter, &variable.choice]));
        let client = self.environments.iter().chain(self.schemes.values()).chain(variables);
        self.types.values().chain(members).chain(errors).chain(operations).chain(groups).chain(client)
    }
}

impl OperationNames {
    fn all(&self) -> impl Iterator<Item = &Name> {
        let own = [&self.method, &self.marker, &self.error].into_iter().chain(&self.request).chain(&self.headers);
        let arguments = self.arguments.iter().chain(&self.setters).map(|(_, name)| name);
        let output = self.output.iter().flat_map(|(name, variants)| variants.iter().chain([name]));
        let forms = self.forms.iter().flat_map(|form| [&form.method, &form.body]);
        let parts = self.parts.iter().flat_map(|(name, parts)| parts.iter().map(|(_, part)| part).chain([name]));
        own.chain(arguments).chain(output).chain(forms).chain(parts)
    }
}
