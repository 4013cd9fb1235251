//! A schema without `type` goes in, the type that its other keywords are for comes out.

use crate::source::View;

/// Keywords that only one type has.
const KEYWORDS: [(&str, &[&str]); 4] = [
    ("object", &["properties", "additionalProperties", "required", "minProperties", "maxProperties"]),
    ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
    ("string", &["pattern", "minLength", "maxLength"]),
    ("number", &["minimum", "maximum", "multipleOf"]),
];

/// Formats that only one type has.
const FORMATS: [(&str, &[&str]); 3] = [
    ("string", &["date", "date-time", "time", "duration", "uuid", "byte", "binary", "uri", "url", "email", "password"]),
    ("integer", &["int32", "int64", "uint32", "uint64"]),
    ("number", &["float", "double"]),
];

/// The type that a schema does not name, if its keywords leave no choice.
pub(super) fn by_keywords(view: &View<'_>) -> Option<&'static str> {
    let format = view.get("format");
    let format = format.as_ref().and_then(View::as_str);
    let by_format = FORMATS.iter().find(|(_, formats)| format.is_some_and(|format| formats.contains(&format)));
    let has = |keywords: &[&str]| keywords.iter().any(|keyword| view.get(keyword).is_some());
    let by_keyword = KEYWORDS.iter().find(|(_, keywords)| has(keywords));
    by_keyword.filter(|(ty, _)| *ty != "number").or(by_format).or(by_keyword).map(|(ty, _)| *ty)
}
