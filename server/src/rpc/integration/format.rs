//! How an integration's notifications are read: shows it, changes it, tries another.

use std::collections::BTreeMap;

use kadans_proto::v1::{
    self, FieldFormat, GetNotificationFormatRequest, GetNotificationFormatResponse, LetterCase, NotificationField,
    NotificationFormat, UpdateNotificationFormatRequest, UpdateNotificationFormatResponse,
};

use crate::{
    auth::caller::Caller,
    domain::ids::IntegrationId,
    odigo::{
        format::{Case, Format},
        vocabulary::Field,
    },
    rpc::{error::RpcError, read::Reader},
    store::{Store, integrations, notification_formats},
};

pub(super) async fn get(
    store: &Store,
    caller: &Caller,
    request: GetNotificationFormatRequest,
) -> Result<GetNotificationFormatResponse, RpcError> {
    let mut reader = Reader::new();
    let id: Option<IntegrationId> = reader.id("integration_id", &request.integration_id);
    let id = reader.finish_with(id)?;
    let integration = integrations::get(store, caller.account, id).await?;
    let format = notification_formats::parse(&integration.format)?;
    Ok(GetNotificationFormatResponse {
        format: Some(render(&format)),
        default_format: Some(render(&Format::default())),
    })
}

pub(super) async fn update(
    store: &Store,
    caller: &Caller,
    request: UpdateNotificationFormatRequest,
) -> Result<UpdateNotificationFormatResponse, RpcError> {
    let mut reader = Reader::new();
    let id: Option<IntegrationId> = reader.id("integration_id", &request.integration_id);
    let expected = request.format.as_ref().map(|format| format.etag.clone()).filter(|etag| !etag.is_empty());
    let format = read(&mut reader, request.format);
    let (id, format) = reader.finish_with(id.zip(format))?;
    if request.validate_only {
        let integration = integrations::get(store, caller.account, id).await?;
        if expected.is_some_and(|expected| expected != integration.format_etag) {
            return Err(RpcError::Stale);
        }
    } else {
        notification_formats::update(store, id, expected, format.clone(), caller.author()).await?;
    }
    Ok(UpdateNotificationFormatResponse { format: Some(render(&format)) })
}

/// Reads a format that can be used. `None` if it can't, which is noted with all that is wrong.
pub(super) fn read(reader: &mut Reader, given: Option<NotificationFormat>) -> Option<Format> {
    let Some(given) = given else {
        reader.refuse("format", "REQUIRED", "must be given, whole");
        return None;
    };
    let mut field = |name: &str, given: Option<FieldFormat>| read_field(reader, name, given.unwrap_or_default());
    let format = Format {
        agent: field("agent", given.agent),
        status: field("status", given.status),
        detail: field("detail", given.detail),
        time: field("time", given.time),
        event_id: field("event_id", given.event_id),
        logged_out: given.logged_out_statuses,
        zone: Some(given.time_zone).filter(|zone| !zone.is_empty()),
    };
    let violations = format.violations();
    let is_fine = violations.is_empty();
    for violation in violations {
        reader.refuse(path(&format, &violation.path), "UNUSABLE", violation.description);
    }
    (is_fine && reader.is_clean()).then_some(format)
}

fn read_field(reader: &mut Reader, name: &str, given: FieldFormat) -> crate::odigo::format::FieldFormat {
    let case = match LetterCase::try_from(given.letter_case) {
        Ok(LetterCase::Unspecified | LetterCase::Exact) => Case::Exact,
        Ok(LetterCase::Lower) => Case::Lower,
        Ok(LetterCase::Upper) => Case::Upper,
        Err(_) => {
            let description = "must be exact, lower or upper";
            reader.refuse(format!("format.{name}.letter_case"), "UNKNOWN", description);
            Case::Exact
        }
    };
    let values: BTreeMap<String, String> = given.values.into_iter().collect();
    crate::odigo::format::FieldFormat { names: given.names, values, case }
}

/// The path in the request of what the format itself calls by this one.
fn path(format: &Format, violation: &str) -> String {
    if let Some(place) = violation.strip_prefix("logged_out") {
        return format!("format.logged_out_statuses{place}");
    }
    if violation == "zone" {
        return "format.time_zone".to_owned();
    }
    // Values are called by their place in the sorted list; in the request they have no place.
    let Some((field, place)) = violation.split_once(".values[") else { return format!("format.{violation}") };
    let field_format = Field::ALL.iter().find(|known| known.as_str() == field).map(|known| format.field(*known));
    let place = place.split(']').next().and_then(|place| place.parse::<usize>().ok());
    let key = field_format.zip(place).and_then(|(format, place)| format.values.keys().nth(place));
    let key: String = key.map_or("", String::as_str).chars().take(50).collect();
    format!("format.{field}.values[{key:?}]")
}

/// A format as a message.
pub(super) fn render(format: &Format) -> NotificationFormat {
    let field = |field: Field| {
        let format = format.field(field);
        Some(FieldFormat {
            names: format.names.clone(),
            values: format.values.clone().into_iter().collect(),
            letter_case: letter_case(format.case).into(),
        })
    };
    NotificationFormat {
        agent: field(Field::Agent),
        status: field(Field::Status),
        detail: field(Field::Detail),
        time: field(Field::Time),
        event_id: field(Field::EventId),
        logged_out_statuses: format.logged_out.clone(),
        time_zone: format.zone.clone().unwrap_or_default(),
        etag: format.etag(),
    }
}

/// A field as a message names it.
pub(super) const fn render_field(field: Field) -> v1::NotificationField {
    match field {
        Field::Agent => NotificationField::Agent,
        Field::Status => NotificationField::Status,
        Field::Detail => NotificationField::Detail,
        Field::Time => NotificationField::Time,
        Field::EventId => NotificationField::EventId,
    }
}

const fn letter_case(case: Case) -> LetterCase {
    match case {
        Case::Exact => LetterCase::Exact,
        Case::Lower => LetterCase::Lower,
        Case::Upper => LetterCase::Upper,
    }
}
