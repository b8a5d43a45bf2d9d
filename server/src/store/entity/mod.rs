//! One table a file, as it is stored. Instants are microseconds since 1970 UTC.

pub(crate) mod account;
pub(crate) mod activity;
pub(crate) mod activity_matches;
pub(crate) mod adherence_exception;
pub(crate) mod adherence_settings;
pub(crate) mod assignment;
pub(crate) mod audit_event;
pub(crate) mod change;
pub(crate) mod employee;
pub(crate) mod external_status;
pub(crate) mod external_user;
pub(crate) mod integration;
pub(crate) mod integration_pause;
pub(crate) mod invitation;
pub(crate) mod notification;
pub(crate) mod planning_unit;
pub(crate) mod principal;
pub(crate) mod principal_planning_unit;
pub(crate) mod schedule_day;
pub(crate) mod session;
pub(crate) mod sign_of_life;
pub(crate) mod signing_key;
pub(crate) mod state;
pub(crate) mod status_mapping;
pub(crate) mod url_token;
