//! What operations are sent.

use signet::evolution::{
    Rule,
    Verdict::{Breaking, Compatible, Risky},
};

use super::{Pair, body, pair, parameters, requiring};

pub fn pairs() -> Vec<Pair> {
    let query = |more: &str| parameters(&format!("{{ name: q, in: query, schema: {{ type: string }}{more} }}"));
    let list = |more: &str| {
        parameters(&format!("{{ name: q, in: query, schema: {{ type: array, items: {{ type: string }} }}{more} }}"))
    };
    let two = |one: &str, other: &str| {
        let parameter =
            |name: &str| format!("{{ name: {name}, in: query, required: true, schema: {{ type: string }} }}");
        parameters(&format!("{}, {}", parameter(one), parameter(other)))
    };
    let content = |types: &[&str]| {
        let types: Vec<String> = types.iter().map(|name| format!("{name}: {{ schema: {{ type: string }} }}")).collect();
        format!("content: {{ {} }}", types.join(", "))
    };
    let json = content(&["application/json"]);
    let needed = body(&format!("requestBody: {{ required: true, {json} }}, "));
    let free = body(&format!("requestBody: {{ {json} }}, "));
    let none = body("");
    let several =
        body(&format!("requestBody: {{ required: true, {} }}, ", content(&["application/json", "text/plain"])));
    let fixed =
        |value: &str| parameters(&format!("{{ name: q, in: query, required: true, schema: {{ const: {value} }} }}"));
    let encoded = |media: &str, schema: &str, encoding: &str| {
        let media = format!(
            "{media}: {{ schema: {{ type: object, properties: {{ a: {schema} }} }}, encoding: {{ a: {{ {encoding} }} }} }}"
        );
        body(&format!("requestBody: {{ required: true, content: {{ {media} }} }}, "))
    };
    let form = |encoding: &str| {
        let list = "{ type: array, items: { type: string } }";
        encoded("application/x-www-form-urlencoded", list, &format!("style: form, {encoding}"))
    };
    let part = |content_type: &str| {
        encoded("multipart/form-data", "{ type: string }", &format!("contentType: {content_type}"))
    };
    let fixed_part = |value: &str| {
        let object = requiring("a", &format!("a: {{ type: string, {value} }}"));
        body(&format!(
            "requestBody: {{ required: true, content: {{ multipart/form-data: {{ schema: {object} }} }} }}, "
        ))
    };
    vec![
        pair(Rule::RequiredParameterAdded, parameters(""), query(", required: true"), Breaking, Breaking),
        pair(Rule::OptionalParameterAdded, parameters(""), query(""), Compatible, Compatible),
        pair(Rule::ParameterRemoved, query(""), parameters(""), Risky, Breaking),
        // The crate sends these by itself.
        pair(Rule::ParameterRemoved, fixed("a"), parameters(""), Risky, Compatible),
        pair(
            Rule::RequiredPropertyRemoved,
            fixed_part("const: a"),
            fixed_part("const: a").replace("[a]", "[b]").replace("a: {", "b: {"),
            Risky,
            Compatible,
        ),
        pair(Rule::ParameterBecameRequired, query(""), query(", required: true"), Breaking, Breaking),
        pair(Rule::ParameterBecameOptional, query(", required: true"), query(""), Compatible, Compatible),
        pair(Rule::ParameterStyleChanged, list(""), list(", explode: false"), Breaking, Compatible),
        pair(Rule::ReservedCharactersChanged, query(""), query(", allowReserved: true"), Risky, Compatible),
        pair(Rule::ReservedCharactersChanged, query(", allowReserved: true"), query(""), Risky, Compatible),
        pair(Rule::RequiredBodyAdded, none.clone(), needed.clone(), Breaking, Breaking),
        pair(Rule::OptionalBodyAdded, none.clone(), free.clone(), Compatible, Compatible),
        pair(Rule::BodyRemoved, needed.clone(), none, Risky, Breaking),
        pair(Rule::BodyBecameRequired, free.clone(), needed.clone(), Breaking, Breaking),
        pair(Rule::BodyBecameOptional, needed.clone(), free, Compatible, Compatible),
        pair(Rule::RequestMediaTypeAdded, needed.clone(), several.clone(), Compatible, Compatible),
        pair(Rule::RequestMediaTypeRemoved, several, needed, Breaking, Breaking),
        pair(Rule::ParameterMoved, query(""), query("").replace("in: query", "in: header"), Breaking, Compatible),
        pair(Rule::EnumValueAdded, fixed("a"), fixed("a").replace("const: a", "enum: [a, b]"), Compatible, Compatible),
        pair(Rule::FixedParameterChanged, fixed("a"), fixed("b"), Breaking, Compatible),
        pair(Rule::ConstantChanged, fixed_part("const: a"), fixed_part("const: b"), Breaking, Risky),
        pair(Rule::ArgumentsChanged, fixed_part("const: a"), fixed_part("enum: [a, b]"), Compatible, Breaking),
        pair(Rule::FormEncodingChanged, form("explode: true"), form("explode: false"), Breaking, Compatible),
        pair(Rule::PartChanged, part("text/csv"), part("text/plain"), Risky, Compatible),
        pair(Rule::PartChanged, part("text/plain"), part("application/json"), Risky, Breaking),
        pair(Rule::Undeprecated, query(", deprecated: true"), query(""), Compatible, Compatible),
        pair(Rule::Deprecated, query(""), query(", deprecated: true"), Compatible, Compatible),
        pair(
            Rule::OptionalParameterAdded,
            two("a", "b"),
            two("a", "b").replace("}],", "}, { name: c, in: query, schema: { type: string } }],"),
            Compatible,
            Compatible,
        ),
    ]
}
