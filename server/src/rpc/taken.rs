//! What must be unique in an account, and how a caller is told that it is not.

use super::{error::RpcError, read::Reader};
use crate::store::StoreError;

/// Something unique.
#[derive(Clone, Copy)]
pub(crate) struct Unique {
    field: &'static str,
    description: &'static str,
}

pub(crate) const INTEGRATION_NAME: Unique =
    Unique { field: "name", description: "is taken by another integration: choose another name" };
pub(crate) const PLANNING_UNIT_NAME: Unique =
    Unique { field: "name", description: "is taken by another planning unit: choose another name" };
pub(crate) const ACTIVITY_NAME: Unique =
    Unique { field: "name", description: "is taken by another activity: choose another name" };
pub(crate) const USER_EMAIL: Unique = Unique {
    field: "email",
    description: "is taken: somebody signs in with this address already, or did before they were deactivated",
};
pub(crate) const GROUP_NAME: Unique =
    Unique { field: "name", description: "is taken by another group: choose another name" };
pub(crate) const IDENTIFIER: Unique =
    Unique { field: "identifier", description: "is known already: look for it in the list of external users" };
pub(crate) const PERSONNEL_NUMBER: Unique = Unique {
    field: "personnel_number",
    description: "is taken by another employee: correct one of the two, or leave it empty",
};

impl Unique {
    /// The same, where it stands in another field.
    pub(crate) const fn at(self, field: &'static str) -> Self {
        Self { field, ..self }
    }

    /// Notes that it is taken.
    pub(crate) fn refuse(&self, reader: &mut Reader) {
        reader.refuse(self.field, "TAKEN", self.description);
    }

    /// What the caller is told if somebody else was quicker by so little that only the database noticed.
    pub(crate) fn explain(&self, error: StoreError) -> RpcError {
        match error {
            StoreError::Taken(_) => RpcError::field(self.field, "TAKEN", self.description),
            error => error.into(),
        }
    }
}
