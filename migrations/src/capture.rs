//! Reading notifications anew: former formats, what a replay stored, and how long raw text is kept.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, integer, pk_uuid, string, text, uuid},
};

use crate::support::{index, table};

/// Seven days.
const RAW_RETENTION_MICROS: i64 = 7 * 24 * 3_600 * 1_000_000;

/// What the former schema knows in other words: each state's item follows from its place behind the notification, and
/// the present formats are the first of their history.
const FILL: [&str; 3] = [
    "UPDATE notification SET body_size = LENGTH(body)",
    "UPDATE state SET item = id - notification_id - 1",
    "INSERT INTO notification_format (integration_id, etag, account_id, format, created_at)
        SELECT id, format_etag, account_id, format, created_at FROM integration WHERE format_etag <> ''",
];

/// The query builder can't express partial indexes for both databases.
const INDEXES: [&str; 2] = [
    "CREATE INDEX ix_notification_set_aside ON notification (integration_id, id)
        WHERE set_aside > 0 AND raw_deleted_at IS NULL",
    "CREATE INDEX ix_state_replayed ON state (account_id, notification_id) WHERE replayed_at IS NOT NULL",
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            // How long raw text is kept of what could be read, and the newest notification whose raw text was looked
            // at and deleted for its age.
            ("integration", big_integer("raw_retention").default(RAW_RETENTION_MICROS).to_owned()),
            ("integration", big_integer("raw_deleted_to").default(0).to_owned()),
            // How many bytes the body had, whether or not it is still kept.
            ("notification", integer("body_size").default(0).to_owned()),
            ("notification", big_integer_null("replayed_at")),
            ("notification", big_integer_null("raw_deleted_at")),
            // Position among the items of the notification: with the notification's id the place in the order of
            // storing, which a state that is read anew keeps.
            ("state", integer("item").default(0).to_owned()),
            // When a replay stored it; none if it was read when it arrived.
            ("state", big_integer_null("replayed_at")),
        ];
        for (name, column) in columns {
            manager.alter_table(Table::alter().table(name).add_column(column).to_owned()).await?;
        }
        manager
            .create_table(
                // Every format an integration has had, by its version.
                table("notification_format")
                    .col(uuid("integration_id"))
                    .col(string("etag"))
                    .col(uuid("account_id"))
                    .col(text("format"))
                    .col(big_integer("created_at"))
                    .primary_key(Index::create().col("integration_id").col("etag"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                // The replay an integration is in. It holds until it is not renewed for a while.
                table("replay")
                    .col(pk_uuid("integration_id"))
                    .col(uuid("account_id"))
                    .col(uuid("run_id"))
                    .col(big_integer("started_at"))
                    .col(big_integer("renewed_at"))
                    .to_owned(),
            )
            .await?;
        for statement in FILL.iter().chain(&INDEXES) {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        let order = index("state", &["external_user_id", "at", "notification_id", "item"]);
        manager.create_index(order).await?;
        let former = Index::drop().name("ix_state_external_user_id_at_id").table("state").to_owned();
        manager.drop_index(former).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
