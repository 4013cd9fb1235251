//! `signet import`: a documentation page in, a spec folder out.

use std::path::Path;

use super::{Console, Failed};
use crate::import::{Change, DOCUMENT, import};
use crate::job::show;
use crate::settings::SETTINGS;

/// Imports a page and says what changed.
pub(super) fn import_page(
    root: &Path,
    page: &Path,
    into: &Path,
    source: Option<&str>,
    console: &mut Console<'_>,
) -> Result<(), Failed> {
    let imported = match import(root, page, into, source) {
        Ok(imported) => imported,
        Err(error) => {
            console.complain(error);
            return Err(Failed);
        }
    };
    let document = if imported.document { "written" } else { "unchanged" };
    let settings = match imported.settings {
        Change::Created => "created",
        Change::Updated => "updated",
        Change::Unchanged => "unchanged",
    };
    console.say(format_args!("{}: {document}", show(&into.join(DOCUMENT))));
    console.say(format_args!("{}: {settings}", show(&into.join(SETTINGS))));
    Ok(())
}
