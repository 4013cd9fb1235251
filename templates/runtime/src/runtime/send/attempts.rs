//! The attempts of a call, within its timeout.
//!
//! policies of the call ▸ for each attempt: policies of the attempt ▸ credentials, which sign ▸ transport ▸
//! verification ▸ delay.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderValue, Request, StatusCode};

use crate::runtime::auth::credential::Credential;
use crate::runtime::body::request_body::{RequestBody, gather};
use crate::runtime::call::CallOptions;
use crate::runtime::client::Settings;
use crate::runtime::error::attempt::{AttemptEnd, EarlierAttempts};
use crate::runtime::error::{Failure, RequestFault, SigningError, TransportError};
use crate::runtime::operation::Operation;
use crate::runtime::response::content::Reading;
use crate::runtime::response::received::Received;
use crate::runtime::send::pipeline::{attempt, refused, signed};
use crate::runtime::send::policy::{self, Attempt, Outcome};
use crate::runtime::send::retry::{Repetition, Retry, is_moved, may_help, retry_after};
use crate::runtime::stream::byte_stream::Streamed;
use crate::runtime::system::clock::Sleep;
use crate::runtime::system::timestamps::Last;

/// The state that the attempts of a call share.
pub(crate) struct Attempts<'c> {
    settings: &'c Settings,
    operation: &'static Operation,
    retry: Retry,
    /// How long the call may take; without a `Sleep`, nothing measures it.
    timeout: Option<Timer<'c>>,
    attempt_timeout: Option<Timer<'c>>,
    reading: Reading,
    number: AtomicU32,
    /// Whether the request of the last attempt was passed to the transport.
    sent: AtomicBool,
    /// How the attempts before the last one ended.
    earlier: Mutex<EarlierAttempts>,
    /// The time with which the last attempt was signed.
    last: Last,
}

/// `Timer` is a limit with what measures it.
#[derive(Clone, Copy)]
struct Timer<'c> {
    sleep: &'c dyn Sleep,
    limit: Duration,
}

/// `Prepared` is a request that is complete but for its credentials.
pub(crate) struct Prepared {
    pub(crate) request: Request<Bytes>,
    /// The effect of sending the request again.
    pub(crate) repetition: Repetition,
    /// Which successes are left to the caller while they arrive.
    pub(crate) streamed: Streamed,
}

impl<'c> Attempts<'c> {
    /// Joins the options of a call with those of its client; what needs a `Sleep` is refused without one.
    pub(crate) fn new(
        settings: &'c Settings,
        operation: &'static Operation,
        options: CallOptions,
    ) -> Result<Self, Failure> {
        let CallOptions { timeout, attempt_timeout, retry, reading } = options;
        let sleep = settings.sleep.as_deref();
        let waits =
            timeout.is_some() || attempt_timeout.is_some() || retry.is_some_and(|retry| retry.allows_another(1));
        if sleep.is_none() && waits {
            return Err(refused(operation, RequestFault::NoSleep));
        }
        let timer = |limit: Option<Duration>| Some(Timer { sleep: sleep?, limit: limit? });
        Ok(Self {
            settings,
            operation,
            retry: retry.unwrap_or(settings.retry),
            timeout: timer(Some(timeout.unwrap_or(settings.timeout))),
            attempt_timeout: timer(attempt_timeout.or(settings.attempt_timeout)),
            reading: reading.unwrap_or(settings.reading),
            number: AtomicU32::new(0),
            sent: AtomicBool::new(false),
            earlier: Mutex::default(),
            last: Last::default(),
        })
    }

    /// Sends a request, again where that helps, and receives the response.
    pub(crate) async fn send(&self, prepared: Prepared) -> Result<Received, Failure> {
        let started = self.settings.timestamps.clock.now();
        let result = in_time(self.timeout, self.operation, &self.sent, self.tries(prepared, started)).await;
        let earlier = std::mem::take(&mut *self.earlier.lock().unwrap_or_else(PoisonError::into_inner));
        let result = match result {
            Ok(received) => Ok(Received { earlier, lenient: self.reading.extent(), ..received }),
            Err(failure) => Err(failure.after(earlier)),
        };
        let policies = &self.settings.call_policies;
        if !policies.is_empty() {
            let attempt = Attempt::new(self.operation, self.number.load(Ordering::Relaxed));
            policy::tell(policies, &Outcome::new(attempt, self.since(started), &result, None));
        }
        result
    }

    /// Builds and signs the request of the first attempt, without sending it.
    pub(crate) async fn sign(&self, prepared: Prepared) -> Result<Request<Bytes>, Failure> {
        let mut request = prepared.request;
        in_time(self.timeout, self.operation, &self.sent, async {
            self.gather(&mut request).await?;
            self.ask(&self.settings.call_policies, &mut request, 0).await?;
            self.ask(&self.settings.attempt_policies, &mut request, 1).await?;
            self.gather(&mut request).await?;
            signed(self.settings, self.operation, request, &self.last).await
        })
        .await
    }

    async fn tries(&self, prepared: Prepared, started: SystemTime) -> Result<Received, Failure> {
        let Prepared { mut request, repetition, streamed } = prepared;
        self.gather_what_is_signed(&mut request).await?;
        self.ask(&self.settings.call_policies, &mut request, 0).await?;
        // A policy may have put another one there.
        self.gather_what_is_signed(&mut request).await?;
        let mut waited = Duration::ZERO;
        let is_repeatable = RequestBody::of(&request).is_none_or(RequestBody::is_repeatable);
        let mut may_renew = is_repeatable && self.settings.credentials.iter().any(Credential::comes_first);
        loop {
            let number = self.number.fetch_add(1, Ordering::Relaxed) + 1;
            let is_last = !(is_repeatable && self.retry.allows_another(number));
            let own = if is_last && !may_renew { std::mem::take(&mut request) } else { request.clone() };
            let begun = self.settings.timestamps.clock.now();
            self.sent.store(false, Ordering::Relaxed);
            let proof = Mutex::new(None);
            let work = self.one(own, number, streamed, &proof);
            let result = in_time(self.attempt_timeout, self.operation, &self.sent, work).await;
            // A clock that stands still or was set back does not make the call longer than its waiting was.
            let elapsed = self.since(started).max(waited);
            // A refused token is renewed for later calls too, whether or not this one can be repeated.
            let renewed = self.renewed(&result, proof) && may_renew;
            may_renew &= !renewed;
            let delay =
                if renewed { Some(Duration::ZERO) } else { self.delay(&result, number, is_last, repetition, elapsed) };
            let outcome = Outcome::new(Attempt::new(self.operation, number), self.since(begun), &result, delay);
            policy::tell(&self.settings.attempt_policies, &outcome);
            #[cfg(feature = "tracing")]
            crate::runtime::send::trace::attempt(&outcome);
            let Some(delay) = delay else {
                if number == 1 && result.is_ok() && !may_help(&result, Repetition::Harmless) {
                    self.settings.budget.refill();
                }
                return result;
            };
            self.keep_end(&result);
            drop(result);
            waited = waited.saturating_add(delay);
            if let Some(timer) = self.timeout.filter(|_| !delay.is_zero()) {
                timer.sleep.sleep(delay).await;
            }
        }
    }

    /// Tells whether a body may be sent while it is read: what signs a request has to see it whole before.
    fn sends_pieces(&self) -> bool {
        let credentials = self.settings.credentials_for(self.operation).unwrap_or_default();
        self.settings.transport.streams_bodies() && !credentials.iter().any(|credential| credential.signs())
    }

    /// Reads a body into memory that is to be signed, or that the transport does not take in pieces.
    async fn gather_what_is_signed(&self, request: &mut Request<Bytes>) -> Result<(), Failure> {
        if RequestBody::of(request).is_some() && !self.sends_pieces() {
            self.gather(request).await?;
        }
        Ok(())
    }

    async fn gather(&self, request: &mut Request<Bytes>) -> Result<(), Failure> {
        gather(request).await.map_err(|error| Failure::from_transport(error, self.operation))
    }

    async fn one(
        &self,
        mut request: Request<Bytes>,
        number: u32,
        streamed: Streamed,
        proof: &Mutex<Option<HeaderValue>>,
    ) -> Result<Received, Failure> {
        self.ask(&self.settings.attempt_policies, &mut request, number).await?;
        self.gather_what_is_signed(&mut request).await?;
        let request = signed(self.settings, self.operation, request, &self.last).await?;
        *proof.lock().unwrap_or_else(PoisonError::into_inner) = request.headers().get(AUTHORIZATION).cloned();
        self.sent.store(true, Ordering::Relaxed);
        attempt(self.settings, self.operation, request, streamed).await
    }

    /// Tells credentials how the server took them. Returns whether it refused one that another attempt would not have: it did
    /// no work then, whatever the method.
    fn renewed(&self, result: &Result<Received, Failure>, proof: Mutex<Option<HeaderValue>>) -> bool {
        let proof = proof.into_inner().unwrap_or_else(PoisonError::into_inner);
        let (Ok(received), Some(proof)) = (result, proof) else { return false };
        let is_refused = received.status == StatusCode::UNAUTHORIZED;
        let credentials = self.settings.credentials_for(self.operation).unwrap_or_default();
        let renewed = credentials.iter().filter(|credential| credential.answered(&proof, is_refused)).count();
        is_refused && renewed > 0
    }

    /// Keeps how an attempt ended that another one follows.
    fn keep_end(&self, result: &Result<Received, Failure>) {
        let end = match result {
            Ok(received) => Some(AttemptEnd::Response(received.status)),
            Err(failure) => failure.end(),
        };
        if let Some(end) = end {
            self.earlier.lock().unwrap_or_else(PoisonError::into_inner).push(end);
        }
    }

    /// Decides whether there is another attempt, and after which delay.
    fn delay(
        &self,
        result: &Result<Received, Failure>,
        number: u32,
        is_last: bool,
        repetition: Repetition,
        elapsed: Duration,
    ) -> Option<Duration> {
        let settings = self.settings;
        // What is learnt helps later calls too, whether this one may be repeated or not.
        let has_learnt = result.as_ref().is_ok_and(|received| settings.timestamps.learn(received));
        if is_last {
            return None;
        }
        if is_moved(result) {
            return Some(Duration::ZERO);
        }
        let delay = if has_learnt && repetition == Repetition::Harmless {
            Duration::ZERO
        } else if may_help(result, repetition) {
            let now = settings.timestamps.clock.now();
            let asked = result.as_ref().ok().and_then(|received| retry_after(&received.headers, now));
            let backoff = self.retry.backoff(number, settings.random.as_deref());
            asked.unwrap_or_default().saturating_add(backoff)
        } else {
            return None;
        };
        let left = self.timeout?.limit.saturating_sub(elapsed);
        (delay < left && settings.budget.take()).then_some(delay)
    }

    async fn ask(
        &self,
        policies: &[Box<dyn policy::Policy>],
        request: &mut Request<Bytes>,
        number: u32,
    ) -> Result<(), Failure> {
        let attempt = Attempt::new(self.operation, number);
        policy::ask(policies, request, attempt).await.map_err(|fault| refused(self.operation, fault))
    }

    fn since(&self, start: SystemTime) -> Duration {
        self.settings.timestamps.clock.now().duration_since(start).unwrap_or_default()
    }
}

/// Runs `work` until it is done or its time is over; dropping it then closes its connection.
async fn in_time<T>(
    timer: Option<Timer<'_>>,
    operation: &'static Operation,
    sent: &AtomicBool,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let Some(Timer { sleep, limit }) = timer else {
        return work.await;
    };
    let mut timer = sleep.sleep(limit);
    let mut work = pin!(work);
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(result) => Poll::Ready(result),
        Poll::Pending => timer.as_mut().poll(context).map(|()| {
            Err(if sent.load(Ordering::Relaxed) {
                Failure::from_transport(TransportError::timeout(limit), operation)
            } else {
                Failure::unsigned(operation, SigningError::Timeout { limit })
            })
        }),
    })
    .await
}
