//! An account's rules of adherence: a version for each change, of which the newest holds, for the past as well.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};

use super::{
    Change, Numbered, Store, StoreError,
    audit::{Author, Deed},
    entity::adherence_settings as table,
    new_id,
};
use crate::domain::{
    ids::AccountId,
    instant::Span,
    mapping::UnmappedPolicy,
    settings::{Buffers, Settings},
};

/// The target score of an account that set none.
pub const DEFAULT_TARGET_PERCENT: f64 = 90.0;

/// The rules as they are stored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// What decides about adherence.
    pub settings: Settings,
    /// The target score in percent.
    pub target_percent: f64,
    /// Which version; 0 as long as nobody changed the default.
    pub version: i64,
}

/// What to change; the rest stays.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RulesUpdate {
    /// The target score in percent.
    pub target_percent: Option<f64>,
    /// Buffer time of "not present".
    pub not_present_buffer: Option<Span>,
    /// Buffer time of "wrong activity".
    pub wrong_activity_buffer: Option<Span>,
    /// Buffer time of "not scheduled".
    pub not_scheduled_buffer: Option<Span>,
    /// From when on a deviation is severe.
    pub severe_after: Option<Span>,
    /// What an unmapped status counts as.
    pub unmapped: Option<UnmappedPolicy>,
    /// How long an integration may be without a sign of life.
    pub silence_after: Option<Span>,
    /// After how long without a sign of life a user counts as logged out.
    pub auto_logout_after: Option<Span>,
}

impl RulesUpdate {
    fn apply(self, rules: Rules) -> Rules {
        let (settings, buffers) = (rules.settings, rules.settings.buffers);
        let settings = Settings {
            buffers: Buffers {
                not_present: self.not_present_buffer.unwrap_or(buffers.not_present),
                wrong_activity: self.wrong_activity_buffer.unwrap_or(buffers.wrong_activity),
                not_scheduled: self.not_scheduled_buffer.unwrap_or(buffers.not_scheduled),
            },
            severe_after: self.severe_after.unwrap_or(settings.severe_after),
            auto_logout_after: self.auto_logout_after.unwrap_or(settings.auto_logout_after),
            silence_after: self.silence_after.unwrap_or(settings.silence_after),
            unmapped: self.unmapped.unwrap_or(settings.unmapped),
        };
        Rules { settings, target_percent: self.target_percent.unwrap_or(rules.target_percent), ..rules }
    }
}

/// The account's rules now.
pub async fn get(store: &Store, account: AccountId) -> Result<Rules, StoreError> {
    newest(store.reader(), account).await
}

/// Changes the rules of the author's account. With the version the author saw, somebody else's change since is
/// [`StoreError::Stale`]. Where nothing is different, nothing is stored.
pub async fn update(store: &Store, seen: Option<i64>, update: RulesUpdate, by: Author) -> Result<Rules, StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                let rules = newest(numbered.transaction, by.account).await?;
                if seen.is_some_and(|seen| seen != rules.version) {
                    return Err(StoreError::Stale);
                }
                let updated = update.apply(rules);
                if updated == rules {
                    return Ok((rules, None));
                }
                let updated = Rules { version: numbered.log_number, ..updated };
                insert(&numbered, updated, &by).await?;
                numbered.record(&by, deed(&rules, &updated)).await?;
                Ok((updated, Some(Change::Settings)))
            })
        })
        .await
}

/// What a change of the rules is on record as.
fn deed(before: &Rules, after: &Rules) -> Deed {
    let seconds = |span: Span| format!("{} s", span.whole_secs());
    let percent = |rules: &Rules| format!("{} %", rules.target_percent);
    let (old, new) = (before.settings, after.settings);
    Deed::new("adherence_settings.update")
        .field("target_percent", percent(before), percent(after))
        .field("not_present_buffer", seconds(old.buffers.not_present), seconds(new.buffers.not_present))
        .field("wrong_activity_buffer", seconds(old.buffers.wrong_activity), seconds(new.buffers.wrong_activity))
        .field("not_scheduled_buffer", seconds(old.buffers.not_scheduled), seconds(new.buffers.not_scheduled))
        .field("severe_after", seconds(old.severe_after), seconds(new.severe_after))
        .field("unmapped_policy", stored_policy(old.unmapped), stored_policy(new.unmapped))
        .field("silence_after", seconds(old.silence_after), seconds(new.silence_after))
        .field("auto_logout_after", seconds(old.auto_logout_after), seconds(new.auto_logout_after))
}

/// A policy as it is stored.
const fn stored_policy(policy: UnmappedPolicy) -> &'static str {
    match policy {
        UnmappedPolicy::Present => "present",
        UnmappedPolicy::Unknown => "unknown",
    }
}

/// The newest version, as `connection` sees it.
pub(super) async fn newest(connection: &impl ConnectionTrait, account: AccountId) -> Result<Rules, StoreError> {
    let row = table::Entity::find()
        .filter(table::Column::AccountId.eq(account.uuid()))
        .order_by_desc(table::Column::LogNumber)
        .limit(1)
        .one(connection)
        .await?;
    match row {
        Some(row) => read(row),
        None => Ok(Rules { settings: Settings::default(), target_percent: DEFAULT_TARGET_PERCENT, version: 0 }),
    }
}

fn read(row: table::Model) -> Result<Rules, StoreError> {
    let unmapped = match row.unmapped_policy.as_str() {
        "present" => UnmappedPolicy::Present,
        "unknown" => UnmappedPolicy::Unknown,
        _ => return Err(StoreError::Corrupt { what: "unmapped policy", value: row.unmapped_policy }),
    };
    let settings = Settings {
        buffers: Buffers {
            not_present: Span::from_secs(row.not_present_buffer),
            wrong_activity: Span::from_secs(row.wrong_activity_buffer),
            not_scheduled: Span::from_secs(row.not_scheduled_buffer),
        },
        severe_after: Span::from_secs(row.severe_after),
        auto_logout_after: Span::from_secs(row.auto_logout_after),
        silence_after: Span::from_secs(row.silence_after),
        unmapped,
    };
    Ok(Rules { settings, target_percent: row.target_percent, version: row.log_number })
}

async fn insert(numbered: &Numbered<'_>, rules: Rules, by: &Author) -> Result<(), StoreError> {
    let settings = rules.settings;
    let row = table::Model {
        id: new_id(numbered.now),
        account_id: numbered.account.uuid(),
        target_percent: rules.target_percent,
        not_present_buffer: settings.buffers.not_present.whole_secs(),
        wrong_activity_buffer: settings.buffers.wrong_activity.whole_secs(),
        not_scheduled_buffer: settings.buffers.not_scheduled.whole_secs(),
        severe_after: settings.severe_after.whole_secs(),
        unmapped_policy: stored_policy(settings.unmapped).to_owned(),
        silence_after: settings.silence_after.whole_secs(),
        auto_logout_after: settings.auto_logout_after.whole_secs(),
        author: by.principal,
        created_at: numbered.now.micros(),
        log_number: numbered.log_number,
    };
    table::Entity::insert(row.into_active_model()).exec_without_returning(numbered.transaction).await?;
    Ok(())
}
