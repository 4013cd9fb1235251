//! What a document leaves out: bodies and responses of the program's own types, by serde.

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use crate::runtime::call::Call;
use crate::runtime::error::{Error, RequestFault};
use crate::runtime::json::{Found, RawJson, ReadError, Reader};
use crate::runtime::operation::{ErrorBody, Op};
use crate::runtime::response::received::{Received, read_success};
use crate::runtime::send::pipeline::exchange;

impl<O: Op> Call<O> {
    /// Sets a JSON body that the document does not describe, in place of any other, as [`with_body`](Self::with_body) does.
    pub fn with_json_body<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        match RawJson::from_serialize(value) {
            Ok(json) => self.with_body("application/json", json.as_str()),
            Err(error) => {
                self.raw_mut().fail(RequestFault::Serialize(Box::new(error)));
                self
            }
        }
    }

    /// Sends the call and reads the JSON of a success, which is any 2xx, as a type that the document does not describe.
    ///
    /// A success without a body is read as `null`. Errors are those of [`send`](Self::send); JSON that does not fit the type is
    /// [`Error::Decode`].
    pub async fn send_json<T: DeserializeOwned>(self) -> Result<T, Error<O::Error>> {
        match exchange(self.into_parts()).await {
            Ok(received) => read(received),
            Err(failure) => Err(failure.widen()),
        }
    }

    /// Sends the call, waits, and reads the JSON of a success, as [`send_json`](Self::send_json) does.
    #[cfg(feature = "blocking")]
    pub fn send_json_blocking<T: DeserializeOwned>(self) -> Result<T, Error<O::Error>> {
        match crate::runtime::send::blocking::exchange_blocking(self.into_parts()) {
            Ok(received) => read(received),
            Err(failure) => Err(failure.widen()),
        }
    }
}

fn read<T: DeserializeOwned, E: ErrorBody>(received: Received) -> Result<T, Error<E>> {
    read_success(received, |text| {
        let text = if text.is_empty() { b"null" } else { text };
        serde_json::from_slice(text).map_err(|error| unfit::<T>(text, &error))
    })
}

/// Returns where JSON does not match a type, without serde's message, which contains text of the response.
fn unfit<T>(text: &[u8], error: &serde_json::Error) -> ReadError {
    if let Err(error) = Reader::parse::<RawJson>(text) {
        return error;
    }
    let lines = text.split_inclusive(|byte| *byte == b'\n').take(error.line().saturating_sub(1));
    // The column counts what was read of the line; its last byte is one of the value.
    let offset = lines.map(<[u8]>::len).sum::<usize>() + error.column().saturating_sub(1);
    ReadError::new(offset, format!("what `{}` is read from", std::any::type_name::<T>()), Found::Other)
}
