//! One run of the generator over a document with a lock, and how its result differs from another's.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use signet::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use signet::source::Input;
use signet::{FileSet, Lock, Request};

use crate::public_api::PublicApi;

use super::value::Value;

/// What one run made.
#[derive(Debug)]
pub struct Run {
    pub files: FileSet,
    pub lock: Lock,
    pub api: PublicApi,
    /// Whether a released type became several, which taking back does not join again.
    pub splits: bool,
    /// What was reported, and how often.
    reports: BTreeMap<String, usize>,
}

/// Generates from an edited document that stands at `path`. The error is the first that the generator reported.
pub fn generate(path: &Path, document: &Value, lock: &Lock) -> io::Result<Result<Run, String>> {
    let input = Input { text: Some(document.json()), ..Input::file(path).trusted() };
    let request = Request {
        inputs: vec![input],
        name: Some("stable".to_owned()),
        // As a later run has it: read from a file.
        lock: Lock::parse("signet.lock", &lock.text()).map_err(|error| io::Error::other(error.to_string()))?,
        ..Request::default()
    };
    let mut found = Diagnostics::new();
    let (_, generated) = signet::generate(&request, &mut found);
    let Some(generated) = generated else {
        let error = found.iter().find(|found| found.severity() == Severity::Error);
        return Ok(Err(error.map_or_else(String::new, |error| format!("{} {}", error.code, error.message))));
    };
    let splits = found.iter().any(|found| found.code == Code::TypeSplit);
    let mut reports = BTreeMap::new();
    // That two names are alike does not say whose name changed.
    for found in found.iter().filter(|found| found.code != Code::NameClash) {
        *reports.entry(prose(found)).or_default() += 1;
    }
    Ok(Ok(Run {
        api: PublicApi::read(&generated.files)?,
        files: generated.files,
        lock: generated.lock,
        splits,
        reports,
    }))
}

fn prose(found: &Diagnostic) -> String {
    let labels = found.labels.iter().map(|label| label.text.as_str());
    let parts = [found.message.as_str()].into_iter().chain(labels).chain(found.help.as_deref());
    parts.collect::<Vec<_>>().join("\n")
}

/// Lines of the API that are in one run only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Lines that no report of the later run names, `- ` or `+ ` before them.
    pub silent: Vec<String>,
    /// How many lines are named by a report.
    pub reported: usize,
}

impl Run {
    /// The lines of this run that a later one lacks.
    pub fn lost_in(&self, later: &Self) -> Difference {
        self.compare(later, '-', self.api.lines.difference(&later.api.lines))
    }

    /// The lines of a later run that this one has not.
    pub fn new_in(&self, later: &Self) -> Difference {
        self.compare(later, '+', later.api.lines.difference(&self.api.lines))
    }

    /// The lines that are in one of the two only. Where nothing should change, no report excuses a change.
    pub fn changed_in(&self, later: &Self) -> Difference {
        let lost = self.api.lines.difference(&later.api.lines).map(|line| format!("- {line}"));
        let new = later.api.lines.difference(&self.api.lines).map(|line| format!("+ {line}"));
        Difference { silent: lost.chain(new).collect(), reported: 0 }
    }

    /// The same without new aliases: names that were released in between stay, and no other changes.
    pub fn changed_but_for_aliases(&self, later: &Self) -> Difference {
        let mut difference = self.changed_in(later);
        let aliases = |line: &str| Some(line.strip_prefix("+ type ")?.split_once(" = ")?.0.to_owned());
        let aliases: BTreeSet<String> = difference.silent.iter().filter_map(|line| aliases(line)).collect();
        difference.silent.retain(|line| {
            let path = line.strip_prefix("+ type ").or_else(|| line.strip_prefix("+ use "));
            !path.and_then(|path| path.split(' ').next()).is_some_and(|path| aliases.contains(path))
        });
        difference
    }

    /// The first file that another run wrote otherwise, or the lock.
    pub fn first_other_file(&self, later: &Self) -> Option<String> {
        let of = |a: &FileSet, b: &FileSet| {
            a.iter().find(|(path, bytes)| b.get(path) != Some(*bytes)).map(|(path, _)| path.to_owned())
        };
        let file = of(&self.files, &later.files).or_else(|| of(&later.files, &self.files));
        file.or_else(|| (self.lock != later.lock).then(|| "signet.lock".to_owned()))
    }

    fn compare<'a>(&self, later: &Self, sign: char, lines: impl Iterator<Item = &'a String>) -> Difference {
        let new =
            later.reports.iter().filter(|(text, count)| self.reports.get(*text).is_none_or(|known| known < count));
        let mut named: BTreeSet<String> =
            new.flat_map(|(text, _)| text.split('`').skip(1).step_by(2)).map(letters).collect();
        // The report of a split comes before its new types have names.
        if later.splits {
            let types = later.api.types.iter().filter(|path| !self.api.types.contains(path));
            named.extend(types.filter_map(|path| path.rsplit("::").next()).map(letters));
        }
        let mut difference = Difference::default();
        for line in lines {
            // A report of a split names the type that a place had, and not every place.
            let is_split = later.splits && types(line).any(|name| named.contains(&name));
            if is_split || subjects(line).any(|subject| named.contains(&subject)) {
                difference.reported += 1;
            } else {
                difference.silent.push(format!("{sign} {line}"));
            }
        }
        difference
    }
}

/// The names that a report would call the item of a line by: its own, and that of its type.
fn subjects(line: &str) -> impl Iterator<Item = String> {
    let item = line.split(' ').nth(if line.starts_with("impl ") { 3 } else { 1 }).unwrap_or_default();
    // The payload of a variant is not part of its name.
    let item = item.split('(').next().unwrap_or_default();
    let names: Vec<String> = item.split(['.', ':', '<']).map(letters).filter(|name| !name.is_empty()).collect();
    names.into_iter().rev().take(2).filter(|name| !["types", "ops", "errors"].contains(&name.as_str()))
}

/// The types that a line names.
fn types(line: &str) -> impl Iterator<Item = String> {
    let words = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    words.filter(|word| word.starts_with(char::is_uppercase)).map(letters)
}

/// What is left of a name in any spelling.
fn letters(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r##"{"openapi":"3.0.3","info":{"title":"Pets","version":"1"},"paths":{"/pets":{"get":{"operationId":"listPets",
        "responses":{"200":{"description":"","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Pet"}}}}}}}},
        "components":{"schemas":{"Pet":{"type":"object","properties":{"name":{"type":"string"}}}}}}"##;

    fn run(document: &str, lock: &Lock) -> Run {
        let value = Value::from(serde_json::from_str::<serde_json::Value>(document).unwrap());
        generate(Path::new("pets.json"), &value, lock).unwrap().unwrap()
    }

    #[test]
    fn a_change_is_found_unless_it_is_reported() {
        let first = run(DOCUMENT, &Lock::default());
        assert_eq!(first.changed_in(&run(DOCUMENT, &first.lock)), Difference::default());
        assert_eq!(first.first_other_file(&run(DOCUMENT, &first.lock)), None);
        let mut renamed = run(&DOCUMENT.replace(r#""name""#, r#""title""#), &first.lock);
        let lost = [
            "- field types::Pet.name: Option<String>",
            "- fn types::Pet::name fn name(mut self,name:impl Into<String>)->Self",
            "- wire types::Pet.name \"name\"",
        ];
        assert_eq!(first.lost_in(&renamed).silent, lost);
        renamed.reports.insert("the property `name` of `Pet` is gone".to_owned(), 1);
        assert_eq!(first.lost_in(&renamed), Difference { silent: Vec::new(), reported: 3 });
    }

    #[test]
    fn a_line_is_reported_by_the_names_of_its_item() {
        let of = |line: &str| subjects(line).collect::<Vec<_>>();
        assert_eq!(of("field types::PetOwner.first_name: String"), ["firstname", "petowner"]);
        assert_eq!(of("impl json::Json for types::Pet"), ["pet"]);
        assert_eq!(of("variant types::Pet::Dog(Dog)"), ["dog", "pet"]);
        let named = types("field types::PetOwner.first_name: Option<Vec<Name>>").collect::<Vec<_>>();
        assert_eq!(named, ["petowner", "option", "vec", "name"]);
        assert_eq!(of("fn runtime::Call<ListPets>::limit fn limit()"), ["limit", "listpets"]);
    }
}
