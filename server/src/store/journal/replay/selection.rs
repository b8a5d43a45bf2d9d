//! Which notifications are read anew.

use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::{
    domain::{
        ids::{AccountId, IntegrationId},
        instant::Instant,
    },
    store::{
        StoreError,
        entity::notification::{self, Column},
        journal::{Journal, StoredNotification},
    },
};

/// Notifications of an integration. Only those count that were read by a format, not by a program of the account, and
/// whose raw text is still kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// What can't be read, wholly or in part, for one of these reasons; for any if there are none.
    Quarantine(Vec<String>),
    /// These.
    Ids(Vec<i64>),
    /// What was received from an instant on, before another.
    Received(Instant, Instant),
}

impl Selection {
    fn condition(&self) -> Condition {
        match self {
            Self::Quarantine(codes) => {
                // Any of no conditions would be none.
                let wanted = (!codes.is_empty())
                    .then(|| codes.iter().fold(Condition::any(), |any, code| any.add(has_reason(code))));
                Condition::all().add(Column::SetAside.gt(0)).add_option(wanted)
            }
            Self::Ids(ids) => Condition::all().add(Column::Id.is_in(ids.iter().copied())),
            Self::Received(from, until) => {
                Condition::all().add(Column::ReceivedAt.gte(from.micros())).add(Column::ReceivedAt.lt(until.micros()))
            }
        }
    }
}

/// Whether an item of a notification was set aside for this reason.
pub(in crate::store) fn has_reason(code: &str) -> Condition {
    // The list is JSON of our own writing: there is one way to write a code, which is letters and `_`.
    let is_code = code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let pattern = format!("%\"code\":\"{}\"%", code.replace('_', "\\_"));
    let like = sea_orm::sea_query::LikeExpr::new(pattern).escape('\\');
    // No place is 0. The number must have the column's width: PostgreSQL keeps the types a text was prepared with first.
    if is_code {
        Condition::all().add(Column::Unreadable.like(like))
    } else {
        Condition::all().add(Column::Id.eq(0_i64))
    }
}

fn selected(account: AccountId, integration: IntegrationId, selection: &Selection) -> Select<notification::Entity> {
    notification::Entity::find()
        .filter(Column::IntegrationId.eq(integration.uuid()))
        .filter(Column::AccountId.eq(account.uuid()))
        .filter(Column::RawDeletedAt.is_null())
        .filter(Column::FormatEtag.ne(""))
        .filter(selection.condition())
}

impl Journal {
    /// How many notifications are selected, and the newest of them; none if there are none.
    pub async fn count_selected(
        &self,
        account: AccountId,
        integration: IntegrationId,
        selection: &Selection,
    ) -> Result<(u64, Option<i64>), StoreError> {
        let reader = &self.pools.reader;
        let newest: Option<i64> = selected(account, integration, selection)
            .select_only()
            .column(Column::Id)
            .order_by_desc(Column::Id)
            .limit(1)
            .into_tuple()
            .one(reader)
            .await?;
        Ok((selected(account, integration, selection).count(reader).await?, newest))
    }

    /// The next selected notifications behind `after` up to `until`, in the order of storing.
    pub async fn next_selected(
        &self,
        account: AccountId,
        integration: IntegrationId,
        selection: &Selection,
        (after, until): (i64, i64),
        limit: u64,
    ) -> Result<Vec<StoredNotification>, StoreError> {
        let rows = selected(account, integration, selection)
            .filter(Column::Id.gt(after))
            .filter(Column::Id.lte(until))
            .order_by_asc(Column::Id)
            .limit(limit)
            .all(&self.pools.reader)
            .await?;
        self.with_states(account, rows).await
    }
}
