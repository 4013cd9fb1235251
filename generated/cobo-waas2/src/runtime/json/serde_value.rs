//! Conversions between [`RawJson`] and `serde_json`, and types with serde's traits.

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;
use serde_core::ser::Error as _;
use serde_json::{Error, Value};

use crate::runtime::json::RawJson;

impl RawJson {
    /// Writes a value that implements `Serialize` as JSON; [`from_value`](Self::from_value) does so for types of the API.
    /// Fails on a value that is nested deeper than [`parse`](Self::parse) reads.
    pub fn from_serialize<T: Serialize + ?Sized>(value: &T) -> Result<Self, Error> {
        Self::new(&serde_json::to_string(value)?).map_err(Error::custom)
    }

    /// Reads it as a type that implements `DeserializeOwned`; [`parse`](Self::parse) does so for types of the API.
    pub fn to<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_str(self.as_str())
    }
}

/// Keeps a value of any depth; [`parse`](RawJson::parse) refuses one that is nested too deeply.
impl From<Value> for RawJson {
    fn from(value: Value) -> Self {
        Self::known(value.to_string())
    }
}

/// Keeps a value of any depth; [`parse`](RawJson::parse) refuses one that is nested too deeply.
impl From<&Value> for RawJson {
    fn from(value: &Value) -> Self {
        Self::known(value.to_string())
    }
}

/// Fails for a value that a `Value` cannot hold, such as a number out of the range of `f64`.
impl TryFrom<&RawJson> for Value {
    type Error = Error;

    fn try_from(value: &RawJson) -> Result<Self, Error> {
        value.to()
    }
}

/// Fails for a value that a `Value` cannot hold, such as a number out of the range of `f64`.
impl TryFrom<RawJson> for Value {
    type Error = Error;

    fn try_from(value: RawJson) -> Result<Self, Error> {
        value.to()
    }
}
