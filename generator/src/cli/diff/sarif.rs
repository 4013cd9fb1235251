//! The report in the Static Analysis Results Interchange Format (SARIF) 2.1.0.

use serde::Serialize;

use crate::evolution::{Change, Rule, Spot, Verdict};

use super::Report;
use super::position::{Position, Positions};

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text<&'static str>,
    full_description: Text<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found<'a> {
    rule_id: &'static str,
    rule_index: Option<usize>,
    level: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    message: Text<String>,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression<'a>>,
    properties: Properties,
}

#[derive(Serialize)]
struct Fingerprints<'a> {
    #[serde(rename = "signet/v1")]
    own: &'a str,
}

#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    justification: &'a str,
}

#[derive(Serialize)]
struct Properties {
    wire: &'static str,
    rust: &'static str,
}

#[derive(Serialize)]
struct Text<T> {
    text: T,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<String>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
}

/// Writes the report. Accepted changes are suppressed results.
pub(super) fn report(report: &Report<'_>) -> String {
    let counted = report.changes.iter().map(|change| found(report, change, None));
    let accepted = report.accepted.iter().map(|own| found(report, own.change, Some(own.reason)));
    let driver = Driver {
        name: "signet",
        version: env!("CARGO_PKG_VERSION"),
        rules: Rule::ALL.iter().map(|rule| descriptor(*rule)).collect(),
    };
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver },
            column_kind: "unicodeCodePoints",
            results: counted.chain(accepted).collect(),
        }],
    };
    // Strings and numbers are always written.
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn descriptor(rule: Rule) -> Descriptor {
    Descriptor {
        id: rule.id(),
        short_description: Text { text: rule.title() },
        full_description: Text { text: rule.why() },
    }
}

fn found<'a>(report: &Report<'_>, change: &'a Change, reason: Option<&'a str>) -> Found<'a> {
    let spot = |spot: &Option<Spot>| {
        spot.as_ref().map(|spot| spot.text.as_str()).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let told = match (spot(&change.old), spot(&change.new)) {
        (Some(old), Some(new)) => format!(": `{old}` became `{new}`"),
        (Some(only), None) | (None, Some(only)) => format!(": `{only}`"),
        (None, None) => String::new(),
    };
    let level = match change.verdicts.overall() {
        Verdict::Breaking => "error",
        Verdict::Risky => "warning",
        Verdict::Compatible => "note",
        Verdict::Docs => "none",
    };
    Found {
        rule_id: change.rule.id(),
        rule_index: Rule::ALL.iter().position(|rule| *rule == change.rule),
        level,
        // No other kind of result has no level.
        kind: (level == "none").then_some("informational"),
        message: Text { text: format!("{}: {}{told}", change.place, change.rule.title()) },
        locations: [location(&report.position(change), None)],
        related_locations: change.old.iter().map(|spot| before(spot, &report.old)).collect(),
        partial_fingerprints: Fingerprints { own: &change.fingerprint },
        suppressions: reason.map(|justification| Suppression { kind: "external", justification }).into_iter().collect(),
        properties: Properties { wire: change.verdicts.wire.word(), rust: change.verdicts.rust.word() },
    }
}

/// The place in the old document.
fn before(spot: &Spot, positions: &Positions<'_>) -> Location {
    location(&positions.find(&spot.origin), Some(Text { text: "before".to_owned() }))
}

fn location(position: &Position, message: Option<Text<String>>) -> Location {
    let region = Region { start_line: position.line, start_column: position.column };
    Location {
        physical_location: Physical { artifact_location: Artifact { uri: uri(&position.name) }, region },
        message,
    }
}

/// Writes a path as a reference to a URI (RFC 3986).
fn uri(path: &str) -> String {
    use std::fmt::Write as _;
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => uri.push(char::from(byte)),
            // Writing to a string cannot fail.
            _ => drop(write!(uri, "%{byte:02X}")),
        }
    }
    uri
}
