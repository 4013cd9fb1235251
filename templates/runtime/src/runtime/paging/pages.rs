//! Lists as walks: a call flows in, its pages or their items flow out, one by one.

#[cfg(feature = "blocking")]
mod iterators;

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::task::{Context, Poll, ready};

use crate::runtime::call::{Call, RawCall};
use crate::runtime::error::Error;
use crate::runtime::json::Extent;
use crate::runtime::operation::Op;
use crate::runtime::paging::continuation::Continuation;
use crate::runtime::paging::pager::{Pager, Paging};
use crate::runtime::response::received::decode;

/// An operation that returns a page of a list.
pub trait Paged: Op {
    /// How a request asks for the next page.
    #[doc(hidden)]
    const PAGING: Paging;

    /// Returns the reference of a page to the next one.
    #[doc(hidden)]
    fn next(_page: &Self::Output) -> Option<String> {
        None
    }

    /// Returns whether a page says that there are more.
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

/// An operation whose pages contain one array.
pub trait Listed: Paged {
    /// The type of the items.
    type Item: Send + 'static;

    /// Takes the items out of a page.
    #[doc(hidden)]
    fn items(page: Self::Output) -> Vec<Self::Item>;
}

impl<O: Paged> Call<O> {
    /// Returns the pages, starting with the page that the call requests. Each is a separate call, signed and retried
    /// like any other.
    pub fn pages(self) -> Pages<O> {
        Pages { pager: Box::new(Pager::new(RawCall(self.into_parts()), O::PAGING)), taken: 0, operation: PhantomData }
    }

    /// Returns the pages from a stored place; the call must have the same parameters as the one of the place.
    pub fn pages_from(self, place: &Continuation) -> Pages<O> {
        let mut pages = self.pages();
        pages.taken = place.taken();
        pages.pager.resume(place);
        pages
    }
}

impl<O: Listed> Call<O> {
    /// Returns the items of all pages, starting with the page that the call requests.
    pub fn items(self) -> Items<O> {
        Items::new(self.pages())
    }

    /// Returns the items from a stored place; the call must have the same parameters as the one of the place.
    pub fn items_from(self, place: &Continuation) -> Items<O> {
        Items::new(self.pages_from(place))
    }
}

/// A page or an item of a list of the operation `O`, or an error.
type Step<O, T> = Result<T, Error<<O as Op>::Error>>;

/// The pages of a list.
///
/// An error ends the list; [`continuation`](Self::continuation) then returns the page that failed.
#[must_use = "pages are asked for one by one, with `next`"]
pub struct Pages<O> {
    pub(crate) pager: Box<Pager>,
    /// How many items of the first page come before the stored place.
    taken: usize,
    operation: PhantomData<fn() -> O>,
}

impl<O: Paged> Pages<O> {
    /// Requests the next page and returns it; `None` after the last one.
    ///
    /// If the future is dropped, the next call continues with the same request.
    pub async fn next(&mut self) -> Option<Result<O::Output, Error<O::Error>>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    /// Returns the next page when it has arrived, like [`next`](Self::next).
    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Step<O, O::Output>>> {
        let mut received = match ready!(self.pager.poll_fetch(context)) {
            Some(Ok(received)) => received,
            Some(Err(failure)) => return Poll::Ready(Some(Err(failure.widen()))),
            None => return Poll::Ready(None),
        };
        let sight = self.pager.sight(&received);
        received.lenient = received.lenient.map(|_| Extent::Elements);
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

/// The items of a list, across its pages.
///
/// An error ends the list; [`continuation`](Self::continuation) then returns the item that failed.
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

    /// Returns the next item, and requests a page if necessary; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error<O::Error>>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// Returns the next item when it has arrived, like [`next`](Self::next).
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

    /// Returns the place of the next item, to continue from it later; `None` after the last one.
    ///
    /// It consists of a page and a number of items, so that items can be repeated or missed if the list changes
    /// meanwhile.
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
