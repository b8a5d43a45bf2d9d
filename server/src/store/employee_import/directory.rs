//! Everything an import may name or change, by the names it goes by.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    domain::ids::{AccountId, EmployeeId, ExternalUserId, GroupId, IntegrationId},
    store::{
        StoreError, employees,
        entity::{assignment, employee, external_user, planning_unit},
        group_members, groups, integrations, planning_units, text,
    },
};

/// An external user, and whom it is assigned to now.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownUser {
    pub(super) id: ExternalUserId,
    pub(super) employee: Option<EmployeeId>,
}

/// The account's people and names.
#[derive(Debug)]
pub(super) struct Directory {
    pub(super) account: AccountId,
    pub(super) units: HashMap<String, planning_unit::Model>,
    pub(super) groups: HashMap<String, (GroupId, String)>,
    pub(super) integrations: HashMap<String, IntegrationId>,
    employees: Vec<employee::Model>,
    by_number: HashMap<String, usize>,
    by_email: HashMap<String, Vec<usize>>,
    members: HashMap<EmployeeId, BTreeSet<GroupId>>,
    users: HashMap<IntegrationId, HashMap<String, KnownUser>>,
}

impl Directory {
    pub(super) async fn load(connection: &impl ConnectionTrait, account: AccountId) -> Result<Self, StoreError> {
        let units = planning_units::of(account).all(connection).await?;
        let groups = groups::of(account).all(connection).await?;
        let integrations = integrations::of(account).all(connection).await?;
        let employees = employees::of(account).all(connection).await?;
        let members = group_members::of_all(connection, account).await?;
        let users = users(connection, account).await?;
        Ok(Self {
            account,
            units: units.into_iter().map(|row| (row.name_key.clone(), row)).collect(),
            groups: groups.into_iter().map(|row| (row.name_key, (row.id.into(), row.name))).collect(),
            integrations: integrations.into_iter().map(|row| (row.name_key, row.id.into())).collect(),
            by_number: by_number(&employees),
            by_email: by_email(&employees),
            employees,
            members,
            users,
        })
    }

    /// The employee with this personnel number.
    pub(super) fn numbered(&self, number: &str) -> Option<&employee::Model> {
        self.by_number.get(number).and_then(|at| self.employees.get(*at))
    }

    /// The employees with this e-mail address, compared without case.
    pub(super) fn addressed(&self, email: &str) -> Vec<&employee::Model> {
        let places = self.by_email.get(&text::key(email)).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|at| self.employees.get(*at)).collect()
    }

    /// The groups an employee is in.
    pub(super) fn groups_of(&self, employee: EmployeeId) -> BTreeSet<GroupId> {
        self.members.get(&employee).cloned().unwrap_or_default()
    }

    /// An external user of an integration.
    pub(super) fn user(&self, integration: IntegrationId, identifier: &str) -> Option<KnownUser> {
        self.users.get(&integration)?.get(identifier).copied()
    }

    /// A planning unit by its id.
    pub(super) fn unit(&self, id: Uuid) -> Option<&planning_unit::Model> {
        self.units.values().find(|unit| unit.id == id)
    }
}

fn by_number(employees: &[employee::Model]) -> HashMap<String, usize> {
    let numbered = employees.iter().enumerate().filter(|(_, row)| !row.personnel_number.is_empty());
    numbered.map(|(at, row)| (row.personnel_number.clone(), at)).collect()
}

fn by_email(employees: &[employee::Model]) -> HashMap<String, Vec<usize>> {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, row) in employees.iter().enumerate().filter(|(_, row)| !row.email.is_empty()) {
        places.entry(text::key(&row.email)).or_default().push(at);
    }
    places
}

async fn users(
    connection: &impl ConnectionTrait,
    account: AccountId,
) -> Result<HashMap<IntegrationId, HashMap<String, KnownUser>>, StoreError> {
    let assigned = assignment::Entity::find()
        .filter(assignment::Column::AccountId.eq(account.uuid()))
        .filter(assignment::Column::ValidTo.is_null())
        .filter(assignment::Column::UndoneAt.is_null())
        .all(connection)
        .await?;
    let assigned: HashMap<Uuid, EmployeeId> =
        assigned.into_iter().map(|row| (row.external_user_id, row.employee_id.into())).collect();
    let rows = external_user::Entity::find().filter(external_user::Column::AccountId.eq(account.uuid()));
    let mut users: HashMap<IntegrationId, HashMap<String, KnownUser>> = HashMap::new();
    for row in rows.all(connection).await? {
        let known = KnownUser { id: row.id.into(), employee: assigned.get(&row.id).copied() };
        users.entry(row.integration_id.into()).or_default().insert(row.identifier, known);
    }
    Ok(users)
}
