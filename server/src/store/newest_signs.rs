//! When each integration was last heard of.

use sea_orm::{ConnectionTrait as _, Statement};
use uuid::Uuid;

use super::{Store, StoreError};
use crate::domain::{ids::IntegrationId, instant::Instant};

/// One look into the index for each integration, however long its past is.
const NEWEST: &str = "\
    SELECT id, last_at FROM (
        SELECT id, created_at, (
            SELECT s.last_at FROM sign_of_life s WHERE s.integration_id = integration.id ORDER BY s.minute DESC LIMIT 1
        ) AS last_at FROM integration WHERE deleted_at IS NULL
    ) AS newest WHERE last_at IS NOT NULL ORDER BY created_at, id LIMIT $1";

impl Store {
    /// The last sign of life of each integration that ever gave one and is not deleted, of all accounts, the oldest
    /// integration first; at most `most`.
    pub async fn newest_signs(&self, most: u64) -> Result<Vec<(IntegrationId, Instant)>, StoreError> {
        let limit = i64::try_from(most).unwrap_or(i64::MAX);
        let statement = Statement::from_sql_and_values(self.reader().get_database_backend(), NEWEST, [limit.into()]);
        let rows = self.reader().query_all_raw(statement).await?;
        let newest = rows.iter().map(|row| {
            let integration = IntegrationId::new(row.try_get::<Uuid>("", "id")?);
            Ok((integration, Instant::from_micros(row.try_get("", "last_at")?)))
        });
        newest.collect()
    }
}
