//! A URL token is replaced while notifications keep coming: nobody has to schedule an outage.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use kadans_proto::v1::{GenerateUrlTokenRequest, ListUrlTokensRequest, RevokeUrlTokenRequest, UrlToken};
use kadans_server::domain::instant::Span;
use kadans_tests::{
    clients::Clients,
    journeys,
    raw_http::RawConnection,
    time::{at, instant, seconds},
    world::World,
};
use tokio::{task::JoinSet, time::interval};

use super::writes::Updates;

journeys! {
    none_is_refused_before_the_overlap_ends_and_each_one_after,
    noting_when_a_token_was_last_used_costs_no_write_for_each_notification,
}

const FORM: &str = "application/x-www-form-urlencoded";
/// How many connections send, and how many notifications a second each.
const SENDERS: usize = 10;
const PER_SECOND: usize = 50;
/// How soon an end of validity has to bite.
const WITHIN: Duration = Duration::from_secs(1);

/// Senders of notifications to one URL.
struct Load {
    senders: JoinSet<()>,
    ends: Arc<AtomicBool>,
    sent: Arc<AtomicUsize>,
}

impl Load {
    /// Sends to a token's URL, and expects each notification to be stored.
    fn start(world: &World, token: &str) -> Self {
        let (ends, sent) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let mut senders = JoinSet::new();
        for sender in 0..SENDERS {
            let (ends, sent, address) = (Arc::clone(&ends), Arc::clone(&sent), world.addr());
            let path = format!("/notify/{token}");
            senders.spawn(async move {
                let mut connection = RawConnection::open(address).await.unwrap();
                let mut pace = interval(Duration::from_secs(1) / u32::try_from(PER_SECOND).unwrap());
                while !ends.load(Ordering::Relaxed) {
                    pace.tick().await;
                    let body = format!("agentId=agent-{sender}&state=CALL");
                    let answer = connection.post(&path, FORM, &body).await.unwrap();
                    assert_eq!(answer.status, 204, "refused while the URL was valid");
                    sent.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        Self { senders, ends, sent }
    }

    /// Waits until so many more are stored.
    async fn store(&self, count: usize) {
        let until = self.sent.load(Ordering::Relaxed) + count;
        let mut look = interval(Duration::from_millis(10));
        while self.sent.load(Ordering::Relaxed) < until {
            look.tick().await;
        }
    }

    async fn end(self) {
        self.ends.store(true, Ordering::Relaxed);
        self.senders.join_all().await;
    }
}

async fn listed(admin: &mut Clients, integration: &str) -> Vec<UrlToken> {
    let request = ListUrlTokensRequest { integration_id: integration.to_owned(), ..ListUrlTokensRequest::default() };
    admin.integrations.list_url_tokens(request).await.unwrap().into_inner().url_tokens
}

/// The token is refused within a second, and then for good.
async fn comes_to_be_refused(world: &World, token: &str) {
    let begin = Instant::now();
    while world.notify(token, "agentId=agent-0&state=CALL").await != 404 {
        assert!(begin.elapsed() < WITHIN, "it is still taken");
    }
    assert_eq!(world.notify(token, "agentId=agent-0&state=CALL").await, 404);
}

async fn none_is_refused_before_the_overlap_ends_and_each_one_after(world: &mut World) {
    let mut program = world.program().await;
    let integration = program.integration("Odigo", "UTC").await;
    let old = program.url_token(&integration).await;
    let over_old = Load::start(world, &old);
    over_old.store(SENDERS * PER_SECOND).await;

    let generate =
        GenerateUrlTokenRequest { integration_id: integration.clone(), overlap: Some(seconds(7 * 24 * 3_600)) };
    let generated = program.integrations.generate_url_token(generate).await.unwrap().into_inner();
    assert_eq!(instant(generated.previous_expire_time.unwrap()), at("08:00") + Span::from_hours(7 * 24));
    let new = generated.notification_url.rsplit('/').next().unwrap().to_owned();
    over_old.store(SENDERS * PER_SECOND).await;
    let over_new = Load::start(world, &new);
    world.set_clock(at("08:00") + Span::from_hours(7 * 24 - 1));
    over_old.store(SENDERS * PER_SECOND).await;
    over_old.end().await;

    // Odigo has restarted: the old one is used no longer, as the list tells to the minute.
    world.set_clock(at("08:59:40") + Span::from_hours(7 * 24 - 1));
    over_new.store(SENDERS * PER_SECOND).await;
    let tokens = listed(&mut program, &integration).await;
    let of = |token: &str| tokens.iter().find(|listed| token.contains(&listed.hint)).unwrap();
    let last_used = |token: &str| instant(of(token).last_use_time.unwrap());
    assert_eq!(last_used(&new), at("08:59") + Span::from_hours(7 * 24 - 1));
    assert_eq!(last_used(&old), at("08:00") + Span::from_hours(7 * 24 - 1));
    assert_eq!(world.notify(&old, "agentId=agent-0&state=CALL").await, 204);

    world.set_clock(at("08:00") + Span::from_hours(7 * 24));
    comes_to_be_refused(world, &old).await;
    over_new.store(SENDERS * PER_SECOND).await;
    over_new.end().await;
    let request = RevokeUrlTokenRequest { id: of(&new).id.clone() };
    program.integrations.revoke_url_token(request).await.unwrap();
    comes_to_be_refused(world, &new).await;
}

async fn noting_when_a_token_was_last_used_costs_no_write_for_each_notification(world: &mut World) {
    let mut program = world.program().await;
    let integration = program.integration("Odigo", "UTC").await;
    let token = program.url_token(&integration).await;
    let updates = Updates::of(world, "url_token").await;
    let load = Load::start(world, &token);
    for time in ["08:00:01", "08:00:30", "08:00:59"] {
        world.set_clock(at(time));
        load.store(100).await;
    }
    // Two who are the first at the same time may both write it down.
    let of_the_first_minute = updates.count().await;
    assert!((1..=2).contains(&of_the_first_minute), "{of_the_first_minute}");
    world.set_clock(at("08:01:00"));
    load.store(300).await;
    load.end().await;
    let of_the_second = updates.count().await - of_the_first_minute;
    assert!((1..=2).contains(&of_the_second), "{of_the_second}");
    assert_eq!(instant(listed(&mut program, &integration).await[0].last_use_time.unwrap()), at("08:01"));
    updates.end().await;
}
