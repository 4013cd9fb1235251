//! Work that several wait for and that is done once: a future flows in, its result flows out to each who waits.

use std::future::{Future, poll_fn};
use std::mem;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use crate::runtime::transport::interface::BoxFuture;

/// Work in progress. Every waiting task drives it, so it continues when one of them is dropped, and ends with the last.
pub(crate) struct Flight<T> {
    /// The runtime where the work began, which drives its connection.
    home: Home,
    work: Mutex<Work<T>>,
    waiting: Arc<Waiting>,
}

enum Work<T> {
    Open(BoxFuture<'static, T>),
    Done(T),
    /// It panicked, in the task of one who waited.
    Lost,
}

/// `Waiting` wakes all who wait, since any of them may be gone.
#[derive(Default)]
struct Waiting(Mutex<Vec<Waker>>);

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        let wakers = mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        wakers.into_iter().for_each(Waker::wake);
    }
}

impl<T: Clone> Flight<T> {
    /// Starts nothing yet: the work begins with the first who waits.
    pub(crate) fn new(work: BoxFuture<'static, T>) -> Self {
        Self { home: here(), work: Mutex::new(Work::Open(work)), waiting: Arc::default() }
    }

    /// Checks whether the runtime of the work still runs; `None` if it cannot be checked, or is the current one.
    pub(crate) fn probe(&self) -> Option<Probe> {
        let answered = Arc::<AtomicBool>::default();
        let probe = Probe(Arc::clone(&answered));
        asked(&self.home, async move { answered.store(true, Ordering::Relaxed) }).then_some(probe)
    }

    /// Waits for the result; `None`: the work panicked.
    pub(crate) async fn join(&self) -> Option<T> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Waits for the result until time is over; within, as [`join`](Self::join).
    pub(crate) async fn join_until(&self, mut over: BoxFuture<'static, ()>) -> Option<Option<T>> {
        poll_fn(|context| match self.poll(context) {
            Poll::Ready(result) => Poll::Ready(Some(result)),
            Poll::Pending => over.as_mut().poll(context).map(|()| None),
        })
        .await
    }

    /// Spawns a tokio task that drives the work. Returns whether there is one.
    ///
    /// A single-threaded runtime may stop when the call that started the work is done, and the work stops with it: such
    /// a task is spawned only if it `may_rest`.
    pub(crate) fn go_on_in_background(self: &Arc<Self>, may_rest: bool) -> bool
    where
        T: Send + 'static,
    {
        let flight = Arc::clone(self);
        spawned(async move { flight.join().await }, may_rest)
    }

    fn poll(&self, context: &Context<'_>) -> Poll<Option<T>> {
        {
            // Noted before the work is polled, so that no wake is missed.
            let mut wakers = self.waiting.0.lock().unwrap_or_else(PoisonError::into_inner);
            if !wakers.iter().any(|waker| waker.will_wake(context.waker())) {
                wakers.push(context.waker().clone());
            }
        }
        let mut work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        match mem::replace(&mut *work, Work::Lost) {
            Work::Open(mut future) => {
                // A panic leaves `Lost` behind, and wakes the others.
                let guard = WakeAll(&self.waiting);
                let waker = Waker::from(Arc::clone(&self.waiting));
                match pin!(&mut future).poll(&mut Context::from_waker(&waker)) {
                    Poll::Ready(result) => {
                        *work = Work::Done(result.clone());
                        Poll::Ready(Some(result))
                    }
                    Poll::Pending => {
                        *work = Work::Open(future);
                        mem::forget(guard);
                        Poll::Pending
                    }
                }
            }
            Work::Done(result) => {
                *work = Work::Done(result.clone());
                Poll::Ready(Some(result))
            }
            Work::Lost => Poll::Ready(None),
        }
    }
}

/// A task that shows whether a runtime runs.
pub(crate) struct Probe(Arc<AtomicBool>);

impl Probe {
    /// Returns whether the runtime has run the task.
    pub(crate) fn is_answered(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// `Home` is a runtime of tokio, if the work began on one.
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
struct Home(Option<tokio::runtime::Handle>);

#[cfg(not(all(feature = "reqwest", not(target_family = "wasm"))))]
struct Home;

#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
fn here() -> Home {
    Home(tokio::runtime::Handle::try_current().ok())
}

#[cfg(not(all(feature = "reqwest", not(target_family = "wasm"))))]
fn here() -> Home {
    Home
}

/// Spawns the task. Returns whether there is a runtime.
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
fn asked(home: &Home, answer: impl Future<Output = ()> + Send + 'static) -> bool {
    let present = tokio::runtime::Handle::try_current().map(|present| present.id()).ok();
    let other = home.0.as_ref().filter(|home| present != Some(home.id()));
    other.map(|home| home.spawn(answer)).is_some()
}

#[cfg(not(all(feature = "reqwest", not(target_family = "wasm"))))]
fn asked(_: &Home, _: impl Future<Output = ()> + Send + 'static) -> bool {
    false
}

/// Runs work in a task, if tokio has a multi-thread runtime, or if it `may_rest`.
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
fn spawned<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static, may_rest: bool) -> bool {
    use tokio::runtime::{Handle, RuntimeFlavor};

    let fits = |handle: &Handle| may_rest || handle.runtime_flavor() == RuntimeFlavor::MultiThread;
    let handle = Handle::try_current().ok().filter(fits);
    handle.map(|handle| handle.spawn(work)).is_some()
}

#[cfg(not(all(feature = "reqwest", not(target_family = "wasm"))))]
fn spawned<T: Send + 'static>(_: impl Future<Output = T> + Send + 'static, _: bool) -> bool {
    false
}

/// Wakes all who wait when it is dropped.
struct WakeAll<'w>(&'w Arc<Waiting>);

impl Drop for WakeAll<'_> {
    fn drop(&mut self) {
        Arc::clone(self.0).wake();
    }
}
