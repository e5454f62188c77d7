//! Flyte's messages.
