//! Lists schedules for people to read.

use std::collections::BTreeSet;

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::StoredSegment;
use crate::{
    domain::{
        calendar::Day,
        ids::{AccountId, EmployeeId, PlanningUnitId},
    },
    store::{
        Store, StoreError,
        entity::{employee, schedule_day},
        page::{NameKey, Page, Rows},
    },
};

/// Whose schedules of which days.
#[derive(Clone, Debug)]
pub struct DayFilter {
    /// Only employees of these planning units; none: of all.
    pub units: Option<BTreeSet<PlanningUnitId>>,
    /// Only these employees; none: all.
    pub employees: Option<BTreeSet<EmployeeId>>,
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

/// The place of a day in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayKey {
    date: String,
    employee: NameKey,
}

/// An employee's day as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDay {
    /// Whose.
    pub employee: EmployeeId,
    /// The local day of their planning unit.
    pub day: Day,
    /// The segments that begin in it, in order of time; none is a day off.
    pub segments: Vec<StoredSegment>,
}

#[derive(FromQueryResult)]
struct Row {
    employee_id: Uuid,
    name_key: String,
    date: String,
    segments: String,
}

/// A page of the newest version of each day, by day, then by name.
pub async fn list(
    store: &Store,
    account: AccountId,
    filter: &DayFilter,
    page: &Page<DayKey>,
) -> Result<Rows<StoredDay, DayKey>, StoreError> {
    let person = schedule_day::Entity::belongs_to(employee::Entity)
        .from(schedule_day::Column::EmployeeId)
        .to(employee::Column::Id);
    let date = Expr::col((schedule_day::Entity, schedule_day::Column::Date));
    let rows = schedule_day::Entity::find()
        .select_only()
        .columns([schedule_day::Column::EmployeeId, schedule_day::Column::Date, schedule_day::Column::Segments])
        .column(employee::Column::NameKey)
        .join(JoinType::InnerJoin, person.into())
        .filter(schedule_day::Column::AccountId.eq(account.uuid()))
        .filter(schedule_day::Column::Date.between(filter.first.to_string(), filter.last.to_string()))
        .filter(employee::Column::DeletedAt.is_null())
        .filter(wanted(filter))
        .filter(is_newest())
        .filter(Condition::all().add_option(page.after.as_ref().map(|after| {
            let row = Expr::tuple([
                date.clone(),
                Expr::col((employee::Entity, employee::Column::NameKey)),
                Expr::col((employee::Entity, employee::Column::Id)),
            ]);
            let DayKey { date, employee: NameKey { name, id } } = after;
            row.gt(Expr::tuple([Expr::val(date.as_str()), Expr::val(name.as_str()), Expr::val(*id)]))
        })))
        .order_by_asc(schedule_day::Column::Date)
        .order_by_asc(employee::Column::NameKey)
        .order_by_asc(employee::Column::Id)
        .limit(page.limit())
        .into_model::<Row>()
        .all(store.reader())
        .await?;
    let page = page.cut(rows, |row| DayKey {
        date: row.date.clone(),
        employee: NameKey { name: row.name_key.clone(), id: row.employee_id },
    });
    let days = page.rows.into_iter().map(read).collect::<Result<_, _>>()?;
    Ok(Rows { rows: days, next: page.next })
}

fn wanted(filter: &DayFilter) -> Condition {
    let units = filter.units.as_ref().map(|units| {
        let units = units.iter().map(|unit| unit.uuid());
        employee::Column::PlanningUnitId.is_in(units)
    });
    let employees = filter.employees.as_ref().map(|employees| {
        let employees = employees.iter().map(|employee| employee.uuid());
        employee::Column::Id.is_in(employees)
    });
    Condition::all().add_option(units).add_option(employees)
}

/// No later version of the same day.
fn is_newest() -> Expr {
    let later = Alias::new("later");
    let same =
        |column: schedule_day::Column| Expr::col((later.clone(), column)).eq(Expr::col((schedule_day::Entity, column)));
    let newer = Expr::col((later.clone(), schedule_day::Column::LogNumber))
        .gt(Expr::col((schedule_day::Entity, schedule_day::Column::LogNumber)));
    let mut versions = Query::select();
    versions
        .expr(Expr::val(1))
        .from_as(schedule_day::Entity, later.clone())
        .and_where(same(schedule_day::Column::EmployeeId))
        .and_where(same(schedule_day::Column::Date))
        .and_where(newer);
    Expr::exists(versions).not()
}

fn read(row: Row) -> Result<StoredDay, StoreError> {
    let day = row.date.parse().map_err(|_| StoreError::Corrupt { what: "day", value: row.date })?;
    let segments = serde_json::from_str(&row.segments)
        .map_err(|_| StoreError::Corrupt { what: "schedule", value: row.segments })?;
    Ok(StoredDay { employee: EmployeeId::new(row.employee_id), day, segments })
}
