//! What admins manage users by, and what makes a refresh whose answer was lost forgivable.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, binary_null, string, uuid_null},
};

use crate::support::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The name as it is compared and sorted.
        add(manager, "principal", string("name_key").default("")).await?;
        add(manager, "principal", big_integer("revision").default(1)).await?;
        add(manager, "principal", big_integer_null("last_sign_in_at")).await?;
        manager.create_index(index("principal", &["account_id", "name_key", "id"])).await?;
        // SHA-256 of the refresh token before the one that holds, and since when that one does.
        add(manager, "session", binary_null("previous_refresh_hash")).await?;
        add(manager, "session", big_integer_null("refreshed_at")).await?;
        // Who is invited; null: whoever has the link becomes the account's first admin.
        add(manager, "invitation", uuid_null("principal_id")).await?;
        manager.create_index(index("invitation", &["principal_id"])).await?;
        for fill in [
            "UPDATE principal SET name_key = lower(trim(name))",
            "UPDATE invitation SET principal_id = (SELECT principal.id FROM principal \
             WHERE principal.account_id = invitation.account_id AND principal.email = invitation.email) \
             WHERE email IS NOT NULL",
        ] {
            manager.get_connection().execute_unprepared(fill).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn add(manager: &SchemaManager<'_>, table: &'static str, column: impl IntoColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}
