//! Tokens that operations issue.

use crate::ir::{Frozen, SecurityScheme};

use super::group::Group;

/// The client's methods for tokens.
#[derive(Debug)]
pub struct TokensPlan {
    /// The document's name for the scheme that they serve.
    pub scheme: String,
    /// The marker of the operation that gets a token.
    pub get: String,
    /// The marker of the one that renews it.
    pub refresh: Option<String>,
    /// The property with the token.
    pub access_token: String,
    /// The property with its lifetime.
    pub lifetime: Option<String>,
    /// The property with the refresh token.
    pub refresh_token: Option<String>,
    /// The schemes whose credentials belong beside it.
    pub beside: Vec<String>,
    /// The features that compile these operations: of each list, one is on.
    pub features: Vec<Vec<String>>,
}

/// Nothing, where the crate has not all of these operations.
pub(super) fn tokens(api: &Frozen, groups: &[Group]) -> Option<TokensPlan> {
    let declared = |(scheme, declared): (_, &SecurityScheme)| Some((scheme, declared.token_source.clone()?));
    let (scheme, source): (&String, _) = api.security_schemes.iter().find_map(declared)?;
    let mut features = Vec::new();
    let mut marker = |id: &str| {
        let defined =
            |group: &Group| group.operations.iter().find(|each| each.id == id).map(|each| each.marker.clone());
        let (group, marker) = groups.iter().find_map(|group| Some((group, defined(group)?)))?;
        if !group.compiled_with.is_empty() && !features.contains(&group.compiled_with) {
            features.push(group.compiled_with.clone());
        }
        Some(marker)
    };
    let get = marker(&source.get)?;
    let refresh = match &source.refresh {
        Some(id) => Some(marker(id)?),
        None => None,
    };
    Some(TokensPlan {
        scheme: scheme.clone(),
        get,
        refresh,
        access_token: source.access_token,
        lifetime: source.lifetime,
        refresh_token: source.refresh_token,
        beside: source.beside,
        features,
    })
}
