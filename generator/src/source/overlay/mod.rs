//! OpenAPI Overlay 1.0: an overlay and a tree go in, the tree comes out changed.
//!
//! Actions are applied in order, each to what the one before it left. An action that matches nothing is an error: overlays
//! are how a document that changed under us is noticed.

mod change;
mod read;
mod target;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Origin};

use super::input::Input;
use super::tree::Tree;
use super::view::View;
use read::Action;
use target::Target;

/// What the target of an action matched.
#[derive(Clone, Debug)]
pub struct Match {
    /// The target in the overlay.
    pub target: Origin,
    /// The JSONPath.
    pub path: String,
    /// The nodes; none where the target matches nothing.
    pub nodes: Vec<Origin>,
}

/// Applies an overlay to a tree, and notes what its targets match. `is_lenient`: an action that matches nothing is left out.
pub(super) fn apply(
    overlay: &Tree,
    is_lenient: bool,
    tree: &mut Tree,
    inputs: &[Input],
    matches: &mut Vec<Match>,
    diagnostics: &mut Diagnostics,
) {
    let Some(read) = read::read(&overlay.root(), diagnostics) else { return };
    if let Some(extends) = &read.extends {
        check_extends(extends, inputs, diagnostics);
    }
    // What JSONPath queries run over; made again only after a change, and only for paths that need it.
    let mut shadow = None;
    for action in &read.actions {
        matches.extend(act(action, is_lenient, tree, &mut shadow, diagnostics));
    }
}

fn act(
    action: &Action<'_>,
    is_lenient: bool,
    tree: &mut Tree,
    shadow: &mut Option<serde_json::Value>,
    diagnostics: &mut Diagnostics,
) -> Option<Match> {
    let text = action.target.as_str()?;
    let target = match Target::parse(text) {
        Ok(target) => target,
        Err(reason) => {
            diagnostics.push(
                Diagnostic::new(Code::OverlayTarget, format!("invalid target: {reason}"))
                    .at(&action.target.origin(), "expected a JSONPath (RFC 9535)"),
            );
            return None;
        }
    };
    let mut places = target.find(tree, shadow);
    let nodes = places.iter().filter_map(|place| Some(target::walk(tree, place)?.origin())).collect();
    let matched = Some(Match { target: action.target.origin(), path: text.to_owned(), nodes });
    if places.is_empty() && is_lenient {
        return matched;
    }
    if places.is_empty() {
        let diagnostic = Diagnostic::new(Code::OverlayNoMatch, "the target matches nothing in the document")
            .at(&action.target.origin(), target.missing(tree, shadow));
        diagnostics.push(match target.suggestion(tree, shadow) {
            Some(suggestion) => diagnostic.help(suggestion),
            None => diagnostic,
        });
        return matched;
    }
    if action.remove {
        // From the back, so that the places of what is still to be removed stay right.
        places.sort();
        for place in places.iter().rev() {
            if place.is_empty() {
                diagnostics.push(
                    Diagnostic::new(Code::OverlayRoot, "an overlay cannot remove the whole document")
                        .at(&action.target.origin(), "the root of the document"),
                );
                return matched;
            }
            change::remove(tree, place);
        }
    } else if let Some(update) = &action.update {
        for place in &places {
            if let Err(diagnostic) = change::update(tree, place, update, &action.target.origin()) {
                diagnostics.push(diagnostic);
            }
        }
    }
    *shadow = None;
    matched
}

/// An overlay may name the document that it is for; that another one is read is at least odd.
fn check_extends(extends: &View<'_>, inputs: &[Input], diagnostics: &mut Diagnostics) {
    let named = extends.as_str().and_then(|text| text.rsplit(['/', '\\']).next()).unwrap_or_default();
    if inputs.iter().any(|input| input.file_name() == named) {
        return;
    }
    let read: Vec<_> = inputs.iter().map(|input| format!("`{}`", input.name)).collect();
    diagnostics.push(
        Diagnostic::new(Code::OverlayExtends, "the overlay extends another document")
            .at(&extends.origin(), format!("the input is {}", read.join(", ")))
            .help("remove `extends`, or name the document"),
    );
}
