//! What `tracing` is told, as text: spans and events flow in with all their fields, lines flow out.

#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test uses a part of it")]

use std::fmt::{self, Write as _};
use std::sync::{Arc, LazyLock, Mutex};

use tracing_core::dispatcher::DefaultGuard;
use tracing_core::field::{Field, Visit};
use tracing_core::span::{Attributes, Id, Record};
use tracing_core::{Dispatch, Event, Metadata, Subscriber};

/// Writes down spans and events with all their fields.
#[derive(Clone, Default)]
pub struct Recorder(pub Arc<Mutex<Vec<String>>>);

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("signet_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields(format!("{} {}", span.metadata().level(), span.metadata().name()));
        span.record(&mut fields);
        self.0.lock().unwrap().push(fields.0);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(event.metadata().level().to_string());
        event.record(&mut fields);
        self.0.lock().unwrap().push(fields.0);
    }
}

/// A listener that hears nothing and is never dropped. While there is only one, `tracing` asks the thread that first reaches
/// an event whether anybody listens, and other tests run on that thread; with two it asks both.
static ANOTHER: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(Recorder::default()));

impl Recorder {
    pub fn listen(&self) -> DefaultGuard {
        LazyLock::force(&ANOTHER);
        tracing_core::dispatcher::set_default(&Dispatch::new(self.clone()))
    }
}
