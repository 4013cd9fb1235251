//! The runtime: which of its modules the emitted code needs, and their files.

use signet_templates::Runtime;

use crate::files::FileSet;

use super::EmitError;

/// Finds what code needs of the runtime.
pub(super) fn needed_by(code: &FileSet) -> Runtime {
    let mut runtime = Runtime::default();
    for (_, bytes) in code.iter() {
        runtime.add(std::str::from_utf8(bytes).unwrap_or_default());
    }
    runtime
}

/// Copies the files of the runtime.
pub(super) fn files(runtime: &Runtime, files: &mut FileSet) -> Result<(), EmitError> {
    for (path, text) in runtime.files() {
        files.insert(format!("src/runtime/{path}"), text.as_ref())?;
    }
    Ok(())
}
