//! Reads the exceptions that decide about figures.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::StoredException;
use crate::{
    domain::{
        exceptions::Exception,
        ids::{AccountId, EmployeeId},
        instant::Instant,
    },
    store::{Store, StoreError, entity::adherence_exception},
};

const IDS_AT_A_TIME: usize = 1_000;

impl Store {
    /// The exceptions of these employees that touch `from` to `until`.
    pub async fn exceptions_touching(
        &self,
        account: AccountId,
        employees: &[EmployeeId],
        from: Instant,
        until: Instant,
    ) -> Result<HashMap<EmployeeId, Vec<Exception>>, StoreError> {
        let mut found: HashMap<EmployeeId, Vec<Exception>> = HashMap::new();
        for some in employees.chunks(IDS_AT_A_TIME) {
            let rows = adherence_exception::Entity::find()
                .filter(adherence_exception::Column::AccountId.eq(account.uuid()))
                .filter(adherence_exception::Column::EmployeeId.is_in(some.iter().map(|id| id.uuid())))
                .filter(adherence_exception::Column::DeletedAt.is_null())
                .filter(adherence_exception::Column::EndsAt.gt(from.micros()))
                .filter(adherence_exception::Column::StartsAt.lt(until.micros()))
                .all(self.reader())
                .await?;
            for row in rows {
                let stored = StoredException::try_from(row)?;
                found.entry(stored.employee).or_default().push(stored.exception);
            }
        }
        Ok(found)
    }
}
