//! What was changed, by whom, when and from where.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, pk_uuid, string, string_null, text, uuid, uuid_null},
};

use crate::support::{index, table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("audit_event")
                    .col(pk_uuid("id"))
                    .col(uuid("account_id"))
                    .col(big_integer("created_at"))
                    // Null: the command line.
                    .col(uuid_null("actor_id"))
                    .col(string("actor_name"))
                    .col(string("action"))
                    .col(string("subject_kind"))
                    .col(uuid_null("subject_id"))
                    .col(string("subject_name"))
                    // JSON: field, before, after.
                    .col(text("changes"))
                    .col(string_null("address"))
                    .col(string_null("request_id"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("audit_event", &["account_id", "created_at", "id"])).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
