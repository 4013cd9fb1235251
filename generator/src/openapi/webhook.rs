//! Webhooks: requests that the API makes.

use crate::source::View;

use super::RequestBody;

/// A declared webhook.
#[derive(Debug)]
pub struct Webhook<'a> {
    /// Its name, which is its key in `webhooks`.
    pub name: &'a str,
    /// The method of the request that the API makes.
    pub method: String,
    /// The body of the request that the API makes.
    pub request_body: Option<RequestBody<'a>>,
    /// The operation that describes the request.
    pub view: View<'a>,
}
