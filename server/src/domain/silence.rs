//! Silences of an integration.
