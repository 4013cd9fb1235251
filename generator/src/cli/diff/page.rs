//! The report as one page of HTML, which needs nothing else.

use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value, context};

use crate::digest;
use crate::evolution::{Change, Spot, Verdict};
use crate::plan::visible;

use super::Report;
use super::position::Positions;
use super::text::{affected, summary};

const PAGE: &str = include_str!("page/page.html.j2");
const CHANGE: &str = include_str!("page/change.html.j2");
const STYLE: &str = include_str!("page/style.css");
const SCRIPT: &str = include_str!("page/script.js");

/// Writes the page. All that it shows passes the template's escaping; style and script, which are allowed by their digests,
/// are its own.
pub(super) fn page(report: &Report<'_>, old: &str, new: &str) -> Result<String, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("page.html", PAGE)?;
    environment.add_template("change.html", CHANGE)?;
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        digest::integrity(STYLE),
        digest::integrity(SCRIPT)
    );
    let accepted = report.accepted.iter().map(|own| described(report, own.change, Some(own.reason)));
    environment.get_template("page.html")?.render(context! {
        policy,
        style => STYLE,
        script => SCRIPT,
        old => visible(old),
        new => visible(new),
        summary => summary(report),
        verdicts => verdicts(report),
        groups => groups(report),
        accepted => accepted.collect::<Vec<_>>(),
    })
}

/// The verdicts that the page has, the accepted changes included, the worst first.
fn verdicts(report: &Report<'_>) -> Vec<Value> {
    let all = || report.changes.iter().copied().chain(report.accepted.iter().map(|own| own.change));
    let count = |verdict| all().filter(|change| change.verdicts.overall() == verdict).count();
    let counts =
        Verdict::ALL.into_iter().rev().map(|verdict| (verdict, count(verdict))).filter(|(_, count)| *count > 0);
    counts.map(|(verdict, count)| context! { word => verdict.word(), count }).collect()
}

/// The changes by tag, the tags with the worst changes first.
fn groups(report: &Report<'_>) -> Vec<Value> {
    let mut groups: Vec<(std::cmp::Reverse<Verdict>, String, Vec<Value>)> = Vec::new();
    // The changes are sorted already.
    for change in &report.changes {
        let name = match change.affected.tags.as_slice() {
            [] if change.affected.count == 0 => "The whole API".to_owned(),
            [] => "Without a tag".to_owned(),
            [tag] => visible(tag),
            _ => "Several tags".to_owned(),
        };
        let shown = described(report, change, None);
        match groups.iter_mut().find(|(_, known, _)| *known == name) {
            Some((_, _, changes)) => changes.push(shown),
            None => groups.push((std::cmp::Reverse(change.verdicts.overall()), name, vec![shown])),
        }
    }
    groups.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    groups.into_iter().map(|(_, name, changes)| context! { name, changes }).collect()
}

fn described(report: &Report<'_>, change: &Change, reason: Option<&str>) -> Value {
    context! {
        verdict => change.verdicts.overall().word(),
        wire => change.verdicts.wire.word(),
        rust => change.verdicts.rust.word(),
        title => change.rule.title(),
        why => change.rule.why(),
        place => visible(&change.place),
        reason => reason.map(visible),
        affected => affected(&change.affected).as_deref().map(visible),
        sides => [
            context! { word => "Old", spot => change.old.as_ref().map(|spot| excerpt(spot, &report.old)) },
            context! { word => "New", spot => change.new.as_ref().map(|spot| excerpt(spot, &report.new)) },
        ],
        rule => change.rule.id(),
        fingerprint => change.fingerprint.as_str(),
        pointer => visible(change.pointer()),
    }
}

/// What a document says, with the lines around it.
fn excerpt(spot: &Spot, positions: &Positions<'_>) -> Value {
    let position = positions.find(&spot.origin);
    let lines = positions.lines(&spot.origin, &position).into_iter().map(|(number, text)| {
        context! { number, text => visible(&text), is_marked => number == position.line }
    });
    context! {
        file => visible(&position.name),
        line => position.line,
        text => visible(&spot.text),
        lines => lines.collect::<Vec<_>>(),
    }
}
