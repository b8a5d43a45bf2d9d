//! How each integration is doing, for Prometheus.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    sync::Arc,
    time::Duration,
};

use parking_lot::Mutex;
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric as _},
    metrics::{MetricType, counter::ConstCounter, gauge::ConstGauge},
    registry::Registry,
};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::integration_ages::LABELS;
use crate::{
    break_details::health::{BreakDetailsHealth, State},
    clock::Clock,
    domain::{
        ids::{AccountId, IntegrationId},
        instant::Instant,
    },
    live::health::{Doing, Health, States, Totals},
    rpc::integration::vendors::Vendor,
    store::{
        Store, StoreError,
        health::StepCounts,
        integrations::{self, Integration},
    },
};

/// How often counts are brought up to date.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// After how many looks all states are found anew: whether a quiet integration is silent has to be searched for.
const STATES_EVERY: u32 = 12;

/// All states with their names.
const STATES: [(Doing, &str); 5] = [
    (Doing::Waiting, "waiting"),
    (Doing::Receiving, "receiving"),
    (Doing::Silent, "silent"),
    (Doing::Rejecting, "rejecting"),
    (Doing::Paused, "paused"),
];

/// What there is to say of a web service.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WebService {
    NotUsed,
    Untried,
    Tried(State),
}

const WEB_SERVICES: [(WebService, &str); 5] = [
    (WebService::NotUsed, "not_used"),
    (WebService::Untried, "untried"),
    (WebService::Tried(State::Answering), "answering"),
    (WebService::Tried(State::Failing), "failing"),
    (WebService::Tried(State::Suspended), "suspended"),
];

/// A kind of item that is counted: the metric's name, what it says, and the count.
type Counted = (&'static str, &'static str, fn(&StepCounts) -> i64);

const COUNTED: [Counted; 5] = [
    ("integration_accepted_states", "States that were stored, refreshes and late ones included", |c| c.accepted),
    ("integration_duplicate_states", "States that were on disk already", |c| c.duplicates),
    ("integration_late_states", "States stored that are older than the newest of their user", |c| c.late),
    ("integration_quarantined_items", "Items that could not be read", |c| c.quarantined),
    ("integration_refresh_states", "States stored that said again what was known", |c| c.refreshes),
];

/// Where it is found out how integrations are doing.
pub(super) struct Sources {
    pub(super) store: Store,
    pub(super) clock: Clock,
    pub(super) health: Health,
    pub(super) web_services: BreakDetailsHealth,
}

/// Registers the metrics, and follows the integrations until `draining`. What other servers on the same database
/// received is in the counts too.
pub(super) fn watch(registry: &mut Registry, sources: Sources, draining: CancellationToken) {
    let found = Arc::new(Mutex::new(Vec::new()));
    registry.register_collector(Box::new(Found(Arc::clone(&found))));
    let mut follower = Follower { sources, totals: Totals::default(), doing: HashMap::new(), looks: 0 };
    tokio::spawn(draining.run_until_cancelled_owned(async move {
        let mut ticks = interval(LOOK_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            // While the store does not answer, everything stays as it was; readiness says that it does not.
            if let Ok(now) = follower.look().await {
                *found.lock() = now;
            }
        }
    }));
}

/// What is found out of an integration.
#[derive(Clone)]
struct Facts {
    integration: IntegrationId,
    doing: Doing,
    counts: StepCounts,
    web_service: WebService,
}

struct Follower {
    sources: Sources,
    totals: Totals,
    doing: HashMap<IntegrationId, (Signs, Doing)>,
    looks: u32,
}

/// What changes what an integration is doing, but for the time that passes.
type Signs = (Option<Instant>, Option<Instant>, bool);

fn signs(integration: &Integration) -> Signs {
    (integration.paused_since, integration.rejecting_since(), integration.last_notification_at.is_some())
}

impl Follower {
    async fn look(&mut self) -> Result<Vec<Facts>, StoreError> {
        let mut by_account: BTreeMap<AccountId, Vec<Integration>> = BTreeMap::new();
        for (account, integration) in integrations::oldest(&self.sources.store, LABELS).await? {
            by_account.entry(account).or_default().push(integration);
        }
        if self.looks.is_multiple_of(STATES_EVERY) {
            self.doing.clear();
        }
        self.looks = self.looks.wrapping_add(1);
        let now = self.sources.clock.now();
        let mut facts = Vec::new();
        for (account, integrations) in by_account {
            self.find_states(account, &integrations).await?;
            let counts = self.totals.of(&self.sources.health, account, now).await?;
            facts.extend(integrations.iter().filter_map(|integration| {
                let id = integration.id;
                let web_service = match (&integration.web_service, self.sources.web_services.of(id)) {
                    (None, _) => WebService::NotUsed,
                    (Some(_), None) => WebService::Untried,
                    (Some(_), Some(health)) => WebService::Tried(health.state),
                };
                let (doing, mut counts) = (self.doing.get(&id)?.1, counts.get(&id).copied().unwrap_or_default());
                counts.median_skew = counts.median_skew.filter(|_| Vendor::sends_at_once(&integration.vendor));
                Some(Facts { integration: id, doing, counts, web_service })
            }));
        }
        self.totals.looked(now);
        Ok(facts)
    }

    /// Finds out what those of an account are doing that it is not known of, or not any more.
    async fn find_states(&mut self, account: AccountId, integrations: &[Integration]) -> Result<(), StoreError> {
        let is_known = |of: &&Integration| self.doing.get(&of.id).is_some_and(|(known, _)| *known == signs(of));
        let unknown: Vec<&Integration> = integrations.iter().filter(|of| !is_known(of)).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let mut states = States::of(&self.sources.store, account).await?;
        for integration in unknown {
            let doing = states.state(integration).await?.doing;
            self.doing.insert(integration.id, (signs(integration), doing));
        }
        Ok(())
    }
}

/// What was found out at the last look.
struct Found(Arc<Mutex<Vec<Facts>>>);

impl Collector for Found {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let found = self.0.lock().clone();
        for (name, help, count) in COUNTED {
            let mut metric = encoder.encode_descriptor(name, help, None, MetricType::Counter)?;
            for facts in &found {
                let labels = [("integration", facts.integration.to_string())];
                let count = u64::try_from(count(&facts.counts)).unwrap_or(0);
                ConstCounter::new(count).encode(metric.encode_family(&labels)?)?;
            }
        }
        let help = "Median of receipt less sent time in the last five minutes that are over";
        let skew = "integration_clock_skew_seconds";
        let mut metric = encoder.encode_descriptor(skew, help, None, MetricType::Gauge)?;
        for facts in &found {
            let labels = [("integration", facts.integration.to_string())];
            let seconds = facts.counts.median_skew.map_or(f64::NAN, |skew| seconds(skew.micros()));
            ConstGauge::new(seconds).encode(metric.encode_family(&labels)?)?;
        }
        let help = "1 for what an integration is doing, 0 for what it is not";
        one_of(&mut encoder, ("integration_health_state", help), &found, &STATES, |facts| facts.doing)?;
        let help = "1 for how an integration's web service is, as this server found it, 0 for how it is not";
        let name = "integration_web_service_state";
        one_of(&mut encoder, (name, help), &found, &WEB_SERVICES, |facts| facts.web_service)
    }
}

/// A gauge for each value that there may be: 1 for the present one.
fn one_of<V: PartialEq>(
    encoder: &mut DescriptorEncoder<'_>,
    (name, help): (&str, &str),
    found: &[Facts],
    values: &[(V, &'static str)],
    present: impl Fn(&Facts) -> V,
) -> Result<(), fmt::Error> {
    let mut metric = encoder.encode_descriptor(name, help, None, MetricType::Gauge)?;
    for facts in found {
        let present = present(facts);
        for (value, label) in values {
            let labels = [("integration", facts.integration.to_string()), ("state", (*label).to_owned())];
            ConstGauge::new(i64::from(*value == present)).encode(metric.encode_family(&labels)?)?;
        }
    }
    Ok(())
}

/// Microseconds as Prometheus wants them.
fn seconds(micros: i64) -> f64 {
    let size = Duration::from_micros(micros.unsigned_abs()).as_secs_f64();
    if micros < 0 { -size } else { size }
}

impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Found")
    }
}
