//! Spans and events for `tracing`, without headers, bodies, queries and keys.

use std::fmt::Display;

use tracing::{Instrument as _, Level, Span, event, span};

use crate::runtime::json::Misfit;
use crate::runtime::operation::Operation;
use crate::runtime::send::policy::Outcome;
use crate::runtime::transport::interface::BoxFuture;

/// Runs a call in a span.
pub(crate) fn in_span<'a, T: 'a>(operation: &'static Operation, call: BoxFuture<'a, T>) -> BoxFuture<'a, T> {
    let span: Span =
        span!(Level::INFO, "call", operation = operation.id, method = operation.method, path = operation.path);
    // A disabled span needs no second box.
    if span.is_disabled() { call } else { Box::pin(call.instrument(span)) }
}

/// Reports an attempt: at `WARN` if there was no response or another attempt follows, at `DEBUG` otherwise.
pub(crate) fn attempt(outcome: &Outcome<'_>) {
    macro_rules! told {
        ($level:expr) => {
            event!(
                $level,
                operation = outcome.attempt().operation().id,
                attempt = outcome.attempt().number(),
                status = outcome.status().map(|status| status.as_u16()),
                latency_us = u64::try_from(outcome.latency().as_micros()).unwrap_or(u64::MAX),
                request_id = outcome.request_id(),
                retry_in_ms = outcome.retry_in().map(|delay| u64::try_from(delay.as_millis()).unwrap_or(u64::MAX)),
                error = outcome.error().map(|error| tracing::field::display(error as &dyn Display)),
                "try"
            )
        };
    }
    if outcome.error().is_some() || outcome.retry_in().is_some() {
        told!(Level::WARN);
    } else {
        told!(Level::DEBUG);
    }
}

/// Reports at `WARN` that values were left out of a response: how many, and which was the first.
pub(crate) fn misfits(operation: &'static Operation, misfits: &[Misfit]) {
    if let Some(first) = misfits.first() {
        event!(
            Level::WARN,
            operation = operation.id,
            misfits = misfits.len(),
            first = tracing::field::display(first as &dyn Display),
            "misfits"
        );
    }
}
