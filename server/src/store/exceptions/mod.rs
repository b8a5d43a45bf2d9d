//! Exceptions: stretches of a person's time that a planner judged otherwise.

mod read;
