//! How integrations are doing, as an admin sees it.

mod counting;
mod doing;
mod metrics;
mod pausing;
mod replaying;
