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
                let properties = document.at_mut(place)?.get_mut("properties")?;
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
                let path = pick(&sites.operations, random)?;
                let known = parameters(document, path);
                let names: Vec<String> = known.iter().map(|(name, _)| name.clone()).collect();
                let name = alike(&names, random).unwrap_or_else(|| format!("zebra_{number}"));
                // Beside one that is the whole query, there is no other in it.
                let is_taken = known.iter().any(|(_, place)| place == "querystring");
                // A header whose name differs in case only is the same one.
                let is_header = |(known, place): &ParameterKey| place == "header" && known.eq_ignore_ascii_case(&name);
                let place = match (random.bool() || is_taken, known.iter().any(is_header)) {
                    (false, _) => "query",
                    (true, false) => "header",
                    (true, true) => return None,
                };
                let operation = document.at_mut(path)?;
                if operation.get("parameters").is_none() {
                    operation.prepend("parameters", json!([]));
                }
                let parameter = json!({ "name": name, "in": place, "schema": { "type": "string" } });
                operation.get_mut("parameters")?.prepend_item(parameter);
                Some(())
            }
            Self::EnumValue => {
                let values = document.at_mut(pick(&sites.enumerations, random)?)?.get_mut("enum")?;
                let known: Vec<String> = values.items().iter().filter_map(Value::as_str).map(str::to_owned).collect();
                let value = alike(&known, random).unwrap_or_else(|| format!("zebra-{number}"));
                values.prepend_item(json!(value));
                Some(())
            }
            Self::Response => {
                let schema = some_schema(&sites, random);
                let responses = document.at_mut(pick(&sites.operations, random)?)?.get_mut("responses")?;
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
                document.at_mut(pick(&tagged, random)?)?.get_mut("tags")?.prepend_item(json!(tag));
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
                remove_key(document.at_mut(item)?, method)
            }
            Self::Property => {
                let object = document.at_mut(pick(&sites.alone, random)?)?;
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
                let shared = shared_parameters(document, path);
                // Behind one that replaces a parameter of the path item, that one would come out.
                let is_optional = |parameter: &Value| {
                    let followed = document.followed(parameter);
                    let required = followed.and_then(|parameter| parameter.get("required"));
                    let key = followed.and_then(parameter_key);
                    required != Some(&Value::Bool(true)) && key.is_some_and(|key| !shared.contains(&key))
                };
                let position = own_parameters(document, path).iter().position(is_optional)?;
                let Value::Array(parameters) = document.at_mut(path)?.get_mut("parameters")? else { return None };
                parameters.remove(position);
                Some(())
            }
            Self::EnumValue => {
                let Value::Array(values) = document.at_mut(pick(&sites.enumerations, random)?)?.get_mut("enum")? else {
                    return None;
                };
                values.remove(random.usize(..values.len()));
                Some(())
            }
            Self::Response => {
                let responses = document.at_mut(pick(&sites.operations, random)?)?.get_mut("responses")?;
                let failures: Vec<String> = responses
                    .entries()
                    .iter()
                    .map(|(status, _)| status.clone())
                    .filter(|status| status.starts_with(['4', '5']))
                    .collect();
                remove_key(responses, pick(&failures, random)?)
            }
            Self::Tag => {
                let Value::Array(tags) = document.at_mut(pick(&sites.operations, random)?)?.get_mut("tags")? else {
                    return None;
                };
                // Without its first tag, an operation has the errors of another: that is no unrelated change.
                if tags.len() > 1 { tags.pop().map(drop) } else { None }
            }
        }
    }
}

fn remove_key(object: &mut Value, key: &str) -> Option<()> {
    let Value::Object(entries) = object else { return None };
    entries.retain(|(known, _)| known != key);
    Some(())
}

/// What tells a parameter from the others of its operation: its name and its place.
type ParameterKey = (String, String);

fn parameter_key(parameter: &Value) -> Option<ParameterKey> {
    let word = |key| parameter.get(key).and_then(Value::as_str).map(str::to_owned);
    Some((word("name")?, word("in")?))
}

/// The parameters of an operation, with those of its path item.
fn parameters(document: &Value, operation: &[String]) -> Vec<ParameterKey> {
    let own = own_parameters(document, operation).iter();
    let own = own.filter_map(|parameter| parameter_key(document.followed(parameter)?));
    own.chain(shared_parameters(document, operation)).collect()
}

/// The parameters that a path item has for all of its operations.
fn shared_parameters(document: &Value, operation: &[String]) -> Vec<ParameterKey> {
    let item = operation.split_last().map(|(_, item)| item).unwrap_or_default();
    let shared = own_parameters(document, item).iter();
    shared.filter_map(|parameter| parameter_key(document.followed(parameter)?)).collect()
}

/// The parameters that stand in an operation or path item.
fn own_parameters<'a>(document: &'a Value, place: &[String]) -> &'a [Value] {
    document.at(place).and_then(|place| place.get("parameters")).map(Value::items).unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nothing_depends_on_is_removed() {
        let mut document = Value::from(json!({
            "paths": { "/a": {
                "parameters": [{ "$ref": "#/components/parameters/limit" }],
                "get": {
                    "tags": ["A", "B"],
                    "parameters": [{ "name": "limit", "in": "query" }, { "$ref": "#/components/parameters/trace" }],
                    "responses": {}
                }
            } },
            "components": { "parameters": {
                "limit": { "name": "limit", "in": "query" },
                "trace": { "name": "limit", "in": "header" }
            } }
        }));
        let mut random = fastrand::Rng::with_seed(1);
        assert_eq!(Edit::Parameter.remove(&mut document, &mut random), Some(()));
        assert_eq!(Edit::Parameter.remove(&mut document, &mut random), None);
        assert_eq!(Edit::Tag.remove(&mut document, &mut random), Some(()));
        let operation = document.at(&["paths", "/a", "get"]).unwrap();
        assert_eq!(operation.get("parameters"), Some(&Value::from(json!([{ "name": "limit", "in": "query" }]))));
        assert_eq!(operation.get("tags"), Some(&Value::from(json!(["A"]))));
    }
}
