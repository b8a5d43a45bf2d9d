//! Who is there: planning units, employees, and the external users assigned to them.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{AssignedUser, EmployeeFacts, IntegrationFacts, UnitFacts};
use crate::{
    domain::{
        ids::{AccountId, EmployeeId, ExternalUserId, GroupId, IntegrationId, PlanningUnitId},
        instant::Instant,
    },
    store::{
        Store, StoreError,
        entity::{assignment, employee, external_user, planning_unit},
        group_members,
    },
};

impl Store {
    pub(super) async fn unit_facts(
        &self,
        account: AccountId,
    ) -> Result<HashMap<PlanningUnitId, UnitFacts>, StoreError> {
        let rows = planning_unit::Entity::find()
            .filter(planning_unit::Column::AccountId.eq(account.uuid()))
            .filter(planning_unit::Column::DeletedAt.is_null())
            .all(self.reader())
            .await?;
        let units = rows.into_iter().map(|row| (row.id.into(), UnitFacts { name: row.name, zone: row.zone }));
        Ok(units.collect())
    }

    pub(super) async fn employee_facts(
        &self,
        account: AccountId,
        integrations: &HashMap<IntegrationId, IntegrationFacts>,
    ) -> Result<HashMap<EmployeeId, EmployeeFacts>, StoreError> {
        let mut users = self.assigned_users(account, integrations).await?;
        let mut groups = group_members::of_all(self.reader(), account).await?;
        let no_groups: Arc<[GroupId]> = Arc::default();
        let rows = employee::Entity::find()
            .filter(employee::Column::AccountId.eq(account.uuid()))
            .filter(employee::Column::DeletedAt.is_null())
            .all(self.reader())
            .await?;
        let employees = rows.into_iter().map(|row| {
            let users = users.remove(&row.id).unwrap_or_default();
            let id = EmployeeId::new(row.id);
            let groups =
                groups.remove(&id).map_or_else(|| Arc::clone(&no_groups), |groups| groups.into_iter().collect());
            (id, EmployeeFacts { name: row.name, unit: row.planning_unit_id.into(), groups, users })
        });
        Ok(employees.collect())
    }

    async fn assigned_users(
        &self,
        account: AccountId,
        integrations: &HashMap<IntegrationId, IntegrationFacts>,
    ) -> Result<HashMap<Uuid, Vec<AssignedUser>>, StoreError> {
        let rows = assignment::Entity::find()
            .filter(assignment::Column::AccountId.eq(account.uuid()))
            .filter(assignment::Column::UndoneAt.is_null())
            .find_also_related(external_user::Entity)
            .order_by_asc(assignment::Column::ExternalUserId)
            .order_by_asc(assignment::Column::Id)
            .all(self.reader())
            .await?;
        let mut users: HashMap<Uuid, Vec<AssignedUser>> = HashMap::new();
        for (assignment, user) in rows {
            let Some(user) = user else { continue };
            let integration = IntegrationId::new(user.integration_id);
            let deleted_at = integrations.get(&integration).and_then(|facts| facts.deleted_at);
            let ended = assignment.valid_to.map(Instant::from_micros);
            users.entry(assignment.employee_id).or_default().push(AssignedUser {
                user: ExternalUserId::new(user.id),
                integration,
                from: assignment.valid_from.map(Instant::from_micros),
                until: [ended, deleted_at].into_iter().flatten().min(),
            });
        }
        Ok(users)
    }
}
