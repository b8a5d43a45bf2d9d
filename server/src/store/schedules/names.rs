//! What the people and activities of an account are called by those who write schedules.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    domain::{
        calendar::Zone,
        ids::{AccountId, ActivityId, EmployeeId, PlanningUnitId},
    },
    store::{
        Store, StoreError, activities,
        entity::{employee, planning_unit},
        text,
    },
};

/// Names, compared without case and outer spaces.
#[derive(Clone, Debug, Default)]
pub struct Names {
    employees: HashMap<String, Vec<EmployeeId>>,
    people: HashMap<EmployeeId, Person>,
    activities: HashMap<String, ActivityId>,
}

/// An employee who is planned.
#[derive(Clone, Debug)]
pub struct Person {
    /// Name to show.
    pub name: String,
    /// The time zone in which their days are cut.
    pub zone: Zone,
}

impl Names {
    /// The employees who have this personnel number, e-mail address or name.
    pub fn employees(&self, called: &str) -> &[EmployeeId] {
        self.employees.get(&text::key(called)).map(Vec::as_slice).unwrap_or_default()
    }

    /// An employee.
    pub fn person(&self, employee: EmployeeId) -> Option<&Person> {
        self.people.get(&employee)
    }

    /// The activity of this name.
    pub fn activity(&self, called: &str) -> Option<ActivityId> {
        self.activities.get(&text::key(called)).copied()
    }
}

/// The names in an account; of employees only those of these planning units, if they are given.
pub async fn names(
    store: &Store,
    account: AccountId,
    units: Option<&BTreeSet<PlanningUnitId>>,
) -> Result<Names, StoreError> {
    let zones = zones(store, account).await?;
    let activities = activities::all(store, account).await?;
    let mut names = Names {
        activities: activities.into_iter().map(|activity| (text::key(&activity.name), activity.id)).collect(),
        ..Names::default()
    };
    let rows = employee::Entity::find()
        .filter(employee::Column::AccountId.eq(account.uuid()))
        .filter(employee::Column::DeletedAt.is_null())
        .all(store.reader())
        .await?;
    for row in rows {
        let unit = PlanningUnitId::new(row.planning_unit_id);
        let Some(zone) = zones.get(&unit).filter(|_| units.is_none_or(|units| units.contains(&unit))) else { continue };
        let id = EmployeeId::new(row.id);
        let called = [&row.name_key, &text::key(&row.email), &text::key(&row.personnel_number)].map(String::clone);
        for called in called.into_iter().filter(|called| !called.is_empty()) {
            let so_called = names.employees.entry(called).or_default();
            if so_called.last() != Some(&id) {
                so_called.push(id);
            }
        }
        names.people.insert(id, Person { name: row.name, zone: zone.clone() });
    }
    Ok(names)
}

async fn zones(store: &Store, account: AccountId) -> Result<HashMap<PlanningUnitId, Zone>, StoreError> {
    let rows = planning_unit::Entity::find()
        .filter(planning_unit::Column::AccountId.eq(account.uuid()))
        .filter(planning_unit::Column::DeletedAt.is_null())
        .all(store.reader())
        .await?;
    let zones = rows.into_iter().map(|row| match row.zone.parse() {
        Ok(zone) => Ok((PlanningUnitId::new(row.id), zone)),
        Err(_) => Err(StoreError::Corrupt { what: "time zone", value: row.zone }),
    });
    zones.collect()
}
