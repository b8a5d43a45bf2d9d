//! Telling a submission that can't be stored from a database that can't store.

use sea_orm::{DbErr, RuntimeErr, sqlx};

use crate::store::StoreError;

/// Whether a batch may have failed for one of its submissions alone, so that the others can be stored without it.
pub(super) fn may_be_of_one(error: &StoreError) -> bool {
    match error {
        StoreError::NotFound | StoreError::Taken(_) | StoreError::Corrupt { .. } => true,
        StoreError::Unavailable(
            DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)),
        ) => is_about_data(cause),
        _ => false,
    }
}

fn is_about_data(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Encode(_) => true,
        sqlx::Error::Database(error) => {
            let code = error.code().unwrap_or_default();
            match code.parse::<u32>() {
                // Before the length: PostgreSQL's codes have five characters, of which some are digits alone.
                Ok(number) if code.len() < 5 => {
                    // SQLite's extended result codes hold the primary one in their last byte:
                    // TOOBIG, CONSTRAINT, MISMATCH, RANGE.
                    matches!(number & 0xff, 18 | 19 | 20 | 25)
                }
                // SQLSTATE classes: data exception, integrity constraint violation, program limit exceeded.
                _ => ["22", "23", "54"].iter().any(|class| code.starts_with(class)),
            }
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_may_be_one_submissions_fault_and_a_lost_connection_is_nobodys() {
        assert!(may_be_of_one(&StoreError::NotFound));
        let lost = sqlx::Error::PoolClosed;
        let lost = DbErr::Exec(RuntimeErr::SqlxError(lost.into()));
        assert!(!may_be_of_one(&StoreError::Unavailable(lost)));
    }
}
