//! The command line.

/// A generator makes and drops small things by the million, and all in a thread of its own, for which the systems'
/// allocators ask page by page.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    signet::cli::main()
}
