//! The people of an account: inviting them, what they may do, staying signed in, and who changed what.

mod inviting;
mod office;
mod passwords;
mod record;
mod refreshing;
mod rights;
