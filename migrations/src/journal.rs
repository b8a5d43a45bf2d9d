//! The journal: what arrived, and the states read from it. Rows are only ever added.
//!
//! A row's `id` is its place in the order of storing: the account's log number shifted left by 16 bits, plus the
//! position in the batch, where a notification is followed by its states. With the account it is the key, so that
//! reading the log on is a range of the key.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, binary, integer, small_integer, string, string_null, text_null, uuid},
};

use crate::support::{index, table, unique_where};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("notification")
                    .col(uuid("account_id"))
                    .col(big_integer("id"))
                    .col(uuid("integration_id"))
                    .col(big_integer("received_at"))
                    .col(string("method"))
                    .col(string("content_type"))
                    .col(string("query"))
                    .col(binary("body"))
                    .col(string("format_etag"))
                    .col(small_integer("outcome"))
                    // How many states it brought, duplicates left out: they have the ids after its own.
                    .col(integer("states"))
                    // How many items were set aside, and in JSON the index, code and message of each.
                    .col(integer("set_aside"))
                    .col(text_null("unreadable"))
                    .primary_key(Index::create().col("account_id").col("id"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("notification", &["integration_id", "id"])).await?;
        manager
            .create_table(
                table("state")
                    .col(uuid("account_id"))
                    .col(big_integer("id"))
                    .col(big_integer("notification_id"))
                    .col(uuid("integration_id"))
                    .col(uuid("external_user_id"))
                    .col(uuid("external_status_id"))
                    // When it holds from: the sent time, unless the rules say the time of receipt.
                    .col(big_integer("at"))
                    .col(big_integer_null("sent_at"))
                    .col(big_integer("received_at"))
                    .col(integer("flags"))
                    .col(string_null("event_id"))
                    // Of user, status, detail and sent time; with the event id it tells duplicates.
                    .col(big_integer("content_hash"))
                    // The state that replaced this one when the notification was read anew.
                    .col(big_integer_null("superseded_by"))
                    .primary_key(Index::create().col("account_id").col("id"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("state", &["external_user_id", "at", "id"])).await?;
        unique_where(
            manager,
            "state",
            &["integration_id", "event_id", "content_hash"],
            "event_id IS NOT NULL AND superseded_by IS NULL",
        )
        .await?;
        manager
            .create_table(
                // By minute, the first and the last receipt or sent time: enough to find silences exactly, since
                // no silence is shorter than a minute.
                table("sign_of_life")
                    .col(uuid("integration_id"))
                    .col(big_integer("minute"))
                    .col(big_integer("first_at"))
                    .col(big_integer("last_at"))
                    .primary_key(Index::create().col("integration_id").col("minute"))
                    .to_owned(),
            )
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
