//! Tests of the rooms behind `IntegrationService`, on a database.

mod audit;
mod captured;
mod integrations;
mod url_tokens;
