//! Where requests go, and where they do not, over real connections.

mod hostile;
mod rest;
mod tls;
mod trap;
mod worker;
