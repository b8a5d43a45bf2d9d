//! Assignments: which employee an external user belongs to. They act on the past too.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, QueryTrait, sea_query::Expr};
use uuid::Uuid;

use super::{
    Change, Numbered, Store, StoreError,
    audit::{Author, Deed, RECORDED_EACH},
    employees,
    entity::{assignment, employee, external_user, integration},
    integrations, new_id,
};
use crate::domain::ids::{EmployeeId, ExternalUserId};

/// How many rows or ids go into one statement: well below the number of parameters either database takes.
const AT_A_TIME: usize = 1_000;

/// Assigns external users to employees since ever, all or none. One that belongs to somebody else moves, with its
/// past. Only what was ended stays with whom it belonged to: a new assignment begins where the last one ended, and one
/// to the same employee goes on as if it had never ended.
pub async fn assign(
    store: &Store,
    assignments: BTreeMap<ExternalUserId, EmployeeId>,
    by: Author,
) -> Result<(), StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                let names = require_all(&numbered, &assignments).await?;
                let touched = store_all(&numbered, &assignments, &names, &by).await?;
                if touched.is_empty() {
                    return Ok(((), None));
                }
                Ok(((), Some(Change::Assignments { employees: touched.into_iter().collect() })))
            })
        })
        .await
}

/// Stores and records assignments of what is there; everybody who gains or loses an external user.
pub(crate) async fn store_all(
    numbered: &Numbered<'_>,
    assignments: &BTreeMap<ExternalUserId, EmployeeId>,
    names: &Names,
    by: &Author,
) -> Result<BTreeSet<EmployeeId>, StoreError> {
    let mut before = not_undone(numbered, assignments.keys()).await?;
    let (mut touched, mut undone, mut added, mut moves) = (BTreeSet::new(), Vec::new(), Vec::new(), Vec::new());
    for (user, employee) in assignments {
        let before = before.remove(user).unwrap_or_default();
        let current = before.iter().find(|row| row.valid_to.is_none());
        let Some(step) = step(&before, *employee) else { continue };
        touched.extend(step.replaced.iter().map(|row| EmployeeId::new(row.employee_id)));
        touched.insert(*employee);
        undone.extend(step.replaced.iter().map(|row| row.id));
        moves.push((*user, current.map(|row| EmployeeId::new(row.employee_id)), Some(*employee)));
        added.push(row(numbered, *user, *employee, step.from, by.id()).into_active_model());
    }
    undo(numbered, &undone).await?;
    while !added.is_empty() {
        let rest = added.split_off(added.len().min(AT_A_TIME));
        assignment::Entity::insert_many(added).exec_without_returning(numbered.transaction).await?;
        added = rest;
    }
    record(numbered, by, "external_user.assign", names, &moves).await?;
    Ok(touched)
}

/// What assigning an external user changes.
#[derive(Debug, PartialEq, Eq)]
struct Step<'a> {
    /// Assignments that the new one stands in place of.
    replaced: Vec<&'a assignment::Model>,
    /// Where the new one begins; none: since ever.
    from: Option<i64>,
}

/// The step to `employee` from the assignments of an external user that are not undone; none if it is there already.
fn step(before: &[assignment::Model], employee: EmployeeId) -> Option<Step<'_>> {
    let open = before.iter().find(|row| row.valid_to.is_none());
    let ended = before.iter().filter(|row| row.valid_to.is_some()).max_by_key(|row| row.valid_to);
    let continued = ended.filter(|row| row.employee_id == employee.uuid());
    let from = continued.map_or_else(|| ended.and_then(|row| row.valid_to), |row| row.valid_from);
    if open.is_some_and(|row| row.employee_id == employee.uuid() && row.valid_from == from) && continued.is_none() {
        return None;
    }
    Some(Step { replaced: open.into_iter().chain(continued).collect(), from })
}

/// From when on an external user no longer belongs to its employee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unassign {
    /// From now on: what was recorded so far stays with the employee.
    End,
    /// As if the assignment that holds now had never been made; what was ended before stays as it is.
    Undo,
}

/// Takes external users from the employees they belong to now, all or none; those that belong to nobody stay so.
pub async fn unassign(
    store: &Store,
    users: BTreeSet<ExternalUserId>,
    mode: Unassign,
    by: Author,
) -> Result<(), StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                let identifiers = require_users(&numbered, &users).await?;
                let rows = not_undone(&numbered, users.iter()).await?;
                let open: Vec<assignment::Model> =
                    rows.into_values().flatten().filter(|row| row.valid_to.is_none()).collect();
                if open.is_empty() {
                    return Ok(((), None));
                }
                let ids: Vec<Uuid> = open.iter().map(|row| row.id).collect();
                let touched: BTreeSet<EmployeeId> = open.iter().map(|row| row.employee_id.into()).collect();
                let action = match mode {
                    Unassign::End => {
                        end(&numbered, &ids).await?;
                        "external_user.unassign"
                    }
                    Unassign::Undo => {
                        undo(&numbered, &ids).await?;
                        "external_user.undo_assignment"
                    }
                };
                let names = Names { identifiers, employees: employee_names(&numbered, &touched).await? };
                let moves: Vec<_> =
                    open.iter().map(|row| (row.external_user_id.into(), Some(row.employee_id.into()), None)).collect();
                record(&numbered, &by, action, &names, &moves).await?;
                Ok(((), Some(Change::Assignments { employees: touched.into_iter().collect() })))
            })
        })
        .await
}

/// Names for the record.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Of external users.
    pub(crate) identifiers: HashMap<ExternalUserId, String>,
    /// Of employees.
    pub(crate) employees: HashMap<EmployeeId, String>,
}

async fn record(
    numbered: &Numbered<'_>,
    by: &Author,
    action: &'static str,
    names: &Names,
    moves: &[(ExternalUserId, Option<EmployeeId>, Option<EmployeeId>)],
) -> Result<(), StoreError> {
    if moves.len() > RECORDED_EACH {
        return numbered.record(by, Deed::new(action).field("external_users", "", moves.len())).await;
    }
    // Whoever lost an external user need not be among those who were named.
    let former: BTreeSet<EmployeeId> = moves.iter().filter_map(|(_, before, _)| *before).collect();
    let former = employee_names(numbered, &former).await?;
    let name = |of: &Option<EmployeeId>| {
        of.and_then(|of| names.employees.get(&of).or_else(|| former.get(&of)).cloned()).unwrap_or_default()
    };
    for (user, before, after) in moves {
        let identifier = names.identifiers.get(user).cloned().unwrap_or_default();
        let deed = Deed::new(action).to(user.uuid(), identifier).field("employee", name(before), name(after));
        numbered.record(by, deed).await?;
    }
    Ok(())
}

fn row(
    numbered: &Numbered<'_>,
    user: ExternalUserId,
    employee: EmployeeId,
    from: Option<i64>,
    author: Uuid,
) -> assignment::Model {
    assignment::Model {
        id: new_id(numbered.now),
        account_id: numbered.account.uuid(),
        external_user_id: user.uuid(),
        employee_id: employee.uuid(),
        valid_from: from,
        valid_to: None,
        undone_at: None,
        author,
        created_at: numbered.now.micros(),
        log_number: numbered.log_number,
    }
}

/// The callers have looked already; what went meanwhile is not found.
async fn require_all(
    numbered: &Numbered<'_>,
    assignments: &BTreeMap<ExternalUserId, EmployeeId>,
) -> Result<Names, StoreError> {
    let wanted: BTreeSet<EmployeeId> = assignments.values().copied().collect();
    let employees = employee_names(numbered, &wanted).await?;
    let users: BTreeSet<ExternalUserId> = assignments.keys().copied().collect();
    let identifiers = require_users(numbered, &users).await?;
    if employees.len() == wanted.len() { Ok(Names { identifiers, employees }) } else { Err(StoreError::NotFound) }
}

async fn employee_names(
    numbered: &Numbered<'_>,
    wanted: &BTreeSet<EmployeeId>,
) -> Result<HashMap<EmployeeId, String>, StoreError> {
    let query = employees::of(numbered.account).filter(employee::Column::Id.is_in(wanted.iter().map(|id| id.uuid())));
    let rows = query.all(numbered.transaction).await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.name)).collect())
}

/// The identifiers of external users; not found, if one of them is not there or of a deleted integration.
async fn require_users(
    numbered: &Numbered<'_>,
    wanted: &BTreeSet<ExternalUserId>,
) -> Result<HashMap<ExternalUserId, String>, StoreError> {
    let live = integrations::of(numbered.account).select_only().column(integration::Column::Id).into_query();
    let users = external_user::Entity::find()
        .filter(external_user::Column::AccountId.eq(numbered.account.uuid()))
        .filter(external_user::Column::IntegrationId.in_subquery(live))
        .filter(external_user::Column::Id.is_in(wanted.iter().map(|id| id.uuid())))
        .all(numbered.transaction)
        .await?;
    if users.len() < wanted.len() {
        return Err(StoreError::NotFound);
    }
    Ok(users.into_iter().map(|row| (row.id.into(), row.identifier)).collect())
}

async fn not_undone(
    numbered: &Numbered<'_>,
    users: impl Iterator<Item = &ExternalUserId>,
) -> Result<HashMap<ExternalUserId, Vec<assignment::Model>>, StoreError> {
    let users: Vec<Uuid> = users.map(|id| id.uuid()).collect();
    let mut by_user: HashMap<_, Vec<_>> = HashMap::new();
    for some in users.chunks(AT_A_TIME) {
        let rows = assignment::Entity::find()
            .filter(assignment::Column::AccountId.eq(numbered.account.uuid()))
            .filter(assignment::Column::ExternalUserId.is_in(some.iter().copied()))
            .filter(assignment::Column::UndoneAt.is_null())
            .all(numbered.transaction)
            .await?;
        for row in rows {
            by_user.entry(ExternalUserId::new(row.external_user_id)).or_default().push(row);
        }
    }
    Ok(by_user)
}

async fn undo(numbered: &Numbered<'_>, assignments: &[Uuid]) -> Result<(), StoreError> {
    set(numbered, assignments, assignment::Column::UndoneAt).await
}

async fn end(numbered: &Numbered<'_>, assignments: &[Uuid]) -> Result<(), StoreError> {
    set(numbered, assignments, assignment::Column::ValidTo).await
}

async fn set(numbered: &Numbered<'_>, assignments: &[Uuid], column: assignment::Column) -> Result<(), StoreError> {
    for some in assignments.chunks(AT_A_TIME) {
        assignment::Entity::update_many()
            .col_expr(column, Expr::value(numbered.now.micros()))
            .filter(assignment::Column::Id.is_in(some.iter().copied()))
            .exec(numbered.transaction)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(employee: u128, from: Option<i64>, to: Option<i64>) -> assignment::Model {
        assignment::Model {
            id: Uuid::nil(),
            account_id: Uuid::nil(),
            external_user_id: Uuid::nil(),
            employee_id: Uuid::from_u128(employee),
            valid_from: from,
            valid_to: to,
            undone_at: None,
            author: Uuid::nil(),
            created_at: 0,
            log_number: 0,
        }
    }

    const ANA: EmployeeId = EmployeeId::new(Uuid::from_u128(1));

    #[test]
    fn a_first_assignment_holds_since_ever() {
        assert_eq!(step(&[], ANA), Some(Step { replaced: vec![], from: None }));
    }

    #[test]
    fn an_assignment_that_moves_takes_its_past_along() {
        let before = [held(2, None, None)];
        assert_eq!(step(&before, ANA), Some(Step { replaced: vec![&before[0]], from: None }));
    }

    #[test]
    fn what_was_ended_stays_and_the_new_one_begins_there() {
        let before = [held(2, None, Some(10)), held(3, Some(10), None)];
        assert_eq!(step(&before, ANA), Some(Step { replaced: vec![&before[1]], from: Some(10) }));
    }

    #[test]
    fn an_ended_assignment_to_the_same_employee_goes_on() {
        let before = [held(2, None, Some(10)), held(1, Some(10), Some(20))];
        assert_eq!(step(&before, ANA), Some(Step { replaced: vec![&before[1]], from: Some(10) }));
    }

    #[test]
    fn whoever_has_it_already_keeps_it() {
        assert_eq!(step(&[held(1, None, None)], ANA), None);
        assert_eq!(step(&[held(2, None, Some(10)), held(1, Some(10), None)], ANA), None);
    }
}
