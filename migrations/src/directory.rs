//! Groups of employees, and revisions of what planners edit.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, pk_uuid, string, uuid},
};

use crate::support::{index, table, unique_where};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for edited in ["planning_unit", "employee", "activity"] {
            let revision = big_integer("revision").default(1).to_owned();
            manager.alter_table(Table::alter().table(edited).add_column(revision).to_owned()).await?;
        }
        manager
            .create_table(
                // "Group" alone is a word of SQL.
                table("employee_group")
                    .col(pk_uuid("id"))
                    .col(uuid("account_id"))
                    .col(string("name"))
                    .col(string("name_key"))
                    .col(big_integer("revision"))
                    .col(big_integer("created_at"))
                    .col(big_integer_null("deleted_at"))
                    .to_owned(),
            )
            .await?;
        unique_where(manager, "employee_group", &["account_id", "name_key"], "deleted_at IS NULL").await?;
        manager
            .create_table(
                table("group_member")
                    .col(uuid("group_id"))
                    .col(uuid("employee_id"))
                    .col(uuid("account_id"))
                    .primary_key(Index::create().col("group_id").col("employee_id"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("group_member", &["account_id", "employee_id"])).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
