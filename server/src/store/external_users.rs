//! External users: agents as a telephone system knows them, and to whom they are assigned now.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter,
    sea_query::{CaseStatement, Condition, Expr, ExprTrait, Order, Query, SelectStatement},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Store, StoreError,
    audit::{Author, Deed},
    entity::{assignment, employee, external_user, integration, state},
    integrations, new_id,
    page::{Page, Rows},
    text,
};
use crate::domain::{
    ids::{AccountId, EmployeeId, ExternalUserId, IntegrationId},
    instant::Instant,
};

/// An external user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalUser {
    /// Which.
    pub id: ExternalUserId,
    /// The integration that knows it.
    pub integration: IntegrationId,
    /// As the telephone system writes it; compared exactly.
    pub identifier: String,
    /// When it was first heard of, by receipt; none if it was typed in and not heard of yet.
    pub first_seen_at: Option<Instant>,
    /// When it was last heard of, by receipt; none if never.
    pub last_seen_at: Option<Instant>,
    /// The employee it is assigned to now, with their name.
    pub employee: Option<(EmployeeId, String)>,
}

/// Which external users are asked for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ExternalUserFilter {
    /// Only those of this integration.
    pub integration: Option<IntegrationId>,
    /// Only those not assigned to an employee.
    pub only_unassigned: bool,
    /// Only those whose identifier or employee contains this; all if empty.
    pub search: String,
}

/// Stands for "not yet" where a first time is stored: the column takes no null, and the first notification puts the
/// earlier of the two times in its place.
pub(crate) const NOT_SEEN: i64 = i64::MAX;

/// Among how many of its newest states an external user's last receipt is looked for: a state that comes after so many
/// newer ones is very late, and tells nothing of whether the user is there.
const RECENT: u64 = 20;

/// The place of an external user in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalUserKey {
    assigned: bool,
    identifier: String,
    id: Uuid,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    integration_id: Uuid,
    identifier: String,
    first_seen_at: i64,
    last_seen_at: Option<i64>,
    employee_id: Option<Uuid>,
    employee_name: Option<String>,
}

/// A page of the account's external users, unassigned ones first, then by identifier.
pub async fn list(
    store: &Store,
    account: AccountId,
    filter: &ExternalUserFilter,
    page: &Page<ExternalUserKey>,
) -> Result<Rows<ExternalUser, ExternalUserKey>, StoreError> {
    let mut query = of(account);
    narrow(&mut query, filter);
    if let Some(after) = &page.after {
        let key = [Expr::val(i32::from(after.assigned)), after.identifier.as_str().into(), after.id.into()];
        query.and_where(Expr::tuple(place()).gt(Expr::tuple(key)));
    }
    for expr in place() {
        query.order_by_expr(expr, Order::Asc);
    }
    query.limit(page.limit());
    let rows = page.cut(all(store, query).await?, |row| ExternalUserKey {
        assigned: row.employee_id.is_some(),
        identifier: row.identifier.clone(),
        id: row.id,
    });
    Ok(rows.map(read))
}

/// How many external users a filter finds.
pub async fn count(store: &Store, account: AccountId, filter: &ExternalUserFilter) -> Result<i64, StoreError> {
    let mut query = of(account);
    narrow(&mut query, filter);
    query.clear_selects().expr_as(Expr::col((external_user::Entity, external_user::Column::Id)).count(), "found");
    let row = store.reader().query_one(&query).await?.ok_or(StoreError::NotFound)?;
    Ok(row.try_get("", "found")?)
}

/// Whether an integration knows an agent by exactly this identifier.
pub async fn is_known(
    store: &Store,
    account: AccountId,
    integration: IntegrationId,
    identifier: &str,
) -> Result<bool, StoreError> {
    let found = external_user::Entity::find()
        .filter(external_user::Column::AccountId.eq(account.uuid()))
        .filter(external_user::Column::IntegrationId.eq(integration.uuid()))
        .filter(external_user::Column::Identifier.eq(identifier))
        .one(store.reader())
        .await?;
    Ok(found.is_some())
}

/// Creates an external user before its first notification.
pub async fn create(
    store: &Store,
    integration: IntegrationId,
    identifier: String,
    by: Author,
) -> Result<ExternalUserId, StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                let known_by = integrations::lock(numbered.transaction, numbered.account, integration).await?;
                let row = external_user::Model {
                    id: new_id(numbered.now),
                    account_id: numbered.account.uuid(),
                    integration_id: integration.uuid(),
                    identifier,
                    first_seen_at: NOT_SEEN,
                };
                external_user::Entity::insert(row.clone().into_active_model())
                    .exec_without_returning(numbered.transaction)
                    .await?;
                let deed = Deed::new("external_user.create")
                    .to(row.id, &row.identifier)
                    .field("identifier", "", &row.identifier)
                    .field("integration", "", known_by.name);
                numbered.record(&by, deed).await?;
                Ok((row.id.into(), None))
            })
        })
        .await
}

/// Those of `ids` that the account has.
pub async fn find(
    store: &Store,
    account: AccountId,
    ids: impl IntoIterator<Item = ExternalUserId>,
) -> Result<HashMap<ExternalUserId, ExternalUser>, StoreError> {
    let mut query = of(account);
    let ids = ids.into_iter().map(ExternalUserId::uuid);
    query.and_where(Expr::col((external_user::Entity, external_user::Column::Id)).is_in(ids));
    let users = all(store, query).await?.into_iter().map(read);
    Ok(users.map(|user| (user.id, user)).collect())
}

/// The external users of each of these employees, by identifier.
pub async fn of_employees(
    store: &Store,
    account: AccountId,
    employees: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<EmployeeId, Vec<ExternalUser>>, StoreError> {
    let mut query = of(account);
    query
        .and_where(employee_id().is_in(employees))
        .order_by((external_user::Entity, external_user::Column::Identifier), Order::Asc)
        .order_by((external_user::Entity, external_user::Column::Id), Order::Asc);
    let mut users: HashMap<EmployeeId, Vec<ExternalUser>> = HashMap::new();
    for user in all(store, query).await?.into_iter().map(read) {
        if let Some((employee, _)) = &user.employee {
            users.entry(*employee).or_default().push(user);
        }
    }
    Ok(users)
}

/// Employees who have an external user that meets the condition, if there is one: the query of their ids.
pub(crate) fn employees_with(account: AccountId, search: Option<&str>) -> SelectStatement {
    let mut query = of(account);
    query.clear_selects().expr(employee_id()).and_where(employee_id().is_not_null());
    if let Some(search) = search {
        query.cond_where(text::contains([identifier()], search));
    }
    query
}

const RECENT_STATES: &str = "recent";

/// The account's external users in integrations that are not deleted, joined with their employees.
fn of(account: AccountId) -> SelectStatement {
    let user = |column| Expr::col((external_user::Entity, column));
    let to_integration = Condition::all()
        .add(
            Expr::col((integration::Entity, integration::Column::Id))
                .equals(column(external_user::Column::IntegrationId)),
        )
        .add(Expr::col((integration::Entity, integration::Column::DeletedAt)).is_null());
    let open = |column| Expr::col((assignment::Entity, column));
    let to_assignment = Condition::all()
        .add(open(assignment::Column::ExternalUserId).equals(column(external_user::Column::Id)))
        .add(open(assignment::Column::ValidTo).is_null())
        .add(open(assignment::Column::UndoneAt).is_null());
    let to_employee = Condition::all()
        .add(employee_id().equals((assignment::Entity, assignment::Column::EmployeeId)))
        .add(Expr::col((employee::Entity, employee::Column::DeletedAt)).is_null());
    // The index of states by external user and time finds the newest ones without reading the others.
    let recent = Query::select()
        .column((state::Entity, state::Column::ReceivedAt))
        .from(state::Entity)
        .and_where(Expr::col((state::Entity, state::Column::ExternalUserId)).equals(column(external_user::Column::Id)))
        .and_where(Expr::col((state::Entity, state::Column::SupersededBy)).is_null())
        .order_by((state::Entity, state::Column::At), Order::Desc)
        .limit(RECENT)
        .to_owned();
    let last_seen = Query::select()
        .expr(Expr::col((RECENT_STATES, state::Column::ReceivedAt)).max())
        .from_subquery(recent, RECENT_STATES)
        .to_owned();
    Query::select()
        .column(column(external_user::Column::Id))
        .column(column(external_user::Column::IntegrationId))
        .column(column(external_user::Column::Identifier))
        .column(column(external_user::Column::FirstSeenAt))
        .expr_as(Expr::from(last_seen), "last_seen_at")
        .expr_as(employee_id(), "employee_id")
        .expr_as(employee_name(), "employee_name")
        .from(external_user::Entity)
        .inner_join(integration::Entity, to_integration)
        .left_join(assignment::Entity, to_assignment)
        .left_join(employee::Entity, to_employee)
        .and_where(user(external_user::Column::AccountId).eq(account.uuid()))
        .to_owned()
}

fn narrow(query: &mut SelectStatement, filter: &ExternalUserFilter) {
    if let Some(integration) = filter.integration {
        query.and_where(Expr::col(column(external_user::Column::IntegrationId)).eq(integration.uuid()));
    }
    if filter.only_unassigned {
        query.and_where(employee_id().is_null());
    }
    if !filter.search.is_empty() {
        query.cond_where(text::contains([identifier(), employee_name_key()], &filter.search));
    }
}

/// What the list is ordered by.
fn place() -> [Expr; 3] {
    let assigned = CaseStatement::new().case(employee_id().is_null(), 0).finally(1);
    [assigned.into(), identifier(), Expr::col(column(external_user::Column::Id))]
}

fn column(column: external_user::Column) -> (external_user::Entity, external_user::Column) {
    (external_user::Entity, column)
}

fn identifier() -> Expr {
    Expr::col(column(external_user::Column::Identifier))
}

fn employee_id() -> Expr {
    Expr::col((employee::Entity, employee::Column::Id))
}

fn employee_name() -> Expr {
    Expr::col((employee::Entity, employee::Column::Name))
}

fn employee_name_key() -> Expr {
    Expr::col((employee::Entity, employee::Column::NameKey))
}

async fn all(store: &Store, query: SelectStatement) -> Result<Vec<Row>, StoreError> {
    let rows = store.reader().query_all(&query).await?;
    Ok(rows.iter().map(|row| Row::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

fn read(row: Row) -> ExternalUser {
    let first_seen_at = Some(row.first_seen_at).filter(|first| *first != NOT_SEEN);
    let last_seen_at = first_seen_at.map(|first| row.last_seen_at.map_or(first, |last| Ord::max(last, first)));
    ExternalUser {
        id: row.id.into(),
        integration: row.integration_id.into(),
        identifier: row.identifier,
        first_seen_at: first_seen_at.map(Instant::from_micros),
        last_seen_at: last_seen_at.map(Instant::from_micros),
        employee: row.employee_id.map(EmployeeId::new).zip(row.employee_name),
    }
}
