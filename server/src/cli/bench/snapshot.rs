//! How long a watch of very many people takes to show everybody, as on a screen on the wall.

use std::fmt;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use kadans_proto::v1::adherence_service_client::AdherenceServiceClient;
use kadans_proto::v1::watch_adherence_response::Event;
use kadans_proto::v1::{ImportScheduleRequest, ScheduleDay, ScheduleSegment, WatchAdherenceRequest};
use prost::Message as _;
use prost_types::Timestamp;

use super::table::row;
use super::world::World;
use super::{BenchArgs, say};
use crate::cli::desk::Desk;
use crate::clock::Clock;
use crate::domain::calendar::Zone;
use crate::domain::ids::ActivityId;
use crate::odigo::simulator::watch::watcher::Authorized;

/// How many rounds there are at least.
const ROUNDS: usize = 7;
/// How many days are imported in one request.
const DAYS_AT_A_TIME: usize = 5_000;

/// One watch, from the request until its picture was complete.
#[derive(Clone, Copy, Debug)]
struct Opened {
    took: Duration,
    people: usize,
    messages: usize,
    bytes: usize,
}

/// All of them.
#[derive(Debug)]
pub(super) struct Snapshots {
    /// The first one, for which the board was loaded from the database.
    cold: Opened,
    /// Those after it.
    warm: Vec<Opened>,
}

impl fmt::Display for Snapshots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cold, warm } = self;
        writeln!(f, "| snapshot of {} people, {} rounds | median | min | max |", cold.people, warm.len())?;
        writeln!(f, "| --- | --- | --- | --- |")?;
        let millis = warm.iter().map(|opened| opened.took.as_secs_f64() * 1e3);
        writeln!(f, "{}", row("request → complete, in ms", millis, 0))?;
        let Opened { took, messages, bytes, .. } = cold;
        let (took, kib) = (took.as_secs_f64() * 1e3, bytes.div_ceil(1_024));
        write!(f, "\nThe first one, with a board that was not loaded: {took:.0} ms. {messages} messages, {kib} KiB.")
    }
}

/// Sets an account with that many people up, and watches it again and again.
pub(super) async fn measure(args: &BenchArgs, clock: &Clock, world: &World) -> anyhow::Result<Snapshots> {
    let people = args.people.get();
    say(&format!("setting up {people} people for snapshots"))?;
    let (mut desk, channel) = world.large_account(people, clock).await?;
    schedule_everybody(&mut desk, clock).await?;
    let cold = open(&channel).await?;
    anyhow::ensure!(cold.people == people, "{} of {people} people came", cold.people);
    let mut warm = Vec::new();
    for _ in 0..args.rounds.get().max(ROUNDS) {
        warm.push(open(&channel).await?);
    }
    Ok(Snapshots { cold, warm })
}

/// Everybody is scheduled for today and has been heard of: rows are as large as they get.
async fn schedule_everybody(desk: &mut Desk, clock: &Clock) -> anyhow::Result<()> {
    let (zone, now) = (Zone::utc(), clock.now());
    let today = zone.day_of(now);
    let window = zone.day(today).context("the day is not in the calendar")?;
    let time = |at: crate::domain::instant::Instant| Some(Timestamp { seconds: at.floor_secs(), nanos: 0 });
    let segment = ScheduleSegment {
        start_time: time(window.start()),
        end_time: time(window.end()),
        activity_id: ActivityId::PRESENT.to_string(),
    };
    let days = desk.employees().await?.into_iter().map(|employee| ScheduleDay {
        employee_id: employee.id,
        date: today.to_string(),
        segments: vec![segment.clone()],
    });
    let days: Vec<ScheduleDay> = days.collect();
    for some in days.chunks(DAYS_AT_A_TIME) {
        let request = ImportScheduleRequest { days: some.to_vec(), ..ImportScheduleRequest::default() };
        desk.adherence.import_schedule(request).await?;
    }
    Ok(())
}

async fn open(channel: &Authorized) -> anyhow::Result<Opened> {
    let mut client = AdherenceServiceClient::new(channel.clone());
    let begun = Instant::now();
    let mut stream = client.watch_adherence(WatchAdherenceRequest::default()).await?.into_inner();
    let (mut people, mut messages, mut bytes) = (0, 0, 0);
    while let Some(message) = stream.message().await? {
        messages += 1;
        bytes += message.encoded_len();
        match message.event {
            Some(Event::Snapshot(page)) => people += page.people.len(),
            Some(Event::SnapshotComplete(_)) => {
                return Ok(Opened { took: begun.elapsed(), people, messages, bytes });
            }
            _ => {}
        }
    }
    anyhow::bail!("the watch ended before its picture was complete")
}
