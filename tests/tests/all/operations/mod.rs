//! What those who run Kadans rely on: TLS, a shim of its own, backups, settings, traces.

mod certificate;
mod lone_shim;
mod settings_page;
mod tls;
