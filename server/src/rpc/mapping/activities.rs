//! Creates and lists activities.

use kadans_proto::v1::{
    self, CreateActivityRequest, CreateActivityResponse, ListActivitiesRequest, ListActivitiesResponse,
};

use super::types;
use crate::{
    auth::caller::Caller,
    rpc::{error::RpcError, page::Pages, read::Reader, taken::ACTIVITY_NAME},
    store::{
        Store,
        activities::{self, Activity, NewActivity},
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
    let color = read_color(&mut reader, &request.color);
    if activities::name_is_taken(store, caller.account, &name).await? {
        ACTIVITY_NAME.refuse(&mut reader);
    }
    let activity_type = reader.finish_with(activity_type)?;
    let new = NewActivity { name, activity_type, color, paid: request.paid };
    let created = activities::create(store, caller.account, new).await;
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

fn read_color(reader: &mut Reader, color: &str) -> Option<String> {
    let color = color.trim().to_ascii_lowercase();
    if color.is_empty() {
        return None;
    }
    let digits = color.strip_prefix('#').unwrap_or_default();
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        reader.refuse("color", "NOT_A_COLOR", "must be a colour such as #2e8b57, or empty");
    }
    Some(color)
}

fn render(activity: Activity, mapped_statuses: i64) -> v1::Activity {
    v1::Activity {
        etag: String::new(),
        id: activity.id.to_string(),
        name: activity.name,
        r#type: types::wire(activity.activity_type),
        color: activity.color,
        paid: activity.paid,
        built_in: activity.built_in,
        mapped_status_count: i32::try_from(mapped_statuses).unwrap_or(i32::MAX),
    }
}
