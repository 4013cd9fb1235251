//! Lists as iterators, which wait: a walk flows in, its pages or items flow out on the same thread.

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::paging::pages::{Items, Listed, Paged, Pages};
use crate::runtime::send::blocking::{Blocking, Steps};

impl<O: Paged> Call<O> {
    /// Iterates over the pages, and waits for each, as [`pages`](Self::pages) walks them.
    pub fn pages_blocking(self) -> Blocking<Pages<O>> {
        self.pages().blocking()
    }
}

impl<O: Listed> Call<O> {
    /// Iterates over the items of all pages, and waits for each page, as [`items`](Self::items) walks them.
    pub fn items_blocking(self) -> Blocking<Items<O>> {
        self.items().blocking()
    }
}

impl<O: Paged> Pages<O> {
    /// Makes an iterator of the walk, which waits for each page.
    pub fn blocking(mut self) -> Blocking<Self> {
        let worker = self.pager.worker();
        Blocking::new(self, worker)
    }
}

impl<O: Listed> Items<O> {
    /// Makes an iterator of the walk, which waits for each page.
    pub fn blocking(mut self) -> Blocking<Self> {
        let worker = self.pages.pager.worker();
        Blocking::new(self, worker)
    }
}

impl<O: Paged> Steps for Pages<O> {
    type Item = Result<O::Output, Error<O::Error>>;

    async fn step(&mut self) -> Option<Self::Item> {
        self.next().await
    }
}

impl<O: Listed> Steps for Items<O> {
    type Item = Result<O::Item, Error<O::Error>>;

    async fn step(&mut self) -> Option<Self::Item> {
        self.next().await
    }
}
