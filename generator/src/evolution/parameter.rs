//! The parameters of an operation.

use std::collections::BTreeMap;

use crate::ir::{Location, Operation, Parameter};
use crate::names::{ArgumentSource, moved_parameter};

use super::operation::Compared;
use super::pairs::Flow;
use super::words::{described, given};
use super::{Comparison, Rule, Side, Spot, Verdict, facts, matching};

pub(super) fn compare(comparison: &mut Comparison<'_>, compared: &Compared<'_>) {
    let old = keyed(compared.old, |parameter| released_key(compared, parameter));
    let new = keyed(compared.new, |parameter| key(compared.new, parameter));
    for (key, one) in &old {
        match new.get(key) {
            Some(other) => both(comparison, compared, key, (one, other)),
            None if moved(one.1, &new, &old).is_some() => {}
            None => {
                let text = described(comparison.old.api, one.1.ty);
                let draft = compared.draft(Rule::ParameterRemoved, Some((key, &shown(one.1))));
                // A program says nothing of what the crate sends by itself.
                let draft = if one.1.is_fixed() { draft.rust(Verdict::Compatible) } else { draft };
                comparison.drafts.add(draft.between(Some(Spot::new(&one.1.origin, text)), None));
            }
        }
    }
    for (key, other) in new.iter().filter(|(key, _)| !old.contains_key(*key)) {
        if let Some((was, one)) = moved(other.1, &old, &new) {
            relocated(comparison, compared, was, (one, other));
            continue;
        }
        let rule = if other.1.required { Rule::RequiredParameterAdded } else { Rule::OptionalParameterAdded };
        let text = described(comparison.new.api, other.1.ty);
        let draft = compared.draft(rule, Some((key, &shown(other.1))));
        let is_argument = is_argument(comparison.new, compared.ids.1, ArgumentSource::Parameter(other.0));
        let draft = draft.rust(if is_argument { Verdict::Breaking } else { Verdict::Compatible });
        comparison.drafts.add(draft.between(None, Some(Spot::new(&other.1.origin, text))));
    }
}

type Keyed<'a> = BTreeMap<String, Numbered<'a>>;

/// Finds the parameter of the same name that one version alone has, in another place: the only one.
fn moved<'k, 'a>(one: &Parameter, there: &'k Keyed<'a>, here: &Keyed<'_>) -> Option<(&'k str, &'k Numbered<'a>)> {
    let is_free = |all: &Keyed<'_>, other: &Keyed<'_>| {
        let same = all.iter().filter(|(key, each)| each.1.name == one.name && !other.contains_key(*key));
        same.count() == 1
    };
    let mut found = there.iter().filter(|(key, each)| each.1.name == one.name && !here.contains_key(*key));
    let (key, parameter) = found.next().filter(|_| is_free(here, there) && found.next().is_none())?;
    Some((key.as_str(), parameter))
}

/// Reports a parameter that moved, and compares the rest of it.
fn relocated(
    comparison: &mut Comparison<'_>,
    compared: &Compared<'_>,
    key: &str,
    (one, other): (&Numbered<'_>, &Numbered<'_>),
) {
    let spot = |parameter: &Parameter| Some(Spot::new(&parameter.origin, shown(parameter)));
    let draft = compared.draft(Rule::ParameterMoved, Some((key, &shown(one.1))));
    let was = called(comparison.old, compared.ids.0, one.0);
    let is_same = was == called(comparison.new, compared.ids.1, other.0);
    let draft = if is_same { draft.rust(Verdict::Compatible) } else { draft };
    comparison.drafts.add(draft.between(spot(one.1), spot(other.1)));
    both(comparison, compared, key, (one, other));
}

/// The name of the setter of a parameter; none: it is an argument, whose name no program uses.
fn called(side: Side<'_>, id: crate::ir::OperationId, position: usize) -> Option<String> {
    let mut setters = side.names.operations.get(&id)?.setters.iter();
    setters.find(|(own, _)| *own == ArgumentSource::Parameter(position)).map(|(_, name)| name.snake())
}

/// Says whether the method of an operation takes something as an argument.
pub(super) fn is_argument(side: Side<'_>, id: crate::ir::OperationId, source: ArgumentSource) -> bool {
    let names = side.names.operations.get(&id);
    names.is_some_and(|names| names.arguments.iter().any(|(own, _)| *own == source))
}

type Numbered<'a> = (usize, &'a Parameter);

/// The parameters by what they are on the wire, each with its position.
fn keyed(operation: &Operation, key: impl Fn(&Parameter) -> String) -> BTreeMap<String, Numbered<'_>> {
    let all = operation.parameters.iter().enumerate();
    all.map(|(position, parameter)| (key(parameter), (position, parameter))).collect()
}

/// Names a parameter of the old version as the new one does, whose path may have its parameters in other places.
pub(super) fn released_key(compared: &Compared<'_>, parameter: &Parameter) -> String {
    let key = key(compared.old, parameter);
    if parameter.location != Location::Path || matching::key(compared.old) == matching::key(compared.new) {
        return key;
    }
    let moved = moved_parameter(&compared.old.template, compared.new, &key);
    moved.filter(|key| key.starts_with("path ")).unwrap_or_else(|| format!("path {{{}}}", parameter.name))
}

/// Names a parameter by what it is on the wire, where the names of headers have no case.
pub(super) fn key(operation: &Operation, parameter: &Parameter) -> String {
    let key = operation.parameter_key(parameter);
    match parameter.location {
        Location::Header => key.to_lowercase(),
        Location::Path | Location::Query | Location::QueryString | Location::Cookie => key,
    }
}

fn shown(parameter: &Parameter) -> String {
    format!("{} parameter {}", parameter.location.key(), parameter.name)
}

fn both(
    comparison: &mut Comparison<'_>,
    compared: &Compared<'_>,
    key: &str,
    (one, other): (&Numbered<'_>, &Numbered<'_>),
) {
    let (old, new) = (one.1, other.1);
    let shown = shown(old);
    let mut add = |rule: Rule, rust: Option<Verdict>, (was, is): (String, String)| {
        let draft = compared.draft(rule, Some((key, &shown)));
        let draft = draft.between(Some(Spot::new(&old.origin, was)), Some(Spot::new(&new.origin, is)));
        comparison.drafts.add(match rust {
            Some(rust) => draft.rust(rust),
            None => draft,
        });
    };
    let was = is_argument(comparison.old, compared.ids.0, ArgumentSource::Parameter(one.0));
    let is = is_argument(comparison.new, compared.ids.1, ArgumentSource::Parameter(other.0));
    if old.required == new.required && was != is {
        add(Rule::ArgumentsChanged, None, (given(was).to_owned(), given(is).to_owned()));
    }
    if old.required != new.required {
        let rule = if new.required { Rule::ParameterBecameRequired } else { Rule::ParameterBecameOptional };
        let word = |required: bool| if required { "required" } else { "optional" }.to_owned();
        let rust = if was == is { Verdict::Compatible } else { Verdict::Breaking };
        add(rule, Some(rust), (word(old.required), word(new.required)));
    }
    if let (Some(was), Some(is)) = (&old.constant, &new.constant)
        && was != is
    {
        add(Rule::FixedParameterChanged, None, (was.clone(), is.clone()));
    }
    let written = |parameter: &Parameter| (parameter.style, parameter.explode, parameter.nested.clone());
    let is_same = written(old) == written(new);
    // Another place has other styles.
    if old.location == new.location && (!is_same || old.allow_reserved != new.allow_reserved) {
        let text = |parameter: &Parameter| facts::written(parameter.style, parameter.explode, parameter.allow_reserved);
        // Servers decode both forms, and few values have such characters.
        let rule = if is_same { Rule::ReservedCharactersChanged } else { Rule::ParameterStyleChanged };
        add(rule, None, (text(old), text(new)));
    }
    match (old.deprecated, new.deprecated) {
        (false, true) => add(Rule::Deprecated, None, (String::new(), "deprecated".to_owned())),
        (true, false) => add(Rule::Undeprecated, None, ("deprecated".to_owned(), String::new())),
        (true, true) | (false, false) => {}
    }
    if old.description != new.description {
        let text = |parameter: &Parameter| parameter.description.clone().unwrap_or_default();
        add(Rule::DocsChanged, None, (text(old), text(new)));
    }
    // A value that the crate sends by itself has no type.
    if !old.is_fixed() || !new.is_fixed() {
        comparison.pairs.root((old.ty, new.ty), Flow::Request, compared.number);
    }
}
