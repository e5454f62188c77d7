//! Nothing; the cases stand beside the test that compiles them.
