//! The results as a Markdown table.

use std::fmt;

use super::latency::LatencyResult;
use super::{BenchArgs, machine};
use crate::domain::instant::Instant;

/// One round of throughput.
#[derive(Clone, Copy, Debug)]
pub(super) struct Round {
    /// Writes to disk per second just before.
    pub(super) syncs: f64,
    /// Notifications per second, each on disk when it was answered.
    pub(super) durable: f64,
    /// Answers per second of the endpoint that does nothing.
    pub(super) bare: f64,
}

impl Round {
    fn ratio(&self) -> f64 {
        self.durable / self.bare
    }
}

impl fmt::Display for Round {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { syncs, durable, bare } = self;
        let ratio = self.ratio();
        write!(f, "{syncs:.0} fdatasync/s, {durable:.0} durable/s, {bare:.0} bare/s, ratio {ratio:.2}")
    }
}

/// Everything that was measured.
#[derive(Debug)]
pub(super) struct Results {
    pub(super) rounds: Vec<Round>,
    pub(super) latency: LatencyResult,
    pub(super) args: BenchArgs,
    pub(super) database: &'static str,
    pub(super) at: Instant,
}

impl fmt::Display for Results {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rounds, latency, args, database, at } = self;
        let date = at.to_string();
        writeln!(f, "{}, {}, {database}\n", date.split('T').next().unwrap_or(&date), machine::describe())?;
        writeln!(f, "| {} rounds of {} s | median | min | max |", rounds.len(), args.seconds)?;
        writeln!(f, "| --- | --- | --- | --- |")?;
        let connections = args.connections;
        let durable = format!("durable notifications/s, {connections} connections");
        writeln!(f, "{}", row(&durable, rounds.iter().map(|round| round.durable), 0))?;
        writeln!(f, "{}", row("bare `204`/s, the same clients", rounds.iter().map(|round| round.bare), 0))?;
        writeln!(f, "{}", row("durable ÷ bare", rounds.iter().map(Round::ratio), 2))?;
        writeln!(f, "{}", row("disk: fdatasync/s", rounds.iter().map(|round| round.syncs), 0))?;
        writeln!(f, "\n| latency at {}/s, {} watchers | p50 | p95 | p99 |", args.rate, args.watchers)?;
        writeln!(f, "| --- | --- | --- | --- |")?;
        for (name, measured) in [
            ("notification → answer", &latency.tally.answered_after),
            ("notification → watcher", &latency.deliveries.latency),
        ] {
            write!(f, "| {name} |")?;
            for share in [0.5, 0.95, 0.99] {
                let millis = measured.quantile(share).map(|latency| latency.as_secs_f64() * 1e3);
                write!(f, " {} |", millis.map_or_else(|| "–".to_owned(), |millis| format!("{millis:.1} ms")))?;
            }
            writeln!(f)?;
        }
        let deliveries = &latency.deliveries;
        let (lost, arrived) = (deliveries.lost, deliveries.latency.count() + deliveries.untimed);
        let (conflated, untimed) = (deliveries.conflated, deliveries.untimed);
        write!(f, "\nLost deliveries: {lost} of {}; {conflated} conflated, {untimed} untimed.", lost + arrived)
    }
}

/// A row with median, least and greatest.
pub(super) fn row(name: &str, values: impl Iterator<Item = f64>, digits: usize) -> String {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let cell = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.digits$}"));
    let (least, greatest) = (values.first().copied(), values.last().copied());
    format!("| {name} | {} | {} | {} |", cell(median(&values)), cell(least), cell(greatest))
}

/// The middle one of sorted values, or the mean of the two in the middle.
fn median(sorted: &[f64]) -> Option<f64> {
    let upper = sorted.get(sorted.len() / 2)?;
    let lower = sorted.get(sorted.len().checked_sub(1)? / 2)?;
    Some(f64::midpoint(*lower, *upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_shows_median_least_and_greatest() {
        assert_eq!(row("x", [3.0, 1.0, 2.0].into_iter(), 0), "| x | 2 | 1 | 3 |");
        assert_eq!(row("x", [1.0, 2.0].into_iter(), 2), "| x | 1.50 | 1.00 | 2.00 |");
        assert_eq!(row("x", std::iter::empty(), 0), "| x | – | – | – |");
    }
}
