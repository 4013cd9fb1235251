//! The server of an API whose document declares servers only at its operations.

use crate::ir::{Api, Server};

/// Makes a server that operations have the API's, where the document declares none for all of them: the one that a released
/// crate called, which an operation beside it does not take away, else the one that all operations share.
pub(super) fn share(api: &mut Api) {
    if !api.servers.is_empty() {
        return;
    }
    let servers: Vec<Option<&String>> = api.operations.values().map(|operation| operation.server.as_ref()).collect();
    let released = api.released_server.as_ref().filter(|released| servers.contains(&Some(released)));
    let first = servers.first().copied().flatten();
    let shared = released.or(first.filter(|first| servers.iter().all(|server| *server == Some(first))));
    if let Some(url) = shared.cloned() {
        api.servers.push(Server { url, variables: Vec::new() });
    }
}
