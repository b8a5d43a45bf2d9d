//! Tests of the rooms behind `IntegrationService`, on a database.

mod integrations;
mod url_tokens;
