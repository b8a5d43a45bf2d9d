//! Takes employees over from a file, all or nothing: a plan of what changes, and its execution.

mod directory;
mod plan;
mod write;

use super::{Change, Store, StoreError, audit::Author};
use crate::domain::ids::{AccountId, EmployeeId};
use directory::Directory;
use plan::Plan;

/// A row of the file. What the file has no column for is none, and stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportRow {
    /// Line of the file, from 1.
    pub line: u32,
    /// Name of the employee.
    pub name: String,
    /// Name of its planning unit.
    pub planning_unit: String,
    /// Number in the personnel system; an empty one says nothing.
    pub personnel_number: Option<String>,
    /// E-mail address; an empty one takes it away from an employee known by its number.
    pub email: Option<String>,
    /// Names of all its groups.
    pub groups: Option<Vec<String>>,
    /// Name of the integration that knows the external users.
    pub integration: String,
    /// Identifiers of external users to assign besides those it has.
    pub external_users: Vec<String>,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// Line of the file, from 1; 0 for the file as a whole.
    pub line: u32,
    /// The column by its name; empty for the row as a whole.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// Stable code.
    pub reason: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

/// What a row does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// Line of the file, from 1.
    pub line: u32,
    /// Name of the employee.
    pub name: String,
    /// Whether the employee is new.
    pub creates: bool,
    /// The columns that change something.
    pub columns: Vec<&'static str>,
}

/// What an import did, or would do. With any fault it does nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What is wrong, in the order of the file.
    pub faults: Vec<RowFault>,
    /// What changes, in the order of the file.
    pub changes: Vec<RowChange>,
    /// How many employees are as in the file already.
    pub unchanged: usize,
    /// How many external users are assigned.
    pub assigned: usize,
}

/// What [`import`] would do.
pub async fn preview(store: &Store, account: AccountId, rows: &[ImportRow]) -> Result<Outcome, StoreError> {
    let directory = Directory::load(store.reader(), account).await?;
    Ok(Plan::make(&directory, rows, store.clock().now()).outcome())
}

/// Creates and changes employees as the rows say, unless something is wrong with any of them.
pub async fn import(store: &Store, rows: Vec<ImportRow>, by: Author) -> Result<Outcome, StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                // Inside the transaction: what was right a moment ago is still right when it is stored.
                let directory = Directory::load(numbered.transaction, by.account).await?;
                let plan = Plan::make(&directory, &rows, numbered.now);
                let outcome = plan.outcome();
                if !outcome.faults.is_empty() || outcome.changes.is_empty() {
                    return Ok((outcome, None));
                }
                let mut employees = write::execute(&numbered, &directory, &plan, &by).await?;
                employees.extend(plan.people.iter().map(|person| EmployeeId::new(person.after.id)));
                let change = Change::Assignments { employees: employees.into_iter().collect() };
                Ok((outcome, Some(if plan.assigned() > 0 { change } else { Change::Directory })))
            })
        })
        .await
}
