//! A list, page after page: a call and the place where it goes on flow in, pages or their items flow out.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::hash::{BuildHasher as _, RandomState};
use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

#[cfg(feature = "blocking")]
use crate::runtime::blocking::exchange_there as exchange;
use crate::runtime::call::{Call, CallParts, RawCall};
use crate::runtime::continuation::Continuation;
use crate::runtime::encoding::append_query;
use crate::runtime::error::{Error, Failure, PagingError, RequestFault};
use crate::runtime::link::{complete, follow, next_link};
use crate::runtime::operation::Op;
use crate::runtime::response::{Received, decode};
#[cfg(not(feature = "blocking"))]
use crate::runtime::send::exchange;
use crate::runtime::send::refused;
use crate::runtime::transport::BoxFuture;

/// How many pages in a row may be equal to the one before, where their places are counted here.
const MOST_EQUAL_PAGES: u32 = 10;

/// `Paging` is how a request asks for the page after another.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// By this parameter of the query, which takes what the page before says.
    Cursor(&'static str),
    /// By this parameter, which takes the position of an item; the first item has this one.
    Offset(&'static str, u64),
    /// By this parameter, which takes the page's number; the first page has this one.
    Page(&'static str, u64),
    /// By the URL in the `Link` header of the page before.
    Link,
    /// By the URL in the body of the page before.
    Url,
}

/// `Paged` is an operation that answers with a page of a list.
pub trait Paged: Op {
    /// How a request asks for the page after another.
    #[doc(hidden)]
    const PAGING: Paging;

    /// Returns what a page says of the one after it.
    #[doc(hidden)]
    fn next(_page: &Self::Output) -> Option<String> {
        None
    }

    /// Tells whether a page says that there are more.
    #[doc(hidden)]
    fn more(_page: &Self::Output) -> Option<bool> {
        None
    }

    /// Counts the items of a page.
    #[doc(hidden)]
    fn count(_page: &Self::Output) -> usize {
        0
    }
}

/// `Listed` is an operation whose pages hold one list.
pub trait Listed: Paged {
    /// What the list holds.
    type Item: Send + 'static;

    /// Takes the items out of a page.
    #[doc(hidden)]
    fn items(page: Self::Output) -> Vec<Self::Item>;
}

impl<O: Paged> Call<O> {
    /// Walks the pages, from the one that the call asks for; each is a call of its own, signed and tried again as such.
    pub fn pages(self) -> Pages<O> {
        Pages { pager: Box::new(Pager::new(RawCall(self.into_parts()), O::PAGING)), taken: 0, operation: PhantomData }
    }

    /// Walks the pages from a place that was kept; the call is the one that the place was kept of, with its parameters.
    pub fn pages_from(self, place: &Continuation) -> Pages<O> {
        let mut pages = self.pages();
        pages.taken = place.taken();
        pages.pager.resume(place);
        pages
    }
}

impl<O: Listed> Call<O> {
    /// Walks the items of all pages, from the page that the call asks for.
    pub fn items(self) -> Items<O> {
        Items::new(self.pages())
    }

    /// Walks the items from a place that was kept; the call is the one that the place was kept of, with its parameters.
    pub fn items_from(self, place: &Continuation) -> Items<O> {
        Items::new(self.pages_from(place))
    }
}

/// A page or an item of a list of the operation `O`, or why there is none.
type Step<O, T> = Result<T, Error<<O as Op>::Error>>;

/// `Pages` walks the pages of a list.
///
/// After an error it is at its end; [`continuation`](Self::continuation) is then still the page that failed.
#[must_use = "pages are asked for one by one, with `next`"]
pub struct Pages<O> {
    pub(crate) pager: Box<Pager>,
    /// How many items of the first page were taken before it was kept as a place.
    taken: usize,
    operation: PhantomData<fn() -> O>,
}

impl<O: Paged> Pages<O> {
    /// Asks for the next page and returns it; `None` after the last one.
    ///
    /// If the future is dropped, the next one goes on with the same request.
    pub async fn next(&mut self) -> Option<Result<O::Output, Error<O::Error>>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    /// Returns the next page once it is there, as [`next`](Self::next) does.
    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Step<O, O::Output>>> {
        let received = match ready!(self.pager.poll_fetch(context)) {
            Some(Ok(received)) => received,
            Some(Err(failure)) => return Poll::Ready(Some(Err(failure.widen()))),
            None => return Poll::Ready(None),
        };
        let sight = self.pager.sight(&received);
        Poll::Ready(Some(match decode::<O>(received) {
            Ok(response) => {
                let page = response.body;
                let said = sight.next.or_else(|| O::next(&page)).filter(|_| O::more(&page) != Some(false));
                let count = if O::more(&page) == Some(false) { 0 } else { O::count(&page) };
                self.pager.advance(said, count, sight.body);
                self.taken = 0;
                Ok(page)
            }
            Err(error) => {
                self.pager.fail();
                Err(error)
            }
        }))
    }

    /// Returns the place of the next page, to go on from it later; `None` after the last one.
    pub fn continuation(&self) -> Option<Continuation> {
        self.pager.continuation(self.taken)
    }
}

/// `Items` walks the items of a list, whatever the pages are that they come in.
///
/// After an error it is at its end; [`continuation`](Self::continuation) is then still the item that failed to come.
#[must_use = "items are asked for one by one, with `next`"]
pub struct Items<O: Listed> {
    pub(crate) pages: Pages<O>,
    page: std::vec::IntoIter<O::Item>,
    /// The place of that page.
    place: Option<Continuation>,
    /// How many of its items were taken.
    taken: usize,
}

impl<O: Listed> Items<O> {
    fn new(pages: Pages<O>) -> Self {
        Self { pages, page: Vec::new().into_iter(), place: None, taken: 0 }
    }

    /// Returns the next item, for which it asks for a page if need be; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error<O::Error>>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// Returns the next item once it is there, as [`next`](Self::next) does.
    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Step<O, O::Item>>> {
        loop {
            if let Some(item) = self.page.next() {
                self.taken += 1;
                return Poll::Ready(Some(Ok(item)));
            }
            let (place, taken) = (self.pages.continuation(), self.pages.taken);
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => {
                    self.page = O::items(page).into_iter();
                    self.taken = self.page.by_ref().take(taken).count();
                    self.place = place;
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    /// Returns the place of the next item, to go on from it later; `None` after the last one.
    ///
    /// It is a page and a number of items of it, so that items may be met again or be missed where the list changes meanwhile.
    pub fn continuation(&self) -> Option<Continuation> {
        if self.page.len() == 0 {
            return self.pages.continuation();
        }
        self.place.clone().map(|place| place.after(self.taken))
    }
}

#[cfg(feature = "stream")]
impl<O: Paged> futures_core::Stream for Pages<O> {
    type Item = Result<O::Output, Error<O::Error>>;

    fn poll_next(self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

/// Nothing in it is pinned, whatever the items are.
impl<O: Listed> Unpin for Items<O> {}

#[cfg(feature = "stream")]
impl<O: Listed> futures_core::Stream for Items<O> {
    type Item = Result<O::Item, Error<O::Error>>;

    fn poll_next(self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<O> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("call", &self.pager.call)
            .field("ended", &self.pager.ended)
            .finish_non_exhaustive()
    }
}

impl<O: Listed> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).field("waiting", &self.page.len()).finish_non_exhaustive()
    }
}

/// `Pager` is what all walks have in common, so that it is compiled once.
pub(crate) struct Pager {
    call: RawCall,
    paging: Paging,
    /// What the next request asks by; none: the call as it is. A link is complete: it means the same on any page.
    place: Option<String>,
    /// The request for the next page, which is under way. The lock is never taken: it lets threads share what holds a walk.
    exchange: Option<Mutex<BoxFuture<'static, Result<Received, Failure>>>>,
    ended: bool,
    /// Whether it ended with an error.
    failed: bool,
    fault: Option<RequestFault>,
    /// Digests of the places that were asked for, or of the last body where places are counted here.
    seen: HashSet<u64>,
    /// How many pages in a row were equal to the one before.
    equal: u32,
    hasher: RandomState,
}

impl RawCall {
    /// Makes the same call once more; a fault stays with this one.
    fn again(&self) -> Self {
        let CallParts { client, url, query, headers, body, upload, .. } = &*self.0;
        let CallParts { operation, base, options, idempotency, is_repeatable, streamed, .. } = *self.0;
        let (client, url, query) = (client.clone(), url.clone(), query.clone());
        let (headers, body, upload, fault) = (headers.clone(), body.clone(), upload.clone(), None);
        Self(Box::new(CallParts {
            client,
            operation,
            url,
            base,
            query,
            headers,
            body,
            upload,
            options,
            idempotency,
            is_repeatable,
            streamed,
            fault,
        }))
    }
}

/// `Sight` is what a pager wants of an answer before it is decoded.
struct Sight {
    next: Option<String>,
    body: u64,
}

impl Pager {
    fn new(mut call: RawCall, paging: Paging) -> Self {
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
    pub(crate) fn worker(&mut self) -> Option<std::sync::Arc<crate::runtime::blocking::Worker>> {
        let worker = self.call.worker();
        self.fault = self.fault.take().or(self.call.0.fault.take());
        worker
    }

    fn resume(&mut self, place: &Continuation) {
        match place.check(self.call.0.operation, self.call.0.client.api(), self.counts()) {
            Ok(place) => {
                self.seen.extend(place.map(|place| self.hasher.hash_one(place)));
                self.place = place.map(str::to_owned);
            }
            Err(error) => {
                self.fault.get_or_insert(RequestFault::Paging(error));
            }
        }
    }

    fn continuation(&self, taken: usize) -> Option<Continuation> {
        let operation = self.call.0.operation;
        let is_left = !self.ended || self.failed;
        is_left.then(|| Continuation::new(operation, self.call.0.client.api(), self.place.clone(), taken))
    }

    /// Tells whether the places are numbers that are counted here.
    fn counts(&self) -> bool {
        matches!(self.paging, Paging::Offset(..) | Paging::Page(..))
    }

    /// Asks for the next page, and returns it once it is there. Nothing else changes before.
    fn poll_fetch(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Received, Failure>>> {
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

    fn start(&mut self) -> Result<Mutex<BoxFuture<'static, Result<Received, Failure>>>, RequestFault> {
        self.request().map(|call| Mutex::new(Box::pin(exchange(call)) as BoxFuture<'static, _>))
    }

    fn fail(&mut self) {
        (self.ended, self.failed) = (true, true);
    }

    fn request(&mut self) -> Result<Box<CallParts>, RequestFault> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        let mut call = self.call.again();
        if let Some(place) = &self.place {
            match self.paging {
                Paging::Cursor(name) | Paging::Offset(name, _) | Paging::Page(name, _) => call.query(name, place),
                Paging::Link | Paging::Url => follow(&mut call.0, place).map_err(RequestFault::Paging)?,
            }
        }
        Ok(call.0)
    }

    fn sight(&self, received: &Received) -> Sight {
        let next = if self.paging == Paging::Link { next_link(&received.headers) } else { None };
        Sight { next, body: if self.counts() { self.hasher.hash_one(&received.body) } else { 0 } }
    }

    /// Moves on to the page after one that came.
    fn advance(&mut self, said: Option<String>, count: usize, body: u64) {
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
            self.fault = Some(RequestFault::Paging(PagingError::Repeated));
        }
        self.place = Some(next);
    }

    /// The number that the page asked for last has.
    fn number(&self, name: &str, first: u64) -> u64 {
        let mut written = String::new();
        append_query(&mut written, name, self.call.0.client.api().query);
        let pairs = self.call.0.query.split('&').filter_map(|pair| pair.split_once('='));
        let own = pairs.filter(|(name, _)| *name == written).map(|(_, value)| value).next_back();
        self.place.as_deref().or(own).and_then(|number| number.parse().ok()).unwrap_or(first)
    }
}
