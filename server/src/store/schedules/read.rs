//! Reads the newest version of days.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::StoredSegment;
use crate::{
    domain::{
        calendar::Day,
        ids::{AccountId, EmployeeId},
    },
    store::{Store, StoreError, entity::schedule_day},
};

/// How many ids go into one query: well below the number of parameters either database takes.
const IDS_AT_A_TIME: usize = 1_000;

impl Store {
    /// The segments of these employees' local days from `first` to `last`, both included, by employee and day.
    pub async fn schedule_days(
        &self,
        account: AccountId,
        employees: &[EmployeeId],
        first: Day,
        last: Day,
    ) -> Result<HashMap<(EmployeeId, Day), Vec<StoredSegment>>, StoreError> {
        newest_days(self.reader(), account, employees, first, last).await
    }
}

/// As [`Store::schedule_days`], as `connection` sees them.
pub(super) async fn newest_days(
    connection: &impl ConnectionTrait,
    account: AccountId,
    employees: &[EmployeeId],
    first: Day,
    last: Day,
) -> Result<HashMap<(EmployeeId, Day), Vec<StoredSegment>>, StoreError> {
    let mut days = HashMap::new();
    for some in employees.chunks(IDS_AT_A_TIME) {
        let rows = schedule_day::Entity::find()
            .filter(schedule_day::Column::AccountId.eq(account.uuid()))
            .filter(schedule_day::Column::EmployeeId.is_in(some.iter().map(|id| id.uuid())))
            .filter(schedule_day::Column::Date.between(first.to_string(), last.to_string()))
            .order_by_asc(schedule_day::Column::LogNumber)
            .all(connection)
            .await?;
        // In the order of versions: the newest one of a day stays.
        for row in rows {
            let day = row.date.parse().map_err(|_| StoreError::Corrupt { what: "day", value: row.date })?;
            let segments = serde_json::from_str(&row.segments)
                .map_err(|_| StoreError::Corrupt { what: "schedule", value: row.segments })?;
            days.insert((EmployeeId::new(row.employee_id), day), segments);
        }
    }
    Ok(days)
}
