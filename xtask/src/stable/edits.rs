//! Additions and removals that have nothing to do with the rest of a document, at random places.
//!
//! What is added is often named as something that is there in other letters, and stands before it: a name that depends on
//! the order, or on what else there is, changes.

use serde_json::json;

use super::sites::Sites;
use super::value::Value;

/// One kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    Schema,
    Property,
    Operation,
    Parameter,
    EnumValue,
    Response,
    Tag,
}

impl Edit {
    /// All kinds.
    pub const ALL: [Self; 7] =
        [Self::Schema, Self::Property, Self::Operation, Self::Parameter, Self::EnumValue, Self::Response, Self::Tag];

    /// What it is in prose.
    pub fn word(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Property => "property",
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::EnumValue => "enum value",
            Self::Response => "response",
            Self::Tag => "tag",
        }
    }

    /// Adds one; `names` are the names that generated types have.
    pub fn add(self, document: &mut Value, names: &[&str], random: &mut fastrand::Rng) -> Option<()> {
        let sites = Sites::of(document);
        let number = random.u32(100..1000);
        match self {
            Self::Schema => {
                // Perhaps the name that an inline schema was given.
                let like = pick(names, random).map(|name| (*name).to_owned());
                let name = like.filter(|name| random.bool() && !sites.schemas.contains(name));
                let name = name.unwrap_or_else(|| format!("Zebra{number}"));
                let schema = json!({ "type": "object", "properties": { "kind": { "type": "object", "properties": { "size": { "type": "string" } } } } });
                document.object("components")?.object("schemas")?.prepend(&name, schema);
                add_operation(document, number, &["Zebra"], &reference(&name))
            }
            Self::Property => {
                let schema = some_schema(&sites, random);
                let place = pick(&sites.objects, random)?;
                let properties = document.at(place)?.get_mut("properties")?;
                let known: Vec<String> = properties.entries().iter().map(|(name, _)| name.clone()).collect();
                let name = alike(&known, random).filter(|_| sites.alone.contains(place));
                let name = name.unwrap_or_else(|| format!("zebra_{number}"));
                properties.prepend(&name, schema);
                Some(())
            }
            Self::Operation => {
                let tags: Vec<&str> = pick(&sites.tags, random).map(String::as_str).into_iter().collect();
                let schema = some_schema(&sites, random);
                add_operation(document, number, &tags, &schema)
            }
            Self::Parameter => {
                let operation = document.at(pick(&sites.operations, random)?)?;
                if operation.get("parameters").is_none() {
                    operation.prepend("parameters", json!([]));
                }
                let parameters = operation.get_mut("parameters")?;
                let known = parameters.items().iter().filter_map(|parameter| parameter.get("name")?.as_str());
                let known: Vec<String> = known.map(str::to_owned).collect();
                let name = alike(&known, random).unwrap_or_else(|| format!("zebra_{number}"));
                // Beside one that is the whole query, there is no other in it.
                let has_query = |parameter: &Value| parameter.get("in").and_then(Value::as_str) == Some("querystring");
                let is_taken = parameters.items().iter().any(has_query);
                let place = if random.bool() || is_taken { "header" } else { "query" };
                parameters.prepend_item(json!({ "name": name, "in": place, "schema": { "type": "string" } }));
                Some(())
            }
            Self::EnumValue => {
                let values = document.at(pick(&sites.enumerations, random)?)?.get_mut("enum")?;
                let known: Vec<String> = values.items().iter().filter_map(Value::as_str).map(str::to_owned).collect();
                let value = alike(&known, random).unwrap_or_else(|| format!("zebra-{number}"));
                values.prepend_item(json!(value));
                Some(())
            }
            Self::Response => {
                let schema = some_schema(&sites, random);
                let responses = document.at(pick(&sites.operations, random)?)?.get_mut("responses")?;
                let free = ["429", "409", "503"].into_iter().find(|status| responses.get(status).is_none())?;
                responses.prepend(
                    free,
                    json!({ "description": "", "content": { "application/json": { "schema": schema } } }),
                );
                Some(())
            }
            Self::Tag => {
                let tag = pick(&sites.schemas, random).filter(|_| random.bool()).map(|name| name.to_lowercase());
                let tag = tag.filter(|tag| !sites.tags.contains(tag)).unwrap_or_else(|| format!("Zebra {number}"));
                let tagged: Vec<_> = sites
                    .operations
                    .into_iter()
                    .filter(|path| {
                        document
                            .at(path)
                            .and_then(|operation| operation.get("tags"))
                            .is_some_and(|tags| !tags.items().is_empty())
                    })
                    .collect();
                document.at(pick(&tagged, random)?)?.get_mut("tags")?.prepend_item(json!(tag));
                Some(())
            }
        }
    }

    /// Removes one: what is left keeps its API.
    pub fn remove(self, document: &mut Value, random: &mut fastrand::Rng) -> Option<()> {
        let sites = Sites::of(document);
        match self {
            Self::Schema | Self::Operation => {
                let path = pick(&sites.operations, random).filter(|_| sites.operations.len() > 1)?;
                let (method, item) = path.split_last()?;
                remove_key(document.at(item)?, method)
            }
            Self::Property => {
                let object = document.at(pick(&sites.alone, random)?)?;
                let required: Vec<String> = object
                    .get("required")
                    .into_iter()
                    .flat_map(Value::items)
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect();
                let properties = object.get_mut("properties")?;
                let names: Vec<String> = properties
                    .entries()
                    .iter()
                    .map(|(name, _)| name.clone())
                    .filter(|name| !required.contains(name))
                    .collect();
                let name = pick(&names, random).filter(|_| properties.entries().len() > 1)?;
                remove_key(properties, name)
            }
            Self::Parameter => {
                let path = pick(&sites.operations, random)?;
                let (_, item) = path.split_last()?;
                let shared = document.at(item)?.get("parameters").map(Value::items).unwrap_or_default().to_vec();
                let Value::Array(parameters) = document.at(path)?.get_mut("parameters")? else { return None };
                // Behind one that replaces a parameter of the path item, that one would come out.
                let optional = |parameter: &Value| {
                    parameter.get("$ref").is_none()
                        && parameter.get("required") != Some(&Value::Bool(true))
                        && !shared.iter().any(|other| other.get("name") == parameter.get("name"))
                };
                let position = parameters.iter().position(optional)?;
                parameters.remove(position);
                Some(())
            }
            Self::EnumValue => {
                let Value::Array(values) = document.at(pick(&sites.enumerations, random)?)?.get_mut("enum")? else {
                    return None;
                };
                values.remove(random.usize(..values.len()));
                Some(())
            }
            Self::Response => {
                let responses = document.at(pick(&sites.operations, random)?)?.get_mut("responses")?;
                let failures: Vec<String> = responses
                    .entries()
                    .iter()
                    .map(|(status, _)| status.clone())
                    .filter(|status| status.starts_with(['4', '5']))
                    .collect();
                remove_key(responses, pick(&failures, random)?)
            }
            Self::Tag => {
                let Value::Array(tags) = document.at(pick(&sites.operations, random)?)?.get_mut("tags")? else {
                    return None;
                };
                (tags.len() > 1).then(|| tags.remove(0)).map(drop)
            }
        }
    }
}

fn remove_key(object: &mut Value, key: &str) -> Option<()> {
    let Value::Object(entries) = object else { return None };
    entries.retain(|(known, _)| known != key);
    Some(())
}

fn add_operation(document: &mut Value, number: u32, tags: &[&str], schema: &serde_json::Value) -> Option<()> {
    let json = json!({ "application/json": { "schema": schema } });
    let inline = json!({ "application/json": { "schema": { "type": "object", "properties": { "reason": { "type": "string" } } } } });
    let operation = json!({
        "operationId": format!("putZebra{number}"),
        "tags": tags,
        "requestBody": { "required": true, "content": json },
        "responses": { "200": { "description": "", "content": json }, "418": { "description": "", "content": inline } }
    });
    document.get_mut("paths")?.prepend(&format!("/zebra/{number}"), json!({ "put": operation }));
    Some(())
}

fn reference(schema: &str) -> serde_json::Value {
    let name = schema.replace('~', "~0").replace('/', "~1").replace('%', "%25").replace(' ', "%20");
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// An existing schema, or a new one.
fn some_schema(sites: &Sites, random: &mut fastrand::Rng) -> serde_json::Value {
    match pick(&sites.schemas, random) {
        Some(name) if random.bool() => reference(name),
        _ => json!({ "type": "object", "properties": { "stripes": { "type": "integer" } } }),
    }
}

/// One of the names in other letters, such that it is none of them: what tells the two apart is lost in Rust's names.
fn alike(known: &[String], random: &mut fastrand::Rng) -> Option<String> {
    let name = pick(known, random).filter(|_| random.bool())?;
    let others =
        [name.replace('_', "-"), name.replace('-', "_"), name.to_uppercase(), name.to_lowercase(), format!("-{name}")];
    let other = pick(&others, random)?;
    (!known.contains(other)).then(|| other.clone())
}

fn pick<'a, T>(from: &'a [T], random: &mut fastrand::Rng) -> Option<&'a T> {
    if from.is_empty() { None } else { from.get(random.usize(..from.len())) }
}
