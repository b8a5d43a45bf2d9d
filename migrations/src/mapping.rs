//! Who is who and what is what. Mappings and matches are versions: the newest holds, none is changed in place.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, pk_uuid, small_integer_null, string, text, uuid, uuid_null},
};

use crate::support::{index, table, unique_where};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        people(manager).await?;
        activities(manager).await?;
        external_users(manager).await?;
        external_statuses(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn people(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("planning_unit")
                .col(pk_uuid("id"))
                .col(uuid("account_id"))
                .col(string("name"))
                .col(string("name_key"))
                .col(string("zone"))
                .col(big_integer("created_at"))
                .col(big_integer_null("deleted_at"))
                .to_owned(),
        )
        .await?;
    unique_where(manager, "planning_unit", &["account_id", "name_key"], "deleted_at IS NULL").await?;
    manager
        .create_table(
            table("employee")
                .col(pk_uuid("id"))
                .col(uuid("account_id"))
                .col(uuid("planning_unit_id"))
                .col(string("name"))
                .col(string("name_key"))
                .col(string("email"))
                .col(string("personnel_number"))
                .col(big_integer("created_at"))
                .col(big_integer_null("deleted_at"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("employee", &["account_id", "name_key", "id"])).await?;
    unique_where(
        manager,
        "employee",
        &["account_id", "personnel_number"],
        "deleted_at IS NULL AND personnel_number <> ''",
    )
    .await
}

async fn activities(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("activity")
                .col(uuid("account_id"))
                // The built-in activities have the same ids in each account.
                .col(uuid("id"))
                .col(string("name"))
                .col(string("name_key"))
                .col(small_integer_null("activity_type"))
                .col(string("color"))
                .col(boolean("paid"))
                .col(boolean("built_in"))
                .col(big_integer("created_at"))
                .col(big_integer_null("deleted_at"))
                .primary_key(Index::create().col("account_id").col("id"))
                .to_owned(),
        )
        .await?;
    unique_where(manager, "activity", &["account_id", "name_key"], "deleted_at IS NULL").await?;
    manager
        .create_table(
            table("activity_matches")
                .col(pk_uuid("id"))
                .col(uuid("account_id"))
                .col(uuid("activity_id"))
                .col(boolean("type_match"))
                .col(boolean("absence_match"))
                // JSON: activity ids and types.
                .col(text("targets"))
                .col(uuid("author"))
                .col(big_integer("created_at"))
                .col(big_integer("log_number"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("activity_matches", &["account_id", "activity_id", "log_number"])).await
}

async fn external_users(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("external_user")
                .col(pk_uuid("id"))
                .col(uuid("account_id"))
                .col(uuid("integration_id"))
                .col(string("identifier"))
                .col(big_integer("first_seen_at"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("external_user", &["integration_id", "identifier"]).unique().to_owned()).await?;
    manager.create_index(index("external_user", &["account_id", "identifier", "id"])).await?;
    manager
        .create_table(
            table("assignment")
                .col(pk_uuid("id"))
                .col(uuid("account_id"))
                .col(uuid("external_user_id"))
                .col(uuid("employee_id"))
                // Null: since ever, or still.
                .col(big_integer_null("valid_from"))
                .col(big_integer_null("valid_to"))
                .col(big_integer_null("undone_at"))
                .col(uuid("author"))
                .col(big_integer("created_at"))
                .col(big_integer("log_number"))
                .to_owned(),
        )
        .await?;
    unique_where(manager, "assignment", &["external_user_id"], "valid_to IS NULL AND undone_at IS NULL").await?;
    manager.create_index(index("assignment", &["account_id", "employee_id"])).await
}

async fn external_statuses(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("external_status")
                .col(pk_uuid("id"))
                .col(uuid("account_id"))
                .col(uuid("integration_id"))
                .col(string("status"))
                .col(string("detail"))
                .col(big_integer("first_seen_at"))
                // Written with the next batch after a minute at the earliest.
                .col(big_integer("last_seen_at"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("external_status", &["integration_id", "status", "detail"]).unique().to_owned()).await?;
    manager.create_index(index("external_status", &["account_id", "status", "detail", "id"])).await?;
    manager
        .create_table(
            table("status_mapping")
                .col(pk_uuid("id"))
                .col(uuid("account_id"))
                .col(uuid("external_status_id"))
                // Null: unmapped from here on.
                .col(uuid_null("activity_id"))
                .col(uuid("author"))
                .col(big_integer("created_at"))
                .col(big_integer("log_number"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("status_mapping", &["account_id", "external_status_id", "log_number"])).await
}
