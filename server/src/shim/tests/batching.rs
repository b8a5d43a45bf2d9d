//! Notifications that wait at the same time go upstream together, and each gets its own answer.

use futures::future::join_all;
use tokio::task::JoinHandle;

use super::{LaneLimits, World};

impl World {
    /// Lets no report through until the gate is opened.
    fn close_the_gate(&self) {
        self.memory.gate.forget_permits(usize::MAX);
    }

    fn open_the_gate(&self) {
        self.memory.gate.add_permits(1000);
    }

    /// Sends a state of each agent, all at the same time.
    fn send_at_once(&self, agents: &[&'static str]) -> Vec<JoinHandle<u16>> {
        let send = |agent: &&'static str| {
            let (world, agent) = (self.clone(), *agent);
            tokio::spawn(async move { world.status_for(agent).await })
        };
        agents.iter().map(send).collect()
    }

    async fn until_calls_arrived(&self, calls: usize) {
        self.memory.arrived.subscribe().wait_for(|arrived| *arrived >= calls).await.unwrap();
    }

    /// Keeps both calls of the lane busy.
    async fn occupy_the_lane(&self) -> Vec<JoinHandle<u16>> {
        self.close_the_gate();
        let mut first = self.send_at_once(&["first"]);
        self.until_calls_arrived(1).await;
        first.extend(self.send_at_once(&["second"]));
        self.until_calls_arrived(2).await;
        first
    }
}

async fn statuses(answers: Vec<JoinHandle<u16>>) -> Vec<u16> {
    join_all(answers).await.into_iter().map(Result::unwrap).collect()
}

/// Lets every task run until it waits for something.
async fn until_all_wait() {
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn what_gathers_during_a_call_goes_together_and_keeps_its_own_outcome() {
    let world = World::new();
    let busy = world.occupy_the_lane().await;
    let gathered = world.send_at_once(&["jdoe", "refused", "maria", "twice", "refused"]);
    until_all_wait().await;
    world.open_the_gate();
    assert_eq!(statuses(gathered).await, [204, 202, 204, 204, 202]);
    assert_eq!(statuses(busy).await, [204, 204]);
    assert_eq!(world.memory.batches(), [1, 1, 5]);
}

#[tokio::test]
async fn one_that_is_refused_upstream_does_not_take_the_others_with_it() {
    let world = World::new();
    let busy = world.occupy_the_lane().await;
    let gathered = world.send_at_once(&["jdoe", "poison", "maria", "panic", "refused"]);
    until_all_wait().await;
    world.open_the_gate();
    assert_eq!(statuses(gathered).await, [204, 503, 204, 503, 202]);
    assert_eq!(statuses(busy).await, [204, 204]);
}

#[tokio::test]
async fn what_waits_is_bounded_and_the_rest_is_to_be_sent_again() {
    let world = World::with(LaneLimits { waiting: 2, ..LaneLimits::default() });
    let busy = world.occupy_the_lane().await;
    let gathered = world.send_at_once(&["a", "b"]);
    until_all_wait().await;
    assert_eq!(world.status_for("c").await, 503);
    world.open_the_gate();
    assert_eq!(statuses(gathered).await, [204, 204]);
    assert_eq!(statuses(busy).await, [204, 204]);
    assert_eq!(world.status_for("c").await, 204);
}

#[tokio::test]
async fn the_bytes_that_wait_are_bounded_too() {
    let world = World::with(LaneLimits { bytes: 200, ..LaneLimits::default() });
    assert_eq!(world.post(vec![b'a'; 201]).await.status, 503);
    assert_eq!(world.status_for("jdoe").await, 204);
    assert_eq!(world.status_for("jdoe").await, 204);
}

#[tokio::test]
async fn a_sender_that_goes_away_loses_neither_its_own_notification_nor_another_ones() {
    let world = World::new();
    let busy = world.occupy_the_lane().await;
    let gathered = world.send_at_once(&["gone", "stays"]);
    until_all_wait().await;
    gathered[0].abort();
    for answer in &busy {
        answer.abort();
    }
    until_all_wait().await;
    world.open_the_gate();
    assert_eq!(gathered.into_iter().nth(1).unwrap().await.unwrap(), 204);
    assert_eq!(world.memory.batches(), [1, 1, 2]);
}
