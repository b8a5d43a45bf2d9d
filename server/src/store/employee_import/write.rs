//! Executes a plan in the transaction it was made in.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::{EntityTrait, IntoActiveModel};

use super::{
    directory::Directory,
    plan::{Plan, PlannedEmployee},
};
use crate::{
    domain::ids::{EmployeeId, ExternalUserId, GroupId, IntegrationId},
    store::{
        Numbered, StoreError,
        assignments::{self, Names},
        audit::{Author, Deed, RECORDED_EACH},
        employees,
        entity::{employee, external_user},
        external_users::NOT_SEEN,
        group_members, new_id, planning_units, schedules,
    },
};

/// How many rows go into one statement: well below the number of parameters either database takes.
const ROWS_AT_A_TIME: usize = 1_000;

/// Stores everything; returns whoever gained or lost an external user.
pub(super) async fn execute(
    numbered: &Numbered<'_>,
    directory: &Directory,
    plan: &Plan,
    by: &Author,
) -> Result<BTreeSet<EmployeeId>, StoreError> {
    store_people(numbered, plan).await?;
    store_groups(numbered, plan).await?;
    recut(numbered, directory, plan, by).await?;
    record(numbered, directory, plan, by).await?;
    let (wanted, names) = users(numbered, directory, plan, by).await?;
    assignments::store_all(numbered, &wanted, &names, by).await
}

async fn store_people(numbered: &Numbered<'_>, plan: &Plan) -> Result<(), StoreError> {
    let new: Vec<&employee::Model> =
        plan.people.iter().filter(|person| person.before.is_none()).map(|person| &person.after).collect();
    for some in new.chunks(ROWS_AT_A_TIME) {
        let rows = some.iter().map(|row| (*row).clone().into_active_model());
        employee::Entity::insert_many(rows).exec_without_returning(numbered.transaction).await?;
    }
    for person in plan.people.iter().filter(|person| person.before.is_some()) {
        employees::store_row(numbered, person.after.clone()).await?;
    }
    Ok(())
}

async fn store_groups(numbered: &Numbered<'_>, plan: &Plan) -> Result<(), StoreError> {
    let moved = || plan.people.iter().filter_map(|person| Some((person.after.id, person.groups.as_ref()?)));
    let employees: Vec<uuid::Uuid> = moved().map(|(employee, _)| employee).collect();
    group_members::clear(numbered, &employees).await?;
    let pairs: Vec<(GroupId, EmployeeId)> =
        moved().flat_map(|(employee, groups)| groups.iter().map(move |group| (*group, employee.into()))).collect();
    group_members::insert(numbered, pairs).await
}

/// Cuts the schedules of those anew who come into another time zone.
async fn recut(numbered: &Numbered<'_>, directory: &Directory, plan: &Plan, by: &Author) -> Result<(), StoreError> {
    let zone = |unit| directory.unit(unit).map(|unit| unit.zone.as_str());
    let mut moved: BTreeMap<&str, Vec<EmployeeId>> = BTreeMap::new();
    for person in &plan.people {
        let Some(before) = &person.before else { continue };
        let (from, to) = (zone(before.planning_unit_id), zone(person.after.planning_unit_id));
        if let Some(to) = to.filter(|_| from != to) {
            moved.entry(to).or_default().push(person.after.id.into());
        }
    }
    for (zone, employees) in moved {
        schedules::recut(numbered, &employees, &planning_units::read_zone(zone)?, by.id()).await?;
    }
    Ok(())
}

/// The assignments to make; external users that nobody knows yet are created.
async fn users(
    numbered: &Numbered<'_>,
    directory: &Directory,
    plan: &Plan,
    by: &Author,
) -> Result<(BTreeMap<ExternalUserId, EmployeeId>, Names), StoreError> {
    let (mut wanted, mut names, mut new) = (BTreeMap::new(), Names::default(), Vec::new());
    for person in plan.people.iter().filter(|person| !person.users.is_empty()) {
        let employee = EmployeeId::new(person.after.id);
        names.employees.insert(employee, person.after.name.clone());
        for (integration, identifier) in &person.users {
            let id = if let Some(known) = directory.user(*integration, identifier) {
                known.id
            } else {
                let row = new_user(numbered, *integration, identifier);
                let id = ExternalUserId::new(row.id);
                new.push(row);
                id
            };
            names.identifiers.insert(id, identifier.clone());
            wanted.insert(id, employee);
        }
    }
    for some in new.chunks(ROWS_AT_A_TIME) {
        let rows = some.iter().map(|row| row.clone().into_active_model());
        external_user::Entity::insert_many(rows).exec_without_returning(numbered.transaction).await?;
    }
    if new.len() > RECORDED_EACH {
        numbered.record(by, Deed::new("external_user.create").field("external_users", "", new.len())).await?;
    } else {
        for row in new {
            let deed = Deed::new("external_user.create").to(row.id, &row.identifier);
            numbered.record(by, deed.field("identifier", "", &row.identifier)).await?;
        }
    }
    Ok((wanted, names))
}

fn new_user(numbered: &Numbered<'_>, integration: IntegrationId, identifier: &str) -> external_user::Model {
    external_user::Model {
        id: new_id(numbered.now),
        account_id: numbered.account.uuid(),
        integration_id: integration.uuid(),
        identifier: identifier.to_owned(),
        first_seen_at: NOT_SEEN,
    }
}

async fn record(numbered: &Numbered<'_>, directory: &Directory, plan: &Plan, by: &Author) -> Result<(), StoreError> {
    let changed: Vec<&PlannedEmployee> = plan.people.iter().filter(|person| person.changes_itself()).collect();
    if changed.len() > RECORDED_EACH {
        let created = changed.iter().filter(|person| person.before.is_none()).count();
        let deed =
            Deed::new("employee.import").field("created", "", created).field("updated", "", changed.len() - created);
        return numbered.record(by, deed).await;
    }
    let group_names: HashMap<GroupId, &str> =
        directory.groups.values().map(|(group, name)| (*group, name.as_str())).collect();
    let listed = |groups: &BTreeSet<GroupId>| {
        let names: Vec<String> =
            groups.iter().filter_map(|group| Some((*group_names.get(group)?).to_owned())).collect();
        group_members::listed(&names)
    };
    let unit = |id| directory.unit(id).map(|unit| unit.name.as_str()).unwrap_or_default();
    for person in changed {
        let (before, after) = (person.before.as_ref(), &person.after);
        let old = |of: fn(&employee::Model) -> &str| before.map_or("", of);
        let action = if before.is_some() { "employee.update" } else { "employee.create" };
        let deed = Deed::new(action)
            .to(after.id, &after.name)
            .field("name", old(|row| &row.name), &after.name)
            .field("email", old(|row| &row.email), &after.email)
            .field("personnel_number", old(|row| &row.personnel_number), &after.personnel_number)
            .field(
                "planning_unit",
                before.map(|row| unit(row.planning_unit_id)).unwrap_or_default(),
                unit(after.planning_unit_id),
            );
        let deed = match &person.groups {
            Some(groups) => deed.field("groups", listed(&directory.groups_of(after.id.into())), listed(groups)),
            None => deed,
        };
        numbered.record(by, deed).await?;
    }
    Ok(())
}
