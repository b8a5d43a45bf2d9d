//! Shows and changes activity matches.

use std::collections::{BTreeSet, HashMap};

use kadans_proto::v1::{
    self, GetActivityMatchesRequest, GetActivityMatchesResponse, UpdateActivityMatchesRequest,
    UpdateActivityMatchesResponse,
};

use super::types;
use crate::{
    auth::caller::Caller,
    domain::{
        activity::{ActivityType, ActivityTypes},
        ids::ActivityId,
    },
    rpc::{
        error::RpcError,
        read::Reader,
        update::{Mask, read_etag},
    },
    store::{
        Store, activities,
        matches::{self, ActivityMatches, MatchesUpdate},
    },
};

const MOST_ACTIVITIES: usize = 1000;

/// The fields that can be replaced.
const FIELDS: [&str; 4] = ["type_match", "absence_match", "matched_activity_ids", "matched_types"];

/// The activities of the account with their types; Offline has none.
type Known = HashMap<ActivityId, Option<ActivityType>>;

pub(super) async fn get(
    store: &Store,
    caller: &Caller,
    request: GetActivityMatchesRequest,
) -> Result<GetActivityMatchesResponse, RpcError> {
    let all = activities::all(store, caller.account).await?;
    let in_order: Vec<ActivityId> = all.iter().map(|activity| activity.id).collect();
    let known: Known = all.into_iter().map(|activity| (activity.id, activity.activity_type)).collect();
    let mut reader = Reader::new();
    let asked = read_activities(&mut reader, "activity_ids", &request.activity_ids, &known);
    reader.finish()?;
    let changed = matches::changed(store, caller.account).await?;
    let shown = if asked.is_empty() { in_order } else { asked };
    let shown = shown.into_iter().filter_map(|id| {
        let matches = changed.get(&id).cloned().unwrap_or_default();
        Some(render(id, *known.get(&id)?, matches, &known))
    });
    Ok(GetActivityMatchesResponse { activity_matches: shown.collect() })
}

pub(super) async fn update(
    store: &Store,
    caller: &Caller,
    request: UpdateActivityMatchesRequest,
) -> Result<UpdateActivityMatchesResponse, RpcError> {
    let all = activities::all(store, caller.account).await?;
    let known: Known = all.into_iter().map(|activity| (activity.id, activity.activity_type)).collect();
    let given = request.activity_matches.unwrap_or_default();
    let mut reader = Reader::new();
    let id: Option<ActivityId> = reader.id("activity_matches.activity_id", &given.activity_id);
    let mask = Mask::read(&mut reader, request.update_mask.as_ref(), &FIELDS);
    let expected = read_etag(&given.etag);
    let (Some(id), Some(Some(activity_type))) = (id, id.map(|id| known.get(&id).copied())) else {
        reader.finish()?;
        return Err(RpcError::NotFound);
    };
    let update = read_update(&mut reader, &mask, &given, id, activity_type, &known);
    reader.finish()?;
    let expected = expected?;
    let updated = matches::update(store, id, expected, update, caller.author()).await?;
    Ok(UpdateActivityMatchesResponse { activity_matches: Some(render(id, activity_type, updated, &known)) })
}

fn read_update(
    reader: &mut Reader,
    mask: &Mask,
    given: &v1::ActivityMatches,
    id: ActivityId,
    activity_type: Option<ActivityType>,
    known: &Known,
) -> MatchesUpdate {
    let mut update = MatchesUpdate::default();
    if mask.has("type_match") {
        if given.type_match && activity_type.is_none() {
            let description = "must be off for Offline, which has no type";
            reader.refuse("activity_matches.type_match", "OFFLINE_HAS_NO_TYPE", description);
        }
        update.own_type = Some(given.type_match);
    }
    if mask.has("absence_match") {
        if given.absence_match && !activity_type.is_some_and(ActivityType::is_leave) {
            let description = "must be off unless the activity is an Absence, Illness or Vacation";
            reader.refuse("activity_matches.absence_match", "NOT_AN_ABSENCE", description);
        }
        update.absences = Some(given.absence_match);
    }
    if mask.has("matched_activity_ids") {
        let path = "activity_matches.matched_activity_ids";
        let targets = read_activities(reader, path, &given.matched_activity_ids, known);
        if let Some(at) = targets.iter().position(|target| *target == ActivityId::OFFLINE) {
            let description = "must not be Offline, for which nobody is scheduled";
            reader.refuse(format!("{path}[{at}]"), "OFFLINE_IS_NOT_SCHEDULED", description);
        }
        // That an activity matches itself is fixed and needs no saying.
        update.activities = Some(targets.into_iter().filter(|target| *target != id).collect());
    }
    if mask.has("matched_types") {
        update.types = Some(read_types(reader, &given.matched_types));
    }
    update
}

/// Reads ids of activities; another account's reads as if it were not there.
fn read_activities(reader: &mut Reader, path: &str, ids: &[String], known: &Known) -> Vec<ActivityId> {
    if ids.len() > MOST_ACTIVITIES {
        reader.refuse(path, "TOO_MANY", format!("must be at most {MOST_ACTIVITIES}"));
        return Vec::new();
    }
    let mut read = Vec::with_capacity(ids.len());
    for (at, id) in ids.iter().enumerate() {
        let path = format!("{path}[{at}]");
        let Some(id) = reader.id(&path, id) else { continue };
        if !known.contains_key(&id) {
            reader.refuse(path, "NOT_FOUND", "must be the id of an activity");
        }
        read.push(id);
    }
    read
}

fn read_types(reader: &mut Reader, given: &[i32]) -> ActivityTypes {
    let given = given.iter().enumerate();
    let types =
        given.filter_map(|(at, value)| types::read(reader, &format!("activity_matches.matched_types[{at}]"), *value));
    types.collect()
}

fn render(
    id: ActivityId,
    activity_type: Option<ActivityType>,
    matches: ActivityMatches,
    known: &Known,
) -> v1::ActivityMatches {
    let targets: BTreeSet<ActivityId> = matches.rule.targets.activities;
    v1::ActivityMatches {
        activity_id: id.to_string(),
        type_match: matches.rule.own_type && activity_type.is_some(),
        absence_match: matches.rule.absences && activity_type.is_some_and(ActivityType::is_leave),
        matched_activity_ids: targets.iter().filter(|id| known.contains_key(id)).map(ToString::to_string).collect(),
        matched_types: matches.rule.targets.types.iter().map(|of| types::wire(Some(of))).collect(),
        etag: matches.version.to_string(),
    }
}
