//! What users said last, as it stood before a place in the order of storing.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{ConnectionTrait, Statement, Value};

use super::states::chunks;
use crate::{
    domain::{
        ids::{AccountId, ExternalUserId},
        instant::Instant,
        novelty::Words,
    },
    store::{StoreError, journal::Journal},
};

/// All newest states with the same status, and before them those of the one instant with another, among those stored
/// before a place.
const RUNS: &str = "WITH newest AS (
        SELECT u.id AS user_id, (
            SELECT s.id FROM state s WHERE s.external_user_id = u.id AND s.id < $1
            ORDER BY s.at DESC, s.id DESC LIMIT 1
        ) AS state_id
        FROM external_user u WHERE u.account_id = $2 AND u.id IN ({users})
    )
    SELECT s.external_user_id AS user_id, s.at AS at, said.status AS status, said.detail AS detail FROM (
        SELECT n.user_id, (
            SELECT b.at FROM state b JOIN external_status other ON other.id = b.external_status_id
            WHERE b.external_user_id = n.user_id AND b.id < $1 AND other.status <> running.status
            ORDER BY b.at DESC, b.id DESC LIMIT 1
        ) AS other_until
        FROM newest n
        JOIN state latest ON latest.account_id = $2 AND latest.id = n.state_id
        JOIN external_status running ON running.id = latest.external_status_id
    ) run
    JOIN state s ON s.external_user_id = run.user_id AND s.at >= COALESCE(run.other_until, $3) AND s.id < $1
    JOIN external_status said ON said.id = s.external_status_id
    ORDER BY s.external_user_id, s.at, s.id";

/// A user's states in order of time, and of storing.
pub type Run = Vec<(Instant, Words)>;

impl Journal {
    /// What these users said last, as it stood before a place in the order of storing; users that had said nothing are
    /// left out. What a replay superseded later is in it: it had arrived.
    pub async fn runs_before(
        &self,
        account: AccountId,
        users: &[ExternalUserId],
        place: i64,
    ) -> Result<HashMap<ExternalUserId, Run>, StoreError> {
        let mut runs: HashMap<ExternalUserId, Run> = HashMap::new();
        for users in chunks(users) {
            let places: Vec<_> = (4..4 + users.len()).map(|place| format!("${place}")).collect();
            let sql = RUNS.replace("{users}", &places.join(", "));
            let values = [place.into(), account.uuid().into(), Instant::MIN.micros().into()];
            let values = values.into_iter().chain(users.iter().map(|user| Value::from(user.uuid())));
            let query = Statement::from_sql_and_values(self.pools.reader.get_database_backend(), sql, values);
            for row in self.pools.reader.query_all_raw(query).await? {
                let text = |column: &str| row.try_get::<String>("", column).map(Arc::from);
                let words = Words { status: text("status")?, detail: text("detail")? };
                let at = Instant::from_micros(row.try_get("", "at")?);
                runs.entry(ExternalUserId::new(row.try_get("", "user_id")?)).or_default().push((at, words));
            }
        }
        Ok(runs)
    }
}
