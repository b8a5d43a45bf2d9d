//! `kadans bench`: how fast it is on this machine, against a bare endpoint in the same process and the same run.
//!
//! *Throughput*: closed loop. A is the whole way (listener, shim, RPC, journal, commit on disk, answer), B an endpoint
//! that answers `204` and does nothing, behind the same listener, asked by the same clients with the same bodies. Rounds
//! alternate, as a machine shared with others is not equally fast at all times: only the ratio of a run means much. The
//! clients share the machine with the server, in A and in B.
//!
//! *Latency*: open loop at a given rate, from the time at which a notification was meant to be sent to the arrival of
//! the change at a watcher (see [`ledger`](crate::odigo::simulator::watch::ledger)).
//!
//! *Snapshot*: from the request of a watch until its picture of very many people is complete, again and again on a board
//! that is loaded.

mod disk;
mod latency;
mod machine;
mod snapshot;
mod table;
mod throughput;
mod world;

use std::io::Write as _;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use self::table::{Results, Round};
use self::world::World;
use super::runtime;
use crate::clock::Clock;

/// What to measure, and for how long.
#[derive(Clone, Debug, Args)]
pub struct BenchArgs {
    /// How many rounds of throughput; each measures both sides.
    #[arg(long, default_value = "5")]
    rounds: NonZeroUsize,
    /// For how many seconds each side is measured in a round, and latency once.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// Connections for throughput.
    #[arg(long, default_value = "256")]
    connections: NonZeroUsize,
    /// Notifications per second for latency.
    #[arg(long, default_value = "5000")]
    rate: NonZeroU32,
    /// How many agents send.
    #[arg(long, default_value = "10000")]
    agents: NonZeroUsize,
    /// How many watchers look on while latency is measured; one of them measures.
    #[arg(long, default_value = "10")]
    watchers: NonZeroUsize,
    /// How many people the snapshots show.
    #[arg(long, default_value = "10000")]
    people: NonZeroUsize,
    /// An empty PostgreSQL database to measure with; without it, a fresh SQLite file.
    #[arg(long)]
    database_url: Option<String>,
    /// Where to make the directory for the database's files; it is removed at the end. Should be on a real disk.
    #[arg(long, default_value = ".")]
    directory: PathBuf,
}

/// Runs `kadans bench`.
pub(super) fn run(args: &BenchArgs) -> anyhow::Result<()> {
    let runtime = runtime::start()?;
    let result = runtime.block_on(bench(args, &Clock::system()));
    runtime.shutdown_background();
    result
}

async fn bench(args: &BenchArgs, clock: &Clock) -> anyhow::Result<()> {
    let scratch = disk::Scratch::new(&args.directory)?;
    say(&format!("on {}", machine::describe()))?;
    let world = World::start(args, clock, scratch.path()).await?;
    let bare = world::Bare::start().await?;
    let length = Duration::from_secs(args.seconds);
    let mut rounds = Vec::new();
    for number in 1..=args.rounds.get() {
        let syncs = disk::syncs_per_second(scratch.path())?;
        let durable = throughput::measure(args, clock, world.target(), length).await?;
        let bare = throughput::measure(args, clock, bare.target(), length).await?;
        let round = Round { syncs, durable, bare };
        say(&format!("round {number}: {round}"))?;
        rounds.push(round);
    }
    let syncs = disk::syncs_per_second(scratch.path())?;
    let latency = latency::measure(args, clock, &world, length).await?;
    say(&format!("latency, with {syncs:.0} fdatasync/s:\n{latency}"))?;
    let snapshots = snapshot::measure(args, clock, &world).await?;
    let results = Results { rounds, latency, args: args.clone(), database: world.database(), at: clock.now() };
    say(&format!("\n{results}\n\n{snapshots}"))?;
    bare.stop().await;
    world.stop().await;
    Ok(())
}

/// Tells whoever looks on.
fn say(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}
