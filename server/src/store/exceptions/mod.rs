//! Exceptions: stretches of a person's time that a planner judged otherwise.

mod list;
mod read;
mod write;

use uuid::Uuid;

use crate::{
    domain::{
        exceptions::{Exception, ExceptionKind},
        ids::EmployeeId,
        instant::Instant,
        window::Window,
    },
    store::{StoreError, entity::adherence_exception},
};

pub use list::{ExceptionKey, list};
pub use write::{create, delete, employee_of};

/// An exception to store.
#[derive(Clone, Debug)]
pub struct NewException {
    /// Whose time.
    pub employee: EmployeeId,
    /// Which stretch, and what was decided.
    pub exception: Exception,
    /// Why.
    pub reason: String,
}

/// A stored exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredException {
    /// Which.
    pub id: Uuid,
    /// Whose time.
    pub employee: EmployeeId,
    /// Which stretch, and what was decided.
    pub exception: Exception,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub author: Uuid,
    /// When it was decided.
    pub created_at: Instant,
}

impl TryFrom<adherence_exception::Model> for StoredException {
    type Error = StoreError;

    fn try_from(row: adherence_exception::Model) -> Result<Self, StoreError> {
        let (start, end) = (Instant::from_micros(row.starts_at), Instant::from_micros(row.ends_at));
        let window = Window::new(start, end)
            .map_err(|_| StoreError::Corrupt { what: "exception", value: row.id.to_string() })?;
        let kind = match row.kind.as_str() {
            EXCUSED => ExceptionKind::Excused,
            IN_ADHERENCE => ExceptionKind::InAdherence,
            _ => return Err(StoreError::Corrupt { what: "exception kind", value: row.kind }),
        };
        Ok(Self {
            id: row.id,
            employee: EmployeeId::new(row.employee_id),
            exception: Exception { window, kind },
            reason: row.reason,
            author: row.author,
            created_at: Instant::from_micros(row.created_at),
        })
    }
}

const EXCUSED: &str = "excused";
const IN_ADHERENCE: &str = "in_adherence";

/// A kind as it is stored.
fn stored_kind(kind: ExceptionKind) -> &'static str {
    match kind {
        ExceptionKind::Excused => EXCUSED,
        ExceptionKind::InAdherence => IN_ADHERENCE,
    }
}
