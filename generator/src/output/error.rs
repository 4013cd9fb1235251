//! What can keep a folder from being written, said so that the reader knows the way out.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::LISTING;

/// Says why a folder was not brought in line; unless it is [`OutputError::Io`], nothing was changed.
#[derive(Debug)]
pub enum OutputError {
    /// Files that signet did not write stand where it would write.
    Foreign {
        /// The output folder.
        folder: PathBuf,
        /// The files, relative to it.
        paths: Vec<String>,
    },
    /// Files that signet wrote have been changed since.
    Edited {
        /// The output folder.
        folder: PathBuf,
        /// The files, relative to it.
        paths: Vec<String>,
    },
    /// Something that is not an ordinary file or folder, or a file where a folder is needed, stands in the way.
    Obstacle {
        /// The full path.
        path: PathBuf,
        /// What is there, with its article.
        found: &'static str,
        /// What is needed there, with its article.
        needed: &'static str,
    },
    /// The record of our files cannot be understood.
    Listing {
        /// The full path.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A file was replaced by another run since this one read it.
    Overtaken {
        /// The full path.
        path: PathBuf,
    },
    /// A file is to be written that is a symbolic link, or in one, and its target cannot be.
    Link {
        /// The full path.
        path: PathBuf,
        /// What is out of the folder; nothing if the target does not exist.
        target: Option<PathBuf>,
    },
    /// The operating system refused.
    Io {
        /// The full path.
        path: PathBuf,
        /// What was being done to it: `read`, `write`, …
        action: &'static str,
        /// What the system said.
        error: io::Error,
    },
}

impl OutputError {
    pub(crate) fn io(path: &Path, action: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Io { path: path.to_owned(), action, error }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign { folder, paths } => {
                write!(
                    f,
                    "`{}` contains files that signet did not generate, where generated files belong:",
                    folder.display()
                )?;
                list(f, paths)?;
                write!(f, "\n  they are not listed in {LISTING}; move them, or generate into another folder")
            }
            Self::Edited { folder, paths } => {
                write!(f, "generated files in `{}` were edited by hand:", folder.display())?;
                list(f, paths)?;
                write!(
                    f,
                    "\n  restore them with `git checkout -- <file>`, and change the document or its overlay instead"
                )
            }
            Self::Obstacle { path, found, needed } => {
                write!(
                    f,
                    "`{}` is {found}, expected {needed}; move it, or generate into another folder",
                    path.display()
                )
            }
            Self::Listing { path, line, reason } => write!(
                f,
                "`{}`, line {line}: {reason}; restore the file with git, or remove it together with the generated files",
                path.display()
            ),
            Self::Overtaken { path } => write!(
                f,
                "another run changed `{}` meanwhile; nothing was written, run the command again",
                path.display()
            ),
            Self::Link { path, target: Some(target) } => write!(
                f,
                "`{}` is a symbolic link that leads out of its folder, to `{}`; replace it by a file",
                path.display(),
                target.display()
            ),
            Self::Link { path, target: None } => write!(
                f,
                "`{}` is a symbolic link to a file that does not exist; remove it or create the file",
                path.display()
            ),
            Self::Io { path, action, error } => write!(f, "cannot {action} `{}`: {error}", path.display()),
        }
    }
}

/// Writes the first paths a line each, and how many more there are.
fn list(f: &mut fmt::Formatter<'_>, paths: &[String]) -> fmt::Result {
    const SHOWN: usize = 20;
    for path in paths.iter().take(SHOWN) {
        write!(f, "\n    {path}")?;
    }
    if paths.len() > SHOWN {
        write!(f, "\n    and {} more", paths.len() - SHOWN)?;
    }
    Ok(())
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}
