//! When the newest notification of an integration arrived, and whose integration it is.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};

use super::sql::with_values;
use crate::store::{StoreError, journal::Submission};

const TOUCH: &str = "UPDATE integration
    SET last_notification_at = CASE WHEN integration.last_notification_at > new.column3
        THEN integration.last_notification_at ELSE new.column3 END
    FROM (VALUES {values}) AS new
    WHERE integration.account_id = new.column1 AND integration.id = new.column2 AND integration.deleted_at IS NULL";

/// Writes down the newest receipt of each integration. Fails with [`StoreError::NotFound`] if an integration is not
/// there, is deleted, or is another account's.
pub(super) async fn touch(transaction: &DatabaseTransaction, submissions: &[&Submission]) -> Result<(), StoreError> {
    let mut newest = BTreeMap::new();
    for submission in submissions {
        let received = submission.notifications.iter().map(|notification| notification.received_at).max();
        let entry = newest.entry((submission.account, submission.integration)).or_insert(received);
        *entry = received.max(*entry);
    }
    let values = newest.iter().flat_map(|((account, integration), received)| {
        let received = received.map(crate::domain::instant::Instant::micros);
        [account.uuid().into(), integration.uuid().into(), Value::from(received)]
    });
    let update = with_values(transaction.get_database_backend(), TOUCH, 3, values.collect());
    let found = transaction.execute_raw(update).await?.rows_affected();
    if found < newest.len() as u64 { Err(StoreError::NotFound) } else { Ok(()) }
}
