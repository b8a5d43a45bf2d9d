//! The options of `kadans simulate`.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::time::Duration;

use clap::{Args, ValueEnum};

use crate::domain::instant::Span;
use crate::odigo::simulator::encode::Format;
use crate::odigo::simulator::faults::FaultRates;
use crate::odigo::simulator::play::http::Target;
use crate::odigo::simulator::play::pace::Pace;
use crate::odigo::simulator::traffic::TrafficOptions;
use crate::odigo::simulator::web_service::{AnswerFaults, WebServiceOptions};

/// The tenant ID of the web service.
const TENANT: &str = "simulator";

/// A contact centre to play.
#[derive(Debug, Args)]
pub struct SimulateArgs {
    /// Notification URL to send to, with its token.
    #[arg(long)]
    url: Target,
    /// How many agents the contact centre has. With --token, those that are assigned in the account come first.
    #[arg(long, default_value = "200")]
    agents: NonZeroUsize,
    /// What the logins of made-up agents begin with.
    #[arg(long, default_value = "agent")]
    agent_prefix: String,
    /// Requests per second, sent on time whatever the answers do, or `max`: each connection sends the next request when
    /// it has the answer. Without it agents live in real time.
    #[arg(long, conflicts_with = "speed")]
    rate: Option<Pace>,
    /// How many times faster than in real time agents live.
    #[arg(long, default_value_t = 1.0, value_parser = speed)]
    speed: f64,
    /// For how long, e.g. 90s, 5m or 2h; until Ctrl-C without it.
    #[arg(long, value_parser = duration)]
    duration: Option<Duration>,
    /// How notifications are written.
    #[arg(long, value_enum, default_value = "form")]
    format: FormatChoice,
    /// One seed, one traffic.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many connections to keep open.
    #[arg(long, default_value = "16")]
    connections: NonZeroUsize,
    /// Percentage of notifications sent a second time.
    #[arg(long, default_value = "0", value_parser = percent)]
    duplicates: f64,
    /// Percentage of notifications overtaken by others.
    #[arg(long, default_value = "0", value_parser = percent)]
    disorder: f64,
    /// Percentage of notifications never sent.
    #[arg(long, default_value = "0", value_parser = percent)]
    gaps: f64,
    /// Percentage of notifications accompanied by a request that is none.
    #[arg(long, default_value = "0", value_parser = percent)]
    garbage: f64,
    /// Percentage of notifications that carry an event id.
    #[arg(long, default_value = "100", value_parser = percent)]
    event_ids: f64,
    /// How many seconds the sender's clock is ahead; negative if it is behind.
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    skew: i64,
    /// Leave the types of breaks out of notifications: they are told by the web service alone.
    #[arg(long)]
    plain_breaks: bool,
    #[command(flatten)]
    web_service: WebServiceArgs,
    /// Address of the server, to watch the board there and measure when notifications reach it.
    #[arg(long, requires = "token")]
    server: Option<String>,
    /// Token to watch with, as `kadans token mint` prints it.
    #[arg(long, env = "KADANS_TOKEN", hide_env_values = true, requires = "server")]
    token: Option<String>,
}

/// How notifications are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatChoice {
    /// POST of an HTML form
    Form,
    /// POST of a JSON object
    Json,
    /// POST of an XML element
    Xml,
    /// GET with everything in the query
    Query,
    /// All of them, by turns
    Mixed,
}

/// A web service that tells the types of breaks, over plain HTTP. The tenant ID is `simulator`: the URL to give to a
/// server on this machine, started with `KADANS_ALLOW_LOCAL_WEB_SERVICE`, is `http://ADDRESS/simulator`.
#[derive(Debug, Args)]
struct WebServiceArgs {
    /// Address to serve Odigo's web service on, e.g. 127.0.0.1:8090; its URL is `http://ADDRESS/simulator`.
    #[arg(long, value_name = "ADDRESS")]
    web_service: Option<SocketAddr>,
    /// User name that the web service asks for.
    #[arg(long, value_name = "NAME", default_value = "simulator", requires = "web_service")]
    web_service_user: String,
    /// Password that the web service asks for.
    #[arg(long, value_name = "PASSWORD", default_value = "simulator", requires = "web_service")]
    web_service_password: String,
    /// Percentage of the web service's answers that take 5 seconds.
    #[arg(long, value_name = "PERCENT", default_value = "0", value_parser = percent, requires = "web_service")]
    slow_answers: f64,
    /// Percentage of the web service's answers that say that it can't answer.
    #[arg(long, value_name = "PERCENT", default_value = "0", value_parser = percent, requires = "web_service")]
    failed_answers: f64,
    /// Percentage of the web service's answers that are no JSON.
    #[arg(long, value_name = "PERCENT", default_value = "0", value_parser = percent, requires = "web_service")]
    wrong_answers: f64,
    /// Percentage of the web service's answers that know no such agent.
    #[arg(long, value_name = "PERCENT", default_value = "0", value_parser = percent, requires = "web_service")]
    unknown_agents: f64,
}

impl SimulateArgs {
    /// Where to serve a web service, and which.
    pub(super) fn web_service(&self) -> Option<(SocketAddr, WebServiceOptions)> {
        let args = &self.web_service;
        let options = WebServiceOptions {
            tenant: TENANT.to_owned(),
            username: args.web_service_user.clone(),
            password: args.web_service_password.clone(),
            seed: self.seed,
            faults: AnswerFaults {
                slow: args.slow_answers,
                failed: args.failed_answers,
                wrong: args.wrong_answers,
                unknown: args.unknown_agents,
            },
        };
        args.web_service.map(|address| (address, options))
    }

    /// Whether notifications leave the types of breaks out.
    pub(super) const fn plain_breaks(&self) -> bool {
        self.plain_breaks
    }

    /// Where to send to.
    pub(super) const fn target(&self) -> &Target {
        &self.url
    }

    /// How many agents.
    pub(super) const fn agents(&self) -> usize {
        self.agents.get()
    }

    /// What made-up logins begin with.
    pub(super) fn agent_prefix(&self) -> &str {
        &self.agent_prefix
    }

    /// Decides everything that is left to chance.
    pub(super) const fn seed(&self) -> u64 {
        self.seed
    }

    /// How many connections.
    pub(super) const fn connections(&self) -> usize {
        self.connections.get()
    }

    /// For how long.
    pub(super) const fn duration(&self) -> Option<Duration> {
        self.duration
    }

    /// How fast.
    pub(super) fn pace(&self) -> Pace {
        self.rate.unwrap_or(Pace::Lifelike { speed: self.speed })
    }

    /// Server and token to watch with.
    pub(super) fn watch(&self) -> Option<(&str, &str)> {
        self.server.as_deref().zip(self.token.as_deref())
    }

    /// What is sent.
    pub(super) fn traffic(&self) -> TrafficOptions {
        let format = match self.format {
            FormatChoice::Form => Some(Format::Form),
            FormatChoice::Json => Some(Format::Json),
            FormatChoice::Xml => Some(Format::Xml),
            FormatChoice::Query => Some(Format::Query),
            FormatChoice::Mixed => None,
        };
        let faults = FaultRates {
            duplicates: self.duplicates,
            disorder: self.disorder,
            gaps: self.gaps,
            garbage: self.garbage,
            skew: Span::from_secs(self.skew),
        };
        TrafficOptions { seed: self.seed, format, event_ids: self.event_ids, faults }
    }
}

/// A percentage as a share from 0 to 1.
fn percent(text: &str) -> Result<f64, String> {
    let number = text.trim_end_matches('%').parse::<f64>().ok();
    let number = number.filter(|number| (0.0..=100.0).contains(number));
    number.map(|number| number / 100.0).ok_or_else(|| "give a percentage from 0 to 100".to_owned())
}

fn speed(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| (0.001..=100_000.0).contains(number));
    number.ok_or_else(|| "give a number from 0.001 to 100000".to_owned())
}

fn duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let seconds = match unit.trim() {
        "" | "s" => Some(1),
        "m" => Some(60),
        "h" => Some(3_600),
        _ => None,
    };
    let total = number.parse::<u64>().ok().zip(seconds).and_then(|(number, seconds)| number.checked_mul(seconds));
    total.map(Duration::from_secs).ok_or_else(|| "give a duration such as 90s, 5m or 2h".to_owned())
}
