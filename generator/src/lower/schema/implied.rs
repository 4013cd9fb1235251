//! A schema without `type` goes in, the type that its other keywords are for comes out.

use crate::source::View;

use super::{primitive, types};

/// Keywords that only one type has.
const KEYWORDS: [(&str, &[&str]); 4] = [
    ("object", &["properties", "additionalProperties", "required", "minProperties", "maxProperties"]),
    ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
    ("string", &["pattern", "minLength", "maxLength"]),
    ("number", &["minimum", "maximum", "multipleOf"]),
];

/// Formats of texts that stand for no other type.
const TEXTS: [&str; 7] = ["time", "duration", "binary", "uri", "url", "email", "password"];

/// The type of a schema: the one it names, else the one that its keywords leave.
pub(super) fn type_of<'a>(view: &View<'a>) -> Option<&'a str> {
    types::declared(view).or_else(|| by_keywords(view))
}

/// The type that a schema does not name, if its keywords leave no choice.
pub(super) fn by_keywords(view: &View<'_>) -> Option<&'static str> {
    let format = view.get("format").and_then(|format| format.as_str());
    let stands_for = |ty: &&str| {
        format
            .is_some_and(|format| primitive::row(ty, format).is_some() || (*ty == "string" && TEXTS.contains(&format)))
    };
    let by_format = ["string", "integer", "number"].into_iter().find(stands_for);
    let has = |keywords: &[&str]| keywords.iter().any(|keyword| view.get(keyword).is_some());
    let by_keyword = KEYWORDS.iter().find(|(_, keywords)| has(keywords)).map(|(ty, _)| *ty);
    by_keyword.filter(|ty| *ty != "number").or(by_format).or(by_keyword)
}
