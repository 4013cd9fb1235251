//! The values of `Cargo.toml`, all written by one function.

use minijinja::value::ValueKind;
use minijinja::{Error, ErrorKind, Value, context};

use crate::plan::{Package, Publish};

use super::escape;

/// Lists the fields of `[package]` that are set, in cargo's order.
pub(super) fn package(package: &Package) -> Vec<Value> {
    let mut fields = Vec::new();
    let mut field = |key: &str, value: Value| {
        if value.is_true() || value.kind() == ValueKind::Bool {
            fields.push(context! { key, value });
        }
    };
    let text = |text: &Option<String>| Value::from(text.clone().unwrap_or_default());
    field("rust-version", Value::from(package.rust_version.as_str()));
    field("authors", Value::from(package.authors.clone()));
    field("description", text(&package.description));
    field("documentation", text(&package.documentation));
    field("readme", Value::from("README.md"));
    field("homepage", text(&package.homepage));
    field("repository", text(&package.repository));
    field("license", text(&package.license));
    field("keywords", Value::from(package.keywords.clone()));
    field("categories", Value::from(package.categories.clone()));
    field("exclude", Value::from(package.exclude.clone()));
    field("include", Value::from(package.include.clone()));
    match &package.publish {
        Publish::Nowhere => field("publish", Value::from(false)),
        Publish::In(registries) => field("publish", Value::from(registries.clone())),
        // The template says why.
        Publish::Unlicensed | Publish::Anywhere => {}
    }
    fields
}

/// Writes a value of TOML on one line: a string, a boolean, or a list of them.
pub(super) fn value(value: &Value) -> Result<String, Error> {
    match value.kind() {
        ValueKind::String => Ok(escape::toml(value.as_str().unwrap_or_default())),
        ValueKind::Bool => Ok(value.is_true().to_string()),
        ValueKind::Seq => {
            let items: Result<Vec<String>, Error> = value.try_iter()?.map(|item| self::value(&item)).collect();
            Ok(format!("[{}]", items?.join(", ")))
        }
        other => Err(Error::new(ErrorKind::InvalidOperation, format!("a manifest holds no {other}"))),
    }
}
