//! Blocking calls, which run on a thread of the client.
//!
//! That thread never stops driving its connections: a connection of an earlier call is alive, or known to be closed.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "waiting takes threads")]

use std::cell::Cell;
use std::fmt;
use std::future::{Future, pending};
use std::io;
use std::panic::resume_unwind;
use std::pin::{Pin, pin};
use std::process;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, ThreadId};

use bytes::Bytes;
use tokio::runtime::{Builder, EnterGuard, Handle};
use tokio::task::{AbortHandle, JoinError, unconstrained};

use crate::runtime::call::{Call, CallParts, RawCall};
use crate::runtime::error::{Error, Failure, RequestFault, TransportError, TransportErrorKind};
use crate::runtime::operation::{Op, Output};
use crate::runtime::response::received::{Received, Response, decode, opened};
use crate::runtime::send::pipeline::exchange;
use crate::runtime::stream::byte_stream::{ByteStream, StreamError, Streamed};

impl<O: Op> Call<O> {
    /// Sends the call, waits, and returns its typed body, as [`send`](Self::send) does.
    ///
    /// It works inside of an async runtime too, whose thread it blocks meanwhile. The first such call starts one thread, which
    /// the client and its clones share, and which ends with the last of them.
    ///
    /// ```
    #[cfg_attr(doctest, doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::{Call, Error, Op};"))]
    ///
    /// fn answer<O: Op>(call: Call<O>) -> Result<O::Output, Error<O::Error>> {
    ///     call.send_blocking()
    /// }
    /// ```
    pub fn send_blocking(self) -> Result<O::Output, Error<O::Error>> {
        self.send_with_response_blocking().map(|response| response.body)
    }

    /// Sends the call, waits, and returns its typed body with status and headers.
    pub fn send_with_response_blocking(mut self) -> Result<Response<O::Output>, Error<O::Error>> {
        self.raw_mut().0.streamed = O::Output::STREAMED;
        match exchange_blocking(self.into_parts()) {
            Ok(received) => decode::<O>(received),
            Err(failure) => Err(failure.widen()),
        }
    }

    /// Sends the call, blocks, and returns its response as received, like [`send_raw`](Self::send_raw).
    pub fn send_raw_blocking(self) -> Result<Response<Bytes>, Error<O::Error>> {
        match exchange_blocking(self.into_parts()) {
            Ok(mut received) => {
                let body = std::mem::take(&mut received.body);
                Ok(received.answer(body))
            }
            Err(failure) => Err(failure.widen()),
        }
    }

    /// Sends the call, blocks until status and headers arrive, and returns the response while its body arrives, like
    /// [`send_stream`](Self::send_stream); [`ByteStream::blocking`] converts it into an iterator.
    pub fn send_stream_blocking(mut self) -> Result<Response<ByteStream>, Error<O::Error>> {
        self.raw_mut().0.streamed = Streamed::Bytes;
        match exchange_blocking(self.into_parts()) {
            Ok(received) => opened(received, |stream| stream),
            Err(failure) => Err(failure.widen()),
        }
    }
}

/// Sends a call and receives its response on this thread.
pub(crate) fn exchange_blocking(call: Box<CallParts>) -> Result<Received, Failure> {
    let mut call = RawCall(call);
    let worker = call.worker();
    let mut received = wait(worker.as_deref(), pin!(exchange_there(call.0)))?;
    if let Some(stream) = &mut received.stream {
        stream.worker = worker;
    }
    Ok(received)
}

/// Sends the call on the thread that drives the connections, if this thread blocks for it.
///
/// There it queues behind the work that frees the connection of the previous call. A panic is passed back from there.
pub(crate) async fn exchange_there(call: Box<CallParts>) -> Result<Received, Failure> {
    let operation = call.operation;
    let work = exchange(call);
    if ROLE.get() != Role::Caller {
        return work.await;
    }
    match tokio::spawn(work).await.map_err(JoinError::try_into_panic) {
        Ok(result) => result,
        Err(Ok(panic)) => resume_unwind(panic),
        Err(Err(error)) => {
            Err(Failure::from_transport(TransportError::new(TransportErrorKind::Other, error), operation))
        }
    }
}

impl RawCall {
    /// Returns the worker of the call's client; where there is none, the call is refused when it is sent.
    pub(crate) fn worker(&mut self) -> Option<Arc<Worker>> {
        match self.0.client.settings().workplace.worker() {
            Ok(worker) => Some(worker),
            Err(error) => {
                self.fail(RequestFault::NoWorker(error));
                None
            }
        }
    }
}

/// The worker of a client, started by its first blocking call.
#[derive(Default)]
pub(crate) struct Workplace(Mutex<Option<Arc<Worker>>>);

impl Workplace {
    fn worker(&self) -> io::Result<Arc<Worker>> {
        let mut place = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*place {
            Some(worker) if worker.thread == thread::current().id() => Err(io::Error::new(
                io::ErrorKind::Deadlock,
                "this is the thread that makes the client's blocking calls",
            )),
            Some(worker) if worker.process != process::id() => Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "the client made blocking calls before this process was forked off: make a client in each process",
            )),
            Some(worker) => Ok(Arc::clone(worker)),
            None => Ok(Arc::clone(place.insert(Arc::new(Worker::start()?)))),
        }
    }
}

/// `Worker` is a thread that drives connections and timers, until the last who waits for them is gone.
pub(crate) struct Worker {
    runtime: Handle,
    thread: ThreadId,
    /// The process that has that thread: a fork of it has none.
    process: u32,
    /// What its thread waits for.
    rest: AbortHandle,
}

impl Worker {
    fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let rest = runtime.spawn(pending::<()>());
        let (handle, abort) = (runtime.handle().clone(), rest.abort_handle());
        let drive = move || {
            ROLE.set(Role::Worker);
            // Ends when it is aborted, which is no error.
            let _ = runtime.block_on(rest);
        };
        let thread = thread::Builder::new().name("blocking-calls".to_owned()).spawn(drive)?;
        Ok(Self { runtime: handle, thread: thread.thread().id(), process: process::id(), rest: abort })
    }

    /// Enters the runtime, for code that looks for the current one.
    fn enter(&self) -> Entered<'_> {
        Entered { _runtime: self.runtime.enter(), before: ROLE.replace(Role::Caller) }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.rest.abort();
    }
}

/// The role of a thread in blocking calls.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    None,
    Caller,
    Worker,
}

thread_local! {
    static ROLE: Cell<Role> = const { Cell::new(Role::None) };
}

/// Tells whether what this thread does belongs to a blocking call, whose connections are no others'.
#[cfg(feature = "reqwest")]
pub(crate) fn is_blocking() -> bool {
    ROLE.get() != Role::None
}

struct Entered<'w> {
    _runtime: EnterGuard<'w>,
    before: Role,
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        ROLE.set(self.before);
    }
}

/// Polls a future on this thread until it is done.
fn wait<T>(worker: Option<&Worker>, future: Pin<&mut (dyn Future<Output = T> + '_)>) -> T {
    let _entered = worker.map(Worker::enter);
    let signal = Arc::new(Signal::default());
    let waker = Waker::from(Arc::clone(&signal));
    let mut context = Context::from_waker(&waker);
    // Inside of an async task, how much that task may do at a time is no measure for a whole call.
    let mut future = pin!(unconstrained(future));
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(result) => return result,
            Poll::Pending => signal.wait(),
        }
    }
}

/// `Signal` wakes a thread that waits. It is no `park`, whose wakes an executor around the call may be waiting for.
#[derive(Default)]
struct Signal {
    given: Mutex<bool>,
    changed: Condvar,
}

impl Signal {
    fn wait(&self) {
        let given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let mut given = self.changed.wait_while(given, |given| !*given).unwrap_or_else(PoisonError::into_inner);
        *given = false;
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        *self.given.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_one();
    }
}

/// A sequence of items: a paged list, or a stream.
pub trait Steps {
    /// What it brings.
    type Item;

    /// Brings the next one; `None` at the end.
    #[doc(hidden)]
    fn step(&mut self) -> impl Future<Output = Option<Self::Item>>;
}

/// A paged list or stream as a blocking iterator.
#[must_use = "an iterator does nothing until it is asked"]
pub struct Blocking<S> {
    steps: S,
    worker: Option<Arc<Worker>>,
}

impl<S> Blocking<S> {
    pub(crate) fn new(steps: S, worker: Option<Arc<Worker>>) -> Self {
        Self { steps, worker }
    }

    /// Returns the list or stream, which knows the place to continue, or the headers of the response.
    pub fn get_ref(&self) -> &S {
        &self.steps
    }
}

impl<S: Steps> Iterator for Blocking<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        wait(self.worker.as_deref(), pin!(self.steps.step()))
    }
}

impl<S: fmt::Debug> fmt::Debug for Blocking<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Blocking").field(&self.steps).finish()
    }
}

impl ByteStream {
    /// Converts the stream of a blocking call into an iterator. The stream of an async call needs its runtime to run
    /// meanwhile.
    pub fn blocking(self) -> Blocking<Self> {
        let worker = self.worker.clone();
        Blocking::new(self, worker)
    }
}

impl Steps for ByteStream {
    type Item = Result<Bytes, StreamError>;

    async fn step(&mut self) -> Option<Self::Item> {
        self.next().await
    }
}
