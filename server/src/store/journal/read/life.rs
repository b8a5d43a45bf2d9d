//! When something was last heard: of integrations, and of users.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement, Value, sea_query::Query,
};

use super::states::chunks;
use crate::{
    domain::{
        ids::{AccountId, ExternalUserId, IntegrationId},
        instant::Instant,
    },
    store::{
        StoreError,
        entity::{
            integration,
            sign_of_life::{Column, Entity},
        },
        journal::{Journal, minute_of},
    },
};

impl Journal {
    /// The signs of life of an integration before `until`: those in `[from, until)` and the last one before `from`,
    /// sorted. Of each minute only the first and the last are there, which is enough to find every gap of a minute
    /// or more.
    pub async fn signs_of_life(
        &self,
        account: AccountId,
        integration: IntegrationId,
        from: Instant,
        until: Instant,
    ) -> Result<Vec<Instant>, StoreError> {
        let own = Query::select()
            .column(integration::Column::Id)
            .from(integration::Entity)
            .and_where(integration::Column::AccountId.eq(account.uuid()))
            .and_where(integration::Column::Id.eq(integration.uuid()))
            .to_owned();
        let minutes = Entity::find().filter(Column::IntegrationId.in_subquery(own));
        let mut rows = minutes
            .clone()
            .filter(Column::Minute.gte(minute_of(from)))
            .filter(Column::FirstAt.lt(until.micros()))
            .order_by_asc(Column::Minute)
            .all(&self.pools.reader)
            .await?;
        if rows.first().is_none_or(|row| row.first_at >= from.micros()) {
            let before = minutes.filter(Column::Minute.lt(minute_of(from))).order_by_desc(Column::Minute).limit(1);
            rows.splice(0..0, before.one(&self.pools.reader).await?);
        }
        let mut signs: Vec<_> = rows.iter().flat_map(|row| [row.first_at, row.last_at]).collect();
        signs.dedup();
        let last_before = signs.partition_point(|sign| *sign < from.micros()).saturating_sub(1);
        let signs = signs.into_iter().skip(last_before).filter(|sign| *sign < until.micros());
        Ok(signs.map(Instant::from_micros).collect())
    }

    /// When each user was last seen: the newest instant from which a state of theirs holds. Users never seen are left
    /// out.
    pub async fn last_seen(
        &self,
        account: AccountId,
        users: &[ExternalUserId],
    ) -> Result<HashMap<ExternalUserId, Instant>, StoreError> {
        let mut seen = HashMap::new();
        for users in chunks(users) {
            let places: Vec<_> = (2..2 + users.len()).map(|place| format!("${place}")).collect();
            // A subquery for each user is one look at the index; a grouping would read all their states.
            let sql = format!(
                "SELECT u.id, (SELECT MAX(s.at) FROM state s WHERE s.external_user_id = u.id) AS last_seen_at \
                 FROM external_user u WHERE u.account_id = $1 AND u.id IN ({})",
                places.join(", ")
            );
            let values = [account.uuid().into()].into_iter().chain(users.iter().map(|user| Value::from(user.uuid())));
            let query = Statement::from_sql_and_values(self.pools.reader.get_database_backend(), sql, values);
            for row in self.pools.reader.query_all_raw(query).await? {
                if let Some(last_seen_at) = row.try_get::<Option<i64>>("", "last_seen_at")? {
                    seen.insert(ExternalUserId::new(row.try_get("", "id")?), Instant::from_micros(last_seen_at));
                }
            }
        }
        Ok(seen)
    }
}
