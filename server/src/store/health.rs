//! What integrations brought, in steps of five minutes, and up to where an account's journal is counted.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use super::{
    Store, StoreError,
    entity::{account, external_status, health_position, integration, integration_step},
};
use crate::domain::{
    ids::{AccountId, IntegrationId},
    instant::{Instant, Span},
    novelty::Words,
};

/// How many steps one statement inserts: well within what both databases bind.
const STEPS_AT_A_TIME: usize = 500;

/// What an integration brought in a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepCounts {
    /// States that were stored.
    pub accepted: i64,
    /// States that were on disk already.
    pub duplicates: i64,
    /// Of those stored, the ones that said again what was known.
    pub refreshes: i64,
    /// Of those stored, the ones older than the newest of their user.
    pub late: i64,
    /// Items that could not be read.
    pub quarantined: i64,
    /// Of those stored, the ones that came with a time.
    pub timed: i64,
    /// The median of their receipt less sent time.
    pub median_skew: Option<Span>,
}

/// A step that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Whose.
    pub integration: IntegrationId,
    /// When it began.
    pub start: Instant,
    /// What was counted.
    pub counts: StepCounts,
}

/// Up to where the steps of an account are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The last place in the order of storing that is counted in them.
    pub counted_to: i64,
    /// The step that what comes next is counted in, or a later one.
    pub open_step: Instant,
}

impl Position {
    /// Nothing is counted yet.
    pub const ORIGIN: Self = Self { counted_to: 0, open_step: Instant::MIN };
}

impl Store {
    /// Up to where the steps of an account are stored.
    pub async fn health_position(&self, account: AccountId) -> Result<Position, StoreError> {
        let row = health_position::Entity::find_by_id(account.uuid()).one(self.reader()).await?;
        Ok(row.map_or(Position::ORIGIN, |row| Position {
            counted_to: row.counted_to,
            open_step: Instant::from_micros(row.open_step),
        }))
    }

    /// Stores steps that are over, together with how far that counts, provided that nobody else got any further than
    /// `from`; whether it was so.
    pub async fn store_steps(
        &self,
        account: AccountId,
        from: Position,
        to: Position,
        steps: Vec<Step>,
    ) -> Result<bool, StoreError> {
        let stored = self.write(move |transaction| {
            Box::pin(async move {
                if !advance(transaction, account, from, to).await? {
                    return Ok(false);
                }
                for some in steps.chunks(STEPS_AT_A_TIME) {
                    let rows = some.iter().map(|step| row(step).into_active_model());
                    integration_step::Entity::insert_many(rows).exec_without_returning(transaction).await?;
                }
                Ok(true)
            })
        });
        match stored.await {
            // Two that count an account for the first time.
            Err(StoreError::Taken(_)) => Ok(false),
            stored => stored,
        }
    }

    /// An integration's steps that begin in `[from, until)`, in order.
    pub async fn steps(
        &self,
        integration: IntegrationId,
        from: Instant,
        until: Instant,
    ) -> Result<Vec<Step>, StoreError> {
        use integration_step::{Column, Entity};
        let rows = Entity::find()
            .filter(Column::IntegrationId.eq(integration.uuid()))
            .filter(Column::StartAt.gte(from.micros()))
            .filter(Column::StartAt.lt(until.micros()))
            .order_by_asc(Column::StartAt)
            .all(self.reader())
            .await?;
        Ok(rows.iter().map(read).collect())
    }

    /// The steps of an account's integrations that begin in `[from, until)`.
    pub async fn steps_of(&self, account: AccountId, from: Instant, until: Instant) -> Result<Vec<Step>, StoreError> {
        use integration_step::{Column, Entity};
        let own = Query::select()
            .column(integration::Column::Id)
            .from(integration::Entity)
            .and_where(integration::Column::AccountId.eq(account.uuid()))
            .to_owned();
        let rows = Entity::find()
            .filter(Column::IntegrationId.in_subquery(own))
            .filter(Column::StartAt.gte(from.micros()))
            .filter(Column::StartAt.lt(until.micros()))
            .all(self.reader())
            .await?;
        Ok(rows.iter().map(read).collect())
    }

    /// Deletes the steps of all integrations that began before an instant.
    pub async fn delete_steps_before(&self, instant: Instant) -> Result<(), StoreError> {
        self.write(move |transaction| {
            Box::pin(async move {
                let old = integration_step::Column::StartAt.lt(instant.micros());
                integration_step::Entity::delete_many().filter(old).exec(transaction).await?;
                Ok(())
            })
        })
        .await
    }

    /// The newest log number of every account.
    pub async fn all_log_numbers(&self) -> Result<Vec<(AccountId, i64)>, StoreError> {
        let rows: Vec<(Uuid, i64)> = account::Entity::find()
            .select_only()
            .columns([account::Column::Id, account::Column::LogNumber])
            .into_tuple()
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(|(id, log_number)| (AccountId::new(id), log_number)).collect())
    }

    /// The statuses of an account as they were sent.
    pub async fn status_words(&self, account: AccountId) -> Result<HashMap<Uuid, Words>, StoreError> {
        use external_status::{Column, Entity};
        let rows = Entity::find().filter(Column::AccountId.eq(account.uuid())).all(self.reader()).await?;
        let words = |row: &external_status::Model| Words {
            status: Arc::from(row.status.as_str()),
            detail: Arc::from(row.detail.as_str()),
        };
        Ok(rows.iter().map(|row| (row.id, words(row))).collect())
    }
}

/// Moves the position on, if it is still where it was.
async fn advance(
    transaction: &DatabaseTransaction,
    account: AccountId,
    from: Position,
    to: Position,
) -> Result<bool, DbErr> {
    use health_position::{ActiveModel, Column, Entity};
    if from == Position::ORIGIN {
        let row = ActiveModel {
            account_id: Set(account.uuid()),
            counted_to: Set(to.counted_to),
            open_step: Set(to.open_step.micros()),
        };
        Entity::insert(row).exec_without_returning(transaction).await?;
        return Ok(true);
    }
    let moved = Entity::update_many()
        .col_expr(Column::CountedTo, Expr::value(to.counted_to))
        .col_expr(Column::OpenStep, Expr::value(to.open_step.micros()))
        .filter(Column::AccountId.eq(account.uuid()))
        .filter(Column::CountedTo.eq(from.counted_to))
        .exec(transaction)
        .await?;
    Ok(moved.rows_affected > 0)
}

fn row(step: &Step) -> integration_step::Model {
    let counts = step.counts;
    integration_step::Model {
        integration_id: step.integration.uuid(),
        start_at: step.start.micros(),
        accepted: counts.accepted,
        duplicates: counts.duplicates,
        refreshes: counts.refreshes,
        late: counts.late,
        quarantined: counts.quarantined,
        timed: counts.timed,
        median_skew: counts.median_skew.map(Span::micros),
    }
}

fn read(row: &integration_step::Model) -> Step {
    Step {
        integration: row.integration_id.into(),
        start: Instant::from_micros(row.start_at),
        counts: StepCounts {
            accepted: row.accepted,
            duplicates: row.duplicates,
            refreshes: row.refreshes,
            late: row.late,
            quarantined: row.quarantined,
            timed: row.timed,
            median_skew: row.median_skew.map(Span::from_micros),
        },
    }
}
