//! Values that have a type of their own: dates, UUIDs, bytes in base64, secrets, patches, unknown enum values.

pub mod base64;
pub mod dates;
pub mod patch;
pub mod secret;
pub mod unknown;
pub mod uuids;
