//! How a caller is told what keeps a thing from being deleted.

use super::error::RpcError;
use crate::store::uses::{InUse, User};

/// The refusal: what uses the thing, by kind and number, and what to do about each.
pub(super) fn refuse(in_use: &InUse) -> RpcError {
    let used: Vec<(User, u64)> = in_use.by.iter().map(|(user, count)| (*user, *count)).collect();
    let present = || used.iter().filter(|(_, count)| *count > 0);
    let users: Vec<String> = present().map(|(user, count)| numbered(*user, *count)).collect();
    let remedies: Vec<&str> = present().map(|(user, _)| remedy(*user)).collect();
    RpcError::InUse {
        message: format!("{} is used by {}: {} first", in_use.name, list(&users), list(&remedies)),
        counts: used.iter().map(|(user, count)| (key(*user), *count)).collect(),
    }
}

const fn key(user: User) -> &'static str {
    match user {
        User::Employees => "employees",
        User::Users => "users",
        User::ExternalUsers => "external_users",
        User::ExternalStatuses => "external_statuses",
        User::ScheduleDays => "schedule_days",
        User::Exceptions => "exceptions",
        User::Matches => "matches",
    }
}

fn numbered(user: User, count: u64) -> String {
    let (one, many) = match user {
        User::Employees => ("employee", "employees"),
        User::Users => ("user", "users"),
        User::ExternalUsers => ("external user", "external users"),
        User::ExternalStatuses => ("external status", "external statuses"),
        User::ScheduleDays => ("day of schedules", "days of schedules"),
        User::Exceptions => ("exception", "exceptions"),
        User::Matches => ("activity match", "activity matches"),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

const fn remedy(user: User) -> &'static str {
    match user {
        User::Employees => "move the employees to another planning unit",
        User::Users => "take it from these users",
        User::ExternalUsers => "unassign the external users",
        User::ExternalStatuses => "map the external statuses to another activity",
        User::ScheduleDays => "import other schedules for these days",
        User::Exceptions => "delete the exceptions",
        User::Matches => "take it out of the matches",
    }
}

fn list<T: AsRef<str>>(parts: &[T]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_what_uses_the_thing_and_what_to_do() {
        let by = [(User::ExternalStatuses, 3), (User::ScheduleDays, 1), (User::Matches, 0)];
        let refused = refuse(&InUse::unless_free("Lunch", by).unwrap());
        let words = "Lunch is used by 3 external statuses and 1 day of schedules: map the external statuses to \
                     another activity and import other schedules for these days first";
        assert_eq!(refused.to_string(), words);
        let RpcError::InUse { counts, .. } = refused else { panic!("it is in use") };
        assert_eq!(counts, [("external_statuses", 3), ("schedule_days", 1), ("matches", 0)]);
    }

    #[test]
    fn what_nothing_uses_is_free() {
        assert_eq!(InUse::unless_free("Lunch", [(User::Matches, 0)]), None);
    }
}
