//! The key by which a server knows a request that arrives twice.

/// The idempotency key of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idempotency {
    /// Where it is.
    pub place: KeyPlace,
    /// What the server answers to a key that it knows.
    pub repeat: Repeat,
}

/// What a server answers to a request whose idempotency key it knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repeat {
    /// The response to the first request.
    #[default]
    SameResponse,
    /// An error.
    Rejected,
}

/// Where an operation has its idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyPlace {
    /// In a header of this name.
    Header(String),
    /// In a property of the JSON body with this name.
    Property(String),
}
