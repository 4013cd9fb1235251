//! The tests that generate in memory, and those that call the client of `generated/`: one program, which is linked once.

mod behaviour;
mod client_vectors;
mod dialects;
mod error_types;
mod faults;
mod freshness;
mod invalid;
mod large;
mod locked;
mod mock_server;
mod moved;
mod overlay_schema;
mod pages;
mod public_api;
mod renamed;
mod robustness;
mod rules;
mod secrets;
mod selection;
mod skipped;
mod support;
mod two_versions;
mod valid;
mod vectors;
mod yaml;
