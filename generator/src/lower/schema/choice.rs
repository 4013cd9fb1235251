//! Which alternatives schemas leave: parts that hold together go in, the lists that say something of the wire come out.

use crate::source::View;

use super::parts::Parts;
use super::{Lowering, types};

/// Keywords that only set conditions, when they stand in an alternative beside nothing else.
const CONDITIONS: [&str; 6] = ["required", "type", "title", "description", "not", "example"];

impl<'a> Lowering<'a, '_> {
    /// Finds the union among parts that hold together, with its alternatives.
    pub(super) fn alternatives(&self, parts: &Parts<'a>) -> Option<(View<'a>, Vec<View<'a>>)> {
        parts.all.iter().find_map(|part| Some((part.clone(), self.choices(part, parts).into_iter().next()?)))
    }

    /// The lists of a part that are still to be chosen from.
    ///
    /// A list that leads back to what it stands in (a base that lists its heirs, a union of which one alternative is being
    /// made) says nothing more, and one whose alternatives only ask for other properties says nothing of what is on the wire.
    pub(super) fn choices(&self, part: &View<'a>, parts: &Parts<'a>) -> Vec<Vec<View<'a>>> {
        let lists = self.lists(part).filter(|(_, targets)| !targets.iter().any(|target| parts.have_passed(target)));
        let choices = lists
            .filter(|(alternatives, targets)| targets.len() != alternatives.len() || !targets.iter().all(is_condition));
        choices.map(|(alternatives, _)| alternatives).collect()
    }

    /// Says whether one of a schema's alternatives is among these parts, so that it was chosen already.
    pub(super) fn is_chosen(&self, view: &View<'a>, parts: &Parts<'a>) -> bool {
        self.tree.follow(view).is_ok_and(|target| {
            self.lists(&target).any(|(_, targets)| targets.iter().any(|target| parts.have_passed(target)))
        })
    }

    /// The lists of alternatives of a schema that are not empty, each with what the alternatives lead to.
    fn lists(&self, view: &View<'a>) -> impl Iterator<Item = (Vec<View<'a>>, Vec<View<'a>>)> {
        let lists = ["oneOf", "anyOf"].into_iter().filter_map(|keyword| view.get(keyword));
        lists.filter(|list| !list.is_empty()).map(|list| {
            let alternatives: Vec<View<'a>> = list.items().collect();
            let targets = alternatives.iter().filter_map(|each| self.tree.follow(each).ok()).collect();
            (alternatives, targets)
        })
    }
}

/// Says whether an alternative only asks for properties that are declared elsewhere.
fn is_condition(target: &View<'_>) -> bool {
    target.is_object()
        && target.entries().all(|(keyword, _)| CONDITIONS.contains(&keyword))
        && target.get("type").is_none_or(|_| types::declared(target) == Some("object") && target.len() > 1)
}
