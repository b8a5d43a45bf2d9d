//! From which instant a state holds, and what counts as a sign of life.

use kadans_server::{domain::instant::Instant, odigo::flags::Flags};
use kadans_tests::{database::TestDatabase, on_both_databases};

use super::office::{Besides, Office, at, notification, state};

on_both_databases! {
    a_state_holds_from_the_sent_time_where_that_is_believable,
    signs_of_life_are_receipts_and_believable_sent_times,
    signs_of_life_of_a_minute_grow_from_batch_to_batch,
    an_agent_was_last_seen_when_its_newest_state_began,
}

async fn a_state_holds_from_the_sent_time_where_that_is_believable(database: TestDatabase) {
    let office = Office::open(database).await;
    let shifted = Flags::TIME_SHIFTED.bits().cast_signed();
    let mut read_with_a_flag = state("ann", "CALL").sent(1_000);
    read_with_a_flag.flags = shifted;
    let states = vec![
        state("ann", "CALL"),
        state("ann", "CALL").sent(400),
        state("ann", "CALL").sent(700),
        read_with_a_flag,
        state("ann", "CALL").sent(-86_401),
    ];
    office.receive(500, states).await.unwrap();
    let stored: Vec<_> = office.states().await.iter().map(|state| (state.at, state.flags)).collect();
    let future = Flags::TIME_FUTURE.bits().cast_signed();
    let too_old = Flags::TIME_TOO_OLD.bits().cast_signed();
    let expected = [(at(500), 0), (at(400), 0), (at(500), 0), (at(500), shifted | future), (at(500), too_old)];
    assert_eq!(stored, expected);
}

async fn signs(office: &Office, from: i64, until: i64) -> Vec<Instant> {
    let journal = office.store.journal();
    journal.signs_of_life(office.account, office.integration, at(from), at(until)).await.unwrap()
}

async fn signs_of_life_are_receipts_and_believable_sent_times(database: TestDatabase) {
    let office = Office::open(database).await;
    let states = vec![
        state("ann", "CALL").sent(30),
        state("ann", "CALL").sent(9_999),
        state("ann", "CALL").sent(-99_999),
        state("ann", "CALL").sent(3_599),
    ];
    office.receive(3_600, states).await.unwrap();
    office.store.journal().append(office.submission(vec![notification(7_200, vec![])])).await.unwrap();
    let all = [at(30), at(3_599), at(3_600), at(7_200)];
    assert_eq!(signs(&office, 0, 100_000).await, all);
    assert_eq!(signs(&office, 0, 7_200).await, all[..3]);
    assert_eq!(signs(&office, 7_000, 7_201).await, all[2..], "the last one before the window comes along");
    assert_eq!(signs(&office, 7_201, 9_000).await, all[3..]);
    assert_eq!(signs(&office, 10, 20).await, []);
}

async fn signs_of_life_of_a_minute_grow_from_batch_to_batch(database: TestDatabase) {
    let office = Office::open(database).await;
    for second in [30, 20, 40, 35] {
        office.receive(second, vec![]).await.unwrap();
    }
    assert_eq!(signs(&office, 0, 60).await, [at(20), at(40)]);
    assert_eq!(signs(&office, 30, 60).await, [at(20), at(40)]);
    assert_eq!(signs(&office, 50, 60).await, [at(40)]);
}

async fn an_agent_was_last_seen_when_its_newest_state_began(database: TestDatabase) {
    let office = Office::open(database).await;
    office.receive(100, vec![state("ann", "CALL").sent(90), state("bob", "CALL").sent(5)]).await.unwrap();
    office.receive(200, vec![state("ann", "PAUSE").sent(80)]).await.unwrap();
    let states = office.states().await;
    let (ann, bob) = (states[0].external_user, states[1].external_user);
    let seen = office.store.journal().last_seen(office.account, &[ann, bob, ann]).await.unwrap();
    assert_eq!((seen.len(), seen[&ann], seen[&bob]), (2, at(90), at(5)));
}
