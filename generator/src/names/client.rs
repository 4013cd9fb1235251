//! The names on the client and its builder: tags, environments, security schemes, server variables.

use crate::ir::{Frozen, Named, Tag};
use crate::lock::{Lock, LockedVariable, Names};

use super::keys::Keys;
use super::losses::Losses;
use super::scope::Wish;
use super::table::{GroupNames, Table, VariableNames};
use super::{Scope, reserved};

/// Names the modules and views of tags.
pub(super) fn name_groups<'t>(api: &'t Frozen, keys: &Keys, lock: &Lock, table: &mut Table, losses: &mut Losses) {
    let mut reserved: Vec<&str> = [&reserved::CLIENT[..], &reserved::FEATURES].concat();
    if api.webhooks.is_some() {
        reserved.extend(reserved::WEBHOOKS);
    }
    if api.operations.values().any(|operation| operation.tags.is_empty()) {
        reserved.push(reserved::UNTAGGED);
    }
    let mut modules = Scope::with_reserved(&reserved);
    let released = |name: fn(&crate::lock::LockedTag) -> &String| -> Names {
        lock.tags.iter().map(|(tag, names)| (tag.clone(), name(names).clone())).collect()
    };
    modules.keep(&released(|tag| &tag.module));
    losses.of("module", &modules);
    // The methods of operations without a tag stand beside those that lead to tags.
    for (id, _) in api.operations.iter().filter(|(_, operation)| operation.tags.is_empty()) {
        if let Some(locked) = keys.operations.get(&id).and_then(|key| lock.operations.get(key)) {
            modules.claim([locked.method.as_str()]);
        }
    }
    let wish =
        |tag: &'t Tag| Wish::new(tag.name.as_str(), &tag.name).given(api.given.get(&Named::Tag(tag.name.clone())));
    let wishes: Vec<Wish<'_>> = api.tags.iter().map(wish).collect();
    let views = released(|tag| &tag.view);
    for (tag, module) in api.tags.iter().zip(modules.claim_all(&wishes)) {
        // Each module has one view, so that views need not differ from each other.
        let mut scope = Scope::with_reserved(&reserved::GROUP);
        scope.keep(views.get_key_value(&tag.name));
        losses.of("view", &scope);
        let view = scope.claim_all(&[wish(tag)]).into_iter().next();
        table.groups.push(GroupNames { view: view.unwrap_or_else(|| module.clone()), module });
    }
}

/// Names the environments, security schemes, and the variables of the default server.
pub(super) fn name_client(api: &Frozen, lock: &Lock, table: &mut Table, losses: &mut Losses) {
    let mut environments = Scope::default();
    environments.keep(&lock.environments);
    let wishes: Vec<Wish<'_>> = api.environments.iter().map(|each| Wish::new(each.name.as_str(), &each.name)).collect();
    table.environments = environments.claim_all(&wishes);
    losses.of("environment", &environments);

    let mut builder = Scope::with_reserved(&reserved::BUILDER);
    let setter = |name: &str| format!("variable {name}");
    let setters: Names = lock.variables.iter().map(|(name, own)| (setter(name), own.setter.clone())).collect();
    let scheme = |name: &str| format!("scheme {name}");
    let schemes: Names = lock.schemes.iter().map(|(name, own)| (scheme(name), own.clone())).collect();
    builder.keep(setters.iter().chain(&schemes));
    losses.of("security scheme or server variable", &builder);
    let named = |name: &String| api.given.get(&Named::Scheme(name.clone()));
    let schemes = api.security_schemes.keys();
    let wishes: Vec<Wish<'_>> = schemes.map(|name| Wish::new(scheme(name), name).given(named(name))).collect();
    table.schemes = api.security_schemes.keys().cloned().zip(builder.claim_all(&wishes)).collect();

    let variables = || api.default_server().into_iter().flat_map(|server| &server.variables);
    let wishes: Vec<Wish<'_>> =
        variables().map(|each| Wish::of(setter(&each.name), vec!["server", &each.name])).collect();
    let setters = builder.claim_all(&wishes);
    let mut types = Scope::with_reserved(&reserved::TYPES);
    let choices: Names = lock.variables.iter().map(|(name, own)| (name.clone(), own.choice.clone())).collect();
    types.keep(&choices);
    losses.of("server variable", &types);
    let wishes: Vec<Wish<'_>> = variables().map(|each| Wish::new(each.name.as_str(), &each.name)).collect();
    let choices = types.claim_all(&wishes);
    table.variables = variables()
        .zip(setters.into_iter().zip(choices))
        .map(|(variable, (setter, choice))| {
            let mut values = Scope::default();
            let released = lock.variables.get(&variable.name).map(|own: &LockedVariable| &own.values);
            values.keep(released.into_iter().flatten());
            losses.of("value of a server variable", &values);
            let wishes: Vec<Wish<'_>> = variable.values.iter().map(|value| Wish::new(value.as_str(), value)).collect();
            VariableNames { setter, choice, values: values.claim_all(&wishes) }
        })
        .collect();
}
