//! Accounts, and the log that every change of a figure is numbered in.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, integer, pk_uuid, string, text, uuid},
};

use crate::support::table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("account")
                    .col(pk_uuid("id"))
                    .col(string("name"))
                    .col(string("edition"))
                    .col(string("zone"))
                    .col(integer("retention_months"))
                    // The last number given out in the account's log.
                    .col(big_integer("log_number"))
                    .col(big_integer("created_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("change")
                    .col(uuid("account_id"))
                    .col(big_integer("log_number"))
                    // JSON: the kind of change, and the ids of what changed.
                    .col(text("subject"))
                    .primary_key(Index::create().col("account_id").col("log_number"))
                    .to_owned(),
            )
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
