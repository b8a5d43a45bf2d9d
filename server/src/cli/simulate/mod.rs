//! `kadans simulate`: plays a contact centre against any notification URL.

mod options;
mod report;
mod watching;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use parking_lot::Mutex;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub use self::options::SimulateArgs;
use self::report::Reporter;
use self::watching::Watching;
use super::runtime;
use crate::clock::Clock;
use crate::odigo::simulator::centre::{Centre, logins};
use crate::odigo::simulator::play::Play;
use crate::odigo::simulator::play::pace::Pace;
use crate::odigo::simulator::play::tally::Progress;
use crate::odigo::simulator::traffic::Traffic;
use crate::odigo::simulator::web_service::{OdigoWebService, Presence};

/// How long changes may take to arrive after the last answer, before they count as lost.
const LATEST_ARRIVAL: Duration = Duration::from_secs(5);

/// Runs `kadans simulate` until it is done, or stopped with Ctrl-C.
pub(super) fn run(args: SimulateArgs) -> anyhow::Result<()> {
    let runtime = runtime::start()?;
    let result = runtime.block_on(simulate(args, &Clock::system()));
    runtime.shutdown_background();
    result
}

async fn simulate(args: SimulateArgs, clock: &Clock) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    let interrupted = stop.clone();
    tokio::spawn(async move {
        // Without the signal there is no other way to stop than to kill the process: nothing to be done.
        if tokio::signal::ctrl_c().await.is_ok() {
            interrupted.cancel();
        }
    });
    let watching = match args.watch() {
        Some((server, token)) => Some(Watching::begin(server, token, args.target().token()).await?),
        None => None,
    };
    let known = watching.iter().flat_map(Watching::agents);
    let agents: Vec<Arc<str>> = known.chain(logins(args.agent_prefix(), args.agents())).take(args.agents()).collect();
    let now = clock.now();
    let mut centre = Centre::self_planned(args.seed(), agents, now);
    let present = centre.catch_up(now);
    let mut traffic = Traffic::new(centre, args.traffic(), now);
    if args.plain_breaks() {
        traffic = traffic.with_plain_breaks();
    }
    if let Some((address, options)) = args.web_service() {
        let listener = TcpListener::bind(address).await.with_context(|| format!("can't listen on {address}"))?;
        let presence = Presence::default();
        traffic = traffic.known_to(presence.clone());
        tokio::spawn(OdigoWebService::new(options, presence).serve(listener, stop.clone()));
    }
    // At a given rate, what agents do now is of no interest: they go on from one state to the next at once.
    let opening = if matches!(args.pace(), Pace::Lifelike { .. }) { traffic.of(present) } else { Vec::new() };
    let ledger = watching.as_ref().map(|watching| Arc::clone(watching.ledger()));
    let progress = Arc::new(Progress::default());
    let play = Play {
        target: args.target().clone(),
        connections: args.connections(),
        pace: args.pace(),
        duration: args.duration(),
        opening,
        traffic,
        ledger: ledger.clone(),
    };
    let reporter = Reporter::begin(Arc::clone(&progress), ledger);
    let tally = play.run(clock, &progress, &stop).await;
    reporter.end();
    report::print(&tally)?;
    if let Some(watching) = watching {
        report::print(&watching.end(LATEST_ARRIVAL).await?)?;
    }
    anyhow::ensure!(tally.successes() > 0, "no request was answered with success");
    Ok(())
}

/// What two sides look at.
type Shared<T> = Arc<Mutex<T>>;

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        args: SimulateArgs,
    }

    fn parse(options: &[&str]) -> Result<SimulateArgs, clap::Error> {
        let url = ["simulate", "--url", "http://localhost:8080/notify/token"];
        Cli::try_parse_from(url.iter().chain(options)).map(|cli| cli.args)
    }

    #[test]
    fn without_a_rate_agents_live_in_real_time() {
        assert_eq!(parse(&[]).unwrap().pace(), Pace::Lifelike { speed: 1.0 });
        assert_eq!(parse(&["--speed", "60"]).unwrap().pace(), Pace::Lifelike { speed: 60.0 });
        assert_eq!(parse(&["--rate", "max"]).unwrap().pace(), Pace::Max);
    }

    #[test]
    fn shares_are_given_in_percent() {
        let args = parse(&["--duplicates", "5", "--disorder", "2.5", "--skew", "-3"]).unwrap();
        let faults = args.traffic().faults;
        assert_eq!((faults.duplicates, faults.disorder, faults.skew.whole_secs()), (0.05, 0.025, -3));
    }

    #[test]
    fn what_makes_no_sense_is_refused_before_anything_is_sent() {
        for wrong in [
            &["--duplicates", "101"][..],
            &["--rate", "0"],
            &["--speed", "0"],
            &["--speed", "2", "--rate", "10"],
            &["--duration", "soon"],
            &["--token", "abc"],
            &["--format", "csv"],
            &["--agents", "0"],
            &["--web-service", "8090"],
            &["--slow-answers", "10"],
        ] {
            assert!(parse(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_web_service_is_served_where_it_is_asked_for() {
        assert!(parse(&[]).unwrap().web_service().is_none());
        let args = parse(&["--web-service", "127.0.0.1:8090", "--slow-answers", "10", "--plain-breaks"]).unwrap();
        let (address, options) = args.web_service().unwrap();
        assert_eq!((address.port(), options.faults.slow, args.plain_breaks()), (8090, 0.1, true));
    }

    #[test]
    fn a_duration_has_a_unit_or_is_in_seconds() {
        for (text, seconds) in [("90", 90), ("90s", 90), ("5m", 300), ("2h", 7_200)] {
            assert_eq!(parse(&["--duration", text]).unwrap().duration(), Some(Duration::from_secs(seconds)));
        }
    }
}
