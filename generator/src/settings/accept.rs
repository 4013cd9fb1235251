//! `[[accept]]` of a `signet.toml`: changes of an update that people decided to live with.

use std::ops::Range;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use toml::Spanned;
use toml::value::{Date, Datetime};

use crate::diagnostics::{Place, SourceId, Texts};
use crate::evolution::{Change, Rule};

/// The accepted changes of a `signet.toml`, with its text, in which entries are pointed at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Acceptances {
    /// What messages call the file.
    pub(crate) name: String,
    /// The text of the file.
    pub(crate) text: String,
    /// The entries, in the file's order.
    pub(crate) entries: Vec<Spanned<Acceptance>>,
}

impl Texts for Acceptances {
    fn name(&self, _: SourceId) -> &str {
        &self.name
    }

    fn text(&self, _: SourceId) -> &str {
        &self.text
    }

    fn span(&self, _: SourceId, _: &str, place: &Place) -> Option<Range<usize>> {
        match place {
            Place::Bytes(bytes) => Some(bytes.clone()),
            Place::Value | Place::Key | Place::FirstKey | Place::Whole => None,
        }
    }
}

/// One change that does not count.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Acceptance {
    /// The rule of the change.
    #[serde(deserialize_with = "rule")]
    rule: Rule,
    /// The place of the change in the old or the new document, as a JSON pointer.
    pointer: Pointer,
    /// The fingerprint of the change.
    fingerprint: Fingerprint,
    /// Why the change is accepted.
    reason: Reason,
    /// The last day on which it is.
    #[serde(default, deserialize_with = "date")]
    until: Option<Date>,
}

checked_string!(
    /// Holds a JSON pointer (RFC 6901).
    Pointer,
    |text| match text {
        "" => Ok(()),
        _ if text.starts_with('/') => Ok(()),
        _ => Err(format!("`{}` is not a JSON pointer: expected `/` at the start", text.escape_debug())),
    }
);
checked_string!(
    /// Holds the fingerprint of a change.
    Fingerprint,
    |text| {
        let is_hexadecimal = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if text.len() == 16 && is_hexadecimal { Ok(()) } else { Err("expected a fingerprint: 16 lower-case hexadecimal digits".to_owned()) }
    }
);
checked_string!(
    /// Holds why a change is accepted.
    Reason,
    |text| if text.trim().is_empty() { Err("empty reason".to_owned()) } else { Ok(()) }
);

impl Acceptance {
    /// Why the change is accepted.
    pub(crate) fn reason(&self) -> &str {
        self.reason.as_str()
    }

    /// Says whether the entry names this change. Positions in lists don't count: they move when something else is added.
    pub(crate) fn names(&self, change: &Change) -> bool {
        let is_at = |pointer: &str| steps(pointer).eq(steps(self.pointer.as_str()));
        let spots = change.old.iter().chain(&change.new);
        self.rule == change.rule
            && self.fingerprint.as_str() == change.fingerprint
            && spots.map(|spot| spot.origin.pointer.as_str()).any(is_at)
    }

    /// Says whether the last day of the entry is past; `today` is written as in RFC 3339.
    pub(crate) fn is_past(&self, today: &str) -> bool {
        self.until.is_some_and(|until| until.to_string().as_str() < today)
    }

    /// Names the change for messages.
    pub(crate) fn shown(&self) -> String {
        format!("`{}` with the fingerprint `{}`", self.rule.id(), self.fingerprint)
    }
}

/// The steps of a pointer, without positions in lists.
fn steps(pointer: &str) -> impl Iterator<Item = Option<&str>> {
    pointer.split('/').map(|step| Some(step).filter(|step| step.parse::<u32>().is_err()))
}

fn rule<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Rule, D::Error> {
    let id = String::deserialize(deserializer)?;
    Rule::named(&id).ok_or_else(|| {
        let shown = id.escape_debug();
        D::Error::custom(format!("no rule is called `{shown}`; `signet diff --rules` lists all"))
    })
}

/// Reads a date of TOML, or the same as a string.
fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let found = match toml::Value::deserialize(deserializer)? {
        toml::Value::Datetime(found) => Some(found),
        toml::Value::String(text) => text.parse::<Datetime>().ok(),
        _ => None,
    };
    match found {
        Some(Datetime { date: Some(date), time: None, offset: None }) => Ok(Some(date)),
        _ => Err(D::Error::custom("expected a date such as 2027-01-31")),
    }
}
