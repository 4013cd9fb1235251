//! What belongs to the API as a whole: servers, security schemes, tags and webhooks.

use std::collections::BTreeSet;

use crate::diagnostics::{Origin, SourceId};
use crate::ir::{Api, SecurityKind};

use super::change::Draft;
use super::pairs::Flow;
use super::{Comparison, Rule, Spot};

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    servers(comparison);
    schemes(comparison);
    tags(comparison);
    if let (Some(old), Some(new)) = (&comparison.old.api.webhooks, &comparison.new.api.webhooks) {
        let holder = comparison.affected.len().saturating_sub(1);
        // A program receives them.
        comparison.pairs.root((old.event, new.event), Flow::Response, holder);
    }
    if comparison.old.api.info.description != comparison.new.api.info.description {
        let text = |api: &Api| api.info.description.clone().unwrap_or_default();
        let (old, new) = (text(comparison.old.api), text(comparison.new.api));
        add(comparison, Rule::DocsChanged, ("info", "the API"), &["info"], (Some(&old), Some(&new)));
    }
}

fn add(
    comparison: &mut Comparison<'_>,
    rule: Rule,
    (key, place): (&str, &str),
    steps: &[&str],
    (old, new): (Option<&str>, Option<&str>),
) {
    // The first document is the one that says this.
    let origin = steps.iter().fold(Origin::root(SourceId(0)), |origin, step| origin.child(step));
    let spot = |text: Option<&str>| text.map(|text| Spot::new(&origin, text));
    comparison.drafts.add(Draft::new(rule, key, place).between(spot(old), spot(new)));
}

fn servers(comparison: &mut Comparison<'_>) {
    let urls = |api: &Api| -> BTreeSet<String> {
        let servers = api.servers.iter().map(|server| server.url.clone());
        servers.chain(api.environments.iter().map(|environment| environment.server.clone())).collect()
    };
    let (old, new) = (urls(comparison.old.api), urls(comparison.new.api));
    for url in old.difference(&new) {
        add(comparison, Rule::ServerRemoved, (url, &format!("server {url}")), &["servers"], (Some(url), None));
    }
    for url in new.difference(&old) {
        add(comparison, Rule::ServerAdded, (url, &format!("server {url}")), &["servers"], (None, Some(url)));
    }
}

fn schemes(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old, comparison.new);
    for (name, scheme) in &old.api.security_schemes {
        // One that is gone is in the changes of the operations that asked for it.
        let Some(other) = new.api.security_schemes.get(name) else { continue };
        let (was, is) = (shown(&scheme.kind), shown(&other.kind));
        let steps = ["components", "securitySchemes", name.as_str()];
        if was != is {
            let place = format!("security scheme {name}");
            add(comparison, Rule::SchemeChanged, (name, &place), &steps, (Some(&was), Some(&is)));
        }
        if let (Some(was), Some(is)) = (old.names.schemes.get(name), new.names.schemes.get(name))
            && was != is
        {
            let place = format!("security scheme {name}");
            let (was, is) = (was.snake(), is.snake());
            add(comparison, Rule::Renamed, (&place, &place), &steps, (Some(&was), Some(&is)));
        }
    }
}

fn shown(kind: &SecurityKind) -> String {
    match kind {
        // The parts of a signature are many, and each counts.
        SecurityKind::Signing(signing) => format!("signature, {signing:?}"),
        SecurityKind::HeaderKey(name) => format!("key in the header {name}"),
        SecurityKind::QueryKey(name) => format!("key in the query parameter {name}"),
        SecurityKind::CookieKey(name) => format!("key in the cookie {name}"),
        SecurityKind::Bearer => "bearer token".to_owned(),
        SecurityKind::Basic => "user name and password".to_owned(),
    }
}

fn tags(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old, comparison.new);
    for (tag, names) in old.api.tags.iter().zip(&old.names.groups) {
        let found = new.api.tags.iter().zip(&new.names.groups).find(|(other, _)| other.name == tag.name);
        if let Some((_, other)) = found
            && (names.module != other.module || names.view != other.view)
        {
            let place = format!("tag {}", tag.name);
            let (was, is) = (names.view.snake(), other.view.snake());
            add(comparison, Rule::Renamed, (&place, &place), &["tags"], (Some(&was), Some(&is)));
        }
    }
}
