//! Letters of names: a table goes in, whether a crate has names that rustc finds hard to tell apart comes out.

use super::{Name, OperationNames, Table};

impl Table {
    /// Says whether all names of types, members and operations are in ASCII.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        let members = self.members.values().flatten().chain(self.additional.values().flatten());
        let errors = self.error_sets.values().flat_map(|(name, variants)| variants.iter().chain([name]));
        let operations = self.operations.values().flat_map(OperationNames::all);
        self.types.values().chain(members).chain(errors).chain(operations).all(Name::is_ascii)
    }
}

impl OperationNames {
    fn all(&self) -> impl Iterator<Item = &Name> {
        let arguments = self.arguments.iter().chain(&self.setters).map(|(_, name)| name);
        let output = self.output.iter().flat_map(|(name, variants)| variants.iter().chain([name]));
        let parts = self.parts.iter().flat_map(|(name, parts)| parts.iter().map(|(_, part)| part).chain([name]));
        [&self.method, &self.marker].into_iter().chain(arguments).chain(output).chain(parts).chain(&self.headers)
    }
}
