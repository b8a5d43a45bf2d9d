//! Where requests go, and where they do not, over real connections.

mod hostile;
mod rest;
mod trap;
mod worker;
