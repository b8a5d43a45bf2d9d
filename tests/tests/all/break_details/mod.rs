//! The types of breaks, which notifications leave out and the telephone system's web service tells.

mod arriving;
mod odigo;
mod secrets;
mod settings;
