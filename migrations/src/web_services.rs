//! The web services that tell the types of breaks.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, binary, pk_uuid, text, uuid},
};

use crate::support::table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("web_service")
                    .col(pk_uuid("integration_id"))
                    .col(uuid("account_id"))
                    // JSON; the password is not in it.
                    .col(text("settings"))
                    // Sealed by a key that is not in the database.
                    .col(binary("sealed_password"))
                    .col(big_integer("changed_at"))
                    .to_owned(),
            )
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
