//! The credentials of a client: one for each scheme, and which of them a call is sent with.

use std::sync::Arc;

use crate::runtime::auth::credential::Credential;

/// The security requirements of an operation, each a list of schemes that are sent together.
pub type Alternatives = &'static [&'static [&'static str]];

/// The header of bearer tokens.
pub(crate) const AUTHORIZATION: &str = "authorization";
/// What a token for every call is named where schemes are.
pub(crate) const BEARER_TOKEN: &str = "bearer_token";

/// The credential of each scheme, and what is sent with every call.
#[derive(Clone, Default)]
pub(crate) struct Credentials {
    held: Vec<(&'static str, Arc<dyn Credential>)>,
    every: Option<Arc<dyn Credential>>,
}

impl Credentials {
    /// Sets the credential for `scheme`, in place of an earlier one.
    pub(crate) fn set(&mut self, scheme: &'static str, credential: Arc<dyn Credential>) {
        self.held.retain(|(name, _)| *name != scheme);
        self.held.push((scheme, credential));
    }

    /// Sends a token with every call, and as the credential of these schemes.
    pub(crate) fn set_for_every_call(&mut self, token: Arc<dyn Credential>, schemes: &[&'static str]) {
        for scheme in schemes {
            self.set(scheme, Arc::clone(&token));
        }
        self.every = Some(token);
    }

    /// Returns the credential for every call, unless one of these schemes uses its header.
    pub(crate) fn for_every_call(&self, schemes: &[&str]) -> Option<&dyn Credential> {
        let every = self.every.as_deref()?;
        let takes = |scheme: &&str| self.get(scheme).is_some_and(|other| other.place() == every.place());
        (!schemes.iter().any(takes)).then_some(every)
    }

    /// Returns the credential for `scheme`.
    pub(crate) fn get(&self, scheme: &str) -> Option<&dyn Credential> {
        self.held.iter().find(|(name, _)| *name == scheme).map(|(_, credential)| credential.as_ref())
    }

    /// Goes through all credentials.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &dyn Credential> {
        self.held.iter().map(|(_, credential)| credential.as_ref())
    }

    /// Names the schemes that have a credential.
    pub(crate) fn schemes(&self) -> impl Iterator<Item = &'static str> {
        self.held.iter().map(|(scheme, _)| *scheme)
    }

    /// Selects the schemes of a call; `None` if no requirement has all of its credentials.
    ///
    /// These are the schemes of each requirement that has all of its credentials, since a given credential should be
    /// sent, and the schemes that are sent beside them. If two of them use the same header, the one that says on whose
    /// behalf a call is made is sent, or else the one that the operation lists first.
    pub(crate) fn choose(&self, alternatives: Alternatives) -> Option<Vec<&'static str>> {
        if alternatives.is_empty() {
            return Some(Vec::new());
        }
        let is_possible = |schemes: &&&[&str]| schemes.iter().all(|scheme| self.get(scheme).is_some());
        let mut possible: Vec<&[&str]> = alternatives.iter().filter(is_possible).copied().collect();
        let comes_first = |scheme: &&str| self.get(scheme).is_some_and(Credential::comes_first);
        possible.sort_by_key(|schemes| !schemes.iter().any(comes_first));
        let mut chosen: Vec<&'static str> = Vec::new();
        for schemes in &possible {
            if schemes.iter().all(|scheme| self.rival(scheme, &chosen).is_none()) {
                let new = schemes.iter().filter(|scheme| !chosen.contains(scheme)).copied();
                chosen.extend(new.collect::<Vec<_>>());
            }
        }
        for scheme in chosen.clone() {
            let beside = self.get(scheme).map(Credential::beside).unwrap_or_default();
            let held = beside.iter().filter(|scheme| self.get(scheme).is_some() && !chosen.contains(scheme)).copied();
            chosen.extend(held.collect::<Vec<_>>());
        }
        (!possible.is_empty()).then_some(chosen)
    }

    /// Finds a scheme whose credential is never sent, since others that were given are sent in its place, and one of these.
    pub(crate) fn unused(&self, requirements: &[Alternatives]) -> Option<(&'static str, &'static str)> {
        self.schemes().find_map(|scheme| {
            let takes = |alternatives: &&Alternatives| alternatives.iter().any(|schemes| schemes.contains(&scheme));
            let mut instead = None;
            for chosen in requirements.iter().filter(takes).filter_map(|alternatives| self.choose(alternatives)) {
                if chosen.contains(&scheme) {
                    return None;
                }
                instead = instead.or_else(|| self.rival(scheme, &chosen));
            }
            Some((scheme, instead?))
        })
    }

    /// Finds the scheme among `others` whose credential is written to the same place as that of `scheme`.
    fn rival(&self, scheme: &str, others: &[&'static str]) -> Option<&'static str> {
        let place = self.get(scheme)?.place()?;
        let is_there = |other: &&&'static str| self.get(other).is_some_and(|other| other.place() == Some(place));
        others.iter().filter(|other| **other != scheme).find(is_there).copied()
    }
}
