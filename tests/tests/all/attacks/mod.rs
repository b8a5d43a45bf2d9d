//! What attackers try, and that it gets them nothing.

mod matrix;
mod tokens;
mod url_tokens;
mod web;
