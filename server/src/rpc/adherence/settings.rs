//! Shows and changes the account's rules of adherence.

use kadans_proto::v1::{
    AdherenceSettings, GetAdherenceSettingsResponse, UnmappedPolicy as Policy, UpdateAdherenceSettingsRequest,
    UpdateAdherenceSettingsResponse,
};
use prost_types::Duration;

use crate::{
    auth::caller::Caller,
    domain::{instant::Span, mapping::UnmappedPolicy},
    rpc::{error::RpcError, read::Reader},
    store::{
        Store,
        settings::{self, Rules, RulesUpdate},
    },
};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

const FIELDS: [&str; 8] = [
    "target_percent",
    "not_present_buffer",
    "wrong_activity_buffer",
    "not_scheduled_buffer",
    "severe_after",
    "unmapped_policy",
    "silence_after",
    "auto_logout_after",
];

pub(in crate::rpc) async fn get_settings(
    store: &Store,
    caller: &Caller,
) -> Result<GetAdherenceSettingsResponse, RpcError> {
    let rules = settings::get(store, caller.account).await?;
    Ok(GetAdherenceSettingsResponse { settings: Some(render(&rules)) })
}

pub(in crate::rpc) async fn update_settings(
    store: &Store,
    caller: &Caller,
    request: UpdateAdherenceSettingsRequest,
) -> Result<UpdateAdherenceSettingsResponse, RpcError> {
    let mut reader = Reader::new();
    let Some(given) = request.settings else {
        return Err(RpcError::field("settings", "REQUIRED", "must be given"));
    };
    let paths = request.update_mask.map(|mask| mask.paths).unwrap_or_default();
    for path in paths.iter().filter(|path| !FIELDS.contains(&path.as_str())) {
        let description = format!("names {path:?}, which is not a field that can be changed: {}", FIELDS.join(", "));
        reader.refuse("update_mask", "UNKNOWN_FIELD", description);
    }
    let update = read(&mut reader, &given, |field| paths.is_empty() || paths.iter().any(|path| path == field));
    reader.finish()?;
    let seen = match given.etag.as_str() {
        "" => None,
        etag => Some(etag.parse().map_err(|_| RpcError::Stale)?),
    };
    let rules = settings::update(store, seen, update, caller.author()).await?;
    Ok(UpdateAdherenceSettingsResponse { settings: Some(render(&rules)) })
}

fn read(reader: &mut Reader, given: &AdherenceSettings, wanted: impl Fn(&str) -> bool) -> RulesUpdate {
    let mut span = |field: &str, value: &Option<Duration>, shortest: i64, longest: i64, or_zero: bool| {
        wanted(field).then(|| read_span(reader, field, value.as_ref(), shortest, longest, or_zero)).flatten()
    };
    let mut update = RulesUpdate {
        not_present_buffer: span("not_present_buffer", &given.not_present_buffer, 0, DAY, true),
        wrong_activity_buffer: span("wrong_activity_buffer", &given.wrong_activity_buffer, 0, DAY, true),
        not_scheduled_buffer: span("not_scheduled_buffer", &given.not_scheduled_buffer, 0, DAY, true),
        severe_after: span("severe_after", &given.severe_after, 0, DAY, true),
        silence_after: span("silence_after", &given.silence_after, MINUTE, WEEK, true),
        auto_logout_after: span("auto_logout_after", &given.auto_logout_after, HOUR, WEEK, false),
        ..RulesUpdate::default()
    };
    if wanted("target_percent") {
        let target = given.target_percent;
        if target > 0.0 && target <= 100.0 {
            update.target_percent = Some(target);
        } else {
            reader.refuse("settings.target_percent", "OUT_OF_RANGE", "must be above 0 and at most 100");
        }
    }
    if wanted("unmapped_policy") {
        update.unmapped = match given.unmapped_policy() {
            Policy::Present => Some(UnmappedPolicy::Present),
            Policy::Unknown => Some(UnmappedPolicy::Unknown),
            Policy::Unspecified => None,
        };
        if update.unmapped.is_none() {
            let description = "must be UNMAPPED_POLICY_PRESENT or UNMAPPED_POLICY_UNKNOWN";
            reader.refuse("settings.unmapped_policy", "REQUIRED", description);
        }
    }
    update
}

fn read_span(
    reader: &mut Reader,
    field: &str,
    value: Option<&Duration>,
    shortest: i64,
    longest: i64,
    or_zero: bool,
) -> Option<Span> {
    let path = format!("settings.{field}");
    let Some(value) = value else {
        reader.refuse(path, "REQUIRED", "must be given");
        return None;
    };
    if value.nanos != 0 {
        reader.refuse(path, "NOT_WHOLE_SECONDS", "must be whole seconds");
        return None;
    }
    let seconds = value.seconds;
    if (shortest..=longest).contains(&seconds) || or_zero && seconds == 0 {
        return Some(Span::from_secs(seconds));
    }
    let zero = if or_zero && shortest > 0 { "0 or " } else { "" };
    reader.refuse(path, "OUT_OF_RANGE", format!("must be {zero}from {shortest} to {longest} seconds"));
    None
}

fn render(rules: &Rules) -> AdherenceSettings {
    let duration = |span: Span| Some(Duration { seconds: span.whole_secs(), nanos: 0 });
    let settings = rules.settings;
    let policy = match settings.unmapped {
        UnmappedPolicy::Present => Policy::Present,
        UnmappedPolicy::Unknown => Policy::Unknown,
    };
    AdherenceSettings {
        target_percent: rules.target_percent,
        not_present_buffer: duration(settings.buffers.not_present),
        wrong_activity_buffer: duration(settings.buffers.wrong_activity),
        not_scheduled_buffer: duration(settings.buffers.not_scheduled),
        severe_after: duration(settings.severe_after),
        unmapped_policy: policy.into(),
        silence_after: duration(settings.silence_after),
        auto_logout_after: duration(settings.auto_logout_after),
        etag: rules.version.to_string(),
    }
}
