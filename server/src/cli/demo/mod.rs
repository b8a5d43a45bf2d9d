//! `kadans demo`: a server with an account in which something happens.
//!
//! The account, its planning units and its users are set up as an operator does it (`ground`); everything else goes
//! through the services (`setup`, `schedule`) and through the shim (`stage`), so that the demo's data passes the same
//! checks as anybody's.

mod catalogue;

mod diary;
mod ground;
mod people;
mod plan;
mod schedule;
mod setup;
mod stage;
mod welcome;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use clap::Args;
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kadans_proto::v1::Integration;
use tokio_util::sync::CancellationToken;

use self::catalogue::ZONE;

use self::diary::Diary;
use self::people::{EMPLOYEES, Person, people};
use self::plan::Planner;
use self::setup::Ids;
use self::welcome::Welcome;
use super::desk::{Desk, reachable};
use super::logging;
use super::serve::StopSignals;
use crate::app::{Listeners, RunningServer, Server, create_private};
use crate::clock::Clock;
use crate::config::{Config, Flags};
use crate::domain::instant::{Instant, Span};
use crate::odigo::simulator::agent::State;
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

/// A demo to run.
#[derive(Args)]
pub struct DemoArgs {
    #[command(flatten)]
    flags: Flags,
    /// Password of the demo's users; a random one if it is not given.
    #[arg(long, env = "KADANS_DEMO_PASSWORD", hide_env_values = true)]
    password: Option<String>,
}

impl DemoArgs {
    /// The settings of the server.
    pub(super) const fn flags(&self) -> &Flags {
        &self.flags
    }
}

/// Runs the demo until it is told to stop.
pub(super) fn run(config: Config, args: DemoArgs) -> anyhow::Result<()> {
    logging::set_up(&config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(demo(config, args, Clock::system()));
    runtime.shutdown_background();
    result
}

async fn demo(config: Config, args: DemoArgs, clock: Clock) -> anyhow::Result<()> {
    let mut stop_signals = StopSignals::new()?;
    // First of all, so that a port that is taken is told before anything is set up.
    let listeners = Listeners::bind(&config).await?;
    let data_dir = config.data_dir.clone();
    create_private(&data_dir).with_context(|| format!("the data directory {} can't be made", data_dir.display()))?;
    let password = args.password.unwrap_or_else(ground::random_password);
    let token = ground::prepare(&config, &clock, &password).await?;
    let server = Server::start(config, clock.clone(), listeners).await?;
    let stop = CancellationToken::new();
    let ended = tokio::select! {
        ended = show(&server, &token, &password, &data_dir, &clock, &stop) => ended,
        () = stop_signals.next() => Ok(()),
    };
    stop.cancel();
    tokio::select! {
        _ = server.stop() => {}
        () = stop_signals.next() => {}
    }
    ended
}

/// Sets everything up, tells where it is, and plays for ever.
async fn show(
    server: &RunningServer,
    token: &str,
    password: &str,
    data_dir: &std::path::Path,
    clock: &Clock,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let mut desk = Desk::open(server.addr(), token).await?;
    let people = people(SEED);
    let ids = setup::staff(&mut desk, &people).await?;
    let integration = setup::integration(&mut desk).await?;
    let notification_url = setup::notification_url(&mut desk, &integration).await?;
    let target = local(&notification_url, server)?;
    let zone = TimeZone::get(ZONE).context("the time zone of the demo is unknown")?;
    let mut diary = Diary::open(data_dir)?;
    let now = clock.now();
    let today = local_day(now, &zone);
    let first_start = diary.anchors.is_empty();
    let planner = anchor(&mut diary, &people, now, &zone);
    diary.save(data_dir)?;
    let first_day = if first_start { today.saturating_sub(1.days()) } else { today };
    let last_day = today.saturating_add(2.days());
    schedule::import(&mut desk, &planner, &zone, &people, &ids, (first_day, last_day)).await?;

    let mut centre = stage::centre(SEED, &planner, &people, today);
    let from = history_begins(&integration, today, &zone)?;
    let notes = stage::history(&mut centre, from, now, !diary.mapped);
    stage::send(&target, &notes).await?;
    if !diary.mapped {
        setup::map(&mut desk, &integration, &people, &ids).await?;
        diary.mapped = true;
        diary.save(data_dir)?;
    }
    let agent = at_work(&notes, &people).context("the demo has no people")?;
    let address = server.public_url().to_string();
    let welcome = Welcome { address: &address, password, notification_url: &notification_url, agent };
    welcome.print(&mut io::stdout().lock())?;

    let faults = FaultRates { duplicates: 0.005, garbage: 0.001, ..FaultRates::default() };
    let options = TrafficOptions { seed: SEED, format: None, event_ids: 1.0, faults };
    let play = Play {
        target,
        connections: 4,
        pace: Pace::Lifelike { speed: 1.0 },
        duration: None,
        opening: Vec::new(),
        traffic: Traffic::new(centre, options, now),
        ledger: None,
    };
    let progress = Arc::new(Progress::default());
    tokio::select! {
        _ = play.run(clock, &progress, stop) => Ok(()),
        ended = keep_planning(&mut desk, &planner, &zone, (&people, &ids), clock, last_day) => ended,
    }
}

/// The shifts as they were planned; around `now`, if too few people would be at work.
fn anchor(diary: &mut Diary, people: &[Person], now: Instant, zone: &TimeZone) -> Planner {
    let planner = Planner::new(SEED, zone.clone(), diary.anchors.clone());
    let today = local_day(now, zone);
    let (from, until) = (today.saturating_sub(1.days()), today.saturating_add(1.days()));
    let at_work = |person: &&Person| {
        let shifts = planner.shifts(person.number, person.unit, from, until);
        let mut shifts = shifts.iter().filter(|shift| shift.start() <= now && now < shift.end());
        shifts.any(|shift| shift.work().is_some())
    };
    if people.iter().filter(at_work).count() >= ENOUGH_AT_WORK {
        return planner;
    }
    diary.anchors.push(now);
    Planner::new(SEED, zone.clone(), diary.anchors.clone())
}

/// From the begin of yesterday, or from where the last run ended.
fn history_begins(integration: &Integration, today: Date, zone: &TimeZone) -> anyhow::Result<Instant> {
    let yesterday = today.saturating_sub(1.days()).to_zoned(zone.clone())?;
    let earliest = Instant::from(yesterday.timestamp());
    let last = integration.last_notification_time.as_ref();
    let last = last.map(|last| Instant::from_secs(last.seconds) + Span::from_micros(i64::from(last.nanos) / 1_000));
    Ok(last.map_or(earliest, |last| last.max(earliest)))
}

/// Imports the schedule of the day after tomorrow when a new day has begun.
async fn keep_planning(
    desk: &mut Desk,
    planner: &Planner,
    zone: &TimeZone,
    (people, ids): (&[Person], &Ids),
    clock: &Clock,
    mut last_day: Date,
) -> anyhow::Result<()> {
    loop {
        tokio::time::sleep(DAY_CHECK).await;
        let wanted = local_day(clock.now(), zone).saturating_add(2.days());
        if last_day < wanted {
            schedule::import(desk, planner, zone, people, ids, (last_day, wanted)).await?;
            last_day = wanted;
        }
    }
}

/// The notification URL as it is reached from this machine, whatever the world calls the server.
fn local(notification_url: &str, server: &RunningServer) -> anyhow::Result<Target> {
    let url: http::Uri = notification_url.parse().context("the server gave no notification URL")?;
    Ok(format!("http://{}{}", reachable(server.addr()), url.path()).parse()?)
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
