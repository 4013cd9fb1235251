//! What operations return.

use signet::evolution::{
    Rule,
    Verdict::{Breaking, Compatible, Risky},
};

use super::{NAME, Pair, object, pair, received, responses};

pub fn pairs() -> Vec<Pair> {
    let text = "content: { application/json: { schema: { type: string } } }";
    let ok = |more: &str| format!("'200': {{ description: Done, {text}{more} }}");
    let headers = |list: &str| responses(&ok(&format!(", headers: {{ {list} }}")));
    let media = |name: &str| {
        responses(&format!("'200': {{ description: Done, content: {{ {name}: {{ schema: {{ type: string }} }} }} }}"))
    };
    let both_media = media("application/json")
        .replace("application/json: {", "text/plain: { schema: { type: string } }, application/json: {");
    let with_xml = both_media.replace("text/plain", "application/xml");
    let header = "X-Count: { schema: { type: integer } }";
    let held = |statuses: &[&str]| -> String {
        let each = statuses.iter().map(|status| {
            let schema = format!("{{ type: object, properties: {{ is_{status}: {{ type: string }} }} }}");
            format!("'{status}': {{ description: A body, content: {{ application/json: {{ schema: {schema} }} }} }}, ")
        });
        each.collect()
    };
    let failing = |statuses: &[&str]| responses(&format!("{}'204': {{ description: Done }}", held(statuses)));
    let several = |statuses: &[&str]| responses(&held(statuses));
    vec![
        pair(
            Rule::SuccessStatusAdded,
            responses(&ok("")),
            responses(&format!("{}, '202': {{ description: Later, {text} }}", ok(""))),
            Risky,
            Compatible,
        ),
        pair(
            Rule::SuccessStatusRemoved,
            responses(&format!("{}, '202': {{ description: Later, {text} }}", ok(""))),
            responses(&ok("")),
            Compatible,
            Compatible,
        ),
        pair(
            Rule::ErrorStatusAdded,
            responses(&ok("")),
            responses(&format!("{}, '404': {{ description: None }}", ok(""))),
            Compatible,
            Compatible,
        ),
        pair(
            Rule::ErrorStatusRemoved,
            responses(&format!("{}, '404': {{ description: None }}", ok(""))),
            responses(&ok("")),
            Compatible,
            Compatible,
        ),
        pair(Rule::ResponseMediaTypeAdded, media("application/json"), media("text/plain"), Compatible, Compatible),
        // The released crate reads JSON only.
        pair(Rule::ResponseMediaTypeRemoved, with_xml, media("application/xml"), Breaking, Compatible),
        pair(
            Rule::ResponseMediaTypeAdded,
            media("application/json"),
            media("application/json").replace("content: {", "content: { text/csv: { schema: { type: string } },"),
            Compatible,
            Compatible,
        ),
        pair(
            Rule::ResponseMediaTypeAdded,
            received(&object(NAME)),
            received(&object(NAME)).replace(
                "content: {",
                "content: { application/vnd.x+json: { schema: { type: object, properties: { id: { type: string } } } },",
            ),
            Compatible,
            Compatible,
        ),
        pair(Rule::ResponseMediaTypeRemoved, media("application/json"), media("text/plain"), Breaking, Compatible),
        // The released crate asks for either.
        pair(Rule::ResponseMediaTypeRemoved, both_media, media("application/json"), Risky, Compatible),
        // An error without a body is still an error.
        pair(
            Rule::ResponseBodyRemoved,
            failing(&["404"]),
            responses("'404': { description: None }, '204': { description: Done }"),
            Risky,
            Compatible,
        ),
        pair(
            Rule::ResponseBodyAdded,
            responses("'200': { description: Done }"),
            responses(&ok("")),
            Compatible,
            Compatible,
        ),
        pair(
            Rule::ResponseBodyRemoved,
            responses(&ok("")),
            responses("'200': { description: Done }"),
            Breaking,
            Compatible,
        ),
        pair(Rule::ErrorVariantAdded, failing(&["409"]), failing(&["409", "404"]), Compatible, Compatible),
        pair(Rule::ErrorVariantAdded, failing(&["404"]), failing(&["404", "409"]), Compatible, Compatible),
        pair(Rule::ErrorVariantRemoved, failing(&["404", "409"]), failing(&["404"]), Compatible, Breaking),
        pair(
            Rule::ErrorTypeChanged,
            failing(&["404"]).replace("responses:", "tags: [Pets, Dogs], responses:"),
            failing(&["404"]).replace("responses:", "tags: [Dogs], responses:"),
            Compatible,
            Breaking,
        ),
        pair(
            Rule::OutputVariantAdded,
            several(&["200", "201"]),
            several(&["200", "201", "202"]),
            Compatible,
            Compatible,
        ),
        pair(
            Rule::OutputVariantRemoved,
            several(&["200", "201", "202"]),
            several(&["200", "201"]),
            Compatible,
            Breaking,
        ),
        pair(
            Rule::OutputChanged,
            responses("'204': { description: Done }"),
            responses(&format!("'200': {{ description: Done, {text} }}")),
            Compatible,
            Breaking,
        ),
        pair(Rule::ResponseHeaderAdded, headers(""), headers(header), Compatible, Compatible),
        pair(Rule::ResponseHeaderRemoved, headers(header), headers(""), Risky, Breaking),
    ]
}
