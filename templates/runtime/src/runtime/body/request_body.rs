//! Bodies that are sent while they are read: bytes, a file or a reader flow in from a program, pieces flow out to the transport.

use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::{Bytes, BytesMut};
use http::Request;
use http::header::CONTENT_TYPE;

use crate::runtime::body::media_type;
use crate::runtime::call::RawCall;
use crate::runtime::error::{TransportError, TransportErrorKind};
use crate::runtime::transport::interface::{BodySource, BoxFuture};

const PIECE: usize = 64 * 1024;

/// A request body of bytes, a file, or a reader.
///
/// Files and readers are sent while they are read. If the request is signed, or the transport takes no streams, they
/// are read into memory first. A file is read again for each attempt; a body that can be read only once allows one
/// attempt, unless it was read into memory.
///
/// If the API accepts one media type, that is the `Content-Type`. If it accepts several, or a range such as `image/*`,
/// the first bytes or the extension of a file decide, or [`with_content_type`](Self::with_content_type).
#[derive(Clone)]
pub struct RequestBody {
    content: Content,
    /// The media type that it was given.
    pub(crate) content_type: Option<Arc<str>>,
}

#[derive(Clone)]
enum Content {
    Whole(Bytes),
    File(Arc<Path>),
    Once(Arc<Mutex<Option<Box<dyn BodySource>>>>, Option<u64>),
    Joined(Arc<[RequestBody]>),
}

impl RequestBody {
    fn new(content: Content) -> Self {
        Self { content, content_type: None }
    }

    /// Creates a body from a file, which is opened when the call is sent. Special files are sent in chunks.
    pub fn from_path(path: impl AsRef<Path>) -> Self {
        Self::new(Content::File(path.as_ref().into()))
    }

    /// Creates a body from a reader. On tokio, it is read on a thread that may block.
    pub fn from_reader(reader: impl Read + Send + 'static) -> Self {
        Self::from_source(Reading(Some(reader)))
    }

    /// Makes a body of pieces that are pulled one by one.
    pub fn from_source(source: impl BodySource) -> Self {
        Self::new(Content::Once(Arc::new(Mutex::new(Some(Box::new(source)))), None))
    }

    /// Sets the length of the body, for servers that need it. A body of another length is an error.
    ///
    /// The length of bytes and regular files is known. The reader is checked for bytes beyond the length, so limit a
    /// reader that stays open: `reader.take(length)`.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        if let Content::Once(_, known) = &mut self.content {
            *known = Some(length);
        }
        self
    }

    /// Sets its media type: `image/png`. It is the `Content-Type` of the request, or of the part of a form, in place of the
    /// documented one.
    #[must_use]
    pub fn with_content_type(mut self, content_type: &str) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Makes one body of several, each of which is opened once the one before it is read.
    pub fn joined(bodies: impl IntoIterator<Item = Self>) -> Self {
        Self::new(Content::Joined(bodies.into_iter().collect()))
    }

    /// Returns its bytes, if they are in memory.
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Whole(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Returns the body that a request has to be sent with in pieces.
    pub(crate) fn of(request: &Request<Bytes>) -> Option<&Self> {
        request.extensions().get()
    }

    /// Returns whether it can be sent again.
    pub(crate) fn is_repeatable(&self) -> bool {
        match &self.content {
            Content::Whole(_) => true,
            // A pipe is read once.
            Content::File(path) => std::fs::metadata(path).is_ok_and(|about| about.is_file()),
            Content::Once(..) => false,
            Content::Joined(bodies) => bodies.iter().all(Self::is_repeatable),
        }
    }

    /// Says how long it is, where that is known before it is read.
    fn length(&self) -> Result<Option<u64>, TransportError> {
        match &self.content {
            Content::Whole(bytes) => Ok(Some(bytes.len() as u64)),
            Content::File(path) => {
                let about = std::fs::metadata(path).map_err(refused)?;
                Ok(about.is_file().then_some(about.len()))
            }
            Content::Once(_, length) => Ok(*length),
            Content::Joined(bodies) => bodies
                .iter()
                .try_fold(Some(0_u64), |sum, body| Ok(body.length()?.and_then(|length| sum?.checked_add(length)))),
        }
    }

    /// Starts reading it.
    pub(crate) async fn open(&self) -> Result<Opened, TransportError> {
        match &self.content {
            Content::Whole(_) | Content::Once(..) => self.opened(),
            // Opening a pipe blocks until it has a writer.
            Content::File(_) | Content::Joined(_) => {
                let body = self.clone();
                off_thread(move || body.opened()).await.map_err(refused)?
            }
        }
    }

    fn opened(&self) -> Result<Opened, TransportError> {
        let left = self.length()?;
        let source: Box<dyn BodySource> = match &self.content {
            Content::Whole(bytes) => Box::new(Reading(Some(io::Cursor::new(bytes.clone())))),
            Content::File(path) => Box::new(Reading(Some(File::open(path).map_err(refused)?))),
            Content::Once(source, _) => {
                let source = source.lock().unwrap_or_else(PoisonError::into_inner).take();
                source.ok_or_else(|| refused("its body was read before"))?
            }
            Content::Joined(bodies) => Box::new(Joined { bodies: bodies.clone(), next: 0, open: None }),
        };
        Ok(Opened { source, left })
    }
}

fn refused(reason: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TransportError {
    TransportError::new(TransportErrorKind::InvalidRequest, reason)
}

impl From<Bytes> for RequestBody {
    fn from(bytes: Bytes) -> Self {
        Self::new(Content::Whole(bytes))
    }
}

impl From<Vec<u8>> for RequestBody {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for RequestBody {
    fn from(text: String) -> Self {
        text.into_bytes().into()
    }
}

impl From<&[u8]> for RequestBody {
    fn from(bytes: &[u8]) -> Self {
        Bytes::copy_from_slice(bytes).into()
    }
}

impl<const N: usize> From<&[u8; N]> for RequestBody {
    fn from(bytes: &[u8; N]) -> Self {
        bytes.as_slice().into()
    }
}

impl From<&str> for RequestBody {
    fn from(text: &str) -> Self {
        text.as_bytes().into()
    }
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.content {
            Content::Whole(bytes) => write!(f, "RequestBody({} bytes)", bytes.len()),
            Content::File(path) => write!(f, "RequestBody({})", path.display()),
            Content::Once(_, Some(length)) => write!(f, "RequestBody({length} bytes)"),
            Content::Once(_, None) => f.write_str("RequestBody(…)"),
            Content::Joined(bodies) => f.debug_tuple("RequestBody").field(bodies).finish(),
        }
    }
}

/// A body that is being read, with its length checked.
pub(crate) struct Opened {
    source: Box<dyn BodySource>,
    left: Option<u64>,
}

impl Opened {
    /// Returns how much is still to come, where that is known.
    #[cfg(feature = "reqwest")]
    pub(crate) fn left(&self) -> Option<u64> {
        self.left
    }

    /// Returns the next chunk, or `None` at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        let piece = self.piece().await?;
        let Some(left) = self.left else { return Ok(piece) };
        let length = piece.as_ref().map_or(0, Bytes::len) as u64;
        // The transport stops reading at the declared length, so excess bytes are checked before that.
        let fits = match left.checked_sub(length) {
            Some(0) => piece.is_none() || self.piece().await?.is_none(),
            Some(_) => piece.is_some(),
            None => false,
        };
        if !fits {
            return Err(TransportError::new(TransportErrorKind::Other, "the body does not have the declared length"));
        }
        self.left = Some(left - length);
        Ok(piece)
    }

    /// Reads a chunk that is not empty.
    async fn piece(&mut self) -> Result<Option<Bytes>, TransportError> {
        loop {
            let piece = self.source.next().await?;
            if piece.as_ref().is_none_or(|piece| !piece.is_empty()) {
                return Ok(piece);
            }
        }
    }
}

/// Reads the body of a request into memory, if it was to be sent in pieces.
pub(crate) async fn gather(request: &mut Request<Bytes>) -> Result<(), TransportError> {
    let Some(body) = request.extensions_mut().remove::<RequestBody>() else { return Ok(()) };
    let mut opened = body.open().await?;
    let mut joined = BytesMut::new();
    while let Some(piece) = opened.next().await? {
        joined.extend_from_slice(&piece);
    }
    *request.body_mut() = joined.freeze();
    Ok(())
}

/// Reads from a reader; `None` while a chunk is read, and after the end.
struct Reading<R>(Option<R>);

impl<R: Read + Send + 'static> BodySource for Reading<R> {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            let Some(reader) = self.0.take() else { return Ok(None) };
            let failed = |error| TransportError::new(TransportErrorKind::Other, error);
            let (reader, piece) = off_thread(move || read(reader)).await.map_err(failed)?.map_err(failed)?;
            if !piece.is_empty() {
                self.0 = Some(reader);
            }
            Ok(Some(piece))
        })
    }
}

/// Several bodies, one after the other.
struct Joined {
    bodies: Arc<[RequestBody]>,
    next: usize,
    open: Option<Opened>,
}

impl BodySource for Joined {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            loop {
                if let Some(open) = &mut self.open {
                    if let Some(piece) = open.next().await? {
                        return Ok(Some(piece));
                    }
                }
                let Some(body) = self.bodies.get(self.next) else { return Ok(None) };
                self.next += 1;
                self.open = Some(body.open().await?);
            }
        })
    }
}

/// Reads once; an empty chunk is the end.
fn read<R: Read>(mut reader: R) -> io::Result<(R, Bytes)> {
    let mut piece = vec![0; PIECE];
    let length = loop {
        match reader.read(&mut piece) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            read => break read?,
        }
    };
    piece.truncate(length);
    Ok((reader, piece.into()))
}

/// Does what may block on a thread for that, where there is one.
fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> BoxFuture<'static, io::Result<T>> {
    #[cfg(any(feature = "blocking", feature = "reqwest"))]
    if tokio::runtime::Handle::try_current().is_ok() {
        return Box::pin(async { tokio::task::spawn_blocking(work).await.map_err(io::Error::other) });
    }
    Box::pin(std::future::ready(Ok(work())))
}

impl RawCall {
    /// Sets a body that may be sent while it is read, of one of the documented media types or ranges of them.
    pub fn request_body(&mut self, documented: &[&str], body: RequestBody) {
        let guess = match &body.content {
            Content::Whole(bytes) => media_type::of_bytes(bytes),
            Content::File(path) => media_type::of_path(path),
            Content::Once(..) | Content::Joined(_) => None,
        };
        let content_type = body.content_type.clone();
        self.upload(content_type.as_deref().unwrap_or_else(|| media_type::chosen(documented, guess)), body);
    }

    /// Sets a body of a media type that may be sent while it is read.
    pub(crate) fn upload(&mut self, content_type: &str, body: RequestBody) {
        self.header(CONTENT_TYPE.as_str(), content_type);
        match body.content {
            Content::Whole(bytes) => (self.0.body, self.0.upload) = (bytes, None),
            _ => (self.0.body, self.0.upload) = (Bytes::new(), Some(body)),
        }
    }
}
