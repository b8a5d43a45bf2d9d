//! Lists external statuses and maps them to activities.

use std::collections::{BTreeMap, HashMap};

use kadans_proto::v1::{
    ListExternalStatusesRequest, ListExternalStatusesResponse, MapExternalStatusesRequest, MapExternalStatusesResponse,
    StatusMapping,
};
use uuid::Uuid;

use super::{
    LARGEST_BATCH,
    status_meanings::{self, StatusKey, Understood},
};
use crate::{
    auth::caller::Caller,
    domain::ids::{ActivityId, IntegrationId},
    rpc::{error::RpcError, page::Pages, read::Reader},
    store::{Store, activities, mappings, page::Page},
};

const LONGEST_SEARCH: usize = 200;

pub(super) async fn list(
    store: &Store,
    pages: &Pages,
    caller: &Caller,
    request: ListExternalStatusesRequest,
) -> Result<ListExternalStatusesResponse, RpcError> {
    let mut reader = Reader::new();
    let integration: Option<IntegrationId> = reader.optional_id("integration_id", &request.integration_id);
    let search = reader.optional_text("search", &request.search, LONGEST_SEARCH).to_lowercase();
    let list = pages.list("ListExternalStatuses", caller.account, &(integration, &search, request.only_unmapped));
    let page: Page<StatusKey> = list.read(&mut reader, request.page_size, &request.page_token);
    reader.finish()?;
    let all = status_meanings::all(store, caller.account).await?;
    let unmapped = all.iter().filter(|row| row.is_unmapped()).count();
    let found = |row: &Understood| {
        integration.is_none_or(|integration| row.status.integration == integration)
            && (!request.only_unmapped || row.is_unmapped())
            && [&row.status.status, &row.status.detail].iter().any(|text| text.to_lowercase().contains(&search))
    };
    let found: Vec<Understood> = all.into_iter().filter(found).collect();
    let total = found.len();
    let further = found.into_iter().filter(|row| page.after.as_ref().is_none_or(|after| row.key() > *after));
    let rows = page.cut(further.take(page.size + 1).collect(), Understood::key);
    Ok(ListExternalStatusesResponse {
        external_statuses: rows.rows.into_iter().map(Understood::render).collect(),
        next_page_token: list.token(rows.next.as_ref()),
        total_size: i32::try_from(total).unwrap_or(i32::MAX),
        unmapped_size: i32::try_from(unmapped).unwrap_or(i32::MAX),
    })
}

pub(super) async fn map(
    store: &Store,
    caller: &Caller,
    request: MapExternalStatusesRequest,
) -> Result<MapExternalStatusesResponse, RpcError> {
    let wanted = read_mappings(store, caller, &request.mappings).await?;
    let in_order: Vec<Uuid> = wanted.iter().map(|(status, _)| *status).collect();
    mappings::map(store, wanted.into_iter().collect(), caller.author()).await?;
    let all = status_meanings::all(store, caller.account).await?;
    let mut all: HashMap<Uuid, Understood> = all.into_iter().map(|row| (row.status.id, row)).collect();
    let mapped = in_order.iter().map(|id| all.remove(id).map(Understood::render).ok_or(RpcError::NotFound));
    Ok(MapExternalStatusesResponse { external_statuses: mapped.collect::<Result<_, _>>()? })
}

/// Reads all mappings and looks for what they name; another account's reads as if it were not there.
async fn read_mappings(
    store: &Store,
    caller: &Caller,
    mappings: &[StatusMapping],
) -> Result<Vec<(Uuid, Option<ActivityId>)>, RpcError> {
    let mut reader = Reader::new();
    if mappings.len() > LARGEST_BATCH {
        reader.refuse("mappings", "TOO_MANY", format!("must be at most {LARGEST_BATCH}"));
        reader.finish()?;
        return Ok(Vec::new());
    }
    let mut first_seen: BTreeMap<Uuid, usize> = BTreeMap::new();
    let mut read: Vec<(Option<Uuid>, Option<ActivityId>)> = Vec::with_capacity(mappings.len());
    for (at, mapping) in mappings.iter().enumerate() {
        let status = reader.id(&status_field(at), &mapping.external_status_id);
        if let Some(first) = status.and_then(|status| first_seen.insert(status, at)) {
            reader.refuse(status_field(at), "REPEATED", format!("must not be in mappings[{first}] already"));
        }
        read.push((status, reader.optional_id(&activity_field(at), &mapping.activity_id)));
    }
    let known: HashMap<Uuid, Understood> =
        status_meanings::all(store, caller.account).await?.into_iter().map(|row| (row.status.id, row)).collect();
    let wanted = read.iter().filter_map(|(_, activity)| activity.map(ActivityId::uuid));
    let activities = activities::types(store, caller.account, wanted).await?;
    for (at, (status, activity)) in read.iter().enumerate() {
        if status.is_some_and(|status| !known.contains_key(&status)) {
            reader.refuse(status_field(at), "NOT_FOUND", "must be the id of an external status");
        }
        match activity.map(|activity| activities.get(&activity.uuid())) {
            None | Some(Some(Some(_))) => {}
            Some(Some(None)) => {
                let description = "must not be Offline: only logged-out statuses count as that";
                reader.refuse(activity_field(at), "OFFLINE_TAKES_NO_MAPPING", description);
            }
            Some(None) => reader.refuse(activity_field(at), "NOT_FOUND", "must be the id of an activity, or empty"),
        }
    }
    reader.finish_with(read.into_iter().map(|(status, activity)| Some((status?, activity))).collect())
}

fn status_field(at: usize) -> String {
    format!("mappings[{at}].external_status_id")
}

fn activity_field(at: usize) -> String {
    format!("mappings[{at}].activity_id")
}
