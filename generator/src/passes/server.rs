//! The server of an API whose document declares servers only at its operations.

use crate::ir::{Api, Server, normal_url};

/// Makes a server that operations have the API's, where the document declares none for all of them: the one that a released
/// crate called, which an operation beside it does not take away, else the one that all operations share.
pub(super) fn share(api: &mut Api) {
    if !api.servers.is_empty() {
        return;
    }
    let servers = api.operations.values().map(|operation| operation.server.as_ref());
    let servers: Vec<Option<(&String, String)>> =
        servers.map(|server| server.map(|server| (server, normal_url(server)))).collect();
    let is = |server: &Option<(_, String)>, place: &String| server.as_ref().is_some_and(|(_, own)| own == place);
    let released = api.released_server.as_deref().map(normal_url);
    let released = released.and_then(|released| servers.iter().find(|server| is(server, &released)));
    let first = servers
        .first()
        .filter(|first| first.as_ref().is_some_and(|(_, first)| servers.iter().all(|server| is(server, first))));
    if let Some((url, _)) = released.or(first).and_then(Option::as_ref) {
        api.servers.push(Server { url: (*url).clone(), variables: Vec::new() });
    }
}
