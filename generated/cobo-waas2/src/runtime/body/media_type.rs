//! The `Content-Type` of a body of bytes where the API description allows several: by its first bytes, or the name of its file.

use std::path::Path;

/// The first bytes of a file, the bytes from its ninth on where these matter, and its media type (WHATWG, "MIME Sniffing").
const SIGNATURES: [(&[u8], &[u8], &str); 15] = [
    (b"\x89PNG\r\n\x1a\n", b"", "image/png"),
    (b"\xff\xd8\xff", b"", "image/jpeg"),
    (b"GIF87a", b"", "image/gif"),
    (b"GIF89a", b"", "image/gif"),
    (b"RIFF", b"WEBP", "image/webp"),
    (b"II*\0", b"", "image/tiff"),
    (b"MM\0*", b"", "image/tiff"),
    (b"RIFF", b"WAVE", "audio/wav"),
    (b"ID3", b"", "audio/mpeg"),
    (b"fLaC", b"", "audio/flac"),
    (b"OggS", b"", "audio/ogg"),
    (b"\x1aE\xdf\xa3", b"", "video/webm"),
    (b"%PDF-", b"", "application/pdf"),
    (b"\x1f\x8b\x08", b"", "application/gzip"),
    (b"PK\x03\x04", b"", "application/zip"),
];

/// Extensions of file names, and their media types.
const EXTENSIONS: [(&str, &str); 23] = [
    ("avif", "image/avif"),
    ("csv", "text/csv"),
    ("flac", "audio/flac"),
    ("gif", "image/gif"),
    ("gz", "application/gzip"),
    ("heic", "image/heic"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("json", "application/json"),
    ("m4a", "audio/mp4"),
    ("mov", "video/quicktime"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("ogg", "audio/ogg"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("tiff", "image/tiff"),
    ("wav", "audio/wav"),
    ("webm", "video/webm"),
    ("webp", "image/webp"),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
];

/// Guesses the media type of bytes.
pub(crate) fn of_bytes(bytes: &[u8]) -> Option<&'static str> {
    // The brand that follows says which of many formats of this container it is; most are video.
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some("video/mp4");
    }
    let fits = |(first, ninth, _): &&(&[u8], &[u8], _)| {
        bytes.starts_with(first) && bytes.get(8..).unwrap_or_default().starts_with(ninth)
    };
    SIGNATURES.iter().find(fits).map(|(.., media_type)| *media_type)
}

/// Guesses the media type of a file by the extension of its name.
pub(crate) fn of_path(path: &Path) -> Option<&'static str> {
    let extension = path.extension()?.to_str()?;
    let known = EXTENSIONS.iter().find(|(known, _)| known.eq_ignore_ascii_case(extension));
    known.map(|(_, media_type)| *media_type)
}

/// Chooses the media type of a body: the documented one, or of several, or of a range, the one that was guessed if it is
/// among them.
pub(crate) fn chosen<'t>(documented: &[&'t str], guess: Option<&'t str>) -> &'t str {
    let first = documented.first().copied().filter(|first| !first.contains('*'));
    if let ([_], Some(only)) = (documented, first) {
        return only;
    }
    let allowed = |guess: &&str| documented.iter().any(|range| is_in(guess, range));
    guess.filter(allowed).or(first).unwrap_or("application/octet-stream")
}

fn is_in(media_type: &str, range: &str) -> bool {
    match range.strip_suffix('*') {
        Some("*/") => true,
        Some(kind) => media_type.starts_with(&kind.to_ascii_lowercase()),
        None => range.eq_ignore_ascii_case(media_type),
    }
}
