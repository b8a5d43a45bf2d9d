//! An account's facts: everything besides states, schedules and exceptions that decides about its figures, read as
//! one picture.

mod meanings;
mod people;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Store, StoreError,
    entity::{account, integration, integration_pause},
    settings::{self, Rules},
};
use crate::domain::{
    activity::Activity,
    ids::{AccountId, ActivityId, EmployeeId, ExternalUserId, GroupId, IntegrationId, PlanningUnitId},
    instant::Instant,
    mapping::ReportedStatus,
    matches::Matches,
    settings::Settings,
};

pub use meanings::{StoredTargets, activity_type};

/// The picture. It may be newer than [`log_number`](Self::log_number) says: applying a change again that is in it
/// already does no harm.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The account's log up to here is in the picture.
    pub log_number: i64,
    /// How many months before the running one are kept.
    pub retention_months: u8,
    /// The rules of adherence.
    pub settings: Settings,
    /// The target score in percent.
    pub target_percent: f64,
    /// Activities by id; Offline is not among them.
    pub activities: HashMap<ActivityId, Activity>,
    /// Those of them that are deleted: the past goes on meaning what it meant, but nothing new can be scheduled.
    pub deleted_activities: HashSet<ActivityId>,
    /// Which actual activities count as which scheduled ones.
    pub matches: Matches,
    /// Integrations by id, deleted ones too.
    pub integrations: HashMap<IntegrationId, IntegrationFacts>,
    /// Each external status with what it means now.
    pub statuses: HashMap<Uuid, Arc<ReportedStatus>>,
    /// Planning units by id.
    pub units: HashMap<PlanningUnitId, UnitFacts>,
    /// Employees by id.
    pub employees: HashMap<EmployeeId, EmployeeFacts>,
}

/// What matters about an integration.
#[derive(Clone, Debug)]
pub struct IntegrationFacts {
    /// Since when it is paused, while it is.
    pub paused_since: Option<Instant>,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}

/// What matters about a planning unit.
#[derive(Clone, Debug)]
pub struct UnitFacts {
    /// Its name.
    pub name: String,
    /// The IANA name of its time zone.
    pub zone: String,
}

/// What matters about an employee.
#[derive(Clone, Debug)]
pub struct EmployeeFacts {
    /// Name to show.
    pub name: String,
    /// The planning unit it belongs to.
    pub unit: PlanningUnitId,
    /// The groups it is in, in order of id.
    pub groups: Arc<[GroupId]>,
    /// Its external users, in order of id.
    pub users: Vec<AssignedUser>,
}

/// An external user assigned to an employee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AssignedUser {
    /// Who.
    pub user: ExternalUserId,
    /// The integration that knows it.
    pub integration: IntegrationId,
    /// Since when; none: since ever.
    pub from: Option<Instant>,
    /// Until when: the end of the assignment or of the integration, whichever comes first.
    pub until: Option<Instant>,
}

impl Store {
    /// The account's facts.
    pub async fn facts(&self, account: AccountId) -> Result<Facts, StoreError> {
        // The number first: what is committed while the rest is read is in the picture or comes with the log.
        let row = account::Entity::find_by_id(account.uuid()).one(self.reader()).await?.ok_or(StoreError::NotFound)?;
        let Rules { settings, target_percent, .. } = settings::newest(self.reader(), account).await?;
        let (activities, deleted_activities) = self.activity_facts(account).await?;
        let matches = self.match_facts(account).await?;
        let integrations = self.integration_rows(account).await?;
        let statuses = self.meanings(account, &integrations, &activities, settings.unmapped).await?;
        let integrations = self.integration_facts(account, integrations).await?;
        let units = self.unit_facts(account).await?;
        let employees = self.employee_facts(account, &integrations).await?;
        Ok(Facts {
            log_number: row.log_number,
            retention_months: u8::try_from(row.retention_months).unwrap_or(u8::MAX),
            settings,
            target_percent,
            activities,
            deleted_activities,
            matches,
            integrations,
            statuses,
            units,
            employees,
        })
    }

    async fn integration_rows(&self, account: AccountId) -> Result<Vec<integration::Model>, StoreError> {
        let query = integration::Entity::find().filter(integration::Column::AccountId.eq(account.uuid()));
        Ok(query.all(self.reader()).await?)
    }

    async fn integration_facts(
        &self,
        account: AccountId,
        rows: Vec<integration::Model>,
    ) -> Result<HashMap<IntegrationId, IntegrationFacts>, StoreError> {
        let pauses = integration_pause::Entity::find()
            .filter(integration_pause::Column::AccountId.eq(account.uuid()))
            .filter(integration_pause::Column::EndedAt.is_null())
            .all(self.reader())
            .await?;
        let suspended: HashMap<Uuid, Instant> =
            pauses.into_iter().map(|pause| (pause.integration_id, Instant::from_micros(pause.started_at))).collect();
        let facts = rows.into_iter().map(|row| {
            let paused_since = suspended.get(&row.id).copied();
            let deleted_at = row.deleted_at.map(Instant::from_micros);
            (IntegrationId::new(row.id), IntegrationFacts { paused_since, deleted_at })
        });
        Ok(facts.collect())
    }
}
