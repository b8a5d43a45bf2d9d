//! Tests of the rooms behind `IntegrationService`, on a database.

mod audit;
mod integrations;
mod url_tokens;
