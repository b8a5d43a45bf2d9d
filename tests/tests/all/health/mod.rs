//! How integrations are doing, as an admin sees it.

mod counting;
mod doing;
mod pausing;
mod replaying;
