//! Takes employees over from a CSV file, all or nothing, or tells what would change.

mod file;

use kadans_proto::v1::{EmployeeImportChange, ImportAction, ImportEmployeesRequest, ImportEmployeesResponse, RowError};

use crate::{
    auth::caller::Caller,
    rpc::error::RpcError,
    store::{
        Store,
        employee_import::{self, RowChange, RowFault},
    },
};

const LARGEST_FILE: usize = 2 * 1024 * 1024;
/// At most this many row errors and changes are told.
const MOST_TOLD: usize = 1_000;
const LONGEST_VALUE: usize = 200;

pub(super) async fn import(
    store: &Store,
    caller: &Caller,
    request: ImportEmployeesRequest,
) -> Result<ImportEmployeesResponse, RpcError> {
    if request.csv.len() > LARGEST_FILE {
        return Err(RpcError::field("csv", "TOO_LARGE", "must be at most 2 MiB: import the file in several parts"));
    }
    let file = file::read(&request.csv);
    let outcome = if request.validate_only || !file.faults.is_empty() {
        employee_import::preview(store, caller.account, &file.rows).await?
    } else {
        employee_import::import(store, file.rows, caller.author()).await?
    };
    let mut faults = file.faults;
    faults.extend(outcome.faults);
    if !faults.is_empty() {
        // Stable: what is wrong with one row keeps its order.
        faults.sort_by_key(|fault| fault.line);
        let row_errors = faults.into_iter().take(MOST_TOLD).map(row_error).collect();
        return Ok(ImportEmployeesResponse { row_errors, ..ImportEmployeesResponse::default() });
    }
    let created = outcome.changes.iter().filter(|change| change.creates).count();
    Ok(ImportEmployeesResponse {
        created_count: count(created),
        updated_count: count(outcome.changes.len() - created),
        unchanged_count: count(outcome.unchanged),
        assigned_count: count(outcome.assigned),
        row_errors: Vec::new(),
        changes: outcome.changes.into_iter().take(MOST_TOLD).map(change).collect(),
    })
}

fn row_error(fault: RowFault) -> RowError {
    RowError {
        line: i32::try_from(fault.line).unwrap_or(i32::MAX),
        column: fault.column,
        value: fault.value.chars().take(LONGEST_VALUE).collect(),
        reason: fault.reason.to_owned(),
        message: fault.message,
    }
}

fn change(change: RowChange) -> EmployeeImportChange {
    let action = if change.creates { ImportAction::Create } else { ImportAction::Update };
    EmployeeImportChange {
        line: i32::try_from(change.line).unwrap_or(i32::MAX),
        name: change.name,
        action: action.into(),
        fields: change.columns.into_iter().map(str::to_owned).collect(),
    }
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
