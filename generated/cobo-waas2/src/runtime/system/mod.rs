//! What the operating system provides, and a program can replace: time, waiting, random numbers.

pub mod clock;
pub mod random;
pub mod timestamps;
