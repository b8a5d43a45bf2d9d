//! Schedules: taken over, all or nothing, and listed.

mod days;
mod file;
mod list;

use kadans_proto::v1::{ImportScheduleRequest, ImportScheduleResponse};

pub(in crate::rpc) use list::list_schedule;

use crate::{auth::caller::Caller, rpc::error::RpcError, store::Store};

pub(in crate::rpc) async fn import_schedule(
    store: &Store,
    caller: &Caller,
    request: ImportScheduleRequest,
) -> Result<ImportScheduleResponse, RpcError> {
    let ImportScheduleRequest { days, validate_only, csv } = request;
    if csv.is_empty() {
        return days::import(store, caller, &days, validate_only).await;
    }
    if !days.is_empty() {
        return Err(RpcError::field("csv", "AMBIGUOUS", "must be empty where days are given"));
    }
    file::import(store, caller, &csv, validate_only).await
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
