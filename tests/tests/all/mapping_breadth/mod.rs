//! What planners change about people, activities and who is who, and what that does to the board and the past.

mod activities;
mod assignments;
mod groups;
mod importing;
mod people;
