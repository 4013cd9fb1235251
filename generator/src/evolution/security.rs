//! How a caller proves who it is: schemes, signatures and tokens, and what operations ask for.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;

use indexmap::IndexMap;

use crate::ir::{Algorithm, Api, RequiredScheme, Requirement, SecurityKind, SecurityScheme, Signing, TokenSource};
use crate::names::alone;
use crate::plan::Credential;

use super::operation::Compared;
use super::service::{add, draft};
use super::{Comparison, Rule, Verdict, facts};

/// Compares the schemes that both versions have, and what the client takes for them.
pub(super) fn schemes(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old, comparison.new);
    for (name, scheme) in &old.api.security_schemes {
        // One that is gone is in the changes of the operations that asked for it.
        if let Some(other) = new.api.security_schemes.get(name) {
            both(comparison, name, scheme, other);
        }
    }
    let names = renamed(old.api, new.api);
    let known = |credential: &Credential| names.get(credential.scheme.as_str()).copied().map(str::to_owned);
    let former = |credential: &Credential| known(credential).unwrap_or_else(|| credential.scheme.clone());
    let (was, is) = (&old.plan.client.credentials, &new.plan.client.credentials);
    for credential in was {
        match is.iter().find(|other| former(other) == credential.scheme) {
            Some(other) => method(comparison, credential, other),
            None => taken(comparison, Rule::CredentialRemoved, credential),
        }
    }
    for credential in is.iter().filter(|other| !was.iter().any(|each| each.scheme == former(other))) {
        taken(comparison, Rule::CredentialAdded, credential);
    }
}

type Schemes = IndexMap<String, SecurityScheme>;

/// The old names of schemes that are called otherwise and work as before, by their new ones.
fn renamed<'a>(old: &'a Api, new: &'a Api) -> BTreeMap<&'a str, &'a str> {
    let (was, is) = (&old.security_schemes, &new.security_schemes);
    let works = |scheme: &SecurityScheme| {
        let SecurityScheme { kind, token_source, oauth2, scopes: _, description: _ } = scheme;
        format!("{kind:?} {token_source:?} {oauth2:?}")
    };
    let without = |one: &'a Schemes, other: &Schemes| -> Vec<(&'a str, String)> {
        let only = one.iter().filter(|(name, _)| !other.contains_key(*name));
        only.map(|(name, scheme)| (name.as_str(), works(scheme))).collect()
    };
    let (mut gone, mut come) = (without(was, is), without(is, was));
    let mut names = BTreeMap::new();
    // Of several that work alike, those are the same whose names have the same letters and digits.
    for is_called_so in [true, false] {
        let mark = |(name, works): &(&'a str, String)| {
            let letters = name.chars().filter(|letter| is_called_so && letter.is_alphanumeric());
            ((letters.flat_map(char::to_lowercase).collect::<String>(), works.clone()), *name)
        };
        names.extend(alone(gone.iter().map(mark), come.iter().map(mark)).into_iter().map(|(one, other)| (other, one)));
        gone.retain(|(name, _)| !names.values().any(|known| known == name));
        come.retain(|(name, _)| !names.contains_key(name));
    }
    names
}

fn taken(comparison: &mut Comparison<'_>, rule: Rule, credential: &Credential) {
    let place = format!("security scheme {}", credential.scheme);
    let steps = ["components", "securitySchemes", credential.scheme.as_str()];
    let method = Some(credential.method.as_str());
    let texts = if rule == Rule::CredentialRemoved { (method, None) } else { (None, method) };
    add(comparison, rule, (&place, &place), &steps, texts);
}

fn method(comparison: &mut Comparison<'_>, old: &Credential, new: &Credential) {
    if old.method != new.method {
        let place = format!("security scheme {}", old.scheme);
        let steps = ["components", "securitySchemes", old.scheme.as_str()];
        let texts = (Some(old.method.as_str()), Some(new.method.as_str()));
        add(comparison, Rule::ClientRenamed, (&place, &place), &steps, texts);
    }
}

fn both(comparison: &mut Comparison<'_>, name: &str, old: &SecurityScheme, new: &SecurityScheme) {
    let place = format!("security scheme {name}");
    let place = (place.as_str(), place.as_str());
    let steps = ["components", "securitySchemes", name];
    if let (SecurityKind::Signing(one), SecurityKind::Signing(other)) = (&old.kind, &new.kind) {
        signing(comparison, name, one, other);
    } else {
        let (was, is) = (shown(&old.kind), shown(&new.kind));
        // Names of headers have no case.
        let is_same = match (&old.kind, &new.kind) {
            (SecurityKind::HeaderKey(one), SecurityKind::HeaderKey(other)) => one.eq_ignore_ascii_case(other),
            _ => was == is,
        };
        if !is_same {
            let draft = draft(Rule::SchemeChanged, place, &steps, (Some(&was), Some(&is)));
            // The builder takes the same for another header.
            let is_same = discriminant(&old.kind) == discriminant(&new.kind);
            comparison.drafts.add(if is_same { draft.rust(Verdict::Compatible) } else { draft });
        }
    }
    if old.description != new.description {
        let text = |scheme: &'_ SecurityScheme| scheme.description.clone().unwrap_or_default();
        add(comparison, Rule::DocsChanged, place, &steps, (Some(&text(old)), Some(&text(new))));
    }
    if old.scopes != new.scopes {
        let (was, is) = (facts::scopes(&old.scopes), facts::scopes(&new.scopes));
        add(comparison, Rule::ScopesChanged, place, &steps, (Some(&was), Some(&is)));
    }
    let urls = |scheme: &SecurityScheme| {
        scheme.oauth2.as_ref().map(|oauth2| format!("{}, refreshed at {}", oauth2.token_url, oauth2.refresh_url))
    };
    if let (Some(was), Some(is)) = (urls(old), urls(new))
        && was != is
    {
        add(comparison, Rule::TokenUrlChanged, place, &steps, (Some(&was), Some(&is)));
    }
    let (was, is) = (facts::tokens(old.token_source.as_ref()), facts::tokens(new.token_source.as_ref()));
    if was != is {
        let draft = draft(Rule::TokenSourceChanged, place, &steps, (Some(&was), Some(&is)));
        // The program calls these operations itself.
        let calls = |one: &TokenSource| (one.get.clone(), one.refresh.clone());
        let is_kept =
            old.token_source.as_ref().is_none_or(|one| new.token_source.as_ref().map(calls) == Some(calls(one)));
        comparison.drafts.add(if is_kept { draft.rust(Verdict::Compatible) } else { draft });
    }
}

fn signing(comparison: &mut Comparison<'_>, name: &str, old: &Signing, new: &Signing) {
    let place = format!("security scheme {name}");
    let steps = ["components", "securitySchemes", name];
    let (was, is) = (facts::signing(old), facts::signing(new));
    if was != is {
        add(comparison, Rule::SigningChanged, (&place, &place), &steps, (Some(&was), Some(&is)));
    }
    let all = |signing: &Signing| -> BTreeSet<Algorithm> { signing.algorithms.iter().copied().collect() };
    let (old, new) = (all(old), all(new));
    for algorithm in old.difference(&new) {
        let text = facts::algorithm(*algorithm);
        let key = format!("{place}\n{text}");
        add(comparison, Rule::SigningAlgorithmRemoved, (&key, &place), &steps, (Some(text), None));
    }
    for algorithm in new.difference(&old) {
        let text = facts::algorithm(*algorithm);
        let key = format!("{place}\n{text}");
        add(comparison, Rule::SigningAlgorithmAdded, (&key, &place), &steps, (None, Some(text)));
    }
}

fn shown(kind: &SecurityKind) -> String {
    match kind {
        SecurityKind::Signing(_) => "signature".to_owned(),
        SecurityKind::HeaderKey(name) => format!("key in the header {name}"),
        SecurityKind::QueryKey(name) => format!("key in the query parameter {name}"),
        SecurityKind::CookieKey(name) => format!("key in the cookie {name}"),
        SecurityKind::Bearer => "bearer token".to_owned(),
        SecurityKind::Basic => "user name and password".to_owned(),
    }
}

/// Schemes that a request satisfies together, by their old names, with the scopes of their credentials.
type Alternative<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Compares what an operation asks for.
pub(super) fn requirements(comparison: &mut Comparison<'_>, compared: &Compared<'_>) {
    if compared.old.security == compared.new.security {
        return;
    }
    let names = renamed(comparison.old.api, comparison.new.api);
    let old = alternatives(&compared.old.security, &BTreeMap::new());
    let new = alternatives(&compared.new.security, &names);
    if old == new {
        return;
    }
    // A credential that is more than what is asked for is accepted.
    let is_accepted = |sent: &Alternative<'_>| {
        let has =
            |(scheme, scopes): (&&str, &BTreeSet<&str>)| sent.get(scheme).is_some_and(|own| scopes.is_subset(own));
        new.iter().any(|asked| asked.iter().all(has))
    };
    let rule = match (without_scopes(&old) == without_scopes(&new), old.iter().all(is_accepted)) {
        (true, true) => Rule::ScopeRemoved,
        (true, false) => Rule::ScopeAdded,
        (false, true) => Rule::SecurityAdded,
        (false, false) => Rule::SecurityChanged,
    };
    let (one, other) = (written(&old), written(&new));
    compared.report(comparison, rule, None, &["security"], (Some(&one), Some(&other)));
}

/// The alternatives without their order; an operation that asks for nothing accepts an empty one.
fn alternatives<'a>(security: &'a [Requirement], names: &BTreeMap<&'a str, &'a str>) -> BTreeSet<Alternative<'a>> {
    let mut accepted: BTreeSet<Alternative<'_>> = security.iter().map(|each| alternative(each, names)).collect();
    if accepted.is_empty() {
        accepted.insert(Alternative::new());
    }
    accepted
}

fn alternative<'a>(requirement: &'a Requirement, names: &BTreeMap<&'a str, &'a str>) -> Alternative<'a> {
    let one = |RequiredScheme { name, scopes }: &'a RequiredScheme| {
        let name = names.get(name.as_str()).copied().unwrap_or(name);
        (name, scopes.iter().map(String::as_str).collect())
    };
    requirement.0.iter().map(one).collect()
}

/// The schemes of the alternatives.
fn without_scopes<'a>(accepted: &BTreeSet<Alternative<'a>>) -> BTreeSet<Vec<&'a str>> {
    accepted.iter().map(|alternative| alternative.keys().copied().collect()).collect()
}

/// The alternatives in words.
fn written(accepted: &BTreeSet<Alternative<'_>>) -> String {
    let one = |(scheme, scopes): (&&str, &BTreeSet<&str>)| match scopes.iter().copied().collect::<Vec<_>>() {
        scopes if scopes.is_empty() => (*scheme).to_owned(),
        scopes => format!("{scheme} ({})", scopes.join(", ")),
    };
    let all = accepted.iter().map(|alternative| match alternative.iter().map(one).collect::<Vec<_>>() {
        parts if parts.is_empty() => "no credential".to_owned(),
        parts => parts.join(" and "),
    });
    all.collect::<Vec<_>>().join(", or ")
}
