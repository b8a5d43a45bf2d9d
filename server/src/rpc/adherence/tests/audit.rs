//! What is on record of changes of settings, schedules and exceptions.

use kadans_proto::v1::{
    CreateAdherenceExceptionRequest, DeleteAdherenceExceptionRequest, ExceptionKind, ImportScheduleRequest,
    UpdateAdherenceSettingsRequest,
};
use prost_types::{Duration, FieldMask};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::floor::{Floor, time};
use crate::{
    rpc::{
        adherence::{create_exception, delete_exception, get_settings, import_schedule, update_settings},
        testing::World,
    },
    store::{audit::FieldChange, entity::audit_event},
};

/// What is on record of one kind of thing: what was done, to what, and what changed.
async fn record(world: &World, kind: &str) -> Vec<(String, String, Vec<[String; 3]>)> {
    let rows = audit_event::Entity::find()
        .filter(audit_event::Column::AccountId.eq(world.caller.account.uuid()))
        .filter(audit_event::Column::SubjectKind.eq(kind))
        .order_by_asc(audit_event::Column::Id)
        .all(world.store.reader())
        .await
        .unwrap();
    let events = rows.into_iter().map(|row| {
        assert_eq!((row.actor_id, row.actor_name.as_str()), (Some(world.caller.principal), "Ada Admin"));
        let changes: Vec<FieldChange> = serde_json::from_str(&row.changes).unwrap();
        let changes = changes.into_iter().map(|change| [change.field, change.before, change.after]);
        (row.action, row.subject_name, changes.collect())
    });
    events.collect()
}

fn changes<const N: usize>(changes: [[&str; 3]; N]) -> Vec<[String; 3]> {
    changes.map(|change| change.map(str::to_owned)).to_vec()
}

#[tokio::test]
async fn a_change_of_the_rules_is_on_record_field_by_field() {
    let world = World::new().await;
    let mut settings = get_settings(&world.store, &world.caller).await.unwrap().settings.unwrap();
    settings.target_percent = 85.5;
    settings.not_present_buffer = Some(Duration { seconds: 30, nanos: 0 });
    settings.severe_after = Some(Duration { seconds: 1, nanos: 0 });
    settings.etag.clear();
    let mask = FieldMask { paths: vec!["target_percent".to_owned(), "not_present_buffer".to_owned()] };
    let request = UpdateAdherenceSettingsRequest { settings: Some(settings), update_mask: Some(mask) };
    // The second time nothing changes, and nothing is on record.
    for _ in 0..2 {
        update_settings(&world.store, &world.caller, request.clone()).await.unwrap();
    }
    let expected = changes([["target_percent", "90 %", "85.5 %"], ["not_present_buffer", "60 s", "30 s"]]);
    assert_eq!(
        record(&world, "adherence_settings").await,
        [("adherence_settings.update".to_owned(), String::new(), expected)]
    );
}

#[tokio::test]
async fn an_import_is_on_record_once_with_how_much_it_was() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    for name in ["Ana", "Bo"] {
        floor.employee(&world, name).await;
    }
    let csv = b"employee,date\nAna,2026-03-02\nAna,2026-03-04\nBo,2026-03-03\n".to_vec();
    for validate_only in [true, false] {
        let request = ImportScheduleRequest { csv: csv.clone(), validate_only, ..ImportScheduleRequest::default() };
        import_schedule(&world.store, &floor.caller, request).await.unwrap();
    }
    let expected = changes([
        ["days", "", "3"],
        ["employees", "", "2"],
        ["start_date", "", "2026-03-02"],
        ["end_date", "", "2026-03-04"],
    ]);
    assert_eq!(record(&world, "schedule").await, [("schedule.import".to_owned(), String::new(), expected)]);
}

#[tokio::test]
async fn an_exception_is_on_record_when_it_is_made_and_when_it_is_taken_back() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let request = CreateAdherenceExceptionRequest {
        employee_id: ana.to_string(),
        start_time: time("2026-03-02T08:00:00Z"),
        end_time: time("2026-03-02T09:00:00Z"),
        kind: ExceptionKind::InAdherence.into(),
        reason: "fire drill".to_owned(),
    };
    let created = create_exception(&world.store, &floor.caller, request).await.unwrap().exception.unwrap();
    world.pass(1);
    let request = DeleteAdherenceExceptionRequest { id: created.id };
    delete_exception(&world.store, &floor.caller, request).await.unwrap();
    let fields = [
        ["employee", "Ana"],
        ["start_time", "2026-03-02T08:00:00Z"],
        ["end_time", "2026-03-02T09:00:00Z"],
        ["kind", "in_adherence"],
        ["reason", "fire drill"],
    ];
    let event = |action: &str, fields| (action.to_owned(), "Ana".to_owned(), changes(fields));
    let expected = [
        event("adherence_exception.create", fields.map(|[field, value]| [field, "", value])),
        event("adherence_exception.delete", fields.map(|[field, value]| [field, value, ""])),
    ];
    assert_eq!(record(&world, "adherence_exception").await, expected);
}
