//! Schedules, the rules of adherence, and exceptions.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, double, pk_uuid, string, text, uuid, uuid_null},
};

use crate::support::{index, table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("schedule_day")
                    .col(pk_uuid("id"))
                    .col(uuid("account_id"))
                    .col(uuid("employee_id"))
                    // The local day as yyyy-mm-dd.
                    .col(string("date"))
                    // JSON: start, end, activity of each segment; the newest version of a day holds, whole.
                    .col(text("segments"))
                    .col(uuid("author"))
                    .col(big_integer("created_at"))
                    .col(big_integer("log_number"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("schedule_day", &["employee_id", "date", "log_number"])).await?;
        manager.create_index(index("schedule_day", &["account_id", "date"])).await?;
        manager
            .create_table(
                table("adherence_settings")
                    .col(pk_uuid("id"))
                    .col(uuid("account_id"))
                    .col(double("target_percent"))
                    // Durations in whole seconds.
                    .col(big_integer("not_present_buffer"))
                    .col(big_integer("wrong_activity_buffer"))
                    .col(big_integer("not_scheduled_buffer"))
                    .col(big_integer("severe_after"))
                    .col(string("unmapped_policy"))
                    .col(big_integer("silence_after"))
                    .col(big_integer("auto_logout_after"))
                    .col(uuid_null("author"))
                    .col(big_integer("created_at"))
                    .col(big_integer("log_number"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("adherence_settings", &["account_id", "log_number"])).await?;
        manager
            .create_table(
                table("adherence_exception")
                    .col(pk_uuid("id"))
                    .col(uuid("account_id"))
                    .col(uuid("employee_id"))
                    .col(big_integer("starts_at"))
                    .col(big_integer("ends_at"))
                    .col(string("kind"))
                    .col(string("reason"))
                    .col(uuid("author"))
                    .col(big_integer("created_at"))
                    .col(big_integer("log_number"))
                    .col(big_integer_null("deleted_at"))
                    .col(uuid_null("deleted_by"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("adherence_exception", &["employee_id", "starts_at"])).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
