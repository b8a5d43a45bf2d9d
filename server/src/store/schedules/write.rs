//! Takes schedules over.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use super::{
    NewDay, StoredSegment,
    clashes::{self, Clash},
    read::newest_days,
};
use crate::{
    domain::{
        calendar::Day,
        ids::{AccountId, EmployeeId},
    },
    store::{
        Change, Numbered, Store, StoreError,
        audit::{Author, Deed},
        entity::schedule_day,
        new_id,
    },
};

/// How many rows go into one statement: well below the number of parameters either database takes.
const ROWS_AT_A_TIME: usize = 1_000;

/// In how many days on each side a segment may overlap one of a day: the longest lasts 48 hours, and a planning unit
/// may have moved to another time zone.
const NEARBY_DAYS: i32 = 3;

/// Replaces these days of the author's account, all of them, unless a segment overlaps another one: then the clashes are
/// returned and nothing is stored. A person's day is given at most once.
pub async fn import(store: &Store, days: Vec<NewDay>, by: Author) -> Result<Vec<Clash>, StoreError> {
    if days.is_empty() {
        return Ok(Vec::new());
    }
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                // Inside the transaction: imports of neighbouring days wait for each other at the log number.
                let stored = nearby(numbered.transaction, by.account, &days).await?;
                let clashes = clashes::find(&days, &stored);
                if !clashes.is_empty() {
                    return Ok((clashes, None));
                }
                let employees: BTreeSet<EmployeeId> = days.iter().map(|day| day.employee).collect();
                numbered.record(&by, deed(&days, employees.len())).await?;
                insert(&numbered, days, by.id()).await?;
                Ok((Vec::new(), Some(Change::Schedules { employees: employees.into_iter().collect() })))
            })
        })
        .await
}

/// What an import is on record as.
fn deed(days: &[NewDay], employees: usize) -> Deed {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    Deed::new("schedule.import")
        .field("days", "", days.len())
        .field("employees", "", employees)
        .field("start_date", "", day(days.iter().map(|day| day.day).min()))
        .field("end_date", "", day(days.iter().map(|day| day.day).max()))
}

/// The clashes that [`import`] would find.
pub async fn check(store: &Store, account: AccountId, days: &[NewDay]) -> Result<Vec<Clash>, StoreError> {
    let stored = nearby(store.reader(), account, days).await?;
    Ok(clashes::find(days, &stored))
}

async fn nearby(
    connection: &impl ConnectionTrait,
    account: AccountId,
    days: &[NewDay],
) -> Result<HashMap<(EmployeeId, Day), Vec<StoredSegment>>, StoreError> {
    let employees: BTreeSet<EmployeeId> = days.iter().map(|day| day.employee).collect();
    let employees: Vec<EmployeeId> = employees.into_iter().collect();
    let first = days.iter().map(|day| day.day).min();
    let last = days.iter().map(|day| day.day).max();
    let (Some(first), Some(last)) = (first, last) else { return Ok(HashMap::new()) };
    newest_days(connection, account, &employees, first.plus_days(-NEARBY_DAYS), last.plus_days(NEARBY_DAYS)).await
}

pub(super) async fn insert(numbered: &Numbered<'_>, days: Vec<NewDay>, author: Uuid) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(days.len());
    for day in days {
        let mut segments: Vec<StoredSegment> = day.segments.iter().map(|new| new.segment).collect();
        segments.sort_unstable_by_key(|segment| segment.start);
        let segments = serde_json::to_string(&segments)
            .map_err(|error| StoreError::Corrupt { what: "schedule", value: error.to_string() })?;
        let row = schedule_day::Model {
            id: new_id(numbered.now),
            account_id: numbered.account.uuid(),
            employee_id: day.employee.uuid(),
            date: day.day.to_string(),
            segments,
            author,
            created_at: numbered.now.micros(),
            log_number: numbered.log_number,
        };
        rows.push(row.into_active_model());
    }
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(ROWS_AT_A_TIME));
        schedule_day::Entity::insert_many(rows).exec_without_returning(numbered.transaction).await?;
        rows = rest;
    }
    Ok(())
}
