//! Programs over the generated crate are in `pass` and in `fail`, and the test that compiles them in `tests`.
