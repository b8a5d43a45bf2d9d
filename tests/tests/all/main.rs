//! The tests that need a database, a server, or several.

mod journal;
