//! Who calls: the answer of the gate, which every handler needs before it can do anything.

use std::{collections::BTreeSet, fmt, net::IpAddr, str::FromStr};

use uuid::Uuid;

use crate::{
    domain::{
        ids::{AccountId, IntegrationId, PlanningUnitId},
        instant::Instant,
    },
    rpc::error::RpcError,
    store::audit::Author,
};

/// What a principal may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Connects telephone systems and manages the account.
    Admin,
    /// Maps, schedules, decides on exceptions.
    Planner,
    /// Watches their own planning units.
    Supervisor,
    /// A program.
    Service,
}

/// A text that names no role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a role: use admin, planner, supervisor or service")]
pub struct NotARole(String);

impl Role {
    /// The name it is stored and typed by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Planner => "planner",
            Self::Supervisor => "supervisor",
            Self::Service => "service",
        }
    }

    /// The roles a stored list names. A name this version does not know gives no right.
    pub fn known(names: &[String]) -> BTreeSet<Self> {
        names.iter().filter_map(|name| name.parse().ok()).collect()
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = NotARole;

    fn from_str(text: &str) -> Result<Self, NotARole> {
        let roles = [Self::Admin, Self::Planner, Self::Supervisor, Self::Service];
        roles.into_iter().find(|role| role.name() == text).ok_or_else(|| NotARole(text.to_owned()))
    }
}

/// Which planning units a caller sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitScope {
    /// All of the account's.
    All,
    /// These alone.
    Only(BTreeSet<PlanningUnitId>),
}

impl UnitScope {
    /// What somebody with these roles sees: supervisors see the units they were given, and a program sees those, if it
    /// was given any. Everybody else sees all.
    pub fn of(roles: &BTreeSet<Role>, units: &[PlanningUnitId]) -> Self {
        let sees_all = roles.contains(&Role::Admin) || roles.contains(&Role::Planner);
        let unlimited_program = roles.contains(&Role::Service) && units.is_empty();
        if sees_all || unlimited_program { Self::All } else { Self::Only(units.iter().copied().collect()) }
    }

    /// Whether the caller sees this unit.
    pub fn contains(&self, unit: PlanningUnitId) -> bool {
        match self {
            Self::All => true,
            Self::Only(units) => units.contains(&unit),
        }
    }
}

/// Where a call comes from, for the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The client's address; none for a call within the process.
    pub address: Option<IpAddr>,
    /// Id of the request, as it stands in the logs; empty if there is none.
    pub request_id: String,
}

/// A person or program that has signed in.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The account: every row the caller reaches belongs to it.
    pub account: AccountId,
    /// The person or program.
    pub principal: Uuid,
    /// Name to show.
    pub name: String,
    /// What it may do.
    pub roles: BTreeSet<Role>,
    /// Which planning units it sees.
    pub units: UnitScope,
    /// The session the credential belongs to.
    pub session: Uuid,
    /// When the credential expires.
    pub expires_at: Instant,
    /// Where the call comes from.
    pub origin: Origin,
}

/// The holder of a URL token: it may report states of one integration, and nothing else.
#[derive(Clone, Debug)]
pub struct Reporter {
    /// The account.
    pub account: AccountId,
    /// The integration.
    pub integration: IntegrationId,
}

/// Whoever may report states.
#[derive(Clone, Debug)]
pub enum StateSource {
    /// The holder of a URL token.
    UrlToken(Reporter),
    /// A program of the account; the request names the integration.
    Program(Caller),
}

impl Caller {
    /// Whoever makes a change, as it goes on record.
    pub fn author(&self) -> Author {
        Author {
            account: self.account,
            principal: Some(self.principal),
            name: self.name.clone(),
            address: self.origin.address,
            request_id: self.origin.request_id.clone(),
        }
    }

    /// Refuses a planning unit the caller does not see: as if it were not there.
    pub fn require_unit(&self, unit: PlanningUnitId) -> Result<(), RpcError> {
        if self.units.contains(unit) { Ok(()) } else { Err(RpcError::NotFound) }
    }
}
