//! The servers of an API: URLs, their variables, and environments.

use std::collections::BTreeMap;

use crate::ir::{Api, Environment, Server, normal_url};
use crate::names::Name;

use super::service::{add, draft};
use super::{Comparison, Rule, Side, Verdict};

const STEPS: [&str; 1] = ["servers"];

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    urls(comparison);
    environments(comparison);
    variables(comparison);
    let default = |api: &'_ Api| api.default_server().map(|server| server.url.clone());
    let (old, new) = (default(comparison.old.api), default(comparison.new.api));
    // A program that names an environment calls no default.
    if old.as_deref().map(normal_url) != new.as_deref().map(normal_url) && old.is_some() {
        let text = |url: &Option<String>| url.clone().unwrap_or_else(|| "none".to_owned());
        let place = ("default server", "default server");
        add(comparison, Rule::DefaultServerChanged, place, &STEPS, (Some(&text(&old)), Some(&text(&new))));
    }
}

fn urls(comparison: &mut Comparison<'_>) {
    let (old, new) = (urls_of(comparison.old.api), urls_of(comparison.new.api));
    for url in gone(&old, &new) {
        add(comparison, Rule::ServerRemoved, (url, &format!("server {url}")), &STEPS, (Some(url), None));
    }
    for url in gone(&new, &old) {
        add(comparison, Rule::ServerAdded, (url, &format!("server {url}")), &STEPS, (None, Some(url)));
    }
}

/// The URLs as the document writes them, by the one way to write them.
fn urls_of(api: &Api) -> BTreeMap<String, &str> {
    api.servers.iter().map(|server| (normal_url(&server.url), server.url.as_str())).collect()
}

/// The URLs that others do not have.
fn gone<'a>(urls: &BTreeMap<String, &'a str>, others: &BTreeMap<String, &str>) -> Vec<&'a str> {
    urls.iter().filter(|(url, _)| !others.contains_key(*url)).map(|(_, url)| *url).collect()
}

fn environments(comparison: &mut Comparison<'_>) {
    let by_name = |side: Side<'_>| -> BTreeMap<String, (Environment, Option<String>)> {
        let all = side.api.environments.iter().enumerate();
        let name = |position: usize| side.names.environments.get(position).map(Name::pascal);
        all.map(|(at, environment)| (environment.name.clone(), (environment.clone(), name(at)))).collect()
    };
    let (old, new) = (by_name(comparison.old), by_name(comparison.new));
    for (name, (environment, variant)) in &old {
        let place = format!("environment {name}");
        let place = (place.as_str(), place.as_str());
        let Some((other, renamed)) = new.get(name) else {
            add(comparison, Rule::EnvironmentRemoved, place, &STEPS, (Some(&environment.server), None));
            continue;
        };
        if normal_url(&environment.server) != normal_url(&other.server) {
            let texts = (Some(environment.server.as_str()), Some(other.server.as_str()));
            add(comparison, Rule::EnvironmentChanged, place, &STEPS, texts);
        }
        if environment.response_key != other.response_key {
            let key = |one: &Environment| one.response_key.clone().unwrap_or_else(|| "no key".to_owned());
            add(comparison, Rule::ResponseKeyChanged, place, &STEPS, (Some(&key(environment)), Some(&key(other))));
        }
        if variant != renamed {
            add(comparison, Rule::ClientRenamed, place, &STEPS, (variant.as_deref(), renamed.as_deref()));
        }
    }
    for (name, (environment, _)) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
        let place = format!("environment {name}");
        add(comparison, Rule::EnvironmentAdded, (&place, &place), &STEPS, (None, Some(&environment.server)));
    }
}

/// Compares the variables of the servers that both versions publish.
fn variables(comparison: &mut Comparison<'_>) {
    let default = (comparison.old.api.default_server().cloned(), comparison.new.api.default_server().cloned());
    for old in &comparison.old.api.servers {
        let url = normal_url(&old.url);
        let Some(new) = comparison.new.api.servers.iter().find(|new| normal_url(&new.url) == url) else { continue };
        // The crate has methods for the variables of the default server only.
        let is_default = default.0.as_ref() == Some(old) && default.1.as_ref() == Some(new);
        both(comparison, (old, new), is_default);
    }
}

fn both(comparison: &mut Comparison<'_>, (old, new): (&Server, &Server), is_default: bool) {
    for variable in &old.variables {
        let Some(other) = new.variables.iter().find(|other| other.name == variable.name) else { continue };
        let place = format!("server {}, variable {}", old.url, variable.name);
        if variable.default != other.default {
            let texts = (Some(variable.default.as_str()), Some(other.default.as_str()));
            add(comparison, Rule::VariableDefaultChanged, (&place, &place), &STEPS, texts);
        }
        for value in variable.values.iter().filter(|value| !other.values.contains(value)) {
            let key = format!("{place}\n{value}");
            let draft = draft(Rule::VariableValueRemoved, (&key, &place), &STEPS, (Some(value), None));
            comparison.drafts.add(if is_default { draft } else { draft.rust(Verdict::Compatible) });
        }
        for value in other.values.iter().filter(|value| !variable.values.contains(value)) {
            let key = format!("{place}\n{value}");
            add(comparison, Rule::VariableValueAdded, (&key, &place), &STEPS, (None, Some(value)));
        }
    }
}
