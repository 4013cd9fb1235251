//! Files of Rust that are built and printed side by side. Tokens cannot leave the thread that makes them, so that a job is
//! the whole way from the plan to the text of one file.

use std::num::NonZero;
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::files::FileSet;
use crate::stack;

use super::EmitError;
use super::format::{File, Malformed};

/// How many files a thread is worth.
const FILES_OF_A_THREAD: usize = 32;

/// The files that are to be built.
#[derive(Default)]
pub(super) struct Jobs<'p>(Vec<Job<'p>>);

struct Job<'p> {
    path: String,
    build: Box<dyn FnOnce() -> File + Send + 'p>,
}

/// A printed file, with the position of its job.
type Printed = (usize, String, Result<String, Malformed>);

impl<'p> Jobs<'p> {
    /// Adds a file.
    pub(super) fn add(&mut self, path: impl Into<String>, build: impl FnOnce() -> File + Send + 'p) {
        self.0.push(Job { path: path.into(), build: Box::new(build) });
    }

    /// Builds all files.
    pub(super) fn run(self, files: &mut FileSet) -> Result<(), EmitError> {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let threads = cores.min(self.0.len() / FILES_OF_A_THREAD);
        let queue = Mutex::new(self.0.into_iter().enumerate());
        let work = || {
            let mut printed: Vec<Printed> = Vec::new();
            loop {
                let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                let Some((position, Job { path, build })) = next else { return printed };
                let text = build().render(&path);
                printed.push((position, path, text));
            }
        };
        let mut printed = thread::scope(|scope| {
            // This thread works too, so that the files are built even where no other can be started.
            let start = |_| thread::Builder::new().stack_size(stack::SIZE).spawn_scoped(scope, work).ok();
            let others: Vec<_> = (1..threads).filter_map(start).collect();
            let mut printed = work();
            for other in others {
                printed.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            printed
        });
        printed.sort_unstable_by_key(|(position, ..)| *position);
        for (_, path, text) in printed {
            files.insert(path, text?)?;
        }
        Ok(())
    }
}
