//! What an integration is doing once notifications were read anew.

use kadans_proto::v1::{CaptureOutcome, IntegrationHealthState as State};
use kadans_tests::{clients::Clients, journeys, time::at, world::World};

use super::doing::doing;
use crate::replay::words::{Captures as _, quarantine, since};

journeys! {
    who_makes_the_newest_notifications_readable_is_not_told_that_they_are_not,
    what_is_told_follows_from_the_newest_notification_as_it_is_read_now,
}

/// Sends each at its time. Nobody knows the names in the second form by default.
async fn morning(world: &World, admin: &mut Clients, forms: &[(&str, &str)]) -> String {
    let id = admin.integration("Odigo", "UTC").await;
    let token = admin.url_token(&id).await;
    for (time, form) in forms {
        world.set_clock(at(time));
        assert!(world.notify(&token, form).await < 300, "{form}");
    }
    id
}

const READABLE: &str = "agentId=ana&state=CALL";
const FOREIGN: &str = "conseiller=ana&situation=PAUSE";
const NOTHING: &str = "nothing";

/// From now on `conseiller` and `situation` are known, or nothing else is.
async fn read_by(admin: &mut Clients, id: &str, agent: &[&str]) {
    let mut format = admin.format(id).await;
    format.agent.as_mut().unwrap().names = agent.iter().map(|name| (*name).to_owned()).collect();
    format.status.as_mut().unwrap().names = ["state", "situation"].map(str::to_owned).to_vec();
    admin.set_format(id, format).await.unwrap();
}

async fn who_makes_the_newest_notifications_readable_is_not_told_that_they_are_not(world: &mut World) {
    let mut admin = world.program().await;
    let forms = [("08:01", READABLE), ("08:03", FOREIGN), ("08:04", FOREIGN)];
    let id = morning(world, &mut admin, &forms).await;
    let rejecting = (State::Rejecting, Some(at("08:03")));
    world.set_clock(at("08:05"));
    read_by(&mut admin, &id, &["agentId", "conseiller"]).await;
    assert_eq!(doing(&mut admin, &id).await, rejecting, "a format alone reads nothing anew");
    assert_eq!(admin.rehearse(&id, quarantine()).await.added_state_count, 2);
    assert_eq!(doing(&mut admin, &id).await, rejecting, "nor does a rehearsal");

    assert_eq!(admin.replay(&id, quarantine()).await.added_state_count, 2);
    let receiving = (State::Receiving, Some(at("08:01")));
    assert_eq!(doing(&mut admin, &id).await, receiving);
    // What comes next goes on from there.
    let token = admin.url_token(&id).await;
    world.set_clock(at("08:06"));
    assert_eq!(world.notify(&token, FOREIGN).await, 204);
    assert_eq!(doing(&mut admin, &id).await, receiving);
    for time in ["08:07", "08:08"] {
        world.set_clock(at(time));
        assert_eq!(world.notify(&token, NOTHING).await, 202);
    }
    assert_eq!(doing(&mut admin, &id).await, (State::Rejecting, Some(at("08:07"))));
}

async fn what_is_told_follows_from_the_newest_notification_as_it_is_read_now(world: &mut World) {
    let mut admin = world.program().await;
    let forms = [("08:01", READABLE), ("08:03", NOTHING), ("08:04", FOREIGN), ("08:05", NOTHING), ("08:06", NOTHING)];
    let id = morning(world, &mut admin, &forms).await;
    assert_eq!(doing(&mut admin, &id).await, (State::Rejecting, Some(at("08:03"))));
    world.set_clock(at("08:10"));
    read_by(&mut admin, &id, &["agentId", "conseiller"]).await;
    admin.replay(&id, quarantine()).await;
    let captured = admin.captured(&id).await;
    assert_eq!(captured.iter().filter(|one| one.outcome() == CaptureOutcome::Quarantined).count(), 3);
    assert_eq!(doing(&mut admin, &id).await, (State::Rejecting, Some(at("08:05"))), "the newest still can't be read");

    let token = admin.url_token(&id).await;
    world.set_clock(at("08:11"));
    assert_eq!(world.notify(&token, READABLE).await, 204);
    assert_eq!(doing(&mut admin, &id).await, (State::Receiving, Some(at("08:11"))));
    // A format that suits none of them is no better news for having been replayed.
    read_by(&mut admin, &id, &["somebody"]).await;
    assert_eq!(admin.replay(&id, since(at("08:00"))).await.unreadable_count, 6);
    assert_eq!(doing(&mut admin, &id).await, (State::Rejecting, Some(at("08:01"))));
    read_by(&mut admin, &id, &["agentId"]).await;
    admin.replay(&id, quarantine()).await;
    assert_eq!(doing(&mut admin, &id).await, (State::Receiving, Some(at("08:11"))));
}
