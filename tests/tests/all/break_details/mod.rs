//! The types of breaks, which notifications leave out and the telephone system's web service tells.

mod arriving;
mod desk;
mod odigo;
mod places;
mod replaying;
mod secrets;
mod settings;
mod testing;
