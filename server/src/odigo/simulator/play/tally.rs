//! What became of the requests.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::super::traffic::Content;
use super::super::watch::latency::Latency;
use super::http::{Answer, SendError};

/// How far it has come, for whoever looks on.
#[derive(Debug, Default)]
pub struct Progress {
    taken: AtomicU64,
    failed: AtomicU64,
}

impl Progress {
    pub(super) fn answered(&self, taken: bool) {
        let counter = if taken { &self.taken } else { &self.failed };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// How many requests were answered with success, and how many were not.
    pub fn counts(&self) -> (u64, u64) {
        (self.taken.load(Ordering::Relaxed), self.failed.load(Ordering::Relaxed))
    }
}

/// What became of the requests.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// How many were notifications, sent for the first time.
    pub fresh: u64,
    /// How many were sent before.
    pub duplicates: u64,
    /// How many were no notifications.
    pub garbage: u64,
    /// How many got an answer, by status code.
    pub answers: BTreeMap<u16, u64>,
    /// How many got none, by reason.
    pub errors: BTreeMap<String, u64>,
    /// From the intended time to the answer.
    pub answered_after: Latency,
    /// From the first request to the last answer.
    pub took: Duration,
}

impl Tally {
    pub(super) fn note(&mut self, content: &Content, answer: &Result<Answer, SendError>, after: Duration) {
        match content {
            Content::Fresh(_) => self.fresh += 1,
            Content::Duplicate => self.duplicates += 1,
            Content::Garbage => self.garbage += 1,
        }
        match answer {
            Ok(answer) => {
                *self.answers.entry(answer.status.as_u16()).or_default() += 1;
                self.answered_after.record(after);
            }
            Err(error) => *self.errors.entry(error.to_string()).or_default() += 1,
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.fresh += other.fresh;
        self.duplicates += other.duplicates;
        self.garbage += other.garbage;
        for (code, count) in &other.answers {
            *self.answers.entry(*code).or_default() += count;
        }
        for (error, count) in &other.errors {
            *self.errors.entry(error.clone()).or_default() += count;
        }
        self.answered_after.add(&other.answered_after);
    }

    /// How many requests were answered with 2xx.
    pub fn successes(&self) -> u64 {
        self.answers.range(200..300).map(|(_, count)| count).sum()
    }

    /// Successes per second.
    pub fn rate(&self) -> f64 {
        let seconds = self.took.as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "counts of a run")]
        let count = self.successes() as f64;
        if seconds > 0.0 { count / seconds } else { 0.0 }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { fresh, duplicates, garbage, answers, errors, answered_after, took } = self;
        let seconds = took.as_secs_f64();
        writeln!(f, "sent       {fresh} notifications, {duplicates} duplicates, {garbage} garbage in {seconds:.1} s")?;
        writeln!(f, "rate       {:.0} answered with success per second", self.rate())?;
        for (code, count) in answers {
            writeln!(f, "answer     {code} × {count}")?;
        }
        for (error, count) in errors {
            writeln!(f, "no answer  {error} × {count}")?;
        }
        write!(f, "answered   {answered_after} from the intended time")
    }
}
