//! States, by the order of storing or by user and time.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement, Value};

use crate::{
    domain::{
        ids::{AccountId, ExternalUserId},
        instant::Instant,
    },
    store::{
        StoreError,
        entity::state::{Column, Entity, Model},
        journal::{Journal, POSITION_BITS, StoredState},
    },
};

/// How many users one query is about.
const USERS_PER_QUERY: usize = 256;

/// The newest state of each user before an instant.
const NEWEST: &str = "WITH newest AS (
    SELECT u.id AS user_id, (
        SELECT s.id FROM state s
        WHERE s.external_user_id = u.id AND s.at < $1 AND s.superseded_by IS NULL
        ORDER BY s.at DESC, s.notification_id DESC, s.item DESC, s.id DESC LIMIT 1
    ) AS state_id
    FROM external_user u WHERE u.account_id = $2 AND u.id IN ({users})
)";

impl Journal {
    /// The states stored under later log numbers, in the order of storing: at least `limit` of them if there are as
    /// many, and always all states of a number that has any, so that the last one's
    /// [number](StoredState::log_number) is where to read on.
    pub async fn states_after(
        &self,
        account: AccountId,
        log_number: i64,
        limit: u64,
    ) -> Result<Vec<StoredState>, StoreError> {
        let page = |from: i64| {
            Entity::find()
                .filter(Column::AccountId.eq(account.uuid()))
                .filter(Column::Id.gte(from))
                .filter(Column::SupersededBy.is_null())
                .order_by_asc(Column::Id)
        };
        let first_after = |log_number: i64| (log_number + 1) << POSITION_BITS;
        let mut rows = page(first_after(log_number)).limit(limit).all(&self.pools.reader).await?;
        if let Some(last) = rows.last().filter(|_| rows.len() as u64 >= limit) {
            let next_number = first_after(last.id >> POSITION_BITS);
            let rest = page(last.id + 1).filter(Column::Id.lt(next_number));
            rows.extend(rest.all(&self.pools.reader).await?);
        }
        Ok(rows.iter().map(StoredState::from).collect())
    }

    /// The states of some users that hold from an instant in `[from, until)`, sorted by user, time and order of
    /// storing. Without `until`, all from `from` on.
    pub async fn states_of(
        &self,
        account: AccountId,
        users: &[ExternalUserId],
        from: Instant,
        until: Option<Instant>,
    ) -> Result<Vec<StoredState>, StoreError> {
        let mut states = Vec::new();
        for users in chunks(users) {
            let window = Condition::all()
                .add(Column::At.gte(from.micros()))
                .add_option(until.map(|until| Column::At.lt(until.micros())));
            let rows = Entity::find()
                .filter(Column::ExternalUserId.is_in(users.iter().map(|user| user.uuid())))
                .filter(window)
                .filter(Column::SupersededBy.is_null())
                .order_by_asc(Column::ExternalUserId)
                .order_by_asc(Column::At)
                .order_by_asc(Column::NotificationId)
                .order_by_asc(Column::Item)
                .order_by_asc(Column::Id)
                .all(&self.pools.reader)
                .await?;
            keep(account, &rows, &mut states);
        }
        Ok(states)
    }

    /// The newest state of each user before `instant`, sorted by user; users without one are left out.
    pub async fn newest_before(
        &self,
        account: AccountId,
        users: &[ExternalUserId],
        instant: Instant,
    ) -> Result<Vec<StoredState>, StoreError> {
        let select = "SELECT s.* FROM newest n JOIN state s ON s.account_id = $2 AND s.id = n.state_id \
                      ORDER BY s.external_user_id";
        self.carried_over(account, users, instant, select).await
    }

    /// What is needed to know the state of each user at `instant` as if its whole history had been folded: its last
    /// distinct run before `instant`, that is, all newest states with the same status (whatever the detail), and
    /// before them those of the one instant at which the status was another. Sorted by user, time and order of
    /// storing.
    ///
    /// The whole run, because a refresh moves neither start nor detail of a state, but a silence or an automatic
    /// logout between two refreshes begins a new one.
    pub async fn last_runs_before(
        &self,
        account: AccountId,
        users: &[ExternalUserId],
        instant: Instant,
    ) -> Result<Vec<StoredState>, StoreError> {
        // At one instant the state stored last tells the status, whatever came before it.
        let select = "SELECT s.* FROM (
                SELECT n.user_id, (
                    SELECT b.at FROM state b JOIN external_status other ON other.id = b.external_status_id
                    WHERE b.external_user_id = n.user_id AND b.at < $1 AND b.superseded_by IS NULL
                        AND other.status <> running.status
                        AND NOT EXISTS (
                            SELECT 1 FROM state l WHERE l.external_user_id = b.external_user_id
                                AND l.at = b.at AND l.superseded_by IS NULL
                                AND (l.notification_id, l.item, l.id) > (b.notification_id, b.item, b.id)
                        )
                    ORDER BY b.at DESC, b.notification_id DESC, b.item DESC, b.id DESC LIMIT 1
                ) AS other_until
                FROM newest n
                JOIN state latest ON latest.account_id = $2 AND latest.id = n.state_id
                JOIN external_status running ON running.id = latest.external_status_id
            ) run
            JOIN state s ON s.external_user_id = run.user_id
                AND s.at >= COALESCE(run.other_until, $3) AND s.at < $1 AND s.superseded_by IS NULL
            ORDER BY s.external_user_id, s.at, s.notification_id, s.item, s.id";
        self.carried_over(account, users, instant, select).await
    }

    async fn carried_over(
        &self,
        account: AccountId,
        users: &[ExternalUserId],
        instant: Instant,
        select: &str,
    ) -> Result<Vec<StoredState>, StoreError> {
        let mut states = Vec::new();
        for users in chunks(users) {
            let places: Vec<_> = (4..4 + users.len()).map(|place| format!("${place}")).collect();
            let sql = format!("{} {select}", NEWEST.replace("{users}", &places.join(", ")));
            let values = [instant.micros().into(), account.uuid().into(), Instant::MIN.micros().into()];
            let values = values.into_iter().chain(users.iter().map(|user| Value::from(user.uuid())));
            let query = Statement::from_sql_and_values(self.pools.reader.get_database_backend(), sql, values);
            let rows = Entity::find().from_raw_sql(query).all(&self.pools.reader).await?;
            keep(account, &rows, &mut states);
        }
        Ok(states)
    }
}

/// The users in order and without repetition, as many at a time as one query is about.
pub(super) fn chunks(users: &[ExternalUserId]) -> impl Iterator<Item = Vec<ExternalUserId>> {
    let mut users = users.to_vec();
    users.sort_unstable();
    users.dedup();
    let mut users = users.into_iter();
    std::iter::from_fn(move || {
        let chunk: Vec<_> = users.by_ref().take(USERS_PER_QUERY).collect();
        (!chunk.is_empty()).then_some(chunk)
    })
}

/// Keeps the account's own. Not a condition of the query: the databases might then read the whole account instead of
/// a few users.
fn keep(account: AccountId, rows: &[Model], states: &mut Vec<StoredState>) {
    states.extend(rows.iter().filter(|row| row.account_id == account.uuid()).map(StoredState::from));
}
