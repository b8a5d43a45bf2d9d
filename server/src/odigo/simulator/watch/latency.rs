//! A distribution of latencies.

use std::fmt;
use std::time::Duration;

use hdrhistogram::Histogram;

/// A distribution of latencies, to three significant digits from a microsecond to an hour.
#[derive(Clone, Debug)]
pub struct Latency(Histogram<u64>);

impl Default for Latency {
    fn default() -> Self {
        let micros = Histogram::new_with_bounds(1, 3_600_000_000, 3);
        Self(micros.expect("the bounds and the number of digits are allowed ones"))
    }
}

impl Latency {
    /// Takes one in.
    pub fn record(&mut self, latency: Duration) {
        self.0.saturating_record(u64::try_from(latency.as_micros()).unwrap_or(u64::MAX).max(1));
    }

    /// Takes all of another in.
    pub fn add(&mut self, other: &Self) {
        // Both have the same bounds, so nothing can lie outside them.
        self.0.add(&other.0).ok();
    }

    /// How many.
    pub fn count(&self) -> u64 {
        self.0.len()
    }

    /// The latency that `share` (0 to 1) of all do not exceed; none if there are none.
    pub fn quantile(&self, share: f64) -> Option<Duration> {
        (self.count() > 0).then(|| Duration::from_micros(self.0.value_at_quantile(share)))
    }
}

/// `p50 0.52 ms, p95 1.20 ms, p99 3.10 ms, max 9.00 ms`.
impl fmt::Display for Latency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quantiles = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0)];
        for (at, (name, share)) in quantiles.into_iter().enumerate() {
            let Some(latency) = self.quantile(share) else { return f.write_str("nothing measured") };
            let separator = if at == 0 { "" } else { ", " };
            write!(f, "{separator}{name} {:.2} ms", latency.as_secs_f64() * 1e3)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distribution_prints_its_quantiles_in_milliseconds() {
        let mut latency = Latency::default();
        assert_eq!(latency.to_string(), "nothing measured");
        for micros in 1..=1_000 {
            latency.record(Duration::from_micros(micros));
        }
        assert_eq!(latency.to_string(), "p50 0.50 ms, p95 0.95 ms, p99 0.99 ms, max 1.00 ms");
    }
}
