//! Activity types as messages carry them.

use kadans_proto::v1;

use crate::{domain::activity::ActivityType, rpc::read::Reader};

/// Reads a type that must be given. `None` if it is not one, which is noted.
pub(super) fn read(reader: &mut Reader, field: &str, value: i32) -> Option<ActivityType> {
    let activity_type = match v1::ActivityType::try_from(value) {
        Ok(v1::ActivityType::Presence) => ActivityType::Presence,
        Ok(v1::ActivityType::Break) => ActivityType::Break,
        Ok(v1::ActivityType::Meeting) => ActivityType::Meeting,
        Ok(v1::ActivityType::Absence) => ActivityType::Absence,
        Ok(v1::ActivityType::Illness) => ActivityType::Illness,
        Ok(v1::ActivityType::Vacation) => ActivityType::Vacation,
        Ok(v1::ActivityType::Unspecified) => {
            reader.refuse(field, "REQUIRED", "must be an activity type");
            return None;
        }
        Err(_) => {
            reader.refuse(field, "UNKNOWN_TYPE", "must be one of the activity types");
            return None;
        }
    };
    Some(activity_type)
}

/// A type as a message carries it; Offline has none.
pub(super) fn wire(activity_type: Option<ActivityType>) -> i32 {
    let wire = match activity_type {
        None => v1::ActivityType::Unspecified,
        Some(ActivityType::Presence) => v1::ActivityType::Presence,
        Some(ActivityType::Break) => v1::ActivityType::Break,
        Some(ActivityType::Meeting) => v1::ActivityType::Meeting,
        Some(ActivityType::Absence) => v1::ActivityType::Absence,
        Some(ActivityType::Illness) => v1::ActivityType::Illness,
        Some(ActivityType::Vacation) => v1::ActivityType::Vacation,
    };
    wire.into()
}
