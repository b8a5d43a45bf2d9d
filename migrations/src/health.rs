//! How integrations are doing: counts for each five minutes, and what the lists show.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, integer, pk_uuid, uuid},
};

use crate::support::table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // States that were on disk already: they have no rows of their own.
        add_column(manager, "notification", integer("duplicates").default(0)).await?;
        // Receipt of the first of the newest notifications in a row that could be read, or of those that could not:
        // at most one of the two is there. Follow from the journal, as the newest state does; kept for lists.
        add_column(manager, "integration", big_integer_null("readable_since")).await?;
        add_column(manager, "integration", big_integer_null("unreadable_since")).await?;
        add_column(manager, "integration", big_integer_null("newest_state_at")).await?;
        manager
            .create_table(
                // Five minutes of an integration, counted once they are over. Rows are never changed, and deleted when
                // they are old.
                table("integration_step")
                    .col(uuid("integration_id"))
                    .col(big_integer("start_at"))
                    .col(big_integer("accepted"))
                    .col(big_integer("duplicates"))
                    .col(big_integer("refreshes"))
                    .col(big_integer("late"))
                    .col(big_integer("quarantined"))
                    // Of how many states came with a time, and the median of receipt less sent time.
                    .col(big_integer("timed"))
                    .col(big_integer_null("median_skew"))
                    .primary_key(Index::create().col("integration_id").col("start_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                // Up to which row of the account's journal steps were counted, and the first step that is not over.
                table("health_position")
                    .col(pk_uuid("account_id"))
                    .col(big_integer("counted_to"))
                    .col(big_integer("open_step"))
                    .to_owned(),
            )
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn add_column(manager: &SchemaManager<'_>, table: &'static str, column: impl IntoColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}
