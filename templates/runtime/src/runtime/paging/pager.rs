//! Requests the pages of a list.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use crate::runtime::call::{CallParts, RawCall};
use crate::runtime::error::{Failure, PagingError, RequestFault};
use crate::runtime::paging::continuation::Continuation;
use crate::runtime::paging::link::{complete, follow, next_link};
use crate::runtime::parameters::encoding::append_query;
use crate::runtime::response::received::Received;
#[cfg(feature = "blocking")]
use crate::runtime::send::blocking::exchange_there as exchange;
#[cfg(not(feature = "blocking"))]
use crate::runtime::send::pipeline::exchange;
use crate::runtime::send::pipeline::refused;
use crate::runtime::transport::interface::BoxFuture;

/// How many consecutive pages may be equal, where positions are counted here.
const MOST_EQUAL_PAGES: u32 = 10;

/// How a request asks for the next page.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// By this query parameter, which takes a value of the previous page.
    Cursor(&'static str),
    /// By this parameter, which takes the index of an item; the first item has this index.
    Offset(&'static str, u64),
    /// By this parameter, which takes the page number; the first page has this number.
    Page(&'static str, u64),
    /// By the URL in the `Link` header of the page before.
    Link,
    /// By the URL in the body of the page before.
    Url,
}

/// `Pager` is what all walks have in common, so that it is compiled once.
pub(crate) struct Pager {
    pub(crate) call: RawCall,
    paging: Paging,
    /// The place of the next request; `None` for the call as it is. A link is absolute: it means the same on any page.
    place: Option<String>,
    /// The request for the next page. The lock is never taken: it only makes the type `Sync`.
    exchange: Option<Mutex<BoxFuture<'static, Result<Received, Failure>>>>,
    pub(crate) ended: bool,
    /// Whether it ended with an error.
    failed: bool,
    fault: Option<Arc<RequestFault>>,
    /// Digests of the requested places, or of the last body where positions are counted here.
    seen: HashSet<u64>,
    /// How many consecutive pages were equal.
    equal: u32,
    hasher: RandomState,
}

/// What a pager needs of a response before it is decoded.
pub(crate) struct Sight {
    pub(crate) next: Option<String>,
    pub(crate) body: u64,
}

impl Pager {
    pub(crate) fn new(mut call: RawCall, paging: Paging) -> Self {
        let fault = call.0.fault.take();
        Self {
            call,
            paging,
            place: None,
            exchange: None,
            ended: false,
            failed: false,
            fault,
            seen: HashSet::new(),
            equal: 0,
            hasher: RandomState::new(),
        }
    }

    /// Returns the worker of the call's client; where there is none, the first page is an error.
    #[cfg(feature = "blocking")]
    pub(crate) fn worker(&mut self) -> Option<std::sync::Arc<crate::runtime::send::blocking::Worker>> {
        let worker = self.call.worker();
        self.fault = self.fault.take().or(self.call.0.fault.take());
        worker
    }

    pub(crate) fn resume(&mut self, place: &Continuation) {
        match place.check(self.call.0.operation, self.call.0.client.api(), self.counts()) {
            Ok(place) => {
                self.seen.extend(place.map(|place| self.hasher.hash_one(place)));
                self.place = place.map(str::to_owned);
            }
            Err(error) => {
                self.fault.get_or_insert_with(|| Arc::new(RequestFault::Paging(error)));
            }
        }
    }

    pub(crate) fn continuation(&self, taken: usize) -> Option<Continuation> {
        let operation = self.call.0.operation;
        let is_left = !self.ended || self.failed;
        is_left.then(|| Continuation::new(operation, self.call.0.client.api(), self.place.clone(), taken))
    }

    /// Tells whether the places are numbers that are counted here.
    fn counts(&self) -> bool {
        matches!(self.paging, Paging::Offset(..) | Paging::Page(..))
    }

    /// Requests the next page, and returns it when it has arrived. Nothing else changes before.
    pub(crate) fn poll_fetch(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Received, Failure>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let outcome = match self.exchange.take().map_or_else(|| self.start(), Ok) {
            Ok(mut exchange) => {
                let polled = exchange.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut().poll(context);
                let Poll::Ready(outcome) = polled else {
                    self.exchange = Some(exchange);
                    return Poll::Pending;
                };
                outcome
            }
            Err(fault) => Err(refused(self.call.0.operation, fault)),
        };
        if outcome.is_err() {
            self.fail();
        }
        Poll::Ready(Some(outcome))
    }

    fn start(&mut self) -> Result<Mutex<BoxFuture<'static, Result<Received, Failure>>>, Arc<RequestFault>> {
        self.request().map(|call| Mutex::new(Box::pin(exchange(call)) as BoxFuture<'static, _>))
    }

    pub(crate) fn fail(&mut self) {
        (self.ended, self.failed) = (true, true);
    }

    fn request(&mut self) -> Result<Box<CallParts>, Arc<RequestFault>> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        let mut call = self.call.clone();
        if let Some(place) = &self.place {
            match self.paging {
                Paging::Cursor(name) | Paging::Offset(name, _) | Paging::Page(name, _) => call.query(name, place),
                Paging::Link | Paging::Url => {
                    follow(&mut call.0, place).map_err(RequestFault::Paging)?;
                }
            }
        }
        Ok(call.0)
    }

    pub(crate) fn sight(&self, received: &Received) -> Sight {
        let next = if self.paging == Paging::Link { next_link(&received.headers) } else { None };
        Sight { next, body: if self.counts() { self.hasher.hash_one(&received.body) } else { 0 } }
    }

    /// Moves on to the page after one that came.
    pub(crate) fn advance(&mut self, said: Option<String>, count: usize, body: u64) {
        let next = match self.paging {
            Paging::Cursor(_) | Paging::Link | Paging::Url => said.filter(|said| !said.is_empty()),
            _ if count == 0 => None,
            Paging::Offset(name, first) => Some(self.number(name, first).saturating_add(count as u64).to_string()),
            Paging::Page(name, first) => Some(self.number(name, first).saturating_add(1).to_string()),
        };
        let Some(next) = next else {
            self.ended = true;
            return;
        };
        let next = match self.paging {
            // A link of another server is kept as it is, to be refused when its page is asked for.
            Paging::Link | Paging::Url => complete(&self.call.0.url, self.place.as_deref(), &next).unwrap_or(next),
            _ => next,
        };
        let is_repeated = if self.counts() {
            // Pages of a list may be equal; a server that ignores the number sends the same one without end.
            self.equal = if self.seen.contains(&body) { self.equal + 1 } else { 0 };
            self.seen = HashSet::from([body]);
            self.equal >= MOST_EQUAL_PAGES
        } else {
            !self.seen.insert(self.hasher.hash_one(next.as_str()))
        };
        if is_repeated {
            self.fault = Some(Arc::new(RequestFault::Paging(PagingError::Repeated)));
        }
        self.place = Some(next);
    }

    /// The number of the last requested page.
    fn number(&self, name: &str, first: u64) -> u64 {
        let mut written = String::new();
        append_query(&mut written, name, self.call.0.client.api().query);
        let pairs = self.call.0.query.split('&').filter_map(|pair| pair.split_once('='));
        let own = pairs.filter(|(name, _)| *name == written).map(|(_, value)| value).next_back();
        self.place.as_deref().or(own).and_then(|number| number.parse().ok()).unwrap_or(first)
    }
}
