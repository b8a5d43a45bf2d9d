//! An import request with a file.

use kadans_proto::v1::{ImportScheduleResponse, RowError};

use super::count;
use crate::{
    auth::caller::{Caller, UnitScope},
    rpc::error::RpcError,
    schedule_file::{self, FileError, RowFault},
    store::Store,
};

/// Takes a file over. What is wrong with its rows is part of the answer.
pub(super) async fn import(
    store: &Store,
    caller: &Caller,
    csv: &[u8],
    validate_only: bool,
) -> Result<ImportScheduleResponse, RpcError> {
    let units = match &caller.units {
        UnitScope::All => None,
        UnitScope::Only(units) => Some(units),
    };
    let imported = schedule_file::import(store, csv, units, validate_only, caller.author()).await.map_err(refuse)?;
    Ok(ImportScheduleResponse {
        day_count: count(imported.days),
        segment_count: count(imported.segments),
        employee_count: count(imported.employees),
        row_errors: imported.faults.into_iter().map(render).collect(),
    })
}

fn refuse(error: FileError) -> RpcError {
    let reason = match error {
        FileError::Store(error) => return error.into(),
        FileError::TooLarge => "TOO_LARGE",
        FileError::TooManyRows => "TOO_MANY",
    };
    RpcError::field("csv", reason, error.to_string())
}

fn render(fault: RowFault) -> RowError {
    let RowFault { line, column, value, reason, message } = fault;
    RowError { line: count(line), column, value, reason: reason.to_owned(), message }
}
