//! Days of schedules that something would be missing from.

use sea_orm::{ConnectionTrait, Statement, Value};

use crate::{
    domain::ids::{ActivityId, EmployeeId},
    store::{Numbered, StoreError},
};

/// Counts the newest versions of days that meet a condition; `$1` is the account.
const COUNT: &str = "SELECT COUNT(*) AS days FROM schedule_day d
    WHERE d.account_id = $1 AND {condition} AND NOT EXISTS (
        SELECT 1 FROM schedule_day n
        WHERE n.employee_id = d.employee_id AND n.date = d.date AND n.log_number > d.log_number)";

/// How many days this employee has something scheduled in.
pub(crate) async fn count_days(numbered: &Numbered<'_>, employee: EmployeeId) -> Result<u64, StoreError> {
    count(numbered, "d.employee_id = $2 AND d.segments <> '[]'", employee.uuid().into()).await
}

/// In how many days this activity is scheduled for anybody.
pub(crate) async fn count_days_with(numbered: &Numbered<'_>, activity: ActivityId) -> Result<u64, StoreError> {
    // Segments are stored as JSON, in which an id stands as it is written.
    count(numbered, "d.segments LIKE $2", format!("%{activity}%").into()).await
}

async fn count(numbered: &Numbered<'_>, condition: &str, value: Value) -> Result<u64, StoreError> {
    let statement = Statement::from_sql_and_values(
        numbered.transaction.get_database_backend(),
        COUNT.replace("{condition}", condition),
        [numbered.account.uuid().into(), value],
    );
    let row = numbered.transaction.query_one_raw(statement).await?.ok_or(StoreError::NotFound)?;
    let days: i64 = row.try_get("", "days")?;
    Ok(u64::try_from(days).unwrap_or(0))
}
