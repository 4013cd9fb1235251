//! The files of the runtime that only declare modules and pass on what is in them: a crate has the lines that it needs.

use super::mention::leaves;

/// A file that only declares modules and passes on what is in them.
#[derive(Debug)]
pub(super) struct Index {
    /// The folder of the modules that it declares; nothing for the runtime's own.
    pub(super) folder: &'static str,
    entries: Vec<Entry>,
}

/// A few lines of an index.
#[derive(Debug)]
struct Entry {
    text: &'static str,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// An empty line, or a line of the index's own docs.
    Between,
    /// The declaration of a module.
    Module(&'static str),
    /// Names that are passed on, by their steps from the runtime's root, or from the folder of the index.
    Use { from_root: bool, names: Vec<Vec<&'static str>> },
}

/// What a name of an index stands for.
#[derive(Debug)]
pub(super) enum Named<'i> {
    /// A module in the folder of the index.
    Module,
    /// What a path leads to, from the runtime's root or from the folder of the index.
    Path { from_root: bool, steps: &'i [&'static str] },
}

impl Index {
    /// Reads a file as an index; `None` if it has other items.
    pub(super) fn read(folder: &'static str, text: &'static str) -> Option<Self> {
        let mut entries = Vec::new();
        let (mut start, mut end, mut is_whole) = (0, 0, true);
        for line in text.split_inclusive('\n') {
            end += line.len();
            let code = line.trim_end();
            let is_between = code.is_empty() || code.starts_with("//!");
            let is_above = code.starts_with("///") || code.starts_with("#[");
            is_whole = is_between || (code.ends_with(';') && !is_above);
            if is_whole {
                let text = text.get(start..end)?;
                entries.push(Entry { text, kind: if is_between { Kind::Between } else { Kind::read(text)? } });
                start = end;
            }
        }
        is_whole.then_some(Self { folder, entries })
    }

    /// Lists what names lead to that are passed on, those of one line together.
    #[cfg(test)]
    pub(super) fn targets(&self) -> Vec<Vec<Named<'_>>> {
        let uses = self.entries.iter().filter_map(|entry| match &entry.kind {
            Kind::Use { from_root, names } => {
                let names = names.iter().filter(|steps| steps.len() > 1);
                let targets = names.map(|steps| Named::Path { from_root: *from_root, steps });
                Some(targets.collect::<Vec<_>>())
            }
            Kind::Between | Kind::Module(_) => None,
        });
        uses.filter(|targets| !targets.is_empty()).collect()
    }

    /// Returns the name of a package that is passed on.
    pub(super) fn passed_on(&self, package: &str) -> Option<&'static str> {
        match self.named(package)? {
            Named::Path { steps, .. } => steps.last().copied(),
            Named::Module => None,
        }
    }

    /// Finds what a name stands for.
    pub(super) fn named(&self, name: &str) -> Option<Named<'_>> {
        self.entries.iter().find_map(|entry| match &entry.kind {
            Kind::Module(module) if *module == name => Some(Named::Module),
            Kind::Use { from_root, names } => {
                let steps =
                    names.iter().find(|steps| steps.len() > 1 && steps.last().is_some_and(|last| *last == name));
                steps.map(|steps| Named::Path { from_root: *from_root, steps })
            }
            Kind::Between | Kind::Module(_) => None,
        })
    }

    /// Returns the lines that lead to what is wanted; `None` if there are none.
    pub(super) fn kept(&self, is_wanted: impl Fn(&Named<'_>, &str) -> bool) -> Option<String> {
        let mut kept = String::new();
        let mut leads = false;
        for entry in &self.entries {
            let stays = match &entry.kind {
                Kind::Between => !(entry.text.trim().is_empty() && kept.ends_with("\n\n")),
                Kind::Module(module) => is_wanted(&Named::Module, module),
                // One name alone is a package's, which every crate has.
                Kind::Use { names, .. } if names.iter().all(|steps| steps.len() == 1) => true,
                Kind::Use { from_root, names } => {
                    names.iter().any(|steps| is_wanted(&Named::Path { from_root: *from_root, steps }, ""))
                }
            };
            if stays {
                kept.push_str(entry.text);
            }
            leads |= stays && matches!(entry.kind, Kind::Module(_) | Kind::Use { .. });
        }
        leads.then_some(kept)
    }
}

impl Kind {
    /// Reads an item with its attributes and comments; `None` if it is neither a module nor a `pub use`.
    fn read(text: &'static str) -> Option<Self> {
        let item = text.lines().position(|line| line.starts_with("pub "))?;
        let start: usize = text.split_inclusive('\n').take(item).map(str::len).sum();
        let item = text.get(start..)?.trim_end().strip_suffix(';')?;
        if let Some(module) = item.strip_prefix("pub mod ") {
            return Some(Self::Module(module));
        }
        let path = item.strip_prefix("pub use ")?;
        let own = path.strip_prefix("crate::runtime::");
        Some(Self::Use { from_root: own.is_some(), names: leaves(own.unwrap_or(path)) })
    }
}
