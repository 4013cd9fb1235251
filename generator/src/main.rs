//! The command line.

/// A generator allocates and frees millions of small objects in one thread, for which the systems'
/// allocators ask page by page.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    signet::cli::main()
}
