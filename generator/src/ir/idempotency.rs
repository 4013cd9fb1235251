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

impl KeyPlace {
    /// Says whether another place is the same, where names of headers have no case.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Header(one), Self::Header(other)) => one.eq_ignore_ascii_case(other),
            (Self::Property(one), Self::Property(other)) => one == other,
            (Self::Header(_), Self::Property(_)) | (Self::Property(_), Self::Header(_)) => false,
        }
    }
}
