//! What uses a thing, and so keeps it from being deleted.

use std::collections::BTreeMap;

/// A kind of thing that uses another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum User {
    /// Employees of a planning unit.
    Employees,
    /// People and programs who were given a planning unit to see.
    Users,
    /// External users of an employee.
    ExternalUsers,
    /// External statuses mapped to an activity.
    ExternalStatuses,
    /// Days of schedules, of an employee or with an activity.
    ScheduleDays,
    /// Exceptions of an employee.
    Exceptions,
    /// Activities that are matched to an activity.
    Matches,
}

/// A thing that is in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InUse {
    /// Its name.
    pub name: String,
    /// What can use such a thing, with how many there are; not all are zero.
    pub by: BTreeMap<User, u64>,
}

impl InUse {
    /// What is in use, unless nothing uses it.
    pub(crate) fn unless_free(name: &str, by: impl IntoIterator<Item = (User, u64)>) -> Option<Self> {
        let by: BTreeMap<User, u64> = by.into_iter().collect();
        by.values().any(|count| *count > 0).then(|| Self { name: name.to_owned(), by })
    }
}
