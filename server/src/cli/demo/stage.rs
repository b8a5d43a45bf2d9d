//! The agents of the demo, and what happened before anybody looked.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::catalogue::Unit;
use super::people::{Person, STRANGERS};
use super::plan::Planner;
use crate::domain::instant::{Instant, Span};
use crate::odigo::simulator::agent::{Calm, State};
use crate::odigo::simulator::centre::{Centre, Change};
use crate::odigo::simulator::encode::encode_all;
use crate::odigo::simulator::habits::Habits;
use crate::odigo::simulator::play::http::Target;
use crate::odigo::simulator::traffic::Note;

/// For how many days ahead agents know their shifts: as long as the demo's token holds.
const DAYS_AHEAD: i64 = 31;
/// Numbers of people who are nobody's employees begin here.
const FIRST_STRANGER: u64 = 1_000;
/// What lies further back is looked at from afar: calls need not be as many as in life.
const LIFELIKE: Span = Span::from_hours(2);
/// How many notifications go into one request; its body stays well below 64 KiB.
const AT_A_TIME: usize = 300;
/// How often a request that the server asked to repeat is repeated.
const TRIES: u32 = 30;

/// Puts the agents on their shifts from the day before `today` on.
pub(super) fn centre(seed: u64, planner: &Planner, people: &[Person], today: Date) -> Centre {
    let mut centre = Centre::new(seed);
    let (first, last) = (today.saturating_sub(2.days()), today.saturating_add(DAYS_AHEAD.days()));
    let employees = people.iter().map(|person| (Arc::from(person.login.as_str()), person.number, person.unit));
    let strangers = (FIRST_STRANGER..).zip(STRANGERS);
    let strangers = strangers.map(|(number, login)| (Arc::from(login), number, Unit::Service));
    for (login, number, unit) in employees.chain(strangers) {
        let habits = if number % 9 == 4 { Habits::LOOSE } else { Habits::USUAL };
        let agent = centre.add(login, habits);
        for shift in planner.shifts(number, unit, first, last) {
            if let Some(Ok(work)) = shift.work() {
                centre.assign(agent, work);
            }
        }
    }
    centre
}

/// What the telephone system would have sent from `from` to `now`. With `opening`, it begins with the state in which
/// everybody was at `from`, so that the telephone system's users are all known.
pub(super) fn history(centre: &mut Centre, from: Instant, now: Instant, opening: bool) -> Vec<Note> {
    let lifelike_from = now - LIFELIKE;
    centre.set_calm(Calm::COARSE);
    let mut present = centre.catch_up(from.min(lifelike_from));
    if lifelike_from < from {
        centre.set_calm(Calm::LIFELIKE);
        present.extend(centre.catch_up(from));
    }
    let mut notes = Vec::new();
    if opening {
        let newest = |login: &Arc<str>| present.iter().rfind(|change| change.login == *login);
        let everybody = centre.logins();
        notes.extend(everybody.map(|login| {
            let state = newest(login).map_or(State::LOGOUT, |change| change.state);
            note(Arc::clone(login), state, from)
        }));
    }
    let mut until = |centre: &mut Centre, end: Instant| {
        while centre.next_due().is_some_and(|due| due <= end) {
            let Some(Change { at, login, state, .. }) = centre.next() else { break };
            notes.push(note(login, state, at));
        }
    };
    until(centre, lifelike_from);
    centre.set_calm(Calm::LIFELIKE);
    until(centre, now);
    notes
}

fn note(agent: Arc<str>, state: State, sent: Instant) -> Note {
    Note { agent, state, sent, event_id: None }
}

/// Sends what happened, several notifications at a time.
pub(super) async fn send(target: &Target, notes: &[Note]) -> anyhow::Result<()> {
    let mut connection = target.connect().await.context("the shim can't be reached")?;
    for some in notes.chunks(AT_A_TIME) {
        for attempt in 1.. {
            let answer = connection.send(target, encode_all(some)).await.context("the shim does not answer")?;
            if answer.status == http::StatusCode::NO_CONTENT {
                break;
            }
            let Some(wait) = answer.retry_after.filter(|_| attempt < TRIES) else {
                bail!("the shim answered {} to the history of the demo", answer.status);
            };
            tokio::time::sleep(wait.max(Duration::from_millis(100))).await;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use jiff::tz::TimeZone;

    use super::super::catalogue::{Planned, ZONE};
    use super::super::people::people;
    use super::*;

    const NOW: Instant = Instant::from_secs(1_789_000_000);

    struct World {
        people: Vec<Person>,
        planner: Planner,
        today: Date,
    }

    fn world() -> World {
        let zone = TimeZone::get(ZONE).unwrap();
        let today = NOW.timestamp().to_zoned(zone.clone()).date();
        World { people: people(1), planner: Planner::new(1, zone, vec![NOW]), today }
    }

    fn played(from: Instant, opening: bool) -> Vec<Note> {
        let World { people, planner, today } = world();
        history(&mut centre(1, &planner, &people, today), from, NOW, opening)
    }

    #[test]
    fn every_agent_is_heard_of_and_nothing_lies_in_the_future() {
        let notes = played(NOW - Span::from_hours(30), true);
        let heard: HashSet<&str> = notes.iter().map(|note| &*note.agent).collect();
        assert_eq!(heard.len(), 200 + STRANGERS.len());
        assert!(notes.iter().all(|note| note.sent <= NOW));
        assert!((5_000..60_000).contains(&notes.len()), "{}", notes.len());
    }

    #[test]
    fn every_status_that_gets_mapped_and_some_that_do_not_have_been_seen() {
        let notes = played(NOW - Span::from_hours(30), true);
        let seen: HashSet<State> = notes.iter().map(|note| note.state).collect();
        let meanings: HashSet<Planned> =
            seen.iter().filter_map(|state| super::super::catalogue::meaning(state.status, state.detail)).collect();
        let expected = Planned::ALL.into_iter().filter(|planned| planned.doing().is_some()).count();
        assert_eq!(meanings.len(), expected);
        assert!(seen.contains(&State::plain("CONSULT")));
    }

    #[test]
    fn going_on_repeats_nothing_that_was_sent() {
        let from = NOW - Span::from_hours(1);
        assert!(played(from, false).iter().all(|note| note.sent > from));
    }

    /// Of the time for which somebody is scheduled or at work now, in how many percent do the two not go together?
    #[test]
    fn some_people_but_not_many_are_off_their_plan() {
        let World { people, planner, today } = world();
        let mut centre = centre(1, &planner, &people, today);
        let notes = history(&mut centre, NOW - Span::from_hours(30), NOW, true);
        let present: HashMap<&str, State> = notes.iter().map(|note| (&*note.agent, note.state)).collect();
        let (mut off, mut scheduled) = (0, 0);
        for person in &people {
            let shifts = planner.shifts(person.number, person.unit, today.yesterday().unwrap(), today);
            let mut segments = shifts.iter().flat_map(|shift| &shift.segments);
            let segment = segments.find(|segment| segment.start <= NOW && NOW < segment.end);
            let Some(doing) = segment.and_then(|segment| segment.planned.doing()) else { continue };
            let state = present[person.login.as_str()];
            let actual = super::super::catalogue::meaning(state.status, state.detail).and_then(Planned::doing);
            let paused = |doing| matches!(doing, Some(crate::odigo::simulator::plan::Doing::Pause(_)));
            scheduled += 1;
            off += usize::from(state == State::LOGOUT || paused(actual) != paused(Some(doing)));
        }
        assert!(scheduled > 100, "{scheduled}");
        let percent = off * 100 / scheduled;
        assert!((3..=20).contains(&percent), "{off} of {scheduled}");
    }
}
