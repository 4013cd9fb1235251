//! How responses are read that do not fit the document.

/// What a client does with such a response, unless the program says otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// It is an error.
    #[default]
    Strict,
    /// What does not fit is left out and reported beside the rest.
    Lenient,
}
