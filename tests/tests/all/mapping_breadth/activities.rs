//! Activities that become something else, and those that can't go.

use kadans_proto::v1::{
    Activity, ActivityMatches, ActivityType, AdherenceStatus, DeleteActivityRequest, ListActivitiesRequest,
    UpdateActivityMatchesRequest, UpdateActivityRequest,
};
use kadans_tests::{
    board::Board,
    clients::Clients,
    failures::Failure as _,
    journeys,
    office::{OFFLINE, PRESENT, segment},
    reports::state,
    time::at,
    world::World,
};
use prost_types::FieldMask;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

journeys! {
    another_type_acts_on_the_past_and_the_board_at_once,
    an_activity_in_use_is_not_deleted_and_a_free_one_is,
    of_a_built_in_activity_only_the_colour_changes,
    a_deleted_activity_can_not_be_scheduled,
}

async fn all(clients: &mut Clients) -> Vec<Activity> {
    clients.mapping.list_activities(ListActivitiesRequest::default()).await.unwrap().into_inner().activities
}

async fn shown(clients: &mut Clients, id: &str) -> Activity {
    all(clients).await.into_iter().find(|activity| activity.id == id).unwrap()
}

async fn update(clients: &mut Clients, activity: Activity, paths: &[&str]) -> Result<Activity, Status> {
    let paths = paths.iter().map(|path| (*path).to_owned()).collect();
    let request = UpdateActivityRequest { activity: Some(activity), update_mask: Some(FieldMask { paths }) };
    Ok(clients.mapping.update_activity(request).await?.into_inner().activity.unwrap())
}

/// Ana, scheduled for calls, who trains; a training is no call.
async fn ana_in_training(program: &mut Clients) -> (String, String) {
    let unit = program.unit("Support", "UTC").await;
    let ana = program.employee("Ana", &unit).await;
    let calls = program.activity("Calls", ActivityType::Presence).await;
    let training = program.activity("Training", ActivityType::Meeting).await;
    program.schedule(&ana, vec![segment(at("08:00"), at("16:00"), &calls)]).await;
    let integration = program.integration("Odigo", "UTC").await;
    program.report(&integration, [state("ana", "TRAINING")]).await;
    program.map("TRAINING", &training).await;
    program.assign(&integration, "ana", &ana).await;
    (ana, training)
}

async fn another_type_acts_on_the_past_and_the_board_at_once(world: &mut World) {
    let mut program = world.program().await;
    let (ana, training) = ana_in_training(&mut program).await;
    world.set_clock(at("09:00"));
    let mut board = Board::open(&mut program).await;
    board.until("Ana is out", |board| board.person(&ana).status() == AdherenceStatus::Out).await;
    let presence = Activity { id: training, r#type: ActivityType::Presence.into(), ..Activity::default() };
    let updated = update(&mut program, presence, &["type"]).await.unwrap();
    assert_eq!((updated.name.as_str(), updated.r#type()), ("Training", ActivityType::Presence));
    board.until("Ana is in adherence", |board| board.person(&ana).status() == AdherenceStatus::In).await;
    assert_eq!(program.held_at(&ana, at("08:30")).await.status(), AdherenceStatus::In);
}

async fn an_activity_in_use_is_not_deleted_and_a_free_one_is(world: &mut World) {
    let mut program = world.program().await;
    let (ana, training) = ana_in_training(&mut program).await;
    let free = program.activity("Free", ActivityType::Break).await;
    program.schedule(&ana, vec![segment(at("08:00"), at("16:00"), &training)]).await;
    let matches = ActivityMatches {
        activity_id: free.clone(),
        matched_activity_ids: vec![training.clone()],
        ..ActivityMatches::default()
    };
    let request = UpdateActivityMatchesRequest { activity_matches: Some(matches), update_mask: None };
    program.mapping.update_activity_matches(request).await.unwrap();
    let refused = program.mapping.delete_activity(DeleteActivityRequest { id: training }).await.unwrap_err();
    assert_eq!((refused.code(), refused.reason().as_str()), (Code::FailedPrecondition, "IN_USE"));
    let metadata = refused.get_details_error_info().unwrap().metadata;
    let counts = ["external_statuses", "schedule_days", "matches"].map(|what| metadata[what].as_str());
    assert_eq!(counts, ["1", "1", "1"]);
    let words = "Training is used by 1 external status, 1 day of schedules and 1 activity match: ";
    assert!(refused.message().starts_with(words), "{}", refused.message());

    let calls = all(&mut program).await.into_iter().find(|activity| activity.name == "Calls").unwrap().id;
    let delete = DeleteActivityRequest { id: calls };
    program.mapping.delete_activity(delete.clone()).await.unwrap();
    assert_eq!(program.mapping.delete_activity(delete).await.unwrap_err().code(), Code::NotFound);
    program.activity("calls", ActivityType::Presence).await;
}

async fn of_a_built_in_activity_only_the_colour_changes(world: &mut World) {
    let mut planner = world.planner().await;
    for id in [PRESENT, OFFLINE] {
        let seen = shown(&mut planner, id).await;
        let painted = Activity { color: "#123456".to_owned(), ..seen.clone() };
        let updated = update(&mut planner, painted, &["*"]).await.unwrap();
        assert_eq!((updated.color.as_str(), &updated.name), ("#123456", &seen.name));
        let other = Activity {
            id: id.to_owned(),
            name: "Other".to_owned(),
            r#type: ActivityType::Break.into(),
            paid: !seen.paid,
            ..Activity::default()
        };
        let refused = update(&mut planner, other, &["name", "type", "paid"]).await.unwrap_err().violations();
        let fields: Vec<&str> = refused.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["activity.name", "activity.type", "activity.paid"]);
        let delete = DeleteActivityRequest { id: id.to_owned() };
        assert_eq!(planner.mapping.delete_activity(delete).await.unwrap_err().reason(), "BUILT_IN");
    }
}

async fn a_deleted_activity_can_not_be_scheduled(world: &mut World) {
    let mut program = world.program().await;
    let unit = program.unit("Support", "UTC").await;
    let ana = program.employee("Ana", &unit).await;
    let gone = program.activity("Gone", ActivityType::Presence).await;
    program.mapping.delete_activity(DeleteActivityRequest { id: gone.clone() }).await.unwrap();
    let day = kadans_proto::v1::ScheduleDay {
        employee_id: ana,
        date: kadans_tests::time::DAY.to_owned(),
        segments: vec![segment(at("08:00"), at("09:00"), &gone)],
    };
    let request = kadans_proto::v1::ImportScheduleRequest { days: vec![day], ..Default::default() };
    let refused = program.adherence.import_schedule(request).await.unwrap_err().violations();
    assert_eq!(refused[0].1, "UNKNOWN_ACTIVITY");
}
