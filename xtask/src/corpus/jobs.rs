//! Work that is numbered goes in, what became of each comes out in that order, however many workers there are.

use std::io;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Does `count` pieces of work, `jobs` at a time, and hands each result on as soon as all before it are handed on.
///
/// `work` is told which worker does it, from 0, and which piece it is. After the first failure no piece is begun any more.
pub fn run<T: Send>(
    count: usize,
    jobs: NonZeroUsize,
    work: impl Fn(usize, usize) -> io::Result<T> + Sync,
    mut done: impl FnMut(usize, T) -> io::Result<()>,
) -> io::Result<()> {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for worker in 0..jobs.get() {
            let (next, work, sender) = (&next, &work, sender.clone());
            scope.spawn(move || {
                loop {
                    let position = next.fetch_add(1, Ordering::Relaxed);
                    if position >= count || sender.send((position, work(worker, position))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting: Vec<Option<T>> = (0..count).map(|_| None).collect();
        let mut handed = 0;
        let mut take = |position: usize, result: io::Result<T>| {
            if let Some(place) = waiting.get_mut(position) {
                *place = Some(result?);
            }
            while let Some(result) = waiting.get_mut(handed).and_then(Option::take) {
                done(handed, result)?;
                handed += 1;
            }
            Ok(())
        };
        let outcome = receiver.iter().try_for_each(|(position, result)| take(position, result));
        // No worker begins another piece, since its result would not be received.
        drop(receiver);
        outcome
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn jobs(count: usize) -> NonZeroUsize {
        NonZeroUsize::new(count).unwrap()
    }

    #[test]
    fn results_come_in_the_order_of_the_work() {
        for count in [1, 2, 3] {
            let mut seen = Vec::new();
            // The first pieces take longest.
            let work = |worker, position: usize| {
                assert!(worker < count);
                thread::sleep(Duration::from_millis(20_u64.saturating_sub(position as u64 * 4)));
                Ok(position * 10)
            };
            run(6, jobs(count), work, |position, result| {
                seen.push((position, result));
                Ok(())
            })
            .unwrap();
            assert_eq!(seen, [(0, 0), (1, 10), (2, 20), (3, 30), (4, 40), (5, 50)]);
        }
    }

    #[test]
    fn a_failure_ends_the_work() {
        let begun = AtomicUsize::new(0);
        let work = |_, position| {
            begun.fetch_add(1, Ordering::Relaxed);
            thread::sleep(Duration::from_millis(5));
            if position == 1 { Err(io::Error::other("full")) } else { Ok(()) }
        };
        let mut handed = 0;
        let failed = run(1_000, jobs(2), work, |_, ()| {
            handed += 1;
            Ok(())
        });
        assert_eq!(failed.unwrap_err().to_string(), "full");
        assert!(handed <= 2 && begun.into_inner() < 100);
    }
}
