//! The tests that compile what was generated, and run programs that use it: one program, which is linked once.
//!
//! Those that take long are ignored; `.ci/run` runs them.

mod compiled;
mod custody;
mod declared_webhooks;
mod deep;
mod emitters;
mod event_streams;
mod evolution;
mod examples;
mod hostile_text;
mod lenient;
mod module;
mod objects;
mod paged;
mod python_sdk;
mod readme;
mod reasons;
mod requests;
mod responses;
mod schemas31;
mod soak;
mod stack;
mod unions;
mod values;
mod wasm;
mod webhooks;
mod whole;
mod wire;
mod wire_swagger2;
