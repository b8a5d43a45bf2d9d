//! What a web service told of a break goes with the reading of the break: it is withdrawn when that is, and stands again
//! beside the new reading if that is still a break of the same agent, without a type of its own.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use crate::{
    domain::{ids::IntegrationId, instant::Instant, mapping::fold},
    store::{
        Numbered, StoreError,
        entity::{external_status, external_user, notification, state},
        journal::{FROM_WEB_SERVICE, NewState},
        web_services,
    },
};

/// How many ids one query names.
const IDS_AT_A_TIME: usize = 500;

/// An answer of a web service, as it was stored.
#[derive(Debug)]
pub(super) struct Refinement {
    pub(super) id: i64,
    pub(super) notification: i64,
    pub(super) item: i32,
    agent: String,
    status: String,
    detail: String,
}

/// The answers about states that were superseded.
#[derive(Debug, Default)]
pub(super) struct Refinements {
    by_state: HashMap<i64, Vec<Refinement>>,
    break_statuses: HashSet<String>,
}

impl Refinements {
    /// Finds the answers about these states, which are superseded already, and withdraws them too.
    pub(super) async fn withdraw(
        &mut self,
        numbered: &Numbered<'_>,
        integration: IntegrationId,
        superseded: &[state::Model],
        withdrawn: i64,
    ) -> Result<(), StoreError> {
        let answers = standing(numbered, superseded).await?;
        if answers.is_empty() {
            return Ok(());
        }
        supersede(numbered, &answers, withdrawn).await?;
        self.break_statuses = web_services::break_statuses(numbered.transaction, integration).await?;
        let agents = agents(numbered, &answers).await?;
        let words = words(numbered, &answers).await?;
        for answer in answers {
            let refined = superseded.iter().find(|state| is_about(&answer, state)).map(|state| state.id);
            let agent = agents.get(&answer.external_user_id).cloned();
            let words = words.get(&answer.external_status_id).cloned();
            let (Some(refined), Some(agent), Some((status, detail))) = (refined, agent, words) else { continue };
            let (id, notification, item) = (answer.id, answer.notification_id, answer.item);
            let refinement = Refinement { id, notification, item, agent, status, detail };
            self.by_state.entry(refined).or_default().push(refinement);
        }
        Ok(())
    }

    /// What stands beside a new reading, which takes the place of the state `former` and begins at `at`.
    pub(super) fn following<'a>(
        &'a self,
        former: i64,
        new: &'a NewState,
        at: Instant,
    ) -> impl Iterator<Item = (&'a Refinement, NewState)> {
        let still_holds = |refinement: &&Refinement| {
            let status = fold(&new.status);
            new.detail.is_empty()
                && new.agent == refinement.agent
                && (status == fold(&refinement.status) || self.break_statuses.contains(&status))
        };
        let refined = move |refinement: &'a Refinement| NewState {
            detail: refinement.detail.clone(),
            sent_at: Some(at),
            end_at: None,
            event_id: None,
            flags: 0,
            ..new.clone()
        };
        let answers = self.by_state.get(&former).into_iter().flatten();
        answers.filter(still_holds).map(move |refinement| (refinement, refined(refinement)))
    }
}

/// Whether it is an answer about this state: one of the same agent at the same time.
fn is_about(answer: &state::Model, state: &state::Model) -> bool {
    (answer.external_user_id, answer.at) == (state.external_user_id, state.at)
}

/// The answers about these states that still hold.
async fn standing(numbered: &Numbered<'_>, superseded: &[state::Model]) -> Result<Vec<state::Model>, StoreError> {
    let account = numbered.account.uuid();
    let rows = state::Entity::find()
        .filter(state::Column::AccountId.eq(account))
        .filter(state::Column::ExternalUserId.is_in(superseded.iter().map(|state| state.external_user_id)))
        .filter(state::Column::At.is_in(superseded.iter().map(|state| state.at)))
        .filter(state::Column::SupersededBy.is_null());
    let mut rows = rows.all(numbered.transaction).await?;
    rows.retain(|row| superseded.iter().any(|state| is_about(row, state)));
    let mut told: HashSet<i64> = HashSet::new();
    for rows in rows.chunks(IDS_AT_A_TIME) {
        let ids: Vec<i64> = notification::Entity::find()
            .select_only()
            .column(notification::Column::Id)
            .filter(notification::Column::AccountId.eq(account))
            .filter(notification::Column::Id.is_in(rows.iter().map(|row| row.notification_id)))
            .filter(notification::Column::Method.eq(FROM_WEB_SERVICE))
            .into_tuple()
            .all(numbered.transaction)
            .await?;
        told.extend(ids);
    }
    rows.retain(|row| told.contains(&row.notification_id));
    Ok(rows)
}

/// Withdraws the answers, and notes at their notifications that states of a replay may belong to them.
async fn supersede(numbered: &Numbered<'_>, answers: &[state::Model], withdrawn: i64) -> Result<(), StoreError> {
    let account = numbered.account.uuid();
    for answers in answers.chunks(IDS_AT_A_TIME) {
        state::Entity::update_many()
            .col_expr(state::Column::SupersededBy, Expr::value(withdrawn))
            .filter(state::Column::AccountId.eq(account))
            .filter(state::Column::Id.is_in(answers.iter().map(|answer| answer.id)))
            .exec(numbered.transaction)
            .await?;
        notification::Entity::update_many()
            .col_expr(notification::Column::ReplayedAt, Expr::value(numbered.now.micros()))
            .filter(notification::Column::AccountId.eq(account))
            .filter(notification::Column::Id.is_in(answers.iter().map(|answer| answer.notification_id)))
            .exec(numbered.transaction)
            .await?;
    }
    Ok(())
}

/// What the telephone system calls the agents of these answers.
async fn agents(numbered: &Numbered<'_>, answers: &[state::Model]) -> Result<HashMap<Uuid, String>, StoreError> {
    use external_user::{Column, Entity};
    let ids: HashSet<Uuid> = answers.iter().map(|answer| answer.external_user_id).collect();
    let rows = Entity::find().filter(Column::AccountId.eq(numbered.account.uuid())).filter(Column::Id.is_in(ids));
    Ok(rows.all(numbered.transaction).await?.into_iter().map(|row| (row.id, row.identifier)).collect())
}

/// The statuses of these answers, with their details.
async fn words(
    numbered: &Numbered<'_>,
    answers: &[state::Model],
) -> Result<HashMap<Uuid, (String, String)>, StoreError> {
    use external_status::{Column, Entity};
    let ids: HashSet<Uuid> = answers.iter().map(|answer| answer.external_status_id).collect();
    let rows = Entity::find().filter(Column::AccountId.eq(numbered.account.uuid())).filter(Column::Id.is_in(ids));
    Ok(rows.all(numbered.transaction).await?.into_iter().map(|row| (row.id, (row.status, row.detail))).collect())
}
