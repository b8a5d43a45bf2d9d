//! Tests of the rooms behind `MappingService`, on a database.

mod activities;
mod audit;
mod employees;
mod external_statuses;
mod external_users;
mod matches;
mod planning_units;
