//! What finds the newest notification that can't be read.

use sea_orm_migration::prelude::*;

/// The query builder can't express partial indexes for both databases. 3 is a notification that is set aside as a whole.
const QUARANTINED: &str =
    "CREATE INDEX ix_notification_quarantined ON notification (integration_id, id) WHERE outcome = 3";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(QUARANTINED).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
