//! The paths that Rust code names: its imports, and paths in its items.

use std::collections::HashSet;

use memchr::memmem;

/// What code names: paths below `runtime`, groups in braces included, and packages by their Rust names.
#[derive(Debug, Default)]
pub(super) struct Mentions<'t> {
    pub(super) runtime: HashSet<&'t str>,
    pub(super) packages: HashSet<&'t str>,
}

impl<'t> Mentions<'t> {
    /// Finds them; `packages` are the names to look for. All of a crate's code is searched, megabytes of it.
    pub(super) fn of(text: &'t str, packages: &[&str]) -> Self {
        let mut mentions = Self::default();
        for end in memmem::find_iter(text.as_bytes(), b"::") {
            let (before, after) = text.split_at(end);
            let start = before.trim_end_matches(is_in_name);
            let name = before.get(start.len()..).unwrap_or_default();
            if name == "runtime" {
                let path = path_at_start(after.trim_start_matches(':'));
                let is_own = !start.ends_with("::") || start.ends_with("crate::");
                if is_own && !mentions.runtime.contains(path) && is_code(start) {
                    mentions.runtime.insert(path);
                }
            } else if packages.contains(&name) && is_start(start) && is_code(start) {
                mentions.packages.insert(name);
            }
        }
        mentions
    }
}

fn is_in_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Says whether a path starts after this text.
fn is_start(before: &str) -> bool {
    match before.strip_suffix("::") {
        // `::name` starts a path too.
        Some(before) => !before.ends_with(|letter| is_in_name(letter) || letter == '>'),
        None => !before.ends_with('.'),
    }
}

/// Says whether what follows this text is code, neither in a comment nor in a string: none goes beyond its line in what is
/// generated.
fn is_code(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let is_comment = ["//", "#[doc", "#![doc"].iter().any(|start| line.trim_start().starts_with(start));
    let mut is_in_string = false;
    let mut bytes = line.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next();
            }
            b'"' => is_in_string = !is_in_string,
            _ => {}
        }
    }
    !is_comment && !is_in_string
}

/// The path that a text begins with, as far as a group in braces goes.
fn path_at_start(text: &str) -> &str {
    let path = text.trim_start_matches(|letter| is_in_name(letter) || letter == ':');
    let mut end = text.len() - path.len();
    if path.starts_with('{') {
        let mut depth = 0_usize;
        for (at, letter) in path.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                end += at + 1;
                break;
            }
        }
    }
    text.get(..end).unwrap_or_default()
}

/// The single paths that a path with groups stands for, as their steps.
pub(super) fn leaves(path: &str) -> Vec<Vec<&str>> {
    let mut found = Vec::new();
    collect(path, &[], &mut found);
    found
}

fn collect<'t>(path: &'t str, before: &[&'t str], found: &mut Vec<Vec<&'t str>>) {
    let (steps, group) = path.split_once('{').map_or((path, None), |(steps, group)| (steps, Some(group)));
    let steps = steps.split("::").filter_map(|step| step.split_whitespace().next());
    let own: Vec<&str> = before.iter().copied().chain(steps.filter(|step| *step != "self")).collect();
    let Some(group) = group else {
        if !own.is_empty() {
            found.push(own);
        }
        return;
    };
    let group = group.trim_end().trim_end_matches([';', '}']);
    let mut depth = 0_usize;
    for member in group.split(|letter| {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == ',' && depth == 0
    }) {
        if !member.trim().is_empty() {
            collect(member.trim(), &own, found);
        }
    }
}
