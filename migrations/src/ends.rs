//! States that say when they end, and complete lists of the agents who are logged in.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, uuid},
};

use crate::support::{index, table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("state").add_column(big_integer_null("end_at")).to_owned()).await?;
        manager
            .create_table(
                // Who is not listed at that instant is logged out from then on. The id is a place in the order of
                // storing, after those of the states of its notification.
                table("snapshot")
                    .col(uuid("account_id"))
                    .col(big_integer("id"))
                    .col(uuid("integration_id"))
                    .col(big_integer("at"))
                    .col(big_integer("received_at"))
                    .primary_key(Index::create().col("account_id").col("id"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("snapshot", &["integration_id", "at"])).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
