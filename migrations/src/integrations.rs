//! Integrations with telephone systems, their pauses and URL tokens.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, binary, pk_uuid, string, text, uuid},
};

use crate::support::{index, table, unique_where};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("integration")
                    .col(pk_uuid("id"))
                    .col(uuid("account_id"))
                    .col(string("vendor"))
                    .col(string("name"))
                    // The name as it is compared: without case and outer spaces.
                    .col(string("name_key"))
                    .col(string("zone"))
                    // JSON: the notification format.
                    .col(text("format"))
                    .col(string("format_etag"))
                    .col(big_integer("revision"))
                    .col(uuid("created_by"))
                    .col(big_integer("created_at"))
                    .col(big_integer_null("deleted_at"))
                    // When the newest notification arrived; follows from the journal, kept for lists.
                    .col(big_integer_null("last_notification_at"))
                    .to_owned(),
            )
            .await?;
        unique_where(manager, "integration", &["account_id", "name_key"], "deleted_at IS NULL").await?;
        manager
            .create_table(
                table("integration_pause")
                    .col(pk_uuid("id"))
                    .col(uuid("account_id"))
                    .col(uuid("integration_id"))
                    .col(big_integer("started_at"))
                    .col(uuid("started_by"))
                    .col(big_integer_null("ended_at"))
                    .col(big_integer("log_number"))
                    .to_owned(),
            )
            .await?;
        unique_where(manager, "integration_pause", &["integration_id"], "ended_at IS NULL").await?;
        manager
            .create_table(
                table("url_token")
                    .col(pk_uuid("id"))
                    .col(uuid("account_id"))
                    .col(uuid("integration_id"))
                    .col(string("public_id").unique_key())
                    // HMAC-SHA-256 of the whole token under the server's pepper.
                    .col(binary("mac"))
                    .col(uuid("created_by"))
                    .col(big_integer("created_at"))
                    .col(big_integer_null("expires_at"))
                    .col(big_integer_null("revoked_at"))
                    .col(big_integer_null("last_used_at"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("url_token", &["integration_id"])).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
