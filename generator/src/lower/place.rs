//! Places of schemas: a view goes in, the way to it comes out, with names where the document has positions.
//!
//! A place stays the same when the document sorts its lists in another way, or adds to them.

use crate::ir::{ADDITIONAL, ITEMS, PART, SUBSCHEMA, escaped, shortened};
use crate::openapi::{self, Dialect, Keyword, METHODS, Schema, SchemaList, parameter_key, reference_name};
use crate::source::View;

use super::Lowering;
use super::operation::made_up_id;
use super::response::response_role;

/// Where a schema stands.
pub(super) struct Place {
    /// The way to it.
    pub(super) key: String,
    /// The words of a name, where it stands in a component.
    pub(super) words: Option<Vec<String>>,
}

impl<'a> Lowering<'a, '_> {
    /// Finds the place of a schema.
    pub(super) fn place(&mut self, view: &View<'a>) -> Place {
        let mut way = way(view);
        let root = way.next();
        let file = root.and_then(|root| self.tree.file_name(root.origin().source)).map(|file| format!("{file}#"));
        let mut walk = Walk { in_schema: file.is_some(), key: file.unwrap_or_default(), words: None };
        let steps: Vec<View<'a>> = way.collect();
        let start = if walk.in_schema { 0 } else { walk.start(&steps, self.dialect) };
        self.extend(&mut walk, steps.get(start..).unwrap_or_default());
        Place { key: shortened(walk.key), words: walk.words }
    }

    /// Notes where a response, body, parameter or header stands to which the document refers: schemas that stood inline there
    /// are found in it.
    pub(super) fn note_part(&mut self, entry: &View<'a>, target: &View<'a>) {
        if !std::ptr::eq(entry.node(), target.node()) {
            let (entry, target) = (self.place(entry).key, self.place(target).key);
            self.api.parts.insert(entry, target);
        }
    }

    /// Notes where a parameter of an operation stands, which may be a component or the whole path's.
    pub(super) fn note_parameter(&mut self, operation: &openapi::Operation<'a>, parameter: &openapi::Parameter<'a>) {
        self.note_part(&parameter.entry, &parameter.view);
        let own =
            format!("{} {} /parameters/{}", operation.method, operation.path, escaped(&parameter_key(&parameter.view)));
        let target = self.place(&parameter.view).key;
        if own != target {
            self.api.parts.insert(own, target);
        }
    }

    /// The words of a name for a schema that only references name, by its context: the same for every reference.
    pub(super) fn deep_words(&mut self, view: &View<'a>) -> Option<Vec<String>> {
        let mut steps = way(view);
        let root = steps.next()?;
        let steps: Vec<View<'a>> = steps.collect();
        let (words, start) = match self.tree.file_name(root.origin().source) {
            Some(_) => self.named_above(&root, &steps)?,
            None => in_operation(&steps)?,
        };
        let mut walk = Walk { in_schema: true, key: String::new(), words: Some(words) };
        self.extend(&mut walk, steps.get(start..).unwrap_or_default());
        walk.words
    }

    /// The name of the innermost schema of a file in which others stand, and how many steps lead to it.
    fn named_above(&self, root: &View<'a>, steps: &[View<'a>]) -> Option<(Vec<String>, usize)> {
        let file = self.tree.file_name(root.origin().source)?;
        let all: Vec<&View<'a>> = std::iter::once(root).chain(steps).collect();
        all.iter().enumerate().rev().skip(1).find_map(|(start, above)| {
            let is_keyword = above.name().is_some_and(is_schema_keyword);
            let component = self.components.get(&std::ptr::from_ref(above.node())).cloned();
            let name = component.or_else(|| reference_name(&format!("{file}#{}", above.pointer())))?;
            (!is_keyword).then(|| (vec![name], start))
        })
    }

    fn extend(&mut self, walk: &mut Walk, steps: &[View<'a>]) {
        let mut rest = steps.iter();
        while let Some(step) = rest.next() {
            let name = step.name();
            match name {
                Some("properties") if walk.in_schema => {
                    if let Some(name) = rest.next().and_then(View::name) {
                        walk.push(&escaped(name), name);
                    }
                }
                Some(kind @ ("$defs" | "definitions")) if walk.in_schema && step.is_object() => {
                    if let Some(name) = rest.next().and_then(View::name) {
                        walk.push(&format!("{kind}/{}", escaped(name)), name);
                    }
                }
                Some("patternProperties") if walk.in_schema => {
                    if let Some(pattern) = rest.next().and_then(View::name) {
                        walk.push(&format!("{ADDITIONAL}{}", escaped(pattern)), "value");
                    }
                }
                Some("prefixItems") if walk.in_schema => {
                    if let Some(position) = rest.next().and_then(View::position) {
                        walk.push(&format!("{ITEMS}{}", position + 1), &format!("item {}", position + 1));
                    }
                }
                Some("items") if walk.in_schema || self.dialect == Dialect::V20 => {
                    // In 2.0, parameters and headers are schemas themselves.
                    walk.in_schema = true;
                    walk.push(ITEMS, "item");
                }
                Some("unevaluatedItems") if walk.in_schema => walk.push(ITEMS, "item"),
                Some("additionalProperties" | "unevaluatedProperties") if walk.in_schema => {
                    walk.push(ADDITIONAL, "value");
                }
                Some("allOf") if walk.in_schema => {
                    rest.next();
                    // What the parts become together stands where `allOf` does; one of them alone is another type.
                    if rest.len() == 0 {
                        walk.push(PART, "part");
                    }
                }
                Some("oneOf" | "anyOf") if walk.in_schema => {
                    let position = rest.next().and_then(View::position);
                    // What may be `null` as well is called as if it might not.
                    let is_optional = |schema| self.optional(&Schema::new(schema, self.dialect)).is_some();
                    if self.is_option(&SchemaList::new(step.clone(), self.dialect))
                        && (!walk.is_at_component() || step.parent().is_some_and(is_optional))
                    {
                        continue;
                    }
                    if let Some(called) = position.and_then(|position| {
                        self.subschemas(&SchemaList::new(step.clone(), self.dialect)).get(position).cloned()
                    }) {
                        walk.push(&format!("{SUBSCHEMA}{}", escaped(&called.key)), &called.word);
                    }
                }
                Some("parameters") => {
                    walk.push("parameters", "");
                    let Some(parameter) = rest.next() else { break };
                    let target = self.tree.follow(parameter);
                    let key = || parameter_key(target.as_ref().unwrap_or(parameter));
                    let name = parameter.name().map_or_else(key, str::to_owned);
                    walk.push(&escaped(&name), "");
                }
                Some("headers") if !walk.in_schema => {
                    walk.push("headers", "");
                    if let Some(name) = rest.next().and_then(View::name) {
                        walk.push(&escaped(name), "");
                    }
                }
                Some(name) => {
                    walk.push(&escaped(name), name);
                    walk.in_schema |= ["schema", "itemSchema"].contains(&name);
                }
                None => walk.push(&step.position().unwrap_or_default().to_string(), "item"),
            }
        }
    }
}

/// The nodes that lead to a node, from the root to itself.
fn way<'a>(view: &View<'a>) -> impl Iterator<Item = View<'a>> + use<'a> {
    let mut way = vec![view.clone()];
    while let Some(parent) = way.last().and_then(View::parent) {
        way.push(parent);
    }
    way.into_iter().rev()
}

/// Says whether a key holds schemas and is the name of none.
fn is_schema_keyword(name: &str) -> bool {
    Keyword::named(name).is_some() || name == "definitions"
}

/// The words for what an operation sends or receives, and how many steps lead to its schema.
fn in_operation(steps: &[View<'_>]) -> Option<(Vec<String>, usize)> {
    let names: Vec<&str> = steps.iter().map_while(View::name).collect();
    let (kind, key, method, rest) = match names.as_slice() {
        [kind, key, "additionalOperations", method, rest @ ..] | [kind, key, method, rest @ ..] => {
            (*kind, *key, *method, rest)
        }
        _ => return None,
    };
    let operation = steps.get(names.len() - rest.len() - 1)?;
    let [part, rest @ ..] = rest else { return None };
    let id = match kind {
        "paths" | "x-ms-paths" => {
            let id = operation.get("operationId").and_then(|id| id.as_str().map(str::to_owned));
            id.unwrap_or_else(|| made_up_id(method, key))
        }
        "webhooks" => key.to_owned(),
        _ => return None,
    };
    let role = match (*part, rest) {
        ("requestBody", _) if kind == "webhooks" => "event".to_owned(),
        ("requestBody", _) => "request".to_owned(),
        ("responses", [key, "headers", header, ..]) if !key.is_empty() => (*header).to_owned(),
        ("responses", [key, ..]) => response_role(key).to_owned(),
        ("parameters", _) => {
            let list = steps.iter().position(|step| step.name() == Some("parameters"))?;
            steps.get(list + 1)?.get("name")?.as_str()?.to_owned()
        }
        _ => return None,
    };
    let schema =
        steps.iter().position(|step| step.name().is_some_and(|name| ["schema", "itemSchema"].contains(&name)))?;
    Some((vec![id, role], schema + 1))
}

struct Walk {
    in_schema: bool,
    key: String,
    words: Option<Vec<String>>,
}

impl Walk {
    /// Takes the first steps of a document, and says how many these are.
    fn start(&mut self, steps: &[View<'_>], dialect: Dialect) -> usize {
        let names: Vec<&str> = steps.iter().map_while(View::name).collect();
        match names.as_slice() {
            ["components", "schemas", name, ..] => {
                self.key = escaped(name);
                self.words = Some(vec![(*name).to_owned()]);
                self.in_schema = true;
                3
            }
            ["components", kind, name, ..] => {
                self.key = format!("/components/{}/{}", escaped(kind), escaped(name));
                // A path item holds operations, which name their own schemas.
                self.words = (*kind != "pathItems").then(|| vec![(*name).to_owned()]);
                3
            }
            ["definitions", name, ..] if dialect == Dialect::V20 => {
                self.key = escaped(name);
                self.words = Some(vec![(*name).to_owned()]);
                self.in_schema = true;
                2
            }
            [kind @ ("parameters" | "responses"), name, ..] if dialect == Dialect::V20 => {
                self.key = format!("/{kind}/{}", escaped(name));
                self.words = Some(vec![(*name).to_owned()]);
                2
            }
            ["paths" | "x-ms-paths", path, method, ..] if METHODS.contains(method) => {
                self.key = format!("{} {path} ", method.to_uppercase());
                3
            }
            ["paths", path, "additionalOperations", method, ..] => {
                self.key = format!("{method} {path} ");
                4
            }
            ["webhooks", name, method, ..] if METHODS.contains(method) => {
                self.key = format!("webhook {name} {} ", method.to_uppercase());
                3
            }
            ["webhooks", name, "additionalOperations", method, ..] => {
                self.key = format!("webhook {name} {method} ");
                4
            }
            ["paths" | "x-ms-paths", path, ..] => {
                self.key = format!("{path} ");
                2
            }
            _ => 0,
        }
    }

    /// Says whether no step inside of a component was taken.
    fn is_at_component(&self) -> bool {
        self.words.as_ref().is_some_and(|words| words.len() == 1)
    }

    fn push(&mut self, step: &str, word: &str) {
        self.key.push('/');
        self.key.push_str(step);
        if self.in_schema
            && let Some(words) = &mut self.words
        {
            words.push(word.to_owned());
        }
    }
}
