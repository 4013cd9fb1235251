//! Documents that differ by one rule of `signet diff`.

#![allow(clippy::too_many_lines, reason = "lists of documents")]

mod names;
mod requests;
mod responses;
mod service;
pub mod types;

use signet::evolution::{Rule, Verdict};

/// The pairs whose names a lock keeps.
pub fn locked() -> Vec<Pair> {
    let lists = [service::pairs(), requests::pairs(), responses::pairs(), types::pairs(), names::given()];
    lists.into_iter().flatten().collect()
}

pub use names::unlocked;

pub const HEAD: &str = "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\n";
pub const DONE: &str = "responses: { '204': { description: Done } }";

/// A document with one operation.
pub fn operation(parts: &str) -> String {
    format!("{HEAD}paths:\n  /pets:\n    post: {{ operationId: makePet, {parts} }}\n")
}

/// A document with one operation that has parameters.
pub fn parameters(list: &str) -> String {
    operation(&format!("parameters: [{list}], {DONE}"))
}

pub fn schemas(list: &str) -> String {
    format!("components:\n  schemas: {{ {list} }}\n")
}

pub const PET: &str = "content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }";

pub fn sent(pet: &str) -> String {
    operation(&format!("requestBody: {{ required: true, {PET} }}, {DONE}")) + &schemas(&format!("Pet: {pet}"))
}

pub fn received(pet: &str) -> String {
    let responses = format!("responses: {{ '200': {{ description: A pet, {PET} }} }}");
    operation(&responses) + &schemas(&format!("Pet: {pet}"))
}

pub fn body(body: &str) -> String {
    operation(&format!("{body}{DONE}"))
}

pub fn responses(list: &str) -> String {
    operation(&format!("responses: {{ {list} }}"))
}

pub fn object(properties: &str) -> String {
    format!("{{ type: object, properties: {{ {properties} }} }}")
}

pub fn requiring(required: &str, properties: &str) -> String {
    format!("{{ type: object, required: [{required}], properties: {{ {properties} }} }}")
}

#[derive(Clone)]
pub struct Pair {
    pub rule: Rule,
    pub old: String,
    pub new: String,
    pub wire: Verdict,
    pub rust: Verdict,
}

pub fn pair(rule: Rule, old: impl Into<String>, new: impl Into<String>, wire: Verdict, rust: Verdict) -> Pair {
    Pair { rule, old: old.into(), new: new.into(), wire, rust }
}

pub fn two(second: &str) -> String {
    format!("{}  {second}", operation(DONE))
}

pub const NAME: &str = "name: { type: string }";
pub const NAME_AGE: &str = "name: { type: string }, age: { type: integer }";
