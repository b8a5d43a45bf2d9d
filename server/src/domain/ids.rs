//! Identifiers, one type per kind of thing, so that none can be taken for another.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Gives the UUID its meaning.
            #[must_use]
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The bare UUID, for storing and sending.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id! {
    /// An account: the customer whose data nobody else sees.
    AccountId
}
id! {
    /// A connected telephone system.
    IntegrationId
}
id! {
    /// An agent as a telephone system knows it.
    ExternalUserId
}
id! {
    /// A person with a schedule.
    EmployeeId
}
id! {
    /// Something a person can be scheduled for or can be doing.
    ActivityId
}
id! {
    /// A group of employees that is planned together, in one time zone.
    PlanningUnitId
}
id! {
    /// A set of employees across planning units.
    GroupId
}

impl ActivityId {
    /// The built-in activity *Present*: what an unmapped status counts as by default.
    pub const PRESENT: Self = Self(Uuid::from_u128(1));
    /// The built-in *Offline*: being logged out. It has no type and takes no mapping.
    pub const OFFLINE: Self = Self(Uuid::from_u128(2));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_activities_have_the_ids_every_account_shares() {
        let present = "00000000-0000-0000-0000-000000000001";
        assert_eq!(ActivityId::PRESENT.to_string(), present);
        assert_eq!(present.parse::<ActivityId>().unwrap(), ActivityId::PRESENT);
        assert_eq!(ActivityId::OFFLINE.to_string(), "00000000-0000-0000-0000-000000000002");
    }
}
