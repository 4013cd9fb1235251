//! The pipeline of a call, the same code for all operations.
//!
//! call ▸ request ▸ credentials, which sign ▸ transport ▸ limited body ▸ verification; `response` decodes the result.
//! Everything after the request happens once per attempt, in `attempts`.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT, USER_AGENT};
use http::{HeaderValue, Method, Request, Uri};

use crate::runtime::call::CallParts;
use crate::runtime::client::Settings;
use crate::runtime::error::{
    Error, Failure, InvalidRequest, RequestFault, SigningError, TransportError, VerificationError,
};
use crate::runtime::operation::Operation;
use crate::runtime::parameters::encoding::{has_dot_segment, in_order};
use crate::runtime::response::received::Received;
use crate::runtime::send::attempts::{Attempts, Prepared};
use crate::runtime::send::idempotency::Repeated;
use crate::runtime::send::retry::Repetition;
use crate::runtime::stream::byte_stream::Streamed;
use crate::runtime::system::timestamps::Last;
use crate::runtime::transport::interface::{BoxFuture, ResponseBody};

/// Sends a call and receives its response.
///
/// Boxed here, so that the pipeline is compiled with this crate and not again in each crate that makes calls.
pub(crate) fn exchange(call: Box<CallParts>) -> BoxFuture<'static, Result<Received, Failure>> {
    #[cfg(feature = "tracing")]
    let operation = call.operation;
    let sent = Box::pin(async move {
        let client = call.client.clone();
        let attempts = Attempts::new(client.settings(), call.operation, call.options)?;
        attempts.send(prepare(*call)?).await
    });
    #[cfg(feature = "tracing")]
    let sent = crate::runtime::send::trace::in_span(operation, sent);
    sent
}

/// Signs a call without sending it.
pub(crate) fn signed_request(call: Box<CallParts>) -> BoxFuture<'static, Result<Request<Bytes>, Failure>> {
    Box::pin(async move {
        let client = call.client.clone();
        let attempts = Attempts::new(client.settings(), call.operation, call.options)?;
        attempts.sign(prepare(*call)?).await
    })
}

/// Makes the request of a call, complete but for its credentials.
fn prepare(mut call: CallParts) -> Result<Prepared, Failure> {
    let operation = call.operation;
    match call.fault.take() {
        Some(fault) => return Err(refused(operation, fault)),
        None if call.streamed != Streamed::Never && call.client.settings().verifier.is_some() => {
            Err(RequestFault::UnverifiableStream)
        }
        None => request(call),
    }
    .map_err(|fault| refused(operation, fault))
}

fn request(call: CallParts) -> Result<Prepared, RequestFault> {
    let CallParts {
        client,
        operation,
        mut url,
        base,
        query,
        mut headers,
        mut body,
        upload,
        idempotency,
        repetition,
        streamed,
        ..
    } = call;
    if url.get(base..).is_none_or(has_dot_segment) {
        return Err(RequestFault::DotSegment);
    }
    if !query.is_empty() {
        url.push('?');
        let ordered = in_order(&query, operation.query, client.api().query);
        url.push_str(ordered.as_deref().unwrap_or(&query));
    }
    let length = url.len();
    let uri = Uri::try_from(url).map_err(|_| RequestFault::Url)?;
    if written_length(&uri) != Some(length) {
        return Err(RequestFault::Url);
    }
    let method = Method::from_bytes(operation.method.as_bytes()).map_err(|_| RequestFault::Method)?;
    for (name, value) in &client.settings().default_headers {
        if !headers.contains_key(name) {
            headers.insert(name, value.clone());
        }
    }
    if !headers.contains_key(ACCEPT) {
        let accept = operation.accept.unwrap_or("*/*").as_bytes();
        let accept = HeaderValue::from_maybe_shared(Bytes::from_static(accept));
        headers.insert(ACCEPT, accept.map_err(|_| RequestFault::HeaderValue("accept".into()))?);
    }
    if !headers.contains_key(USER_AGENT) {
        headers.insert(USER_AGENT, client.settings().user_agent.clone());
    }
    let random = client.settings().random.as_deref();
    let by_method = if operation.is_idempotent() { Repetition::Harmless } else { Repetition::Harmful };
    let mut repetition = repetition.unwrap_or(by_method);
    if let Some((place, repeated)) = idempotency {
        if place.fill(&mut headers, &mut body, random)? {
            repetition = match repeated {
                Repeated::SameResponse => Repetition::Harmless,
                Repeated::Rejected => Repetition::Rejected,
            };
        }
    }
    let mut request = Request::new(body);
    *request.method_mut() = method;
    *request.uri_mut() = uri;
    *request.headers_mut() = headers;
    request.extensions_mut().insert(operation);
    if let Some(upload) = upload {
        request.extensions_mut().insert(upload);
    }
    Ok(Prepared { request, repetition, streamed })
}

/// Returns the length of `uri` as a string; a difference from the parsed string means that a part was dropped.
fn written_length(uri: &Uri) -> Option<usize> {
    let (scheme, authority, rest) = (uri.scheme_str()?, uri.authority()?, uri.path_and_query()?);
    Some(scheme.len() + "://".len() + authority.as_str().len() + rest.as_str().len())
}

/// Adds the operation's credentials to the request, which does not change afterwards. `last` is the time of the call's
/// last attempt.
pub(crate) async fn signed(
    settings: &Settings,
    operation: &'static Operation,
    mut request: Request<Bytes>,
    last: &Last,
) -> Result<Request<Bytes>, Failure> {
    let failed = |error: SigningError| Failure::unsigned(operation, error);
    let credentials = settings.credentials_for(operation).map_err(failed)?;
    let (signing, others): (Vec<_>, Vec<_>) = credentials.into_iter().partition(|credential| credential.signs());
    for (signs, credentials) in [(false, others), (true, signing)] {
        if credentials.is_empty() {
            continue;
        }
        // What does not sign may wait, for a token for instance; a time that is signed is told after that.
        let now = settings.timestamps.next(signs.then_some(last));
        for credential in credentials {
            credential.apply(&mut request, now).await.map_err(failed)?;
        }
    }
    Ok(request)
}

/// Sends a signed request once, and receives its response whole and verified; a success that is `streamed` stays open.
pub(crate) async fn attempt(
    settings: &Settings,
    operation: &'static Operation,
    request: Request<Bytes>,
    streamed: Streamed,
) -> Result<Received, Failure> {
    let failed = |error| Failure::from_transport(error, operation);
    let response = settings.transport.send(request).await.map_err(failed)?;
    let (head, body) = response.into_parts();
    if operation.may_be_success(head.status.as_u16(), &head.headers) && streamed.fits(&head.headers) {
        return Ok(Received::open(operation, head.status, head.headers, body, settings.max_response_bytes));
    }
    let body =
        read_capped(body, settings.max_response_bytes).await.map_err(|error| failed(error.with_status(head.status)))?;
    let mut received = Received::new(operation, head.status, head.headers, body);
    if let Some(verifier) = &settings.verifier {
        match verifier.verify(received.status.as_u16(), &received.headers, &received.body) {
            Ok(verification) => received.verification = verification,
            Err(fault) => {
                return Err(Error::Verification(Box::new(VerificationError::new(fault, received))));
            }
        }
    }
    Ok(received)
}

/// Pulls the whole body, and stops as soon as it is known to be larger than `limit` bytes.
async fn read_capped(mut body: ResponseBody, limit: usize) -> Result<Bytes, TransportError> {
    // Most bodies come in one piece, which then needs no copy.
    let mut first = Bytes::new();
    let mut joined = BytesMut::new();
    while let Some(piece) = body.next().await? {
        let length = first.len() + joined.len();
        if piece.len() > limit - length {
            return Err(TransportError::too_large(limit));
        }
        if length == 0 {
            first = piece;
            continue;
        }
        joined.extend_from_slice(&std::mem::take(&mut first));
        joined.extend_from_slice(&piece);
    }
    Ok(if joined.is_empty() { first } else { joined.freeze() })
}

pub(crate) fn refused(operation: &'static Operation, fault: impl Into<Arc<RequestFault>>) -> Failure {
    Error::InvalidRequest(Box::new(InvalidRequest::new(operation, fault)))
}
