//! The demo on the stage: set up through the services, then played for as long as it is looked at.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kadans_proto::v1::Integration;
use tokio_util::sync::CancellationToken;

use super::super::desk::{Desk, reachable};
use super::catalogue::ZONE;
use super::diary::Diary;
use super::people::{EMPLOYEES, Person, people};
use super::plan::Planner;
use super::setup::Ids;
use super::web_service::Breaks;
use super::{schedule, setup, stage};
use crate::clock::Clock;
use crate::domain::instant::{Instant, Span};
use crate::odigo::simulator::agent::State;
use crate::odigo::simulator::centre::Centre;
use crate::odigo::simulator::faults::FaultRates;
use crate::odigo::simulator::play::Play;
use crate::odigo::simulator::play::http::Target;
use crate::odigo::simulator::play::pace::Pace;
use crate::odigo::simulator::play::tally::Progress;
use crate::odigo::simulator::traffic::{Note, Traffic, TrafficOptions};

/// Decides who the people are and how they behave.
const SEED: u64 = 20;
/// How many of them must be at work, or the shifts are planned around this start.
const ENOUGH_AT_WORK: usize = EMPLOYEES * 2 / 5;
/// How often to look whether a new day has begun, for which schedules are missing.
const DAY_CHECK: Duration = Duration::from_mins(10);
/// Over how many connections the telephone system tells what happens.
const CONNECTIONS: usize = 4;

/// A demo that is set up.
pub(super) struct Show {
    desk: Desk,
    people: Vec<Person>,
    ids: Ids,
    planner: Planner,
    zone: TimeZone,
    centre: Centre,
    target: Target,
    breaks: Breaks,
    notification_url: String,
    agent: String,
    /// The last day that schedules were imported for.
    planned_until: Date,
    /// Up to when everything was told.
    told_until: Instant,
}

impl Show {
    /// Sets up what is missing, and tells what happened up to now.
    pub(super) async fn set_up(
        address: SocketAddr,
        token: &str,
        data_dir: &Path,
        clock: &Clock,
    ) -> anyhow::Result<Self> {
        let mut desk = Desk::open(address, token).await?;
        let people = people(SEED);
        let ids = setup::staff(&mut desk, &people).await?;
        let integration = setup::integration(&mut desk).await?;
        let notification_url = setup::notification_url(&mut desk, &integration).await?;
        let target = local(&notification_url, address)?;
        let breaks = Breaks::serve(SEED).await?;
        setup::web_service(&mut desk, &integration, breaks.settings()).await?;

        let zone = TimeZone::get(ZONE).context("the time zone of the demo is unknown")?;
        let mut diary = Diary::open(data_dir)?;
        let now = clock.now();
        let today = local_day(now, &zone);
        let is_first_start = diary.anchors.is_empty();
        let planner = anchor(&mut diary, &people, now, &zone);
        diary.save(data_dir)?;
        let first_day = if is_first_start { today.saturating_sub(1.days()) } else { today };
        let planned_until = today.saturating_add(2.days());
        schedule::import(&mut desk, &planner, &zone, &people, &ids, (first_day, planned_until)).await?;

        let mut centre = stage::centre(SEED, &planner, &people, today);
        let notes = stage::history(&mut centre, history_begins(&integration, &planner), now, !diary.mapped);
        breaks.begin(&notes);
        stage::send(&target, &notes).await?;
        if !diary.mapped {
            setup::map(&mut desk, &integration, &people, &ids).await?;
            diary.mapped = true;
            diary.save(data_dir)?;
        }
        let agent = at_work(&notes, &people).context("the demo has no people")?.to_owned();
        let told_until = now;
        Ok(Self {
            desk,
            people,
            ids,
            planner,
            zone,
            centre,
            target,
            breaks,
            notification_url,
            agent,
            planned_until,
            told_until,
        })
    }

    /// The notification URL of this start, as the world reaches it.
    pub(super) fn notification_url(&self) -> &str {
        &self.notification_url
    }

    /// An agent who is assigned, and at work if anybody is known to be.
    pub(super) fn agent(&self) -> &str {
        &self.agent
    }

    /// Plays until `stop`.
    pub(super) async fn play(mut self, clock: &Clock, stop: &CancellationToken) -> anyhow::Result<()> {
        // Now and then what real lines do, so that there is something to see of it.
        let faults = FaultRates { duplicates: 0.005, garbage: 0.001, ..FaultRates::default() };
        let options = TrafficOptions { seed: SEED, format: None, event_ids: 1.0, faults };
        let play = Play {
            target: self.target,
            connections: CONNECTIONS,
            pace: Pace::Lifelike { speed: 1.0 },
            duration: None,
            opening: Vec::new(),
            // What a break is for is told by the web service alone.
            traffic: Traffic::new(self.centre, options, self.told_until)
                .known_to(self.breaks.presence().clone())
                .with_plain_breaks(),
            ledger: None,
        };
        let progress = Arc::new(Progress::default());
        let keep_planning = async {
            loop {
                tokio::time::sleep(DAY_CHECK).await;
                let wanted = local_day(clock.now(), &self.zone).saturating_add(2.days());
                if self.planned_until < wanted {
                    let days = (self.planned_until, wanted);
                    schedule::import(&mut self.desk, &self.planner, &self.zone, &self.people, &self.ids, days).await?;
                    self.planned_until = wanted;
                }
            }
        };
        tokio::select! {
            _ = play.run(clock, &progress, stop) => Ok(()),
            failed = keep_planning => failed,
        }
    }
}

/// The shifts as they were planned; around `now`, if too few people would be at work.
fn anchor(diary: &mut Diary, people: &[Person], now: Instant, zone: &TimeZone) -> Planner {
    let planner = Planner::new(SEED, zone.clone(), diary.anchors.clone());
    let today = local_day(now, zone);
    let (from, until) = (today.saturating_sub(1.days()), today.saturating_add(1.days()));
    let is_at_work = |person: &&Person| {
        let shifts = planner.shifts(person.number, person.unit, from, until);
        let mut going_on = shifts.iter().filter(|shift| shift.start() <= now && now < shift.end());
        going_on.any(|shift| shift.work().is_some())
    };
    if people.iter().filter(is_at_work).count() >= ENOUGH_AT_WORK {
        return planner;
    }
    diary.anchors.push(now);
    Planner::new(SEED, zone.clone(), diary.anchors.clone())
}

/// From the begin of all shifts, or from where the last run ended.
fn history_begins(integration: &Integration, planner: &Planner) -> Instant {
    let last = integration.last_notification_time.as_ref();
    let last = last.map(|last| Instant::from_secs(last.seconds) + Span::from_micros(i64::from(last.nanos) / 1_000));
    last.map_or(planner.begin(), |last| last.max(planner.begin()))
}

/// The notification URL as it is reached from this machine, whatever the world calls the server.
fn local(notification_url: &str, address: SocketAddr) -> anyhow::Result<Target> {
    let url: http::Uri = notification_url.parse().context("the server gave no notification URL")?;
    Ok(format!("http://{}{}", reachable(address), url.path()).parse()?)
}

fn local_day(at: Instant, zone: &TimeZone) -> Date {
    at.timestamp().to_zoned(zone.clone()).date()
}

/// The login of somebody who is assigned, and at work if anybody is known to be.
fn at_work<'p>(notes: &[Note], people: &'p [Person]) -> Option<&'p str> {
    let newest = |login: &str| notes.iter().rev().find(|note| *note.agent == *login).map(|note| note.state);
    let mut assigned = people.iter().filter(|person| person.assigned).map(|person| person.login.as_str());
    let logged_in = assigned.clone().find(|login| newest(login).is_some_and(|state| state != State::LOGOUT));
    logged_in.or_else(|| assigned.next())
}
