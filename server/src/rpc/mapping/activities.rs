//! Creates, lists, changes and deletes activities.

use kadans_proto::v1::{
    self, CreateActivityRequest, CreateActivityResponse, DeleteActivityRequest, DeleteActivityResponse,
    ListActivitiesRequest, ListActivitiesResponse, UpdateActivityRequest, UpdateActivityResponse,
};

use super::types;
use crate::{
    auth::caller::Caller,
    domain::ids::ActivityId,
    rpc::{
        error::RpcError,
        page::Pages,
        read::Reader,
        taken::ACTIVITY_NAME,
        update::{Mask, read_etag},
    },
    store::{
        Store,
        activities::{self, Activity, ActivityUpdate, NewActivity},
        colors,
    },
};

const LONGEST_NAME: usize = 100;

pub(super) async fn create(
    store: &Store,
    caller: &Caller,
    request: CreateActivityRequest,
) -> Result<CreateActivityResponse, RpcError> {
    let mut reader = Reader::new();
    let name = reader.text("name", &request.name, LONGEST_NAME);
    let activity_type = types::read(&mut reader, "type", request.r#type);
    let color = read_color(&mut reader, "color", &request.color);
    if activities::name_is_taken(store, caller.account, &name, None).await? {
        ACTIVITY_NAME.refuse(&mut reader);
    }
    let activity_type = reader.finish_with(activity_type)?;
    let new = NewActivity { name, activity_type, color, paid: request.paid };
    let created = activities::create(store, new, caller.author()).await;
    let created = created.map_err(|error| ACTIVITY_NAME.explain(error))?;
    Ok(CreateActivityResponse { activity: Some(render(created, 0)) })
}

pub(super) async fn list(
    store: &Store,
    pages: &Pages,
    caller: &Caller,
    request: ListActivitiesRequest,
) -> Result<ListActivitiesResponse, RpcError> {
    let mut reader = Reader::new();
    let list = pages.list("ListActivities", caller.account, &());
    let page = list.read(&mut reader, request.page_size, &request.page_token);
    reader.finish()?;
    let rows = activities::list(store, caller.account, &page).await?;
    Ok(ListActivitiesResponse {
        activities: rows.rows.into_iter().map(|(activity, statuses)| render(activity, statuses)).collect(),
        next_page_token: list.token(rows.next.as_ref()),
    })
}

pub(super) async fn update(
    store: &Store,
    caller: &Caller,
    request: UpdateActivityRequest,
) -> Result<UpdateActivityResponse, RpcError> {
    let given = request.activity.unwrap_or_default();
    let mut reader = Reader::new();
    let id: Option<ActivityId> = reader.id("activity.id", &given.id);
    let mask = Mask::read(&mut reader, request.update_mask.as_ref(), &["name", "type", "color", "paid"]);
    let Some(id) = id else {
        reader.finish()?;
        return Err(RpcError::NotFound);
    };
    let (current, _) = activities::get(store, caller.account, id).await?;
    let update = read_update(&mut reader, &mask, &given, &current);
    if let Some(name) = &update.name
        && activities::name_is_taken(store, caller.account, name, Some(id)).await?
    {
        ACTIVITY_NAME.at("activity.name").refuse(&mut reader);
    }
    reader.finish()?;
    let updated = activities::update(store, id, read_etag(&given.etag)?, update, caller.author()).await;
    updated.map_err(|error| ACTIVITY_NAME.at("activity.name").explain(error))?;
    let (activity, statuses) = activities::get(store, caller.account, id).await?;
    Ok(UpdateActivityResponse { activity: Some(render(activity, statuses)) })
}

/// Reads the fields to replace. Of a built-in activity only the colour can be another.
fn read_update(reader: &mut Reader, mask: &Mask, given: &v1::Activity, current: &Activity) -> ActivityUpdate {
    let name = mask.read_field("name", || reader.text("activity.name", &given.name, LONGEST_NAME));
    let keeps_type = given.r#type == types::wire(current.activity_type);
    let activity_type = if mask.has("type") && !(current.built_in && keeps_type) {
        types::read(reader, "activity.type", given.r#type)
    } else {
        current.activity_type
    };
    let paid = mask.read_field("paid", || given.paid);
    if current.built_in {
        let fixed = [
            ("activity.name", name.as_ref().is_none_or(|name| *name == current.name)),
            ("activity.type", !mask.has("type") || keeps_type),
            ("activity.paid", paid.is_none_or(|paid| paid == current.paid)),
        ];
        for (field, _) in fixed.iter().filter(|(_, kept)| !kept) {
            reader.refuse(*field, "BUILT_IN", format!("must stay as it is: {} is built in", current.name));
        }
    }
    let default_color = activity_type.map_or(colors::OFFLINE, colors::of);
    let color = mask.read_field("color", || read_color(reader, "activity.color", &given.color));
    let color = color.map(|color| color.unwrap_or_else(|| default_color.to_owned()));
    // Offline has no type, and gets none.
    ActivityUpdate { name, activity_type: activity_type.filter(|_| mask.has("type")), color, paid }
}

pub(super) async fn delete(
    store: &Store,
    caller: &Caller,
    request: DeleteActivityRequest,
) -> Result<DeleteActivityResponse, RpcError> {
    let mut reader = Reader::new();
    let id = reader.id("id", &request.id);
    let id: ActivityId = reader.finish_with(id)?;
    let (activity, _) = activities::get(store, caller.account, id).await?;
    if activity.built_in {
        let message = format!("{} is built in: it can't be deleted", activity.name);
        return Err(RpcError::Precondition { reason: "BUILT_IN", message });
    }
    activities::delete(store, id, caller.author()).await?;
    Ok(DeleteActivityResponse {})
}

fn read_color(reader: &mut Reader, field: &str, color: &str) -> Option<String> {
    let color = color.trim().to_ascii_lowercase();
    if color.is_empty() {
        return None;
    }
    let digits = color.strip_prefix('#').unwrap_or_default();
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        reader.refuse(field, "NOT_A_COLOR", "must be a colour such as #2e8b57, or empty");
    }
    Some(color)
}

fn render(activity: Activity, mapped_statuses: i64) -> v1::Activity {
    v1::Activity {
        etag: activity.revision.to_string(),
        id: activity.id.to_string(),
        name: activity.name,
        r#type: types::wire(activity.activity_type),
        color: activity.color,
        paid: activity.paid,
        built_in: activity.built_in,
        mapped_status_count: i32::try_from(mapped_statuses).unwrap_or(i32::MAX),
    }
}
