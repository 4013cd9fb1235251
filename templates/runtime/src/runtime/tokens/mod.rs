//! Access tokens: where they are issued, and how they are kept and renewed.

pub mod cache;
pub mod calls;
pub mod credential;
pub mod flight;
pub mod oauth2;
pub mod refusal;
pub mod source;
pub mod state;
