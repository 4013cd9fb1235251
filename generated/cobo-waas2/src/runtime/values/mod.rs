//! Values that have a type of their own: dates, UUIDs, bytes in base64, secrets, patches, unknown enum values.

pub mod secret;
