//! The key by which a server knows a request that arrives twice.

/// Where an operation has its idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Idempotency {
    /// In a header of this name.
    Header(String),
    /// In a property of the JSON body with this name.
    Property(String),
}
