//! The audit record: who did what, when and from where.

use kadans_proto::v1::{AuditEvent, ListAuditEventsRequest, Role as WireRole};
use kadans_tests::{
    failures::Failure as _,
    journeys,
    time::{at, instant, wire},
    world::World,
};
use tonic::Code;

use super::office::{CHOSEN, deactivate, invite, record, redeem, renew, secret, update, user};

journeys! {
    the_record_says_who_did_what_from_where,
    the_record_is_paged_and_filtered,
    the_record_holds_no_secret_and_is_for_admins_of_the_account_alone,
}

const EMAIL: &str = "sara@acme.example";

fn changes(event: &AuditEvent) -> Vec<(&str, &str, &str)> {
    let changes = event.changes.iter();
    changes.map(|change| (change.field.as_str(), change.before.as_str(), change.after.as_str())).collect()
}

async fn the_record_says_who_did_what_from_where(world: &mut World) {
    let mut admin = world.admin().await;
    let madrid = admin.unit("Madrid", "UTC").await;
    let me = user(&mut admin, "admin@acme.example").await.id;
    world.set_clock(at("08:05"));
    let invited = invite(&mut admin, EMAIL, WireRole::Supervisor, &[&madrid]).await.unwrap();
    let id = invited.user.unwrap().id;
    redeem(world, &invited.invitation_url, CHOSEN).await.unwrap();
    let mut changed = user(&mut admin, EMAIL).await;
    (changed.name, changed.roles) = ("Sara Soto".to_owned(), vec![WireRole::Planner.into()]);
    changed.planning_unit_ids.clear();
    update(&mut admin, changed, &["name", "roles", "planning_unit_ids"]).await.unwrap();
    deactivate(&mut admin, &id).await.unwrap();

    let about = ListAuditEventsRequest { subject_id: id.clone(), ..Default::default() };
    let mut events = record(&mut admin, about).await;
    events.sort_by(|a, b| a.action.cmp(&b.action));
    let actions: Vec<&str> = events.iter().map(|event| event.action.as_str()).collect();
    assert_eq!(actions, ["user.deactivate", "user.invite", "user.redeem_invitation", "user.update"]);
    let [_, invited, redeemed, updated] = &events[..] else { unreachable!("four are there") };
    assert_eq!((invited.actor_id.as_str(), invited.actor_name.as_str()), (me.as_str(), "admin"));
    assert_eq!((invited.subject_kind.as_str(), invited.subject_name.as_str()), ("user", "Sara"));
    assert_eq!(invited.create_time.map(instant), Some(at("08:05")));
    assert_eq!(invited.address, "192.0.2.7", "what the proxy says");
    assert!(!invited.request_id.is_empty());
    assert_eq!(changes(invited), [("email", "", EMAIL), ("roles", "", "supervisor"), ("planning_units", "", "Madrid")]);
    assert_eq!((redeemed.actor_id.as_str(), redeemed.address.as_str()), (id.as_str(), "192.0.2.8"));
    let expected =
        [("name", "Sara", "Sara Soto"), ("roles", "supervisor", "planner"), ("planning_units", "Madrid", "")];
    assert_eq!(changes(updated), expected);
}

async fn the_record_is_paged_and_filtered(world: &mut World) {
    let mut admin = world.admin().await;
    for minute in 1..=5 {
        world.set_clock(at(&format!("08:0{minute}")));
        invite(&mut admin, &format!("person{minute}@acme.example"), WireRole::Planner, &[]).await.unwrap();
    }
    let invited = ListAuditEventsRequest { search: "USER.INVITE".to_owned(), page_size: 2, ..Default::default() };
    let (mut times, mut request) = (Vec::new(), invited.clone());
    loop {
        let page = admin.sessions.list_audit_events(request.clone()).await.unwrap().into_inner();
        assert!(page.audit_events.len() <= 2);
        times.extend(page.audit_events.iter().map(|event| instant(event.create_time.unwrap())));
        // What comes in meanwhile is newer than what was shown, and disturbs nothing.
        let person = user(&mut admin, "person1@acme.example").await.id;
        renew(&mut admin, &person).await.unwrap();
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    assert_eq!(times, ["08:05", "08:04", "08:03", "08:02", "08:01"].map(at));

    let between = ListAuditEventsRequest {
        start_time: Some(wire(at("08:02"))),
        end_time: Some(wire(at("08:04"))),
        page_size: 0,
        ..invited.clone()
    };
    assert_eq!(record(&mut admin, between).await.len(), 2);
    let operator = ListAuditEventsRequest { search: "kadans".to_owned(), ..Default::default() };
    let operator = record(&mut admin, operator).await;
    let actions: Vec<&str> = operator.iter().map(|event| event.action.as_str()).collect();
    assert!(actions.contains(&"account.create") && actions.contains(&"user.create"), "{actions:?}");
    assert!(operator.iter().all(|event| event.actor_id.is_empty() && event.address.is_empty()));

    let backwards = ListAuditEventsRequest {
        start_time: Some(wire(at("09:00"))),
        end_time: Some(wire(at("08:00"))),
        actor_id: "x".to_owned(),
        page_token: request.page_token,
        ..Default::default()
    };
    let refused = admin.sessions.list_audit_events(backwards).await.unwrap_err();
    let expected = [("actor_id", "NOT_AN_ID"), ("end_time", "NOT_AFTER_START"), ("page_token", "NOT_OF_THIS_LIST")];
    assert_eq!(refused.violations(), expected.map(|(field, reason)| (field.to_owned(), reason.to_owned())));
}

async fn the_record_holds_no_secret_and_is_for_admins_of_the_account_alone(world: &mut World) {
    let mut admin = world.admin().await;
    let link = invite(&mut admin, EMAIL, WireRole::Planner, &[]).await.unwrap().invitation_url;
    redeem(world, &link, CHOSEN).await.unwrap();
    let minted = world.account.mint(&[], &[]).await;
    let written = format!("{:?}", record(&mut admin, ListAuditEventsRequest::default()).await);
    let secret = secret(&link);
    let secret = secret.split('.').next_back().unwrap();
    for hidden in [secret, CHOSEN, "$argon2", minted.token.as_str()] {
        assert!(!written.contains(hidden), "{hidden} is in {written}");
    }
    let mut planner = world.planner().await;
    let refused = planner.sessions.list_audit_events(ListAuditEventsRequest::default()).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
    let neighbour = world.another_account().await;
    let mut neighbour = world.program_of(&neighbour).await;
    let theirs = format!("{:?}", record(&mut neighbour, ListAuditEventsRequest::default()).await);
    assert!(!theirs.contains(EMAIL), "{theirs}");
}
