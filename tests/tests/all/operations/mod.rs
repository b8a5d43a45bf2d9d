//! What those who run Kadans rely on: TLS, a shim of its own, backups, settings, traces.

mod backups;
mod certificate;
pub(crate) mod collector;
mod lone_push;
mod lone_shim;
mod metrics_page;
mod private_files;
mod readiness;
mod settings_page;
mod tls;
mod traces;
