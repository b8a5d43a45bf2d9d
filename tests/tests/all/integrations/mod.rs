//! What happens to an integration in its life, and to what it imported.

mod changing;
mod deleting;
mod rotating;
mod writes;
